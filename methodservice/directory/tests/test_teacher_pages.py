"""Teachers: register, card, adding, changing, leaving, moving, forms of the name."""

import csv
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from importlib import import_module
from threading import Barrier

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from associations.models import Membership, Term
from methodservice.directory.models import AuditEvent, FormerPost, RoleKind, Teacher
from methodservice.testing import factories as make
from methodservice.testing.forms import filled

LIST = "/directory/teachers/"


@pytest.fixture
def district(db):
    return make.MunicipalityFactory()


@pytest.fixture
def school(district):
    return make.SchoolFactory(municipality=district)


@pytest.fixture
def methodist(district, visit):
    return visit(make.user_with_role(RoleKind.METHODIST, municipality=district))


def page_url(name, teacher):
    return reverse(f"directory:{name}", args=[teacher.pk])


def surnames(response):
    return [teacher.surname for teacher in response.context["page"]]


def new_teacher(client, school, **changes):
    url = reverse("directory:teacher_add")
    words = {
        "school": school.pk,
        "surname": "Лебедь",
        "given_name": "Пётр",
        "patronymic": "Ильич",
        "gender": "male",
        "position": "учитель физики",
    }
    return client.post(url, filled(client.get(url), **words | changes))


def test_the_register_is_filtered_by_each_of_its_fields(methodist, school, district):
    other = make.SchoolFactory(municipality=district)
    subject = make.SubjectFactory(municipality=district)
    today = timezone.localdate()
    ann = make.TeacherFactory(
        school=school, surname="Королёва", position="учитель химии", category="first",
        born_on=today.replace(day=1, year=today.year - 25), teaching_since=today.replace(day=1, year=today.year - 1),
    )  # fmt: skip
    ann.subjects.add(subject)
    make.TeacherFactory(school=other, surname="Беляева", position="педагог-психолог")
    make.TeacherFactory(school=school, surname="Ушла", left_on=date(2026, 6, 1))
    make.TeacherFactory(surname="Чужая")

    for query, expected in (
        ({}, ["Беляева", "Королёва"]),
        ({"q": "королева"}, ["Королёва"]),
        ({"q": "МАРИЯ психолог"}, ["Беляева"]),
        ({"school": school.pk}, ["Королёва"]),
        ({"subject": subject.pk}, ["Королёва"]),
        ({"category": "first"}, ["Королёва"]),
        ({"category": "none"}, ["Беляева"]),
        ({"young": "on"}, ["Королёва"]),
        ({"state": "left"}, ["Ушла"]),
        ({"state": "all", "sort": "-name"}, ["Ушла", "Королёва", "Беляева"]),
        ({"sort": "position"}, ["Беляева", "Королёва"]),
    ):
        assert surnames(methodist.get(LIST, query)) == expected, query


def test_a_foreign_school_in_the_address_is_no_choice(methodist, school):
    make.TeacherFactory(school=school)
    foreign = make.TeacherFactory(surname="Чужая")
    page = methodist.get(LIST, {"school": foreign.school_id})
    assert "Чужая" not in page.content.decode()
    assert page.context["filter"].form.errors == {
        "school": ["Выберите корректный вариант. Вашего варианта нет среди допустимых значений."]
    }


def test_a_coordinator_sees_and_downloads_the_own_school_only(world, visit):
    client = visit(world.users["coordinator"])
    own = set(
        Teacher.objects.filter(school_id=world.records["school"]["own_school"]).values_list(
            "surname", flat=True
        )
    )
    assert own
    assert set(surnames(client.get(LIST))) == own
    download = client.get(LIST, {"export": "csv"})
    rows = list(csv.reader(download.getvalue().decode("utf-8-sig").splitlines(), delimiter=";"))
    assert {row[0] for row in rows[1:]} == own
    row = AuditEvent.objects.get(verb="exported")
    assert (row.actor, row.note) == (world.users["coordinator"], f"Педагоги: CSV, строк: {len(own)}")


@pytest.mark.parametrize("number", [1, 30])
def test_the_register_costs_the_same_for_any_number_of_rows(methodist, school, number, assert_query_count):
    subject = make.SubjectFactory(municipality=school.municipality)
    for teacher in make.TeacherFactory.create_batch(number, school=school):
        teacher.subjects.add(subject)
    assert_query_count(methodist, LIST, 9)


def test_the_register_shows_fifty_on_a_page(methodist, school):
    make.TeacherFactory.create_batch(51, school=school)
    assert len(surnames(methodist.get(LIST))) == 50
    assert len(surnames(methodist.get(LIST, {"page": 2}))) == 1


def test_reading_somebody_elses_card_is_journaled_and_the_own_one_is_not(methodist, school, visit):
    teacher = make.TeacherFactory(school=school)
    own = make.user_with_role(RoleKind.TEACHER, municipality=school.municipality, teacher=teacher)
    assert visit(own).get(page_url("teacher", teacher)).status_code == 200
    assert not AuditEvent.objects.about(teacher).exists()
    assert methodist.get(page_url("teacher", teacher)).status_code == 200
    assert AuditEvent.objects.about(teacher).get().verb == "read"


@pytest.mark.parametrize("number", [1, 30])
def test_the_card_costs_the_same_for_any_number_of_memberships(methodist, school, number, assert_query_count):
    teacher = make.TeacherFactory(school=school)
    for _ in range(number):
        association = make.AssociationFactory(municipality=school.municipality)
        make.MembershipFactory(association=association, teacher=teacher)
        make.TermFactory(association=association, teacher=teacher)
    assert_query_count(methodist, page_url("teacher", teacher), 18)


def test_two_clicks_add_one_teacher(methodist, school):
    first, second = new_teacher(methodist, school), new_teacher(methodist, school)
    teacher = Teacher.objects.get()
    assert (first.url, second.url) == (page_url("teacher", teacher), page_url("teacher", teacher))
    assert teacher.gender == "male"


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_the_same_moment_add_one_teacher():
    school = make.SchoolFactory()
    person = make.user_with_role(RoleKind.METHODIST, municipality=school.municipality)
    clients = [Client(), Client()]
    for client in clients:
        client.force_login(person)
    start = Barrier(2)

    def click(client):
        try:
            start.wait()
            return new_teacher(client, school).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(click, clients)) == [302, 302]
    assert Teacher.objects.count() == 1


def test_a_namesake_is_asked_about_once(methodist, school):
    make.TeacherFactory(school=school, surname="Лебедь", given_name="Пётр", patronymic="Ильич")
    refused = new_teacher(methodist, school)
    assert refused.status_code == 422
    assert refused.context["form"].non_field_errors() == [
        "Педагог с таким именем в этой организации уже есть. "
        "Если это другой человек, отметьте это и нажмите «Добавить» ещё раз."
    ]
    assert "Это другой человек с тем же именем" in refused.content.decode()
    for _ in range(2):
        assert new_teacher(methodist, school, namesake="on").status_code == 302
    assert Teacher.objects.count() == 2


def test_namesakes_of_different_age_are_two_people(methodist, school):
    make.TeacherFactory(
        school=school, surname="Лебедь", given_name="Пётр", patronymic="Ильич", born_on=date(1980, 1, 1)
    )
    assert new_teacher(methodist, school, born_on="1990-01-01").status_code == 302


def test_gender_has_to_be_chosen_even_as_unknown(methodist, school):
    answer = new_teacher(methodist, school, gender=None)
    assert answer.context["form"].errors == {
        "gender": ["Выберите пол: без него имя в документах нельзя просклонять."]
    }
    assert new_teacher(methodist, school, gender="unknown").status_code == 302
    teacher = Teacher.objects.get()
    assert teacher.gender == ""
    card = methodist.get(page_url("teacher", teacher))
    assert card.context["name_forms"] == []
    assert methodist.get(page_url("teacher_edit", teacher)).context["form"]["gender"].value() == "unknown"


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        (
            {"born_on": "1990-02-31"},
            {"born_on": ["Такой даты нет. Введите день, месяц и год, например 12.10.2026."]},
        ),
        (
            {"born_on": "1990-05-01", "hired_on": "1980-05-01"},
            {"hired_on": ["Эта дата раньше дня рождения. Проверьте обе."]},
        ),
        (
            {"surname": "Л" * 300},
            {"surname": ["Убедитесь, что это значение содержит не более 100 символов (сейчас 300)."]},
        ),
    ],
)
def test_wrong_words_get_their_sentence_beside_the_field(methodist, school, typed, errors):
    answer = new_teacher(methodist, school, **typed)
    assert (answer.status_code, answer.context["form"].errors) == (422, errors)
    assert not Teacher.objects.exists()


def test_foreign_keys_in_a_handmade_form_are_refused(methodist, school):
    foreign = make.SchoolFactory()
    subject = make.SubjectFactory(municipality=foreign.municipality)
    answer = new_teacher(methodist, foreign, subjects=[subject.pk])
    assert sorted(answer.context["form"].errors) == ["school", "subjects"]
    assert not Teacher.objects.exists()


def test_a_coordinator_adds_to_the_own_school_only(world, visit):
    client = visit(world.users["coordinator"])
    form = client.get(reverse("directory:teacher_add")).context["form"]
    own = world.records["school"]["own_school"]
    assert [school.pk for school in form.fields["school"].queryset] == [own]
    assert form["school"].value() == own


def test_a_change_of_the_card_is_journaled_with_subjects(methodist, school):
    teacher = make.TeacherFactory(school=school)
    maths, physics = (
        make.SubjectFactory(municipality=school.municipality, name=n) for n in ("математика", "физика")
    )
    teacher.subjects.add(maths)
    url = page_url("teacher_edit", teacher)
    data = filled(methodist.get(url), position="учитель физики", subjects=[physics.pk])
    assert methodist.post(url, data).status_code == 302
    row = AuditEvent.objects.about(teacher).get(verb="changed")
    assert row.changes == {
        "должность": ["учитель математики", "учитель физики"],
        "предметы": ["математика", "физика"],
    }


def test_a_stale_card_is_answered_with_both_texts(methodist, school):
    teacher = make.TeacherFactory(school=school)
    maths, physics = (
        make.SubjectFactory(municipality=school.municipality, name=n) for n in ("математика", "физика")
    )
    url = page_url("teacher_edit", teacher)
    mine = filled(methodist.get(url), position="учитель черчения")
    methodist.post(
        url, filled(methodist.get(url), subjects=[maths.pk, physics.pk], position="учитель физики")
    )
    answer = methodist.post(url, mine)
    assert answer.status_code == 409
    assert [
        (clash.label, clash.before, clash.saved, clash.typed) for clash in answer.context["form"].clashes
    ] == [
        ("Должность", "учитель математики", "учитель физики", "учитель черчения"),
        ("Предметы", "", "математика, физика", ""),
    ]
    assert methodist.post(url, filled(answer)).status_code == 302
    teacher.refresh_from_db()
    assert (teacher.position, teacher.subjects.count()) == ("учитель черчения", 2)


def test_leaving_ends_memberships_and_offices_and_keeps_the_card(methodist, school):
    teacher = make.TeacherFactory(school=school, hired_on=date(2020, 9, 1))
    association = make.AssociationFactory(municipality=school.municipality)
    make.MembershipFactory(association=association, teacher=teacher)
    make.TermFactory(association=association, teacher=teacher)
    url = page_url("teacher_leave", teacher)
    early = methodist.post(url, {"left_on": "2020-08-31"})
    assert early.context["form"].errors == {
        "left_on": ["Педагог принят 01.09.2020: раньше этого дня уволиться нельзя."]
    }
    answer = methodist.post(url, {"left_on": "2026-08-31"}, follow=True)
    assert [str(message) for message in answer.context["messages"]] == [
        "Увольнение отмечено. Завершено членство: 1\N{NO-BREAK SPACE}объединение. "
        "Завершены полномочия: 1\N{NO-BREAK SPACE}срок."
    ]
    day = date(2026, 8, 31)
    teacher.refresh_from_db()
    assert (teacher.left_on, Membership.objects.get().ends, Term.objects.get().ends) == (day, day, day)
    methodist.post(page_url("teacher_return", teacher))
    teacher.refresh_from_db()
    assert teacher.left_on is None


def test_moving_ends_only_what_belongs_to_the_former_school(methodist, school, district):
    target = make.SchoolFactory(municipality=district)
    teacher = make.TeacherFactory(school=school)
    small = make.AssociationFactory(municipality=district, level="school", school=school)
    large = make.AssociationFactory(municipality=district)
    for association in (small, large):
        make.MembershipFactory(association=association, teacher=teacher)
    url = page_url("teacher_move", teacher)
    foreign = methodist.post(url, {"school": make.SchoolFactory().pk, "hired_on": "2026-09-01"})
    assert list(foreign.context["form"].errors) == ["school"]
    assert methodist.post(url, {"school": target.pk, "hired_on": "2026-09-01"}).status_code == 302
    teacher.refresh_from_db()
    assert (teacher.school, teacher.hired_on) == (target, date(2026, 9, 1))
    assert Membership.objects.get(association=small).ends == date(2026, 8, 31)
    assert Membership.objects.get(association=large).ends is None
    assert AuditEvent.objects.about(teacher).get().changes == {
        "организация": [school.short_name, target.short_name],
        "принят на работу": ["—", "01.09.2026"],
    }


def test_the_card_tells_where_the_person_worked(methodist, school, district):
    target = make.SchoolFactory(municipality=district)
    teacher = make.TeacherFactory(school=school, hired_on=date(2020, 9, 1))
    url = page_url("teacher_move", teacher)
    early = methodist.post(url, {"school": target.pk, "hired_on": "2020-08-31"})
    assert early.context["form"].errors == {
        "hired_on": ["В нынешней организации педагог с 01.09.2020: раньше перевести нельзя."]
    }
    methodist.post(url, {"school": target.pk, "hired_on": "2026-09-01"})
    (post,) = methodist.get(page_url("teacher", teacher)).context["former_posts"]
    assert (post.school, post.position, post.starts, post.ends) == (
        school,
        "учитель математики",
        date(2020, 9, 1),
        date(2026, 8, 31),
    )


@pytest.mark.parametrize("day", ["", "2026-08-31"])
def test_the_present_post_cannot_begin_before_the_former_one_ends(methodist, school, district, day):
    teacher = make.TeacherFactory(school=school)
    target = make.SchoolFactory(municipality=district)
    methodist.post(page_url("teacher_move", teacher), {"school": target.pk, "hired_on": "2026-09-01"})
    url = page_url("teacher_edit", teacher)
    answer = methodist.post(url, filled(methodist.get(url), hired_on=day))
    assert answer.context["form"].errors == {
        "hired_on": [f"До 31.08.2026 место работы — {school.short_name}: укажите день позже."]
    }
    assert methodist.post(url, filled(methodist.get(url), hired_on="2026-09-02")).status_code == 302


def test_who_comes_back_comes_after_leaving(methodist, school):
    teacher = make.TeacherFactory(school=school, left_on=date(2026, 8, 31))
    url = page_url("teacher_return", teacher)
    early = methodist.post(url, {"hired_on": "2026-08-31"})
    assert early.context["form"].errors == {
        "hired_on": ["Педагог уволен 31.08.2026: снова принять можно позже этого дня."]
    }
    assert methodist.post(url, {"hired_on": "2026-09-01"}).status_code == 302
    again = methodist.post(url, {"hired_on": "2026-10-01"})
    assert again.context["form"].errors == {"hired_on": ["Педагог уже работает."]}


def test_moves_of_the_journal_become_former_posts(methodist, school, district):
    """What was moved before posts were kept: the migration reads the journal."""
    remember = import_module("methodservice.directory.migrations.0009_former_posts_from_journal").remember
    target = make.SchoolFactory(municipality=district)
    teacher = make.TeacherFactory(school=school, hired_on=date(2020, 9, 1))
    methodist.post(page_url("teacher_move", teacher), {"school": target.pk, "hired_on": "2026-09-01"})
    kept = FormerPost.objects.values_list("teacher", "school", "starts", "ends")
    before = list(kept)
    FormerPost.objects.all().delete()
    remember(apps, None)
    assert list(kept) == before == [(teacher.pk, school.pk, date(2020, 9, 1), date(2026, 8, 31))]


def test_forms_of_the_name_are_stored_only_where_they_differ_from_the_rules(methodist, school):
    teacher = make.TeacherFactory(
        school=school, surname="Лев", given_name="Пётр", patronymic="Ильич", gender="male"
    )
    url = page_url("teacher_names", teacher)
    page = methodist.get(url)
    assert page.context["form"]["dative_given"].value() == "Петру"
    assert methodist.post(url, filled(page, genitive_surname="Лева")).status_code == 302
    teacher.refresh_from_db()
    assert teacher.declined == {"genitive": {"surname": "Лева"}}
    forms = methodist.get(page_url("teacher", teacher)).context["name_forms"]
    assert forms[0] == ("Родительный: нет кого?", "Лева Петра Ильича", True)
    assert [by_hand for _, _, by_hand in forms] == [True, False, False, False, False]
    assert AuditEvent.objects.about(teacher).get(verb="changed").changes == {"формы имени": ["—", "Лева"]}


def test_stale_forms_of_the_name_say_which_case_clashes(methodist, school):
    teacher = make.TeacherFactory(school=school)
    url = page_url("teacher_names", teacher)
    mine = filled(methodist.get(url), dative_surname="Мне")
    methodist.post(url, filled(methodist.get(url), dative_surname="Ему"))
    answer = methodist.post(url, mine)
    assert answer.status_code == 409
    assert [(clash.label, clash.saved, clash.typed) for clash in answer.context["form"].clashes] == [
        ("Фамилия, дательный падеж", "Ему", "Мне")
    ]


def test_a_new_surname_drops_the_forms_of_the_old_one(methodist, school):
    teacher = make.TeacherFactory(
        school=school,
        declined={"genitive": {"surname": "Светловой", "given": "Марьи"}, "dative": {"surname": "Светлой"}},
    )
    url = page_url("teacher_edit", teacher)
    assert methodist.post(url, filled(methodist.get(url), surname="Тёмная")).status_code == 302
    teacher.refresh_from_db()
    assert teacher.declined == {"genitive": {"given": "Марьи"}}


def test_the_home_of_a_coordinator_counts_the_own_school(world, visit):
    client = visit(world.users["coordinator"])
    panels = [
        panel for panel in client.get("/").context["panels"] if panel.template == "directory/_own_school.html"
    ]
    (panel,) = panels
    own = world.records["school"]["own_school"]
    people = Teacher.objects.filter(school=own, left_on=None).count()
    assert [(count.title, count.value) for count in panel.context["counts"]] == [
        ("Педагогов", people),
        ("Школьных объединений", 1),
        ("Мероприятий в этом учебном году", 1),
    ]
