"""Filters of needs and of the «36 months»."""

from django import forms

from development.district.lacking import NO_SUBJECT
from development.district.watching import STATES, Watched
from development.forms.filters import ANY, PeopleFilter
from development.models import DeficitKind
from methodservice.directory.models import Subject

EVERYBODY = "all"


class NeedsFilter(PeopleFilter):
    field_order = ("q", "school", "subject", "kind")

    subject = forms.ChoiceField(
        label="Предмет", required=False, widget=forms.Select(attrs={"data-search": True})
    )
    kind = forms.ChoiceField(label="Дефициты", required=False, choices=[("", ANY), *DeficitKind.choices])

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        subjects = Subject.objects.visible_to(self.user).values_list("pk", "name")
        self.fields["subject"].choices = [("", ANY), (NO_SUBJECT, "без предмета"), *subjects]

    def narrow(self, deficits):
        """The deficits that fit."""
        if kind := self.asked("kind"):
            deficits = deficits.filter(kind=kind)
        subject = self.asked("subject")
        if subject == NO_SUBJECT:
            return deficits.filter(subject=None)
        return deficits.filter(subject=int(subject)) if subject else deficits


class WatchFilter(PeopleFilter):
    field_order = ("q", "school", "state")

    state = forms.ChoiceField(
        label="Состояние",
        required=False,
        choices=[("", "Пора учиться и скоро срок"), *STATES.items(), (EVERYBODY, "Все педагоги")],
    )

    def shows(self, row: Watched) -> bool:
        """Whether a person stands in the list."""
        state = self.asked("state")
        if state == EVERYBODY:
            return True
        return row.watch.state == state if state else row.watch.state != "fresh"
