"""Approving a programme, a roadmap, a regulation: the annex is the document itself, read from its file."""

from dataclasses import dataclass
from datetime import date

from django import forms

from methodservice.documents.annex_content import (
    content_from_file,
    cut_sentence,
    split_annex_mark,
    split_order,
)
from methodservice.documents.approval import Approved, approved_by_act
from methodservice.documents.files import UploadField
from methodservice.documents.orders.drafts import capitalised
from methodservice.documents.orders.kinds import AnnexDraft, Facts, OrderKind
from methodservice.documents.orders.people import ROLES
from methodservice.documents.orders.sources import source_of
from methodservice.documents.orders.usual.asking import KindForm, ask_party
from methodservice.lib.officefiles import FileRefused

READABLE = ("docx", "xlsx")
NOT_READABLE = "Портал переносит в приложение только DOCX и XLSX. Сохраните документ в одном из этих видов."
NOTHING_LEFT = "В файле нет ни текста, ни таблиц. Выберите другой."
LONGEST_NAME = 300


@dataclass(frozen=True)
class Document:
    """Words of a kind of document. attached: «прилагаемую», approved: «УТВЕРЖДЕНА» — both agree with it
    (documents.md, 18)."""

    nominative: str
    genitive: str
    accusative: str
    attached: str
    approved: Approved

    @property
    def mark(self) -> str:
        """«Приложение / УТВЕРЖДЕНА / приказом … / от … № …»; the order fills in its own."""
        act = approved_by_act(word=self.approved, act="приказом {issuer}", date="{date}", number="{number}")
        return "\n".join(["Приложение", *act])


FEMININE, MASCULINE = ("прилагаемую", Approved.SHE), ("прилагаемый", Approved.HE)
NEUTER, PLURAL = ("прилагаемое", Approved.IT), ("прилагаемые", Approved.THEY)
DOCUMENTS = {
    "programme": Document("программа", "программы", "программу", *FEMININE),
    "roadmap": Document("дорожная карта", "дорожной карты", "дорожную карту", *FEMININE),
    "regulation": Document("положение", "положения", "положение", *NEUTER),
    "plan": Document("план", "плана", "план", *MASCULINE),
    "measures": Document("комплекс мер", "комплекса мер", "комплекс мер", *MASCULINE),
    "procedure": Document("порядок", "порядка", "порядок", *MASCULINE),
    "list": Document("перечень", "перечня", "перечень", *MASCULINE),
    "concept": Document("концепция", "концепции", "концепцию", *FEMININE),
    "recommendations": Document(
        "методические рекомендации", "методических рекомендаций", "методические рекомендации", *PLURAL
    ),
}


class ApprovingForm(KindForm):
    """Who carries out what an order approves, and from which day."""

    searchable = ("responsible",)

    responsible = forms.ChoiceField(
        label="Ответственный за исполнение", required=False, help_text="Кому поручается организовать работу."
    )
    executors = forms.MultipleChoiceField(
        label="Кому обеспечить исполнение",
        required=False,
        choices=[(f"role:{key}", kind.label) for key, kind in ROLES.items()],
        widget=forms.CheckboxSelectMultiple,
        initial=["role:schools"],
    )
    in_force = forms.DateField(label="Ввести в действие с", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        ask_party(self, "responsible")

    def context(self, document: Document, name: str, warnings: str = "") -> dict:
        """What the template of the order needs of a valid form."""
        answers = self.cleaned_data
        return {
            "document": document,
            "name": name,
            "place": self.municipality.name_genitive,
            "responsible": answers["responsible"],
            "executors": [key for key in answers["executors"] if key != answers["responsible"]],
            "in_force": answers["in_force"],
            "warnings": warnings,
        }


class ProgrammeForm(ApprovingForm):
    """What is approved, its file, who carries it out."""

    field_order = ("what", "name", "period", "upload")

    what = forms.ChoiceField(
        label="Что утверждается", choices=[(key, word.nominative) for key, word in DOCUMENTS.items()]
    )
    name = forms.CharField(
        label="Название",
        max_length=LONGEST_NAME,
        help_text="То, что идёт после этого слова: «развития методической службы района», «о наставничестве», "
        "«„Учитель будущего“».",
    )
    period = forms.CharField(
        label="На какой срок", max_length=100, required=False, help_text="Например: 2026–2028 годы"
    )
    upload = UploadField(
        label="Файл документа",
        help_text="DOCX или XLSX, до 10 МБ. Текст и таблицы станут приложением, их можно будет править.",
        widget=forms.FileInput(attrs={"accept": ",".join(f".{extension}" for extension in READABLE)}),
    )

    def clean_name(self):
        return " ".join(self.cleaned_data["name"].split())

    def clean_period(self):
        return " ".join(self.cleaned_data["period"].split()).removeprefix("на ")

    def clean_upload(self):
        """The upload; its content is read here, so that what is wrong with it stands beside the field."""
        upload = self.cleaned_data["upload"]
        if upload.name.rpartition(".")[2] not in READABLE:
            raise forms.ValidationError(NOT_READABLE)
        upload.seek(0)
        try:
            content = content_from_file(upload.read(), upload.name)
        except FileRefused as refused:
            raise forms.ValidationError(str(refused)) from refused
        order, annex = split_order(content.blocks)
        mark, self.blocks_read = split_annex_mark(annex)
        if not self.blocks_read:
            raise forms.ValidationError(NOTHING_LEFT)
        self.landscape = content.landscape
        self.warnings = [*filter(None, [cut_sentence(order), _cut_mark(mark)]), *content.warnings]
        return upload


def _cut_mark(blocks: list) -> str:
    """What to tell when the file has an annex mark of its own: the annex gets that of the new order."""
    words = " ".join(block["text"] for block in blocks)
    return f"Прежняя отметка не перенесена: «{words}»." if words else ""


def _facts(form: ProgrammeForm) -> Facts:
    answers = form.cleaned_data
    document = DOCUMENTS[answers["what"]]
    period = f"на {answers['period']}" if answers["period"] else ""
    name = " ".join(filter(None, (answers["name"], period)))
    context = form.context(document, name, " ".join(form.warnings))
    title = f"{document.nominative} {name}"
    annex = AnnexDraft(
        title=capitalised(title),
        blocks=form.blocks_read,
        landscape=form.landscape,
        mark=document.mark,
    )
    kept = {
        "what": answers["what"],
        "name": answers["name"],
        "period": answers["period"],
        "in_force": iso(answers["in_force"]),
    }
    source = source_of("programme", kept, answers["responsible"], answers["executors"], form.blocks_read)
    return Facts(context=context, annexes=(annex,), source=source, kept=kept)


def iso(day: date | None) -> str:
    """A day for the kept answers, "" for none."""
    return day.isoformat() if day else ""


PROGRAMME = OrderKind(
    key="programme",
    title="Утвердить программу, дорожную карту, положение",
    note="Приложением станет сам документ: портал перенесёт его из Word или Excel.",
    template="orders/drafts/programme.txt",
    form=ProgrammeForm,
    facts=_facts,
    order=20,
)
