"""What lists of teachers' records share: the person of a row, what is known already, links, proposals that come true.

A row says what the school knows, so a record that the teacher only proposed is taken into the card by it.
"""

from django.db import models
from django.utils import timezone

from development.models import CardRecord
from methodservice.directory.audit import in_words
from methodservice.directory.importing import ListResource
from methodservice.directory.importing.base import RowRefused
from methodservice.directory.importing.people import (
    BIRTH_COLUMN,
    INSTEAD_OF_NAME,
    NAME_COLUMNS,
    PersonFinder,
    name_written,
)
from methodservice.directory.importing.schools import SchoolFinder
from methodservice.directory.models import School, Teacher
from methodservice.lib.cells import parse_date
from methodservice.lib.officefiles import Column, FileRefused

PERSON = (
    Column("full_name", "ФИО", ("Ф. И. О.", "фамилия имя отчество", "фамилия имя и отчество", "педагог", "слушатель",
           "педагогический работник", "сотрудник", "работник", "ФИО педагога"), True,
           "Полностью, как в списке педагогов", "Ветрова Анна Сергеевна"),
    *NAME_COLUMNS,
    Column("school", "Организация", ("ОО", "школа", "образовательная организация", "место работы", "учреждение",
           "наименование ОО", "наименование организации", "образовательное учреждение"), False,
           "Краткое название; помогает различить тёзок", "МОУ «Школа № 1»"),
    BIRTH_COLUMN,
)  # fmt: skip
FIRST_YEAR = 1970


class OfTeacherResource(ListResource):
    """Base of the lists. A subclass reads more cells in `read(row, errors)`, which returns what else beside the person
    tells its records apart, and loads those in `known()`: {(teacher's key, …): record}."""

    read_from = {"surname": "full_name", "given_name": "full_name", "patronymic": "full_name"}
    instead = INSTEAD_OF_NAME
    derived: tuple[str, ...] = ()
    """Fields that rows write and no cell holds alone."""
    repeated = "то же самое уже есть в строке {}"

    def known(self) -> dict:
        raise NotImplementedError

    def read(self, row: dict, errors: dict[str, str]) -> tuple:
        raise NotImplementedError

    def links(self) -> dict[str, models.Model | None]:
        """{relation: what the row names}; None leaves the record as it is."""
        return {}

    def load(self):
        """2 queries, schools and people, and those of `known`."""
        user = self.scope.user
        self.schools = SchoolFinder(School.objects.editable_by(user))
        self.default = self._school_of_file()
        self.people = PersonFinder(self.teachers(), self.schools)
        self.records = self.known()
        self.seen = {}
        self.today = timezone.localdate()

    def teachers(self):
        """Whose records the user may load."""
        return Teacher.objects.editable_by(self.scope.user)

    def _school_of_file(self) -> School | None:
        target = self.scope.target
        if target is not None:
            if target.pk not in self.schools.schools:
                raise FileRefused("Выбранной организации нет среди тех, чьи списки вы ведёте.")
            return target
        school = self.schools.mentioned_in(self.table.above)
        if school and "school" not in self.table.headings:
            self.notes.append(f"Организация взята из заголовка файла: {school}.")
        return school

    def prepare(self, row):
        errors = {}
        self.teacher = self.people.find(row, errors, self.default)
        key = self.read(row, errors)
        if not errors:
            self.key = (self.teacher.pk, *key)
            if self.key in self.seen:
                errors["full_name"] = self.repeated.format(self.seen[self.key])
            self.seen.setdefault(self.key, self.line.number)
        if errors:
            raise RowRefused(errors)

    def day_of(self, row, column: str, errors):
        """The day of a cell; what is no day is said in `errors`."""
        try:
            return parse_date(row.get(column))
        except ValueError as wrong:
            errors[column] = str(wrong)
            return None

    def find(self, row):
        return self.records.get(self.key)

    def after_init_instance(self, instance, new, row, **kwargs):
        super().after_init_instance(instance, new, row, **kwargs)
        if new:
            instance.teacher = self.teacher

    def extra_changes(self, obj, row):
        changes = {}
        for name, found in self.links().items():
            old = getattr(obj, name)
            if found is not None and found != old:
                changes[self._title(name)] = [in_words(old), str(found)]
                setattr(obj, name, found)
        if getattr(obj, "state", CardRecord.State.KEPT) != CardRecord.State.KEPT:
            before = obj.get_state_display()
            obj.state, obj.declined_why = CardRecord.State.KEPT, ""
            changes["состояние"] = [before, obj.get_state_display()]
        return {} if self.is_new else changes

    def details_of(self, instance):
        links = {self._title(name): ["", str(found)] for name, found in self.links().items() if found}
        return {"организация": ["", str(self.teacher.school)]} | super().details_of(instance) | links

    def get_bulk_update_fields(self):
        return [*super().get_bulk_update_fields(), *self.derived]

    def is_past(self, day, column: str) -> None:
        """Raises RowRefused for a day that has not come yet or is a slip of the pen."""
        if day > self.today:
            raise RowRefused({column: f"{day:%d.%m.%Y}: этот день ещё не наступил"})
        if day.year < FIRST_YEAR:
            raise RowRefused({column: f"{day:%d.%m.%Y}: проверьте год"})

    def label_of(self, row):
        return name_written(row)
