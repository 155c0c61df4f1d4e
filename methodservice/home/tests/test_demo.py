"""The demo district: enough of everything, every role can log in, nothing of it outside of demo mode."""

import json
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from associations.models import Association, Meeting, Protocol
from associations.plans import printed
from associations.services import signing
from methodservice.directory.models import Municipality, School, Teacher, User
from methodservice.lib.periods import SchoolYear
from monitoring.cycle_documents import common as cycle_documents
from monitoring.models import Campaign, Cycle, Measure, MunicipalAggregate, Note, Recommendation, Value

pytestmark = pytest.mark.django_db


def quick_printing(snapshot):
    """Printing is tested elsewhere and would take most of the time here."""
    return b"%PDF " + snapshot["check_code"].encode()


@pytest.fixture
def quick(settings, monkeypatch):
    settings.DEMO = True
    monkeypatch.setattr(signing, "render_protocol", quick_printing)
    monkeypatch.setattr(printed, "render_plan", quick_printing)
    monkeypatch.setattr(cycle_documents, "pdf_of", lambda template, snapshot: quick_printing(snapshot))


def filled() -> dict:
    """Fill the demo and read what the command prints."""
    out = StringIO()
    call_command("demo", json=True, stdout=out)
    return json.loads(out.getvalue())


def assert_cycles_at_every_stage():
    stages = Cycle.objects.order_by("pk").values_list("state", flat=True)
    assert sorted(stages) == ["advice", "analysis", "closed", "effect", "measures", "measures"]
    assert sorted(Note.objects.values_list("state", flat=True)) == ["draft", "signed", "signed"]
    assert {"sent", "acknowledged", "answered", "done", "draft"} == set(
        Recommendation.objects.values_list("state", flat=True)
    )
    assert Measure.objects.filter(key__startswith="item:").count() == 4


FROM_FACTS = {"1": (35, 75), "2": (10, 45), "3": (65, 95), "5": (50, 90), "6": (55, 100)}
"""Number of an indicator that is counted from cards and pairs: between which percents its results are."""


def assert_numbers_come_from_facts(campaigns):
    """Results of the closed campaigns are as in a living district, and each half-year has its own."""
    for number, (least, most) in FROM_FACTS.items():
        results = [
            MunicipalAggregate.objects.get(
                campaign=campaign, indicator__definitions__number=number, indicator__set=campaign.set
            ).to_date
            for campaign in campaigns
            if campaign.state == "closed"
        ]
        assert all(least <= result <= most for result in results), (number, results)
        assert len(set(results)) == 2, (number, results)
        assert known_in(campaigns[2], number) > 0


def known_in(campaign, number) -> int:
    """What the portal counted by itself for the indicator, in all organisations."""
    values = Value.objects.filter(campaign=campaign, indicator__definitions__number=number)
    return sum(value.known_numerator for value in values)


def roles_by_district(demo: dict) -> dict:
    roles = {}
    for login in demo["logins"]:
        roles.setdefault(login["municipality"], set()).add(login["role"])
    return roles


def test_the_demo_is_complete_and_open_to_every_role(quick):
    demo = filled()
    largest = Municipality.objects.get(name="Заречный район")
    this_year = SchoolYear.containing(timezone.localdate())
    years = set(
        Protocol.objects.filter(association__municipality=largest).values_list("school_year", flat=True)
    )

    assert Municipality.objects.count() == 5
    assert School.objects.filter(municipality=largest).count() >= 12
    assert Teacher.objects.filter(school__municipality=largest).count() >= 250
    assert Association.objects.filter(municipality=largest).count() >= 20
    assert {this_year.previous.first} <= years <= {this_year.previous.first, this_year.first}
    assert Meeting.objects.filter(date__gt=timezone.localdate(), state="planned").exists()

    campaigns = Campaign.objects.filter(municipality=largest).order_by("starts")
    assert [campaign.state for campaign in campaigns] == ["closed", "closed", "open"]
    assert set(campaigns.last().returns.values_list("state", flat=True)) == {
        "draft", "submitted", "returned", "accepted",
    }  # fmt: skip
    assert campaigns.first().returns.filter(submitted_late=True).count() == 1
    assert campaigns.first().returns.exclude(state="accepted").count() == 1

    known = Value.objects.filter(campaign=campaigns.last(), known_numerator__isnull=False)
    assert known.filter(school=None).count() == 3
    assert [value.word != "" for value in known if value.numerator != value.known_numerator] == [True] * 3
    assert_numbers_come_from_facts(campaigns)
    assert_cycles_at_every_stage()
    today = timezone.localdate()
    late = Recommendation.objects.filter(state="sent", due__lt=today, cycle__municipality=largest)
    assert late.count() == 1
    assert Recommendation.objects.filter(sent_at__date__gt=today - timedelta(days=30)).count() == 0

    everyone = {
        "администратор портала", "начальник управления образования", "руководитель методической службы",
        "методист", "заместитель директора по УМР",
        "руководитель", "заместитель руководителя", "секретарь", "куратор", "педагог",
    }  # fmt: skip
    assert roles_by_district(demo) == {"Заречный район": everyone, "Предгорный район": everyone}

    login = next(row for row in demo["logins"] if row["role"] == "методист")
    user = User.objects.get(username=login["login"])
    assert user.check_password(login["password"])
    client = Client()
    client.force_login(user)
    statuses = {name: client.get(address).status_code for name, address in demo["records"].items()}
    assert set(statuses.values()) == {200}, statuses

    before = Teacher.objects.count()
    assert filled() == demo
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


@pytest.mark.parametrize("day", ["2026-09-01", "2027-08-31"])
def test_the_demo_can_be_filled_on_any_day(day, quick, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *args: date.fromisoformat(day))
    call_command("demo")
    assert Meeting.objects.filter(
        state="planned", date__gt=date.fromisoformat(day) - timedelta(days=1)
    ).exists()
    assert_cycles_at_every_stage()
