"""Figures about associations, their meetings and decisions. Each is 1 query; those of the cadence read the rule too."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from associations.cadence import rules_of
from associations.models import Association, Decision, Level, Meeting, Membership
from associations.picture import cadence_rule
from methodservice.directory.counting import AT_WORK, figure_of
from methodservice.directory.figures import PERSON, at_work, tell_people
from methodservice.lib.periods import Period, SchoolYear
from methodservice.lib.querysets import count_of, in_force
from methodservice.registries import Counted, Span

ROOM = "Методические объединения"
CLOSED = "Объединения организаций, закрытых к дню сбора, не считаются."
OF_RULE = (
    "Смотрим на периоды правила (квартал, полугодие — как решил муниципалитет), которые закончились в выбранное время, "
    "и на объединения, которые работали весь такой период и не закрыты."
)
LONGEST = 160


def associations_of(span: Span) -> QuerySet[Association]:
    """Those that exist on the cut-off day."""
    return Association.objects.existing_on(span.cut_off).filter(municipality=span.municipality)


def _school_associations(span):
    return associations_of(span).filter(level=Level.SCHOOL)


def _members(span):
    there = Membership.objects.filter(
        in_force(span.cut_off),
        teacher=OuterRef("pk"),
        association__in=associations_of(span),
    )
    return at_work(span).filter(Exists(there))


def _meetings(span):
    return Meeting.objects.filter(
        association__municipality=span.municipality,
        state__in=Meeting.TOOK_PLACE,
        date__range=(span.first, span.last),
    )


def _decisions(span):
    """Their deadline has come: what is due on the last day of the span can still be done on it."""
    return Decision.objects.adopted().filter(
        item__meeting__association__municipality=span.municipality,
        adopted_on__lte=span.cut_off,
        due__range=(span.first, min(span.last, span.cut_off)),
    )


def _done_in_time(span):
    return _decisions(span).filter(done__done_on__lte=F("due"))


def periods_over(municipality_id: int, first: date, last: date) -> tuple[int, list[Period]]:
    """(meetings that each must see, periods of the municipality's rule that end in these days). 1 query; no periods
    where the rule asks for no meeting."""
    rule = cadence_rule(rules_of(municipality_id))
    if not rule.minimum:
        return 0, []
    years = range(SchoolYear.containing(first).first - 1, SchoolYear.containing(last).first + 2)
    periods = {period for year in years for period in rule.periods(SchoolYear(year))}
    return rule.minimum, sorted(period for period in periods if first <= period.ends <= last)


def _lived_through(period: Period) -> Q:
    return Q(created_on__isnull=True) | Q(created_on__lte=period.starts)


def _judged(span, periods):
    asked = Q(pk__in=[])
    for period in periods:
        asked |= _lived_through(period)
    return associations_of(span).filter(asked)


def _asked_by_rule(span):
    _, periods = periods_over(span.municipality.pk, span.first, min(span.last, span.cut_off))
    return _judged(span, periods)


def _keeping_the_rule(span):
    needed, periods = periods_over(span.municipality.pk, span.first, min(span.last, span.cut_off))
    rows = _judged(span, periods)
    for place, period in enumerate(periods):
        held = Meeting.objects.filter(
            association=OuterRef("pk"),
            state__in=Meeting.TOOK_PLACE,
            date__range=(period.starts, period.ends),
        )
        rows = rows.alias(**{f"held_{place}": count_of(held)}).filter(
            ~_lived_through(period) | Q(**{f"held_{place}__gte": needed})
        )
    return rows


def tell_associations(rows: QuerySet[Association], span: Span, user) -> Iterable[Counted]:
    """Associations, those of the district first. 1 query."""
    rows = rows.select_related("municipality", "school").order_by(
        "level", "teachers_of", "school__short_name", "pk"
    )
    for row in rows:
        yield Counted(row.title, row.get_absolute_url(), row.get_level_display())


def _tell_meetings(rows, span, user):
    rows = rows.select_related("association__municipality", "association__school")
    for meeting in rows.order_by("date", "pk"):
        yield Counted(meeting.theme, meeting.get_absolute_url(), meeting.association.title, meeting.date)


def _tell_decisions(rows, span, user):
    rows = rows.select_related(
        "done", "item__meeting__association__municipality", "item__meeting__association__school"
    )
    for decision in rows.order_by("due", "pk"):
        mark = getattr(decision, "done", None)
        done = f"выполнено {mark.done_on:%d.%m.%Y}" if mark else "не выполнено"
        yield Counted(
            _short(decision.text),
            decision.get_absolute_url(),
            f"{decision.item.meeting.association.title}; срок {decision.due:%d.%m.%Y}, {done}",
            decision.adopted_on,
        )


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"


FIGURES = (
    figure_of(
        associations_of,
        tell_associations,
        key="associations.existing",
        title="Методические объединения",
        room=ROOM,
        unit="ед.",
        words="Школьные и районные объединения, которые работают в день сбора; районные не относятся ни к одной "
        f"организации. {CLOSED}",
        on_day=True,
    ),
    figure_of(
        _school_associations,
        tell_associations,
        key="associations.school",
        title="Школьные методические объединения",
        room=ROOM,
        unit="ед.",
        words=f"Школьные объединения, которые работают в день сбора. {CLOSED}",
        on_day=True,
    ),
    figure_of(
        _members,
        tell_people,
        path=AT_WORK,
        key="associations.members",
        title="Педагоги, которые состоят в объединениях",
        room=ROOM,
        unit="чел.",
        words=f"Члены школьных и районных объединений в день сбора, каждый один раз. {PERSON}",
        on_day=True,
    ),
    figure_of(
        _meetings,
        _tell_meetings,
        path="association__school",
        key="associations.meetings",
        title="Проведённые заседания объединений",
        room=ROOM,
        unit="ед.",
        words="Заседания, которые состоялись, по дате проведения. Заседание школьного объединения относится к его "
        f"организации, районного — к муниципалитету. {CLOSED}",
    ),
    figure_of(
        _asked_by_rule,
        tell_associations,
        key="associations.cadence_asked",
        title="Объединения, от которых правило требовало заседаний",
        room=ROOM,
        unit="ед.",
        words=f"{OF_RULE} Если за это время ни один период не закончился, таких объединений нет. {CLOSED}",
    ),
    figure_of(
        _keeping_the_rule,
        tell_associations,
        key="associations.cadence_kept",
        title="Объединения, которые провели заседания по правилу",
        room=ROOM,
        unit="ед.",
        words=f"{OF_RULE} Считаются те, что в каждом таком периоде провели не меньше заседаний, чем требует правило. "
        f"{CLOSED}",
    ),
    figure_of(
        _decisions,
        _tell_decisions,
        path="item__meeting__association__school",
        key="associations.decisions_due",
        title="Решения объединений, срок которых наступил",
        room=ROOM,
        unit="ед.",
        words=f"Решения подписанных протоколов, у которых срок попал в выбранное время. {CLOSED}",
    ),
    figure_of(
        _done_in_time,
        _tell_decisions,
        path="item__meeting__association__school",
        key="associations.decisions_in_time",
        title="Решения объединений, выполненные в срок",
        room=ROOM,
        unit="ед.",
        words="Из решений, срок которых попал в выбранное время, — те, что отмечены выполненными не позже срока. "
        f"{CLOSED}",
    ),
)
