"""Records of `mentoring` in the world of the access table."""

from datetime import date, timedelta

from django.utils import timezone

from mentoring.models import Checkup, OutsiderAct, Pair, PairConsent, ProgrammeItem, Score, Session
from methodservice.directory import audit
from methodservice.directory.models import School
from methodservice.personal.acts import act_snapshot
from methodservice.testing import mentoring as make


def add_mentoring(world) -> None:
    """See access/mentoring.py for the ownerships. Pairs are made without services: the journal is no matter here."""
    for ownership in ("own_school", "other_school", "foreign"):
        school = School.objects.get(pk=world.records["school"][ownership])
        _records(world, ownership, make.mentor(school), make.young(school))
        world.put("mentoring_model", ownership, make.school_model(school))
    _records(world, "own", world.users["head"].teacher, world.users["teacher"].teacher)


def _records(world, ownership, mentor, mentee) -> None:
    today = timezone.localdate()
    options = {
        "municipality": mentee.school.municipality, "mentor": mentor, "mentee": mentee,
        "starts": today - timedelta(days=100), "ends": today + timedelta(days=100),
    }  # fmt: skip
    ordered = {"order_number": "45", "order_on": date(2026, 9, 1), "goal": "Вести урок без подсказок"}
    for form, side, person in (("partner", "mentor", make.outsider()), ("student", "mentee", make.student())):
        person.save()
        words = options | {"form": form, side: None, "outsider": person}
        world.put(f"{form}_pair", ownership, Pair.objects.create(state=Pair.State.ACTIVE, **words, **ordered))
    partner = options | {
        "form": "partner",
        "mentor": None,
        "state": Pair.State.CANCELLED,
        "state_note": "Ошибка",
    }
    gone = make.outsider(surname="Речных")
    gone.save()
    world.put("cancelled_pair", ownership, Pair.objects.create(**partner, outsider=gone))
    erased = make.outsider(
        surname="Обезличено № 2026-2", given_name="", patronymic="", position="данные удалены"
    )
    erased.act = _act(mentee.school, by=world.users["methodist"])
    erased.save()
    world.put("erased_pair", ownership, Pair.objects.create(**partner, outsider=erased))
    draft = Pair.objects.create(**options)
    world.put("draft_pair", ownership, draft)
    consent = PairConsent.objects.create(pair=draft, side="mentee", given_on=today)
    world.put("pair_consent", ownership, consent)
    pair = Pair.objects.create(state=Pair.State.ACTIVE, **options, **ordered)
    world.put("mentoring_pair", ownership, pair)
    item = ProgrammeItem.objects.create(
        pair=pair,
        position=1,
        action="Посетить урок",
        due=today,
        done_on=today,
        outcome="Разобрали начало урока",
    )
    world.put("mentoring_item", ownership, item)
    session = Session.objects.create(pair=pair, held_on=today, about="Как начать урок")
    world.put("mentoring_session", ownership, session)
    ended = Pair.objects.create(
        state=Pair.State.FINISHED, ended_on=today, result="Уроки ведёт сама", **options, **ordered
    )
    world.put("finished_pair", ownership, ended)
    for each in (pair, ended):
        for month in (1, 3):
            checkup = Checkup.objects.create(pair=each, month=month, due=today, held_on=today)
            Score.objects.bulk_create(
                Score(checkup=checkup, criterion=criterion, value=month + 1) for criterion in Score.Criterion
            )
        if each is pair:
            world.put("mentoring_checkup", ownership, checkup)


def _act(school, by) -> OutsiderAct:
    number = f"2026-{OutsiderAct.objects.count() + 2}"
    journal = audit.record(audit.Verb.CHANGED, by=by, obj=school, note=f"акт № {number}")
    snapshot = act_snapshot(
        whose="партнёр наставнической пары", municipality=school.municipality, number=number,
        day=date(2026, 10, 1), by=by, ground="Пара отменена.", goes=["Имя."], stays=["Пара."], texts=1,
        journal=journal,
    )  # fmt: skip
    return OutsiderAct.objects.create(
        municipality=school.municipality,
        number=number,
        done_on=date(2026, 10, 1),
        done_by=by,
        snapshot=snapshot,
    )
