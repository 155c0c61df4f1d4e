"""What a route prints: the columns that documents of districts share. Nothing is frozen."""

from development.card import steps_of
from development.models import Route, RouteStep
from development.workflow import State, StepState
from methodservice.documents.approval import approved_by_person
from methodservice.lib.dates import long_date
from methodservice.lib.declension import signature_name
from methodservice.lib.typography import bind, paragraphs

ROUTE = "development/pdf/route.html"


def route_snapshot(route: Route) -> dict:
    """The person, then a line for each step; `teacher__school__municipality` is read. 1 query."""
    teacher, school = route.teacher, route.teacher.school
    approved = f"{long_date(route.approved_on)}" if route.approved_on else ""
    facts = [
        ("Педагог", teacher.full_name),
        ("Должность", teacher.position),
        ("Организация", school.short_name),
        ("Тема", route.theme),
        ("Сроки", f"{long_date(route.starts)} – {long_date(route.ends)}"),
    ]
    if route.diagnosis:
        facts.append(("Диагностика", f"{route.diagnosis.title}, {long_date(route.diagnosis.held_on)}"))
    if route.state in (State.FINISHED, State.STOPPED):
        facts.append(("Состояние", f"{route.get_state_display().lower()}, {long_date(route.finished_on)}"))
    return {
        "organisation": [bind(line) for line in (school.municipality.authority, school.line_name) if line],
        "approval": approved_by_person(post=school.head_post.capitalize(), signature="", date=approved),
        "is_draft": route.state == State.DRAFT,
        "heading": "ИНДИВИДУАЛЬНЫЙ ОБРАЗОВАТЕЛЬНЫЙ МАРШРУТ",
        "subtitle": "",
        "person": teacher.full_name,
        "facts": [{"name": name, "value": bind(value)} for name, value in facts],
        "steps": [_line(number, step) for number, step in enumerate(steps_of(route), start=1)],
        "outcome": paragraphs(route.outcome),
        "signatures": [
            {
                "post": "Педагог",
                "name": signature_name(teacher.surname, teacher.given_name, teacher.patronymic),
            }
        ],
    }


def _line(number: int, step: RouteStep) -> dict:
    deficit = f"{step.deficit.get_kind_display()}: {step.deficit.words}" if step.deficit else "—"
    is_done = step.state == StepState.DONE
    mark = f"выполнено {step.done_on:%d.%m.%Y}" if is_done else ""
    return {
        "number": str(number),
        "deficit": bind(deficit),
        "action": bind(step.action),
        "form": step.get_form_display(),
        "provider": bind(step.provider),
        "due": f"{step.due:%d.%m.%Y}",
        "result": bind((is_done and step.outcome) or step.expected),
        "mark": mark,
    }
