"""Two school years of meetings, filed through the same services that people use."""

from datetime import date, time, timedelta
from random import Random

from associations.models import (
    AgendaItem,
    Association,
    Attendance,
    Candidate,
    Decision,
    Guest,
    Level,
    Meeting,
    Office,
    Proposal,
    Term,
)
from associations.services.decisions import add_follow_up, mark_done
from associations.services.meetings import declare_not_held, plan_repeat
from associations.services.signing import sign_protocol
from methodservice.directory.models import User
from methodservice.home.demo.agendas import OUTCOMES, PLACES, THEMES
from methodservice.lib.periods import SchoolYear
from methodservice.lib.workdays import first_working

DAYS_OF_DISTRICT = (18, 75, 150, 228)
"""Days after 1 September on which a district association meets: one meeting a quarter."""
DAYS_OF_SCHOOL = (25, 190)


def hold_meetings(
    associations: list[tuple[str, Association]], years: int, random: Random, today: date
) -> None:
    """Hold and sign what is past, leave the latest meetings in every state that a person may meet."""
    clerk = User.objects.create(
        username=f"demo-filling-{associations[0][1].municipality_id}", full_name="Заполнение демонстрации",
        municipality=associations[0][1].municipality, is_active=False, password="!",  # noqa: S106 — unusable
    )  # fmt: skip
    this_year = SchoolYear.containing(today)
    for number, (_, association) in enumerate(associations):
        days = DAYS_OF_DISTRICT if association.level == Level.DISTRICT else DAYS_OF_SCHOOL
        for year in ([this_year.previous] if years > 1 else []) + [this_year]:
            for theme_number, day in enumerate(days):
                on = first_working(year.starts + timedelta(days=day + number))
                if on < today - timedelta(days=1):
                    meeting = _draft(association, on, theme_number, random)
                    if theme_number == 0 and association.level == Level.DISTRICT:
                        _elect(meeting)
                    add_follow_up(meeting=meeting, by=clerk)
                    sign_protocol(meeting=meeting, by=clerk)
                    _carry_out(meeting, random, today, clerk)
    _living_meetings([association for _, association in associations], random, today, clerk)


def _term_holder(association, office, day):
    term = Term.objects.on(day).filter(association=association, office=office).first()
    return term.teacher if term else None


def _draft(association: Association, on: date, theme_number: int, random: Random) -> Meeting:
    """A meeting that took place: attendance, guests, texts, unanimous and counted votes, decisions with deadlines."""
    theme, questions = THEMES[theme_number % len(THEMES)]
    head = _term_holder(association, Office.HEAD, on)
    secretary = _term_holder(association, Office.SECRETARY, on)
    meeting = Meeting.objects.create(
        association=association, date=on, time=time(14, 30), theme=theme, state=Meeting.State.HELD, chair=head,
        secretary=secretary, place=random.choice(PLACES),
    )  # fmt: skip
    here = _attend(meeting, {head.pk, secretary.pk}, random)
    if theme_number % 2 == 0:
        Guest.objects.create(
            meeting=meeting, name="Зорина Галина Степановна", position="методист",
            organisation=association.municipality.service_short,
        )  # fmt: skip
    for position, (title, heard, spoke, decisions) in enumerate(questions, start=1):
        _item(meeting, position, title, heard, spoke, decisions, here, random)
    return meeting


def _carry_out(meeting, random, today, clerk) -> None:
    """All decisions of last year are done and most of this one's, some late; the rest is what people meet in lists."""
    past = meeting.date < SchoolYear.containing(today).starts
    for decision in Decision.objects.adopted().filter(item__meeting=meeting):
        done_on = decision.due + timedelta(days=random.choice((-6, -3, -1, 0, 4)))
        if done_on <= today and (past or random.random() < 0.7):
            mark_done(decision=decision, done_on=done_on, by=clerk, comment=random.choice(OUTCOMES))


def _attend(meeting, always, random):
    """Four of five come; the absent mostly have a reason. → teachers present."""
    members = [m.teacher for m in meeting.association.memberships.select_related("teacher")]
    rows, here = [], []
    most_absent = max(0, (len(members) - 1) // 4)
    for teacher in members:
        absent = teacher.pk not in always and most_absent > 0 and random.random() < 0.2
        most_absent -= absent
        status = random.choice(("excused", "excused", "absent")) if absent else "present"
        rows.append(Attendance(meeting=meeting, teacher=teacher, status=status))
        if not absent:
            here.append(teacher)
    Attendance.objects.bulk_create(rows)
    return here


def _item(meeting, position, title, heard, spoke, decisions, here, random):
    speaker, voice = random.choice(here), random.choice(here)
    ending = "а" if voice.gender == "female" else ""
    abstained = 1 if len(here) > 8 and random.random() < 0.2 else 0
    item = AgendaItem.objects.create(
        meeting=meeting, position=position, title=title, speaker=speaker, heard=heard,
        spoke=f"{voice.short_name} {spoke.replace('{}', ending)}",
        voting=AgendaItem.Voting.COUNTED if abstained else AgendaItem.Voting.UNANIMOUS,
        votes_for=len(here) - abstained if abstained else 0, votes_abstained=abstained,
    )  # fmt: skip
    for number, text in enumerate(decisions, start=1):
        Decision.objects.create(
            item=item, position=number, text=text, responsible=random.choice(here),
            due=meeting.date + timedelta(days=random.choice((14, 21, 30, 45))),
        )  # fmt: skip


def _elect(meeting) -> None:
    """The yearly election of the head: a member who holds no office yet, in turn."""
    members = meeting.association.memberships.exclude(teacher__terms__association=meeting.association)
    newcomer = members.first()
    candidate = newcomer.teacher if newcomer else meeting.chair
    item = AgendaItem.objects.create(
        meeting=meeting, position=meeting.items.count() + 1, kind=AgendaItem.Kind.ELECTION, office=Office.HEAD,
        title="О выборах руководителя объединения", speaker=meeting.secretary,
        heard="Срок полномочий руководителя истёк. Предложена одна кандидатура.",
        voting=AgendaItem.Voting.UNANIMOUS,
    )  # fmt: skip
    Candidate.objects.create(item=item, teacher=candidate)


def _living_meetings(associations, random, today, clerk) -> None:
    """What people meet on opening the portal: a planned meeting, a draft, one that did not take place, proposals."""
    upper = [one for one in associations if one.level == Level.DISTRICT]
    lower = [one for one in associations if one.level == Level.SCHOOL]
    for number, association in enumerate(upper):
        _planned(association, today + timedelta(days=6 + 3 * number), number + 1)
    draft = _draft(upper[0], today - timedelta(days=1), 1, random)
    draft.items.update(voting=AgendaItem.Voting.NONE)
    if len(upper) > 1:
        failed = _draft(upper[1], today - timedelta(days=2), 2, random)
        failed.attendance.exclude(teacher__in=[failed.chair, failed.secretary]).update(status="absent")
        declare_not_held(meeting=failed, by=clerk, note="Не было кворума: пришли двое.")
        plan_repeat(meeting=failed, date=today + timedelta(days=5), by=clerk)
    for association in lower[:2]:
        if association.parent_id:
            Proposal.objects.create(
                association=association.parent, source=association, title="О единых требованиях к проверке тетрадей",
                rationale="В разных школах тетради проверяют по-разному, родители задают вопросы.",
            )  # fmt: skip


def _planned(association, on, theme_number) -> Meeting:
    theme, questions = THEMES[theme_number % len(THEMES)]
    meeting = Meeting.objects.create(
        association=association,
        date=first_working(on),
        time=time(14, 30),
        theme=theme,
        place="методический кабинет",
    )
    for position, (title, *_) in enumerate(questions, start=1):
        AgendaItem.objects.create(meeting=meeting, position=position, title=title)
    return meeting
