"""The figures that the portal knows: found by words, by room, with their indicators; numbers by organisation."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from methodservice import registries
from methodservice.directory.models import School
from methodservice.directory.models.school import open_on
from methodservice.registries import NO_SCHOOL, Figure, Span
from monitoring.models import Definition, Edition

ENDING = 2
"""Letters of a long word that searching leaves out: «конкурсы» finds «участники конкурсов»."""
LONG_WORD = 6


def found_by(text: str) -> list[Figure]:
    """Figures that have every word of the text, by room and then as their apps put them; ё and е are one letter."""
    words = [word[:-ENDING] if len(word) >= LONG_WORD else word for word in _folded(text).split()]
    figures = [
        figure
        for figure in registries.figures.values()
        if all(word in _folded(f"{figure.title} {figure.words} {figure.room}") for word in words)
    ]
    rooms = list(dict.fromkeys(figure.room for figure in registries.figures.values()))
    return sorted(figures, key=lambda figure: rooms.index(figure.room))


def by_room(figures: Iterable[Figure]) -> list[tuple[str, list[Figure]]]:
    """[(room, its figures)] of `found_by`."""
    return [(room, list(rows)) for room, rows in groupby(figures, key=lambda figure: figure.room)]


def uses_of(user) -> dict[str, list[Definition]]:
    """{key of a figure: indicators in force that pick it}, of the municipality and common ones, each once. 1 query."""
    editions = Edition.objects.visible_to(user).in_force()
    rows = Definition.objects.filter(edition__in=editions).select_related("edition__set")
    uses = defaultdict(list)
    for row in rows.order_by("edition__set__title", "edition", "position", "pk"):
        for key in sorted({row.numerator_figure, row.denominator_figure} - {""}):
            uses[key].append(row)
    return dict(uses)


@dataclass(frozen=True)
class Line:
    """The number of an organisation. key: of it, NO_SCHOOL for what belongs to none."""

    key: int
    title: str
    number: int


WITHOUT_SCHOOL = "Муниципальный уровень"
"""District associations, the service itself."""
SORTS = {"school": lambda line: line.title.lower(), "number": lambda line: line.number}


def lines_of(numbers: dict[int | None, int], span: Span, school_ids: Iterable[int] | None) -> list[Line]:
    """Organisations that are open on the cut-off day, with 0 where nothing was counted, then what belongs to none.

    numbers: of `Figure.count`; school_ids: of the organisations that the reader may see, None for all. 1 query.
    """
    rows = School.objects.filter(open_on(span.cut_off), municipality=span.municipality)
    if school_ids is not None:
        rows = rows.filter(pk__in=school_ids)
    lines = [
        Line(school.pk, school.short_name, numbers.get(school.pk, 0))
        for school in rows.order_by("short_name", "pk")
    ]
    if school_ids is None and None in numbers:
        lines.append(Line(NO_SCHOOL, WITHOUT_SCHOOL, numbers[None]))
    return lines


def sorted_lines(lines: list[Line], asked: str) -> list[Line]:
    """In the order of `?sort=number` or `-number`, `school` or `-school`; what is not known means by organisation.
    What belongs to none stays last."""
    key = SORTS.get(asked.removeprefix("-"))
    if key is None:
        return lines
    schools = sorted((line for line in lines if line.key), key=key, reverse=asked.startswith("-"))
    return schools + [line for line in lines if not line.key]


def _folded(text: str) -> str:
    return text.lower().replace("ё", "е")
