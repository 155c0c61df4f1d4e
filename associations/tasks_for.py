"""«Мои дела» and panels of the home page: what waits in associations for each kind of person.

Every provider costs the same for one row and for thirty; without a person (or the role) it costs nothing.
"""

from django.db.models import Exists, OuterRef
from django.urls import reverse

from associations.cadence import requirement, rules_of, standings
from associations.filters import LACKS_HEAD, LACKS_MEETING, LACKS_ROSTER
from associations.filters_decisions import OVERDUE
from associations.models import LEADING_OFFICES, Association, Decision, Meeting, Membership, Office, Proposal
from methodservice.lib.numerals import counted
from methodservice.lib.periods import SchoolYear
from methodservice.lib.querysets import in_force
from methodservice.registries import Panel, Task

MEETINGS, PROPOSALS, DECISIONS, GAPS = "Заседания", "Предложения в повестку", "Решения", "Объединения"
SHOWN = 10
State = Meeting.State


def _led(user):
    """Associations that the person leads by an office held today."""
    return Association.objects.with_term_of(user, LEADING_OFFICES).active()


def meetings_to_lead(user, day):
    """Leaders: the next meeting, meetings whose day has passed, protocols to sign. 1 query."""
    if not user.teacher_id:
        return
    waiting = (State.PLANNED, State.HELD, State.CORRECTING)
    rows = Meeting.objects.filter(association__in=_led(user), state__in=waiting)
    seen = set()
    for meeting in rows.select_related("association__municipality", "association__school").order_by(
        "date", "pk"
    ):
        where, url = meeting.association.title, meeting.get_absolute_url()
        if meeting.state == State.HELD:
            yield Task(MEETINGS, f"Подписать протокол заседания {meeting.date:%d.%m.%Y}", url, detail=where)
        elif meeting.state == State.CORRECTING:
            yield Task(
                MEETINGS, f"Подписать исправленный протокол {meeting.date:%d.%m.%Y}", url, detail=where
            )
        elif meeting.date < day:
            yield Task(
                MEETINGS, f"Начать протокол: {meeting.theme}", url, detail=f"{where}, {meeting.date:%d.%m.%Y}"
            )
        elif meeting.association_id not in seen:
            seen.add(meeting.association_id)
            yield Task(MEETINGS, f"Провести заседание: {meeting.theme}", url, meeting.date, where)


def meetings_to_plan(user, day):
    """Leaders: associations that owe a meeting of the running period and have none planned in it; the end of the period
    is the due date. 4 queries, 1 for those who lead nothing."""
    if not user.teacher_id or not _led(user).exists():
        return
    rules = rules_of(user.municipality_id)
    period = requirement(rules, day).period
    if period is None:
        return
    planned = Meeting.objects.filter(
        association=OuterRef("pk"), state=State.PLANNED, date__range=(day, period.ends)
    )
    for standing in standings(_led(user).exclude(Exists(planned)), rules, day):
        if standing.cadence.missing_now:
            url = reverse("associations:meeting_add", args=[standing.association.pk])
            title = f"Запланировать заседание: {standing.association.title}"
            yield Task(MEETINGS, title, url, period.ends, standing.cadence.reason)


def proposals_to_answer(user, day):
    """Leaders of district associations: new proposals of school ones. 1 query."""
    if not user.teacher_id:
        return
    rows = Proposal.objects.filter(association__in=_led(user), state=Proposal.State.NEW)
    for proposal in rows.select_related("source__municipality", "source__school"):
        url = reverse("associations:proposal", args=[proposal.pk])
        yield Task(PROPOSALS, proposal.title, url, detail=proposal.source.title)


def decisions_due(user, day):
    """Whoever is responsible: decisions not done yet that have a due day. 1 query."""
    if not user.teacher_id:
        return
    rows = Decision.objects.adopted().undone().filter(responsible_id=user.teacher_id, due__isnull=False)
    for decision in rows.for_list():
        detail = f"{decision.item.meeting.association.title}, протокол № {decision.protocol_number}"
        yield Task(DECISIONS, decision.text[:150], decision.get_absolute_url(), decision.due, detail)


def decisions_overdue(user, day):
    """Leaders: how many decisions of their associations are overdue. 1 query."""
    if not user.teacher_id:
        return
    rows = Decision.objects.adopted().overdue(day).filter(item__meeting__association__in=_led(user))
    if number := rows.count():
        detail = counted(number, "решение", "решения", "решений")
        url = f"{reverse('associations:decision_list')}?state={OVERDUE}"
        yield Task(DECISIONS, "Разобраться с просроченными решениями", url, detail=detail)


def meetings_to_attend(user, day):
    """Members: the next meeting of each of their associations, led ones apart. 1 query."""
    if not user.teacher_id:
        return
    mine = Membership.objects.filter(in_force(day), teacher_id=user.teacher_id).values("association")
    rows = Meeting.objects.filter(association__in=mine, state=State.PLANNED, date__gte=day)
    rows = rows.exclude(association__in=_led(user).values("pk"))
    seen = set()
    for meeting in rows.select_related("association__municipality", "association__school").order_by(
        "date", "pk"
    ):
        if meeting.association_id not in seen:
            seen.add(meeting.association_id)
            title = f"Прийти на заседание: {meeting.theme}"
            yield Task(MEETINGS, title, meeting.get_absolute_url(), meeting.date, meeting.association.title)


def gaps_to_close(user, day):
    """Methodists, and coordinators for the own school: associations without a head, without this year's approved
    roster. 2 queries, none for others."""
    access = user.access
    if not (access.is_methodist or access.is_coordinator):
        return
    rows = Association.objects.editable_by(user).active()
    year = SchoolYear.containing(day)
    level = "" if access.is_methodist else "&level=school"
    for lack, title, found in (
        (LACKS_HEAD, "Назначить руководителя", rows.without_head(day)),
        (LACKS_ROSTER, f"Утвердить состав на {year}", rows.without_roster(year.first)),
    ):
        if number := found.count():
            detail = counted(number, "объединение", "объединения", "объединений")
            yield Task(GAPS, title, f"{reverse('associations:list')}?lacks={lack}{level}", detail=detail)


def cadence_panel(user, day):
    """Methodists and the department head: «Не проведены заседания». 3 queries, none for others."""
    if not user.access.is_district_staff or not user.municipality_id:
        return
    rules = rules_of(user.municipality_id)
    rows = standings(Association.objects.visible_to(user).active(), rules, day)
    lacking = [row for row in rows if row.cadence.missing_now]
    missed = [row for row in rows if row.cadence.missed]
    needed = requirement(rules, day)
    if not rows or not rules.meetings_minimum:
        return
    yield Panel(
        "associations/_cadence_panel.html",
        {
            "requirement": needed,
            "lacking": lacking[:SHOWN],
            "number": len(lacking),
            "rest": max(len(lacking) - SHOWN, 0),
            "missed": len(missed),
            "total": len(rows),
            "url": f"{reverse('associations:list')}?lacks={LACKS_MEETING}",
        },
        order=10,
    )


def care_panel(user, day):
    """A curator: the associations in care with head, last and next meeting. 1 query, none without a person."""
    if not user.teacher_id:
        return
    rows = Association.objects.with_term_of(user, [Office.CURATOR]).active().for_register(day)
    if found := list(rows.order_by("level", "teachers_of", "pk")):
        yield Panel("associations/_care_panel.html", {"associations": found}, order=20)


TASKS = (
    meetings_to_lead,
    meetings_to_plan,
    proposals_to_answer,
    decisions_due,
    decisions_overdue,
    meetings_to_attend,
    gaps_to_close,
)
PANELS = (cadence_panel, care_panel)
