"""Entering the portal: by login or e-mail, remembered or not, locked after failures, told in the journal."""

import logging
import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from methodservice.directory.models import AuditEvent
from methodservice.directory.templatetags.browsers import browser_name
from methodservice.testing.factories import UserFactory

LOGIN = reverse("account_login")
RESET = reverse("account_reset_password")
PASSWORD = "right password"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0"

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return UserFactory(username="Ivanova", email="ivanova@school.example", full_name="Иванова Мария")


def enter(client, login="Ivanova", password=PASSWORD, **more):
    return client.post(LOGIN, {"login": login, "password": password, **more})


def words_of(response):
    """The page without what differs by design: the token of the form and what was typed."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", response.content.decode())
    return re.sub(r'value="[^"]*"', "", text)


@pytest.mark.parametrize("login", ["Ivanova", "ivanova", "ivanova@school.example", " Ivanova "])
def test_a_person_enters_by_login_or_mail(client, person, login):
    assert enter(client, login).url == reverse("home")
    assert client.get(reverse("home")).status_code == 200


def test_a_session_ends_with_the_browser_unless_remembered(client, person):
    enter(client)
    assert client.session.get_expire_at_browser_close() is True
    assert client.session.get_expiry_age() == 8 * 3600
    remembered = Client()
    enter(remembered, remember="on")
    assert remembered.session.get_expiry_age() == 14 * 24 * 3600


def test_unknown_wrong_and_blocked_get_equal_answers(client, person):
    UserFactory(username="blocked", is_active=False)
    answers = [enter(client, "Ivanova", "wrong"), enter(client, "nobody", "wrong"), enter(client, "blocked")]
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert len({words_of(answer) for answer in answers}) == 1
    assert all(
        words in words_of(answers[0])
        for words in ("Войти не получилось.", "Логин или пароль не подошли. Проверьте раскладку и Caps Lock.")
    )


@pytest.mark.parametrize("login", ["Ivanova", "nobody"])
def test_the_fifth_failure_locks_known_and_unknown_alike(client, person, login):
    statuses = [enter(client, name, "wrong").status_code for name in (login, login.upper(), login, login)]
    locked = enter(client, login, "wrong")
    assert [*statuses, locked.status_code] == [200, 200, 200, 200, 429]
    assert locked["Retry-After"] == "900"
    assert "через 15 минут" in locked.content.decode()
    assert enter(client, login, PASSWORD).status_code == 429


def test_a_lock_holds_for_one_address_and_ends_in_time(client, person, settings):
    for _ in range(5):
        enter(client, password="wrong")
    elsewhere = Client(REMOTE_ADDR="10.1.2.3")
    assert enter(elsewhere).status_code == 302
    settings.AXES_COOLOFF_TIME = timezone.timedelta(0)
    assert enter(client).status_code == 302


def test_the_address_behind_our_proxy_is_counted(settings, person):
    settings.TRUSTED_PROXIES = 1
    for number in range(5):
        # the sender invents the left part, our proxy adds the right one
        enter(Client(HTTP_X_FORWARDED_FOR=f"8.8.8.{number}, 10.0.0.7"), password="wrong")
    assert enter(Client(HTTP_X_FORWARDED_FOR="9.9.9.9, 10.0.0.7")).status_code == 429
    assert enter(Client(HTTP_X_FORWARDED_FOR="8.8.8.1, 10.0.0.8")).status_code == 302


def test_the_journal_tells_of_entering_failing_and_leaving(client, person, caplog):
    caplog.set_level(logging.INFO, "methodservice.access")
    enter(client, password="wrong")
    enter(client, "typed-password-1", "wrong")
    enter(client)
    client.post(reverse("account_logout"))
    rows = AuditEvent.objects.order_by("pk").values_list("verb", "actor", "record_id", "note")
    assert list(rows) == [
        ("login_failed", None, person.pk, "адрес 127.0.0.1"),
        ("login_failed", None, None, "адрес 127.0.0.1"),
        ("logged_in", person.pk, person.pk, "адрес 127.0.0.1"),
        ("logged_out", person.pk, person.pk, "адрес 127.0.0.1"),
    ]
    assert [record.getMessage() for record in caplog.records if record.name == "methodservice.access"] == [
        "login failed: user=Ivanova address=127.0.0.1",
        "login failed: user=unknown address=127.0.0.1",
        "login: user=Ivanova address=127.0.0.1",
        "logout: user=Ivanova address=127.0.0.1",
    ]


def test_login_leads_only_inside(client, person):
    assert enter(client, next="https://evil.example/").url == reverse("home")
    assert enter(Client(), next="/directory/schools/").url == "/directory/schools/"


def test_people_enter_while_redis_is_away(client, person, settings):
    settings.CACHES = {
        "default": {
            "BACKEND": "methodservice.lib.cache.PatientRedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",
        }
    }
    assert enter(client, password="wrong").status_code == 200
    assert enter(client).status_code == 302
    assert client.get("/check/ABCDEFGH23456789/").status_code == 404


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 YaBrowser/25.8 Safari/537.36",
            "Яндекс Браузер, Windows",
        ),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge, Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18 Safari/604", "Safari, iPhone"),
        ("", "неизвестный браузер"),
    ],
)
def test_a_browser_is_called_by_its_name(user_agent, name):
    assert browser_name(user_agent) == name


def test_argon2_is_the_hasher_of_the_portal():
    from methodservice import settings as portal

    assert portal.PASSWORD_HASHERS[0] == "django.contrib.auth.hashers.Argon2PasswordHasher"


def test_nobody_signs_up_alone(client):
    assert client.get("/accounts/signup/").status_code == 404


def test_reset_by_mail_sets_the_password_once(client, person):
    other = Client()
    other.force_login(person)
    client.post(RESET, {"email": "Ivanova@school.example"})
    (letter,) = mail.outbox
    assert letter.to == ["ivanova@school.example"]
    assert letter.subject == "Смена пароля на портале «Методслужба»"
    (link,) = re.findall(r"https://portal\.example(\S+)", letter.body)
    form_url = client.get(link).url
    done = client.post(form_url, {"password1": "birch-forest-7", "password2": "birch-forest-7"})
    assert done.url == reverse("account_reset_password_from_key_done")
    assert "Ссылка больше не действует" in Client().get(link).content.decode()
    assert other.get(reverse("home")).status_code == 302
    assert enter(Client(), password="birch-forest-7").status_code == 302


def test_the_link_of_the_mail_ignores_the_host_header(person, settings):
    settings.ALLOWED_HOSTS = ["*"]
    Client(HTTP_HOST="evil.example").post(RESET, {"email": person.email})
    assert "evil.example" not in mail.outbox[0].body + str(mail.outbox[0].alternatives)
    assert "https://portal.example/" in mail.outbox[0].body


def test_reset_answers_equally_for_known_unknown_and_a_dead_mail_server(client, person, settings):
    known = client.post(RESET, {"email": person.email}, follow=True)
    unknown = client.post(RESET, {"email": "nobody@school.example"}, follow=True)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    no_server = client.post(RESET, {"email": person.email}, follow=True)
    assert len(mail.outbox) == 1
    assert known.redirect_chain == unknown.redirect_chain == no_server.redirect_chain
    assert words_of(known) == words_of(unknown) == words_of(no_server)


@pytest.mark.parametrize("email", ["ivanova@school.example", "nobody@school.example"])
def test_reset_is_throttled_by_mail_address(client, person, email):
    statuses = [client.post(RESET, {"email": email}).status_code for _ in range(4)]
    assert statuses == [302, 302, 302, 429]


def test_reset_is_throttled_by_address_of_the_asker(client):
    statuses = [client.post(RESET, {"email": f"p{n}@school.example"}).status_code for n in range(21)]
    assert statuses == [302] * 20 + [429]


def test_change_of_password_ends_other_sessions_and_is_journaled(client, person):
    other = Client()
    other.force_login(person)
    enter(client)
    page = client.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": "birch-forest-7", "password2": "birch-forest-7"},
    )
    assert page.url == reverse("home")
    assert client.get(reverse("home")).status_code == 200
    assert other.get(reverse("home")).status_code == 302
    event = AuditEvent.objects.filter(verb="changed").get()
    assert (event.actor, event.record_id, event.changes) == (person, person.pk, {})


def test_a_weak_new_password_is_refused_in_russian(client, person):
    client.force_login(person)
    page = client.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": "12345678", "password2": "12345678"},
    )
    assert page.context["form"].errors == {
        "password1": [
            "Введённый пароль слишком широко распространён.",
            "Введённый пароль состоит только из цифр.",
        ]
    }


def test_a_temporary_password_opens_only_its_change(client):
    person = UserFactory(username="new", password_is_temporary=True)
    assert enter(client, "new").url == reverse("home")
    assert client.get(reverse("home")).url == reverse("account_change_password")
    assert client.post("/jobs/1/").url == reverse("account_change_password")
    client.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": "birch-forest-7", "password2": "birch-forest-7"},
    )
    person.refresh_from_db()
    assert person.password_is_temporary is False
    assert client.get(reverse("home")).status_code == 200


def test_other_sessions_are_listed_and_ended(person):
    here, there = Client(HTTP_USER_AGENT=FIREFOX), Client(HTTP_USER_AGENT="curl/8")
    enter(here)
    enter(there)
    page = here.get(reverse("usersessions_list"))
    assert [session.user_agent for session in page.context["sessions"]] == [FIREFOX, "curl/8"]
    assert "Firefox, Windows" in page.content.decode()
    assert "неизвестный браузер" in page.content.decode()
    here.post(reverse("usersessions_list"))
    assert there.get(reverse("home")).status_code == 302
    assert here.get(reverse("home")).status_code == 200
