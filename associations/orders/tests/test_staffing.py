"""Staffing the associations for a school year: what the order says, its annexes, what signing does."""

from datetime import timedelta

import pytest
from django.utils import timezone

from associations.models import Membership, Office, Roster, RosterMember, Term
from associations.orders.tests.conftest import association_of
from associations.services.staffing import approve_roster
from associations.services.terms import write_ground
from methodservice.directory.models import AuditEvent
from methodservice.documents.orders.services.making import AlreadyDrafted
from methodservice.lib.dates import long_date
from methodservice.lib.refusals import Refused
from methodservice.testing import factories as make
from methodservice.testing.drafts import acquainted, draft, facts_of, kind_form, lines_of, plain, rows_of

DAY = timedelta(days=1)


def answers(district, **changes) -> dict:
    return {
        "year": district.year.first,
        "associations": [district.association.pk],
        "rosters": "separate",
        "acquaint_members": "on",
    } | changes


def points(order) -> list[str]:
    """Points without those about plans, which depend on the day of the test."""
    return [line for line in lines_of(order)[2:] if "планы работы" not in line]


def without_numbers(lines) -> list[str]:
    return [line.partition(" ")[2] for line in lines]


def test_the_order_reads_as_a_person_would_write_it(district):
    first = district.year.ends
    order = draft("staffing", district.methodist, answers(district, first_meeting=first.isoformat()))
    year = district.year.title
    assert lines_of(order)[:2] == [
        f"О методических объединениях педагогических работников Озёрного района на {year} учебный год",
        "В целях организации методической работы и профессионального развития педагогических работников "
        "Озёрного района",
    ]
    assert without_numbers(points(order)) == [
        f"Продолжить в {year} учебном году работу методических объединений педагогических работников:",
        "районное методическое объединение учителей математики.",
        "Утвердить руководителей, заместителей руководителей и секретарей методических объединений "
        "(приложение № 1).",
        "Утвердить составы методических объединений (приложение № 2).",
        "Руководителям методических объединений провести первые заседания методических объединений. "
        f"Срок: до {plain(long_date(first))}",
        "Руководителям образовательных организаций создать условия для участия педагогических работников в работе "
        "методических объединений.",
        "Заместителям директоров по учебно-методической работе ознакомить педагогических работников с настоящим "
        "приказом и координировать их участие в работе методических объединений.",
        "Контроль за исполнением настоящего приказа оставляю за собой.",
    ]
    assert {point.doubt for point in order.points.all()} == {""}


def test_plans_are_due_by_the_rule_while_the_day_lies_ahead(district):
    rules = district.municipality.rules
    for day, expected in ((district.year.ends, True), (district.year.starts, False)):
        if day == timezone.localdate():
            continue
        rules.plan_due = f"{day:%d.%m}"
        rules.save()
        order = draft("staffing", district.methodist, answers(district, rosters="none"))
        said = [point for point in order.points.all() if "планы работы" in point.text]
        assert [plain(point.deadline) for point in said] == (
            [f"до {plain(long_date(day))}"] if expected else []
        )
        order.delete()


def test_a_new_association_is_created_and_the_others_go_on(district):
    new = make.AssociationFactory(
        municipality=district.municipality, teachers_of="учителей физики", created_on=district.year.starts
    )
    order = draft(
        "staffing", district.methodist, answers(district, associations=[new.pk, district.association.pk])
    )
    year = district.year.title
    assert points(order)[:4] == [
        f"1. Создать на {year} учебный год методические объединения педагогических работников:",
        "1.1. районное методическое объединение учителей физики.",
        f"2. Продолжить в {year} учебном году работу методических объединений педагогических работников:",
        "2.1. районное методическое объединение учителей математики.",
    ]


def test_the_first_annex_names_the_officers_with_posts_and_schools(district):
    order = draft("staffing", district.methodist, answers(district))
    annex = order.annexes.get(position=1)
    assert annex.title == (
        f"Руководители, заместители руководителей и секретари методических объединений на {district.year} учебный год"
    )
    assert annex.landscape is True
    post = "учитель математики МОУ «Школа № 1»"
    assert rows_of(annex) == [
        [
            "1",
            "Районное методическое объединение учителей математики",
            f"Светлова Мария Ивановна, {post}",
            f"Белова Мария Ивановна, {post}",
            f"Котова Мария Ивановна, {post}",
        ]
    ]


def test_each_association_has_its_roster_in_alphabetical_order(district):
    order = draft("staffing", district.methodist, answers(district))
    annex = order.annexes.get(position=2)
    assert annex.title == (
        f"Состав районного методического объединения учителей математики на {district.year} учебный год"
    )
    assert rows_of(annex) == [
        ["1", "Белова Мария Ивановна", "учитель математики", "МОУ «Школа № 1»"],
        ["2", "Котова Мария Ивановна", "учитель математики", "МОУ «Школа № 1»"],
        ["3", "Светлова Мария Ивановна", "учитель математики", "МОУ «Школа № 1»"],
    ]


def test_one_common_table_groups_people_by_association(district):
    other, _ = association_of(district.municipality, district.school, "учителей физики", ("Яблокова",))
    ids = [district.association.pk, other.pk]
    order = draft("staffing", district.methodist, answers(district, associations=ids, rosters="common"))
    annex = order.annexes.get(position=2)
    assert annex.title == f"Составы методических объединений на {district.year} учебный год"
    assert [row[:2] for row in rows_of(annex)] == [
        ["Районное методическое объединение учителей математики"],
        ["1", "Белова Мария Ивановна"],
        ["2", "Котова Мария Ивановна"],
        ["3", "Светлова Мария Ивановна"],
        ["Районное методическое объединение учителей физики"],
        ["1", "Яблокова Мария Ивановна"],
    ]


@pytest.mark.parametrize(
    ("associations", "mentions"),
    [
        (1, ["(приложение № 1)", "(приложение № 2)"]),
        (2, ["(приложение № 1)", "(приложения № 2, 3)"]),
        (4, ["(приложение № 1)", "(приложения № 2–5)"]),
    ],
)
def test_annexes_are_mentioned_by_their_numbers(district, associations, mentions):
    others = [
        association_of(district.municipality, district.school, f"учителей {n}", (f"Яблокова{n}",))[0]
        for n in range(associations - 1)
    ]
    ids = [district.association.pk, *(other.pk for other in others)]
    order = draft("staffing", district.methodist, answers(district, associations=ids))
    said = [plain(point.text) for point in order.points.all() if "приложени" in point.text]
    assert [text[text.index("(") : text.index(")") + 1] for text in said] == mentions


def test_a_single_annex_has_no_number(district):
    order = draft("staffing", district.methodist, answers(district, rosters="none"))
    (text,) = [point.text for point in order.points.all() if "приложени" in point.text]
    assert text.endswith("методических объединений (приложение).")


def test_who_is_missing_is_a_doubt_and_an_empty_cell(district):
    other, _ = association_of(
        district.municipality, district.school, "учителей физики", ("Яблокова",), (Office.DEPUTY,)
    )
    empty = make.AssociationFactory(municipality=district.municipality, teachers_of="учителей химии")
    ids = [district.association.pk, other.pk, empty.pk]
    order = draft("staffing", district.methodist, answers(district, associations=ids))
    officers, rosters = [point for point in order.points.order_by("pk") if "приложени" in point.text]
    assert officers.doubt == (
        "«руководителей, заместителей руководителей и секретарей» — не назначены: РМО учителей физики — руководитель; "
        "РМО учителей химии — руководитель, заместитель руководителя"
    )
    assert rosters.doubt == "«составы» — нет членов: РМО учителей химии"
    assert [row[2] for row in rows_of(order.annexes.get(position=1))][1:] == ["", ""]
    assert order.annexes.count() == 3


def test_the_form_says_whom_each_association_lacks(district):
    make.AssociationFactory(municipality=district.municipality, teachers_of="учителей физики")
    make.AssociationFactory(municipality=district.municipality, level="school", school=district.school)
    make.AssociationFactory(municipality=district.municipality, closed_on="2020-01-01")
    make.AssociationFactory()
    form = kind_form("staffing", district.methodist, initial={"year": district.year.first})
    assert [plain(label) for _, label in form.fields["associations"].choices] == [
        "РМО учителей математики: 3 человека; руководитель Светлова М. И.; заместитель руководителя Белова М. И.",
        "РМО учителей физики: 0 человек; руководитель не назначен; заместитель руководителя не назначен",
    ]
    assert form["associations"].value() == [pk for pk, _ in form.fields["associations"].choices]


def test_another_year_is_shown_before_anything_is_made(district):
    coming = district.year.following
    Term.objects.filter(office=Office.HEAD).update(ends=district.year.ends)
    form = kind_form(
        "staffing",
        district.methodist,
        {"year": coming.first, "again": "1", "first_meeting": "2026", "associations": []},
    )
    assert not form.is_bound
    assert (form.school_year, form.day) == (coming, coming.starts)
    assert "руководитель не назначен" in form.fields["associations"].choices[0][1]
    assert (form["first_meeting"].value(), form["associations"].value()) == ("2026", [])


def test_all_who_are_named_get_to_know_the_order(district):
    curator = make.TeacherFactory(school=district.school, surname="Ягодина")
    make.TermFactory(association=district.association, teacher=curator, office=Office.CURATOR)
    make.MembershipFactory(
        association=district.association,
        teacher=make.TeacherFactory(school=district.school, surname="Алова"),
    )
    whole = draft("staffing", district.methodist, answers(district))
    assert [name.split()[0] for name in acquainted(whole)] == [
        "Алова", "Белова", "Котова", "Светлова", "Ягодина",
    ]  # fmt: skip
    leading = facts_of("staffing", district.methodist, answers(district, acquaint_members=""))
    assert {person.name.split()[0] for person in leading.people} == {
        "Белова", "Котова", "Светлова", "Ягодина",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"associations": []}, "associations", "Отметьте хотя бы одно объединение."),
        (
            {"associations": [0]},
            "associations",
            "Одного из отмеченных объединений больше нет в списке. Отметьте заново.",
        ),
    ],
)
def test_a_wrong_choice_is_told_beside_the_field(district, changes, field, sentence):
    form = kind_form("staffing", district.methodist, answers(district, **changes))
    assert form.errors == {field: [sentence]}


def test_the_first_meeting_belongs_to_the_year(district):
    day = district.year.ends + DAY
    form = kind_form("staffing", district.methodist, answers(district, first_meeting=day.isoformat()))
    year = district.year
    assert form.errors["first_meeting"] == [
        f"Первое заседание проводят в этом учебном году: с {year.starts:%d.%m.%Y} по {year.ends:%d.%m.%Y}."
    ]


def test_rosters_of_nobody_are_refused(district):
    Membership.objects.all().delete()
    form = kind_form("staffing", district.methodist, answers(district))
    assert form.errors["rosters"] == [
        "В отмеченных объединениях нет ни одного члена. Заполните составы или выберите «без составов»."
    ]
    assert kind_form("staffing", district.methodist, answers(district, rosters="none")).is_valid()


def test_too_many_people_for_the_sheet_are_told_at_the_mark(district, monkeypatch):
    monkeypatch.setattr("associations.orders.staffing.MOST_PEOPLE", 2)
    form = kind_form("staffing", district.methodist, answers(district))
    assert set(form.errors) == {"acquaint_members"}


def test_two_clicks_make_one_order_and_a_changed_roster_another(district):
    first = draft("staffing", district.methodist, answers(district))
    with pytest.raises(AlreadyDrafted) as repeat:
        draft("staffing", district.methodist, answers(district))
    assert repeat.value.order == first
    make.MembershipFactory(
        association=district.association, teacher=make.TeacherFactory(school=district.school)
    )
    assert draft("staffing", district.methodist, answers(district)) != first


def test_signing_approves_the_rosters_with_the_order(district, signed):
    order = signed(draft("staffing", district.methodist, answers(district)), number="1")
    roster = Roster.objects.get()
    assert (roster.association, roster.school_year) == (district.association, district.year.first)
    assert (roster.approved_on, roster.order_number) == (order.date, "1")
    assert set(RosterMember.objects.values_list("teacher", flat=True)) == {
        person.pk for person in district.people
    }


def test_signing_writes_the_order_into_terms_without_a_ground(district, signed):
    Term.objects.filter(office=Office.DEPUTY).update(ground_text="приказ от 01.09.2021 № 7")
    Term.objects.filter(office=Office.SECRETARY).update(ground=Term.Ground.INTERIM)
    order = signed(draft("staffing", district.methodist, answers(district, rosters="none")), number="1")
    assert list(Term.objects.order_by("pk").values_list("office", "ground_text")) == [
        ("head", f"приказ от {order.date:%d.%m.%Y} № 1"),
        ("deputy", "приказ от 01.09.2021 № 7"),
        ("secretary", ""),
    ]
    assert Roster.objects.count() == 0


def test_a_ground_is_added_once_and_told_in_the_journal(district):
    term = Term.objects.get(office=Office.HEAD)
    terms = Term.objects.filter(pk=term.pk)
    assert write_ground(terms=terms, text="приказ № 1", by=district.methodist) == 1
    assert write_ground(terms=terms, text="приказ № 1", by=district.methodist) == 0
    assert write_ground(terms=terms, text="приказ № 2", by=district.methodist) == 1
    term.refresh_from_db()
    assert term.ground_text == "приказ № 1; приказ № 2"
    assert AuditEvent.objects.about(term).filter(verb="changed").count() == 2


def test_a_roster_that_changed_after_the_draft_is_not_signed(district, signed):
    order = draft("staffing", district.methodist, answers(district))
    newcomer = make.TeacherFactory(school=district.school, surname="Новикова")
    make.MembershipFactory(association=district.association, teacher=newcomer)
    Membership.objects.filter(teacher=district.people[2]).update(ends=timezone.localdate() - DAY)
    Term.objects.filter(teacher=district.people[2]).delete()
    with pytest.raises(Refused) as refusal:
        signed(order)
    assert str(refusal.value) == (
        "Состав «РМО учителей математики» изменился, пока готовился приказ. Нет в приложении: Новикова Мария Ивановна. "
        "Больше не состоят: Котова Мария Ивановна. Верните приказ: приложение должно совпасть с составом объединения."
    )
    order.refresh_from_db()
    assert (order.state, Roster.objects.count()) == ("waiting", 0)


def test_an_annex_that_was_mended_by_hand_is_signed(district, signed):
    order = draft("staffing", district.methodist, answers(district))
    newcomer = make.TeacherFactory(school=district.school, surname="Новикова")
    make.MembershipFactory(association=district.association, teacher=newcomer)
    annex = order.annexes.get(position=2)
    annex.blocks = [*annex.blocks, {"kind": "text", "text": "4. Новикова  Мария Ивановна", "align": "left"}]
    annex.save()
    signed(order)
    assert RosterMember.objects.filter(teacher=newcomer).count() == 1


def test_a_roster_taken_out_of_the_order_is_not_approved(district, signed):
    order = draft("staffing", district.methodist, answers(district))
    order.annexes.all().delete()
    signed(order)
    assert Roster.objects.count() == 0


def test_an_order_written_down_by_hand_before_is_no_obstacle(district, signed):
    approve_roster(
        association=district.association,
        year=district.year,
        approved_on=timezone.localdate(),
        order_number="1",
        by=district.methodist,
    )
    order = signed(draft("staffing", district.methodist, answers(district)), number="1")
    assert (order.state, Roster.objects.count()) == ("signed", 1)


def test_facts_cost_the_same_for_one_association_and_thirty(district, django_assert_num_queries):
    ids = [district.association.pk]
    for number in range(29):
        other, _ = association_of(
            district.municipality,
            district.school,
            f"учителей {number}",
            (f"Яблокова{number}",),
            (Office.HEAD,),
        )
        ids.append(other.pk)
    for chosen in (ids[:1], ids):
        sent = answers(district, associations=chosen)
        with django_assert_num_queries(4):
            facts = facts_of("staffing", district.methodist, sent)
        assert len(facts.annexes) == len(chosen) + 1
