"""Figures of roadmaps for monitoring: times that were due, done among them, done in time. Each is 1 query.

«Осуществление в полном объёме» is the done ones of the due ones.
"""

from django.db.models import F, Q

from methodservice.directory.counting import figure_of
from methodservice.registries import Counted, Span
from roadmap.models import Edition, Line, Occurrence

ROOM = "Дорожные карты"
DUE = (
    "Сроки пунктов всех дорожных карт муниципалитета, последний день которых попал в выбранное время; у пункта «раз в "
    "квартал» их четыре в году. Отменённые к дню сбора не считаются."
)


def _due(span: Span):
    """As they stood at the end of the cut-off day."""
    done = Q(completion__done_on__lte=span.cut_off)
    return Occurrence.objects.filter(
        done | Q(cancelled_on__isnull=True) | Q(cancelled_on__gt=span.cut_off),
        item__programme__municipality=span.municipality,
        ends__range=(span.first, min(span.last, span.cut_off)),
    )


def _done(span):
    return _due(span).filter(completion__done_on__lte=span.cut_off)


def _done_in_time(span):
    return _done(span).filter(completion__done_on__lte=F("ends"))


def _tell(rows, span, user):
    """Items by their last day, with the words of the newest approved edition that has them. 2 queries."""
    rows = list(rows.select_related("item__programme", "completion").order_by("ends", "pk"))
    kept = Line.objects.filter(part__edition__state__in=Edition.KEPT, item__in={row.item_id for row in rows})
    lines = kept.order_by("part__edition__number")
    words = {line.item_id: line for line in lines}
    for row in rows:
        line = words.get(row.item_id)
        mark = getattr(row, "completion", None)
        done = "не выполнено"
        if mark and mark.done_on <= span.cut_off:
            done = f"выполнено {mark.done_on:%d.%m.%Y}"
        yield Counted(
            " ".join(filter(None, (line.number, line.action))) if line else str(row.item),
            row.item.get_absolute_url(),
            f"{done}; {row.item.programme.title}",
            row.ends,
        )


FIGURES = (
    figure_of(
        _due,
        _tell,
        path=None,
        key="roadmap.due",
        title="Сроки дорожных карт, которые наступили",
        room=ROOM,
        unit="ед.",
        words=DUE,
    ),
    figure_of(
        _done,
        _tell,
        path=None,
        key="roadmap.done",
        title="Сроки дорожных карт, по которым всё выполнено",
        room=ROOM,
        unit="ед.",
        words=f"{DUE} Из них — те, что отмечены выполненными к дню сбора, пусть и позже срока.",
    ),
    figure_of(
        _done_in_time,
        _tell,
        path=None,
        key="roadmap.done_in_time",
        title="Сроки дорожных карт, выполненные вовремя",
        room=ROOM,
        unit="ед.",
        words=f"{DUE} Из них — те, что отмечены выполненными не позже срока.",
    ),
)
