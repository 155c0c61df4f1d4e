"""A reading becomes a draft: rows that are clear or were taken by the person, the rest later into their own places."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from django.db import transaction

from methodservice.directory import audit
from methodservice.lib.numerals import counted
from methodservice.lib.officefiles import normal
from methodservice.lib.refusals import AlreadyDone, Refused
from roadmap.content import Content
from roadmap.contradictions import contradictions
from roadmap.lines import said
from roadmap.models import Edition, Line, Programme, Reading
from roadmap.parties import known_to
from roadmap.reviewing import Reviewed, Stand, answered, decisions_of, numbered, review
from roadmap.services.adding import add_lines
from roadmap.services.locks import lock_draft, lock_programme
from roadmap.services.reading import lock_reading, order_of, written_places
from roadmap.services.writing import add_edition, start_programme

ROWS = ("пункт", "пункта", "пунктов")
NOTHING_CLEAR = "Ясных пунктов нет. Отметьте те, что берёте, или запишите всё, как в файле."
NOTHING_NEW = "Отмеченные пункты уже в черновике."
LONGEST_NUMBER, LONGEST_ACT = (
    Edition._meta.get_field(name).max_length for name in ("order_number", "approved_act")
)


@dataclass(frozen=True)
class Accepted:
    """edition: the draft; count: rows written now; waits, out: rows of the file that are not in it."""

    edition: Edition
    count: int
    waits: int
    out: int

    @property
    def whole(self) -> bool:
        return not (self.waits or self.out)


def reviewed(
    reading: Reading, labels: Mapping[str, str] | None = None
) -> tuple[Content, list[Reviewed], list]:
    """(the content with the person's words, its rows, its contradictions). Queries: of `known_to`."""
    original, decisions = Content.from_json(reading.content), decisions_of(reading.answers)
    content = answered(original, decisions)
    found = contradictions(content, order_of(reading))
    rows = review(
        content,
        original=original,
        decisions=decisions,
        known=known_to(reading.municipality),
        labels=labels or {},
        found=found,
        written=written_places(reading),
    )
    return content, rows, found


@transaction.atomic
def accept(*, reading: Reading, everything: bool = False, by) -> Accepted:
    """Write the rows that are clear or taken; with `everything` those that wait for a look too, as they are written.

    The first time a draft begins: of a programme of its own, or the next edition of `reading.programme`. Raises
    AlreadyDone when there is nothing new to write, Refused when nothing is taken or the draft may not change any more.
    """
    current = lock_reading(reading)
    content, rows, _ = reviewed(current)
    taken = {Stand.CLEAR, Stand.TAKEN} | ({Stand.WAITS} if everything else set())
    places = [row.place for row in rows if row.stand in taken]
    written = written_places(current)
    if not places:
        raise AlreadyDone(NOTHING_NEW) if written else Refused(NOTHING_CLEAR)
    if current.edition_id is None:
        edition, current.answers = _begin(current, content, places, by)
    else:
        edition = lock_draft(current.edition)
        items = add_lines(
            edition=edition, content=content, places=places, written=written, parts=current.answers["parts"]
        )
        current.answers = current.answers | {"written": _keys(written | items)}
    out = sum(row.stand is Stand.OUT for row in rows)
    done = Accepted(edition, len(places), len(rows) - len(written) - len(places) - out, out)
    note = f"из файла «{current.name}»: {counted(len(places), *ROWS)}"
    audit.record(audit.Verb.IMPORTED, by=by, obj=edition, note=note)
    current.edition = edition
    if done.whole:
        current.accepted, current.content, current.answers, current.notes = True, {}, {}, []
    current.save()
    return done


def _keys(items: Mapping[int, int]) -> dict[str, int]:
    return {str(place): item for place, item in items.items()}


def _begin(reading: Reading, content: Content, places: list[int], by) -> tuple[Edition, dict]:
    """(a new draft with the rows, the answers of the reading with what was written where)"""
    if reading.programme_id:
        programme = lock_programme(reading.programme_id)
        chosen = _only(_about_items(content, programme), places)
        edition = add_edition(programme=programme, content=chosen, reason=f"По файлу «{reading.name}»", by=by)
    else:
        edition = start_programme(municipality=reading.municipality, content=_only(content, places), by=by)
    _keep_order(edition, reading)
    items = Line.objects.of(edition).values_list("item_id", flat=True)
    parts = list(edition.parts.values_list("pk", flat=True))
    written = _keys(dict(zip(places, items, strict=True)))
    return edition, reading.answers | {"written": written, "parts": parts}


def _only(content: Content, places: Collection[int]) -> Content:
    """The content with the rows of the places alone; sections stay."""
    chosen, place, parts = set(places), 0, []
    for part in content.parts:
        lines = [line for at, line in enumerate(part.lines, place) if at in chosen]
        place += len(part.lines)
        parts.append(replace(part, lines=lines))
    return replace(content, parts=parts)


def _keep_order(edition: Edition, reading: Reading) -> None:
    """Requisites of the order in the file: the page of approval offers them."""
    order = order_of(reading)
    if order and order.number and order.date and len(order.number) <= LONGEST_NUMBER:
        edition.order_number, edition.approved_on = order.number, order.date
        edition.approved_act = order.act[:LONGEST_ACT]
        edition.save(update_fields=["order_number", "approved_on", "approved_act"])


def _about_items(content: Content, programme: Programme) -> Content:
    """Lines whose action the last approved edition has, once in it and once here, are about the same item. 2 queries.

    A row of the same section is looked for first.
    """
    base = programme.editions.filter(state__in=Edition.KEPT).order_by("-number").first()
    if base is None:
        return content
    there = [
        (line.item_id, normal(line.action), normal(line.section.text) if line.section else "")
        for line in Line.objects.of(base).select_related("section")
    ]
    here = [
        (place, normal(said(part.columns, line.cells).action), normal(part.sections[line.section].text))
        if line.section is not None
        else (place, normal(said(part.columns, line.cells).action), "")
        for place, part, line in numbered(content)
    ]
    items: dict[int, int] = {}
    for key in (lambda row: row[1:], lambda row: row[1]):
        items |= _same(
            [row for row in here if row[0] not in items],
            [row for row in there if row[0] not in items.values()],
            key,
        )
    place, parts = 0, []
    for part in content.parts:
        lines = [replace(line, item=items.get(at)) for at, line in enumerate(part.lines, place)]
        place += len(part.lines)
        parts.append(replace(part, lines=lines))
    return replace(content, parts=parts)


def _same(here: list[tuple], there: list[tuple], key) -> dict[int, int]:
    """{place: item} of rows whose key stands once on either side and has an action."""
    ours, theirs = _once(here, key), _once(there, key)
    return {ours[name]: theirs[name] for name in ours.keys() & theirs.keys()}


def _once(rows: list[tuple], key) -> dict:
    found: dict = {}
    for row in rows:
        if row[1]:
            found.setdefault(key(row), []).append(row[0])
    return {name: firsts[0] for name, firsts in found.items() if len(firsts) == 1}
