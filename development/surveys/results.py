"""What a survey brought: numbers of answers, shares, averages, texts; schools apart only above the threshold.

Whoever may not learn who answered what — everybody in an anonymous survey, all but methodists in a named one — gets
results when the survey is closed and at least `threshold` people answered: results that are watched growing tell of
each answer. 10 queries, whatever the number of questions, options, people and schools; 8 for one school.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property

from django.db.models import Avg, Count, Q

from development.surveys.models import HIGHEST_GRADE, LOWEST_GRADE, Answer, Question, Survey
from development.surveys.rules import shown_groups
from development.surveys.workflow import State
from methodservice.directory.models import School
from methodservice.lib import charts
from methodservice.lib.numerals import counted, people

WHOLE = Decimal(100)


@dataclass(frozen=True)
class Line:
    """An option or a grade. number: people who chose it; of: people who answered the question."""

    key: str
    words: str
    number: int
    of: int

    @property
    def percent(self) -> Decimal:
        """Of those who answered the question, in whole percent."""
        return (WHOLE * self.number / self.of).quantize(Decimal(1), ROUND_HALF_UP) if self.of else Decimal(0)

    @cached_property
    def bar(self) -> charts.Bar:
        return charts.bar(
            self.percent, None, key=self.key, title=f"{self.words}: {people(self.number)}, {self.percent} %",
            description="Длина полосы — доля ответивших на вопрос.", is_reached=True, most=WHOLE,
        )  # fmt: skip


@dataclass(frozen=True)
class Found:
    """A question with its answers. answered: people; average: of a scale; texts: as they were written."""

    question: Question
    answered: int
    lines: tuple[Line, ...] = ()
    average: Decimal | None = None
    texts: tuple[str, ...] = ()

    @property
    def note(self) -> str:
        """«Ответили 12 человек. Можно было выбрать несколько.»"""
        words = f"Ответили {people(self.answered)}." if self.answered else "На этот вопрос никто не ответил."
        if self.question.kind == Question.Kind.MULTIPLE and self.answered:
            words += " Можно было выбрать несколько вариантов."
        return words

    @property
    def average_words(self) -> str:
        return "" if self.average is None else decimal_words(self.average)


@dataclass(frozen=True)
class Group:
    """A school that may be shown apart. cells: («Вопрос 3», average in words) of each scale."""

    school: School
    answered: int
    invited: int
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Results:
    """why_not: why there is nothing to show, in a sentence; then all else is empty."""

    survey: Survey
    invited: int
    answered: int
    why_not: str = ""
    found: tuple[Found, ...] = ()
    scales: tuple[tuple[int, Question], ...] = ()
    """With their numbers."""
    groups: tuple[Group, ...] = ()
    hidden: int = 0
    """People whose schools are not shown apart."""
    school: School | None = field(default=None)

    @property
    def share(self) -> str:
        """«40 из 52 приглашённых, 77 %»."""
        percent = (
            (WHOLE * self.answered / self.invited).quantize(Decimal(1), ROUND_HALF_UP) if self.invited else 0
        )
        of = counted(self.invited, "приглашённого", "приглашённых", "приглашённых")
        return f"{self.answered} из {of}, {percent}\N{NO-BREAK SPACE}%"


def decimal_words(value: Decimal | None) -> str:
    """«4,3»; «—» where nobody answered."""
    if value is None:
        return "—"
    return f"{Decimal(value).quantize(Decimal('0.1'), ROUND_HALF_UP)}".replace(".", ",")


def why_not_yet(survey: Survey, answered: int, *, with_names: bool) -> str:
    """Why results are not shown to a reader who may (not) learn who answered what, or nothing."""
    if survey.state == State.DRAFT:
        return "Опрос ещё не открыт."
    if not with_names and survey.state != State.CLOSED:
        kind = "анонимный" if survey.is_anonymous else "именной"
        return (
            f"Опрос {kind}: итоги появятся, когда он закроется. Иначе по тому, как они меняются, можно узнать, кто "
            "что ответил."
        )
    if not answered:
        return "Никто не ответил."
    if not with_names and answered < survey.threshold:
        whose = "анонимного опроса не показываются" if survey.is_anonymous else "видят только методисты"
        return f"Ответили меньше {survey.threshold} человек: итоги {whose}."
    return ""


def read_results(survey: Survey, school_id: int | None = None, *, with_names: bool = False) -> Results:
    """school_id: only of one school; a school that may not be shown apart is ignored. with_names: for one who may learn
    who answered what. See the module's docstring."""
    numbers = survey.invitations.aggregate(
        invited=Count("pk"), answered=Count("pk", filter=Q(is_answered=True))
    )
    invited, answered = numbers["invited"], numbers["answered"]
    if reason := why_not_yet(survey, answered, with_names=with_names):
        return Results(survey, invited, answered, why_not=reason)
    groups = _groups(survey)
    school = next((each for each in groups if each.pk == school_id), None)
    questions = list(survey.questions.prefetch_related("options"))
    numbered = enumerate(questions, start=1)
    scales = tuple((number, each) for number, each in numbered if each.kind == Question.Kind.SCALE)
    found = _found(survey, questions, school)
    if school:
        return Results(survey, school.invited, school.answered, found=found, school=school)
    averages = _averages(survey, groups)
    lines = tuple(
        Group(
            each,
            each.answered,
            each.invited,
            tuple(
                (f"Вопрос {number}", decimal_words(averages.get((each.pk, scale.pk))))
                for number, scale in scales
            ),
        )
        for each in groups
    )
    hidden = answered - sum(line.answered for line in lines)
    return Results(survey, invited, answered, found=found, scales=scales, groups=lines, hidden=hidden)


def _groups(survey: Survey) -> list[School]:
    """Schools that may be shown apart with `answered` and `invited`. The same for methodists: a named survey has a page
    of its own for who said what, and its results and report go on to others. 3 queries."""
    answers = dict(survey.sheets.order_by().values_list("school").annotate(number=Count("pk")))
    whole = sum(answers.values())
    answers.pop(None, None)
    shown = shown_groups(answers, whole, survey.threshold)
    invited = Count("pk", distinct=True)
    rows = (
        survey.invitations.order_by().filter(school__in=shown).values_list("school").annotate(number=invited)
    )
    numbers = dict(rows)
    schools = list(School.objects.filter(pk__in=shown).order_by("short_name", "pk"))
    for school in schools:
        school.answered, school.invited = answers[school.pk], numbers.get(school.pk, 0)
    return schools


def _found(survey: Survey, questions: list[Question], school: School | None) -> tuple[Found, ...]:
    """2 queries, 3 with texts, which are never shown of one school."""
    answers = Answer.objects.filter(sheet__survey=survey)
    if school:
        answers = answers.filter(sheet__school=school)
    answered = dict(answers.order_by().values_list("question").annotate(number=Count("sheet", distinct=True)))
    counts = defaultdict(int)
    rows = answers.filter(text="").order_by().values_list("question", "option", "grade")
    for question, option, grade, number in rows.annotate(number=Count("key")):
        counts[question, option or 0, grade or 0] = number
    texts = defaultdict(list)
    if not school:
        for question, text in answers.exclude(text="").order_by("key").values_list("question", "text"):
            texts[question].append(text)
    return tuple(
        Found(
            question=each,
            answered=answered.get(each.pk, 0),
            lines=_lines(each, counts, answered.get(each.pk, 0)),
            average=_average(each, counts, answered.get(each.pk, 0)),
            texts=tuple(texts[each.pk]),
        )
        for each in questions
    )


def _lines(question: Question, counts, of: int) -> tuple[Line, ...]:
    if question.kind == Question.Kind.SCALE:
        ends = {LOWEST_GRADE: question.low, HIGHEST_GRADE: question.high}
        return tuple(
            Line(
                f"q{question.pk}-g{grade}",
                f"{grade} — {ends[grade]}" if ends.get(grade) else str(grade),
                counts[question.pk, 0, grade],
                of,
            )
            for grade in range(LOWEST_GRADE, HIGHEST_GRADE + 1)
        )
    return tuple(
        Line(f"q{question.pk}-o{option.pk}", option.words, counts[question.pk, option.pk, 0], of)
        for option in question.options.all()
    )


def _average(question: Question, counts, of: int) -> Decimal | None:
    if question.kind != Question.Kind.SCALE or not of:
        return None
    grades = range(LOWEST_GRADE, HIGHEST_GRADE + 1)
    return Decimal(sum(grade * counts[question.pk, 0, grade] for grade in grades)) / of


def _averages(survey: Survey, groups: list[School]) -> dict[tuple[int, int], Decimal]:
    """{(school, question): average grade}. 1 query."""
    rows = Answer.objects.filter(sheet__survey=survey, grade__isnull=False, sheet__school__in=groups)
    found = rows.order_by().values_list("sheet__school", "question").annotate(average=Avg("grade"))
    return {(school, question): Decimal(str(average)) for school, question, average in found}
