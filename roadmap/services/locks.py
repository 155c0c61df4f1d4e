"""Every change of a programme waits for its row: editing, approving and revising come one after another."""

from collections.abc import Iterable

from methodservice.lib.refusals import Refused
from roadmap.models import Edition, Programme

CLOSED = "Эта редакция утверждена: менять её нельзя. Подготовьте новую редакцию."
GONE = "Этой редакции больше нет: черновик удалили."


def lock_programme(pk: int) -> Programme:
    """The programme under a row lock, with its municipality. Raises Refused when it is gone."""
    rows = Programme.objects.select_for_update(of=("self",)).select_related("municipality")
    programme = rows.filter(pk=pk).first()
    if programme is None:
        raise Refused("Этого документа больше нет: его удалили.")
    return programme


def lock_programmes(keys: Iterable[int]) -> None:
    """Programmes under row locks, taken in the order of their keys. 1 query, none without keys."""
    if keys := sorted(set(keys)):
        list(Programme.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk"))


def lock_edition(edition: Edition) -> Edition:
    """The edition as it is now, its programme under a lock. Raises Refused when it is gone."""
    programme = lock_programme(edition.programme_id)
    current = Edition.objects.filter(pk=edition.pk).first()
    if current is None:
        raise Refused(GONE)
    current.programme = programme
    return current


def lock_draft(edition: Edition) -> Edition:
    """Like `lock_edition`; raises Refused when its words may not change any more."""
    current = lock_edition(edition)
    if not current.is_draft:
        raise Refused(CLOSED)
    return current
