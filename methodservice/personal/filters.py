"""Filters of the list of consents and of the log of a card; what is chosen stays in the address."""

import django_filters as filters
from django import forms

from methodservice.directory.filters import ANY, LONGEST
from methodservice.directory.filters_accounts import DayFilter
from methodservice.directory.models import AuditEvent, School, Teacher
from methodservice.lib.search import names_contain
from methodservice.personal.models import Consent
from methodservice.personal.models.consent import has_consent, took_back

PROCESSING, PUBLISHING = Consent.Kind.PROCESSING, Consent.Kind.PUBLISHING
CONDITIONS = {
    "": ~has_consent(PROCESSING),
    "publishing": ~has_consent(PUBLISHING),
    "revoked": took_back(PROCESSING) | took_back(PUBLISHING),
    "given": has_consent(PROCESSING),
}


class PeopleFilter(filters.FilterSet):
    """Until something else is asked for, those without a consent to processing."""

    q = filters.CharFilter(label="Имя", method="by_name", max_length=LONGEST)
    school = filters.ModelChoiceFilter(
        label="Организация",
        queryset=School.objects.none(),
        empty_label=ANY,
        widget=forms.Select(attrs={"data-search": True}),
    )
    state = filters.ChoiceFilter(
        label="Кого показать",
        choices=[
            ("publishing", "без согласия на распространение"),
            ("revoked", "отозвали согласие"),
            ("given", "с согласием на обработку"),
            ("all", "всех"),
        ],
        empty_label="без согласия на обработку",
        method="by_state",
    )

    class Meta:
        model = Teacher
        fields = ["q", "school", "state"]

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        schools = School.objects.visible_to(user)
        if not user.access.is_district_staff:
            schools = schools.filter(pk__in=user.access.school_ids)
        self.filters["school"].queryset = schools

    def filter_queryset(self, queryset):
        rows = super().filter_queryset(queryset)
        condition = CONDITIONS.get(self.form.cleaned_data.get("state") or "")
        return rows.filter(condition) if condition is not None else rows

    def by_name(self, rows, name, value):
        return rows.filter(names_contain(value, "surname", "given_name", "patronymic"))

    def by_state(self, rows, name, value):
        return rows


class LogFilter(filters.FilterSet):
    since = DayFilter(label="С")
    until = DayFilter(label="По", last=True)

    class Meta:
        model = AuditEvent
        fields = ["since", "until"]
