"""An order that exists as a Word file: its requisites, points and annex become a draft, oddities and all."""

from django import forms

from methodservice.documents.annex_content import content_from_file, split_order
from methodservice.documents.files import UploadField
from methodservice.documents.models import DocumentStyle
from methodservice.documents.order_reading import OrderText, read_order
from methodservice.documents.orders.drafts import PointDraft, TextDraft
from methodservice.documents.orders.forms.annex import mark_of_order
from methodservice.documents.orders.kinds import AnnexDraft, Facts, OrderKind
from methodservice.documents.orders.models import Order, OrderPoint
from methodservice.documents.orders.printed import organisation_of
from methodservice.documents.orders.services.editing import MOST_POINTS
from methodservice.documents.orders.usual.asking import KindForm
from methodservice.lib.numerals import counted
from methodservice.lib.officefiles import FileRefused

NO_ORDER = "В файле не нашлось приказа: слова «ПРИКАЗ», заголовка и пунктов. Начните с другого вида приказа."
TOO_LONG = "В файле слишком длинно: {}. Сократите или разделите и выберите файл снова."
TOO_MANY = "В приказе {}, а помещается {}. Сведите часть из них в таблицу приложения."
LONGEST_TITLE, LONGEST_PREAMBLE, LONGEST_POINT = (
    model._meta.get_field(name).max_length
    for model, name in ((Order, "title"), (Order, "preamble"), (OrderPoint, "text"))
)


class FromFileForm(KindForm):
    """The file, and who issues."""

    submit = "Прочитать приказ"
    file = UploadField(
        label="Файл Word с приказом",
        help_text="DOCX, до 10 МБ. Реквизиты, пункты и приложение станут черновиком; портал ничего не исправит, "
        "а что в приказе расходится — скажет.",
    )
    issuer = forms.ChoiceField(label="Кто издаёт", choices=Order.Issuer, initial=Order.Issuer.AUTHORITY)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["issuer"].choices = [
            (Order.Issuer.AUTHORITY, self.municipality.authority),
            (Order.Issuer.SERVICE, self.municipality.service),
        ]

    def clean_file(self):
        """The upload; what it says is read here, so that what is wrong with it stands beside the field."""
        upload = self.cleaned_data["file"]
        upload.seek(0)
        try:
            content = content_from_file(upload.read(), upload.name)
        except FileRefused as refused:
            raise forms.ValidationError(refused.sentence) from refused
        self.order_blocks, self.annex_blocks = split_order(content.blocks)
        if not self.order_blocks:
            # an order without an annex, or an annex alone: then no order is found
            self.order_blocks, self.annex_blocks = content.blocks, []
        self.found = read_order(self.order_blocks)
        if not (self.found.title and self.found.points):
            raise forms.ValidationError(NO_ORDER)
        if len(self.found.points) > MOST_POINTS:
            told = counted(len(self.found.points), "пункт", "пункта", "пунктов")
            raise forms.ValidationError(TOO_MANY.format(told, MOST_POINTS))
        if long := _too_long(self.found):
            raise forms.ValidationError(TOO_LONG.format(", ".join(long)))
        self.landscape = content.landscape
        return upload


def _facts(form: FromFileForm) -> Facts:
    found, issuer = form.found, form.cleaned_data["issuer"]
    control = found.control if _ends_with_control(found) else ""
    points = found.points[:-1] if control else found.points
    text = TextDraft(title=found.title, preamble=found.preamble or "", points=points_of(points))
    words = {
        "organisation": _heading(found, form.municipality, issuer),
        "place": "" if found.place == form.municipality.place else found.place,
        "date": found.date,
        "wanted_number": found.number,
        "control": control,
        "signature_post": found.signature_post,
        "signature_name": found.signature_name,
    }
    words = {name: value for name, value in words.items() if value and _fits(name, value)}
    annexes = ()
    if form.annex_blocks:
        title, blocks = title_of(form.annex_blocks)
        annexes = (AnnexDraft(title, blocks, form.landscape, mark_of_order(form.order_blocks)),)
    return Facts(text=text, words=words, annexes=annexes, issuer=issuer)


def _too_long(found: OrderText) -> list[str]:
    """What of the text the draft cannot hold, in words."""
    told = ["заголовок"] if len(found.title) > LONGEST_TITLE else []
    told += ["преамбула"] if len(found.preamble or "") > LONGEST_PREAMBLE else []
    long = [place for place, point in enumerate(found.points, 1) if len(point.text) > LONGEST_POINT]
    return told + [f"пункт {found.points[place - 1].number or place}" for place in long]


def _ends_with_control(found: OrderText) -> bool:
    """Is the last point that of control? A sub-point, or a very long one, stays where it is."""
    last = found.points[-1]
    return last.text == found.control and "." not in last.number and _fits("control", last.text)


def _fits(name: str, value) -> bool:
    """A requisite that is longer than its place was read wrongly: the portal's own is printed instead."""
    most = Order._meta.get_field(name).max_length
    return most is None or len(value) <= most


def _heading(found: OrderText, municipality, issuer: str) -> str:
    """The heading as the file has it; empty where the portal would print the same."""
    lines = [line for line in (found.above, found.organisation) if line]
    unsaved = Order(municipality=municipality, issuer=issuer)
    usual = organisation_of(unsaved, DocumentStyle.of(municipality))
    same = " ".join(lines).split() == " ".join(usual).split()
    return "" if same else "\n".join(lines)


def points_of(points) -> list[PointDraft]:
    """Points with their sub-points: «1.1» hangs on the point before it; one that fits nowhere is a point."""
    level: list[PointDraft] = []
    last: list[PointDraft] = []
    for point in points:
        depth = point.number.count(".") if point.number else 0
        draft = PointDraft(point.text)
        if 0 < depth <= len(last):
            last[depth - 1].points.append(draft)
            last = [*last[:depth], draft]
        else:
            level.append(draft)
            last = [draft]
    return level


def title_of(blocks: list) -> tuple[str, list]:
    """(title, the rest): headings and centred lines that the annex begins with are its title."""
    title = []
    for block in blocks[:4]:
        is_title = block["kind"] == "heading" or (block["kind"] == "text" and block["align"] == "centre")
        if not is_title:
            break
        title.append(block["text"])
    return "\n".join(title)[:1000], blocks[len(title) :]


FROM_FILE = OrderKind(
    key="file",
    title="Из готового файла Word",
    note="Приказ уже набран: портал разберёт его на реквизиты, пункты и приложение.",
    template="",
    form=FromFileForm,
    facts=_facts,
    order=800,
)
