"""Filters of needs, of the «36 months», of newcomers."""

from django import forms
from django.db.models import Q

from development.district.lacking import NO_SUBJECT
from development.district.watching import EVERYBODY, STATES, Watched
from development.forms.filters import ANY, PeopleFilter, searched
from development.models import DeficitKind
from development.rules.newcomers import Newcomer
from methodservice.directory.models import Subject
from methodservice.lib.officefiles import normal
from methodservice.lib.search import names_contain


class NeedsFilter(PeopleFilter):
    field_order = ("q", "school", "subject", "kind", "theme")

    subject = forms.ChoiceField(
        label="Предмет", required=False, widget=forms.Select(attrs={"data-search": True})
    )
    kind = forms.ChoiceField(label="Дефициты", required=False, choices=[("", ANY), *DeficitKind.choices])
    theme = searched(label="В чём дефицит")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        subjects = Subject.objects.visible_to(self.user).values_list("pk", "name")
        self.fields["subject"].choices = [("", ANY), (NO_SUBJECT, "без предмета"), *subjects]

    def narrow(self, deficits):
        """The deficits that fit. 1 query where a theme is asked for: words that are known are meant exactly."""
        if theme := self.asked("theme"):
            known = deficits.order_by().values_list("words", flat=True).distinct()
            same = [words for words in known if normal(words) == normal(theme)]
            deficits = deficits.filter(Q(words__in=same) if same else names_contain(theme, "words"))
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


class NewcomersFilter(PeopleFilter):
    field_order = ("q", "school", "why")

    why = forms.ChoiceField(
        label="Кто", required=False, choices=[("", ANY), ("young", "Молодые"), ("new", "Вновь прибывшие")]
    )

    def shows(self, why: Newcomer) -> bool:
        """Whether a person stands in the list."""
        asked = self.asked("why")
        return not asked or (why.is_young if asked == "young" else why.is_new)
