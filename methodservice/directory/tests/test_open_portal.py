"""A portal without a demo begins with one command."""

import re
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from methodservice.directory.models import Municipality, RoleKind, User
from methodservice.testing.factories import MunicipalityFactory, user_with_role

pytestmark = pytest.mark.django_db

OPTIONS = {
    "name": "Приозёрский район",
    "name_genitive": "Приозёрского района",
    "authority": "Управление образования Приозёрского района",
    "service": "Информационно-методический центр",
    "service_short": "ИМЦ",
    "place": "п. Заречный",
    "login": "admin",
}


def open_portal(**changed):
    output = StringIO()
    call_command("open_portal", stdout=output, **(OPTIONS | changed))
    return re.search(r"Пароль: (\S+)", output.getvalue())[1]


def test_administrator_enters_with_the_printed_password_and_keeps_the_municipality(client):
    password = open_portal()
    client.post(reverse("account_login"), {"login": "admin", "password": password})
    assert client.get(reverse("home")).url == reverse("account_change_password")
    own = {"oldpassword": password, "password1": "birch-forest-7", "password2": "birch-forest-7"}
    client.post(reverse("account_change_password"), own)
    response = client.get(reverse("admin:directory_municipality_changelist"))
    assert [row.name for row in response.context["cl"].result_list] == ["Приозёрский район"]
    assert Municipality.objects.get().rules.meetings_minimum == 1


def test_opening_is_refused_where_an_administrator_is_at_work():
    user_with_role(RoleKind.PORTAL_ADMIN, municipality=MunicipalityFactory())
    with pytest.raises(CommandError, match="уже есть"):
        open_portal()
    assert not User.objects.filter(username="admin").exists()


def test_administrator_whose_role_has_ended_does_not_stand_in_the_way():
    former = user_with_role(RoleKind.PORTAL_ADMIN, municipality=MunicipalityFactory())
    former.roles.update(starts=date(2020, 1, 1), ends=date(2020, 12, 31))
    open_portal()
    assert User.objects.get(username="admin").access.is_portal_admin


def test_wrong_value_leaves_nothing_behind():
    with pytest.raises(CommandError, match="200"):
        open_portal(name="Р" * 201)
    assert (Municipality.objects.count(), User.objects.count()) == (0, 0)
