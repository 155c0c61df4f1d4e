"""Forms of the municipality's card and of those who sign for it."""

from django import forms

from methodservice.directory.forms.twins import NoTwin
from methodservice.directory.models import Municipality, Signatory
from methodservice.lib.forms import PageForm
from methodservice.lib.stale import StaleGuard

TIMEZONES = [
    ("Europe/Kaliningrad", "Калининград (МСК−1)"),
    ("Europe/Moscow", "Москва (МСК)"),
    ("Europe/Samara", "Самара (МСК+1)"),
    ("Asia/Yekaterinburg", "Екатеринбург (МСК+2)"),
    ("Asia/Omsk", "Омск (МСК+3)"),
    ("Asia/Novosibirsk", "Новосибирск, Красноярск, Кемерово (МСК+4)"),
    ("Asia/Irkutsk", "Иркутск (МСК+5)"),
    ("Asia/Yakutsk", "Якутск, Благовещенск (МСК+6)"),
    ("Asia/Vladivostok", "Владивосток (МСК+7)"),
    ("Asia/Magadan", "Магадан (МСК+8)"),
    ("Asia/Kamchatka", "Камчатка (МСК+9)"),
]


class NewMunicipalityForm(PageForm, forms.ModelForm):
    """A new tenant, by the administrator of the portal."""

    submit = "Добавить"
    timezone = forms.ChoiceField(label="Часовой пояс", choices=TIMEZONES, initial="Europe/Moscow")

    class Meta:
        model = Municipality
        fields = [
            "name", "name_genitive", "authority", "authority_superior", "service", "service_short", "place",
            "district_title", "district_title_genitive", "district_abbreviation", "region", "timezone",
        ]  # fmt: skip
        error_messages = {"name": {"unique": "Муниципалитет с таким названием уже есть."}}


class MunicipalityForm(StaleGuard, NewMunicipalityForm):
    submit = "Сохранить"


class NewSignatoryForm(NoTwin, PageForm, forms.ModelForm):
    """Who signs. `instance.municipality` is set by the caller, who also locks it against a double click."""

    submit = "Добавить"
    twin_sentence = "Это лицо с той же должностью и датой уже есть в списке."

    class Meta:
        model = Signatory
        fields = ["surname", "given_name", "patronymic", "gender", "position", "starts", "ends"]
        help_texts = {
            "position": "Как в подписи документа, со строчной буквы: «начальник отдела образования»",
            "ends": "Не заполняйте, пока лицо подписывает документы",
        }

    def twins(self, cleaned):
        names = ("surname", "given_name", "patronymic", "position", "starts")
        return self.instance.municipality.signatories.filter(**{name: cleaned.get(name) for name in names})


class SignatoryForm(StaleGuard, NewSignatoryForm):
    submit = "Сохранить"


class EndSignatoryForm(PageForm, forms.ModelForm):
    """The last day on which the person signs."""

    submit = "Завершить"

    class Meta:
        model = Signatory
        fields = ["ends"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["ends"].required = True
        self.fields["ends"].label = "Подписывает по (включительно)"

    def clean_ends(self):
        """The constraint speaks of `starts` too, which this form does not show, so Django leaves it to the database."""
        ends = self.cleaned_data["ends"]
        if ends < self.instance.starts:
            raise forms.ValidationError(
                f"Подписывает с {self.instance.starts:%d.%m.%Y}: раньше завершить нельзя."
            )
        return ends
