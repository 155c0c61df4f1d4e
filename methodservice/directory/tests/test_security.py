"""What every answer carries, and what is refused before anything reads it."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import InterfaceError, OperationalError
from django.test import Client, RequestFactory
from django.urls import path, reverse

from methodservice.directory import middleware
from methodservice.directory.addresses import UNKNOWN, client_address
from methodservice.directory.models import AuditEvent, RoleKind
from methodservice.testing.factories import MunicipalityFactory, user_with_role

LOGIN = reverse("account_login")
FORM = "application/x-www-form-urlencoded"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)


def failing(error):
    def view(request):
        raise error

    return view


urlpatterns = [
    path("database-away/", failing(OperationalError("could not connect to server"))),
    path("connection-lost/", failing(InterfaceError("connection already closed"))),
    path("locked/", failing(OperationalError("database is locked"))),
    path("wrong-query/", failing(OperationalError("no such column: x"))),
    path("fault/", failing(KeyError("x"))),
]
handler500 = "methodservice.home.errors.server_error"


def policy_of(response):
    return {part.strip() for part in response["Content-Security-Policy"].split(";")}


@pytest.fixture
def methodist(db):
    return user_with_role(RoleKind.METHODIST, municipality=MunicipalityFactory())


@pytest.mark.parametrize(
    "query", ["q=%00", "q=%FF", "q=%ED%A0%80", "q=a%00b&page=1", "%C3=1"], ids=lambda query: query
)
def test_broken_query_is_refused_with_a_sentence(client, query):
    response = client.get(f"{LOGIN}?{query}")
    assert (response.status_code, response.content.decode()) == (400, middleware.BROKEN)


@pytest.mark.parametrize("address", ["/check/%00/", "/check/%FF/", "/check/%ED%A0%80/"])
def test_broken_path_is_refused_with_a_sentence(client, address):
    response = client.get(address)
    assert (response.status_code, response.content.decode()) == (400, middleware.BROKEN)


def test_russian_text_in_address_and_form_is_taken(client, db):
    assert client.get(f"{LOGIN}?q=Иванова%20Ё").status_code == 200
    assert client.get("/Объединения/").status_code == 404
    assert client.post(LOGIN, {"login": "Ёлкина «А»", "password": "пароль"}).status_code == 200


@pytest.mark.parametrize("charset", ["utf-7", "utf-16", "windows-1251", "unicode_escape"])
@pytest.mark.parametrize("content_type", [FORM, "text/plain"])
def test_another_charset_is_refused(client, charset, content_type):
    response = client.post(LOGIN, b"login=+AAA-", content_type=f"{content_type}; charset={charset}")
    assert (response.status_code, response.content.decode()) == (400, middleware.BROKEN)


@pytest.mark.parametrize(
    "body", [b"login=%00", b"login=\x00", b"login=%FF", b"login=\xff", b"login=%ED%A0%80"]
)
def test_broken_form_is_refused(client, body):
    response = client.post(LOGIN, body, content_type=FORM)
    assert (response.status_code, response.content.decode()) == (400, middleware.BROKEN)


def test_nul_in_a_form_with_files_is_refused(client):
    response = client.post(LOGIN, {"login": "a\0b", "file": SimpleUploadedFile("a.xlsx", b"PK\0\0")})
    assert (response.status_code, response.content.decode()) == (400, middleware.BROKEN)


def test_a_binary_file_passes(client, db):
    file = SimpleUploadedFile("список.xlsx", bytes(range(256)) * 10)
    assert client.post(LOGIN, {"login": "a", "password": "b", "file": file}).status_code == 200


def test_a_form_over_the_limit_is_refused_with_a_sentence(client):
    response = client.post(
        LOGIN, b"login=" + b"a" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1), content_type=FORM
    )
    assert (response.status_code, response.content.decode()) == (413, middleware.TOO_BIG)
    response = client.post(LOGIN, {"login": "a" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)})
    assert (response.status_code, response.content.decode()) == (413, middleware.TOO_BIG)


def test_an_upload_over_the_limit_is_refused_unread(client):
    response = client.post(
        LOGIN, b"x", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH=str(10**9)
    )
    assert (response.status_code, response.content.decode()) == (413, middleware.TOO_BIG)


def test_a_thousand_fields_are_refused_with_a_sentence(client):
    body = "&".join(f"f{n}=1" for n in range(1001))
    response = client.post(LOGIN, body, content_type=FORM)
    assert (response.status_code, response.content.decode()) == (400, middleware.TOO_MANY)


def test_a_form_cut_off_on_the_way_is_refused_with_a_sentence(client):
    response = client.post(LOGIN, b"--x\r\nbroken", content_type="multipart/form-data; boundary=")
    assert (response.status_code, response.content.decode()) == (400, middleware.CUT_OFF)


def test_every_answer_carries_the_protective_headers(client, methodist):
    inside = Client()
    inside.force_login(methodist)
    answers = {
        "page": inside.get(reverse("home")),
        "login": client.get(LOGIN),
        "redirect": client.get(reverse("home")),
        "missing": inside.get("/nothing-here/"),
        "forbidden": inside.get(reverse("admin:index")),
        "refused": Client(enforce_csrf_checks=True).post(LOGIN),
    }
    assert {name: answer.status_code for name, answer in answers.items()} == {
        "page": 200, "login": 200, "redirect": 302, "missing": 404, "forbidden": 403, "refused": 403,
    }  # fmt: skip
    for name, answer in answers.items():
        assert policy_of(answer) == set(POLICY.split("; ")), name
        assert {
            header: answer[header] for header in sorted(answer.headers) if header in HEADERS
        } == HEADERS, name


HEADERS = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


def test_pages_behind_the_login_are_not_stored(methodist):
    client = Client()
    client.force_login(methodist)
    assert "no-store" in client.get(reverse("home"))["Cache-Control"]
    assert "no-store" in client.get("/nothing-here/")["Cache-Control"]


def test_a_form_without_token_is_refused_in_russian(db):
    response = Client(enforce_csrf_checks=True).post(LOGIN, {"login": "a", "password": "b"})
    assert response.status_code == 403
    assert "Страница устарела" in response.content.decode()
    assert AuditEvent.objects.count() == 0


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("address", ["/database-away/", "/connection-lost/", "/locked/"])
def test_a_database_that_is_away_answers_503_and_when_to_retry(methodist, address):
    client = Client(raise_request_exception=False)
    client.force_login(methodist)
    response = client.get(address)
    assert (response.status_code, response["Retry-After"]) == (503, "30")
    assert "База данных не отвечает" in response.content.decode()


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("address", ["/wrong-query/", "/fault/"])
def test_a_fault_of_our_own_is_500_in_words(methodist, address):
    client = Client(raise_request_exception=False)
    client.force_login(methodist)
    response = client.get(address)
    assert response.status_code == 500
    assert 'lang="ru"' in response.content.decode()


def test_a_database_that_fails_while_the_session_is_read_answers_503(client, monkeypatch):
    def away(*args):
        raise OperationalError("connection refused")

    monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore.load", away)
    client.raise_request_exception = False
    client.cookies[settings.SESSION_COOKIE_NAME] = "a" * 32
    response = client.get(reverse("home"))
    assert (response.status_code, response["Retry-After"]) == (503, "30")
    assert policy_of(response) == set(POLICY.split("; "))


@pytest.mark.parametrize(
    ("proxies", "connection", "forwarded", "expected"),
    [
        (0, "10.0.0.1", "1.1.1.1", "10.0.0.1"),
        (1, "10.0.0.1", "1.1.1.1, 2.2.2.2", "2.2.2.2"),
        (2, "10.0.0.1", "1.1.1.1, 2.2.2.2", "1.1.1.1"),
        (2, "10.0.0.1", "2.2.2.2", "10.0.0.1"),
        (1, "", "", UNKNOWN),
        (1, "", "<script>", UNKNOWN),
    ],
)
def test_only_our_proxies_are_believed(settings, proxies, connection, forwarded, expected):
    settings.TRUSTED_PROXIES = proxies
    request = RequestFactory().get("/", REMOTE_ADDR=connection, HTTP_X_FORWARDED_FOR=forwarded)
    assert client_address(request) == expected


def test_the_public_check_is_throttled_by_address(db, monkeypatch):
    now = 1_800_000_000
    monkeypatch.setattr("methodservice.lib.throttle.time.time", lambda: now)
    statuses = [Client().get("/check/ABCDEFGH23456789/").status_code for _ in range(31)]
    assert statuses == [404] * 30 + [429]
    assert Client(REMOTE_ADDR="10.0.0.9").get("/check/ABCDEFGH23456789/").status_code == 404
    now += 60
    assert Client().get("/check/ABCDEFGH23456789/").status_code == 404


def production(**more):
    """Runs a few lines under production settings; returns what they print."""
    code = (
        "from django.conf import settings as s; import django; django.setup();"
        "from django.core import checks; from django.core.management import call_command;"
        "call_command('check', deploy=True, fail_level='WARNING');"
        "print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE,"
        "s.SESSION_COOKIE_DOMAIN, s.SESSION_COOKIE_PATH, s.SECURE_SSL_REDIRECT, s.SECURE_HSTS_SECONDS >= 31536000)"
    )
    environment = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "methodservice.settings",
        "ALLOWED_HOSTS": "portal.example",
        "DATABASE_URL": "sqlite:///:memory:",
        **more,
    }
    return subprocess.run(  # noqa: S603 — our own interpreter and the lines above
        [sys.executable, "-c", code], cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True
    )


def test_production_settings_pass_the_deployment_check_with_host_cookies():
    run = production(SECRET_KEY="k3y-" * 20 + "".join(map(chr, range(65, 91))))
    assert run.returncode == 0, run.stderr
    assert run.stdout.splitlines()[-1] == "__Host-sessionid __Host-csrftoken True True None / True True"


def test_production_refuses_a_setting_that_cannot_be_read():
    run = production(SECRET_KEY="k", HTTPS="maybe")
    assert run.returncode == 1
    assert "HTTPS" in run.stderr or "maybe" in run.stderr


def test_without_a_key_nothing_is_served_but_a_deadline_is_understood():
    environment = {"PATH": os.environ["PATH"], "DATABASE_URL": "sqlite:///:memory:"}

    def run(*words):
        return subprocess.run(  # noqa: S603 — our own interpreter and fixed words
            [sys.executable, *words], cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True
        )

    keyless = "from methodservice import settings; settings.SECRET_KEY = ''; import methodservice.wsgi"
    served = run("-c", keyless)
    assert (served.returncode, "SECRET_KEY" in served.stderr) == (1, True)
    reckoned = run("manage.py", "deadline", "май", "--from", "2023-01-01", "--to", "2023-12-31")
    assert json.loads(reckoned.stdout)["kind"] == "window"
