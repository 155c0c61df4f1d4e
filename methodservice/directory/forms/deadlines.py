"""A deadline in words, with its meaning shown beneath as one types; and the page that explains any of them."""

from datetime import date
from urllib.parse import urlencode

from django import forms
from django.urls import reverse
from django.utils import timezone

from methodservice.lib.deadlines import understand
from methodservice.lib.forms import PageForm
from methodservice.lib.periods import SchoolYear

LONGEST = 300

Period = tuple[date, date]


def this_school_year() -> Period:
    """First and last day of the current school year by the municipality's clock."""
    year = SchoolYear.containing(timezone.localdate())
    return year.starts, year.ends


class DeadlineInput(forms.TextInput):
    """The words in one line; beneath, what they mean in `period`: at once for what is saved, then as one types.

    Without JavaScript the meaning is that of the words that the page was opened with.
    """

    template_name = "components/deadline_input.html"
    period: Period | None = None
    several_lines = False

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        first, last = self.period or this_school_year()
        place = f"{context['widget']['attrs'].get('id') or name}-meaning"
        asked = urlencode({"field": name, "first": first.isoformat(), "last": last.isoformat()})
        described = context["widget"]["attrs"].get("aria-describedby", "")
        context["widget"]["attrs"] |= {
            "hx-get": f"{reverse('directory:deadline_explain')}?{asked}",
            "hx-trigger": "input delay:400ms",
            "hx-target": "next .deadline-meaning",
            "hx-sync": "this:replace",
            "aria-describedby": f"{described} {place}".strip(),
        }
        context["place"] = place
        context["several_lines"] = self.several_lines
        words = context["widget"]["value"]
        context["meaning"] = understand(words, first, last) if words and words.strip() else None
        return context


class DeadlineText(DeadlineInput):
    """The same for words that may stand in several lines, as in a cell of a table."""

    several_lines = True


class DeadlineField(forms.CharField):
    """Words of a deadline, kept as they are written: what is not understood is shown, not refused.

    period: first and last day of the plan in which the words are read; the current school year when it is None.
    It may be set on the form's own field too: `self.fields["deadline"].period = (first, last)`.
    """

    widget = DeadlineInput

    def __init__(self, *, period: Period | None = None, **options):
        options.setdefault("label", "Срок")
        options.setdefault("max_length", LONGEST)
        super().__init__(**options)
        self.period = period

    @property
    def period(self) -> Period | None:
        return self.widget.period

    @period.setter
    def period(self, period: Period | None) -> None:
        self.widget.period = period


class DeadlineQuestion(PageForm, forms.Form):
    """Which words, in a plan from which day to which. The period is the current school year unless it is given."""

    submit = "Показать"

    text = DeadlineField(
        label="Срок словами", required=False, help_text="Например: «2 раза в год», «до 15 октября»"
    )
    first = forms.DateField(label="План с", required=False)
    last = forms.DateField(label="План по", required=False)

    @property
    def helper(self):
        helper = super().helper
        helper.form_method = "get"
        helper.disable_csrf = True
        return helper

    def clean(self):
        cleaned = super().clean()
        first, last = this_school_year()
        cleaned["first"] = cleaned.get("first") or first
        cleaned["last"] = cleaned.get("last") or last
        if not self.errors and cleaned["last"] < cleaned["first"]:
            self.add_error("last", "План кончается раньше, чем начинается. Проверьте даты.")
        if not self.errors:
            self.fields["text"].period = (cleaned["first"], cleaned["last"])
        return cleaned

    def meaning(self):
        """The Deadline of the typed words; None when there are none or the period is wrong."""
        if self.errors or not self.cleaned_data["text"]:
            return None
        return understand(self.cleaned_data["text"], self.cleaned_data["first"], self.cleaned_data["last"])
