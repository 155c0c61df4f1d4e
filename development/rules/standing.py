"""Where a person stands, in words: courses, category, deficits, route. Pure: plain values in, sentences out.

The card of development, the panel of the directory's card and tests read the same answer.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from development.rules.courses import watch
from methodservice.directory.models import Teacher
from methodservice.directory.templatetags.ui import ru_date
from methodservice.lib.numerals import counted
from methodservice.lib.typography import quoted

EXPIRES_SOON = timedelta(days=365)
"""So long before its end a category asks for attention: an application and its preparation take a school year."""


@dataclass(frozen=True)
class Fact:
    """One line of the standing. anchor: the section of the card behind it; kind, word: of the tag `state`, or ""."""

    name: str
    words: str
    anchor: str
    kind: str = ""
    word: str = ""


@dataclass(frozen=True)
class Held:
    """A kept attestation as the rule reads it. valid_until: the last day, None where it does not expire."""

    category: str
    decided_on: date
    valid_until: date | None

    def holds_on(self, day: date) -> bool:
        return self.decided_on <= day and (self.valid_until is None or day <= self.valid_until)


@dataclass(frozen=True)
class Going:
    """A route that is in work: steps all, done, overdue."""

    theme: str
    ends: date
    steps: int
    done: int
    late: int


WATCH_STATES = {
    "fresh": ("done", "в срок"),
    "soon": ("soon", "скоро срок"),
    "overdue": ("overdue", "пора учиться"),
}
"""State of `rules.courses.watch` → kind and word of the tag `state`."""


def training(last: date | None, hired_on: date | None, today: date) -> Fact:
    """The 36 months (ст. 47 ч. 5 п. 2 273-ФЗ). last: the end of the last kept course."""
    seen = watch(last, hired_on, today)
    kind, word = WATCH_STATES[seen.state]
    if last and seen.is_fresh:
        words = f"последнее обучение окончено {ru_date(last)}, следующее — до {ru_date(seen.due_on)}"
    elif last:
        words = f"последнее обучение окончено {ru_date(last)}, три года истекли {ru_date(seen.due_on)}"
    elif hired_on and seen.is_fresh:
        words = f"записей нет, работает с {ru_date(hired_on)}: первое обучение — до {ru_date(seen.due_on)}"
    elif hired_on:
        words = f"записей нет, хотя работает с {ru_date(hired_on)}"
    else:
        words = "записей нет"
    return Fact("Обучение", words, "courses", kind, word)


def current_category(held: Sequence[Held], today: date) -> Held | None:
    """The latest attestation in force. held: kept ones, the latest first."""
    return next((each for each in held if each.holds_on(today)), None)


def category(of_card: str, held: Sequence[Held], today: date) -> Fact:
    """Which category, until when. of_card: `Teacher.category`; held: kept attestations, the latest first."""
    labels = dict(Teacher.Category.choices)
    current = current_category(held, today)
    if current is None and held:
        ended = f"{labels[held[0].category]} — действовала по {ru_date(held[0].valid_until)}"
        return Fact("Категория", ended, "attestations", "overdue", "срок истёк")
    if current is None:
        words = f"{labels[of_card]} — по справочнику, записи об аттестации нет" if of_card else "нет"
        return Fact("Категория", words, "attestations")
    term = f"действует по {ru_date(current.valid_until)}" if current.valid_until else "бессрочно"
    words = f"{labels[current.category]} с {ru_date(current.decided_on)}, {term}"
    if of_card != current.category:
        words = f"{words}; в справочнике — {labels[of_card]}"
    if current.valid_until and current.valid_until <= today + EXPIRES_SOON:
        return Fact("Категория", words, "attestations", "soon", "скоро истечёт")
    return Fact("Категория", words, "attestations")


def deficits(kinds: Sequence[str], labels: dict[str, str], was_diagnosed: bool) -> Fact:
    """Open deficits by kind. kinds: of each open deficit; labels: {kind: «предметные»} in the order to be told."""
    if not kinds:
        words = "открытых нет" if was_diagnosed else "диагностики ещё не было"
        return Fact("Дефициты", words, "deficits")
    numbers = Counter(kinds)
    words = ", ".join(f"{labels[kind]} — {numbers[kind]}" for kind in labels if numbers[kind])
    return Fact("Дефициты", words, "deficits", "waiting", counted(len(kinds), "открыт", "открыто", "открыто"))


def route(going: Sequence[Going], drafts: int) -> Fact:
    """The route in work, the latest first, or what is there instead."""
    if not going:
        words = "есть черновик, он ещё не утверждён" if drafts else "нет"
        return Fact("Маршрут", words, "routes")
    first = going[0]
    words = f"{quoted(first.theme)} до {ru_date(first.ends)}, выполнено {first.done} из {first.steps}"
    if len(going) > 1:
        words = f"{words}; всего в работе — {len(going)}"
    late = sum(each.late for each in going)
    if late:
        return Fact("Маршрут", words, "routes", "overdue", f"просрочено: {late}")
    return Fact("Маршрут", words, "routes", "done", "идёт по плану")
