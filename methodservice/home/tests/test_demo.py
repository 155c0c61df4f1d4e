"""The demo district: enough of everything, every role can log in, nothing of it outside of demo mode."""

import json
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from associations.models import Association, Meeting, Protocol
from associations.services import signing
from methodservice.directory.models import Municipality, School, Teacher, User
from methodservice.lib.periods import SchoolYear

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(settings, monkeypatch):
    """A filled demo; printing is tested elsewhere and would take most of the time here."""
    settings.DEMO = True
    monkeypatch.setattr(
        signing, "render_protocol", lambda snapshot: b"%PDF " + snapshot["check_code"].encode()
    )
    out = StringIO()
    call_command("demo", json=True, stdout=out)
    return json.loads(out.getvalue())


def test_the_demo_has_five_districts_and_a_large_one(demo):
    assert Municipality.objects.count() == 5
    largest = Municipality.objects.get(name="Заречный район")
    assert School.objects.filter(municipality=largest).count() >= 12
    assert Teacher.objects.filter(school__municipality=largest).count() >= 250
    assert Association.objects.filter(municipality=largest).count() >= 20
    this_year = SchoolYear.containing(timezone.localdate())
    years = Protocol.objects.filter(association__municipality=largest).values_list("school_year", flat=True)
    assert {this_year.previous.first} <= set(years) <= {this_year.previous.first, this_year.first}
    assert Meeting.objects.filter(date__gt=timezone.localdate(), state="planned").exists()


def test_every_role_has_a_login_in_two_districts(demo):
    roles = {}
    for login in demo["logins"]:
        roles.setdefault(login["municipality"], set()).add(login["role"])
    everyone = {
        "администратор портала", "начальник управления образования", "методист", "заместитель директора по УМР",
        "руководитель", "заместитель руководителя", "секретарь", "куратор", "педагог",
    }  # fmt: skip
    assert roles == {"Заречный район": everyone, "Предгорный район": everyone}


def test_the_logins_open_the_portal_and_the_records(demo):
    login = next(row for row in demo["logins"] if row["role"] == "методист")
    client = Client()
    client.force_login(User.objects.get(username=login["login"]))
    assert User.objects.get(username=login["login"]).check_password(login["password"])
    statuses = {name: client.get(address).status_code for name, address in demo["records"].items()}
    assert set(statuses.values()) == {200}, statuses


def test_a_second_call_fills_nothing(demo):
    before = Teacher.objects.count()
    call_command("demo")
    assert Teacher.objects.count() == before


def test_without_demo_mode_the_command_refuses():
    with pytest.raises(CommandError, match="DEMO=1"):
        call_command("demo")
    assert not User.objects.exists()


def test_a_demo_is_never_put_into_a_real_database(settings):
    settings.DEMO = True
    Municipality.objects.create(name="Настоящий район")
    with pytest.raises(CommandError, match="пустую базу"):
        call_command("demo")


@pytest.mark.parametrize("day", ["2026-09-01", "2027-01-05", "2027-08-31"])
def test_the_demo_can_be_filled_on_any_day(day, settings, monkeypatch):
    settings.DEMO = True
    monkeypatch.setattr(
        signing, "render_protocol", lambda snapshot: b"%PDF " + snapshot["check_code"].encode()
    )
    monkeypatch.setattr(timezone, "localdate", lambda *args: date.fromisoformat(day))
    call_command("demo")
    assert Meeting.objects.filter(
        state="planned", date__gt=date.fromisoformat(day) - timedelta(days=1)
    ).exists()
