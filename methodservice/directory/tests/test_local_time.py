"""«Сегодня» is the day of the person's municipality."""

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from methodservice.directory.models import RoleKind
from methodservice.home import views
from methodservice.testing.factories import MunicipalityFactory, user_with_role

pytestmark = pytest.mark.django_db
EVENING_IN_LONDON = datetime(2026, 11, 22, 21, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "today"),
    [("Europe/Kaliningrad", date(2026, 11, 22)), ("Asia/Kamchatka", date(2026, 11, 23))],
)
def test_today_is_the_day_of_the_municipality(zone, today, visit, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: EVENING_IN_LONDON)
    asked = []
    monkeypatch.setattr(views, "my_tasks", lambda user, day: asked.append(day) or [])
    visit(user_with_role(RoleKind.METHODIST, municipality=MunicipalityFactory(timezone=zone))).get("/")
    assert asked == [today]


def test_the_zone_does_not_outlive_the_request(visit):
    visit(
        user_with_role(RoleKind.METHODIST, municipality=MunicipalityFactory(timezone="Asia/Kamchatka"))
    ).get("/")
    assert timezone.get_current_timezone_name() == "Europe/Moscow"
