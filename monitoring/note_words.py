"""The draft of an analytical note, written from the numbers alone: what was measured, what came out, where the target
is missed. Causes are for people to write. Pure.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from methodservice.lib.dates import long_date
from methodservice.lib.numerals import agree, counted
from methodservice.lib.typography import bind
from monitoring.models import Verdict
from monitoring.words import NO_TARGET, difference_words, exact_words, number_words, size_words

MOST_NAMED = 10
"""Organisations that a sentence names; the others are counted."""


@dataclass(frozen=True)
class OfSchool:
    """An organisation and its value to date, None where it has none."""

    key: int
    name: str
    value: Decimal | None


@dataclass(frozen=True)
class Line:
    """An indicator of the campaign. title: with its number; value: to date; history: (period, value) of earlier
    campaigns in order of time, targets: theirs; below: organisations that miss the target, the worst first; missing:
    organisations without an accepted answer."""

    indicator: int
    title: str
    name: str
    unit: str
    more_is_better: bool
    target: Decimal | None
    value: Decimal | None
    verdict: str
    counted: int = 0
    missing: int = 0
    by_municipality: bool = False
    history: tuple[tuple[str, Decimal | None], ...] = ()
    targets: tuple[Decimal | None, ...] = ()
    below: tuple[OfSchool, ...] = ()

    @property
    def value_words(self) -> str:
        return number_words(self.value, self.unit, target=self.target)

    @property
    def target_words(self) -> str:
        return NO_TARGET if self.target is None else exact_words(self.target, self.unit)

    @property
    def difference(self) -> str:
        """From the target: «−18 п. п.»; "" without one of the two."""
        return difference_words(self.value, self.target, self.unit)

    @property
    def is_short(self) -> bool:
        """The target is missed, or not reached yet."""
        return self.verdict in (Verdict.MISSED, Verdict.NOT_YET)

    @property
    def gap(self) -> str:
        """How far from the target: «не хватает 18 п. п.», «больше допустимого на 3 чел.»."""
        if not self.is_short or self.value is None or self.target is None:
            return ""
        words = size_words(self.target - self.value, self.unit)
        return f"не хватает {words}" if self.more_is_better else f"больше цели на {words}"

    @property
    def trend(self) -> str:
        """Against the latest earlier period that has a value: «рост на 7 п. п.: было 55 %», «без изменений»."""
        if self._before is None or self.value is None:
            return ""
        _, before = self._before
        if self.value == before:
            return "без изменений"
        word = "рост" if self.value > before else "снижение"
        change = size_words(self.value - before, self.unit)
        return f"{word} на {change}: было {number_words(before, self.unit)}"

    @property
    def dated_trend(self) -> str:
        """«рост на 7 п. п.: было 55 % (I полугодие 2026 года)»."""
        return f"{self.trend} ({self._before[0]})" if self.trend else ""

    @property
    def _before(self) -> tuple[str, Decimal] | None:
        known = [(period, value) for period, value in self.history if value is not None]
        return known[-1] if known else None


@dataclass(frozen=True)
class Facts:
    """What a note is written from. order: words of the order on monitoring, "" without one; asked, accepted: numbers of
    organisations; absent: names of those whose answers are not in the results."""

    title: str
    period: str
    year: int
    ends_year: bool
    cut_off: date
    set_title: str
    edition: int
    order: str
    asked: int
    accepted: int
    absent: tuple[str, ...]
    lines: tuple[Line, ...]


def drafted(facts: Facts) -> dict[str, str]:
    """{section of `Note.SECTIONS`: text}."""
    texts = {
        "ground": _ground(facts),
        "aim": _aim(facts),
        "subject": _subject(facts),
        "methods": "Сбор сведений организаций и их проверка методической службой, сравнение с целевыми значениями "
        "и с предыдущими периодами.",
        "sources": _sources(facts),
        "analysis": "\n".join(paragraph_of(line) for line in facts.lines),
        "conclusions": "\n".join(_conclusions(facts)),
        "problems": "\n".join(_problems(facts)),
    }
    return {section: bind(text) for section, text in texts.items()}


def _ground(facts: Facts) -> str:
    if facts.order:
        return _ended(facts.order)
    return f"Итоги мониторинга «{facts.title}» за {facts.period}."


def _aim(facts: Facts) -> str:
    return (
        f"Определить, достигнуты ли целевые значения показателей на {facts.year} год, и какие организации "
        "отстают от них."
    )


def _subject(facts: Facts) -> str:
    number = counted(len(facts.lines), "показатель", "показателя", "показателей")
    return _ended(
        f"Показатели «{facts.set_title}» (редакция {facts.edition}): {number} за {facts.period}, "
        f"данные на {long_date(facts.cut_off)}"
    )


def _sources(facts: Facts) -> str:
    words = f"Принятые сведения организаций: {facts.accepted} из {facts.asked}."
    return f"{words} Не вошли сведения: {named(facts.absent)}." if facts.absent else words


def paragraph_of(line: Line) -> str:
    """An indicator in a few sentences."""
    head = f"{line.title}: {line.value_words}"
    if line.target is not None:
        head += f" при цели {line.target_words}"
    sentences = [head, _verdict(line)]
    if line.dated_trend:
        sentences.append(f"По сравнению с предыдущим периодом: {line.dated_trend}")
    if line.below:
        sentences.append(f"Не достигли цели: {named(_school_words(line, each) for each in line.below)}")
    if line.missing:
        sentences.append(f"Нет данных {_of_organisations(line.missing)}")
    return " ".join(_ended(sentence) for sentence in sentences)


def _ended(sentence: str) -> str:
    """With its full stop, which «чел.» and «п. п.» bring along."""
    return sentence if sentence.endswith(".") else f"{sentence}."


def _verdict(line: Line) -> str:
    words = Verdict(line.verdict).label
    return f"{words}: {line.gap}" if line.gap else words


def _school_words(line: Line, school: OfSchool) -> str:
    return f"{school.name} ({number_words(school.value, line.unit, target=line.target)})"


def _of_organisations(number: int) -> str:
    return f"{number} {agree(number, 'организации', 'организаций', 'организаций')}"


def _conclusions(facts: Facts) -> Iterable[str]:
    total = len(facts.lines)
    yield f"Всего показателей: {total}."
    for verdict, words in (
        (Verdict.REACHED, "Цель достигнута"),
        (Verdict.NOT_YET, "Цель года пока не достигнута"),
        (Verdict.MISSED, "Цель не достигнута"),
        (Verdict.NO_TARGET, "Цель не установлена"),
        (Verdict.NO_DATA, "Нет данных"),
    ):
        rows = [line for line in facts.lines if line.verdict == verdict]
        if rows:
            yield _ended(f"{words} — {len(rows)}: {'; '.join(_with_number(line) for line in rows)}")


def _with_number(line: Line) -> str:
    return f"{line.title} ({line.value_words})" if line.value is not None else line.title


def _problems(facts: Facts) -> Iterable[str]:
    for line in facts.lines:
        if line.is_short:
            sentence = f"{line.title}: {line.gap or 'цель не достигнута'}"
            if number := len(line.below):
                verb = agree(number, "не достигла", "не достигли", "не достигли")
                sentence += f"; {verb} цели {_counted_organisations(number)}"
                sentence += f" из {line.counted}" if line.counted else ""
            yield _ended(sentence)
    if facts.absent:
        yield f"Сведения не вошли в итоги: {named(facts.absent)}."


def _counted_organisations(number: int) -> str:
    return counted(number, "организация", "организации", "организаций")


def named(names: Iterable[str]) -> str:
    """The names in one row; after MOST_NAMED the others are counted: «СОШ № 1, СОШ № 2 и ещё 3»."""
    names = list(names)
    shown: Sequence[str] = names[:MOST_NAMED]
    rest = len(names) - len(shown)
    return ", ".join(shown) + (f" и ещё {rest}" if rest else "")
