"""Filling in a return: texts as typed, the portal's figures, sending it, taking it back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from methodservice.directory import audit
from methodservice.lib.refusals import AlreadyDone, Refused
from monitoring.models import Return, Value
from monitoring.prefill import PARTS, known_of
from monitoring.rules.numbers import written
from monitoring.services.following import follow
from monitoring.services.locks import lock_return
from monitoring.services.opening import value_for
from monitoring.sheet import FIELDS, LONGEST_WORD, Line, Sheet, key_of, read_sheet, reader_of
from monitoring.workflow import move_return

CLOSED = "Сбор закрыт: сведения больше не меняются."
NOT_OPEN = "Сведения уже отправлены. Чтобы изменить их, сначала отзовите."
ACCEPTED = "Сведения уже приняты. Если в них ошибка, напишите методисту: он вернёт их на исправление."
NAMES = {
    "numerator": "число",
    "denominator": "от какого числа",
    "no_data": "сведений нет",
    "word": "пояснение",
}
SHARE_NAMES = NAMES | {"numerator": "числитель", "denominator": "знаменатель"}
VALUE_FIELDS = ("numerator", "denominator", "no_data", "word", "typed", "touched", "asked_again")

Texts = Mapping[str, str]
"""{field: as typed}; «no_data» is «on» or an empty text."""


@dataclass(frozen=True)
class Clash:
    """A field that somebody else changed since the form was opened: what is saved, what was typed here."""

    label: str
    saved: str
    typed: str


@dataclass(frozen=True)
class Saved:
    """clashes: what was not written because somebody else had changed it."""

    sheet: Sheet
    clashes: list[Clash] = field(default_factory=list)
    is_changed: bool = False

    @property
    def given(self) -> Return:
        return self.sheet.given


@transaction.atomic
def save_texts(
    *,
    given: Return,
    typed: Mapping[int, Texts],
    base: Mapping[str, Texts],
    by,
    is_own: Callable[[Return], bool] = lambda current: False,
) -> Saved:
    """Keep what was typed, whatever it is: {value's key: texts}; fields that are absent stay.

    base: what the form was opened with (`Sheet.base`): only fields that differ from it are written, and one that
    somebody else changed meanwhile is not overwritten but told; {}: all is written. is_own(return as it is now): the
    newer texts came from the same opened page. Raises Refused when the return may not be filled in.
    """
    current = _lock_open(given)
    sheet = read_sheet(current)
    changed, clashes = [], []
    changes: dict[str, list[str]] = {}
    if is_own(current):
        base = {}
    for line in sheet.lines:
        opened_with = line.texts | dict(base.get(str(line.value.pk), {}))
        wanted = {}
        for name, text in typed.get(line.value.pk, {}).items():
            stands = line.texts[name]
            if _same(line, name, text, opened_with[name]):
                continue
            if _same(line, name, opened_with[name], stands) or _same(line, name, text, stands):
                wanted[name] = text
            else:
                clashes.append(Clash(f"{line.label}. {_name(line, name)}", stands, text))
        before = line.texts
        if wanted and _write(line, before | wanted):
            changed.append(line)
            _tell(changes, line, before)
    if changed:
        _keep(current, changed, changes, by=by)
    return Saved(sheet, clashes, bool(changed))


def _same(line: Line, name: str, one: str, other: str) -> bool:
    """«12,0» and «12» are the same number."""
    if one.strip() == other.strip():
        return True
    if name not in PARTS:
        return False
    try:
        read = reader_of(line.definition)
        return read(one) == read(other)
    except ValueError:
        return False


def _write(line: Line, texts: Texts) -> bool:
    """Put the texts into the line's value and `unread`. True when anything changed."""
    before = line.texts
    value, unread = line.value, {}
    value.no_data = bool(texts["no_data"])
    numbers: dict[str, Decimal | None] = dict.fromkeys(PARTS)
    for part in () if value.no_data else line.parts:
        try:
            numbers[part] = reader_of(line.definition)(texts[part])
        except ValueError:
            unread[part] = texts[part]
    if [numbers[part] for part in PARTS] != [getattr(value, part) for part in PARTS]:
        value.touched = True
        for part in PARTS:
            setattr(value, part, numbers[part])
        value.typed = any(
            number is not None and number != getattr(value, f"known_{part}")
            for part, number in numbers.items()
        )
    word = texts["word"].strip()
    if len(word) > LONGEST_WORD:
        unread["word"] = word
    else:
        value.word = word
    line.unread = unread
    if line.texts == before:
        return False
    value.asked_again = ""
    return True


def _tell(changes: dict[str, list[str]], line: Line, before: Texts) -> None:
    for name, text in line.texts.items():
        if text != before[name]:
            label = f"{line.label}. {_name(line, name)}"
            changes[label] = [_in_words(line, name, before[name]), _in_words(line, name, text)]


def _name(line: Line, name: str) -> str:
    return (SHARE_NAMES if line.definition.is_share else NAMES)[name]


def _in_words(line: Line, name: str, text: str) -> str:
    if name == "no_data":
        return "да" if text else "нет"
    if name == "numerator" and line.definition.is_yes_no:
        return {"1": "да", "0": "нет"}.get(text, text) or "—"
    return text[:1000] or "—"


def _keep(current: Return, lines: list[Line], changes: dict, *, by) -> None:
    """Write the lines, what could not be read, and the journal: 3 queries and the journal's."""
    Value.objects.bulk_update([line.value for line in lines], VALUE_FIELDS)
    unread = dict(current.unread)
    for line in lines:
        for name in FIELDS:
            unread.pop(key_of(line.value, name), None)
        unread |= {key_of(line.value, name): text for name, text in line.unread.items()}
    current.unread = unread
    current.opened_at = current.opened_at or timezone.now()
    current.version += 1
    current.save(update_fields=["unread", "opened_at", "version"])
    _journal(current, changes, by=by)


def _journal(given: Return, changes: dict[str, list[str]], *, by) -> None:
    """One row of the journal for a page of typing: see `audit.record_typing`."""
    recent = audit.typed_lately(given, by=by)
    if recent is None:
        audit.record(audit.Verb.CHANGED, by=by, obj=given, changes=changes)
        return
    for name, (before, after) in changes.items():
        recent.changes[name] = [recent.changes.get(name, [before])[0], after]
    recent.save(update_fields=["changes"])


@transaction.atomic
def agree(*, given: Return, value: int, by) -> Saved:
    """Take the portal's figure instead of what was typed. value: key of the value."""
    current = _lock_open(given)
    line = read_sheet(current).line_of(value)
    if line is None or not line.is_known:
        raise Refused("По этому показателю у портала нет своего числа.")
    known = {
        part: written(getattr(line.value, f"known_{part}"))
        for part in line.parts
        if getattr(line.value, f"known_{part}") is not None
    }
    saved = save_texts(given=current, typed={value: known | {"no_data": ""}}, base={}, by=by)
    current.values.filter(pk=value).update(touched=True)
    return saved


@transaction.atomic
def confirm(*, given: Return, value: int, by) -> Return:
    """What stands there is right by the new edition as well. value: key of the value."""
    current = _lock_open(given)
    line = read_sheet(current).line_of(value)
    if line is None or not line.value.asked_again:
        raise AlreadyDone("Это число уже проверено.")
    if not line.is_answered:
        raise Refused("Сначала впишите число.", f"value-{value}")
    line.value.asked_again = ""
    _keep(current, [line], {f"{line.label}. проверено по новой редакции": ["нет", "да"]}, by=by)
    return current


@transaction.atomic
def refresh(*, given: Return, by) -> int:
    """Ask the portal's figures anew; returns how many values changed. Numbers that a person typed stay, those that
    stood as the portal gave them follow. One query for each figure, as when the campaign was opened."""
    current = _lock_open(given)
    sheet = read_sheet(current)
    known = known_of(current.campaign, [line.definition for line in sheet.lines])
    changed, changes = [], {}
    for line in sheet.lines:
        fresh = value_for(current.campaign, line.definition, current, known)
        before = line.texts
        if not follow(line.value, fresh, line.unread):
            continue
        changed.append(line)
        _tell(changes, line, before)
    if changed:
        Value.objects.bulk_update([line.value for line in changed], [f"known_{part}" for part in PARTS])
        _keep(current, changed, changes, by=by)
    return len(changed)


@transaction.atomic
def submit(*, given: Return, by) -> Return:
    """Send the return to be looked at. Raises Refused with what is still to be mended, AlreadyDone on a second click.

    Late is what was first sent after its last day; a correction of a returned one keeps what it was.
    """
    current = lock_return(given.pk)
    if current.state == Return.State.SUBMITTED:
        raise AlreadyDone("Сведения уже отправлены.")
    _refuse_closed(current)
    sheet = read_sheet(current, checked=True)
    if sheet.stopped:
        raise Refused(_to_mend(sheet), f"value-{sheet.stopped[0].value.pk}")
    now = timezone.now()
    is_first = current.submitted_at is None
    late = timezone.localdate(now) > current.due if is_first else current.submitted_late
    current.values.filter(touched=False).update(touched=True)
    move_return(
        current,
        to=Return.State.SUBMITTED,
        by=by,
        opened_at=current.opened_at or now,
        submitted_at=now,
        submitted_late=late,
    )
    return current


def _to_mend(sheet: Sheet) -> str:
    numbers = ", ".join(line.label for line in sheet.stopped)
    return f"Не отправлено. Осталось заполнить или пояснить показатели: {numbers}."


@transaction.atomic
def withdraw(*, given: Return, by) -> Return:
    """Take back what nobody has accepted or returned yet."""
    current = lock_return(given.pk)
    if current.state in Return.OPEN:
        raise AlreadyDone("Сведения уже можно менять.")
    _refuse_closed(current)
    if current.state == Return.State.ACCEPTED:
        raise Refused(ACCEPTED)
    move_return(
        current, to=Return.State.DRAFT, by=by, note="отозваны", submitted_at=None, submitted_late=False
    )
    return current


def _lock_open(given: Return) -> Return:
    """The return as it is now, locked. Raises Refused when it may not be filled in."""
    current = lock_return(given.pk)
    refuse_closed_to_typing(current)
    return current


def refuse_closed_to_typing(given: Return) -> None:
    """Raises Refused when the return may not be filled in now."""
    _refuse_closed(given)
    if given.state == Return.State.ACCEPTED:
        raise Refused(ACCEPTED)
    if given.state not in Return.OPEN:
        raise Refused(NOT_OPEN)


def _refuse_closed(given: Return) -> None:
    if not given.campaign.is_open:
        raise Refused(CLOSED)
