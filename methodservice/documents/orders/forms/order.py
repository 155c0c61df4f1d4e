"""Forms of an order's pages: requisites, choice of a party, return, signature."""

from django import forms

from methodservice.documents.orders.models import Order
from methodservice.documents.orders.people import SELF, party_choices
from methodservice.documents.register.forms.entries import named_with_post
from methodservice.documents.register.masks import clean_number
from methodservice.lib.forms import NotedForm, PageForm
from methodservice.lib.stale import StaleGuard

NOBODY = ("", "—")


class RequisitesForm(StaleGuard, PageForm, forms.ModelForm):
    """All that stands around the text. Empty places are filled from the municipality's card and style."""

    class Meta:
        model = Order
        fields = [
            "issuer", "date", "wanted_number", "signatory", "contact",
            "organisation", "place", "signature_post", "signature_name",
        ]  # fmt: skip
        widgets = {"organisation": forms.Textarea({"rows": 3})}
        labels = {"signatory": "Кто подписывает"}
        help_texts = {
            "date": "Можно не указывать: дату ставят при подписании.",
            "wanted_number": "Пусто — следующий номер по порядку.",
            "contact": "Кто готовил и телефон — мелко внизу. Можно не указывать.",
            "organisation": "Пусто — шапка из оформления документов.",
            "place": "Пусто — место из карточки муниципалитета.",
            "signature_post": "Пусто — как в списке подписывающих.",
            "signature_name": "Пусто — инициалы и фамилия подписывающего.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        municipality = self.instance.municipality
        self.fields["issuer"].choices = [
            (Order.Issuer.AUTHORITY, municipality.authority),
            (Order.Issuer.SERVICE, municipality.service),
        ]
        self.fields["signatory"].queryset = municipality.signatories.order_by("-starts", "surname", "pk")
        self.fields["signatory"].label_from_instance = named_with_post
        self.fields["place"].widget.attrs["placeholder"] = municipality.place

    def clean_wanted_number(self):
        return clean_number(self.cleaned_data["wanted_number"])


class PartyForm(PageForm, forms.Form):
    """Whom a point gives work. The words are made from the choice; they can be edited afterwards."""

    submit = "Подставить"
    searchable = ("party",)
    nobody = "Никому: пункт без исполнителя"
    party = forms.ChoiceField(label="Кому поручить", required=False)

    def __init__(self, *args, municipality, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["party"].choices = [
            ("", self.nobody),
            *self.always(),
            *party_choices(municipality),
        ]
        self.fields["party"].error_messages["invalid_choice"] = "Выберите из списка."

    def always(self) -> list:
        return []


class ControlPartyForm(PartyForm):
    """On whom control is laid."""

    nobody = "Без пункта о контроле"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["party"].label = "Кто контролирует исполнение"

    def always(self):
        return [(SELF, "Оставляю за собой — контролирует подписавший")]


class SignForm(PageForm, NotedForm):
    """Date, number and who signs; or a remark to return with."""

    date = forms.DateField(label="Дата приказа", required=False)
    number = forms.CharField(label="Номер", max_length=30, required=False)
    signatory = forms.ModelChoiceField(label="Подписывает", queryset=None, required=False)
    comment = forms.CharField(
        label="Что исправить", required=False, max_length=3000, widget=forms.Textarea({"rows": 3})
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
    submit = "Подписать"

    def __init__(self, *args, order: Order, next_number: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["signatory"].queryset = order.municipality.signatories.order_by(
            "-starts", "surname", "pk"
        )
        self.fields["signatory"].label_from_instance = named_with_post
        self.fields["number"].help_text = f"Пусто — следующий по порядку: {next_number}."

    def clean_number(self):
        return clean_number(self.cleaned_data["number"])
