"""What every form of the portal shares: one submit button, calendar fields, long lists that can be searched."""

from crispy_forms.bootstrap import StrictButton
from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Layout
from django import forms
from django.core.validators import URLValidator
from django.db.models.fields import BLANK_CHOICE_DASH
from django.utils.html import format_html

from methodservice.lib.officefiles.limits import MOST_BYTES, TOO_LARGE
from methodservice.lib.periods import SchoolYear

ORDINARY_YEAR = 2021
"""A school year without 29 February."""
BLANK = BLANK_CHOICE_DASH[0]
WRONG_LINK = "Это не похоже на адрес страницы. Скопируйте его из браузера целиком: https://…"
WRONG_DATE = "Такой даты нет. Введите день, месяц и год, например 12.10.2026."


def page_helper(*blocks, submit: str = "Сохранить", back_url: str = "", danger: bool = False) -> FormHelper:
    """The form of a page: POST to the page's own address, one button, a link back.

    blocks: crispy layout objects or names of fields; all the form's fields when there are none. Call it after the
    form's fields are final, e.g. in the property `helper`.
    """
    look = "btn-danger" if danger else "btn-primary"
    buttons = [StrictButton(submit, type="submit", css_class=look)]
    if back_url:
        buttons.append(HTML(format_html('<a class="btn btn-secondary" href="{}">Не сохранять</a>', back_url)))
    helper = FormHelper()
    helper.form_class = "form"
    helper.render_hidden_fields = True
    helper.attrs = {"novalidate": True}
    helper.layout = Layout(*blocks, Div(*buttons, css_class="buttons"))
    return helper


class CalendarInput(forms.DateInput):
    """The browser's calendar. It wants ISO dates whatever the language of the page."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs=attrs, format="%Y-%m-%d")


class TextField(forms.CharField):
    """A text of several lines: line ends are kept as one sign."""

    def __init__(self, *, rows=3, **options):
        options.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(**options)

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n").replace("\r", "\n")


class DayMonthField(forms.CharField):
    """A day of every school year, «15.09». 29 February is refused: most years lack it."""

    def __init__(self, **kwargs):
        kwargs.setdefault("max_length", 5)
        super().__init__(**kwargs)
        self.widget.attrs |= {"placeholder": "дд.мм", "inputmode": "numeric"}

    def clean(self, value):
        text = super().clean(value)
        if text:
            try:
                SchoolYear(ORDINARY_YEAR).on(text)
            except ValueError as wrong:
                raise forms.ValidationError("Введите день и месяц, например 15.09.") from wrong
        return text


class LinkField(forms.URLField):
    """The address of a web page; one without a scheme is taken for https."""

    default_validators = [URLValidator(schemes=("http", "https"), message=WRONG_LINK)]
    default_error_messages = {"invalid": WRONG_LINK}

    def __init__(self, **kwargs):
        kwargs.setdefault("label", "Или ссылка")
        kwargs.setdefault("max_length", 500)
        super().__init__(assume_scheme="https", **kwargs)


class NotedForm(forms.Form):
    """A form that asks once about something odd which may be right. `submit`: words of its button, see `PageForm`."""

    noted = forms.CharField(widget=forms.HiddenInput, required=False)
    """The note that the person has read."""

    def ask_about(self, note: str, **beside: str) -> bool:
        """Show notes before anything is done, once: True when the person has not read them yet.

        note: about the whole; beside: notes about fields by their names. Empty ones are left out.
        """
        notes = {name: words for name, words in {None: note, **beside}.items() if words}
        said = " ".join(notes.values())
        if not said or said == self.cleaned_data["noted"]:
            return False
        self.data = self.data.copy()
        self.data[self.add_prefix("noted")] = said
        for name, words in notes.items():
            self.add_error(name, f"{words} Если так и должно быть, нажмите «{self.submit}» ещё раз.")
        return True


class OfficeFileField(forms.FileField):
    """A document or workbook to be read; whether it can be is found out by reading it."""

    default_error_messages = {
        "required": "Выберите файл.",
        "missing": "Выберите файл.",
        "invalid": "Файл не пришёл. Выберите его ещё раз.",
        "empty": "Файл пустой. Выберите файл с таблицей.",
    }

    def __init__(self, **kwargs):
        kwargs.setdefault("label", "Файл")
        kwargs.setdefault("widget", forms.FileInput(attrs={"accept": ".docx,.xlsx"}))
        super().__init__(**kwargs)

    def to_python(self, data):
        # an upload over the limit comes without its content, see lib/uploads.py
        if data not in self.empty_values and data.size > MOST_BYTES:
            raise forms.ValidationError(TOO_LARGE)
        return super().to_python(data)


class OfficeFileForm(forms.Form):
    """A document to be read, as an office has it."""

    file = OfficeFileField(help_text="Word (.docx) или Excel (.xlsx), до 10 МБ.")


def empty_word(field: forms.Field) -> str:
    """What a list of choices says while nothing is chosen."""
    return "Выберите" if field.required else "—"


class PageForm:
    """Mixin before Form or ModelForm. Class attributes:

    submit: words of the button; searchable: names of selects that can be long (see static/js/select.js).
    Keyword `back_url`: where «Не сохранять» leads.
    """

    submit = "Сохранить"
    searchable: tuple[str, ...] = ()

    def __init__(self, *args, back_url: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        self.back_url = back_url
        for name, field in self.fields.items():
            if isinstance(field, forms.DateField) and not isinstance(field.widget, forms.HiddenInput):
                field.widget = CalendarInput(attrs=field.widget.attrs)
                field.error_messages["invalid"] = WRONG_DATE
            if isinstance(field, forms.ModelChoiceField) and field.empty_label:
                field.empty_label = empty_word(field)
            elif isinstance(field, forms.TypedChoiceField) and BLANK in field.choices:
                field.choices = [("", empty_word(field)), *(each for each in field.choices if each != BLANK)]
            if name in self.searchable:
                field.widget.attrs["data-search"] = True

    def blocks(self) -> list:
        """Layout of the page; by default the fields one under another."""
        return list(self.fields)

    @property
    def helper(self) -> FormHelper:
        return page_helper(*self.blocks(), submit=self.submit, back_url=self.back_url)
