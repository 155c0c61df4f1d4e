"""What the secretary's screen shows: the picture of the meeting with a form for each thing that may be typed.

A plain POST is answered with a redirect to the place on the screen; htmx gets the changed blocks, each swapped
where it stands; saving as one types (static/js/autosave.js) gets JSON.
"""

from dataclasses import dataclass
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import cached_property

from associations.documents import protocol_snapshot
from associations.forms.secretary import (
    DecisionForm,
    GuestForm,
    ItemTextForm,
    OfficersForm,
    VotesForm,
    votes_seen,
)
from associations.models import AgendaItem, Attendance, Meeting
from associations.picture import ItemPicture, MeetingPicture, read_meeting
from methodservice.directory.models import MunicipalityRules, Teacher

MARKS = (
    (Attendance.Status.PRESENT, "здесь"),
    (Attendance.Status.REMOTE, "онлайн"),
    (Attendance.Status.EXCUSED, "уваж."),
    (Attendance.Status.ABSENT, "нет"),
)
REFUSED = 422


@dataclass
class ItemBlock:
    """One question on the screen with its forms. `votes_form`: what was typed wrongly and is shown again."""

    picture: ItemPicture
    screen: "Screen"
    votes_form: VotesForm | None = None

    @property
    def item(self) -> AgendaItem:
        return self.picture.item

    @property
    def is_election(self) -> bool:
        return self.item.kind == AgendaItem.Kind.ELECTION

    @property
    def is_frozen(self) -> bool:
        """The result of an election is in force already: a correction does not touch it."""
        return self.is_election and self.screen.meeting.state == Meeting.State.CORRECTING

    @property
    def may_be_unanimous(self) -> bool:
        return not self.is_election or len(self.picture.candidates) == 1

    @property
    def seen(self) -> str:
        return votes_seen(self.picture)

    @property
    def is_voted(self) -> bool:
        return self.item.voting != AgendaItem.Voting.NONE

    @property
    def outcome_state(self) -> tuple[str, str]:
        """Kind and word of the state badge beside the reason."""
        outcome = self.picture.outcome
        if outcome is None:
            return "overdue", "Ошибка в подсчёте"
        passed = self.picture.winner is not None if self.is_election else outcome.passed
        if passed is None:
            return "soon", "Нужен голос председателя"
        words = ("Выборы состоялись", "Никто не избран") if self.is_election else ("Принято", "Не принято")
        return ("done", words[0]) if passed else ("refused", words[1])

    @cached_property
    def text_form(self):
        return ItemTextForm.of(self.item, self.screen.writer)

    @cached_property
    def votes(self):
        return self.votes_form or VotesForm(picture=self.picture, asks_chair=self.screen.asks_chair)

    @property
    def is_counted_open(self) -> bool:
        return self.votes.is_bound or self.item.voting == AgendaItem.Voting.COUNTED

    @cached_property
    def decision_rows(self):
        """[(decision, its form)]"""
        return [
            (decision, DecisionForm.of(decision, self.screen.writer, people=self.screen.people))
            for decision in self.picture.decisions
        ]

    @cached_property
    def new_decision(self):
        """An empty form ready to be typed into where a decision is expected and none stands yet."""
        wanted = self.item.kind == AgendaItem.Kind.DECISION and not self.picture.decisions
        return self.screen.blank_decision(self.item) if wanted else None

    @cached_property
    def free_candidates(self):
        taken = {candidate.teacher_id for candidate in self.picture.candidates}
        return [person for person in self.screen.people if person.pk not in taken]


class Screen:
    """The picture of a meeting and its forms. Cost: that of `read_meeting`, and chair and secretary for the draft."""

    def __init__(self, meeting: Meeting):
        self.writer = uuid4().hex
        self.picture: MeetingPicture = read_meeting(meeting)
        self.meeting = meeting
        self.marks = MARKS
        self.people: list[Teacher] = [line.teacher for line in self.picture.members]
        self.items = [ItemBlock(entry, self) for entry in self.picture.items]

    @property
    def asks_chair(self) -> bool:
        return self.picture.rules.tie == MunicipalityRules.Tie.CHAIR

    @property
    def unmarked(self) -> int:
        return sum(not line.is_marked for line in self.picture.members)

    @property
    def may_fail(self) -> bool:
        """Everybody is marked and there is no quorum: the way out is offered in view."""
        held = self.meeting.state == Meeting.State.HELD
        return held and not self.unmarked and not self.picture.quorum.reached

    @cached_property
    def officers_form(self):
        return OfficersForm.of(self.meeting, self.writer, people=self.people)

    @cached_property
    def guest_form(self):
        return GuestForm(auto_id="guest-%s")

    @cached_property
    def draft(self) -> dict:
        """The protocol as it will print."""
        return protocol_snapshot(self.picture, number=None)

    def block(self, item: AgendaItem) -> ItemBlock:
        return next(block for block in self.items if block.item.pk == item.pk)

    def blank_decision(self, item: AgendaItem) -> DecisionForm:
        return DecisionForm(
            initial={"writer": self.writer, "version": 0},
            people=self.people,
            auto_id=f"new-{item.pk}-{self.writer[:6]}-%s",
        )


def answer(
    request, meeting: Meeting, anchor: str, *blocks: str, votes_form=None, guest_form=None
) -> HttpResponse:
    """After a change: the changed blocks for htmx, otherwise back to the place on the screen.

    blocks: "roster", "officers", "guests", "votes" (of all items); the quorum bar and the draft always come.
    votes_form: (item, bound form), guest_form: bound form, whose errors are shown in their blocks.
    """
    if not request.htmx:
        return redirect(f"{meeting.get_absolute_url()}#{anchor}")
    screen = Screen(Meeting.objects.for_list().get(pk=meeting.pk))
    refused = votes_form or guest_form
    if votes_form:
        screen.block(votes_form[0]).votes_form = votes_form[1]
    if guest_form:
        screen.guest_form = guest_form
    context = {"screen": screen, "meeting": screen.meeting, "oob": True, "blocks": blocks}
    return render(request, "associations/secretary/_answer.html", context, status=REFUSED if refused else 200)


def refusal(request, meeting: Meeting, error, *blocks: str) -> HttpResponse:
    """A service refused: its sentence on the page, in the bar that is always in view."""
    messages.error(request, str(error))
    return answer(request, meeting, error.anchor or "content", *blocks)


def posted(request):
    """What a form is bound to: the data of a POST, however empty; nothing on the first look."""
    return request.POST if request.method == "POST" else None


def form_page(request, meeting: Meeting, title: str, fragment: str, context: dict, *, status=200):
    """A page with one form of the screen: for those without JavaScript and for what was typed wrongly."""
    context |= {
        "meeting": meeting,
        "title": title,
        "fragment": f"associations/secretary/{fragment}.html",
        "oob": False,
        "crumbs": crumbs_of(meeting, with_meeting=True),
    }
    return render(request, "associations/secretary/form_page.html", context, status=status)


def association_crumbs(association) -> list[tuple[str, str]]:
    """The path to a page of the association."""
    return [
        ("Объединения", reverse("associations:list")),
        (association.title, association.get_absolute_url()),
    ]


def crumbs_of(meeting: Meeting, *, with_meeting=False) -> list[tuple[str, str]]:
    """The path to the meeting, or to a page of it."""
    crumbs = association_crumbs(meeting.association)
    if with_meeting:
        crumbs.append((f"Заседание {meeting.date:%d.%m.%Y}", meeting.get_absolute_url()))
    return crumbs
