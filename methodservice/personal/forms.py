"""Forms of consents, and the typed confirmation of what cannot be undone."""

from django import forms
from django.utils import timezone

from methodservice.documents.files import UploadField
from methodservice.lib.forms import PageForm
from methodservice.personal.models import Consent

FUTURE = "Этот день ещё не наступил."


def _past(value):
    if value and value > timezone.localdate():
        raise forms.ValidationError(FUTURE)
    return value


class ConsentFields(PageForm, forms.Form):
    given_on = forms.DateField(label="Подписано")
    upload = UploadField(label="Скан", required=False)
    note = forms.CharField(label="Примечание", max_length=300, required=False)

    def clean_given_on(self):
        return _past(self.cleaned_data["given_on"])


class GiveForm(ConsentFields):
    submit = "Записать"
    kind = forms.ChoiceField(label="Согласие", choices=Consent.Kind, widget=forms.RadioSelect)
    field_order = ["kind", "given_on", "upload", "note"]


class MendForm(ConsentFields):
    """The day of revocation is asked only of a revoked one; emptied, the consent is in force again."""

    revoked_on = forms.DateField(
        label="Отозвано", required=False, help_text="Отметили по ошибке — сотрите день."
    )
    field_order = ["given_on", "revoked_on", "upload", "note"]

    def __init__(self, *args, consent: Consent, **kwargs):
        kwargs["initial"] = {
            "given_on": consent.given_on,
            "revoked_on": consent.revoked_on,
            "note": consent.note,
        }
        super().__init__(*args, **kwargs)
        if consent.revoked_on is None:
            del self.fields["revoked_on"]
        if consent.file:
            self.fields["upload"].label = "Другой скан"

    def clean_revoked_on(self):
        return _past(self.cleaned_data["revoked_on"])

    def clean(self):
        cleaned = super().clean()
        cleaned = self.cleaned_data if cleaned is None else cleaned
        given, revoked = cleaned.get("given_on"), cleaned.get("revoked_on")
        if given and revoked and revoked < given:
            self.add_error("revoked_on", "Согласие отозвано раньше, чем дано. Проверьте обе даты.")
        return cleaned


class RevokeForm(PageForm, forms.Form):
    submit = "Отметить отзыв"
    revoked_on = forms.DateField(label="Когда поступил отзыв", initial=timezone.localdate)

    def clean_revoked_on(self):
        return _past(self.cleaned_data["revoked_on"])


class AnonymiseForm(forms.Form):
    """The surname typed once more, and which bare surnames are this person's. mentions: those that the page shows."""

    surname = forms.CharField(
        label="Введите фамилию",
        max_length=100,
        help_text="Вернуть данные будет нельзя.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Введите фамилию, чтобы подтвердить."},
    )
    chosen = forms.MultipleChoiceField(
        label="Тексты",
        required=False,
        error_messages={"invalid_choice": "Тексты изменились. Проверьте их ещё раз."},
    )

    def __init__(self, *args, mentions, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["chosen"].choices = [(mention.key, mention.excerpt) for mention in mentions]

    @property
    def chosen_now(self) -> set[str]:
        """Boxes that are checked: until the form is sent, all of them."""
        if not self.is_bound:
            return {key for key, _ in self.fields["chosen"].choices}
        return set(self.data.getlist("chosen"))

    def clean_chosen(self) -> set[str]:
        return set(self.cleaned_data["chosen"])
