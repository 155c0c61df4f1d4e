"""static/js/autosave.js in a browser, against a server that answers as its contract says."""

import json
import re

import pytest
from playwright.sync_api import expect

from methodservice.testing.browser import PATIENCE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGE = """<!DOCTYPE html><html lang="ru"><head><title>Черновик</title>
<script type="module" src="/static/js/autosave.js"></script>
<link rel="stylesheet" href="/static/css/forms.css"></head>
<body data-person="7"><form method="post" action="/save" data-autosave enctype="multipart/form-data">
<input type="hidden" name="version" value="1"><input type="hidden" name="csrfmiddlewaretoken" value="token">
<label>Слушали <textarea name="heard"></textarea></label>
<label><input type="checkbox" name="done" value="on"> Готово</label>
<p class="autosave" data-autosave-status role="status"></p><button>Сохранить</button></form></body></html>"""


def field(request, name):
    """One field of a multipart body."""
    found = re.search(rf'name="{name}"\r\n\r\n(.*?)\r\n--', request.post_data_buffer.decode(), re.S)
    return found and found[1]


class Server:
    """Answers /save; `answers` are taken in order, the last one stays. None is a lost connection."""

    def __init__(self, page):
        self.got = []
        self.answers = []
        page.route(
            "**/draft", lambda route: route.fulfill(body=PAGE, content_type="text/html; charset=utf-8")
        )
        page.route("**/save", self.answer)

    def answer(self, route):
        request = route.request
        self.got.append(
            (field(request, "version"), field(request, "heard"), request.headers.get("x-autosave"))
        )
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if answer is None:
            route.abort("internetdisconnected")
        elif isinstance(answer, dict):
            route.fulfill(status=200, content_type="application/json", body=json.dumps(answer))
        else:
            status, body = answer
            route.fulfill(status=status, content_type="text/html; charset=utf-8", body=body)


@pytest.fixture
def draft(open_page):
    page = open_page()
    page.server = Server(page)
    page.goto("/draft")
    yield page
    # a lost connection and an answer 4xx are logged by the browser itself
    open_page.complaints[:] = [line for line in open_page.complaints if "Failed to load resource" not in line]


def wait_for_request(page, held):
    """`held` is filled by a route, which runs only while the page is waited for."""
    for _ in range(PATIENCE // 20):
        if held:
            return
        page.wait_for_timeout(20)
    pytest.fail("waited in vain for a request")


def stop_clock(page):
    """Timers of the page wait for `clock.run_for`: nothing is saved because a machine was slow between two steps."""
    page.clock.install(time=0)
    page.clock.pause_at(60_000)


def status(page):
    return page.get_by_role("status")


def test_text_is_saved_while_one_types(draft):
    draft.server.answers = [{"version": 2}]
    stop_clock(draft)
    draft.get_by_label("Слушали").press_sequentially("Об итогах")
    draft.clock.run_for(1000)
    expect(status(draft)).to_have_text(re.compile(r"^Сохранено в \d\d:\d\d$"))
    assert draft.server.got == [("1", "Об итогах", "1")]
    assert draft.locator("[name=version]").input_value() == "2"
    assert draft.evaluate("localStorage.length") == 0


def test_text_typed_without_a_connection_is_sent_when_it_is_back(draft):
    draft.server.answers = [None, {"version": 2}]
    draft.get_by_label("Слушали").fill("Об итогах")
    expect(status(draft)).to_have_text("Нет связи — сохраним, когда она появится")
    assert draft.evaluate("localStorage.length") == 1
    draft.evaluate("window.dispatchEvent(new Event('online'))")
    expect(status(draft)).to_contain_text("Сохранено")
    assert [heard for _, heard, _ in draft.server.got] == ["Об итогах", "Об итогах"]


def test_unsent_text_outlives_the_page(draft):
    draft.server.answers = [None]
    draft.get_by_label("Слушали").fill("Об итогах")
    draft.get_by_label("Готово").check()
    expect(status(draft)).to_contain_text("Нет связи")
    draft.server.answers = [{"version": 2}]
    draft.reload()
    expect(status(draft)).to_contain_text("Сохранено")
    assert draft.get_by_label("Слушали").input_value() == "Об итогах"
    assert draft.get_by_label("Готово").is_checked()


def test_unsent_text_of_one_person_is_not_sent_by_another(draft):
    draft.server.answers = [None]
    draft.get_by_label("Слушали").fill("Об итогах")
    expect(status(draft)).to_contain_text("Нет связи")
    other = PAGE.replace('data-person="7"', 'data-person="8"')
    draft.route("**/draft", lambda route: route.fulfill(body=other, content_type="text/html; charset=utf-8"))
    draft.reload()
    assert draft.get_by_label("Слушали").input_value() == ""


def test_somebody_elses_save_is_shown_and_not_overwritten(draft):
    draft.server.answers = [(409, "<section>Обе версии</section>")]
    draft.get_by_label("Слушали").fill("Моё")
    expect(draft.get_by_text("Обе версии", exact=True)).to_be_visible()
    draft.get_by_label("Слушали").fill("Моё ещё")
    draft.wait_for_timeout(1300)
    assert draft.server.got == [("1", "Моё", "1")]
    assert draft.get_by_label("Слушали").input_value() == "Моё ещё"


def test_refusal_says_why(draft):
    draft.server.answers = [(422, json.dumps({"errors": {"heard": ["Не больше 5000 знаков."]}}))]
    draft.get_by_label("Слушали").fill("Много")
    expect(status(draft)).to_have_text("Не сохранено. Не больше 5000 знаков.")


def test_text_is_kept_when_the_login_has_expired(draft):
    draft.server.answers = [(403, "")]
    draft.get_by_label("Слушали").fill("Об итогах")
    expect(status(draft)).to_contain_text("войдите снова")
    assert draft.evaluate("localStorage.length") == 1


def test_button_waits_for_the_save_under_way(draft):
    """Otherwise the person would be in conflict with the own autosave: version 1 sent twice."""
    held = []
    draft.route("**/save", lambda route: held.append(route))
    draft.get_by_label("Слушали").fill("Об итогах")
    draft.get_by_label("Слушали").blur()
    wait_for_request(draft, held)
    draft.get_by_role("button", name="Сохранить").click(no_wait_after=True)
    draft.wait_for_timeout(200)
    assert len(held) == 1
    draft.server.answers = [(200, "<p>Записано</p>")]
    draft.unroute("**/save")
    draft.route("**/save", draft.server.answer)
    held[0].fulfill(status=200, content_type="application/json", body='{"version": 2}')
    expect(draft.get_by_text("Записано")).to_be_visible()
    assert draft.server.got == [("2", "Об итогах", None)]


LEADING = """<a href="/sign">Подписать</a>
<form method="post" action="/sign"><button>Передать</button></form></body>"""


@pytest.fixture
def leading(draft):
    """The draft with a link and a form that lead away."""
    body = PAGE.replace("</body>", LEADING)
    draft.route("**/draft", lambda route: route.fulfill(body=body, content_type="text/html; charset=utf-8"))
    draft.route(
        "**/sign",
        lambda route: route.fulfill(body="<p>Подписание</p>", content_type="text/html; charset=utf-8"),
    )
    draft.goto("/draft")
    return draft


@pytest.mark.parametrize(("role", "name"), [("link", "Подписать"), ("button", "Передать")])
def test_what_leads_away_waits_until_the_last_words_are_saved(leading, role, name):
    asked, held = [], []
    leading.on("request", lambda request: asked.append(request.url.rsplit("/")[-1]))
    leading.route("**/save", lambda route: held.append(route))
    leading.get_by_label("Слушали").fill("Об итогах")
    # a hand holds the button down for a while, and leaving the field has begun a save: nothing may move under it
    leading.get_by_role(role, name=name).click(no_wait_after=True, delay=200)
    wait_for_request(leading, held)
    leading.wait_for_timeout(200)
    assert asked == ["save"]
    held[0].fulfill(status=200, content_type="application/json", body='{"version": 2}')
    expect(leading.get_by_text("Подписание")).to_be_visible()
    assert leading.evaluate("localStorage.length") == 0


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (None, "Нет связи"),
        ((422, json.dumps({"errors": {"heard": ["Не больше 5000 знаков."]}})), "Не больше 5000 знаков."),
        ((409, "<section>Обе версии</section>"), "обе версии ниже"),
    ],
    ids=["offline", "refused", "conflict"],
)
def test_who_leads_away_from_unsaved_words_is_told_and_goes_by_a_second_click(leading, answer, why):
    leading.server.answers = [answer]
    stop_clock(leading)
    leading.get_by_label("Слушали").fill("Об итогах")
    leading.get_by_role("link", name="Подписать").click(no_wait_after=True)
    expect(status(leading)).to_contain_text(why)
    expect(leading).to_have_url(re.compile("/draft$"))
    leading.get_by_role("link", name="Подписать").click()
    expect(leading.get_by_text("Подписание")).to_be_visible()


def test_a_server_that_does_not_answer_holds_nobody_for_long(leading):
    held = []
    leading.route("**/save", lambda route: held.append(route))
    leading.clock.install()
    leading.get_by_label("Слушали").fill("Об итогах")
    leading.get_by_role("link", name="Подписать").click(no_wait_after=True)
    wait_for_request(leading, held)
    leading.clock.run_for(30_000)
    expect(status(leading)).to_contain_text("Нет связи")
    leading.get_by_role("link", name="Подписать").click()
    expect(leading.get_by_text("Подписание")).to_be_visible()


def test_what_was_typed_before_the_script_came_is_saved_too(open_page):
    page = open_page()
    server = Server(page)
    server.answers = [{"version": 2}]
    waiting = []
    page.route("**/js/autosave.js", lambda route: waiting.append(route))
    page.goto("/draft", wait_until="commit")
    page.get_by_label("Слушали").fill("Быстрый секретарь")
    wait_for_request(page, waiting)
    waiting[0].continue_()
    expect(page.locator("[data-autosave-status]")).to_contain_text("Сохранено")
    assert server.got == [("1", "Быстрый секретарь", "1")]


def test_a_page_that_nobody_touched_sends_nothing(draft):
    draft.server.answers = [{"version": 2}]
    draft.wait_for_timeout(1500)
    assert draft.server.got == []
