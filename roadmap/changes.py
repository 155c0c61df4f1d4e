"""The printed difference of two editions: №, what was, what is, on what ground."""

from collections.abc import Iterable

from methodservice.lib.difference import How, LineChange, Piece
from methodservice.lib.typography import bind, paragraphs
from roadmap.difference import EditionDifference, words_of
from roadmap.evidence import find_records
from roadmap.models import ChangeReason, Edition

TEMPLATE = "roadmap/pdf/changes.html"
FORMAT = 1
NOTHING, REMOVED = "—", "Исключить"


def changes_snapshot(edition: Edition, difference: EditionDifference, user) -> dict:
    """Everything that is printed, in words. user: who opens records. 1 query for a kind of records."""
    reasons = difference.reasons
    records = find_records(user, {row.record for row in reasons.values() if row.record})
    municipality = edition.programme.municipality

    def ground(item: int) -> list[str]:
        reason = reasons.get(item)
        record = records.get(reason.record) if reason else None
        return paragraphs(ground_of(reason, record.title if record else "")) if reason else []

    return {
        "format": FORMAT,
        "is_draft": edition.is_draft,
        "organisation": [bind(municipality.service)],
        "approval": [],
        "heading": "ИЗМЕНЕНИЯ",
        "subtitle": bind(edition.title),
        "editions": bind(_editions(edition, difference.before)),
        "reason": bind(edition.reason),
        "rows": [_line(line, ground(line.item)) for line in difference.items.lines],
        "words": [
            {"name": name, "before": _side(pieces, How.GONE), "after": _side(pieces, How.NEW)}
            for name, pieces in _whole(difference)
        ],
        "signatures": [],
    }


def _editions(edition: Edition, before: Edition) -> str:
    words = f"Редакция {edition.number} по сравнению с редакцией {before.number}"
    if edition.is_draft:
        return words
    return f"{words}, приказ № {edition.order_number} от {edition.approved_on:%d.%m.%Y}"


def _whole(difference: EditionDifference) -> Iterable[tuple[str, tuple[Piece, ...]]]:
    """What changes in the document as a whole: (name, pieces)."""
    yield from ((field.name, field.pieces) for field in difference.items.words)
    yield from ((part.title, row) for part in difference.parts for row in part.rows)


def ground_of(reason: ChangeReason, record: str) -> str:
    """«Приказ: об итогах мониторинга» and the record on a line of its own."""
    words = reason.get_kind_display()
    first = ": ".join(filter(None, (words[:1].upper() + words[1:], reason.text)))
    return "\n".join(filter(None, (first, record)))


def _line(line: LineChange, ground: list[str]) -> dict:
    before, after = words_of(line)
    return {
        "number": str(line.number),
        "title": paragraphs(line.title),
        "before": paragraphs(before) or [NOTHING],
        "after": paragraphs(after) or [REMOVED],
        "ground": ground,
    }


def _side(pieces: tuple[Piece, ...], how: How) -> list[str]:
    text = "".join(piece.text for piece in pieces if piece.how in (How.SAME, how))
    return paragraphs(text) or [NOTHING]
