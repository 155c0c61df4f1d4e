"""Stages that disagree: those of the passport, of the table of stages, of the sections of activities, of the title."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from methodservice.documents.recognition.answer import Kind
from roadmap.content import Content, PartWords

from .answer import Contradiction, Severity

_STAGE = re.compile(
    r"(?:(?P<number>\d|I{1,3}|IV|V)\s*[-–—.)]?\s*(?:й\s+|ый\s+|ой\s+)?(?P<before>[а-яё]+(?:ый|ий|ой)\s+)?этап"
    r"|(?P<word>[а-яё]+(?:ый|ий|ой))\s+\(?этап|этап\s+(?P<after>\d|I{1,3}|IV|V)\b)"
    r"\s*[-–—:.]?\s*(?P<name>[«\"]?[а-яё]+(?:ый|ий|ой))?",
    re.I,
)
_YEARS = re.compile(r"(?<!\d)(20\d\d)(?!\d)(?:\s*[-–—/]\s*(20\d\d)(?!\d))?")
NUMBERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "первый": 1, "второй": 2, "третий": 3, "четвёртый": 4}


@dataclass(frozen=True)
class Stage:
    """number: from 1, as written or by place; name: «подготовительный», or ""; years: (first, last), or None."""

    number: int
    name: str
    years: tuple[int, int] | None


@dataclass(frozen=True)
class _Source:
    """where: «в паспорте»; part: its place."""

    where: str
    part: int
    stages: tuple[Stage, ...]


def stages_in(text: str) -> list[Stage]:
    """Stages that a text names, each with the first years that follow its name."""
    found = list(_STAGE.finditer(text))
    stages = []
    for place, match in enumerate(found):
        end = found[place + 1].start() if place + 1 < len(found) else len(text)
        years = _YEARS.search(text, match.end(), end)
        name = (match["before"] or match["word"] or match["name"] or "").strip('«" ').lower()
        number = (match["number"] or match["after"] or name).lower()
        stages.append(
            Stage(
                int(number) if number.isdigit() else NUMBERS.get(number, place + 1),
                "" if name in NUMBERS else name,
                years and (int(years[1]), int(years[2] or years[1])),
            )
        )
    return stages


def years_in(text: str) -> tuple[int, int] | None:
    """The first and the last year that a text names."""
    years = [int(year) for match in _YEARS.finditer(text) for year in match.groups() if year]
    return (min(years), max(years)) if years else None


def passport_rows(part: PartWords) -> Iterator[tuple[str, str]]:
    """(label, value) of a passport of two or three columns."""
    for row in part.blocks[0]["rows"]:
        texts = [cell["text"] for cell in row["cells"]]
        if len(texts) > 1:
            yield texts[-2], texts[-1]


def about_stages(content: Content) -> Iterator[Contradiction]:
    """Years and names of the same stage in different places, years shared by two stages, years outside the period."""
    sources = [source for place, part in enumerate(content.parts) for source in _sources(place, part)]
    yield from _unlike(sources)
    for source in sources:
        yield from _shared(source)
        yield from _outside(source, content)
    yield from _passport_years(content)


def _sources(place: int, part: PartWords) -> Iterator[_Source]:
    if part.kind == Kind.PASSPORT:
        text = "\n".join(
            value
            for label, value in passport_rows(part)
            if label.strip().lower().startswith(("срок", "этап"))
        )
        stages, where = stages_in(text), "в паспорте"
    elif part.kind == Kind.STAGES:
        rows = [" ".join(cell["text"] for cell in row["cells"]) for row in part.blocks[0]["rows"]]
        stages, where = _numbered([stages_in(row)[:1] for row in rows]), "в таблице этапов"
    else:
        stages, where = (
            _numbered([stages_in(section.text)[:1] for section in part.sections]),
            "в разделах мероприятий",
        )
    if stages:
        yield _Source(where, place, tuple(stages))


def _numbered(rows: list[list[Stage]]) -> list[Stage]:
    """Stages of rows; one whose number is not written has that of its place."""
    stages = [stage for row in rows for stage in row]
    if len({stage.number for stage in stages}) == len(stages):
        return stages
    return [Stage(place, stage.name, stage.years) for place, stage in enumerate(stages, 1)]


def _unlike(sources: list[_Source]) -> Iterator[Contradiction]:
    told: dict[int, list[tuple[_Source, Stage]]] = {}
    for source in sources:
        for stage in source.stages:
            told.setdefault(stage.number, []).append((source, stage))
    for number, places in sorted(told.items()):
        dated = [(source, stage) for source, stage in places if stage.years]
        if len({stage.years for _, stage in dated}) > 1:
            words = ", ".join(f"{source.where} {_span(stage.years)}" for source, stage in dated)
            yield Contradiction(f"Годы этапа {number} расходятся: {words}.", part=dated[-1][0].part)
        called = [(source, stage) for source, stage in places if stage.name]
        if len({stage.name for _, stage in called}) > 1:
            words = ", ".join(f"{source.where} «{stage.name}»" for source, stage in called)
            yield Contradiction(
                f"Этап {number} назван по-разному: {words}.", Severity.NOTE, part=called[-1][0].part
            )


def _shared(source: _Source) -> Iterator[Contradiction]:
    dated = [stage for stage in source.stages if stage.years]
    for one, other in itertools.pairwise(dated):
        if one.years[0] <= other.years[0] <= one.years[1]:
            yield Contradiction(
                f"{other.years[0]} год — и в этапе {one.number}, и в этапе {other.number} ({source.where}).",
                Severity.NOTE,
                part=source.part,
            )


def _outside(source: _Source, content: Content) -> Iterator[Contradiction]:
    first, last = content.first.year, content.last.year
    for stage in source.stages:
        if stage.years and not (first <= stage.years[0] and stage.years[1] <= last):
            yield Contradiction(
                f"Этап {stage.number} ({_span(stage.years)}, {source.where}) выходит за срок документа: "
                f"{_span((first, last))}.",
                part=source.part,
            )


def _passport_years(content: Content) -> Iterator[Contradiction]:
    """The deadline in the passport against the years of the title."""
    titled = years_in(content.title)
    for place, part in enumerate(content.parts):
        if part.kind != Kind.PASSPORT or titled is None:
            continue
        for label, value in passport_rows(part):
            years = years_in(value) if label.strip().lower().startswith("срок") else None
            if years and years != titled:
                yield Contradiction(
                    f"Срок в паспорте — {_span(years)}, а в названии — {_span(titled)}.", part=place
                )


def _span(years: tuple[int, int]) -> str:
    return str(years[0]) if years[0] == years[1] else f"{years[0]}–{years[1]}"
