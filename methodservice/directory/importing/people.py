"""How a person is found by what a list says: full name, organisation, date of birth."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from methodservice.directory.importing.base import EMPTY
from methodservice.directory.importing.schools import SchoolFinder
from methodservice.directory.models import School, Teacher
from methodservice.lib.cells import parse_date, parse_full_name, person_key
from methodservice.lib.officefiles import Column

NAME = ("surname", "given_name", "patronymic")
NAME_COLUMNS = (Column("surname", "Фамилия"), Column("given_name", "Имя"), Column("patronymic", "Отчество"))
INSTEAD_OF_NAME = {"full_name": NAME}
BIRTH_COLUMN = Column(
    "born_on", "Дата рождения", ("д. р.", "рождение"), False, "Помогает различить однофамильцев", date(1985, 3, 14)
)  # fmt: skip


def name_written(row: Mapping) -> str:
    """The full name of a row, from one column or from three; may be empty."""
    parts = [str(row.get(key, "")) for key in NAME]
    return " ".join(filter(None, parts)) or str(row.get("full_name", ""))


class PersonFinder:
    """Finds a person of the scope. `teachers`: a queryset of people who all work in schools of `schools`."""

    def __init__(self, teachers: Iterable[Teacher], schools: SchoolFinder):
        self.schools = schools
        self._people = defaultdict(list)
        for teacher in teachers:
            teacher.school = schools.schools[teacher.school_id]
            self._people[person_key(teacher.surname, teacher.given_name, teacher.patronymic)].append(teacher)

    def find(self, row: Mapping, errors: dict[str, str], default: School | None = None) -> Teacher | None:
        """The only person that the row may mean; otherwise None, and a sentence in `errors` by the key of a column.

        default: the organisation of rows that name none.
        """
        text = name_written(row)
        try:
            name = parse_full_name(text)
        except ValueError as wrong:
            errors["full_name"] = str(wrong) if text else EMPTY
            return None
        found, school = self._people.get(person_key(*name), []), default
        if row.get("school", "") != "":
            school = self.schools.find(row["school"])
            if school is None:
                errors["school"] = f"организации «{row['school']}» нет в списке"
                return None
        if school is not None:
            found = [teacher for teacher in found if teacher.school_id == school.pk]
        found = self._by_birth(row, found)
        if len(found) == 1:
            return found[0]
        errors["full_name"] = _several(text, found) if found else _nobody(text, school)
        return None

    @staticmethod
    def _by_birth(row: Mapping, found: list[Teacher]) -> list[Teacher]:
        """Those born on the day of the row; whose day is not known may be meant when nobody's is equal."""
        try:
            born_on = parse_date(row.get("born_on"))
        except ValueError:
            born_on = None
        if born_on is None:
            return found
        exact = [teacher for teacher in found if teacher.born_on == born_on]
        return exact or [teacher for teacher in found if teacher.born_on is None]


def _several(text: str, found: list[Teacher]) -> str:
    are_together = len({teacher.school_id for teacher in found}) == 1
    return f"педагогов «{text}» несколько: укажите {'дату рождения' if are_together else 'организацию'}"


def _nobody(text: str, school: School | None) -> str:
    place = f" организации {school}" if school else ""
    return f"педагога «{text}» нет в списке{place}: сначала загрузите педагогов"
