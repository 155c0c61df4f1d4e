"""Indicators from a file: read and kept for a look, then written into a draft. Nothing changes before that."""

from collections.abc import Collection
from dataclasses import replace
from pathlib import PurePath

from django.db import transaction

from methodservice.directory import audit
from methodservice.directory.models import Municipality
from methodservice.documents.recognition import recognise_file
from methodservice.lib.files import shown_name
from methodservice.lib.numerals import counted
from methodservice.lib.officefiles import FileRefused
from methodservice.lib.refusals import AlreadyDone, Refused
from monitoring.content import Content
from monitoring.models import Edition, IndicatorReading, IndicatorSet
from monitoring.reading.recognised import read_indicators
from monitoring.services.sets import add_edition, start_set
from monitoring.services.writing import MOST_INDICATORS, TOO_MANY

NO_INDICATORS = (
    "В файле не нашли таблицы показателей. У её столбцов должны быть заголовки: «Наименование показателя» и годы — "
    "«2026», «2027». Если показатели набраны текстом, сведите их в таблицу."
)
ACCEPTED = "Этот файл уже записан в черновик."
GONE = "Этого файла больше нет: его убрали."
NOTHING = "Ничего не отмечено. Отметьте показатели, которые берёте."
TITLE_LENGTH = 500


def receive(*, upload, municipality: Municipality, set: IndicatorSet | None, by) -> IndicatorReading:
    """Read a sent file and keep its words for the review; the person's old readings are forgotten. 3 queries.

    Raises FileRefused with a sentence: the file cannot be read, or has no indicators.
    """
    found = recognise_file(upload, upload.name)
    years = (found.period[0].year, found.period[1].year) if found.period else None
    name = shown_name(upload.name)
    content = read_indicators(found.tables, title=found.title or "", years=years)
    if not content.lines:
        raise FileRefused(NO_INDICATORS)
    if len(content.lines) > MOST_INDICATORS:
        raise FileRefused(TOO_MANY)
    content = replace(content, title=(content.title or PurePath(name).stem)[:TITLE_LENGTH])
    with transaction.atomic():
        IndicatorReading.objects.filter(uploaded_by=by).forgotten().delete()
        return IndicatorReading.objects.create(
            municipality=municipality, set=set, name=name, content=content.as_json(), uploaded_by=by
        )


@transaction.atomic
def accept(
    *,
    reading: IndicatorReading,
    places: Collection[int],
    title: str,
    years: tuple[int, int],
    common=False,
    by,
) -> Edition:
    """Write the lines of the places into a draft: of a set of its own, or the next edition of `reading.set`.

    common: the new set belongs to no municipality. Raises AlreadyDone for a file that is written, Refused for one gone,
    for no places, while another edition is prepared.
    """
    rows = IndicatorReading.objects.select_for_update(of=("self",))
    current = rows.filter(pk=reading.pk).first()
    if current is None:
        raise Refused(GONE)
    if current.accepted:
        raise AlreadyDone(ACCEPTED)
    content = Content.from_json(current.content)
    chosen = content.only(place for place in places if place < len(content.lines))
    if not chosen.lines:
        raise Refused(NOTHING)
    if current.set_id:
        edition = add_edition(set=current.set, content=chosen, reason=f"По файлу «{current.name}»", by=by)
    else:
        edition = start_set(
            municipality=None if common else current.municipality,
            title=title,
            first_year=years[0],
            last_year=years[1],
            content=chosen,
            by=by,
        )
    amount = counted(len(chosen.lines), "показатель", "показателя", "показателей")
    audit.record(audit.Verb.IMPORTED, by=by, obj=edition, note=f"из файла «{current.name}»: {amount}")
    current.edition, current.accepted, current.content = edition, True, {}
    current.save(update_fields=["edition", "accepted", "content"])
    return edition
