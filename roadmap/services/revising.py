"""Ежегодный пересмотр: the next edition out of the one in force (Положение Ижморского округа, п. 3.6)."""

from collections.abc import Collection
from datetime import date

from django.db import transaction

from methodservice.lib.refusals import AlreadyDone, Refused
from roadmap.content import content_of
from roadmap.difference import difference_of
from roadmap.models import ChangeReason, Edition, Programme
from roadmap.revising import base_of, offers_of
from roadmap.services.locks import lock_programme
from roadmap.services.reasons import write_reasons
from roadmap.services.writing import add_edition
from roadmap.shifting import moved

PREPARED = "Новая редакция уже готовится: вот она."
NOT_APPROVED = "Пересматривать нечего: утверждённой редакции нет."
NOTHING_KEPT = "Отметьте хотя бы один пункт, который останется."
CHANGED = "Пока вы выбирали, вступила в силу другая редакция. Посмотрите её пункты ещё раз."


@transaction.atomic
def revise(
    *,
    programme: Programme,
    base: Edition,
    years: int,
    kept: Collection[int],
    kind: str,
    reason: str,
    today: date,
    by,
) -> Edition:
    """A draft with the kept items (their keys), so many years later; each change gets the common reason, what was not
    done its own. base: the edition that was read.

    Raises AlreadyDone while another draft is there, Refused when nothing is kept or the base is another by now.
    """
    current = lock_programme(programme.pk)
    if current.editions.filter(state=Edition.State.DRAFT).exists():
        raise AlreadyDone(PREPARED)
    found = base_of(current)
    if found is None:
        raise Refused(NOT_APPROVED)
    if found.pk != base.pk:
        raise Refused(CHANGED)
    found.programme = current
    offers = offers_of(found, years=years, today=today)
    staying = {each.item for each in offers} & set(kept)
    if not staying:
        raise Refused(NOTHING_KEPT)
    content = moved(content_of(found), years, staying)
    edition = add_edition(programme=current, content=content, reason=reason, by=by)
    unfinished = {each.item for each in offers if each.is_unfinished}
    changed = {line.item for line in difference_of(edition).items.lines}
    late = changed & staying & unfinished
    write_reasons(edition, changed - late, kind=kind, text=reason)
    write_reasons(edition, late, kind=ChangeReason.Kind.UNFINISHED, text=reason)
    return edition
