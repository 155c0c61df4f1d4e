"""Writes about teachers that touch more than the card itself."""

from datetime import date, timedelta

from django.db import transaction

from methodservice import registries
from methodservice.directory import audit
from methodservice.directory.models import FormerPost, Teacher


def _subjects(teacher) -> str:
    return ", ".join(subject.name for subject in teacher.subjects.order_by("name", "pk")) or "—"


@transaction.atomic
def save_teacher(form, *, by) -> Teacher:
    """Save the card's form; the journal also tells which subjects were added or taken away."""
    is_new = form.instance.pk is None
    before = None if is_new else Teacher.objects.get(pk=form.instance.pk)
    subjects = "—" if is_new else _subjects(before)
    state = {} if is_new else audit.state_of(before)
    teacher = form.save()
    changes = {name: [state.get(name, "—"), value] for name, value in audit.state_of(teacher).items()}
    changes["предметы"] = [subjects, _subjects(teacher)]
    if is_new:
        audit.record(audit.Verb.CREATED, by=by, obj=teacher)
    elif changes := {name: pair for name, pair in changes.items() if pair[0] != pair[1]}:
        audit.record(audit.Verb.CHANGED, by=by, obj=teacher, changes=changes)
    return teacher


@transaction.atomic
def let_go(form, *, by) -> Teacher:
    """Note the last working day and end what belongs to being at work (`registries.farewells`)."""
    teacher = audit.save_form(form, by=by)
    teacher.farewell = _farewell(teacher, teacher.left_on, by)
    return teacher


@transaction.atomic
def move(form, *, by) -> Teacher:
    """Another organisation from the day; what belonged to the former one ends the day before, it is remembered."""
    before = Teacher.objects.select_related("school").get(pk=form.instance.pk)
    last_day = form.cleaned_data["hired_on"] - timedelta(days=1)
    farewell = _farewell(before, last_day, by, school=before.school)
    keep_former_post(before, min(last_day, before.left_on or last_day))
    form.instance.left_on = None
    teacher = audit.save_form(form, by=by)
    teacher.farewell = farewell
    return teacher


def _farewell(teacher, day: date, by, school=None) -> list[str]:
    return [sentence for offer in registries.farewells for sentence in offer(teacher, day, by, school)]


@transaction.atomic
def take_back(form, *, by) -> Teacher:
    """The person has come back on the form's day, and the time before is remembered; without a day the note of leaving
    was a mistake."""
    before = Teacher.objects.get(pk=form.instance.pk)
    if form.cleaned_data["hired_on"] != before.hired_on:
        keep_former_post(before, before.left_on)
    form.instance.left_on = None
    return audit.save_form(form, by=by)


def keep_former_post(teacher: Teacher, last_day: date) -> None:
    """Remember where the card says that the person worked until the day; nothing where it begins later."""
    if teacher.hired_on is None or teacher.hired_on <= last_day:
        FormerPost.objects.create(
            teacher=teacher,
            school_id=teacher.school_id,
            position=teacher.position,
            starts=teacher.hired_on,
            ends=last_day,
        )
