"""What stands in returns follows the portal: its figures come anew, or an edition tells it to count otherwise."""

from collections.abc import Collection, Iterable

from methodservice import registries
from methodservice.directory import audit
from methodservice.lib.numerals import counted
from monitoring.models import Campaign, Definition, Edition, Return, Value
from monitoring.prefill import PARTS, known_of
from monitoring.rules.checks import amount_of
from monitoring.services.opening import value_for
from monitoring.sheet import FIELDS, key_of, told
from monitoring.workflow import move_return

OTHERWISE = "Показатель теперь считается иначе (редакция {})."
CHECK = "Показатели изменились (редакция {}). Проверьте отмеченные числа и отправьте сведения снова."


def follow(value: Value, fresh: Value, unread: Collection[str] = ()) -> bool:
    """Take the portal's figures of `fresh`: a number that stood as the portal gave it follows, one that a person typed
    stays. unread: fields that hold a text that is no number. → whether any figure is another one."""
    if all(getattr(fresh, f"known_{part}") == getattr(value, f"known_{part}") for part in PARTS):
        return False
    for part in PARTS:
        number, was = getattr(value, part), getattr(value, f"known_{part}")
        if not value.no_data and part not in unread and number == was:
            setattr(value, part, getattr(fresh, part))
        setattr(value, f"known_{part}", getattr(fresh, f"known_{part}"))
    return True


def source_of(definition: Definition) -> tuple:
    """What the portal's numbers of the indicator depend on: figures, the time that they count, what is asked."""
    return (definition.is_yes_no, definition.is_share, *(_counts(definition, part) for part in PARTS))


def _counts(definition: Definition, part: str) -> tuple[str, str]:
    key = getattr(definition, f"{part}_figure")
    figure = registries.figures.get(key)
    has_window = figure is not None and not figure.on_day
    return key, getattr(definition, f"{part}_window") if has_window else ""


def follow_edition(
    campaign: Campaign,
    before: Iterable[Definition],
    edition: Edition,
    definitions: Iterable[Definition],
    *,
    by,
) -> None:
    """Values that the edition lets the portal count otherwise, in all returns that are not accepted.

    Nobody has touched it: it follows. A number that a person took or sent as the portal gave it follows too, but is
    asked again where it changed; what a person said stays and is asked again, unless the portal now says the same. A
    return on its way to the methodist goes back. Under the lock of the campaign; a few
    queries and 1 for each figure, 2 for each return that goes back.
    """
    then = {definition.indicator_id: source_of(definition) for definition in before}
    changed = {
        definition.indicator_id: definition
        for definition in definitions
        if then.get(definition.indicator_id, source_of(definition)) != source_of(definition)
    }
    if not changed:
        return
    open_ones = Return.objects.filter(campaign=campaign).exclude(state=Return.State.ACCEPTED)
    keys = [given.pk for given in open_ones.select_for_update(of=("self",)).order_by("pk")]
    rows = Return.objects.filter(pk__in=keys).exclude(state=Return.State.ACCEPTED)
    returns = {given.pk: given for given in rows.select_related("campaign__municipality", "school")}
    known = known_of(campaign, changed.values())
    touched: dict[int, list[Value]] = {}
    for value in Value.objects.filter(given__in=returns, indicator__in=changed).order_by("given", "pk"):
        given, definition = returns[value.given_id], changed[value.indicator_id]
        if _follow_definition(
            value, definition, given, value_for(campaign, definition, given, known), edition
        ):
            touched.setdefault(given.pk, []).append(value)
    fields = [*PARTS, *(f"known_{part}" for part in PARTS), "typed", "asked_again"]
    Value.objects.bulk_update(
        [value for values in touched.values() for value in values], fields, batch_size=500
    )
    _tell([(returns[key], values) for key, values in touched.items()], edition, by=by)


def _follow_definition(
    value: Value, definition: Definition, given: Return, fresh: Value, edition: Edition
) -> bool:
    """→ whether anything about the value changed."""
    unread = {name for name in FIELDS if key_of(value, name) in given.unread}
    then = told(definition, amount_of(value), with_parts=True)
    is_typed = value.typed or value.no_data or bool(unread)
    numbers = [getattr(value, part) for part in PARTS]
    is_other = follow(value, fresh, unread)
    value.typed = value.typed and any(
        getattr(value, part) is not None and getattr(value, part) != getattr(value, f"known_{part}")
        for part in PARTS
    )
    has_moved = numbers != [getattr(value, part) for part in PARTS]
    if is_typed and not _is_confirmed(value, definition, unread):
        value.asked_again = _why(edition, _stays(value, then))
    elif has_moved and value.touched:
        value.asked_again = _why(edition, _moved(then, told(definition, amount_of(value), with_parts=True)))
    return is_other or bool(value.asked_again)


def _is_confirmed(value: Value, definition: Definition, unread: Collection[str]) -> bool:
    """Whether the portal now says what the person did."""
    asked = PARTS if definition.is_share else PARTS[:1]
    return not unread and all(
        getattr(value, part) is not None and getattr(value, part) == getattr(value, f"known_{part}")
        for part in asked
    )


def _why(edition: Edition, words: str) -> str:
    return f"{OTHERWISE.format(edition.number)} {words}"


def _stays(value: Value, then: str) -> str:
    said = "что сведений нет" if value.no_data else then
    return (
        f"Вы указали: {_ended(said)} Проверьте, верно ли это."
        if said
        else "Проверьте, верно ли то, что указано."
    )


def _moved(then: str, now: str) -> str:
    if not now:
        return f"Было: {_ended(then)} Портал этого больше не считает: впишите число."
    return f"Было: {then or 'пусто'}, по данным портала стало: {_ended(now)} Проверьте, верно ли это."


def _ended(words: str) -> str:
    """«12 чел.» ends a sentence already."""
    return words if words.endswith(".") else f"{words}."


def _tell(touched: list[tuple[Return, list[Value]]], edition: Edition, *, by) -> None:
    """The journal of each return; what was sent goes back with the reason."""
    events, kept = [], []
    for given, values in touched:
        amount = counted(len(values), "показатель", "показателя", "показателей")
        note = f"редакция {edition.number}: портал считает иначе {amount}"
        if given.state == Return.State.SUBMITTED and any(value.asked_again for value in values):
            move_return(
                given, to=Return.State.RETURNED, by=by, note=note, comment=CHECK.format(edition.number)
            )
            continue
        given.version += 1
        kept.append(given)
        events.append(audit.event(audit.Verb.CHANGED, by=by, obj=given, note=note))
    Return.objects.bulk_update(kept, ["version"], batch_size=500)
    audit.AuditEvent.objects.bulk_create(events, batch_size=500)
