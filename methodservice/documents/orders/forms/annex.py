"""Forms of annexes: heading and mark, content as text or from a file, a row of a table."""

import re

from django import forms

from methodservice.documents.annex_content import (
    content_from_file,
    content_from_text,
    cut_sentence,
    split_annex_mark,
    split_order,
    text_of,
)
from methodservice.documents.files import UploadField
from methodservice.documents.order_reading import read_order
from methodservice.documents.orders.models import OrderAnnex
from methodservice.lib.forms import PageForm, TextField
from methodservice.lib.officefiles import FileRefused
from methodservice.lib.stale import StaleGuard

MARK_LINES = re.compile(r" (?=(?:к|утвержд[её]н\w*) |приказом |от \d)", re.IGNORECASE)
"""Where the lines of an annex mark begin."""
TEXT_HELP = (
    "Каждый абзац — с новой строки. «1.», «1.1.» и «-» в начале строки дают пункты, строка прописными буквами — "
    "подзаголовок. Слово в скобках, например «[заголовок]», задаёт вид строки и не печатается."
)
TABLES_HELP = f"{TEXT_HELP} «[таблица 1]» — место таблицы: её строки правят отдельно."


def mark_of_order(order_blocks: list) -> str:
    """The annex mark that stands between an order and its annex, line by line; "" when there is none."""
    found = read_order(order_blocks).annex if order_blocks else None
    return MARK_LINES.sub("\n", found.text) if found else ""


class AnnexContent:
    """Mixin: content typed as text or taken from a file, whose own order and annex mark are cut off.

    After `read_content`: content (blocks), warnings, mark (as the file has it, or ""). `tables` are those that the
    text may name.
    """

    tables: list = []

    def read_content(self):
        """Read what was sent; adds errors where it cannot be read."""
        upload, text = self.cleaned_data.get("file"), self.cleaned_data.get("text", "")
        self.content, self.warnings, self.mark = [], [], ""
        if upload:
            self._read_file(upload)
        elif text:
            try:
                self.content = content_from_text(text, self.tables)
            except ValueError as wrong:
                self.add_error("text", str(wrong))

    def _read_file(self, upload):
        upload.seek(0)
        try:
            read = content_from_file(upload.read(), upload.name)
        except FileRefused as refused:
            self.add_error("file", refused.sentence)
            return
        order, annex = split_order(read.blocks)
        mark = mark_of_order(order)
        if not order:
            mark_blocks, annex = split_annex_mark(annex)
            mark = "\n".join(block["text"] for block in mark_blocks)
        self.content, self.mark = annex, mark
        self.warnings = [*filter(None, [cut_sentence(order)]), *read.warnings]
        self.cleaned_data["landscape"] = self.cleaned_data.get("landscape") or read.landscape


class NewAnnexForm(AnnexContent, PageForm, forms.Form):
    """Heading, and what is in it."""

    submit = "Добавить приложение"
    title = TextField(
        label="Заголовок", max_length=1000, required=False, rows=2, help_text="Как называется приложение."
    )
    file = UploadField(
        label="Файл Word или Excel",
        required=False,
        help_text="Портал возьмёт из него текст и таблицы и напечатает приложением: DOCX или XLSX, до 10 МБ.",
    )
    text = TextField(label="Или текст", max_length=200_000, required=False, rows=8, help_text=TEXT_HELP)
    landscape = forms.BooleanField(label="Альбомная страница (для широкой таблицы)", required=False)

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("file") and cleaned.get("text"):
            self.add_error("text", "Выберите одно: файл или текст.")
        elif "file" not in self.errors and "text" not in self.errors:
            self.read_content()
        return self.cleaned_data


class AnnexForm(StaleGuard, AnnexContent, PageForm, forms.ModelForm):
    """Heading, mark and text of an annex; tables stand in the text as «[таблица 1]» and are edited by rows."""

    text = TextField(label="Текст", max_length=200_000, required=False, rows=14, help_text=TEXT_HELP)

    class Meta:
        model = OrderAnnex
        fields = ["title", "text", "landscape", "mark"]
        widgets = {"title": forms.Textarea({"rows": 2}), "mark": forms.Textarea({"rows": 3})}
        labels = {"landscape": "Альбомная страница (для широкой таблицы)"}
        help_texts = {"mark": "Пусто — «Приложение к приказу … от … № …» с датой и номером приказа."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.tables = [block for block in self.instance.blocks if block["kind"] == "table"]
        if self.tables:
            self.fields["text"].help_text = TABLES_HELP

    def get_initial_for_field(self, field, field_name):
        if field_name == "text":
            return text_of(self.instance.blocks)
        return super().get_initial_for_field(field, field_name)

    def clean(self):
        cleaned = super().clean()
        if "text" in self.cleaned_data:
            self.read_content()
        return cleaned

    def clean_mark(self):
        return self.cleaned_data["mark"].replace("\r\n", "\n").strip()

    @property
    def words(self) -> dict:
        """What the service takes."""
        return {name: self.cleaned_data[name] for name in ("title", "landscape", "mark")} | {
            "blocks": self.content
        }


class AnnexFileForm(AnnexContent, PageForm, forms.Form):
    """Another file in place of the whole content."""

    submit = "Заменить содержание"
    file = UploadField(label="Файл Word или Excel", help_text="DOCX или XLSX, до 10 МБ.")

    def clean(self):
        super().clean()
        if self.cleaned_data.get("file"):
            self.read_content()
        return self.cleaned_data
