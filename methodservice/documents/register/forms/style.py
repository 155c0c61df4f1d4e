"""The look of a municipality's orders as a person sets it."""

from crispy_forms.layout import HTML, Div, Field, Fieldset
from django import forms
from django.utils.html import format_html

from methodservice.documents.files import PictureField
from methodservice.documents.models import DocumentStyle
from methodservice.lib.forms import PageForm
from methodservice.lib.stale import SALT, StaleGuard
from methodservice.lib.typography import bind

MOST_LINES = 8
LONGEST_PREAMBLE = 3000
TOO_MANY_LINES = "Строк в шапке {}, а помещается {}: соедините короткие или уберите лишние."
NO_COLON = "Это слово заканчивается двоеточием: дальше идут пункты."
NO_CONTROL = (
    "В начале пункта должно быть слово «контроль», например: Контроль за исполнением настоящего приказа."
)
CONTROL_ENDED = "Только начало: «возложить на …» или «оставляю за собой» портал допишет сам."
NOT_NAMED = "Назовите документ, по которому издаётся приказ: напишите {} вместе со скобками."
DRAWN = "Вместо {} напечатается «{}». Падеж — какой нужен."
VERB_IN_PREAMBLE = "Слово «приказываю» допишется само: уберите его из преамбулы."


class StyleDraft(PageForm, forms.ModelForm):
    """The style as typed, without the guard against somebody else's save: for the preview, which saves nothing.

    kinds: [(key, title)] of the kinds of orders that may have a preamble of their own; drawn: {key: `Drawn`} of those
    whose preamble names a record. `instance` has its municipality
    and takes over all that is valid, also when something else is not.
    """

    upload = PictureField(
        label="Герб или эмблема",
        required=False,
        help_text="PNG или JPG, до 1 МБ. В образце появится после сохранения.",
    )
    remove_logo = forms.BooleanField(label="Убрать картинку", required=False)

    class Meta:
        model = DocumentStyle
        fields = [
            "authority_heading", "service_heading", "header", "word", "dates", "verb", "verb_on_own_line",
            "initials_together", "kept", "control_phrase", "annex_numbered",
        ]  # fmt: skip
        labels = {
            "authority_heading": "Шапка приказов органа управления",
            "service_heading": "Шапка приказов методической службы",
            "header": "Дата, номер и место",
            "word": "Название документа",
            "dates": "Дата в приказе",
            "verb": "Слово перед пунктами",
            "verb_on_own_line": "С новой строки",
            "initials_together": "Инициалы без пробела: «М.И. Иванова»",
            "kept": "Левое поле 30 мм: для приказов, которые хранят дольше 10 лет",
            "control_phrase": "Пункт о контроле начинается словами",
            "annex_numbered": "Писать «№ 1» и у единственного приложения",
        }
        help_texts = {
            "authority_heading": "По строке на строку. Пусто — по карточке муниципалитета, как показано в поле.",
            "service_heading": "По строке на строку. Пусто — по карточке муниципалитета.",
            "word": "ПРИКАЗ или П Р И К А З",
            "kept": "На экране не видно, смотрите образец в PDF",
            "control_phrase": "Дальше портал допишет «возложить на …» или «оставляю за собой».",
        }
        widgets = {
            "authority_heading": forms.Textarea(attrs={"rows": 4}),
            "service_heading": forms.Textarea(attrs={"rows": 4}),
            "header": forms.RadioSelect,
        }
        error_messages = {
            "word": {"required": "Напишите, как называется документ, например ПРИКАЗ."},
            "verb": {"required": "Напишите слово, которым кончается преамбула, например ПРИКАЗЫВАЮ:"},
            "control_phrase": {"required": NO_CONTROL},
        }

    def __init__(self, *args, kinds, drawn, **kwargs):
        super().__init__(*args, **kwargs)
        self.kinds = kinds
        self.drawn = drawn
        style = self.instance
        for issuer in ("authority", "service"):
            field = self.fields[f"{issuer}_heading"]
            field.widget.attrs["placeholder"] = "\n".join(style.usual_heading(issuer))
        for key, title in kinds:
            field = self.fields[_preamble(key)] = forms.CharField(
                label=title,
                max_length=LONGEST_PREAMBLE,
                required=False,
                initial=style.preambles.get(key, ""),
                widget=forms.Textarea(attrs={"rows": 2}),
            )
            if named := drawn.get(key):
                field.widget.attrs["placeholder"] = named.usual
                field.help_text = DRAWN.format(named.mark, named.filled(named.mark, named.example))
        self.logo = style.logo
        if self.logo is None:
            del self.fields["remove_logo"]

    def clean_authority_heading(self):
        return _lines(self.cleaned_data["authority_heading"])

    def clean_service_heading(self):
        return _lines(self.cleaned_data["service_heading"])

    def clean_verb(self):
        verb = self.cleaned_data["verb"]
        if not verb.endswith(":"):
            raise forms.ValidationError(NO_COLON)
        return verb

    def clean_control_phrase(self):
        phrase = self.cleaned_data["control_phrase"].rstrip(" .…")
        words = phrase.lower()
        if "возложить" in words or "оставляю" in words:
            raise forms.ValidationError(CONTROL_ENDED)
        if "контроль" not in words:
            raise forms.ValidationError(NO_CONTROL)
        return phrase

    def clean(self):
        cleaned = super().clean()
        cleaned = self.cleaned_data if cleaned is None else cleaned
        preambles = dict(self.instance.preambles)
        for key, _ in self.kinds:
            words = bind(" ".join(cleaned.get(_preamble(key), "").split()))
            if "приказываю" in "".join(words.lower().split()):
                self.add_error(_preamble(key), VERB_IN_PREAMBLE)
            elif words and key in self.drawn and not self.drawn[key].is_in(words):
                self.add_error(_preamble(key), NOT_NAMED.format(self.drawn[key].mark))
            elif words:
                preambles[key] = words
            else:
                preambles.pop(key, None)
        self.instance.preambles = preambles
        if cleaned.get("remove_logo"):
            self.instance.logo = None
        return cleaned

    @property
    def helper(self):
        """Fields only: the page has the form's tag and buttons, with the preview between them."""
        helper = super().helper
        helper.form_tag = False
        helper.disable_csrf = True
        helper.layout.pop()
        return helper

    def blocks(self):
        return [
            Fieldset("Шапка", "authority_heading", "service_heading", *self._of_logo()),
            Fieldset(
                "Реквизиты",
                Field("header", template="register/style/_header.html"),
                Div("word", "dates", css_class="fields-in-row"),
            ),
            Fieldset(
                "Текст", "verb", "verb_on_own_line", "control_phrase", "annex_numbered", "initials_together", "kept",
            ),
            Fieldset("Преамбулы по видам приказов", *map(_preamble, dict(self.kinds))),
        ]  # fmt: skip

    def _of_logo(self):
        if self.logo is None:
            return ["upload"]
        picture = format_html(
            '<img src="{}" alt="Картинка, которая печатается сейчас">', self.logo.get_absolute_url()
        )
        return [Div(HTML(picture), css_class="style-logo"), "remove_logo", "upload"]


class StyleForm(StaleGuard, StyleDraft):
    """The style to be saved."""

    def _salt(self) -> str:
        # a style that nobody has saved yet has no key, and may get one while the form is open
        return f"{SALT}:{type(self).__name__}:{self.instance.municipality_id}"


def _preamble(key: str) -> str:
    return f"preamble_{key}"


def _lines(text: str) -> str:
    """Lines without empty ones. ValidationError when a heading would not fit."""
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    if len(lines) > MOST_LINES:
        raise forms.ValidationError(TOO_MANY_LINES.format(len(lines), MOST_LINES))
    return "\n".join(lines)
