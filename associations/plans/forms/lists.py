"""An entry of the municipality's lists."""

from django import forms

from associations.plans.models import ActivityKind, Direction
from methodservice.directory.forms.twins import NoTwin
from methodservice.lib.forms import PageForm
from methodservice.lib.stale import StaleGuard


class _EntryForm(NoTwin, PageForm, forms.ModelForm):
    """`instance.municipality` is set by the caller, who also locks it."""

    submit = "Добавить"
    twin_sentence = "Такая строка в перечне уже есть."

    def twins(self, cleaned):
        same = type(self.instance).objects.filter(municipality_id=self.instance.municipality_id)
        # compared here: SQLite's lower() leaves Cyrillic as it is
        title = (cleaned.get("title") or "").lower()
        keys = [pk for pk, text in same.values_list("pk", "title") if text.lower() == title]
        return same.filter(pk__in=keys)


class NewDirectionForm(_EntryForm):
    class Meta:
        model = Direction
        fields = ["title"]


class DirectionForm(StaleGuard, NewDirectionForm):
    submit = "Сохранить"


class NewKindForm(_EntryForm):
    class Meta:
        model = ActivityKind
        fields = ["title"]


class KindForm(StaleGuard, NewKindForm):
    submit = "Сохранить"
