"""The named styles of an editable document. They are the twin of static/pdf/document.css: change both together.

Built-in names («Body Text», «Title») are shown by a Russian Word as «Основной текст», «Название».
"""

from dataclasses import dataclass

from .xml import twips, w

FONT = "Times New Roman"
"""Every office has it; where it is missing, Liberation Serif with the same widths takes its place."""
BODY_SIZE = 13
LINE = 264
"""Line spacing in 240ths of a line: 1.1, which is the 1.25 of the style sheet in Word's terms."""
INDENT_MM = 12.5


@dataclass(frozen=True)
class Style:
    """A paragraph style. Sizes and gaps in points, indents in millimetres; None is taken from `base`."""

    key: str
    name: str
    base: str = "Normal"
    size: float | None = None
    bold: bool | None = None
    align: str | None = None
    first_mm: float | None = None
    left_mm: float | None = None
    right_mm: float | None = None
    before: float | None = None
    after: float | None = None
    line: int | None = None
    level: int | None = None
    keep_next: bool | None = None
    hyphenated: bool = False
    only_between: bool = False
    """Gaps stand only around a run of such paragraphs, not between them."""
    spaced: bool = False

    def element(self):
        indents = {"left": self.left_mm, "right": self.right_mm, "firstLine": self.first_mm}
        gaps = {"before": self.before, "after": self.after}
        spacing = {name: round(value * 20) for name, value in gaps.items() if value is not None}
        if self.line is not None:
            spacing |= {"line": self.line, "lineRule": "auto"}
        paragraph = w(
            "pPr",
            None if self.keep_next is None else w("keepNext", val=int(self.keep_next)),
            w("widowControl") if self.key == "Normal" else None,
            w("suppressAutoHyphens", val=0) if self.hyphenated else None,
            w("spacing", **spacing) if spacing else None,
            w("ind", **{name: twips(value) for name, value in indents.items() if value is not None})
            if any(value is not None for value in indents.values())
            else None,
            w("contextualSpacing") if self.only_between else None,
            w("jc", val=self.align) if self.align else None,
            None if self.level is None else w("outlineLvl", val=self.level),
        )
        run = w(
            "rPr",
            None if self.bold is None else w("b", val=int(self.bold)),
            w("spacing", val=13) if self.spaced else None,
            w("sz", val=round(self.size * 2)) if self.size else None,
            w("szCs", val=round(self.size * 2)) if self.size else None,
        )
        is_root = self.key == "Normal"
        return w(
            "style",
            w("name", val=self.name),
            None if is_root else w("basedOn", val=self.base),
            w("qFormat"),
            paragraph if len(paragraph) else None,
            run if len(run) else None,
            **{"type": "paragraph", "styleId": self.key} | ({"default": 1} if is_root else {}),
        )


STYLES = (
    Style("Normal", "Normal", line=LINE, before=0, after=0),
    Style("BodyText", "Body Text", align="both", first_mm=INDENT_MM),
    Style("Title", "Title", bold=True, align="center", spaced=True, keep_next=True),
    Style("Subtitle", "Subtitle", bold=True, align="center", after=14, keep_next=True),
    Style(
        "Heading1", "heading 1", bold=True, first_mm=INDENT_MM, before=11, after=5.5, keep_next=True, level=0
    ),
    Style("HeadingCentred", "Заголовок по центру", "Heading1", align="center", first_mm=0),
    Style("Heading2", "heading 2", bold=True, first_mm=INDENT_MM, before=6, after=3, keep_next=True, level=1),
    Style(
        "TextTitle", "Заголовок к тексту", "HeadingCentred", left_mm=12, right_mm=12, before=22.5, after=17
    ),
    Style("TextTitleLeft", "Заголовок к тексту слева", "TextTitle", align="left", left_mm=0, right_mm=85),
    Style("Plain", "Без отступа", align="left"),
    Style("Centred", "По центру", align="center"),
    Style("Right", "По правому краю", align="right"),
    Style("Lead", "Вводная строка", "BodyText", keep_next=True),
    Style("LeadPlain", "Вводная строка без отступа", "Plain", keep_next=True),
    Style("Picture", "Рисунок", "Centred", line=240, after=8.5, keep_next=True),
    Style("Bar", "Подпись полосы", "Plain", keep_next=True),
    Style("BarPicture", "Полоса", "Picture", keep_next=False),
    Style("Draft", "Проект", "Right", after=11),
    Style("Verb", "Распорядительное слово", "Plain", keep_next=True),
    Style("Facts", "Сведения", "Plain", before=4.25),
    Style("Guest", "Приглашённый", "Plain"),
    Style("Edition", "Редакция", "Plain", after=14),
    Style("Certified", "Верно", "Plain", before=22, keep_next=True),
    Style("Organisation", "Организация", "Centred", after=17, only_between=True),
    Style("Approval", "Гриф утверждения", "Plain", left_mm=95, after=17, only_between=True),
    Style("ApprovalWide", "Гриф утверждения на широком листе", "Approval", left_mm=182),
    Style("AnnexMark", "Отметка о приложении", "Plain", left_mm=85, after=17, only_between=True),
    Style("AnnexMarkWide", "Отметка о приложении на широком листе", "AnnexMark", left_mm=182),
    Style("Signature", "Signature", "Plain", before=8.5),
    Style("Signer", "Имя подписавшего", "Signature", left_mm=4),
    Style("SignerRight", "Имя подписавшего справа", "Signature", align="right"),
    Style("Visas", "Визы", "Plain", size=12),
    Style("Visa", "Виза", "Signature", size=12, line=240),
    Style("VisaPost", "Должность в визе", "Visa", right_mm=3),
    Style("VisaSigner", "Имя в визе", "Visa", left_mm=3),
    Style("Check", "Проверка подлинности", "Plain", size=9, line=240, before=22, only_between=True),
    Style("Note", "Примечание", "Plain", size=10, line=240, before=3),
    Style("Contact", "Исполнитель", "Note", before=22.5),
    Style("Caption", "caption", "Plain", before=6, after=3, keep_next=True),
    Style("Item", "List Number", "BodyText"),
    Style("Dash", "List Bullet", "BodyText"),
    Style("Cell", "Ячейка", size=12, line=240, align="left"),
    Style("CellHead", "Ячейка шапки", "Cell", bold=True, align="center"),
    Style("CellRow", "Ячейка боковика", "Cell"),
    Style("CellGroup", "Ячейка раздела", "Cell", bold=True, keep_next=True),
    Style("CellCentred", "Ячейка по центру", "Cell", align="center"),
    Style("CellFigure", "Ячейка с числом", "Cell", align="right"),
    Style("Dense", "Ячейка плана", "Cell", size=11, hyphenated=True),
    Style("DenseHead", "Ячейка шапки плана", "CellHead", size=11),
    Style("DenseRow", "Ячейка боковика плана", "CellRow", size=11),
    Style("DenseGroup", "Ячейка раздела плана", "CellGroup", size=11),
    Style("DenseCentred", "Ячейка плана по центру", "CellCentred", size=11),
    Style("DenseFigure", "Ячейка плана с числом", "CellFigure", size=11),
    Style("Separator", "Разделитель", size=1, line=20),
    Style("Header", "header", "Centred", size=12, line=240),
    Style("Footer", "footer", "Plain", size=9, line=240),
)

BORDERED, BARE = "DocumentTable", "DocumentLayout"
EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")
CELL_MARGINS = {"top": 57, "left": 85, "bottom": 57, "right": 85}
"""1 and 1.5 mm, in twips."""


def _table_style(key: str, name: str, *, borders: bool):
    margins = CELL_MARGINS if borders else dict.fromkeys(CELL_MARGINS, 0)
    edge = {"val": "single", "sz": 4, "space": 0, "color": "auto"} if borders else {"val": "nil"}
    return w(
        "style",
        w("name", val=name),
        w("basedOn", val="TableNormal"),
        w(
            "tblPr",
            w("tblBorders", *(w(side, **edge) for side in EDGES)),
            w("tblCellMar", *(w(side, w=width, type="dxa") for side, width in margins.items())),
        ),
        type="table",
        styleId=key,
    )


def style_sheet() -> list:
    """Children of w:styles: defaults of the document, then every style."""
    fonts = w("rFonts", ascii=FONT, hAnsi=FONT, cs=FONT, eastAsia=FONT)
    size = BODY_SIZE * 2
    defaults = w(
        "docDefaults",
        w(
            "rPrDefault",
            w(
                "rPr",
                fonts,
                w("sz", val=size),
                w("szCs", val=size),
                w("lang", val="ru-RU", eastAsia="ru-RU", bidi="ar-SA"),
            ),
        ),
        w("pPrDefault", w("pPr", w("suppressAutoHyphens"))),
    )
    default = {"type": "table", "styleId": "TableNormal", "default": 1}
    return [
        defaults,
        *(style.element() for style in STYLES),
        w("style", w("name", val="Normal Table"), **default),
        _table_style(BORDERED, "Таблица документа", borders=True),
        _table_style(BARE, "Строка без рамок", borders=False),
    ]
