"""The list of members of associations from a file: who belongs where, from which day."""

from collections import defaultdict
from datetime import date

from django.utils import timezone

from associations.models import Association, Membership
from methodservice.directory.importing import Importer, ListResource
from methodservice.directory.importing.base import EMPTY, Cell, RowRefused
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
from methodservice.lib.officefiles import Column, FileRefused, normal


class MembershipResource(ListResource):
    """Члены объединений. A membership is known by association, person and first day, or by being the open one."""

    columns = (
        Column("association", "Объединение", ("РМО", "ММО", "ГМО", "ШМО", "методическое объединение",
               "название объединения", "МО"), False, "Как на странице объединений", "РМО учителей математики"),
        Column("full_name", "ФИО", ("Ф. И. О.", "фамилия имя отчество", "педагог", "член объединения",
               "член МО"), True, "Полностью, как в списке педагогов", "Ветрова Анна Сергеевна"),
        *NAME_COLUMNS,
        BIRTH_COLUMN,
        Column("school", "Организация", ("ОО", "школа", "место работы", "образовательная организация",
               "учреждение"), False, "Помогает различить тёзок", "МОУ «Школа № 1»"),
        Column("starts", "С какого дня", ("дата включения", "дата вступления", "член с", "состоит с"), True,
               "День, с которого педагог состоит в объединении", date(2026, 9, 1)),
        Column("ends", "По какой день", ("дата исключения", "дата выхода", "состоит по"), False,
               "Последний день, если педагог вышел", ""),
    )  # fmt: skip

    instead = INSTEAD_OF_NAME

    starts, ends = Cell("starts", parse_date), Cell("ends", parse_date)

    class Meta(ListResource.Meta):
        model = Membership
        fields = ("starts", "ends")

    def load(self):
        """4 queries: associations, schools, people, memberships."""
        user = self.scope.user
        editable = Association.objects.editable_by(user).active().select_related("municipality", "school")
        self.associations = {association.pk: association for association in editable}
        if self.scope.target is not None and self.scope.target.pk not in self.associations:
            raise FileRefused("Выбранного объединения нет среди тех, чей состав вы ведёте.")
        if self.scope.target is None and "association" not in self.table.headings:
            raise FileRefused(
                "В файле не указано объединение. Выберите его на странице загрузки или добавьте столбец «Объединение»."
            )
        self.by_title = defaultdict(set)
        for association in self.associations.values():
            for name in (association.title, association.full_title, association.teachers_of):
                self.by_title[normal(name)].add(association.pk)
        self.schools = SchoolFinder(School.objects.visible_to(user))
        self.people = PersonFinder(Teacher.objects.visible_to(user).working(), self.schools)
        self.open, self.dated = {}, {}
        for member in Membership.objects.filter(association__in=self.associations):
            key = (member.association_id, member.teacher_id)
            self.dated[*key, member.starts] = member
            if member.ends is None:
                self.open[key] = member
        self.seen = {}
        self.today = timezone.localdate()

    def prepare(self, row):
        errors = {}
        association = self._read_association(row, errors)
        teacher = self.people.find(row, errors)
        if not errors and teacher.school_id != (association.school_id or teacher.school_id):
            errors["full_name"] = f"{teacher.full_name} работает не в этой организации ({teacher.school})"
        if not errors:
            self.key = (association.pk, teacher.pk)
            if self.key in self.seen:
                errors["full_name"] = f"этот педагог уже есть в строке {self.seen[self.key]}"
            self.seen[self.key] = self.line.number
        if errors:
            raise RowRefused(errors)
        self.association, self.teacher = association, teacher

    def _read_association(self, row, errors) -> Association | None:
        written = row.get("association", "")
        if written == "":
            if self.scope.target is None:
                errors["association"] = EMPTY
                return None
            return self.associations[self.scope.target.pk]
        found = self.by_title.get(normal(written), ())
        if len(found) != 1:
            errors["association"] = (
                f"объединений «{written}» несколько: напишите название вместе с организацией"
                if found
                else f"объединения «{written}» нет среди тех, чей состав вы ведёте"
            )
            return None
        return self.associations[next(iter(found))]

    def find(self, row):
        try:
            starts, ends = parse_date(row.get("starts")), row.get("ends", "")
        except ValueError:
            # the cell itself tells about it
            return None
        known = self.dated.get((*self.key, starts))
        # a finished term of another year is not the one that goes on
        return known if known or ends else self.open.get(self.key)

    def after_init_instance(self, instance, new, row, **kwargs):
        super().after_init_instance(instance, new, row, **kwargs)
        instance.association, instance.teacher = self.association, self.teacher

    def details_of(self, instance):
        return {"объединение": ["", str(instance.association)]} | super().details_of(instance)

    def settle(self, obj, row):
        if obj.ends and obj.ends < obj.starts:
            raise RowRefused({"ends": "раньше, чем день начала"})
        if not 2000 <= obj.starts.year <= self.today.year + 1:
            raise RowRefused({"starts": f"{obj.starts:%d.%m.%Y}: проверьте год"})

    def label_of(self, row):
        return name_written(row)


MEMBERS = Importer(
    name="members",
    title="Члены объединений",
    about="Кто состоит в районных и школьных объединениях и с какого дня.",
    resource=MembershipResource,
    may_load=lambda user: user.access.is_methodist or user.access.is_coordinator,
    list_url="associations:list",
    target_label="Объединение для всего файла",
    targets=lambda user: (
        Association.objects.editable_by(user).active().select_related("municipality", "school")
    ),
    order=30,
)
