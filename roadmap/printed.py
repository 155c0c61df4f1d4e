"""The printed edition: what it says with its approval and signature → snapshot in words → PDF, DOCX; tables → XLSX."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from django.utils import timezone

from methodservice.documents.annex_shape import Block, with_words
from methodservice.documents.approval import approved_by_act
from methodservice.documents.order_parts import signature_at_end, words_of
from methodservice.documents.orders.usual.programme import DOCUMENTS
from methodservice.documents.recognition.answer import Kind
from methodservice.documents.tables import with_leads
from methodservice.documents.workbook import Sheet
from methodservice.lib.declension import signature_name
from methodservice.lib.officefiles import normal
from methodservice.lib.typography import bind
from roadmap.content import Content, PartWords, content_of
from roadmap.evidence import find_records
from roadmap.life import life_of
from roadmap.marked import Words, with_marks
from roadmap.models import Edition, EditionPart, Line

FORMAT = 1
"""Version of the snapshot's shape."""
TEMPLATE = "roadmap/pdf/edition.html"
DRAFT_NOTE = "Проект: документ ещё не утверждён."
KINDS = dict(EditionPart.KINDS)


def content_with_marks(edition: Edition, user, today: date) -> Content:
    """What an edition says, beside its items what became of them by today within its period. 7 queries, and 1 for each
    kind of records that prove something; their titles are what the user may know."""
    content = content_of(edition)
    lives = life_of(Line.objects.of(edition), today, own=False)
    marks = [mark for life in lives.values() for mark in life.marks]
    records = find_records(user, {mark.record for mark in marks})
    titles = {key: record.title for key, record in records.items() if record.day}
    words = Words(edition.first, edition.last, titles)
    said = {item: words.of(life) for item, life in lives.items()}
    return replace(content, parts=[with_marks(part, said) for part in content.parts])


def snapshot(edition: Edition, content: Content, *, marked_on: date | None = None) -> dict:
    """Everything that the edition prints, in words. JSON-able. A draft is marked «Проект».

    content: of the edition, with marks as they stood on `marked_on` or without any. The edition comes with its
    programme, municipality and order. At most 2 queries.
    """
    body = [block for part in content.parts for block in part.printed()]
    title, body = _title(body, content.title)
    signatures, body = _signatures(edition, content.parts, body)
    return {
        "format": FORMAT,
        "is_draft": edition.is_draft,
        "landscape": content.landscape,
        "approval": [bind(line) for line in _approval(edition)],
        "heading": bind(title),
        "as_of": as_of(marked_on) if marked_on else "",
        "blocks": with_leads(with_words(body, bind)),
        "signatures": signatures,
    }


def as_of(day: date) -> str:
    """«по состоянию на 15.03.2026»."""
    return f"по состоянию на {day:%d.%m.%Y}"


def _title(blocks: list[Block], title: str) -> tuple[str, list[Block]]:
    """(the title, what follows it): words of a file begin with their own title, which is printed once, as it stands.

    It may take several headings, and say more or less than the title does, as a period or a subtitle.
    """
    said: list[str] = []
    wanted = normal(title)
    for block in blocks:
        words = normal(" ".join([*said, block.get("text", "")]))
        goes_on = wanted.startswith(words) or (not said and words.startswith(wanted))
        if block["kind"] != "heading" or not goes_on:
            break
        said.append(block["text"])
    return ("\n".join(said), blocks[len(said) :]) if said else (title, blocks)


def _approval(edition: Edition) -> list[str]:
    """The mark of the file while it is true: of a first draft, of an order on paper with the same number. Otherwise
    «УТВЕРЖДЕНА / приказом … / от … № …»; nothing for a draft."""
    own = [words_of(block) for block in edition.mark]
    if edition.is_draft:
        return own if edition.number == 1 and edition.order_id is None else []
    if edition.order_id is None and re.search(rf"№\s*{re.escape(edition.order_number)}(?!\w)", " ".join(own)):
        return own
    return approved_by_act(
        word=DOCUMENTS[edition.programme.kind].approved,
        act=edition.approved_act,
        date=f"{edition.approved_on:%d.%m.%Y}",
        number=edition.order_number,
    )


def _signatures(
    edition: Edition, parts: Sequence[PartWords], blocks: list[Block]
) -> tuple[list[dict], list[Block]]:
    """(lines to sign, what stands before them): as the document ends, otherwise of who signs for the municipality."""
    after = 0
    for part in reversed(parts):
        if part.kind not in (EditionPart.TEXT, Kind.LAYOUT):
            break
        after += len(part.blocks)
    start = max(len(blocks) - after, 0)
    if own := signature_at_end(blocks[start:]):
        return [{"post": bind(own.post), "name": bind(own.name)}], blocks[: start + own.first]
    who = edition.order.signatory if edition.order else None
    day = edition.approved_on or timezone.localdate()
    who = who or edition.programme.municipality.signatories.on(day).order_by("-starts", "pk").first()
    if who is None:
        return [], blocks
    name = signature_name(who.surname, who.given_name, who.patronymic)
    return [{"post": bind(who.position[:1].upper() + who.position[1:]), "name": name}], blocks


def sheets_of(content: Content, note: str = "") -> list[Sheet]:
    """Each table on a sheet of its own, named after its kind. note: a line under the titles, may be empty."""
    sheets = []
    for part in content.parts:
        for block in part.printed():
            if block["kind"] == "table":
                titles = dict.fromkeys(filter(None, (content.title, part.caption, note)))
                sheets.append(Sheet(KINDS[part.kind], list(titles), block, content.landscape))
    return sheets
