"""A whole year of an association, so that every fact of its report has something to count; reports in any state."""

from datetime import UTC, date, datetime, timedelta

from associations.events.models import Event, Participant
from associations.models import AgendaItem, Association, Attendance, Decision, DecisionDone, Meeting
from associations.papers.models import Paper, PaperKind
from associations.plans.models import ItemDone, PlanEdition
from associations.reports.models import AnnualReport
from associations.reports.printed import report_snapshot
from methodservice.documents.models import FrozenDocument, new_check_code
from methodservice.lib.periods import SchoolYear
from methodservice.testing import factories as make
from methodservice.testing.plans import edition_with

YEAR = SchoolYear(2025)
TODAY = date(2026, 6, 1)
"""A day at the end of the year: reports are due on 10 June."""
SUBMITTED_AT = datetime(2026, 5, 28, 9, 0, tzinfo=UTC)
ACCEPTED_AT = datetime(2026, 6, 5, 9, 0, tzinfo=UTC)
TEXTS = {
    "work": "Провели заседания и семинары.",
    "results": "Обновили банк заданий.",
    "problems": "Не хватило времени на взаимопосещения.",
    "next_goals": "Организовать взаимопосещения.",
}


def year_of(association: Association, people, by, *, year: SchoolYear = YEAR) -> None:
    """Records of one school year. people: four members; the last one is young.

    Meetings: 2 held, 1 not held, 1 planned; 3 of 4 marked come; decisions: 3, two of them with a deadline, 1 done in
    time, 1 overdue; plan: 4 items, 2 done, 1 of them in time; 2 events, 3 people, 5 visits, 1 speaker; 1 work.
    """
    young = people[-1]
    young.born_on, young.teaching_since = date(year.first - 22, 5, 1), date(year.first, 9, 1)
    young.save()
    days = (year.on("10.10"), year.on("10.12"), year.on("10.02"), year.on("10.04"))
    states = (Meeting.State.SIGNED, Meeting.State.HELD, Meeting.State.NOT_HELD, Meeting.State.PLANNED)
    meetings = [
        make.MeetingFactory(association=association, date=day, state=state)
        for day, state in zip(days, states, strict=True)
    ]
    for meeting in meetings[:2]:
        for person, status in zip(people, ("present", "remote", "present", "excused"), strict=True):
            Attendance.objects.create(meeting=meeting, teacher=person, status=status)
    _decisions(meetings[0], people, by)
    _plan(association, by, year)
    _events(association, people, year)
    kind, _ = PaperKind.objects.get_or_create(
        municipality=association.municipality, title="Публикации", meaning=PaperKind.Meaning.WORKS
    )
    Paper.objects.create(
        association=association, kind=kind, school_year=year.first, title="Статья", link="https://example.org/",
        author=young,
    )  # fmt: skip


def _decisions(meeting: Meeting, people, by) -> None:
    item = AgendaItem.objects.create(meeting=meeting, position=1, title="О плане", voting="unanimous")
    dues = (meeting.date + timedelta(days=30), meeting.date + timedelta(days=40), None)
    rows = [
        Decision.objects.create(
            item=item, position=number, text=f"Сделать {number}", due=due, responsible=people[0],
            adopted_on=meeting.date,
        )
        for number, due in enumerate(dues, start=1)
    ]  # fmt: skip
    DecisionDone.objects.create(decision=rows[0], done_on=dues[0], marked_by=by)
    DecisionDone.objects.create(decision=rows[2], done_on=dues[0], marked_by=by)


def _plan(association, by, year) -> None:
    edition = edition_with(4, association=association, state=PlanEdition.State.APPROVED, year=year, by=by)
    first, second, *_ = edition.lines.order_by("position")
    ItemDone.objects.create(item=first.item, done_on=year.on("20.10"), marked_by=by)
    ItemDone.objects.create(item=second.item, done_on=year.on("20.12"), marked_by=by)


def _events(association, people, year) -> None:
    common = {"municipality": association.municipality, "association": association}
    for number, kind in enumerate((Event.Kind.SEMINAR, Event.Kind.OPEN_LESSON)):
        event = Event.objects.create(
            kind=kind, title=f"О чтении {number}", starts=year.on("15.11"), state=Event.State.HELD, **common
        )
        for place, person in enumerate(people[:3]):
            part = Participant.Part.SPEAKER if place == 0 else Participant.Part.LISTENER
            came = (number, place) != (1, 2)
            Participant.objects.create(event=event, teacher=person, part=part, attended=came)
    Event.objects.create(title="Не состоялся", starts=year.on("15.12"), state=Event.State.CANCELLED, **common)


def report_with(
    *,
    association: Association | None = None,
    state: str = AnnualReport.State.DRAFT,
    year: SchoolYear = YEAR,
    by=None,
    figures=(),
    **texts,
) -> AnnualReport:
    """A report in the state, all sections written unless `texts` say otherwise."""
    association = association or make.AssociationFactory()
    by = by or make.UserFactory(municipality=association.municipality)
    report = AnnualReport(association=association, school_year=year.first, state=state, **(TEXTS | texts))
    if state != AnnualReport.State.DRAFT:
        report.submitted_at, report.submitted_by = SUBMITTED_AT, by
    if state == AnnualReport.State.RETURNED:
        report.comment = "Допишите итоги."
    if state in (AnnualReport.State.SUBMITTED, AnnualReport.State.ACCEPTED):
        report.figures = list(figures)
    if state == AnnualReport.State.ACCEPTED:
        report.accepted_at, report.accepted_by = ACCEPTED_AT, by
        report.document = frozen_report(report, by)
    report.save()
    return report


def frozen_report(report: AnnualReport, by) -> FrozenDocument:
    """A frozen document whose PDF is not a file anybody could open; its snapshot is that of the report."""
    code = new_check_code()
    return FrozenDocument.objects.create(
        municipality=report.association.municipality,
        kind=FrozenDocument.Kind.REPORT,
        number="б/н",
        date=ACCEPTED_AT.date(),
        title=f"Отчёт за {report.year}",
        snapshot=report_snapshot(report)
        | {"check_code": code, "check_address": f"https://example.org/{code}"},
        pdf=b"%PDF",
        sha256="0" * 64,
        check_code=code,
        signed_by=by,
    )
