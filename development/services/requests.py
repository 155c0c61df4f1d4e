"""Requests for courses: asked by schools, planned and closed by the methodical service.

Заявлено → В плане → Пройдено; declined with a reason, returned to «заявлено» from the plan or from a refusal. Each
function locks the rows, looks at their state again, writes and journals in one transaction.
"""

from collections.abc import Collection, Mapping
from datetime import date

from django.db import transaction

from development.models import Course, CourseRequest, Provider
from development.services.providers import require_there
from methodservice.directory import audit
from methodservice.directory.models import Teacher
from methodservice.directory.transitions import move
from methodservice.lib.refusals import AlreadyDone, Refused

State = CourseRequest.State
WAYS = {
    State.ASKED: {State.PLANNED, State.DECLINED},
    State.PLANNED: {State.ASKED, State.DECLINED, State.DONE},
    State.DECLINED: {State.ASKED},
    State.DONE: set(),
}
MOST_AT_ONCE = 500


@transaction.atomic
def ask_courses(
    *, teachers: Collection[Teacher], reasons: dict[int, str], year: int, by, **fields
) -> list[CourseRequest]:
    """Ask for one programme for several people; who is asked for already is passed over.

    fields: kind, programme, hours, mode, why; reasons: {teacher's key: words} where `why` is empty. Raises Refused:
    nobody chosen; AlreadyDone: all are asked for.
    """
    if not teachers:
        raise Refused("Отметьте хотя бы одного педагога.", "teachers")
    if len(teachers) > MOST_AT_ONCE:
        raise Refused(f"За один раз можно заявить не больше {MOST_AT_ONCE} человек.", "teachers")
    keys = [teacher.pk for teacher in teachers]
    locked = {
        one.pk: one
        for one in Teacher.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")
    }
    there = _asked_for(keys, year, fields["programme"])
    if there >= locked.keys():
        raise AlreadyDone("Все отмеченные уже в план-заявке на эту программу.")
    rows = CourseRequest.objects.bulk_create(
        CourseRequest(
            teacher=teacher, year=year, **(fields | {"why": fields.get("why") or reasons.get(teacher.pk, "")})
        )
        for teacher in teachers
        if teacher.pk in locked.keys() - there
    )
    audit.AuditEvent.objects.bulk_create(audit.event(audit.Verb.CREATED, by=by, obj=row) for row in rows)
    return rows


def _asked_for(keys: Collection[int], year: int, programme: str) -> set[int]:
    same = CourseRequest.objects.filter(teacher__in=keys, year=year)
    return {
        teacher
        for teacher, title in same.values_list("teacher_id", "programme")
        if title.lower() == programme.lower()
    }


@transaction.atomic
def withdraw_request(*, row: CourseRequest, by) -> None:
    """Remove what the school asked for. Raises Refused when it is planned, AlreadyDone when it is gone."""
    [row] = _locked([row.pk])
    if row.state not in (State.ASKED, State.DECLINED):
        raise Refused("Заявка уже в плане. Сначала методист возвращает её в заявленные.")
    audit.record(audit.Verb.DELETED, by=by, obj=row)
    row.delete()


@transaction.atomic
def plan_requests(
    *,
    keys: Collection[int],
    planned_on: date,
    provider: Provider | None,
    hours: int | None,
    mode: str,
    by,
) -> list[CourseRequest]:
    """Put requests into the plan with a date; those of the plan get the new one. Empty hours and provider leave what
    was asked. Raises Refused for what is declined or done."""
    require_there(provider)
    rows = _locked(keys)
    for row in rows:
        values = {"planned_on": planned_on, "mode": mode}
        values |= {name: value for name, value in (("provider", provider), ("hours", hours)) if value}
        if row.state == State.PLANNED:
            _change(row, by, values)
        else:
            move(
                row,
                WAYS,
                to=State.PLANNED,
                by=by,
                whose="заявки",
                note=f"начало {planned_on:%d.%m.%Y}",
                **values,
            )
    return rows


@transaction.atomic
def decline_request(*, row: CourseRequest, reason: str, by) -> None:
    """Raises AlreadyDone for a declined one, Refused for one that is done."""
    [row] = _locked([row.pk])
    if row.state == State.DECLINED:
        raise AlreadyDone("Заявка уже отклонена.")
    move(row, WAYS, to=State.DECLINED, by=by, whose="заявки", note=reason, state_note=reason, planned_on=None)


@transaction.atomic
def return_request(*, row: CourseRequest, by) -> None:
    """From the plan or a refusal back to «заявлено». Raises AlreadyDone, Refused for one that is done."""
    [row] = _locked([row.pk])
    if row.state == State.ASKED:
        raise AlreadyDone("Заявка уже среди заявленных.")
    move(row, WAYS, to=State.ASKED, by=by, whose="заявки", state_note="", planned_on=None)


@transaction.atomic
def finish_requests(
    *,
    keys: Collection[int],
    ends: date,
    hours: int,
    provider: Provider | None,
    mode: str,
    certificates: Mapping[int, str],
    by,
) -> list[Course]:
    """Courses are over: each request becomes «пройдено» and a course of the card; a course that is there already is
    taken. certificates: {request's key: number}, those that are known. Raises Refused for what is not in the plan."""
    people = CourseRequest.objects.filter(pk__in=keys).values("teacher")
    list(Teacher.objects.select_for_update(of=("self",)).filter(pk__in=people).order_by("pk"))
    require_there(provider)
    courses = []
    for row in _locked(keys):
        number = certificates.get(row.pk, "")
        course = _course_of(
            row, ends=ends, hours=hours, provider=provider, mode=mode, certificate=number, by=by
        )
        move(row, WAYS, to=State.DONE, by=by, whose="заявки", note=f"окончено {ends:%d.%m.%Y}", course=course)
        courses.append(course)
    return courses


def _course_of(row: CourseRequest, *, ends, certificate, by, **fields) -> Course:
    same = Course.objects.select_for_update(of=("self",)).filter(teacher=row.teacher_id, ends=ends)
    for course in same:
        if course.programme.lower() == row.programme.lower():
            if course.state != Course.State.KEPT:
                before = course.get_state_display()
                course.state, course.declined_why = Course.State.KEPT, ""
                course.save(update_fields=["state", "declined_why"])
                changes = {"состояние": [before, course.get_state_display()]}
                audit.record(audit.Verb.MOVED, by=by, obj=course, changes=changes)
            if certificate and not course.certificate:
                before = audit.state_of(course)
                course.certificate = certificate
                course.save(update_fields=["certificate"])
                audit.record_change(by=by, obj=course, before=before)
            return course
    course = Course.objects.create(
        teacher=row.teacher,
        kind=row.kind,
        programme=row.programme,
        ends=ends,
        certificate=certificate,
        **fields,
    )
    audit.record(audit.Verb.CREATED, by=by, obj=course, note="по плану курсов")
    return course


def _locked(keys: Collection[int]) -> list[CourseRequest]:
    """The rows as they are now, in the order of keys; the people they are about are read with their schools."""
    rows = list(CourseRequest.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk"))
    if not rows:
        raise AlreadyDone("Заявки уже нет.")
    people = Teacher.objects.select_related("school").in_bulk({row.teacher_id for row in rows})
    for row in rows:
        row.teacher = people[row.teacher_id]
    return rows


def _change(row: CourseRequest, by, values: dict) -> None:
    before = audit.state_of(row)
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=list(values))
    audit.record_change(by=by, obj=row, before=before)
