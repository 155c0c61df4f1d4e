"""The register of programmes and roadmaps: a programme a row, with the edition that counts and what of it is done."""

from datetime import date

from django.db.models import Case, F, Max, Min, OuterRef, Q, QuerySet, Subquery, Value, When

from methodservice.lib.querysets import count_of
from roadmap.models import Edition, Occurrence, Programme
from roadmap.workflow import STATE_KINDS

State = Edition.State
BY_AGE = ("-made_at",)
SORTS = {
    "title": ("title",),
    "period": ("first", "last"),
    "order": ("approved_on",),
    "done": ("share",),
    "overdue": ("overdue",),
}


def register_rows(user, today: date) -> QuerySet[Programme]:
    """Programmes that the user sees. 1 query. Annotations:

    edition, state, first, last, order_number, approved_on — of the edition in force, else of the newest that the user
    sees; coming, coming_state — number and state of a newer one than that in force; total, done, overdue — times of the
    items in force, as `life.progress_of` counts them; share — done of all, whole percents.
    """
    editions = Edition.objects.visible_to(user).filter(programme=OuterRef("pk"))
    counts = Case(When(state=State.IN_FORCE, then=Value(0)), default=Value(1))
    shown = editions.order_by(counts, "-number")
    coming = editions.filter(
        state__in=(State.DRAFT, State.APPROVED),
        programme__in=Edition.objects.in_force().order_by().values("programme"),
    ).order_by("-number")
    times = Occurrence.objects.counted().filter(item__programme=OuterRef("pk"))
    open_times = times.filter(completion=None, cancelled_on=None)
    rows = Programme.objects.visible_to(user).annotate(
        **{
            name: Subquery(shown.values(field)[:1])
            for name, field in (
                ("edition", "number"),
                ("state", "state"),
                ("first", "first"),
                ("last", "last"),
                ("order_number", "order_number"),
                ("approved_on", "approved_on"),
            )
        },
        coming=Subquery(coming.values("number")[:1]),
        coming_state=Subquery(coming.values("state")[:1]),
        total=count_of(times.filter(Q(cancelled_on=None) | Q(completion__isnull=False))),
        done=count_of(times.filter(completion__isnull=False)),
        overdue=count_of(open_times.filter(ends__lt=today)),
    )
    share = Case(When(total__gt=0, then=F("done") * 100 / F("total")))
    return rows.annotate(share=share)


def sorted_by(rows: QuerySet[Programme], key: str) -> QuerySet[Programme]:
    """In the order of `?sort=key` or `?sort=-key`, by default the newest first; the empty comes last."""
    fields = SORTS.get(key.removeprefix("-"))
    if fields is None:
        return rows.order_by(*BY_AGE, "-pk")
    turn = "desc" if key.startswith("-") else "asc"
    return rows.order_by(*(getattr(F(field), turn)(nulls_last=True) for field in fields), "title", "pk")


def state_of_row(row: Programme) -> tuple[str, str]:
    """(kind, word) of the edition that counts."""
    state = State(row.state)
    edition = f", редакция {row.edition}" if row.edition > 1 else ""
    return STATE_KINDS[state], f"{state.label}{edition}"


def coming_words(row: Programme) -> str:
    """«готовится редакция 2», «утверждена редакция 2», or nothing."""
    if row.coming is None:
        return ""
    return f"{'готовится' if row.coming_state == State.DRAFT else 'утверждена'} редакция {row.coming}"


def years_of(user) -> list[int]:
    """Calendar years that the user's programmes are for, newest first. 1 query."""
    span = Edition.objects.visible_to(user).aggregate(first=Min("first"), last=Max("last"))
    return list(range(span["last"].year, span["first"].year - 1, -1)) if span["first"] else []
