"""The list of attestations."""

from datetime import date

from development.importing.cells import parse_order
from development.importing.of_people import PERSON, OfTeacherResource
from development.models import Attestation
from development.rules.attestation import validity
from development.services.categories import follow
from methodservice.directory.importing.base import EMPTY, Cell, choice_of
from methodservice.directory.resources import CATEGORIES
from methodservice.lib.cells import parse_date
from methodservice.lib.officefiles import Column

CATEGORY = choice_of(
    CATEGORIES,
    "«{}» — неизвестная категория. Пишите: высшая, первая, соответствие, педагог-методист или педагог-наставник",
)
DAY_OF_ORDER = "Где день установления категории не указан, взята дата приказа."


class AttestationResource(OfTeacherResource):
    """Аттестация. Known by person + category + day; until when it holds follows from `rules.attestation`."""

    columns = (
        *PERSON,
        Column("category", "Категория", ("квалификационная категория", "кв. категория", "установлена категория",
               "присвоена категория", "результат аттестации"), True,
               "высшая, первая, соответствие, педагог-методист, педагог-наставник", "первая"),
        Column("position", "Должность", ("по должности", "занимаемая должность", "наименование должности"), False,
               "Если пусто, берётся из карточки", "учитель математики"),
        Column("decided_on", "Дата установления", ("дата присвоения", "дата аттестации", "установлена", "присвоена",
               "дата присвоения категории", "дата", "действует с", "дата установления категории"), False,
               "Если пусто, берётся дата приказа", date(2024, 2, 1)),
        Column("order_number", "Номер приказа", ("№ приказа", "приказ номер"), False, "", "77-ОД"),
        Column("order_on", "Дата приказа", ("приказ от", "от"), False, "", date(2024, 2, 5)),
        Column("order", "Приказ", ("реквизиты приказа", "основание", "приказ №, дата", "номер и дата приказа",
               "№ и дата приказа", "дата и номер приказа"), False, "Номер и дата в одной ячейке", ""),
    )  # fmt: skip
    derived = ("valid_until", "state", "declined_why")
    instead = OfTeacherResource.instead | {"decided_on": ("order_on", "order", "order_number")}
    repeated = "эта аттестация уже есть в строке {}"

    category, position = Cell("category", CATEGORY), Cell("position")
    decided_on, order_on = Cell("decided_on", parse_date), Cell("order_on", parse_date)
    order_number = Cell("order_number")

    class Meta(OfTeacherResource.Meta):
        model = Attestation
        fields = ("category", "position", "decided_on", "order_number", "order_on")

    def known(self):
        """1 query."""
        rows = Attestation.objects.filter(teacher__in=self.teachers())
        return {(one.teacher_id, one.category, one.decided_on): one for one in rows}

    def read(self, row, errors):
        self._read_order(row, errors)
        order_on = self.day_of(row, "order_on", errors)
        decided_on = self.day_of(row, "decided_on", errors)
        if row.get("decided_on", "") == "":
            row["decided_on"] = decided_on = order_on
            if order_on and DAY_OF_ORDER not in self.notes:
                self.notes.append(DAY_OF_ORDER)
        if decided_on is None and not errors:
            errors["decided_on"] = EMPTY
        return self._category(row, errors), decided_on

    def _read_order(self, row, errors):
        """Number and day may stand in one cell, under a heading of either."""
        source = "order" if row.get("order", "") != "" else "order_number"
        try:
            number, day = parse_order(row.get(source, ""))
        except ValueError as wrong:
            errors[source] = str(wrong)
            return
        row["order_number"] = number if source == "order_number" else row.get("order_number") or number
        row["order_on"] = row.get("order_on") or day

    @staticmethod
    def _category(row, errors) -> str:
        if row.get("category", "") == "":
            errors["category"] = EMPTY
            return ""
        try:
            category = CATEGORY(row["category"])
        except ValueError as wrong:
            errors["category"] = str(wrong)
            return ""
        if not category:
            errors["category"] = "категории нет: такую строку не загружают"
        return category

    def after_init_instance(self, instance, new, row, **kwargs):
        super().after_init_instance(instance, new, row, **kwargs)
        if new:
            instance.position = self.teacher.position

    def settle(self, obj, row):
        self.is_past(obj.decided_on, "decided_on")
        obj.valid_until = validity(obj.category, obj.decided_on).until

    def after_saved(self):
        changed = [*self.created, *(record for record, _ in self.updated)]
        follow(
            {record.teacher_id for record in changed},
            by=self.scope.user,
            municipality_id=self.municipality.pk,
        )
