"""The list of courses and retraining."""

from datetime import date

from development.importing.cells import bare_mode, parse_hours, parse_period, parse_yes, unquoted
from development.importing.of_people import PERSON, OfTeacherResource
from development.models import Course, Provider
from development.models.courses import CourseKind, CourseMode
from development.rules.courses import hours_doubt
from methodservice.directory.audit import Verb, event
from methodservice.directory.importing.base import EMPTY, Cell, RowRefused, choice_of
from methodservice.directory.models import AuditEvent, Subject
from methodservice.lib.cells import parse_date
from methodservice.lib.officefiles import Column, normal

KINDS = {
    CourseKind.UPSKILLING: ("повышение квалификации", "пк", "кпк", "курсы", "курсы пк", "курс",
                            "курсы повышения квалификации", "удостоверение", "дпп пк", "повышение"),
    CourseKind.RETRAINING: ("профессиональная переподготовка", "переподготовка", "пп", "проф переподготовка",
                            "профпереподготовка", "диплом", "дпп пп", "курсы переподготовки"),
}  # fmt: skip
MODES = {
    CourseMode.IN_PERSON: ("очно", "очная", "очные", "очный", "очное", "стационарно"),
    CourseMode.VISITING: ("выездные курсы", "выездные", "выездная", "выездной", "выезд"),
    CourseMode.MIXED: ("очно-заочно", "очно-заочная", "очно-заочные", "очно-заочный", "очно-заочное", "смешанная",
                       "смешанно", "очно-дистанционно", "очно-дистанционная"),
    CourseMode.EXTRAMURAL: ("заочно", "заочная", "заочные", "заочный", "заочное"),
    CourseMode.REMOTE: ("дистанционно", "дистанционная", "дистанционные", "дистанционный", "дистанционное", "дистант",
                        "дот", "эо", "онлайн", "до", "электронная", "электронное", "вебинар", "вебинары",
                        "заочно-дистанционно", "заочно-дистанционная", "заочная дистанционная"),
    CourseMode.PORTAL: ("образовательный портал", "портал", "через портал", "на портале"),
}  # fmt: skip

MODE = choice_of(
    MODES,
    "«{}» — неизвестная форма. Пишите: очно, выездные курсы, очно-заочно, заочно, дистанционно или образовательный "
    "портал",
)


def parse_mode(value) -> CourseMode:
    """The form that is named, whatever technology stands beside it. A refusal quotes the cell as written."""
    try:
        return MODE(bare_mode(value))
    except ValueError:
        return MODE(value)


class CourseResource(OfTeacherResource):
    """Обучение. A course is known by person + programme + last day. New providers are added."""

    columns = (
        *PERSON,
        Column("kind", "Вид", ("вид обучения", "вид программы", "вид курсов", "тип", "вид ДПО"), False,
               "ПК или ПП; если пусто — повышение квалификации", "повышение квалификации"),
        Column("programme", "Программа", ("тема", "тема курсов", "название курсов", "название программы",
               "наименование программы", "дополнительная профессиональная программа", "тема программы", "курсы",
               "наименование курсов", "ДПП"), True, "Как в удостоверении", "Обновлённые стандарты на уроке"),
        Column("hours", "Часов", ("часы", "количество часов", "кол-во часов", "объем", "объем часов", "число часов",
               "кол часов"), True, "Число; можно «72 ч.»", 72),
        Column("provider", "Кто учил", ("организация ДПО", "место обучения", "где обучался", "где обучалась",
               "образовательная организация ДПО", "учебное заведение", "где проходил", "место прохождения",
               "учреждение ДПО", "провайдер", "организатор"), False, "Институт, центр, вуз",
               "Институт развития образования"),
        Column("mode", "Форма", ("форма обучения", "форма прохождения"), False,
               "очно, выездные курсы, очно-заочно, заочно, дистанционно, образовательный портал", "дистанционно"),
        Column("starts", "Начало", ("дата начала", "начало обучения"), False, "Первый день", date(2026, 9, 1)),
        Column("ends", "Окончание", ("дата окончания", "конец обучения", "конец", "дата выдачи", "окончание обучения",
               "дата выдачи удостоверения", "дата удостоверения", "дата прохождения", "дата"), False,
               "День удостоверения: от него считают 36 месяцев", date(2026, 9, 15)),
        Column("period", "Сроки", ("сроки обучения", "период", "период обучения", "срок обучения", "даты обучения",
               "даты", "сроки прохождения"), False, "", ""),
        Column("certificate", "Удостоверение", ("документ", "номер удостоверения", "№ удостоверения", "диплом",
               "удостоверение или диплом", "номер документа", "реквизиты документа", "номер диплома"), False,
               "Номер удостоверения или диплома", "ПК № 123456"),
        Column("subject", "Предмет", ("направление", "предмет или направление"), False,
               "Из списка предметов", "математика"),
        Column("is_profile", "Профильный уровень", ("профильное обучение", "профиль"), False,
               "«да», если программа для преподавания на профильном уровне", "нет"),
        Column("for_team", "Управленческая команда", ("управленческие команды", "для управленческих команд",
               "управленческой команды"), False, "«да», если программа для управленческих команд", "нет"),
    )  # fmt: skip
    derived = ("provider", "proposed_provider", "subject", "state", "declined_why")
    repeated = "это обучение уже есть в строке {}"

    instead = OfTeacherResource.instead | {"ends": ("period",)}

    kind = Cell("kind", choice_of(KINDS, "«{}» — неизвестный вид. Пишите: ПК или ПП"))
    programme, certificate = Cell("programme"), Cell("certificate")
    hours = Cell("hours", parse_hours)
    mode = Cell("mode", parse_mode)
    starts, ends = Cell("starts", parse_date), Cell("ends", parse_date)
    is_profile, for_team = Cell("is_profile", parse_yes), Cell("for_team", parse_yes)

    class Meta(OfTeacherResource.Meta):
        model = Course
        fields = (
            "kind",
            "programme",
            "hours",
            "mode",
            "starts",
            "ends",
            "certificate",
            "is_profile",
            "for_team",
        )

    def known(self):
        """3 queries: courses, providers, subjects."""
        self.providers = {
            normal(provider.name): provider
            for provider in Provider.objects.filter(municipality=self.municipality)
        }
        self.subjects = {
            normal(subject.name): subject
            for subject in Subject.objects.filter(municipality=self.municipality)
        }
        self.unsaved: dict[str, Provider] = {}
        courses = Course.objects.filter(teacher__in=self.teachers()).select_related("provider", "subject")
        return {(one.teacher_id, normal(one.programme), one.ends): one for one in courses}

    def read(self, row, errors):
        row["programme"] = unquoted(row.get("programme", ""))
        if not row["programme"]:
            errors["programme"] = EMPTY
        self._read_period(row, errors)
        ends = self.day_of(row, "ends", errors)
        if ends is None and "ends" not in errors and "period" not in errors:
            errors["ends"] = EMPTY
        self.provider = self._provider(unquoted(row.get("provider", "")))
        self.subject = self._subject(row)
        return normal(row["programme"]), ends

    def _read_period(self, row, errors):
        if row.get("period", "") == "":
            return
        try:
            starts, ends = parse_period(row["period"])
        except ValueError as wrong:
            errors["period"] = str(wrong)
            return
        for name, day in (("starts", starts), ("ends", ends)):
            if row.get(name, "") == "" and day:
                row[name] = day

    def _provider(self, name: str) -> Provider | None:
        key = normal(name)
        if not key:
            return None
        if key not in self.providers:
            self.providers[key] = Provider(municipality=self.municipality, name=name[:300])
        return self.providers[key]

    def _subject(self, row) -> Subject | None:
        written = row.get("subject", "")
        found = self.subjects.get(normal(written))
        if written != "" and found is None:
            self.notices.append(f"Предмета «{written}» нет в списке предметов — он не загружен.")
        return found

    def links(self):
        return {"provider": self.provider, "subject": self.subject}

    def extra_changes(self, obj, row):
        # the list takes a proposal into the card with the provider that the person named
        if self.provider is None:
            self.provider = self._provider(obj.proposed_provider)
        obj.proposed_provider = ""
        return super().extra_changes(obj, row)

    def settle(self, obj, row):
        self.is_past(obj.ends, "ends")
        if obj.starts and obj.starts > obj.ends:
            raise RowRefused({"starts": "позже, чем окончание"})
        if doubt := hours_doubt(obj.kind, obj.hours):
            self.notices.append(doubt)

    def after_save_instance(self, instance, row, **kwargs):
        super().after_save_instance(instance, row, **kwargs)
        if instance.provider is not None and instance.provider.pk is None:
            self.unsaved[normal(instance.provider.name)] = instance.provider

    def after_import(self, dataset, result, **kwargs):
        super().after_import(dataset, result, **kwargs)
        if self.unsaved:
            names = ", ".join(f"«{provider}»" for provider in self.unsaved.values())
            what = "Новая организация" if len(self.unsaved) == 1 else "Новые организации"
            self.notes.append(f"{what} ДПО: {names}.")

    def bulk_create(self, *args, **kwargs):
        self._save_providers()
        super().bulk_create(*args, **kwargs)

    def bulk_update(self, *args, **kwargs):
        self._save_providers()
        super().bulk_update(*args, **kwargs)

    def _save_providers(self):
        """New providers, before the courses that name them. 2 queries where there are any."""
        if self._dry_run or not self.unsaved:
            return
        made = Provider.objects.bulk_create(self.unsaved.values())
        by, place = self.scope.user, self.municipality.pk
        AuditEvent.objects.bulk_create(
            event(Verb.CREATED, by=by, obj=provider, municipality_id=place, note="Загрузка списка обучения")
            for provider in made
        )
        self.unsaved = {}
