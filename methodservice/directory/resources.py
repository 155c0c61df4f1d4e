"""Lists of schools and teachers from files: which headings they have, how a row finds its record."""

import re
from collections import defaultdict
from datetime import date, timedelta

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from methodservice.directory.importing.base import EMPTY, Cell, ListResource, RowRefused, choice_of
from methodservice.directory.importing.people import INSTEAD_OF_NAME, NAME, NAME_COLUMNS, name_written
from methodservice.directory.importing.schools import SchoolFinder
from methodservice.directory.models import FormerPost, School, Subject, Teacher
from methodservice.lib.cells import (
    gender_of_patronymic,
    name_part,
    parse_date,
    parse_full_name,
    parse_gender,
    person_key,
)
from methodservice.lib.officefiles import Column, FileRefused, normal

CATEGORIES = {
    "": ("нет", "без категории", "б к", "бк", "б кат", "не имеет", "0"),
    "match": (
        "соответствие",
        "сзд",
        "соответствие занимаемой должности",
        "соответствует занимаемой должности",
        "соответствие зд",
    ),
    "first": ("первая", "1", "1 кк", "1кк", "i", "i кк", "1 категория", "i категория", "первая категория",
              "первая кв категория", "первая квалификационная категория", "1 кв категория"),
    "highest": ("высшая", "вкк", "в", "высшая кк", "высшая категория", "высшая кв категория",
                "высшая квалификационная категория"),
    "methodist": ("педагог методист", "методист"),
    "mentor": ("педагог наставник", "наставник"),
}  # fmt: skip
KINDS = {
    "school": ("школа", "сош", "оош", "нош", "гимназия", "лицей", "общеобразовательная организация", "оо"),
    "kindergarten": ("детский сад", "доу", "доо", "дошкольная образовательная организация", "сад"),
    "extra": ("дополнительное образование", "удо", "удод", "организация дополнительного образования", "до"),
}
KIND_WORDS = (
    ("kindergarten", re.compile(r"детск\w+ сад|\bм[абк]?доу\b|дошкольн", re.I)),
    ("extra", re.compile(r"дополнительн|детско-юношеск|дом творчества|дворец|станция юных|\bдюсш\b", re.I)),
)
OPEN_POSITIONS = ("учитель", "преподаватель", "педагог", "заместитель", "зам", "старший", "руководитель")
"""Words that are no whole position: the rest of it stands in the column «Предмет» («учитель» + «математики»)."""
EARLIEST = date(1920, 1, 1)
YOUNGEST = timedelta(days=14 * 365)
YEARS = re.compile(r"\d{1,2}(?:[.,]\d)?(?: ?(?:лет|год|года|г\.?))?\Z")


class TeacherResource(ListResource):
    """Педагоги. A person is known by full name + school + date of birth where it is known."""

    columns = (
        Column("full_name", "ФИО", ("Ф. И. О.", "фамилия имя отчество", "фамилия имя и отчество", "педагог",
               "педагогический работник", "сотрудник", "работник"), True,
               "Полностью, через пробел. Можно тремя столбцами: «Фамилия», «Имя», «Отчество»",
               "Ветрова Анна Сергеевна"),
        *NAME_COLUMNS,
        Column("gender", "Пол", (), False, "«ж» или «м»; если пусто, берётся из отчества", "ж"),
        Column("school", "Организация", ("ОО", "школа", "образовательная организация", "место работы",
               "учреждение", "наименование ОО", "наименование организации", "образовательное учреждение"),
               False, "Краткое название, как в списке организаций", "МОУ «Школа № 1»"),
        Column("position", "Должность", ("занимаемая должность", "наименование должности"), True,
               "Как в штатном расписании", "учитель математики"),
        Column("subjects", "Предметы", ("предмет", "преподаваемый предмет", "преподаваемые предметы",
               "направление"), False, "Названия из списка предметов, через запятую", "математика"),
        Column("born_on", "Дата рождения", ("д. р.", "рождение"), False,
               "По ней отличают однофамильцев", date(1985, 3, 14)),
        Column("hired_on", "Дата приёма", ("принят", "принята", "дата приема на работу", "прием на работу",
               "работает с", "дата поступления"), False, "Приём в эту организацию", date(2015, 9, 1)),
        Column("teaching_since", "Стаж с", ("педагогический стаж с", "педстаж с", "пед. стаж",
               "педагогический стаж", "стаж", "начало педагогической деятельности"), False,
               "Дата начала педагогической работы, не число лет", date(2008, 9, 1)),
        Column("category", "Категория", ("квалификационная категория", "кв. категория"), False,
               "высшая, первая, соответствие, нет", "первая"),
    )  # fmt: skip
    read_from = {"surname": "full_name", "given_name": "full_name", "patronymic": "full_name"}
    instead = INSTEAD_OF_NAME

    surname, given_name, patronymic = Cell("surname"), Cell("given_name"), Cell("patronymic")
    gender = Cell("gender", parse_gender)
    position = Cell("position")
    born_on, hired_on = Cell("born_on", parse_date), Cell("hired_on", parse_date)
    teaching_since = Cell("teaching_since", parse_date)
    category = Cell(
        "category",
        choice_of(CATEGORIES, "«{}» — неизвестная категория. Пишите: высшая, первая, соответствие или нет"),
    )

    class Meta(ListResource.Meta):
        model = Teacher
        fields = ("surname", "given_name", "patronymic", "gender", "position", "born_on", "hired_on",
                  "teaching_since", "category")  # fmt: skip

    def load(self):
        """4 queries: schools, people, their subjects, subjects of the municipality."""
        user = self.scope.user
        self.schools = SchoolFinder(School.objects.editable_by(user).filter(closed_on__isnull=True))
        self.default = self._school_of_file()
        self.people = defaultdict(list)
        self.elsewhere = defaultdict(list)
        everywhere = user.access.is_methodist
        former = FormerPost.objects.filter(teacher=OuterRef("pk")).order_by("-ends")
        people = (
            Teacher.objects.named()
            .filter(school__in=self.schools.schools)
            .annotate(former_until=Subquery(former.values("ends")[:1]))
        )
        for teacher in people.prefetch_related("subjects"):
            teacher.school = self.schools.schools[teacher.school_id]
            key = person_key(teacher.surname, teacher.given_name, teacher.patronymic)
            self.people[teacher.school_id, key].append(teacher)
            if everywhere and teacher.born_on:
                self.elsewhere[key, teacher.born_on].append(teacher.school)
        self._load_subjects()
        self.seen = defaultdict(list)
        self.subject_changes = []
        self.today = timezone.localdate()

    def _load_subjects(self):
        self.subjects = {}
        for subject in Subject.objects.filter(municipality=self.municipality):
            self.subjects[normal(subject.name)] = subject
            _, _, tail = normal(subject.teachers_of).partition(" ")
            if tail:
                self.subjects.setdefault(tail, subject)

    def _school_of_file(self) -> School | None:
        schools = self.schools.schools
        if self.scope.target is not None:
            if self.scope.target.pk not in schools:
                raise FileRefused("Выбранной организации нет среди тех, чьи списки вы ведёте.")
            return schools[self.scope.target.pk]
        if len(schools) == 1 and not self.scope.user.access.is_methodist:
            return next(iter(schools.values()))
        if school := self.schools.mentioned_in(self.table.above):
            if "school" not in self.table.headings:
                self.notes.append(f"Организация взята из заголовка файла: {school}.")
            return school
        if "school" not in self.table.headings:
            raise FileRefused(
                "В файле не указана организация. Выберите её на странице загрузки или добавьте столбец «Организация»."
            )
        return None

    def prepare(self, row):
        errors = {}
        self._read_name(row, errors)
        school = self._read_school(row, errors)
        self._read_years(row)
        self.new_subjects = self._read_subjects(row)
        row["gender"] = row.get("gender") or gender_of_patronymic(row["patronymic"])
        self.born_on = self._born_on(row)
        if not errors:
            self.key = (school.pk, person_key(row["surname"], row["given_name"], row["patronymic"]))
            self._refuse_repeated(errors)
        if errors:
            raise RowRefused(errors)
        self.school = school

    def _read_name(self, row, errors):
        parts = [name_part(str(row.get(key, ""))) for key in NAME]
        if any(parts):
            errors |= {key: EMPTY for key, part in zip(NAME[:2], parts, strict=False) if not part}
        else:
            row["patronymic"] = ""
            try:
                parts = parse_full_name(row.get("full_name", ""))
            except ValueError as wrong:
                errors["full_name"] = str(wrong) if row.get("full_name") else EMPTY
                return
        row["surname"], row["given_name"], row["patronymic"] = parts

    def _read_school(self, row, errors) -> School | None:
        written = row.get("school", "")
        if written == "":
            if self.default is None:
                errors["school"] = EMPTY
            return self.default
        school = self.schools.find(written)
        if school is None and not self.scope.user.access.is_methodist:
            errors["school"] = f"«{written}» — не ваша организация: загружают только свой список"
        elif school is None:
            errors["school"] = (
                f"организации «{written}» нет в списке. Исправьте название или сначала добавьте организацию"
            )
        return school

    def _read_years(self, row):
        if YEARS.match(str(row.get("teaching_since", ""))):
            row["teaching_since"] = ""
            heading = self.table.headings["teaching_since"]
            note = (
                f"В столбце «{heading}» — число лет, оно не загружается: нужна дата начала стажа, "
                "иначе через год число станет неверным."
            )
            if note not in self.notes:
                self.notes.append(note)

    def _read_subjects(self, row) -> list[Subject] | None:
        written = str(row.get("subjects", ""))
        if not written:
            return None
        pieces = [written] if normal(written) in self.subjects else re.split(r"\s*[,;/]\s*", written)
        found = [self.subjects.get(normal(piece)) for piece in pieces if piece]
        position = str(row.get("position", ""))
        if normal(position) in OPEN_POSITIONS and (None in found or normal(written) != normal(found[0].name)):
            row["position"] = f"{position} {written}"
            self.notices.append(f"Должность прочитана из двух столбцов: «{row['position']}».")
        elif None in found:
            self.notices.append(f"Предмета «{written}» нет в списке предметов — он не загружен.")
        return None if None in found else found

    @staticmethod
    def _born_on(row) -> date | None:
        try:
            return parse_date(row.get("born_on"))
        except ValueError:
            # the cell itself tells about it
            return None

    def _refuse_repeated(self, errors):
        for number, born_on in self.seen[self.key]:
            if born_on and born_on == self.born_on:
                errors["full_name"] = f"тот же педагог уже есть в строке {number}, оставьте одну из строк"
            elif not (born_on and self.born_on):
                errors["full_name"] = (
                    f"возможно, тот же человек, что в строке {number}: укажите даты рождения или оставьте одну строку"
                )
        self.seen[self.key].append((self.line.number, self.born_on))

    def find(self, row):
        known = self.people.get(self.key, [])
        self.by_name = False
        exact = [one for one in known if self.born_on and one.born_on == self.born_on]
        possible = exact or [one for one in known if not (self.born_on and one.born_on)]
        if len(possible) > 1:
            raise RowRefused({"full_name": "в организации несколько таких педагогов: укажите дату рождения"})
        if not possible:
            if known:
                self.notices.append("В организации есть полный тёзка с другой датой рождения.")
            elif others := self.elsewhere.get((self.key[1], self.born_on)):
                self.notices.append(f"Возможно, тот же человек уже есть: {others[0]}.")
            return None
        self.by_name = not exact
        return possible[0]

    def after_init_instance(self, instance, new, row, **kwargs):
        super().after_init_instance(instance, new, row, **kwargs)
        if new:
            instance.school = self.school
        elif instance.gender and row["gender"] and not self.line.values.get("gender"):
            row["gender"] = ""

    def extra_changes(self, obj, row):
        self.subjects_differ = False
        if self.new_subjects is None:
            return {}
        old = list(obj.subjects.all()) if not self.is_new else []
        self.subjects_differ = {subject.pk for subject in old} != {
            subject.pk for subject in self.new_subjects
        }
        if not self.subjects_differ or self.is_new:
            return {}
        return {"предметы": [", ".join(map(str, found)) or "—" for found in (old, self.new_subjects)]}

    def details_of(self, instance):
        found = {"организация": ["", str(instance.school)]} | super().details_of(instance)
        if self.new_subjects:
            found["предметы"] = ["", ", ".join(map(str, self.new_subjects))]
        return {title: words for title, words in found.items() if title not in ("фамилия", "имя", "отчество")}

    def skip_row(self, instance, original, row, import_validation_errors=None):
        skipped = super().skip_row(instance, original, row, import_validation_errors)
        if self.by_name and self.changes:
            self.notices.append("Возможно, тот же человек: совпали только ФИО и организация.")
        return skipped

    def settle(self, obj, row):
        errors = {}
        for name in ("born_on", "hired_on", "teaching_since"):
            value = getattr(obj, name)
            if value and not EARLIEST <= value <= self.today + timedelta(days=366):
                errors[name] = f"{value:%d.%m.%Y}: проверьте год"
        if obj.born_on and "born_on" not in errors:
            if obj.born_on > self.today - YOUNGEST:
                errors["born_on"] = f"{obj.born_on:%d.%m.%Y}: проверьте год"
            for name in ("hired_on", "teaching_since"):
                value = getattr(obj, name)
                if value and value <= obj.born_on:
                    errors[name] = f"{value:%d.%m.%Y} — раньше даты рождения"
        former_until = getattr(obj, "former_until", None)
        if former_until and "hired_on" not in errors and obj.hired_on and obj.hired_on <= former_until:
            errors["hired_on"] = f"{obj.hired_on:%d.%m.%Y}: до {former_until:%d.%m.%Y} место работы другое"
        if errors:
            raise RowRefused(errors)
        if not obj.gender:
            self.notices.append("Пол не указан: впишите его в карточке, он нужен для документов.")
        if self.subjects_differ:
            self.subject_changes.append((obj, self.new_subjects))

    def after_saved(self):
        through = Teacher.subjects.through
        through.objects.filter(teacher__in=[obj for obj, _ in self.subject_changes]).delete()
        through.objects.bulk_create(
            [
                through(teacher_id=obj.pk, subject_id=subject.pk)
                for obj, subjects in self.subject_changes
                for subject in subjects
            ],
            batch_size=1000,
        )

    def label_of(self, row):
        return name_written(row)


class SchoolResource(ListResource):
    """Организации. A school is known by its short name."""

    columns = (
        Column("short_name", "Краткое название", ("краткое наименование", "сокращенное название",
               "сокращенное наименование", "организация", "ОО", "школа", "наименование ОО"), True,
               "По нему организацию узнают в других списках", "МОУ «Школа № 1»"),
        Column("full_name", "Полное название", ("полное наименование", "наименование", "название"), True,
               "Как в уставе, со строчной буквы",
               "муниципальное общеобразовательное учреждение «Школа № 1»"),
        Column("genitive_name", "Полное название в родительном падеже", ("родительный падеж",), False,
               "Для документов: «работникам кого? чего?»",
               "муниципального общеобразовательного учреждения «Школа № 1»"),
        Column("kind", "Вид", ("вид организации", "тип", "тип организации"), False,
               "школа, детский сад или дополнительное образование", "школа"),
    )  # fmt: skip

    short_name, full_name, genitive_name = Cell("short_name"), Cell("full_name"), Cell("genitive_name")
    kind = Cell(
        "kind",
        choice_of(KINDS, "«{}» — неизвестный вид. Пишите: школа, детский сад или дополнительное образование"),
    )

    class Meta(ListResource.Meta):
        model = School
        fields = ("short_name", "full_name", "genitive_name", "kind")

    def load(self):
        """1 query."""
        self.schools = {normal(school.short_name): school for school in self._own()}
        self.seen = {}

    def _own(self):
        return School.objects.editable_by(self.scope.user)

    def prepare(self, row):
        key = normal(row.get("short_name", ""))
        if not key:
            raise RowRefused({"short_name": EMPTY})
        if key in self.seen:
            raise RowRefused({"short_name": f"такое название уже есть в строке {self.seen[key]}"})
        self.seen[key] = self.line.number
        self.found = self.schools.get(key)
        if not row.get("kind") and self.found is None:
            text = f"{row['short_name']} {row.get('full_name', '')}"
            kind = next((kind for kind, words in KIND_WORDS if words.search(text)), "school")
            row["kind"] = KINDS[kind][0]

    def find(self, row):
        return self.found

    def after_init_instance(self, instance, new, row, **kwargs):
        super().after_init_instance(instance, new, row, **kwargs)
        if new:
            instance.municipality = self.municipality

    def label_of(self, row):
        return str(row.get("short_name", ""))
