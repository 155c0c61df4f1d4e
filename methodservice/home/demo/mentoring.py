"""Mentoring of the demo: pairs in every state, coverage below the goal, models of organisations."""

from collections import Counter
from datetime import date, timedelta

from mentoring.covering import young_people
from mentoring.models import Checkup, Outsider, Pair, PairConsent, Score
from mentoring.services import checkups, pairs, programme, school_models
from methodservice.directory.models import Municipality, School, Teacher, User
from methodservice.home.demo.districts import DISTRICTS
from methodservice.home.demo.half_years import half_years, is_ready
from methodservice.lib.mentoring import MOST_MENTEES, PARTNER, STUDENT

MOST_YOUNG = 60
"""So many young people of a district get something in the demo; the rest wait for a mentor."""
WAYS = (
    "active", "active", "draft", "active", "none", "active", "finished", "active", "active", "ready",
    "stopped", "active", "active", "cancelled", "active", "active", "active", "active", "active", "active",
    "active", "active", "active", "active",
)  # fmt: skip
"""What becomes of the young people of today, in turn."""
GOAL = "Вести урок уверенно: цель, приёмы и проверка связаны между собой"
TASKS = "Разобрать программу и план-график\nНаучиться держать темп урока\nОсвоить формирующее оценивание"
KIND = "ведущий педагог — молодой специалист"
ITEMS = (
    ("Посетить урок наставника и разобрать его по карте наблюдений", "show", 30, "Заполнена карта, выбраны два приёма"),
    ("Составить вместе два плана урока", "together", 45, "Планы проверены на уроках"),
    ("Провести открытый урок для коллег", "open", 150, "Урок показан, разбор записан"),
)  # fmt: skip
MEETINGS = (
    (95, "Знакомство, запросы на год", "Составить программу к следующей встрече"),
    (70, "Как начать урок: первые пять минут", "Попробовать два приёма в 6 классе"),
    (41, "Проверка понимания по ходу урока", "Завести сигнальные карточки"),
    (12, "Разбор посещённого урока", ""),
)
RESULT = "Ведёт уроки без подсказок, открытый урок показан."
LOW, HIGH = (2, 2, 3, 2, 3), (3, 4, 4, 3, 4)
REASONS = {
    "stopped": "Наставник переведён на должность заместителя директора",
    "cancelled": "Педагог выбрал другого наставника",
}
PARTNER_WORDS = {
    "surname": "Лесных", "given_name": "Пётр", "patronymic": "Ильич", "position": "инженер-технолог",
    "organisation": "ООО «Заря»",
}  # fmt: skip
STUDENT_WORDS = {
    "surname": "Вешняк", "given_name": "Анна", "patronymic": "Сергеевна",
    "position": "студентка 4 курса", "organisation": "Педагогический колледж",
}  # fmt: skip


def fill_mentoring(municipalities: list[Municipality], today: date) -> None:
    """In the districts that have logins; kept by the methodist."""
    shown = [pair for pair in zip(DISTRICTS, municipalities, strict=True) if pair[0].logins]
    for district, municipality in shown:
        _Room(municipality, district.key, today).work()


class _Room:
    """The methodist of a district, with its young people and those who may teach them."""

    def __init__(self, municipality: Municipality, key: str, today: date):
        self.municipality, self.key, self.today = municipality, key, today
        self.by = User.objects.get(username=f"metodist-{key}")
        self.load = Counter()
        self.halves = half_years(municipality, today)
        self.begins = min(today - timedelta(days=100), self.halves[-1].cut_off - timedelta(days=40))

    def work(self) -> None:
        young = list(young_people(self.municipality, self.today).select_related("school").order_by("pk"))
        people = Teacher.objects.filter(school__municipality=self.municipality).working()
        tried = people.filter(teaching_since__lt=self.today - timedelta(days=3650))
        self.tried = list(tried.select_related("school").order_by("pk"))
        if not self.tried:
            return
        ways = {mentee: WAYS[place % len(WAYS)] for place, mentee in enumerate(young[:MOST_YOUNG])}
        self._last_year(ways)
        for place, (mentee, way) in enumerate(ways.items()):
            if way != "none":
                self._pair(mentee, way, is_full=place < 4)
        self._check()
        stopped = next((mentee for mentee, way in ways.items() if way == "stopped"), None)
        if stopped:
            self._outside(PARTNER, PARTNER_WORDS, mentee=stopped)
        self._outside(STUDENT, STUDENT_WORDS, mentor=self.tried[-1])
        self._models()

    def _check(self) -> None:
        """Of the other check-ups that are due five of six are held: written in bulk."""
        rows = Checkup.objects.filter(
            pair__municipality=self.municipality,
            pair__state=Pair.State.ACTIVE,
            held_on=None,
            due__lt=self.today,
        )
        held = [row for place, row in enumerate(rows.order_by("pk")) if place % 6]
        for row in held:
            row.held_on = row.due
        Checkup.objects.bulk_update(held, ["held_on"])
        Score.objects.bulk_create(
            Score(checkup=row, criterion=criterion, value=value)
            for row in held
            for criterion, value in zip(Score.Criterion, LOW if row.month == 1 else HIGH, strict=True)
        )

    def _last_year(self, ways: dict[Teacher, str]) -> None:
        """Pairs of five of eight who were young then, all finished: written in bulk."""
        first, second, _ = self.halves
        people = young_people(self.municipality, first.cut_off).select_related("school").order_by("pk")
        mentees = [person for person in people if ways.get(person, "active") in ("active", "stopped")]
        starts = first.first + timedelta(days=20)
        rows = []
        for place, mentee in enumerate(mentees):
            if place % 8 < 5:
                near = [each for each in self.tried if each.school_id == mentee.school_id] or self.tried
                ends = (
                    min(second.cut_off, self.begins - timedelta(days=1)) if mentee in ways else second.cut_off
                )
                rows.append(
                    Pair(
                        municipality=self.municipality, mentor=near[place % len(near)], mentee=mentee, kind=KIND,
                        starts=starts, ends=ends, goal=GOAL, tasks=TASKS, state=Pair.State.FINISHED,
                        order_number=f"{20 + place}-к", order_on=starts, ended_on=ends, result=RESULT,
                    )
                )  # fmt: skip
        PairConsent.objects.bulk_create(
            PairConsent(pair=pair, side=side, given_on=starts - timedelta(days=3))
            for pair in Pair.objects.bulk_create(rows)
            for side in PairConsent.Side
        )

    def _mentor_of(self, mentee: Teacher) -> Teacher:
        """The head of an association with a login first, then somebody of the same school who is free."""
        head = (
            User.objects.filter(username=f"rukovoditel-{self.key}").select_related("teacher__school").first()
        )
        if head and head.teacher in self.tried and not self.load[head.teacher.pk]:
            return head.teacher
        near = [person for person in self.tried if person.school_id == mentee.school_id]
        return min(
            near or self.tried,
            key=lambda person: (self.load[person.pk] >= MOST_MENTEES, self.load[person.pk]),
        )

    def _pair(self, mentee: Teacher, way: str, *, is_full: bool) -> None:
        mentor = self._mentor_of(mentee)
        self.load[mentor.pk] += way in ("active", "draft", "ready")
        soon = {"draft": self.today + timedelta(days=5), "ready": self.today}
        starts = soon.get(way, self.begins - timedelta(days=280 * (way == "finished")))
        pair = pairs.add_pair(
            mentor=mentor, mentee=mentee, by=self.by, starts=starts, ends=starts + timedelta(days=270), kind=KIND,
            goal=GOAL, tasks=TASKS,
        )  # fmt: skip
        if way == "cancelled":
            pairs.cancel_pair(pair=pair, reason=REASONS[way], by=self.by)
            return
        asked = min(starts, self.today) - timedelta(days=3)
        pairs.give_consent(pair=pair, side=PairConsent.Side.MENTOR, given_on=asked, by=self.by)
        if way == "draft":
            return
        pairs.give_consent(pair=pair, side=PairConsent.Side.MENTEE, given_on=asked, by=self.by)
        pair = pairs.name_order(pair=pair, number=f"{60 + mentee.pk % 40}-к", on=asked, by=self.by)
        if way != "ready":
            pairs.start_pair(pair=pair, by=self.by)
            self._live(pair, way, is_full=is_full)

    def _outside(self, form: str, words: dict, **card) -> None:
        """At work since three weeks with somebody who has no card."""
        starts = self.today - timedelta(days=21)
        pair = pairs.add_pair(
            outsider=Outsider(**words), form=form, by=self.by, starts=starts, ends=starts + timedelta(days=180),
            goal="Провести с классом инженерный проект" if form == PARTNER else "Пройти педагогическую практику",
            **card,
        )  # fmt: skip
        for side in PairConsent.Side:
            pairs.give_consent(pair=pair, side=side, given_on=starts, by=self.by)
        pairs.name_order(pair=pair, number="112-к", on=starts, by=self.by)
        pair = pairs.start_pair(pair=pair, by=self.by)
        programme.add_session(
            pair=pair, held_on=starts + timedelta(days=2), about="Знакомство, план работы", by=self.by
        )

    def _live(self, pair: Pair, way: str, *, is_full: bool) -> None:
        items = [
            programme.add_item(
                pair=pair, action=action, form=form, due=pair.starts + timedelta(days=days), expected=expected,
                by=self.by,
            )
            for action, form, days, expected in ITEMS
        ]  # fmt: skip
        for item in items if way == "finished" else items[:1]:
            programme.mark_item(
                item=item,
                done_on=item.due - timedelta(days=2),
                outcome="Разобрали, приёмы в работе",
                by=self.by,
            )
        if is_full or way == "finished":
            self._meet_and_check(pair)
        if way == "finished":
            pairs.write_review(
                pair=pair, mentor_review="Урок планирует сама, просит посмотреть только новые темы.",
                mentee_review="Помогли разборы уроков сразу после звонка.", by=self.by,
            )  # fmt: skip
            pairs.finish_pair(
                pair=pair,
                ended_on=pair.ends,
                result=RESULT,
                by=self.by,
            )
        if way == "stopped":
            pairs.stop_pair(
                pair=pair, ended_by=Pair.EndedBy.OTHER, reason=REASONS[way],
                ended_on=self.today - timedelta(days=20), by=self.by,
            )  # fmt: skip

    def _meet_and_check(self, pair: Pair) -> None:
        for days, about, agreed in MEETINGS:
            held = pair.starts + timedelta(days=100 - days)
            programme.add_session(pair=pair, held_on=held, about=about, agreed=agreed, by=self.by)
        for checkup, marks in zip(pair.checkups.all(), (LOW, HIGH), strict=False):
            if checkup.due <= self.today:
                checkups.hold_checkup(
                    checkup=checkup, held_on=checkup.due, scores=dict(zip(Score.Criterion, marks, strict=True)),
                    note="", by=self.by,
                )  # fmt: skip

    def _models(self) -> None:
        """In force since the half-year in which the organisation says so for the first time."""
        schools = list(School.objects.filter(municipality=self.municipality, closed_on=None).order_by("pk"))
        for place, school in enumerate(schools):
            turns = [turn for turn in range(len(self.halves)) if is_ready("6", turn, place, len(schools))]
            if turns:
                school_models.keep_model(
                    school=school, document=f"Положение о наставничестве, приказ № {30 + place}",
                    starts=self.halves[turns[0]].first + timedelta(days=9), ends=None, by=self.by,
                )  # fmt: skip
