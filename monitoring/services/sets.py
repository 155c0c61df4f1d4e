"""A set of indicators: begun, put in force, revised. One edition counts at a time, the one after it is a draft."""

from django.db import transaction
from django.utils import timezone

from methodservice import registries
from methodservice.directory import audit
from methodservice.directory.models import Municipality
from methodservice.lib.numerals import counted
from methodservice.lib.refusals import AlreadyDone, Refused
from monitoring.content import Content
from monitoring.models import Definition, Edition, Indicator, IndicatorSet, Target
from monitoring.rules.changes import Planned, TargetChange, changed_targets, ungrounded
from monitoring.services.adopting import take_along
from monitoring.services.locks import lock_edition, lock_set
from monitoring.services.writing import copy_lines, write_lines
from monitoring.workflow import move_edition

CLOSED = "Эта редакция уже не черновик: менять её нельзя. Подготовьте новую редакцию."
GONE = "Этой редакции больше нет: черновик удалили."
COMING = "Новая редакция уже готовится."
EMPTY = "В редакции нет ни одного показателя. Добавьте хотя бы один."
NO_REASON = "Напишите, почему меняются показатели."
NO_GROUND = "Укажите основание каждого изменения цели: без него {}."
NO_FIGURE = "Показатель «{}» берёт данные, которых портал больше не ведёт. Выберите другие."


def lock_draft(edition: Edition) -> Edition:
    """The edition under the lock of its set. Raises Refused when it is gone or no draft any more."""
    try:
        current = lock_edition(edition.pk)
    except Refused as missing:
        raise Refused(GONE) from missing
    if not current.is_draft:
        raise Refused(CLOSED)
    return current


def tell(edition: Edition, *, by, note: str, changes: dict | None = None) -> None:
    """A change of the draft: its version grows, the journal keeps the words."""
    edition.version += 1
    edition.save(update_fields=["version"])
    audit.record(audit.Verb.CHANGED, by=by, obj=edition, note=note, changes=changes)


@transaction.atomic
def start_set(
    *,
    municipality: Municipality | None,
    title: str,
    first_year: int,
    last_year: int,
    content: Content | None = None,
    by,
) -> Edition:
    """A set with its first edition, a draft. municipality None: a common set. content: what a file said."""
    made = IndicatorSet.objects.create(
        municipality=municipality, title=title, first_year=first_year, last_year=last_year
    )
    audit.record(audit.Verb.CREATED, by=by, obj=made)
    return _begun(made, 1, "", content, {}, by)


@transaction.atomic
def add_edition(*, set: IndicatorSet, content: Content, reason: str, by) -> Edition:
    """The next edition by a file. A line whose name the last edition has once is about the same indicator.

    Raises Refused while another edition is being prepared.
    """
    current = lock_set(set.pk)
    number = _next_number(current)
    base = current.editions.order_by("-number").first()
    return _begun(current, number, reason, content, same_indicators(base, content), by)


@transaction.atomic
def revise(*, set: IndicatorSet, reason: str, by) -> Edition:
    """A new draft that says what the last edition says. Raises Refused without a reason or while one is prepared."""
    current = lock_set(set.pk)
    number = _next_number(current)
    if not reason.strip():
        raise Refused(NO_REASON, "reason")
    base = current.editions.order_by("-number").first()
    edition = Edition.objects.create(set=current, number=number, reason=reason.strip(), tables=base.tables)
    count = copy_lines(base, edition)
    audit.record(audit.Verb.CREATED, by=by, obj=edition, note=_amount(count))
    return edition


def _next_number(current: IndicatorSet) -> int:
    numbers = dict(current.editions.values_list("number", "state"))
    if Edition.State.DRAFT in numbers.values():
        raise Refused(COMING)
    return max(numbers, default=0) + 1


def _begun(made: IndicatorSet, number: int, reason: str, content: Content | None, same: dict, by) -> Edition:
    edition = Edition.objects.create(set=made, number=number, reason=reason)
    count = write_lines(edition, content, same) if content else 0
    audit.record(audit.Verb.CREATED, by=by, obj=edition, note=_amount(count) if count else "")
    return edition


def _amount(count: int) -> str:
    return counted(count, "показатель", "показателя", "показателей")


def same_indicators(base: Edition | None, content: Content) -> dict[int, int]:
    """{place of a line: key of its indicator} of names that stand once on either side. 1 query."""
    if base is None:
        return {}
    there: dict[str, list[int]] = {}
    for name, indicator in base.definitions.values_list("name", "indicator"):
        there.setdefault(_plain(name), []).append(indicator)
    here: dict[str, list[int]] = {}
    for place, line in enumerate(content.lines):
        here.setdefault(_plain(line.name), []).append(place)
    return {
        places[0]: there[name][0]
        for name, places in here.items()
        if name and len(places) == 1 and len(there.get(name, ())) == 1
    }


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


@transaction.atomic
def change_set(*, set: IndicatorSet, title: str, first_year: int, last_year: int, by) -> IndicatorSet:
    """Its name and the years of the programme."""
    current = lock_set(set.pk)
    before = audit.state_of(current)
    current.title, current.first_year, current.last_year = title, first_year, last_year
    current.save(update_fields=["title", "first_year", "last_year"])
    audit.record_change(by=by, obj=current, before=before)
    return current


@transaction.atomic
def discard(*, edition: Edition, by) -> bool:
    """Throw the draft away; the whole set when nothing of it was ever in force. → whether the set stays."""
    try:
        current = lock_edition(edition.pk)
    except Refused as missing:
        raise AlreadyDone("Черновик уже удалён.") from missing
    if not current.is_draft:
        raise Refused(CLOSED)
    made = current.set
    audit.record(audit.Verb.DELETED, by=by, obj=current)
    current.delete()
    Indicator.objects.filter(set=made, definitions=None).delete()
    if made.editions.exists():
        return True
    audit.record(audit.Verb.DELETED, by=by, obj=made)
    made.delete()
    return False


def planned_by(edition: Edition) -> dict[tuple[int, int], Planned]:
    """Targets by indicator and year in the order of the edition. 1 query."""
    rows = (
        Target.objects.filter(definition__edition=edition)
        .order_by("definition__position", "definition", "year")
        .values_list("definition__indicator", "year", "value", "ground", "reason")
    )
    return {(indicator, year): Planned(*said) for indicator, year, *said in rows}


def edition_before(edition: Edition) -> Edition | None:
    """That a reader compares with: the number before. 1 query."""
    return Edition.objects.filter(set=edition.set_id, number__lt=edition.number).order_by("-number").first()


def changes_of(edition: Edition, before: Edition | None) -> list[TargetChange]:
    """Targets that differ from the edition before. 2 queries."""
    return changed_targets(planned_by(before), planned_by(edition)) if before else []


@transaction.atomic
def put_in_force(*, edition: Edition, by) -> Edition:
    """The draft counts from now on, the former edition is superseded; campaigns that are not closed adopt it: at
    once those of a municipality's own set, by a job those of a common one.

    Refused without indicators, with a figure that is gone, and, from the second edition on, without a reason or while a
    target changed without a ground. For each open campaign of an own set: 1 query for a figure and a few more.
    """
    current = lock_edition(edition.pk)
    if current.state == Edition.State.IN_FORCE:
        raise AlreadyDone("Редакция уже действует.")
    definitions = list(Definition.objects.of(current))
    if refusal := obstacle(current, definitions, changes_of(current, edition_before(current))):
        raise Refused(refusal)
    former = Edition.objects.filter(set=current.set_id).in_force().first()
    if former:
        former.set = current.set
        move_edition(former, to=Edition.State.SUPERSEDED, by=by, note=f"редакция {current.number}")
    move_edition(current, to=Edition.State.IN_FORCE, by=by, in_force_at=timezone.now())
    take_along(set=current.set, by=by)
    return current


def obstacle(edition: Edition, definitions: list[Definition], changes: list[TargetChange]) -> str:
    """Why the draft may not come into force yet; "" when it may. Pure."""
    if not definitions:
        return EMPTY
    for definition in definitions:
        for key in (definition.numerator_figure, definition.denominator_figure):
            if key and key not in registries.figures:
                return NO_FIGURE.format(definition)
    if edition.number > 1 and not edition.reason.strip():
        return NO_REASON
    if left := len(ungrounded(changes)):
        return NO_GROUND.format(counted(left, "изменение", "изменения", "изменений"))
    return ""
