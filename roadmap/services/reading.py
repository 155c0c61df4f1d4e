"""A sent file: read and kept for a look. Nothing of a programme changes before it is accepted.

`Reading.answers`: {"period": whether the period is known, "order": `OrderFacts` or None, "rows": {place: `Decision`},
"written": {place: key of the item in the draft}}.
"""

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from pathlib import PurePath

from django.db import transaction
from django.utils import timezone

from methodservice.directory.models import Municipality
from methodservice.documents.order_reading import OrderText, read_mark
from methodservice.documents.recognition import notes_of, recognise_file
from methodservice.documents.recognition.answer import LIVING, Kind, Recognised
from methodservice.documents.recognition.doubts import stage_doubts, twin_doubts
from methodservice.lib.files import shown_name
from methodservice.lib.officefiles import FileRefused
from methodservice.lib.refusals import AlreadyDone, Refused
from roadmap.content import Content, content_of_file
from roadmap.contradictions import OrderFacts, contradictions
from roadmap.models import Programme, Reading
from roadmap.reviewing import UNDECIDED, Choice, Decision, decisions_of
from roadmap.services.writing import MOST_LINES, TITLE_LENGTH, TOO_MANY

NO_ACTIVITIES = (
    "В файле не нашли таблицы с мероприятиями. У её столбцов должны быть заголовки: «Мероприятие» и «Срок» или "
    "«Ответственный». Если мероприятия набраны текстом, сведите их в таблицу."
)
ACCEPTED = "Этот файл уже записан в черновик."
GONE = "Этого файла больше нет: его убрали."


def receive(*, upload, municipality: Municipality, programme: Programme | None, by) -> Reading:
    """Read a sent file and keep its words for the review; the person's old readings are forgotten. 3 queries.

    Raises FileRefused with a sentence: the file cannot be read, or has no activities.
    """
    found = recognise_file(upload, upload.name)
    living = [table for table in found.tables if table.kind in LIVING]
    if not any(table.rows for table in living):
        raise FileRefused(NO_ACTIVITIES)
    if sum(len(table.rows) for table in living) > MOST_LINES:
        raise FileRefused(TOO_MANY)
    name = shown_name(upload.name)
    content = _content(found, programme.kind if programme else "", PurePath(name).stem)
    order = _facts(found)
    answers = {
        "period": found.period is not None,
        "order": order and order.as_json(),
        "rows": {},
        "written": {},
    }
    with transaction.atomic():
        Reading.objects.filter(uploaded_by=by).forgotten().delete()
        return Reading.objects.create(
            municipality=municipality,
            programme=programme,
            name=name,
            content=content.as_json(),
            answers=answers,
            notes=_notes(found),
            uploaded_by=by,
        )


def _content(found: Recognised, document: str, title: str) -> Content:
    """What the file says, as far as a person has not corrected it. document, title: where it does not say."""
    year = timezone.localdate().year
    first, last = found.period or (date(year, 1, 1), date(year, 12, 31))
    return content_of_file(
        found,
        document=document or found.document or _document(found),
        title=(found.title or title)[:TITLE_LENGTH],
        first=first,
        last=last,
    )


def warnings_of(found: Recognised) -> list[str] | None:
    """All that the review would say about a file with activities, doubts first; None for others."""
    if not any(table.rows for table in found.tables if table.kind in LIVING):
        return None
    told = contradictions(_content(found, "", ""), _facts(found))
    return list(dict.fromkeys([*_notes(found), *(each.sentence for each in told)]))


def _notes(found: Recognised) -> list[str]:
    """What reading has to say, without what `contradictions` say with the place of each."""
    ours = {*stage_doubts(found.tables), *(words for table in found.tables for words in twin_doubts(table))}
    return list(dict.fromkeys(notes_of(found, without=ours)))


def _document(found: Recognised) -> str:
    return "roadmap" if any(table.kind is Kind.ROADMAP for table in found.tables) else "programme"


def _facts(found: Recognised) -> OrderFacts | None:
    """What of the order is compared and goes on to the approval."""
    order: OrderText | None = found.order
    mark = read_mark([block["text"] for block in found.mark]) if found.mark else order and order.annex
    if order is None and mark is None:
        return None
    order = order or OrderText()
    text = " ".join(filter(None, (order.title, order.preamble, *(point.text for point in order.points))))
    return OrderFacts(
        number=order.number or "",
        date=order.date,
        title=order.title or "",
        text=text,
        mark=mark.text if mark else "",
        signed=" ".join(filter(None, (order.signature_post, order.signature_name))),
        signer=order.signature_name or "",
        mark_number=(mark and mark.order_number) or "",
        mark_date=mark and mark.order_date,
    )


def lock_reading(reading: Reading) -> Reading:
    """The reading as it is now, under a row lock. Raises AlreadyDone for one accepted whole, Refused for one gone."""
    rows = Reading.objects.select_for_update(of=("self",)).select_related("municipality")
    current = rows.filter(pk=reading.pk).first()
    if current is None:
        raise Refused(GONE)
    if current.accepted:
        raise AlreadyDone(ACCEPTED)
    return current


def order_of(reading: Reading) -> OrderFacts | None:
    """What the file says about its order."""
    data = reading.answers.get("order")
    return data and OrderFacts.from_json(data)


def written_places(reading: Reading) -> dict[int, int]:
    """{place of a row: key of its item} of the rows that are in the draft; empty once the draft is deleted."""
    if reading.edition_id is None:
        return {}
    return {int(place): item for place, item in reading.answers["written"].items()}


@transaction.atomic
def keep_ticks(*, reading: Reading, offered: Collection[int], ticked: Collection[int]) -> Reading:
    """Keep which of the offered rows are taken as they are. offered: places of the rows that had a box to tick."""
    current = lock_reading(reading)
    decisions = decisions_of(current.answers)
    for place in offered:
        decision = decisions.get(place, UNDECIDED)
        if decision.choice is not Choice.OUT:
            choice = Choice.TAKE if place in ticked else Choice.NONE
            decisions[place] = replace(decision, choice=choice)
    return _keep(current, decisions)


@transaction.atomic
def keep_decision(*, reading: Reading, place: int, decision: Decision) -> Reading:
    """Keep what the person has decided about one row."""
    current = lock_reading(reading)
    return _keep(current, decisions_of(current.answers) | {place: decision})


def _keep(reading: Reading, decisions: dict[int, Decision]) -> Reading:
    rows = {str(place): each.as_json() for place, each in decisions.items() if each != UNDECIDED}
    reading.answers = reading.answers | {"rows": rows}
    reading.save(update_fields=["answers"])
    return reading


@transaction.atomic
def keep_head(*, reading: Reading, document: str, title: str, first: date, last: date) -> Reading:
    """Keep what the document is and for which days; after that its period is known."""
    current = lock_reading(reading)
    content = replace(
        Content.from_json(current.content), document=document, title=title, first=first, last=last
    )
    current.content = content.as_json()
    current.answers = current.answers | {"period": True}
    current.save(update_fields=["content", "answers"])
    return current
