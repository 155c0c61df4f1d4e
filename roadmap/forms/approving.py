"""Forms of approving: what the order says beside the document, or which order on paper has approved it."""

from django import forms

from methodservice.documents.files import UploadField
from methodservice.documents.orders.usual.programme import ApprovingForm
from methodservice.documents.register.masks import LONGEST, clean_number
from methodservice.lib.forms import NotedForm, PageForm
from roadmap.models import Edition


class OrderForm(ApprovingForm):
    """Facts of the order that approves an edition."""

    def __init__(self, *args, edition: Edition, **kwargs):
        super().__init__(*args, municipality=edition.programme.municipality, **kwargs)
        self.edition = edition
        self.fields["in_force"].help_text = "Пусто — со дня подписания приказа."


class PaperForm(PageForm, NotedForm):
    """The order on paper."""

    submit = "Записать утверждение"

    number = forms.CharField(
        label="Номер приказа", max_length=LONGEST, error_messages={"required": "Укажите номер приказа."}
    )
    approved_on = forms.DateField(label="Дата приказа", error_messages={"required": "Укажите дату приказа."})
    act = forms.CharField(
        label="Чем утверждена",
        max_length=Edition._meta.get_field("approved_act").max_length,
        help_text="Так, как печатают под словом «УТВЕРЖДЕНА»: «приказом управления образования», "
        "«постановлением администрации».",
        error_messages={"required": "Напишите, чем утверждена."},
    )
    in_force = forms.DateField(label="Действует с", required=False, help_text="Пусто — с даты приказа.")
    upload = UploadField(
        label="Скан приказа", required=False, help_text="Приказ со сканом попадёт в реестр документов."
    )

    def clean_number(self):
        return clean_number(self.cleaned_data["number"])

    def clean_act(self):
        return " ".join(self.cleaned_data["act"].split())

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("approved_on") and "in_force" in cleaned:
            cleaned["in_force"] = cleaned["in_force"] or cleaned["approved_on"]
        return cleaned
