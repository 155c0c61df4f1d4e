"""Pairs for tests, in every state."""

from datetime import date

from mentoring.models import Outsider, Pair, PairConsent, SchoolModel
from mentoring.services import pairs as services
from methodservice.lib.mentoring import PARTNER, STUDENT
from methodservice.testing import factories as make

STARTS, ENDS = date(2026, 9, 1), date(2027, 5, 31)
BORN, TEACHING_SINCE = date(2001, 3, 5), date(2025, 9, 1)


def young(school, **fields):
    """A teacher who is young by the usual rule in 2026."""
    dates = {"born_on": BORN, "teaching_since": TEACHING_SINCE}
    return make.TeacherFactory(school=school, **dates | fields)


def mentor(school, **fields):
    """A teacher of many years with the highest category."""
    dates = {"born_on": date(1975, 3, 5), "teaching_since": date(1998, 9, 1), "category": "highest"}
    return make.TeacherFactory(school=school, **dates | fields)


def outsider(**fields) -> Outsider:
    """A partner who has no card; not saved: a pair saves it."""
    words = {"surname": "Лесных", "given_name": "Пётр", "patronymic": "Ильич", "position": "инженер-технолог"}
    return Outsider(**words | {"organisation": "ООО «Заря»"} | fields)


def student(**fields) -> Outsider:
    words = {"surname": "Вешняк", "given_name": "Анна", "patronymic": "", "position": "студентка 4 курса"}
    return outsider(**words | {"organisation": "Педагогический колледж"} | fields)


def pair(school, *, state="draft", by=None, **fields) -> Pair:
    """A pair of the school; one that has begun has consents, an order of the school and check-ups. Of the form
    «partner» or «student» one side has no card."""
    fields = {"starts": STARTS, "ends": ENDS, **fields}
    form = fields.get("form")
    if form == PARTNER:
        fields["outsider"] = fields.get("outsider") or outsider()
    else:
        fields["mentor"] = fields.get("mentor") or mentor(school)
    if form == STUDENT:
        fields["outsider"] = fields.get("outsider") or student()
    else:
        fields["mentee"] = fields.get("mentee") or young(school)
    by = by or make.UserFactory(municipality=school.municipality)
    made = services.add_pair(by=by, **fields)
    if state == "draft":
        return made
    if state == "cancelled":
        return services.cancel_pair(pair=made, reason="Создана по ошибке", by=by)
    agree(made, by)
    made = services.start_pair(pair=made, by=by)
    if state == "finished":
        return services.finish_pair(pair=made, ended_on=fields["starts"], result="Уроки ведёт сама", by=by)
    if state == "stopped":
        return services.stop_pair(
            pair=made, ended_by=Pair.EndedBy.OTHER, reason="Перевод", ended_on=fields["starts"], by=by
        )
    return made


def agree(made: Pair, by) -> Pair:
    """Both consents and an order of the school."""
    for side in PairConsent.Side:
        services.give_consent(pair=made, side=side, given_on=made.starts, by=by)
    return services.name_order(pair=made, number="45", on=made.starts, by=by)


def school_model(school, **fields) -> SchoolModel:
    options = {"document": "Положение о наставничестве", "starts": STARTS, **fields}
    return SchoolModel.objects.create(school=school, **options)
