"""Rows against each other and against the period: twins, numbers, what is empty, deadlines that are not understood."""

import itertools
import re
from collections.abc import Iterable, Iterator

from methodservice.documents.recognition.answer import Role
from methodservice.lib.deadlines import Kind
from methodservice.lib.deadlines.doubts import OUTSIDE
from methodservice.lib.officefiles import normal
from roadmap.content import Content, PartWords
from roadmap.lines import meaning, said

from .answer import Contradiction, Numbered, Severity, living_parts, named

OWN = {Role.NUMBER.value, Role.MARK.value}
"""Columns in which twins may differ: the number, and what became of the row."""
WHEN = {Role.DEADLINE.value, Role.START.value, Role.END.value, Role.QUARTER.value}
_NUMBER = re.compile(r"\d+(?:\.\d+)*")


def about_rows(content: Content) -> Iterator[Contradiction]:
    """Of every living table by itself."""
    for _, part, lines in living_parts(content):
        labels = {at: _label(part, line.cells, place) for place, (at, line) in enumerate(lines, 1)}
        yield from _twins(part, lines, labels)
        yield from _empty(part, lines, labels)
        yield from _deadlines(content, part, lines, labels)
        yield from _numbers(part, lines, labels)


def _label(part: PartWords, cells: list[str], place: int) -> str:
    """The number as written, or «строка 5» of the table."""
    return said(part.columns, cells).number.strip(" .") or f"строка {place}"


def _names(labels: dict[int, str], lines: Iterable[int]) -> str:
    return named([labels[at] for at in lines])


def _twins(part: PartWords, lines: list[Numbered], labels) -> Iterator[Contradiction]:
    """Rows that say the same word for word, and those that say the same but for one column."""
    compared = [place for place, column in enumerate(part.columns) if column["role"] not in OWN]
    action = [place for place in compared if part.columns[place]["role"] == Role.ACTION]
    words = {at: tuple(normal(line.cells[place]) for place in compared) for at, line in lines}
    named_lines = [at for at, line in lines if any(line.cells[place].strip() for place in action)]
    first_of: dict[tuple[str, ...], int] = {}
    same: dict[int, list[int]] = {}
    for at in named_lines:
        first = first_of.setdefault(words[at], at)
        if first != at:
            same.setdefault(first, [first]).append(at)
    for group in same.values():
        yield Contradiction(f"Повторяются слово в слово: {_names(labels, group)}.", lines=tuple(group))
    singles = list(first_of.values())
    for order, place in enumerate(compared):
        if place in action or len(compared) < 3:
            continue
        alike: dict[tuple[str, ...], list[int]] = {}
        for at in singles:
            rest = words[at][:order] + words[at][order + 1 :]
            alike.setdefault(rest, []).append(at)
        heading = part.columns[place]["heading"] or "без заголовка"
        when = part.columns[place]["role"] in WHEN
        for group in alike.values():
            if len(group) > 1:
                yield Contradiction(
                    f"Отличаются только столбцом «{heading}»: {_names(labels, group)}.",
                    Severity.NOTE if when else Severity.DOUBT,
                    tuple(group),
                )


def _empty(part: PartWords, lines: list[Numbered], labels) -> Iterator[Contradiction]:
    """What other rows of the table say and these do not."""
    for what, field, roles in (
        ("Не названо мероприятие", "action", {Role.ACTION.value}),
        ("Не указан срок", "deadline", WHEN),
        ("Не указан ответственный", "responsible", {Role.RESPONSIBLE.value, Role.PARTNERS.value}),
    ):
        if not any(column["role"] in roles for column in part.columns):
            continue
        empty = tuple(at for at, line in lines if not getattr(_said(part, line), field).strip())
        if empty:
            yield Contradiction(f"{what}: {_names(labels, empty)}.", lines=empty)


def _said(part: PartWords, line):
    period = part.sections[line.section].period if line.section is not None else ""
    return said(part.columns, line.cells, period)


def _deadlines(content: Content, part: PartWords, lines: list[Numbered], labels) -> Iterator[Contradiction]:
    unknown, outside = [], []
    for at, line in lines:
        deadline = meaning(_said(part, line).deadline, content.first, content.last)
        if deadline is None:
            continue
        if deadline.kind is Kind.UNRECOGNISED:
            unknown.append(at)
        elif OUTSIDE in deadline.review:
            outside.append(at)
    if unknown:
        yield Contradiction(f"Срок не понят: {_names(labels, unknown)}.", lines=tuple(unknown), told=True)
    if outside:
        period = f"{content.first:%d.%m.%Y} – {content.last:%d.%m.%Y}"
        yield Contradiction(
            f"Срок вне периода документа ({period}): {_names(labels, outside)}.",
            lines=tuple(outside),
            told=True,
        )


def _numbers(part: PartWords, lines: list[Numbered], labels) -> Iterator[Contradiction]:
    """Numbers that repeat or leave one out, as far as they are arabic."""
    written = [(at, said(part.columns, line.cells).number.strip(" .")) for at, line in lines]
    numbers = [(at, tuple(map(int, text.split(".")))) for at, text in written if _NUMBER.fullmatch(text)]
    seen: dict[tuple, list[int]] = {}
    for (at, number), section in zip(numbers, _sections_of(lines, numbers), strict=True):
        seen.setdefault((number, section if len(number) == 1 else None), []).append(at)
    for group in seen.values():
        if len(group) > 1:
            yield Contradiction(f"Номер {labels[group[0]]} стоит у {len(group)} пунктов.", lines=tuple(group))
    for (before, last), (at, number) in itertools.pairwise(numbers):
        if number[:-1] == last[:-1] and number[-1] > last[-1] + 1:
            sentence = f"После номера {labels[before]} сразу {labels[at]}."
            yield Contradiction(sentence, Severity.NOTE, (at,))


def _sections_of(lines: list[Numbered], numbers) -> list[int | None]:
    """Plain numbers may begin anew in each section."""
    sections = {at: line.section for at, line in lines}
    return [sections[at] for at, _ in numbers]
