"""Plans of two school years, written and approved through the same services that people use."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from associations.models import LEADING_OFFICES, Association, Level, Meeting, Term
from associations.plans.lines import LineDraft
from associations.plans.models import ActivityKind, Direction, ItemDone, ItemLink, PlanEdition, PlanLine
from associations.plans.services import editing, workflow
from associations.plans.services.lists import start_lists
from methodservice.directory.models import Municipality, User
from methodservice.home.demo.districts import DISTRICTS
from methodservice.home.demo.plan_words import COMMENT, LINES, REASON, REMARKS, THEMES
from methodservice.lib.periods import SchoolYear

LAST_YEAR = (0, 5)
"""District associations, by place, whose plans of the previous year are in the demo: the second has none for this year,
so there is something to copy. Few, because printing them takes most of the filling."""
APPROVED, REVISED, SUBMITTED, RETURNED, DRAFT, NONE = (
    "approved", "revised", "submitted", "returned", "draft", "none",
)  # fmt: skip
THIS_YEAR = {
    Level.DISTRICT: (APPROVED, REVISED, SUBMITTED, RETURNED, DRAFT, NONE, APPROVED, SUBMITTED, NONE),
    Level.SCHOOL: (SUBMITTED, APPROVED, DRAFT, NONE, RETURNED, SUBMITTED, NONE, NONE, DRAFT, NONE, NONE),
}
"""What has become of this year's plan of each association in turn."""


def fill_plans(municipalities: list[Municipality], today: date) -> None:
    """Lists everywhere; plans in the districts that have logins, approved by their methodist."""
    for district, municipality in zip(DISTRICTS, municipalities, strict=True):
        clerk = User.objects.get(username=f"demo-filling-{municipality.pk}")
        start_lists(municipality, clerk)
        if district.logins:
            methodist = User.objects.get(username=f"metodist-{district.key}")
            _fill_district(municipality, methodist, SchoolYear.containing(today), today)


def _fill_district(municipality, methodist, year, today) -> None:
    lists = (
        list(Direction.objects.filter(municipality=municipality)),
        list(ActivityKind.objects.filter(municipality=municipality)),
    )
    for level, fates in THIS_YEAR.items():
        rows = Association.objects.filter(municipality=municipality, level=level).order_by("pk")
        for number, association in enumerate(rows):
            filler = _Filler(association, methodist, lists, today)
            if level == Level.DISTRICT and number in LAST_YEAR:
                filler.fill(year.previous, APPROVED, theme=0)
            filler.fill(year, fates[number % len(fates)], theme=1)


class _Filler:
    """Writes the plans of one association as its head would, and answers as the methodist would."""

    def __init__(self, association, methodist, lists, today):
        self.association, self.methodist, self.today = association, methodist, today
        self.directions, self.kinds = lists
        head = User.objects.filter(
            teacher__terms__in=Term.objects.on(today).filter(
                association=association, office__in=LEADING_OFFICES
            )
        )
        self.head = head.order_by("pk").first() or methodist

    def fill(self, year: SchoolYear, fate: str, *, theme: int) -> None:
        """fate: see THIS_YEAR; REVISED has a second edition that is handed in."""
        if fate == NONE:
            return
        edition = self._write(year, theme)
        if fate == DRAFT:
            return
        workflow.submit(edition=edition, by=self.head, at=self._moment(year.on("10.09")))
        if fate == RETURNED:
            lines = edition.lines.filter(position__in=REMARKS)
            remarks = {line.pk: REMARKS[line.position] for line in lines}
            workflow.return_edition(edition=edition, by=self.methodist, comment=COMMENT, remarks=remarks)
        elif fate in (APPROVED, REVISED):
            workflow.approve(edition=edition, by=self.methodist, at=self._moment(year.on("14.09")))
            self._live(edition, year)
        if fate == REVISED:
            self._revise(edition)

    def _moment(self, day: date) -> datetime:
        return timezone.make_aware(datetime.combine(min(day, self.today), time(11, 20)))

    def _write(self, year: SchoolYear, theme: int) -> PlanEdition:
        words, goal, tasks = THEMES[theme]
        people = [
            row.teacher.short_name for row in self.association.memberships.select_related("teacher")[:3]
        ]
        names = dict(zip(("second", "third"), [*people[1:], "педагоги", "педагоги"], strict=False))
        lines = LINES if self.association.level == Level.DISTRICT else LINES[::2]
        drafts = [
            LineDraft(
                section, action, deadline, responsible.format(**names), expected,
                self.directions[direction], self.kinds[kind],
            )
            for section, action, deadline, responsible, expected, direction, kind in lines
        ]  # fmt: skip
        return editing.start_edition(
            association=self.association,
            year=year,
            by=self.head,
            theme=words,
            goals=goal.format(who=self.association.teachers_of),
            tasks=tasks,
            drafts=drafts,
        )

    def _live(self, edition: PlanEdition, year: SchoolYear) -> None:
        """Meetings that were held by the plan, marks at what is over; of the last one nobody has told."""
        meetings = Meeting.objects.filter(
            association=self.association, date__range=(year.starts, year.ends), plan_link=None
        ).exclude(state=Meeting.State.NOT_HELD)
        planned = edition.lines.filter(section=PlanLine.Section.MEETINGS).order_by("position")
        ItemLink.objects.bulk_create(
            ItemLink(item_id=line.item_id, meeting=meeting)
            for line, meeting in zip(planned, meetings.order_by("date", "pk"), strict=False)
        )
        over = []
        for line in edition.lines.prefetch_related("occurrences").order_by("position"):
            ends = max((each.ends for each in line.occurrences.all()), default=None)
            if ends and ends < self.today:
                over.append(
                    ItemDone(item_id=line.item_id, done_on=ends - timedelta(days=3), marked_by=self.head)
                )
        ItemDone.objects.bulk_create(over[:-1])

    def _revise(self, edition: PlanEdition) -> None:
        new = workflow.open_new_edition(plan=edition.plan, reason=REASON, by=self.head)
        moved = new.lines.get(action__startswith="Методическая неделя")
        editing.change_line(line=moved, by=self.head, deadline="вторая половина марта")
        editing.remove_line(line=new.lines.get(deadline="ежемесячно"), by=self.head)
        draft = LineDraft(
            PlanLine.Section.OTHER, "Открытый урок для родителей", "апрель", "заместитель руководителя",
            "Отзывы родителей", self.directions[1], self.kinds[6],
        )  # fmt: skip
        editing.add_lines(edition=new, drafts=[draft], by=self.head)
        workflow.submit(edition=new, by=self.head)
