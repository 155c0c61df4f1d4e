"""Accounts of the demo and the demo mode."""

import pytest
from django.contrib.auth import authenticate

from methodservice.testing.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo_user():
    user = UserFactory(username="demo", is_demo=True)
    user.set_password("metod-demo")
    user.save()
    return user


def enter(rf):
    request = rf.post("/accounts/login/")
    return authenticate(request, username="demo", password="metod-demo")


def test_a_demo_account_opens_in_demo_mode(demo_user, rf, settings):
    settings.DEMO = True
    assert enter(rf) == demo_user


def test_a_demo_account_is_closed_elsewhere(demo_user, rf, settings):
    settings.DEMO = False
    assert enter(rf) is None


def test_an_open_session_of_a_demo_account_ends_with_the_demo(demo_user, client, settings):
    settings.DEMO = True
    client.force_login(demo_user, "methodservice.directory.backends.AccountBackend")
    settings.DEMO = False
    assert client.get("/").status_code == 302
