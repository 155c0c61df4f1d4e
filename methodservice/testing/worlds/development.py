"""Records of `development` in the world of the access table."""

from datetime import date

from development.models import Route
from methodservice.directory.models import Teacher
from methodservice.testing import development as have


def add_development(world) -> None:
    """See world.py for the ownerships; `own` is the card of the teacher's role, who works in school 2."""
    author = world.users["teacher"]
    people = {"own": author.teacher_id, **world.records["teacher"]}
    for ownership, key in people.items():
        teacher = Teacher.objects.get(pk=key)
        world.put("card", ownership, teacher)
        diagnosis = have.diagnosis(teacher)
        diagnosis.results.create(kind="methodical", level="high")
        world.put("diagnosis", ownership, diagnosis)
        world.put("deficit", ownership, have.deficit(teacher))
        world.put("closed_deficit", ownership, have.deficit(teacher, closed_on=have.DAY, closed_how="Курсы"))
        world.put(
            "course", ownership, have.course(teacher, provider=have.provider(teacher.school.municipality))
        )
        world.put("attestation", ownership, have.attestation(teacher))
        world.put("contest", ownership, have.contest(teacher))
        world.put("work", ownership, have.work(teacher))
        proposed = have.course(
            teacher,
            programme="Предложено",
            state="proposed",
            proposed_by=author if ownership == "own" else None,
        )
        world.put("proposed_course", ownership, proposed)
        route = have.route(teacher)
        world.put("route", ownership, route)
        world.put("step", ownership, route.steps.get())
        told = {"position": 2, "action": "Урок", "due": route.ends, "state": "told", "told_on": have.DAY}
        world.put("told_step", ownership, route.steps.create(**told))
        draft = Route.objects.create(
            teacher=teacher, theme="Черновик", starts=have.DAY, ends=date(2027, 5, 31)
        )
        world.put("draft_route", ownership, draft)
