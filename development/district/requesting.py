"""Whom a school may ask courses for, and what the requests of a year add up to."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from development.district.numbers import Address, Number
from development.district.people import people_of
from development.district.watching import watched
from development.models import CourseRequest, Deficit, DeficitKind
from development.rules.courses import Watch
from methodservice.directory.models import School, Teacher
from methodservice.lib.officefiles import normal

State = CourseRequest.State
STATE_KINDS = {State.ASKED: "waiting", State.PLANNED: "soon", State.DECLINED: "refused", State.DONE: "done"}
"""Kinds of the tag `state`."""
COUNTED = ((State.ASKED, "Ждут даты"), (State.PLANNED, "В плане"), (State.DONE, "Прошли"))
BY_SCHOOL = ("teacher__school__short_name", "teacher__surname", "teacher__given_name", "pk")
LIVE = "live"
"""Asked for in place of a state: all but what is declined."""


@dataclass(frozen=True)
class Candidate:
    """A person who may be asked for. reasons: why the portal proposes it; asked: programmes asked for this year."""

    teacher: Teacher
    watch: Watch
    reasons: tuple[str, ...]
    asked: tuple[str, ...]

    @property
    def is_proposed(self) -> bool:
        return bool(self.reasons) and not self.asked


def candidates(user, school: School, year: int, today: date) -> list[Candidate]:
    """People of the school, proposed ones first: the 36 months run out by the end of the year, or a deficit is open.
    3 queries."""
    people = people_of(user).filter(school=school)
    kinds, asked = defaultdict(set), defaultdict(list)
    found = Deficit.objects.open_on(today).filter(teacher__in=people.order_by())
    for teacher_id, kind in found.values_list("teacher_id", "kind"):
        kinds[teacher_id].add(kind)
    for request in CourseRequest.objects.filter(teacher__in=people.order_by(), year=year).order_by("pk"):
        asked[request.teacher_id].append(request.programme)
    rows = [
        Candidate(
            row.teacher,
            row.watch,
            tuple(_reasons(row.watch, kinds[row.teacher.pk], year)),
            tuple(asked[row.teacher.pk]),
        )
        for row in watched(people, today)
    ]
    return sorted(rows, key=lambda row: not row.is_proposed)


def _reasons(watch: Watch, kinds: set[str], year: int) -> Iterable[str]:
    if watch.state == "overdue":
        yield "36 месяцев прошли" if watch.last else "обучения в карточке нет"
    elif watch.due_on.year <= year:
        yield f"36 месяцев истекают {watch.due_on:%d.%m.%Y}"
    if kinds:
        yield f"дефициты: {', '.join(kind.label for kind in DeficitKind if kind in kinds)}"


@dataclass
class Programme:
    """Requests of one programme in a year. keys: of the first request in each state, the way to its pages; address:
    the query that lists its requests in a state; state: that of all of them."""

    title: str
    address: Callable[[str], str]
    state: str
    hours: set[int] = field(default_factory=set)
    schools: set[int] = field(default_factory=set)
    people: int = 0
    numbers: dict[str, int] = field(default_factory=lambda: dict.fromkeys(State.values, 0))
    keys: dict[str, int] = field(default_factory=dict)

    @property
    def hours_in_words(self) -> str:
        """«72», «36–72», «—» where nobody wrote it."""
        if not self.hours:
            return "—"
        least, most = min(self.hours), max(self.hours)
        return str(least) if least == most else f"{least}–{most}"

    @property
    def all(self) -> Number:
        return Number("Человек", self.people, self.address(self.state))

    @property
    def states(self) -> list[Number]:
        return [Number(title, self.numbers[state], self.address(state)) for state, title in COUNTED]


def programmes_of(requests, address: Address, narrowed_to: str = "") -> list[Programme]:
    """What the requests add up to, the most wanted programmes first; declined ones don't count. 1 query.

    narrowed_to: the state that the requests are asked in, if any.
    """
    found: dict[str, Programme] = {}
    rows = requests.exclude(state=State.DECLINED).order_by("pk")
    for key, title, state, hours, school in rows.values_list(
        "pk", "programme", "state", "hours", "teacher__school_id"
    ):
        programme = found.setdefault(
            normal(title),
            Programme(
                title, lambda state, title=title: address(programme=title, state=state), narrowed_to or LIVE
            ),
        )
        programme.people += 1
        programme.numbers[state] += 1
        programme.keys.setdefault(state, key)
        programme.schools.add(school)
        if hours:
            programme.hours.add(hours)
    return sorted(found.values(), key=lambda each: (-each.people, each.title))


def titles_of(requests) -> list[str]:
    """Programmes of the requests, each in one spelling. 1 query."""
    titles = requests.order_by("programme").values_list("programme", flat=True).distinct()
    return list({normal(title): title for title in titles}.values())


def asked_before(municipality_id: int, year: int) -> list[str]:
    """Programmes that schools of the municipality ask for in the year or asked for the year before, so that one
    programme is spelt alike. 1 query."""
    rows = CourseRequest.objects.filter(
        teacher__school__municipality=municipality_id, year__in=(year - 1, year)
    )
    return titles_of(rows.exclude(state=CourseRequest.State.DECLINED))


def of_title(requests, title: str):
    """Requests of a programme, however it is spelt. 1 query."""
    titles = requests.order_by().values_list("programme", flat=True).distinct()
    return requests.filter(programme__in=[each for each in titles if normal(each) == normal(title)])


def of_one_programme(requests, request: CourseRequest) -> list[CourseRequest]:
    """Requests of the same year, programme and state, by school and name. 1 query."""
    rows = requests.filter(year=request.year, state=request.state).select_related("teacher__school")
    name = normal(request.programme)
    return [row for row in rows.order_by(*BY_SCHOOL) if normal(row.programme) == name]
