"""Everything about one meeting, read in a fixed number of queries, with the municipality's rules applied.

The secretary's screen, the snapshot of the protocol and the signing service read this one picture, so that they
can never disagree about who was there, whether there was a quorum and what was decided.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from fractions import Fraction

from associations.models import (
    AgendaItem,
    Attendance,
    Candidate,
    Decision,
    ItemAbsence,
    Meeting,
    Membership,
    NamedVote,
    Roster,
    RosterMember,
)
from associations.rules import (
    CadenceRule,
    Election,
    MajorityRule,
    Quorum,
    QuorumRule,
    Tally,
    Verdict,
    elect,
    quorum,
    verdict,
)
from associations.rules import Candidate as CandidateVotes
from methodservice.directory.models import MunicipalityRules, Teacher
from methodservice.lib.periods import SchoolYear
from methodservice.lib.typography import alphabetical

Voting = AgendaItem.Voting
Kind = AgendaItem.Kind


def quorum_rule(rules: MunicipalityRules) -> QuorumRule:
    """The municipality's stored rule as the arithmetic reads it."""
    share = Fraction(rules.quorum_numerator, rules.quorum_denominator)
    return QuorumRule(share, rules.quorum_strict, rules.quorum_base)


def majority_rule(rules: MunicipalityRules) -> MajorityRule:
    """The municipality's stored rule as the arithmetic reads it."""
    share = Fraction(rules.majority_numerator, rules.majority_denominator)
    return MajorityRule(share, rules.majority_strict, rules.majority_base, rules.tie)


def cadence_rule(rules: MunicipalityRules) -> CadenceRule:
    """The municipality's stored rule as the arithmetic reads it."""
    return CadenceRule(rules.meetings_minimum, rules.meetings_period, rules.half_year_kind)


@dataclass(frozen=True)
class Problem:
    """What prevents signing, as a sentence, and the place on the secretary's screen where it is mended."""

    text: str
    anchor: str


@dataclass(frozen=True)
class MemberLine:
    """A member on the day of the meeting. `counts`: belongs to the base of the quorum rule."""

    teacher: Teacher
    status: str
    counts: bool

    @property
    def is_marked(self) -> bool:
        return bool(self.status)

    @property
    def is_here(self) -> bool:
        return self.status in (Attendance.Status.PRESENT, Attendance.Status.REMOTE)


@dataclass(frozen=True)
class ItemPicture:
    """One agenda item: who of those present was there for it, its votes and what they mean.

    voters: members who were there for this item and count; absent_ids: those present at the meeting but not here.
    verdict: for decisions; election: for elections; both None while nobody has voted or the votes don't add up.
    """

    item: AgendaItem
    voters: tuple[MemberLine, ...]
    absent_ids: frozenset[int]
    quorum: Quorum
    tally: Tally | None
    verdict: Verdict | None
    election: Election | None
    decisions: tuple[Decision, ...]
    candidates: tuple[Candidate, ...]
    named_votes: tuple[NamedVote, ...]
    problems: tuple[Problem, ...]

    @property
    def present(self) -> int:
        return len(self.voters)

    @property
    def anchor(self) -> str:
        return f"item-{self.item.pk}"

    @property
    def winner(self) -> Teacher | None:
        """The elected person."""
        if self.election is None or self.election.winner is None:
            return None
        return next(c.teacher for c in self.candidates if c.teacher_id == self.election.winner)

    @property
    def took_effect(self) -> bool:
        """False only for what was put to the vote and failed; a note that nobody voted on stands as it is."""
        if self.item.kind == Kind.ELECTION:
            return self.election is None or self.winner is not None
        return self.verdict is None or bool(self.verdict.passed)

    @property
    def outcome(self) -> Verdict | Election | None:
        return self.election if self.item.kind == Kind.ELECTION else self.verdict


@dataclass(frozen=True)
class MeetingPicture:
    """See the module's docstring. `members_count` is the base of the quorum rule on the day."""

    meeting: Meeting
    rules: MunicipalityRules
    members: tuple[MemberLine, ...]
    members_count: int
    quorum: Quorum
    guests: tuple
    items: tuple[ItemPicture, ...]
    problems: tuple[Problem, ...] = field(default=())

    @property
    def here(self) -> tuple[MemberLine, ...]:
        """Members who are present, in the room or remotely, in alphabetical order."""
        return tuple(line for line in self.members if line.is_here)

    @property
    def may_sign(self) -> bool:
        return not self.problems

    @property
    def school_year(self) -> SchoolYear:
        return SchoolYear.containing(self.meeting.date)


def members_on(association, day):
    """Members of the association on the day, with their schools. 1 query. SQLite sorts «Ё» before «А»: people are
    shown sorted by `typography.alphabetical`."""
    return (
        Membership.objects.on(day)
        .filter(association=association)
        .select_related("teacher__school")
        .order_by("teacher__surname", "teacher__given_name", "teacher__patronymic", "teacher_id")
    )


def quorum_base_ids(association, day, rules: MunicipalityRules, member_ids) -> frozenset[int]:
    """Teachers who make the base of the quorum: members on the day, or the roster approved last by that day.

    Without an approved roster of the school year the base is empty: there cannot be a quorum. 0 or 2 queries.
    """
    if rules.quorum_base == MunicipalityRules.QuorumBase.MEMBERS:
        return frozenset(member_ids)
    year = SchoolYear.containing(day).first
    roster = (
        Roster.objects.filter(association=association, school_year=year, approved_on__lte=day)
        .order_by("-approved_on", "-pk")
        .first()
    )
    if roster is None:
        return frozenset()
    return frozenset(RosterMember.objects.filter(roster=roster).values_list("teacher_id", flat=True))


def read_meeting(meeting: Meeting) -> MeetingPicture:
    """The picture of the meeting. 9 queries (11 when the base is the approved roster), whatever the number of rows."""
    rules = MunicipalityRules.objects.get(municipality_id=meeting.association.municipality_id)
    statuses = dict(Attendance.objects.filter(meeting=meeting).values_list("teacher_id", "status"))
    memberships = sorted(
        members_on(meeting.association, meeting.date), key=lambda row: alphabetical(row.teacher.full_name)
    )
    base = quorum_base_ids(meeting.association, meeting.date, rules, [m.teacher_id for m in memberships])
    members = tuple(
        MemberLine(m.teacher, statuses.get(m.teacher_id, ""), m.teacher_id in base) for m in memberships
    )
    present = [line for line in members if line.is_here and line.counts]
    answer = quorum(quorum_rule(rules), len(base), len(present))
    items = _read_items(meeting, rules, len(base), present)
    picture = MeetingPicture(meeting, rules, members, len(base), answer, tuple(meeting.guests.all()), items)
    problems = (*_meeting_problems(picture), *(problem for item in items for problem in item.problems))
    return MeetingPicture(meeting, rules, members, len(base), answer, picture.guests, items, problems)


def _grouped(rows, key):
    groups = defaultdict(list)
    for row in rows:
        groups[getattr(row, key)].append(row)
    return groups


def _read_items(meeting, rules, base_count, present) -> tuple[ItemPicture, ...]:
    part = {"item__meeting": meeting}
    decisions = _grouped(Decision.objects.filter(**part).select_related("responsible"), "item_id")
    candidates = _grouped(Candidate.objects.filter(**part).select_related("teacher"), "item_id")
    named = _grouped(NamedVote.objects.filter(**part).select_related("teacher"), "item_id")
    absent = defaultdict(set)
    for item_id, teacher_id in ItemAbsence.objects.filter(**part).values_list(
        "item_id", "attendance__teacher_id"
    ):
        absent[item_id].add(teacher_id)
    items = meeting.items.select_related("speaker__school").order_by("position", "pk")
    return tuple(
        _read_item(
            item, rules, base_count, present, frozenset(absent[item.pk]),
            tuple(decisions[item.pk]), tuple(candidates[item.pk]), tuple(named[item.pk]),
        )
        for item in items
    )  # fmt: skip


def _read_item(item, rules, base_count, present, absent_ids, decisions, candidates, named) -> ItemPicture:
    voters = tuple(line for line in present if line.teacher.pk not in absent_ids)
    answer = quorum(quorum_rule(rules), base_count, len(voters))
    tally = result = election = None
    complaint = ""
    if item.voting != Voting.NONE:
        try:
            if item.kind == Kind.ELECTION:
                election = _elect(item, rules, base_count, voters, candidates, named)
            else:
                tally = _tally(item, voters, named)
                result = verdict(
                    majority_rule(rules), tally, base_count, len(voters), item.chair_vote or None
                )
        except ValueError as error:
            complaint = str(error)
    picture = ItemPicture(
        item, voters, absent_ids, answer, tally, result, election, decisions, candidates, named, ()
    )
    problems = tuple(Problem(text, picture.anchor) for text in _item_problems(picture, complaint))
    return ItemPicture(
        item, voters, absent_ids, answer, tally, result, election, decisions, candidates, named, problems
    )


def _tally(item, voters, named) -> Tally:
    """Hands as recorded: all voters, counts, or the votes by name of those who were there."""
    if item.voting == Voting.UNANIMOUS:
        return Tally(len(voters))
    if item.voting == Voting.COUNTED:
        return Tally(item.votes_for, item.votes_against, item.votes_abstained)
    here = {line.teacher.pk for line in voters}
    choices = [vote.choice for vote in named if vote.teacher_id in here]
    return Tally(*(choices.count(choice) for choice in NamedVote.Choice.values))


def _elect(item, rules, base_count, voters, candidates, named) -> Election:
    if item.voting == Voting.UNANIMOUS:
        if len(candidates) != 1:
            raise ValueError("«Единогласно» — когда кандидат один. Запишите голоса за каждого кандидата.")
        votes = {candidates[0].pk: len(voters)}
        against = abstained = 0
    elif item.voting == Voting.NAMED:
        here = {line.teacher.pk for line in voters}
        cast = [vote for vote in named if vote.teacher_id in here]
        votes = {c.pk: sum(v.candidate_id == c.pk and v.choice == "for" for v in cast) for c in candidates}
        against = sum(vote.choice == NamedVote.Choice.AGAINST for vote in cast)
        abstained = sum(vote.choice == NamedVote.Choice.ABSTAINED for vote in cast)
    else:
        votes = {candidate.pk: candidate.votes for candidate in candidates}
        against, abstained = item.votes_against, item.votes_abstained
    people = [CandidateVotes(c.teacher_id, c.teacher.short_name, votes[c.pk]) for c in candidates]
    return elect(
        majority_rule(rules), people, base_count, len(voters),
        against=against, abstained=abstained, chair_vote=item.chair_vote or None,
    )  # fmt: skip


def _meeting_problems(picture: MeetingPicture):
    meeting = picture.meeting
    if not picture.members:
        yield Problem("В объединении нет ни одного члена на день заседания. Заполните состав.", "roster")
    unmarked = sum(not line.is_marked for line in picture.members)
    if unmarked:
        yield Problem(f"Отметьте явку: осталось {unmarked}.", "roster")
    if not picture.quorum.reached:
        yield Problem(f"{picture.quorum.reason}.", "roster")
    here = {line.teacher.pk for line in picture.here}
    for person_id, whom, what in (
        (meeting.chair_id, "председателя", "Председатель"),
        (meeting.secretary_id, "секретаря", "Секретарь"),
    ):
        if person_id is None:
            yield Problem(f"Выберите {whom} заседания.", "officers")
        elif person_id not in here:
            yield Problem(f"{what} заседания не отмечен среди присутствующих.", "officers")
    if meeting.chair_id and meeting.chair_id == meeting.secretary_id:
        yield Problem("Председатель и секретарь — разные люди: протокол подписывают оба.", "officers")
    if not picture.items:
        yield Problem("В повестке нет ни одного вопроса.", "agenda")


def _item_problems(picture: ItemPicture, complaint: str):
    item = picture.item
    name = f"Вопрос {item.position}"
    if complaint:
        yield f"{name}. {complaint}"
        return
    if item.kind == Kind.ELECTION and not picture.candidates:
        yield f"{name}: назовите хотя бы одного кандидата."
    if item.voting == Voting.NONE:
        if item.kind != Kind.ORDINARY:
            yield f"{name}: запишите итоги голосования."
        return
    if not picture.quorum.reached:
        yield f"{name}: при голосовании не было кворума. {picture.quorum.reason}."
    if item.kind == Kind.DECISION and not picture.decisions:
        yield f"{name}: запишите решение."
    if picture.verdict is not None and picture.verdict.passed is None:
        yield f"{name}. {picture.verdict.reason}."
