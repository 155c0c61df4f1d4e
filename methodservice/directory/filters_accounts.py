"""Filters of the list of accounts and of the journal; what is chosen stays in the address."""

from datetime import datetime, time, timedelta

import django_filters as filters
from django import forms
from django.apps import apps
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from methodservice.directory.models import AuditEvent, Role, RoleKind, School, User
from methodservice.lib.forms import WRONG_DATE, CalendarInput
from methodservice.lib.search import names_contain

ANY = "Все"
LONGEST = 200
OWN_APPS = ("methodservice.", "associations")


class UserFilter(filters.FilterSet):
    """Role and school are those in force today; a teacher's own school counts as well."""

    q = filters.CharFilter(label="Имя или логин", method="by_name", max_length=LONGEST)
    role = filters.ChoiceFilter(label="Роль", choices=RoleKind, empty_label=ANY, method="by_role")
    school = filters.ModelChoiceFilter(
        label="Организация",
        queryset=School.objects.none(),
        empty_label=ANY,
        method="by_school",
        widget=forms.Select(attrs={"data-search": True}),
    )
    state = filters.ChoiceFilter(
        label="Состояние",
        choices=[("blocked", "заблокированные"), ("all", "все")],
        empty_label="действующие",
        method="by_state",
    )

    class Meta:
        model = User
        fields = ["q", "role", "school", "state"]

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["school"].queryset = School.objects.visible_to(user)

    def filter_queryset(self, queryset):
        rows = super().filter_queryset(queryset)
        return rows if self.form.cleaned_data.get("state") else rows.filter(is_active=True)

    def by_name(self, rows, name, value):
        return rows.filter(names_contain(value, "full_name", "username"))

    def by_role(self, rows, name, value):
        return rows.filter(self._roles(kind=value))

    def by_school(self, rows, name, value):
        return rows.filter(Q(teacher__school=value) | self._roles(school=value))

    def by_state(self, rows, name, value):
        return rows.filter(is_active=False) if value == "blocked" else rows

    @staticmethod
    def _roles(**conditions):
        return Exists(Role.objects.on(timezone.localdate()).filter(user=OuterRef("pk"), **conditions))


def record_kinds() -> list[tuple[str, str]]:
    """(«directory.teacher», «педагог») of the portal's own models."""
    kinds = [
        (model._meta.label_lower, str(model._meta.verbose_name))
        for model in apps.get_models()
        if model.__module__.startswith(OWN_APPS)
    ]
    return sorted(kinds, key=lambda kind: kind[1])


class DayFilter(filters.DateFilter):
    """A day of the portal's time zone; `last` means up to its end."""

    def __init__(self, *args, last=False, **kwargs):
        kwargs["widget"] = CalendarInput
        super().__init__(*args, error_messages={"invalid": WRONG_DATE}, **kwargs)
        self.last = last

    def filter(self, rows, value):
        if not value:
            return rows
        start = timezone.make_aware(datetime.combine(value + timedelta(days=self.last), time()))
        return rows.filter(**{"at__lt" if self.last else "at__gte": start})


class JournalFilter(filters.FilterSet):
    q = filters.CharFilter(label="Запись", method="by_record", max_length=LONGEST)
    who = filters.CharFilter(label="Кто", method="by_actor", max_length=LONGEST)
    verb = filters.ChoiceFilter(label="Что сделано", choices=AuditEvent.Verb, empty_label=ANY)
    kind = filters.ChoiceFilter(
        label="Вид записи", choices=record_kinds, empty_label=ANY, field_name="record_type"
    )
    since = DayFilter(label="С")
    until = DayFilter(label="По", last=True)

    class Meta:
        model = AuditEvent
        fields = ["q", "who", "verb", "kind", "since", "until"]

    def by_actor(self, rows, name, value):
        return rows.filter(names_contain(value, "actor__full_name", "actor__username"))

    def by_record(self, rows, name, value):
        return rows.filter(names_contain(value, "record_label", "note"))
