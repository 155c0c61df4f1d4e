"""The printed order: an order → snapshot in words → PDF and DOCX (documents.md, 6–18). A signed one is frozen."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from methodservice.documents.annex_shape import with_words
from methodservice.documents.models import DocumentStyle
from methodservice.documents.orders.models import Order, OrderAnnex, OrderPerson, OrderPoint
from methodservice.documents.printing import pdf_of
from methodservice.lib.dates import long_date
from methodservice.lib.declension import organisation_form, signature_name
from methodservice.lib.typography import NBSP, bind

FORMAT = 1
"""Version of the snapshot's shape. Old snapshots stay readable: templates learn, snapshots never change."""
TEMPLATE = "documents/pdf/order.html"
NO_NUMBER = "____"
NO_DATE = "«___»" + NBSP + "__________" + NBSP + "20___" + NBSP + "г."
BETWEEN_INITIALS = re.compile(r"(?<=\b[А-ЯЁ]\.)\s(?=[А-ЯЁ]\.)")
DEADLINE_WORD = re.compile(r"^\s*срок(?: исполнения)?\s*[:—–-]\s*", re.IGNORECASE)
"""What people write into the field of the deadline although it prints by itself."""
Dates = DocumentStyle.Dates


def order_snapshot(order: Order, *, number: str = "", on: date | None = None) -> dict:
    """Everything that the order prints, in words. JSON-able.

    number, on: those of the register at the moment of signing; a draft prints what is wanted, or room for it.
    4 queries: style, points, annexes, people; the order comes with its municipality and signatory.
    """
    return snapshot_of(
        order,
        DocumentStyle.of(order.municipality),
        points=order.points.order_by("position", "pk"),
        annexes=list(order.annexes.order_by("position", "pk")),
        people=list(order.people.order_by("position", "pk")),
        number=number,
        on=on,
    )


def snapshot_of(
    order: Order,
    style: DocumentStyle,
    *,
    points: Iterable[OrderPoint],
    annexes: Sequence[OrderAnnex],
    people: Sequence[OrderPerson],
    number: str = "",
    on: date | None = None,
) -> dict:
    """`order_snapshot` of parts that were read, or made up, before: in the order in which they stand. No query."""
    written = number or order.wanted_number or NO_NUMBER
    day = on or order.date
    return {
        "format": FORMAT,
        "is_draft": not number,
        "style": {
            "header": style.header,
            "verb_on_own_line": style.verb_on_own_line,
            "kept": style.kept,
        },
        "logo": _logo(style),
        "organisation": organisation_of(order, style),
        "word": style.word,
        "date": _written_date(day, style.dates) if day else NO_DATE,
        "number": written,
        "place": bind(order.place or order.municipality.place),
        "title": bind(order.title),
        "preamble": bind(order.preamble),
        "verb": style.verb,
        "points": [*_points(points), *_control(order)],
        "signature": signature_of(order, style),
        "visas": [
            {"post": bind(row.post), "name": _initials(bind(row.name), style)}
            for row in people
            if row.part == OrderPerson.Part.VISA
        ],
        "contact": bind(order.contact),
        "annexes": [
            {
                "mark": mark_of(annex, order, style, number=written, day=day, alone=len(annexes) == 1),
                "title": bind(annex.title),
                "landscape": annex.landscape,
                "blocks": with_words(annex.blocks, bind),
            }
            for annex in annexes
        ],
        "acquaintance": [
            {"name": bind(row.name), "post": bind(row.post)}
            for row in people
            if row.part == OrderPerson.Part.ACQUAINTED
        ],
    }


def render_order(snapshot: Mapping) -> bytes:
    """PDF of the order's snapshot; a frozen one carries the code and the address of its check page."""
    return pdf_of(TEMPLATE, snapshot)


def _logo(style: DocumentStyle):
    if style.logo is None:
        return ""
    return {"file": style.logo.pk, "sha256": style.logo.sha256, "media_type": style.logo.media_type}


def organisation_of(order: Order, style: DocumentStyle) -> list[str]:
    """Lines of the heading: of the order, of the municipality's style, or of its card — the superior body first."""
    lines = order.organisation.splitlines() if order.organisation.strip() else style.heading(order.issuer)
    return [bind(line) for line in lines if line.strip()]


def _written_date(day: date, how: str) -> str:
    if how == Dates.WORDS:
        return long_date(day)
    digits = f"{day:%d.%m.%Y}"
    return f"от{NBSP}{digits}" if how == Dates.FROM_DIGITS else digits


def _points(rows: Iterable[OrderPoint]) -> list[dict]:
    by_parent: dict[int | None, list[OrderPoint]] = {}
    for row in rows:
        by_parent.setdefault(row.parent_id, []).append(row)

    def level(parent: int | None) -> list[dict]:
        return [{"text": point_text(row), "points": level(row.pk)} for row in by_parent.get(parent, ())]

    return level(None)


def point_text(point: OrderPoint) -> str:
    """«Методистам обеспечить … . Срок: до 1 октября 2026 г.»: executor, text, deadline as one sentence or two."""
    words = " ".join(filter(None, (point.executor.strip(), point.text.strip())))
    if deadline := DEADLINE_WORD.sub("", point.deadline).strip():
        words = f"{words.rstrip(' .;:')}. Срок: {deadline}{'' if deadline.endswith('.') else '.'}"
    return bind(words)


def _control(order: Order) -> list[dict]:
    return [{"text": bind(order.control), "points": []}] if order.control.strip() else []


def signature_of(order: Order, style: DocumentStyle) -> dict:
    """Post and «И. О. Фамилия»: as a person wrote them into the order, otherwise of the signatory."""
    who = order.signatory
    post = order.signature_post or (who.position if who else "")
    name = order.signature_name
    if not name and who:
        name = signature_name(who.surname, who.given_name, who.patronymic)
    return {"post": bind(post[:1].upper() + post[1:]), "name": _initials(bind(name), style)}


def _initials(name: str, style: DocumentStyle) -> str:
    """Without the space between initials where the municipality writes them so."""
    return BETWEEN_INITIALS.sub("", name) if style.initials_together else name


def mark_of(
    annex: OrderAnnex, order: Order, style: DocumentStyle, *, number: str, day: date | None, alone: bool
) -> list[str]:
    """«Приложение № 1 / к приказу … / от … № …»: equal to the order's own date and number, unless a person wrote it.

    In a mark of its own words {issuer}, {date} and {number} stand for those of the order: «УТВЕРЖДЕНА / приказом
    {issuer} / от {date} № {number}».
    """
    when = f"{day:%d.%m.%Y}" if day else NO_DATE
    if annex.mark.strip():
        own = {"{issuer}": issuer_genitive(order), "{date}": when, "{number}": number}
        lines = [line for line in annex.mark.splitlines() if line.strip()]
        for word, value in own.items():
            lines = [line.replace(word, value) for line in lines]
        return [bind(line) for line in lines]
    first = "Приложение" if alone and not style.annex_numbered else f"Приложение №{NBSP}{annex.position}"
    return [first, bind(f"к приказу {issuer_genitive(order)}"), f"от{NBSP}{when} №{NBSP}{number}"]


def issuer_genitive(order: Order) -> str:
    """«управления образования администрации Озёрного района»."""
    municipality = order.municipality
    own = municipality.authority if order.issuer == Order.Issuer.AUTHORITY else municipality.service
    return organisation_form(own[:1].lower() + own[1:], "genitive").text
