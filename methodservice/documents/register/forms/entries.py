"""An entry of the register: a document that was made outside the portal."""

from datetime import date

from django import forms
from django.utils import timezone

from methodservice.directory.models import Signatory
from methodservice.documents.files import UploadField
from methodservice.documents.models import DocumentKind, RegisterEntry
from methodservice.documents.register.masks import LONGEST
from methodservice.documents.register.numbering import next_words
from methodservice.documents.register.services import date_order_note, not_signing_on
from methodservice.lib.forms import NotedForm, PageForm, page_helper
from methodservice.lib.stale import StaleGuard

EARLIEST = date(1990, 1, 1)
NOT_YET = "Эта дата ещё не наступила. Вносят уже изданные документы."
TOO_EARLY = "Проверьте год: дата раньше 1990 года."


class SignatoryField(forms.ModelChoiceField):
    """One of the municipality's dated list, with post and term."""

    def label_from_instance(self, signatory):
        return named_with_post(signatory)


def named_with_post(signatory: Signatory) -> str:
    """«Ковалёва Нина Петровна, начальник отдела образования (с 01.09.2024)»."""
    until = f" по {signatory.ends:%d.%m.%Y}" if signatory.ends else ""
    return f"{signatory}, {signatory.position} (с {signatory.starts:%d.%m.%Y}{until})"


class NumberInput(forms.TextInput):
    """A number; beneath, what the next one is: `next_words`, asked for anew as the kind or the date changes."""

    template_name = "register/number_input.html"
    next_words = ""

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        described = context["widget"]["attrs"].get("aria-describedby", "")
        context["widget"]["attrs"]["aria-describedby"] = f"{described} next-number".strip()
        return context | {"next_words": self.next_words}


class NewEntryForm(PageForm, NotedForm):
    """Kind, number, date and the rest. `next_words` tell the next number of the kind and the date. Asks once about a
    number out of the order of days."""

    submit = "Внести в реестр"

    kind = forms.ChoiceField(label="Вид документа", choices=DocumentKind.choices)
    date = forms.DateField(label="Дата")
    number = forms.CharField(label="Номер", required=False, max_length=LONGEST + 10, widget=NumberInput)
    title = forms.CharField(
        label="Название",
        max_length=RegisterEntry._meta.get_field("title").max_length,
        help_text="Например: «О проведении муниципального этапа олимпиады»",
    )
    signatory = SignatoryField(label="Подписал", queryset=Signatory.objects.none(), required=False)
    upload = UploadField(label="Скан", required=False)
    note = forms.CharField(
        label="Примечание", required=False, max_length=RegisterEntry._meta.get_field("note").max_length
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.municipality = user.municipality
        self.fields["signatory"].queryset = Signatory.objects.visible_to(user)
        asked = self._asked()
        self.next_words = next_words(self.municipality, *asked) if asked else ""
        self.fields["number"].widget.next_words = self.next_words

    def clean_date(self):
        day = self.cleaned_data["date"]
        if day > timezone.localdate():
            raise forms.ValidationError(NOT_YET)
        if day < EARLIEST:
            raise forms.ValidationError(TOO_EARLY)
        return day

    def clean(self):
        cleaned = super().clean()
        who, day = cleaned.get("signatory"), cleaned.get("date")
        if who and day and (refusal := not_signing_on(who, day)):
            self.add_error("signatory", refusal)
        if not self.errors:
            self.ask_about(
                date_order_note(
                    municipality=self.municipality, kind=cleaned["kind"], on=day, number=cleaned["number"]
                )
            )
        return cleaned

    def _asked(self) -> tuple[str, int] | None:
        """(kind, year) as the form stands; None while one of them is not to be read."""
        kind = self["kind"].value()
        try:
            day = self.fields["date"].clean(self["date"].value())
        except forms.ValidationError:
            return None
        return (kind, day.year) if kind in DocumentKind.values else None


class EntryForm(StaleGuard, PageForm, forms.ModelForm):
    """The words and the scan; number, date and signature stay as they were registered."""

    upload = UploadField(label="Скан", required=False)

    class Meta:
        model = RegisterEntry
        fields = ["title", "upload", "note"]

    field_order = ["title", "upload", "note"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.file_id:
            self.fields["upload"].label = "Заменить скан"
            self.fields[
                "upload"
            ].help_text = f"Сейчас: {self.instance.file}. {self.fields['upload'].help_text}"

    @property
    def words(self) -> dict:
        """What the service takes as `fields`."""
        return {name: self.cleaned_data[name] for name in ("title", "note")}


class AnnulForm(PageForm, forms.Form):
    """Why an entry is struck out."""

    submit = "Аннулировать"
    reason = forms.CharField(
        label="Причина", required=False, max_length=RegisterEntry._meta.get_field("annulled").max_length,
        help_text="Запись с причиной останется в реестре, номер больше никому не достанется.",
    )  # fmt: skip

    @property
    def helper(self):
        return page_helper(*self.blocks(), submit=self.submit, back_url=self.back_url, danger=True)
