"""Sections of a card: records in the words of the page, and what one may do with each of them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.urls import reverse

from development.kinds import RecordKind
from development.models import CardRecord, Deficit, Diagnosis, DiagnosisResult, Route, Work
from development.rules.attestation import validity
from development.workflow import PROPOSAL_KINDS, ROUTE_KINDS, Proposal, State
from methodservice.directory.templatetags.ui import ru_date
from methodservice.lib.numerals import counted
from methodservice.lib.typography import quoted

SHOWN = 5
"""Records that a section shows at once; the rest are one click away."""


@dataclass(frozen=True)
class Tool:
    """Something to do with a record. is_post: sent at once, otherwise a link to a page; is_main: what the record waits
    for, looks like a button."""

    label: str
    url: str
    is_post: bool = False
    is_main: bool = False


@dataclass(frozen=True)
class Row:
    """A record: title with its page or address if there is one, details under it, a file, a state (kind, word)."""

    title: str
    details: list[str] = field(default_factory=list)
    url: str = ""
    file: object = None
    state: tuple[str, str] | None = None
    tools: list[Tool] = field(default_factory=list)


@dataclass(frozen=True)
class Section:
    """rows: those shown at once; rest: the others; add: what adds a record, or nothing; empty: a sentence;
    proposed: how many wait for an answer."""

    anchor: str
    title: str
    rows: list[Row]
    rest: list[Row]
    empty: str
    add: list[Tool]
    proposed: int = 0

    @property
    def number(self) -> int:
        return len(self.rows) + len(self.rest)


Words = tuple[str, list[str]]
"""Title of a record, details."""


def diagnosis_words(diagnosis: Diagnosis) -> Words:
    about = ru_date(diagnosis.held_on)
    if diagnosis.organiser:
        about = f"{about}, {diagnosis.organiser}"
    results = [str(result) for result in diagnosis.results.all()]
    return diagnosis.title, [about, *results, *filter(None, [diagnosis.note])]


def deficit_words(deficit: Deficit) -> Words:
    subject = f", {deficit.subject.name}" if deficit.subject else ""
    details = [f"{deficit.kind_of_one}{subject}; выявлен {ru_date(deficit.found_on)}"]
    if deficit.diagnosis:
        details.append(f"по диагностике {quoted(deficit.diagnosis.title)}")
    if deficit.closed_on:
        details.append(f"закрыт {ru_date(deficit.closed_on)}: {deficit.closed_how}")
    return deficit.words, details


def course_words(course) -> Words:
    hours = counted(course.hours, "час", "часа", "часов")
    details = [
        f"{course.get_kind_display()}, {hours}, {course.get_mode_display()}, окончено {ru_date(course.ends)}"
    ]
    who = [course.taught_by, course.certificate and f"№ {course.certificate}"]
    marks = [
        course.subject.name if course.subject else "",
        "для профильного уровня" if course.is_profile else "",
        "для управленческих команд" if course.for_team else "",
    ]
    details += [", ".join(filter(None, part)) for part in (who, marks) if any(part)]
    return course.programme, details


def attestation_words(attestation) -> Words:
    order = f"приказ № {attestation.order_number}" if attestation.order_number else ""
    if attestation.order_on:
        order = f"{order or 'приказ'} от {attestation.order_on:%d.%m.%Y}"
    details = [", ".join(filter(None, (f"с {ru_date(attestation.decided_on)}", attestation.position, order)))]
    return attestation.get_category_display().capitalize(), [*details, term_words(attestation)]


def term_words(attestation) -> str:
    """«действует по 30 августа 2028 (установлена до 01.09.2023 — на пять лет)», «устанавливается бессрочно»."""
    answer = validity(attestation.category, attestation.decided_on)
    return f"действует по {ru_date(answer.until)} ({answer.reason})" if answer.until else answer.reason


def contest_words(entry) -> Words:
    about = (
        f"{entry.get_result_display()}, уровень {entry.get_level_display()}, итоги {ru_date(entry.held_on)}"
    )
    return entry.title, [about]


def work_words(work: Work) -> Words:
    about = f"{work.get_kind_display()}, {ru_date(work.made_on)}"
    if work.published_in:
        about = f"{about}, {work.published_in}"
    shared = f"файл открыт коллегам, согласие автора — {ru_date(work.consent_on)}" if work.consent_on else ""
    return work.title, [about, *filter(None, [shared])]


WORDS: dict[str, Callable[..., Words]] = {
    "diagnosis": diagnosis_words,
    "deficit": deficit_words,
    "course": course_words,
    "attestation": attestation_words,
    "contest": contest_words,
    "work": work_words,
}


def section_of(kind: RecordKind, records: Iterable, teacher, user, *, keeps: bool) -> Section:
    """A section of records of a kind. keeps: the user keeps the card; the person may propose what may be proposed."""
    records = list(records)
    rows = [_row(kind, record, user, keeps=keeps) for record in records]
    add = []
    url = reverse("development:record_add", args=[teacher.pk, kind.key])
    if keeps:
        add.append(Tool("Добавить", url))
    elif kind.may_be_proposed and teacher.pk == user.teacher_id:
        add.append(Tool("Предложить запись", url))
    empty = kind.empty if keeps else "Записей пока нет."
    proposed = sum(getattr(record, "state", "") == Proposal.PROPOSED for record in records)
    return Section(kind.anchor, kind.title, rows[:SHOWN], rows[SHOWN:], empty, add, proposed)


def _row(kind: RecordKind, record, user, *, keeps: bool) -> Row:
    title, details = WORDS[kind.key](record)
    state = None
    tools = []
    edit, delete = (
        Tool(label, reverse(f"development:record_{what}", args=[kind.key, record.pk]))
        for label, what in (("Изменить", "edit"), ("Удалить", "delete"))
    )
    if isinstance(record, CardRecord) and record.state != Proposal.KEPT:
        state = PROPOSAL_KINDS[record.state], record.get_state_display().lower()
        if record.declined_why:
            details.append(f"Почему не принято: {record.declined_why}")
        if keeps:
            tools += _answers(kind, record)
        elif record.proposed_by_id == user.pk:
            tools += [edit, Tool("Отозвать", delete.url)]
    if isinstance(record, Deficit):
        state = ("done", "закрыт") if record.closed_on else ("waiting", "открыт")
    if keeps:
        tools += [*_more(record), edit, delete]
    url = getattr(record, "url", "")
    return Row(title, details, url, getattr(record, "file", None), state, tools)


def _answers(kind: RecordKind, record: CardRecord) -> list[Tool]:
    url = reverse("development:proposal_accept", args=[kind.key, record.pk])
    waits = record.state == Proposal.PROPOSED
    take = Tool("Принять", url, is_post=True, is_main=waits)
    if not waits:
        return [take]
    return [take, Tool("Не принимать", reverse("development:proposal_decline", args=[kind.key, record.pk]))]


def _more(record) -> list[Tool]:
    if isinstance(record, Diagnosis):
        if any(row.level != DiagnosisResult.Level.NONE for row in record.results.all()):
            return [Tool("Записать дефициты", reverse("development:deficits_open", args=[record.pk]))]
    elif isinstance(record, Deficit):
        if record.closed_on:
            return [
                Tool("Открыть снова", reverse("development:deficit_reopen", args=[record.pk]), is_post=True)
            ]
        return [Tool("Закрыть", reverse("development:deficit_close", args=[record.pk]))]
    return []


def routes_section(routes: Iterable[Route], teacher, *, keeps: bool, may_draft: bool) -> Section:
    """Routes with the progress of `card.with_progress`. may_draft: there are open deficits without a route."""
    rows = []
    for route in routes:
        details = [f"{ru_date(route.starts)} — {ru_date(route.ends)}"]
        if not route.steps_all:
            details.append("шагов ещё нет")
        elif route.state == State.DRAFT:
            details.append(f"шагов: {route.steps_all}")
        else:
            details.append(f"выполнено шагов: {route.steps_done} из {route.steps_all}")
        if route.state == State.ACTIVE and route.steps_told:
            details.append(f"ждут проверки: {route.steps_told}")
        if route.state == State.ACTIVE and route.steps_late:
            details.append(f"просрочено шагов: {route.steps_late}")
        state = ROUTE_KINDS[route.state], route.get_state_display().lower()
        rows.append(Row(route.theme, details, route.get_absolute_url(), state=state))
    add = []
    if keeps and may_draft:
        url = reverse("development:route_draft", args=[teacher.pk])
        add.append(Tool("Составить по открытым дефицитам", url, is_post=True))
    if keeps:
        add.append(Tool("Завести маршрут", reverse("development:route_add", args=[teacher.pk])))
    empty = "Маршрута пока нет."
    if keeps:
        empty = (
            "Составьте черновик по открытым дефицитам — шаги подставятся сами."
            if may_draft
            else "Заведите маршрут: тема, шаги, сроки."
        )
    return Section("routes", "Маршруты (ИОМ)", rows[:SHOWN], rows[SHOWN:], empty, add)
