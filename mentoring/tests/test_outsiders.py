"""Pairs with a person who has no card: a partner in the mentor's place, a student in the mentee's."""

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.urls import reverse

from mentoring.covering import coverage_of, young_people
from mentoring.documents.closing import closing_snapshot
from mentoring.documents.consent import consent_snapshot
from mentoring.models import Outsider, Pair
from mentoring.services import pairs as services
from mentoring.tasks_for import checkups_due
from mentoring.tests.test_order import sign
from mentoring.views.common import PAIRS
from methodservice.directory.models import AuditEvent
from methodservice.documents.orders.models import Order
from methodservice.lib.refusals import AlreadyDone, Refused
from methodservice.testing import factories as make
from methodservice.testing import mentoring as made
from methodservice.testing.drafts import acquainted, lines_of, plain, rows_of
from methodservice.testing.drafts import draft as draft_order
from methodservice.testing.figures import assert_lists_agree, count, listed

ADD, LIST = reverse("mentoring:add"), reverse("mentoring:pairs")
TODAY = date(2026, 11, 20)
DAYS = {"first": date(2026, 9, 1), "last": TODAY}
PARTNER = {
    "surname": "Лесных", "given_name": "Пётр", "patronymic": "Ильич", "position": "инженер-технолог",
    "organisation": "ООО «Заря»", "starts": "2026-11-20", "ends": "2027-05-31",
}  # fmt: skip


def page(pair, name, *more):
    return reverse(f"mentoring:{name}", args=[pair.pk, *more])


@pytest.fixture
def partner(district) -> Pair:
    """The mentee of the district with a partner, at work."""
    return made.pair(district.school, state="active", form="partner", mentee=district.mentee)


@pytest.fixture
def student(district) -> Pair:
    """The mentor of the district with a student, at work."""
    return made.pair(district.school, state="active", form="student", mentor=district.mentor)


# rules and the database


def test_a_partner_and_a_student_stand_in_the_place_of_a_card(district, partner, student):
    assert [str(pair) for pair in (partner, student)] == [
        "Лесных\xa0П.\xa0И.\xa0— Юнова\xa0М.\xa0И.", "Опытова\xa0М.\xa0И.\xa0— Вешняк\xa0А.",
    ]  # fmt: skip
    assert (partner.mentor_place, partner.mentee_place) == ("ООО «Заря»", "Школа № 1")
    assert (student.mentor_place, student.mentee_place) == ("Школа № 1", "Педагогический колледж")
    assert partner.school == student.school == district.school


@pytest.mark.parametrize(
    "wrong",
    [
        {"form": "peer"},
        {"form": "student"},
        {"outsider": None},
        {"mentor": "mentor"},
        {"mentee": None},
        {"mentee": None, "mentor": "mentor"},
    ],
)
def test_the_database_keeps_the_form_with_the_people(district, partner, wrong):
    fields = {name: district.mentor if value == "mentor" else value for name, value in wrong.items()}
    with pytest.raises(IntegrityError, match="pair_form_of_people"), transaction.atomic():
        Pair.objects.filter(pk=partner.pk).update(**fields)


def test_a_person_without_a_card_is_known_by_name(district, partner):
    asked = {"form": "partner", "mentee": district.mentee, "by": district.methodist}
    with pytest.raises(AlreadyDone):
        made.pair(district.school, outsider=made.outsider(surname="ЛЕСНЫХ", organisation="АО «Лес»"), **asked)
    second = made.pair(district.school, state="active", outsider=made.outsider(surname="Речных"), **asked)
    assert second.state == Pair.State.ACTIVE
    assert Outsider.objects.count() == 2


def test_the_same_two_do_not_work_twice(district, partner):
    again = Pair.objects.create(
        municipality=district.municipality, form="partner", mentee=district.mentee, order_number="46",
        order_on=TODAY, starts=TODAY, ends=partner.ends, outsider=Outsider.objects.create(
            surname="Лесных", given_name="Пётр", patronymic="Ильич", position="директор", organisation="ООО «Заря»"
        ),
    )  # fmt: skip
    make_agreed(again, district.methodist)
    with pytest.raises(Refused, match="работающая пара"):
        services.start_pair(pair=again, by=district.methodist)


def make_agreed(pair, by):
    for side in ("mentor", "mentee"):
        services.give_consent(pair=pair, side=side, given_on=TODAY, by=by)


def test_a_partner_refuses_without_three_working_days(client, district, partner):
    form = client.get(page(partner, "stop")).context["form"]
    assert "notice_on" not in form.fields
    assert [key for key, _ in form.fields["ended_by"].choices] == ["mentor", "other"]
    client.post(page(partner, "stop"), {"ended_by": "mentor", "ended_on": "2026-11-20", "reason": "Переезд"})
    partner.refresh_from_db()
    assert (partner.state, partner.ended_on, partner.notice_on) == (Pair.State.STOPPED, TODAY, None)


def test_whoever_leaves_ends_the_pair_with_a_partner_too(district, partner, student):
    for teacher in (district.mentee, district.mentor):
        services.end_pairs_of(teacher, TODAY, district.methodist, None)
    assert set(Pair.objects.values_list("state", flat=True)) == {Pair.State.STOPPED}


def test_forms_of_two_cards_are_named_anew_before_the_constraint(draft):
    """The migration finds pairs of two cards that were called otherwise; others keep their form."""
    named = Pair.objects.values_list("form", flat=True)
    migration = import_module("mentoring.migrations.0002_outsiders")
    migration.name_forms_of_cards(apps, None)
    assert list(named) == ["peer"]


def test_an_order_drafted_earlier_with_such_a_form_still_makes_a_pair(district):
    order = draft_order(
        "mentors",
        district.methodist,
        {
            "form_of": "peer", "starts": "2026-09-01", "ends": "2027-05-31", "rows": 1, "sure": "on",
            "mentor_1": district.mentor.full_name, "mentee_1": district.mentee.full_name,
        },
    )  # fmt: skip
    order.facts["form"] = "partner"
    order.save(update_fields=["facts"])
    sign(order, district.methodist)
    assert Pair.objects.get().form == "peer"


# whose it is


def test_the_mentee_writes_in_place_of_the_partner_and_the_mentor_for_the_student(
    visit, district, partner, student
):
    mentee, mentor = (
        make.user_with_role("teacher", municipality=district.municipality, teacher=person)
        for person in (district.mentee, district.mentor)
    )
    for user, pair, sides in ((mentee, partner, ["mentee_review"]), (mentor, student, ["mentor_review"])):
        client = visit(user)
        context = client.get(pair.get_absolute_url()).context
        assert (context["may_work"], context["may_edit"]) == (True, False)
        assert context["may_check"] is (user is mentor)
        assert list(client.get(page(pair, "review")).context["form"].fields) == sides
        client.post(page(pair, "session_add"), {"held_on": "2026-11-20", "about": "Знакомство"})
        assert pair.sessions.count() == 1
    assert "наставник" in mentor.access.titles
    assert "наставник" not in mentee.access.titles


def test_nobody_is_asked_to_assess_oneself(visit, district, partner):
    mentee = make.user_with_role("teacher", municipality=district.municipality, teacher=district.mentee)
    assert list(checkups_due(mentee, TODAY)) == []
    client = visit(mentee)
    assert client.get(partner.get_absolute_url()).context["step"] == "session"
    checkup = partner.checkups.first()
    assert client.get(reverse("mentoring:checkup", args=[checkup.pk])).status_code == 403
    assert len(list(checkups_due(district.methodist, TODAY))) == 2


def test_an_account_without_a_card_is_not_the_one_who_has_none(client, district, partner, student):
    assert district.methodist.teacher_id is None
    for pair in (partner, student):
        assert pair.own_side_of(district.methodist) == ""
    client.get(partner.get_absolute_url())
    assert AuditEvent.objects.about(partner).get(verb="read").actor == district.methodist


def test_a_coordinator_keeps_pairs_of_the_own_school_alone(visit, district, student):
    other = make.SchoolFactory(municipality=district.municipality)
    foreign = made.pair(other, state="active", form="student")
    client = visit(district.coordinator)
    assert client.get(student.get_absolute_url()).context["may_edit"] is True
    assert client.get(foreign.get_absolute_url()).status_code == 404
    assert [task.title for task in checkups_due(district.coordinator, date(2026, 9, 20))] == [
        "Провести замер адаптации: Вешняк\xa0А."
    ]


# figures


def test_a_partner_covers_a_young_teacher_and_is_no_mentor_of_an_organisation(district, partner, student):
    assert coverage_of(young_people(district.municipality, TODAY)).covered == 1
    key = district.school.pk
    for figure, expected in (("covered", {key: 1}), ("mentors", {key: 1}), ("pairs", {key: 2})):
        assert count(f"mentoring.{figure}", district.municipality, **DAYS) == expected
        assert_lists_agree(f"mentoring.{figure}", district.municipality, district.methodist, **DAYS)
    told = {
        figure: [
            (row.title, plain(row.detail))
            for row in listed(f"mentoring.{figure}", district.municipality, district.methodist, **DAYS)
        ]
        for figure in ("covered", "mentors", "pairs")
    }
    assert told == {
        "covered": [("Юнова Мария Ивановна", "Школа № 1; наставник Лесных П. И.")],
        "mentors": [("Опытова Мария Ивановна", "Школа № 1; наставляет Вешняк А.")],
        "pairs": [
            ("Вешняк Анна", "наставник Опытова Мария Ивановна; Школа № 1"),
            ("Юнова Мария Ивановна", "наставник Лесных Пётр Ильич; Школа № 1"),
        ],
    }


@pytest.mark.parametrize("form", ["partner", "student"])
def test_pairs_of_a_closed_organisation_count_nowhere(district, form):
    school = make.SchoolFactory(municipality=district.municipality)
    made.pair(school, state="active", form=form)
    school.closed_on = TODAY
    school.save()
    assert count("mentoring.pairs", district.municipality, **DAYS) == {}


# pages


@pytest.mark.parametrize("rows", [1, 30])
@pytest.mark.parametrize("form", ["partner", "student"])
def test_lists_cost_the_same_with_people_without_cards(client, district, form, rows, assert_query_count):
    for number in range(rows):
        person = made.outsider(surname=f"Лесных{number}")
        made.pair(district.school, state="active", form=form, outsider=person)
    assert_query_count(client, LIST, 6)
    assert_query_count(client, reverse("mentoring:young"), 9)
    assert_query_count(client, Pair.objects.first().get_absolute_url(), 13)


@pytest.mark.parametrize("rows", [1, 30])
def test_tasks_cost_the_same_with_people_without_cards(district, rows, django_assert_num_queries):
    district.methodist.access  # noqa: B018 — cached from here on
    for number in range(rows):
        made.pair(
            district.school, state="active", form="partner", outsider=made.outsider(surname=f"Лесных{number}")
        )
    with django_assert_num_queries(1):
        list(checkups_due(district.methodist, TODAY))


def test_the_list_finds_and_sorts_people_without_cards(client, district, partner, student):
    def shown(query=""):
        rows = client.get(f"{LIST}?{query}").context["rows"]
        return [pair.mentee_person.surname for pair, *_ in rows]

    other = make.SchoolFactory(municipality=district.municipality)
    assert shown("sort=mentee") == ["Вешняк", "Юнова"]
    assert shown("sort=mentor") == ["Юнова", "Вешняк"]
    assert (shown("q=лесн"), shown("q=вешн"), shown("form=student")) == (["Юнова"], ["Вешняк"], ["Вешняк"])
    assert (len(shown(f"school={district.school.pk}")), shown(f"school={other.pk}")) == (2, [])
    lines = b"".join(client.get(f"{LIST}?sort=mentee&export=csv").streaming_content).decode("utf-8-sig")
    assert [line.split(";")[:4] for line in lines.splitlines()[1:]] == [
        ["Вешняк Анна", "Педагогический колледж", "Опытова Мария Ивановна", "Школа № 1"],
        ["Юнова Мария Ивановна", "Школа № 1", "Лесных Пётр Ильич", "ООО «Заря»"],
    ]


@pytest.mark.parametrize(
    ("form", "left_out", "there"),
    [("partner", "mentor", "mentee"), ("student", "mentee", "mentor"), ("x", "surname", "mentor")],
)
def test_the_form_of_the_address_decides_which_fields_stand(client, district, form, left_out, there):
    fields = client.get(f"{ADD}?form={form}").context["form"].fields
    assert (left_out in fields, there in fields) == (False, True)
    assert ("form" in fields) is (form == "x")


def test_candidates_lead_to_a_pair_with_a_partner(client, district):
    candidates = client.get(reverse("mentoring:candidates", args=[district.mentee.pk])).content.decode()
    address = f"{ADD}?form=partner&mentee={district.mentee.pk}"
    assert address.replace("&", "&amp;") in candidates
    assert client.get(address).context["form"]["mentee"].value() == district.mentee.pk
    for _ in range(2):
        assert (
            client.post(address, PARTNER | {"mentee": district.mentee.pk}).url
            == Pair.objects.get().get_absolute_url()
        )
    pair = Pair.objects.get()
    assert (pair.form, pair.mentor, str(pair.outsider)) == (
        "partner", None, "Лесных Пётр Ильич, инженер-технолог, ООО «Заря»",
    )  # fmt: skip


def test_what_is_missing_is_told_beside_the_field_and_nothing_is_lost(client, district):
    answer = client.post(f"{ADD}?form=partner", PARTNER | {"surname": " ", "organisation": ""})
    form = answer.context["form"]
    assert (answer.status_code, form.errors) == (
        422, {name: ["Обязательное поле."] for name in ("mentee", "surname", "organisation")},
    )  # fmt: skip
    assert form["position"].value() == "инженер-технолог"


def test_a_second_mentor_in_the_same_days_is_asked_about_once(client, district, partner):
    sent = PARTNER | {"surname": "Речных", "mentee": district.mentee.pk}
    form = client.post(f"{ADD}?form=partner", sent).context["form"]
    assert plain(form.errors["mentee"][0]).startswith(
        "В эти дни у наставляемого уже есть наставник: Лесных П. И., 01.09.2026"
    )
    assert client.post(f"{ADD}?form=partner", sent | {"noted": form.data["noted"]}).status_code == 302


def test_the_words_about_the_person_are_mended_while_the_pair_is_open(client, district, partner):
    address = page(partner, "outsider")
    loaded = client.get(address).context["form"]["loaded"].value()
    sent = {name: PARTNER[name] for name in ("given_name", "patronymic", "position", "organisation")}
    client.post(address, sent | {"surname": "Лесная", "loaded": loaded})
    assert Outsider.objects.get().surname == "Лесная"
    services.finish_pair(pair=partner, ended_on=TODAY, result="Проект сдан", by=district.methodist)
    assert client.get(address).url == partner.get_absolute_url()


def test_the_form_of_a_pair_never_turns_into_one_of_other_people(client, district, draft):
    with_partner = made.pair(district.school, form="partner")
    assert "form" not in client.get(page(with_partner, "edit")).context["form"].fields
    choices = client.get(page(draft, "edit")).context["form"].fields["form"].choices
    assert [key for key, _ in choices] == ["peer", "head"]
    assert client.get(page(draft, "outsider")).status_code == 404


# documents


def test_consents_of_people_without_cards_say_nothing_of_labour(partner, student):
    def words(pair, side):
        said = consent_snapshot(PAIRS.get(pk=pair.pk), side)
        return said["subtitle"], plain(" ".join([*said["to"], said["lead"], *said["texts"]]))

    subtitle, text = words(partner, "mentor")
    assert subtitle == "на участие в наставничестве"
    assert text.startswith(
        "Директору Школы № 1 Я, Лесных Пётр Ильич, инженер-технолог ООО «Заря», даю согласие участвовать в "
        "наставничестве в качестве наставника. Наставляемый: Юнова Мария Ивановна, учитель математики Школы № 1."
    )
    assert not any(word in text.lower() for word in ("трудов", "работодател", "выплат"))
    assert "Наставник: Лесных Пётр Ильич, инженер-технолог ООО «Заря»." in words(partner, "mentee")[1]
    assert words(student, "mentee")[1].startswith(
        "Директору Школы № 1 Я, Вешняк Анна, студентка 4 курса Педагогического колледжа, даю согласие"
    )
    subtitle, text = words(student, "mentor")
    assert subtitle == "на выполнение работы по наставничеству"
    assert "статьёй 351.8" in text


def test_the_closing_sheet_names_the_partner(district, partner):
    services.finish_pair(pair=partner, ended_on=TODAY, result="Проект сдан", by=district.methodist)
    said = closing_snapshot(PAIRS.get(pk=partner.pk))
    assert plain(said["facts"][0]["value"]) == "Лесных Пётр Ильич, инженер-технолог, ООО «Заря»"
    assert [plain(each["name"]) for each in said["signatures"]] == ["П. И. Лесных", "М. И. Юнова", ""]


def ordered(client, *pairs) -> Order:
    client.post(reverse("mentoring:order"), {"records": [pair.pk for pair in pairs]})
    return Order.objects.get()


def test_an_order_about_partners_commands_the_schools_alone(client, district):
    order = ordered(client, made.pair(district.school, form="partner", mentee=district.mentee))
    text = " ".join(lines_of(order)).lower()
    assert not any(word in text for word in ("трудов", "выплат", "351.8", "3. наставникам"))
    assert "2.3. разработать вместе с наставниками персонализированные программы" in text
    assert rows_of(order.annexes.get())[0][1:4] == [
        "Лесных Пётр Ильич, инженер-технолог ООО «Заря»", "Юнова Мария Ивановна, учитель математики Школы № 1",
        "социальный партнёр — педагог",
    ]  # fmt: skip
    assert acquainted(order) == ["Лесных Пётр Ильич", "Юнова Мария Ивановна"]


def test_an_order_about_both_keeps_labour_for_the_workers(client, district, draft):
    order = ordered(client, draft, made.pair(district.school, form="partner"))
    text = " ".join(lines_of(order))
    assert "Указать в трудовых договорах с наставниками-работниками" in text
    assert "3. Наставникам разработать персонализированные программы" in text
