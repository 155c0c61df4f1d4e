"""Indicators of a programme: a set is linked, unlinked, or begun from the tables of an edition."""

from django.db import transaction

from methodservice.directory import audit
from methodservice.lib.refusals import AlreadyDone, Refused
from monitoring.models import Edition as IndicatorEdition
from monitoring.models import IndicatorSet
from monitoring.reading.recognised import read_indicators
from monitoring.services.sets import start_set
from monitoring.services.writing import MOST_INDICATORS, TOO_MANY
from roadmap.indicator_tables import recognised_tables
from roadmap.models import Edition, Programme, ProgrammeIndicators
from roadmap.services.locks import lock_programme

LINKED = "Эти показатели уже связаны с документом."
UNLINKED = "Эти показатели уже не связаны с документом."
NOTHING = "В документе нет таблицы показателей, из которой их можно завести."
BEGUN = "Показатели из этого документа уже заведены."


@transaction.atomic
def link(*, programme: Programme, set: IndicatorSet, by) -> ProgrammeIndicators:
    """Raises AlreadyDone when they are linked."""
    current = lock_programme(programme.pk)
    row, made = ProgrammeIndicators.objects.get_or_create(
        programme=current, set=set, defaults={"made_by": by}
    )
    if not made:
        raise AlreadyDone(LINKED)
    _tell(current, by, "—", set.title)
    return row


@transaction.atomic
def unlink(*, link: ProgrammeIndicators, by) -> None:
    """The set stays as it is. Raises AlreadyDone when they are not linked."""
    current = lock_programme(link.programme_id)
    row = ProgrammeIndicators.objects.select_related("set").filter(pk=link.pk).first()
    if row is None:
        raise AlreadyDone(UNLINKED)
    _tell(current, by, row.set.title, "—")
    row.delete()


def _tell(programme: Programme, by, before: str, after: str) -> None:
    audit.record(audit.Verb.CHANGED, by=by, obj=programme, changes={"Показатели": [before, after]})


@transaction.atomic
def begin_indicators(*, edition: Edition, by) -> IndicatorEdition:
    """A set in draft from the tables of indicators and targets of the edition, linked to its programme.

    Raises AlreadyDone when a set of the same title is linked, Refused when there is nothing to read.
    """
    current = lock_programme(edition.programme_id)
    years = (edition.first.year, edition.last.year)
    content = read_indicators(
        recognised_tables(edition.parts.all()), title=f"Показатели: {edition.title}"[:500], years=years
    )
    if not content.lines:
        raise Refused(NOTHING)
    if len(content.lines) > MOST_INDICATORS:
        raise Refused(TOO_MANY)
    if ProgrammeIndicators.objects.filter(programme=current, set__title=content.title).exists():
        raise AlreadyDone(BEGUN)
    made = start_set(
        municipality=current.municipality, title=content.title, first_year=years[0], last_year=years[1],
        content=content, by=by,
    )  # fmt: skip
    link(programme=current, set=made.set, by=by)
    return made
