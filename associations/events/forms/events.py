"""Forms of an event: new, changed, held, cancelled."""

from crispy_forms.layout import Div
from django import forms
from django.utils import timezone

from associations.events.models import Event
from associations.events.services.events import LEVELS
from associations.forms.fields import TimeField, check_day
from associations.models import Association
from methodservice.lib.forms import PageForm, TextField, page_helper
from methodservice.lib.stale import StaleGuard

LONGEST_TEXT = 5000
MOST_OUTSIDERS = 100_000


class _EventForm(PageForm, forms.ModelForm):
    time = TimeField(label="Начало", required=False)
    about = TextField(label="О чём", required=False, max_length=LONGEST_TEXT)

    class Meta:
        model = Event
        fields = ["kind", "level", "title", "starts", "ends", "time", "place", "form", "about"]

    def blocks(self):
        """Fields that belong together stand in one row."""
        first = [name for name in ("association", "title") if name in self.fields]
        last = [name for name in ("outcome", "outsiders") if name in self.fields]
        return [
            *first,
            Div("kind", "level", "form", css_class="fields-in-row"),
            Div("starts", "ends", "time", css_class="fields-in-row"),
            "place",
            "about",
            *last,
        ]

    def clean_starts(self):
        return check_day(self.cleaned_data["starts"])

    def clean_ends(self):
        return check_day(self.cleaned_data["ends"])

    def clean(self):
        cleaned = super().clean()
        cleaned = self.cleaned_data if cleaned is None else cleaned
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        if starts and ends and ends < starts:
            self.add_error("ends", "Дата окончания раньше даты начала.")
        return cleaned


class NewEventForm(_EventForm):
    """The organiser is one of the associations the user leads; methodists may leave it to the service.

    chosen: the association to propose, may be None.
    """

    submit = "Запланировать"
    searchable = ("association",)

    class Meta(_EventForm.Meta):
        fields = ["association", *_EventForm.Meta.fields]

    def __init__(self, *args, user, chosen=None, **kwargs):
        initial = {"association": chosen} | ({"level": LEVELS[chosen.level]} if chosen else {})
        super().__init__(*args, initial=initial | kwargs.pop("initial", {}), **kwargs)
        field = self.fields["association"]
        field.queryset = Association.objects.led_by(user).active().select_related("municipality", "school")
        if user.access.is_methodist:
            field.empty_label = f"Методическая служба ({user.municipality.service_short})"
        else:
            field.required = True
            field.empty_label = None


class EditEventForm(StaleGuard, _EventForm):
    """Changing; a held event also has its outcome and keeps away from the future."""

    outcome = TextField(label="Итоги", required=False, max_length=LONGEST_TEXT)
    outsiders = forms.IntegerField(
        label="Участников не из списков портала",
        min_value=0,
        max_value=MOST_OUTSIDERS,
        help_text="Сколько человек, без имён.",
    )

    class Meta(_EventForm.Meta):
        fields = [*_EventForm.Meta.fields, "outcome", "outsiders"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.is_held = self.instance.state == Event.State.HELD
        if not self.is_held:
            for name in ("outcome", "outsiders"):
                del self.fields[name]

    def clean_starts(self):
        starts = super().clean_starts()
        if self.is_held and starts > timezone.localdate():
            raise forms.ValidationError(
                "Мероприятие отмечено как проведённое, а эта дата ещё впереди. Сначала верните его в план."
            )
        return starts


class HoldForm(forms.Form):
    """Who came and what came of it; `came` are participants. The choices are those of the event."""

    came = forms.TypedMultipleChoiceField(
        label="Кто пришёл",
        coerce=int,
        required=False,
        error_messages={"invalid_choice": "Список участников изменился. Отметьте явку ещё раз."},
    )
    outsiders = forms.IntegerField(
        label="Участников не из списков портала",
        min_value=0,
        max_value=MOST_OUTSIDERS,
        initial=0,
        help_text="Сколько человек, без имён: родители, гости, педагоги других районов.",
    )
    outcome = TextField(
        label="Итоги",
        required=False,
        max_length=LONGEST_TEXT,
        help_text="Одно-два предложения: что получилось, что решили.",
    )

    def __init__(self, *args, participants, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields["came"].choices = [(row.pk, row.teacher.full_name) for row in participants]


class CancelForm(PageForm, forms.Form):
    """Why an event does not take place."""

    reason = forms.CharField(
        label="Почему отменено", max_length=300, error_messages={"required": "Напишите причину."}
    )

    @property
    def helper(self):
        return page_helper("reason", submit="Отменить мероприятие", back_url=self.back_url, danger=True)
