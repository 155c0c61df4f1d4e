"""A document of the municipality's list."""

from django import forms

from associations.papers.models import PaperKind
from methodservice.directory.forms.twins import NoTwin
from methodservice.lib.forms import DayMonthField, PageForm
from methodservice.lib.stale import StaleGuard


class NewKindForm(NoTwin, PageForm, forms.ModelForm):
    """`instance.municipality` is set by the caller, who also locks it."""

    submit = "Добавить"
    twin_sentence = "Такой документ в перечне уже есть."

    class Meta:
        model = PaperKind
        fields = ["title", "short_title", "source", "yearly", "due", "meaning"]
        field_classes = {"due": DayMonthField}
        labels = {"source": "Откуда берётся", "meaning": "Что считать в отчёте"}
        help_texts = {
            "source": "Что портал находит сам, вкладывать не нужно. Вложенный файл засчитывается всегда.",
            "yearly": "Иначе документ вкладывают один раз: он засчитывается для каждого года.",
            "due": "День и месяц, например 15.09. Для плана и отчёта без своего срока действует срок из правил.",
            "meaning": "Такие документы с их авторами войдут в годовой отчёт объединения.",
        }

    def clean(self):
        cleaned = super().clean()
        # what the portal finds by itself it finds for a school year, and reports count it from there
        if cleaned.get("source") != PaperKind.Source.UPLOAD:
            cleaned["yearly"], cleaned["meaning"] = True, PaperKind.Meaning.OTHER
        return cleaned

    def twins(self, cleaned):
        same = PaperKind.objects.filter(municipality_id=self.instance.municipality_id)
        # compared here: SQLite's lower() leaves Cyrillic as it is
        title = (cleaned.get("title") or "").lower()
        keys = [pk for pk, text in same.values_list("pk", "title") if text.lower() == title]
        return same.filter(pk__in=keys)


class KindForm(StaleGuard, NewKindForm):
    submit = "Сохранить"
