"""Figures for monitoring out of one queryset: the number of its rows by organisation, in the municipality, the rows.

So number and list cannot disagree. Apps describe their figures with `figure_of` and offer them in
`registries.figures`; what belongs to an organisation that is closed on the cut-off day counts nowhere.
"""

from collections.abc import Callable, Iterable

from django.db.models import Count, QuerySet

from methodservice import registries
from methodservice.directory.models.school import open_on
from methodservice.registries import NO_SCHOOL, Counted, Figure, Span

Rows = Callable[[Span], QuerySet]
AT_WORK = "school_then"
"""Path of people out of `Teacher.objects.at_work`: the open organisation where they worked on the cut-off day."""
OF_OPEN = "school_now"
"""Path of rows that are annotated with their organisation and narrowed to those that are open on the cut-off day."""
Tell = Callable[[QuerySet, Span, object], Iterable[Counted]]


def figure_of(rows: Rows, tell: Tell, *, path: str | None = "school", **words) -> Figure:
    """The figure of these rows, each of which counts once.

    rows(span): records of the municipality, without joins that double them; their queryset knows `visible_to`.
    path: how to the organisation, None where there is none; «self»: the rows are organisations; `AT_WORK` or
    `OF_OPEN`.
    tell(rows, span, user) → records as they are shown, in order. words: the other fields of `Figure`. Each number costs
    1 query.
    """
    to_school = "pk" if path == "self" else path

    def counted(span: Span) -> QuerySet:
        found = rows(span)
        if path in (None, AT_WORK, OF_OPEN):
            return found
        return found.filter(open_on(span.cut_off, "" if path == "self" else f"{path}__"))

    def count(span: Span) -> dict[int | None, int]:
        if path is None:
            number = counted(span).count()
            return {None: number} if number else {}
        numbers = counted(span).order_by().values_list(to_school)
        return dict(numbers.annotate(number=Count("pk")))

    def whole(span: Span) -> int:
        return counted(span).count()

    def records(span: Span, user, school_id: int | None) -> list[Counted]:
        found = counted(span)
        found = found.seen_at_work_by(user) if path == AT_WORK else found.visible_to(user)
        if school_id is not None and path is None:
            return []
        if school_id == NO_SCHOOL:
            found = found.filter(**{f"{to_school}__isnull": True})
        elif school_id is not None:
            found = found.filter(**{to_school: school_id})
        return list(tell(found, span, user))

    return Figure(count=count, whole=whole, records=records, by_school=path is not None, **words)


def offer_figures(figures: Iterable[Figure]) -> None:
    """Put the figures into the registry."""
    registries.figures |= {figure.key: figure for figure in figures}
