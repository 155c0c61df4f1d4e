"""Blank consents of both. Content, term, form and payment of mentoring are set by the contract (ст. 351.8 ТК РФ); a
partner has no contract with a school and takes part of the own will."""

from mentoring.documents.common import at_work, head_post, organisation_of, signature
from mentoring.models import Pair, PairConsent
from methodservice.directory.models import School
from methodservice.documents.approval import ROOM_FOR_DATE
from methodservice.lib.dates import long_date
from methodservice.lib.declension import organisation_form, position_form
from methodservice.lib.typography import bind

TEMPLATE = "mentoring/pdf/consent.html"


def consent_snapshot(pair: Pair, side: str) -> dict:
    """The words that one of the two signs; who has no card signs for the organisation of the other. No query; pair: of
    `with_people`."""
    is_mentor = side == PairConsent.Side.MENTOR
    people = pair.mentor_person, pair.mentee_person
    person, other = people if is_mentor else reversed(people)
    school = pair.school if person == pair.outsider else person.school
    is_worker = is_mentor and pair.mentor is not None
    words = _of_mentor if is_worker else _of_partner if is_mentor else _of_mentee
    return {
        "organisation": organisation_of(school),
        "approval": [],
        "heading": "СОГЛАСИЕ",
        "subtitle": "на выполнение работы по наставничеству" if is_worker else "на участие в наставничестве",
        "texts": [bind(text) for text in words(pair, other)],
        "lead": f"Я, {at_work(person)},",
        "to": _to_head(school),
        "day": ROOM_FOR_DATE,
        "signatures": [signature("Наставник" if is_mentor else "Наставляемый", person)],
    }


def _to_head(school: School) -> list[str]:
    """«Директору / Школы № 1»: to whom the consent goes, in the dative."""
    post = position_form(head_post(school), "dative").text
    return [post, bind(organisation_form(school.short_name, "genitive").text)]


def _term(pair: Pair) -> str:
    """«Форма наставничества: … Срок: …» without the full stop: «г.» has brought its own."""
    days = f"с {long_date(pair.starts)} по {long_date(pair.ends)}"
    return f"Форма наставничества: {pair.get_form_display()}. Срок: {days}"


def _of_mentor(pair: Pair, other) -> list[str]:
    return [
        "даю согласие выполнять наряду с работой по трудовому договору работу по наставничеству в соответствии со "
        "статьёй 351.8 Трудового кодекса Российской Федерации.",
        f"Наставляемый: {at_work(other)}.",
        _term(pair),
        "Содержание работы: составить вместе с наставляемым персонализированную программу, помогать ему в подготовке "
        "и разборе уроков, проводить встречи, участвовать в замерах адаптации.",
        "Содержание, сроки и форма работы, размеры и условия выплат за неё указываются в дополнительном соглашении к "
        "трудовому договору.",
        "Мне известно, что я могу досрочно отказаться от наставничества, а работодатель — досрочно отменить "
        "поручение, предупредив об этом не менее чем за три рабочих дня.",
    ]


def _of_partner(pair: Pair, other) -> list[str]:
    return [
        "даю согласие участвовать в наставничестве в качестве наставника.",
        f"Наставляемый: {at_work(other)}.",
        _term(pair),
        "Я составлю вместе с наставляемым персонализированную программу, буду делиться с ним опытом, проводить встречи "
        "и участвовать в замерах адаптации.",
        "Мне известно, что участие добровольно, а отказаться от него я могу в любое время.",
    ]


def _of_mentee(pair: Pair, other) -> list[str]:
    return [
        "даю согласие участвовать в наставничестве в качестве наставляемого.",
        f"Наставник: {at_work(other)}.",
        _term(pair),
        "Мне известно, что программа составляется со мной и с учётом моих запросов, участие добровольно, а отказаться "
        "от него я могу в любое время.",
    ]
