"""Accounts and roles: who may give what to whom, the password shown once, the journal."""

import re
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from methodservice.directory.models import AuditEvent, Role, RoleKind, User
from methodservice.directory.services import accounts
from methodservice.testing.factories import (
    MunicipalityFactory,
    RoleFactory,
    SchoolFactory,
    TeacherFactory,
    UserFactory,
    user_with_role,
)

ADD = reverse("directory:user_add")
LIST = reverse("directory:user_list")
TODAY = timezone.localdate()
TOO_LONG = "Убедитесь, что это значение содержит не более {} символов (сейчас 300)."
YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture
def district(db):
    return MunicipalityFactory()


@pytest.fixture
def methodist(district):
    return user_with_role(RoleKind.METHODIST, municipality=district, full_name="Методист Анна")


@pytest.fixture
def admin(district):
    return user_with_role(RoleKind.PORTAL_ADMIN, municipality=district)


@pytest.fixture
def person(district):
    return user_with_role(RoleKind.TEACHER, municipality=district, full_name="Педагог Пётр")


def url(name, record):
    return reverse(f"directory:{name}", args=[record.pk])


def password_on(page):
    (password,) = re.findall(r"<code>([a-z0-9-]+)</code>", page.content.decode())
    return password


def can_enter(user, password):
    form = {"login": user.username, "password": password}
    return Client().post(reverse("account_login"), form).status_code == 302


def open_edit(client, user):
    """The fields of the edit page as the browser would send them back."""
    form = client.get(url("user_edit", user)).context["form"]
    return {name: form[name].value() or "" for name in form.fields}


@pytest.mark.parametrize("number", [1, 30])
def test_list_costs_the_same_for_one_and_thirty_accounts(
    number, district, methodist, visit, assert_query_count
):
    for _ in range(number - 1):
        school = SchoolFactory(municipality=district)
        user = user_with_role(RoleKind.COORDINATOR, municipality=district, school=school)
        User.objects.filter(pk=user.pk).update(teacher=TeacherFactory(school=school))
    client = visit(methodist)
    assert_query_count(client, LIST, 7)
    assert client.get(LIST).context["page"].paginator.count == number


def test_list_shows_own_municipality_only(methodist, person, visit):
    user_with_role(RoleKind.METHODIST, municipality=MunicipalityFactory())
    rows = visit(methodist).get(LIST).context["page"].object_list
    assert [row.pk for row in rows] == [methodist.pk, person.pk]


def test_list_is_filtered_by_role_school_text_and_state(district, methodist, person, visit):
    school = SchoolFactory(municipality=district)
    deputy = user_with_role(RoleKind.COORDINATOR, municipality=district, school=school, full_name="Завуч")
    taught = UserFactory(municipality=district, teacher=TeacherFactory(school=school), full_name="Учитель")
    former = UserFactory(municipality=district, full_name="Бывший методист")
    RoleFactory(user=former, kind=RoleKind.METHODIST, ends=YESTERDAY)
    blocked = UserFactory(municipality=district, full_name="Закрытая", is_active=False)
    client = visit(methodist)

    def found(query):
        return {row.pk for row in client.get(f"{LIST}?{query}").context["page"].object_list}

    assert found("role=methodist") == {methodist.pk}
    assert found(f"school={school.pk}") == {deputy.pk, taught.pk}
    assert found("q=педагог петр") == {person.pk}
    assert found("state=blocked") == {blocked.pk}
    assert found("") == {methodist.pk, person.pk, deputy.pk, taught.pk, former.pk}


def test_a_new_account_gets_a_password_shown_once(district, methodist, visit):
    teacher = TeacherFactory(school__municipality=district)
    client = visit(methodist)
    page = client.post(
        ADD, {"username": "petrova", "full_name": "", "email": "", "teacher": teacher.pk, "kind": "teacher"}
    )
    made = User.objects.get(username="petrova")
    password = password_on(page)
    assert re.fullmatch(r"([a-z2-9]{4}-){2}[a-z2-9]{4}", password)
    assert (made.full_name, made.municipality, made.teacher, made.password_is_temporary) == (
        teacher.full_name,
        district,
        teacher,
        True,
    )
    assert list(made.roles.values_list("kind", "starts", "ends")) == [("teacher", TODAY, None)]
    assert "no-store" in page["Cache-Control"]
    assert password not in client.get(url("user", made)).content.decode()
    assert password not in str(list(AuditEvent.objects.values()))
    assert can_enter(made, password)
    events = AuditEvent.objects.about(made).filter(actor=methodist).order_by("pk")
    assert [(event.verb, event.changes) for event in events] == [
        ("created", {}),
        ("changed", {"роль": ["—", f"педагог, с {TODAY:%d.%m.%Y}"]}),
    ]


def test_choices_of_a_new_account_are_narrowed(district, methodist, admin, visit):
    own = TeacherFactory(school__municipality=district)
    taken = TeacherFactory(school=own.school)
    UserFactory(municipality=district, teacher=taken)
    stranger = TeacherFactory()
    form = visit(methodist).get(ADD).context["form"]
    assert list(form.fields["teacher"].queryset) == [own]
    assert list(form.fields["school"].queryset) == [own.school]
    assert [kind for kind, _ in form.fields["kind"].choices] == [
        "",
        "department_head",
        "service_head",
        "methodist",
        "coordinator",
        "teacher",
    ]
    assert "portal_admin" in dict(visit(admin).get(ADD).context["form"].fields["kind"].choices)
    forged = {
        "username": "x",
        "full_name": "Икс",
        "teacher": stranger.pk,
        "kind": "portal_admin",
        "school": stranger.school_id,
    }
    page = visit(methodist).post(ADD, forged)
    assert page.status_code == 422
    assert set(page.context["form"].errors) == {"teacher", "kind", "school"}
    assert not User.objects.filter(username="x").exists()


@pytest.mark.parametrize(
    ("change", "errors"),
    [
        ({"username": "METHODIST1"}, {"username": ["Этот логин уже занят. Придумайте другой."]}),
        ({"full_name": ""}, {"full_name": ["Напишите имя или выберите педагога."]}),
        (
            {"kind": "coordinator"},
            {"school": ["Выберите организацию, в которой работает заместитель директора."]},
        ),
        ({"username": "a" * 300}, {"username": [TOO_LONG.format(150)]}),
        ({"full_name": "я" * 300}, {"full_name": [TOO_LONG.format(200)]}),
    ],
)
def test_mistakes_get_their_sentence(methodist, visit, change, errors):
    methodist.username = "methodist1"
    methodist.save()
    form = {"username": "new", "full_name": "Новый", "kind": "methodist"} | change
    page = visit(methodist).post(ADD, form)
    assert page.status_code == 422
    assert page.context["form"].errors == errors


def test_a_school_is_kept_only_for_a_deputy_head(district, methodist, visit):
    school = SchoolFactory(municipality=district)
    form = {"username": "new", "full_name": "Новый", "kind": "methodist", "school": school.pk}
    visit(methodist).post(ADD, form)
    assert Role.objects.get(user__username="new").school is None


def test_an_edit_is_journaled_and_a_stale_one_is_not_lost(methodist, person, visit):
    client = visit(methodist)
    first, second = open_edit(client, person), open_edit(client, person)
    assert client.post(url("user_edit", person), first | {"full_name": "Педагог Павел"}).status_code == 302
    assert client.post(url("user_edit", person), second | {"full_name": "Педагог Прохор"}).status_code == 409
    person.refresh_from_db()
    assert person.full_name == "Педагог Павел"
    event = AuditEvent.objects.about(person).get()
    assert (event.actor, event.changes) == (methodist, {"имя на экране": ["Педагог Пётр", "Педагог Павел"]})


def test_a_changed_mail_address_is_forgotten_at_once(methodist, person, visit, mailoutbox):
    client = visit(methodist)
    person.email = "old@school.example"
    person.save()
    reset = reverse("account_reset_password")
    client.post(url("user_edit", person), open_edit(client, person) | {"email": "New@school.example"})
    Client().post(reset, {"email": "old@school.example"})
    Client().post(reset, {"email": "new@school.example"})
    assert [letter.to for letter in mailoutbox] == [["new@school.example"]]


def test_block_ends_sessions_and_unblock_lets_in_again(methodist, person, visit):
    inside = Client()
    inside.force_login(person)
    client = visit(methodist)
    client.post(url("user_block", person))
    client.post(url("user_block", person))
    assert inside.get(reverse("home")).status_code == 302
    assert not can_enter(person, "right password")
    client.post(url("user_unblock", person))
    assert can_enter(person, "right password")
    events = AuditEvent.objects.about(person).filter(actor=methodist).order_by("pk")
    assert [event.note for event in events] == ["заблокирована", "разблокирована"]


def test_a_reset_password_is_shown_once_and_ends_sessions(methodist, person, visit):
    inside = Client()
    inside.force_login(person)
    for _ in range(5):
        can_enter(person, "wrong")
    client = visit(methodist)
    assert client.get(url("user_password", person)).status_code == 200
    assert can_enter(person, "right password") is False
    password = password_on(client.post(url("user_password", person)))
    assert inside.get(reverse("home")).status_code == 302
    assert can_enter(person, password)
    person.refresh_from_db()
    assert person.password_is_temporary


def test_a_role_is_given_for_days_and_taken_away(district, methodist, person, visit):
    school = SchoolFactory(municipality=district)
    client = visit(methodist)
    form = {"kind": "coordinator", "school": school.pk, "starts": "2020-09-01", "ends": ""}
    assert client.post(url("role_add", person), form).status_code == 302
    again = client.post(url("role_add", person), form)
    assert again.context["form"].errors == {"__all__": ["Эта роль уже назначена на эти дни."]}
    role = person.roles.get(kind="coordinator")
    assert User.objects.get(pk=person.pk).access.school_ids == {school.pk}
    client.post(url("role_end", role))
    client.post(url("role_end", role))
    role.refresh_from_db()
    assert (role.starts, role.ends) == (date(2020, 9, 1), YESTERDAY)
    assert User.objects.get(pk=person.pk).access.school_ids == frozenset()
    words = f"заместитель директора по УМР, {school.short_name}, с 01.09.2020"
    changes = AuditEvent.objects.about(person).filter(actor=methodist).order_by("pk")
    assert [event.changes for event in changes] == [
        {"роль": ["—", words]},
        {"роль": [words, f"{words} по {YESTERDAY:%d.%m.%Y}"]},
    ]


def test_a_role_given_today_and_taken_today_never_was(methodist, person, visit):
    client = visit(methodist)
    client.post(url("role_add", person), {"kind": "methodist", "starts": TODAY.isoformat()})
    client.post(url("role_end", person.roles.get(kind="methodist")))
    assert not person.roles.filter(kind="methodist").exists()
    assert AuditEvent.objects.about(person).first().changes == {
        "роль": [f"методист, с {TODAY:%d.%m.%Y}", "—"]
    }


@pytest.mark.parametrize(
    ("starts", "ends", "sentence"),
    [
        ("2026-09-01", "2026-08-01", "Дата «по» раньше даты «с»."),
        ("31.02.2026", "", "Такой даты нет. Введите день, месяц и год, например 12.10.2026."),
    ],
)
def test_dates_of_a_role_are_checked(methodist, person, visit, starts, ends, sentence):
    page = visit(methodist).post(
        url("role_add", person), {"kind": "methodist", "starts": starts, "ends": ends}
    )
    assert page.status_code == 422
    assert [error for errors in page.context["form"].errors.values() for error in errors] == [sentence]


def statuses(client, user):
    """What a person gets who tries everything on the account."""
    tries = [
        client.post(url("user_edit", user), {"username": "hacked", "full_name": "Взлом"}),
        client.post(url("user_password", user)),
        client.post(url("user_block", user)),
        client.post(url("user_unblock", user)),
        client.post(url("role_add", user), {"kind": "department_head", "starts": "2020-01-01"}),
        client.post(reverse("directory:role_end", args=[user.roles.get().pk])),
    ]
    return {answer.status_code for answer in tries}


def test_nobody_changes_the_own_account_or_rights(methodist, admin, visit):
    for me in (methodist, admin):
        client = visit(me)
        before = list(User.objects.filter(pk=me.pk).values()), list(me.roles.values())
        assert statuses(client, me) == {403}
        assert (list(User.objects.filter(pk=me.pk).values()), list(me.roles.values())) == before


def test_a_methodist_has_no_hand_in_a_portal_administrator(methodist, admin, visit):
    assert statuses(visit(methodist), admin) == {403}
    later = user_with_role(RoleKind.TEACHER, municipality=methodist.municipality)
    RoleFactory(user=later, kind=RoleKind.PORTAL_ADMIN, starts=TODAY + timedelta(days=10))
    assert visit(methodist).post(url("user_password", later)).status_code == 403
    page = visit(methodist).get(url("user", admin))
    assert page.context["may_edit"] is False
    assert "Выдать новый пароль" not in page.content.decode()


def test_a_former_portal_administrator_is_an_ordinary_account(methodist, district, visit):
    former = UserFactory(municipality=district)
    RoleFactory(user=former, kind=RoleKind.PORTAL_ADMIN, ends=YESTERDAY)
    assert visit(methodist).post(url("user_block", former)).status_code == 302


def test_only_a_portal_administrator_makes_another(methodist, admin, person, visit):
    form = {"kind": "portal_admin", "starts": TODAY.isoformat()}
    page = visit(methodist).post(url("role_add", person), form)
    assert set(page.context["form"].errors) == {"kind"}
    with pytest.raises(PermissionDenied):
        accounts.assign_role(role=Role(user=person, kind="portal_admin", starts=TODAY), by=methodist)
    assert not person.roles.filter(kind="portal_admin").exists()
    visit(admin).post(url("role_add", person), form)
    assert User.objects.get(pk=person.pk).access.is_portal_admin


def test_a_foreign_account_looks_missing(methodist, visit):
    stranger = user_with_role(RoleKind.TEACHER, municipality=MunicipalityFactory())
    assert statuses(visit(methodist), stranger) == {404}


def test_the_first_administrator_is_led_to_the_municipalities(db, visit):
    """Nothing is filled yet: no page of a municipality that is not there may break."""
    from methodservice.testing.access_table import TABLE

    first = user_with_role(RoleKind.PORTAL_ADMIN, municipality=None)
    client = visit(first)
    rows = [row for row in TABLE if row.method == "GET" and not row.record and not row.public]
    answers = {row.route: client.get(reverse(row.route)) for row in rows}
    opened = {route for route, answer in answers.items() if answer.status_code == 200}
    assert opened == {
        "account",
        "account_change_password",
        "account_logout",
        "directory:municipality_add",
        "directory:municipality_list",
        "usersessions_list",
    }
    assert {answers[route].url for route in answers.keys() - opened} == {
        reverse("directory:municipality_list")
    }
    district = MunicipalityFactory()
    client.post(reverse("directory:municipality_enter", args=[district.pk]))
    assert client.get(reverse("home")).status_code == 200


def test_an_account_without_municipality_sees_only_itself(db, visit):
    client = visit(user_with_role(RoleKind.TEACHER, municipality=None))
    assert client.get(reverse("home")).url == reverse("account")
    assert "нет муниципалитета" in client.get(reverse("account")).content.decode()
