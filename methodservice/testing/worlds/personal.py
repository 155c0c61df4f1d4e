"""Records of `methodservice.personal` in the world of the access table."""

from datetime import date

from methodservice.directory import audit
from methodservice.directory.models import School
from methodservice.personal.acts import act_snapshot, whose_card
from methodservice.personal.models import Anonymisation, Consent
from methodservice.testing import factories as make

LONG_AGO = date(2026, 6, 1)


def add_personal(world) -> None:
    """«own» is the person of the role «teacher»; `gone_person` revoked the consent; `act`: of a card already empty."""
    people = {"own": world.users["teacher"].teacher}
    schools = {name: School.objects.get(pk=key) for name, key in world.records["school"].items()}
    for ownership, school in schools.items():
        people[ownership] = make.TeacherFactory(school=school)
        gone = make.TeacherFactory(school=school)
        Consent.objects.create(teacher=gone, kind="processing", given_on=LONG_AGO, revoked_on=LONG_AGO)
        world.put("gone_person", ownership, gone)
    for ownership, person in people.items():
        world.put("person", ownership, person)
        consent = Consent.objects.create(teacher=person, kind="processing", given_on=date(2026, 9, 1))
        world.put("consent", ownership, consent)
    for ownership, school in (("own", schools["other_school"]), ("foreign", schools["foreign"])):
        world.put("act", ownership, _act(school, by=world.users["methodist"]))


def _act(school, by) -> Anonymisation:
    card = make.TeacherFactory(
        school=school, surname="Обезличено № 2026-1", given_name="", patronymic="", gender="",
        left_on=date(2026, 6, 1), anonymised_on=date(2026, 10, 1),
    )  # fmt: skip
    journal = audit.record(audit.Verb.CHANGED, by=by, obj=card, note="карточка обезличена, акт № 2026-1")
    snapshot = act_snapshot(
        whose=whose_card(card, "И. М. И."), municipality=school.municipality, number="2026-1",
        day=date(2026, 10, 1), by=by, ground="Педагог уволен.",
        goes=["Карточка."], stays=["Протоколы."], texts=1,
        journal=journal,
    )  # fmt: skip
    return Anonymisation.objects.create(
        municipality=school.municipality, teacher=card, number="2026-1", done_on=date(2026, 10, 1), done_by=by,
        snapshot=snapshot,
    )  # fmt: skip
