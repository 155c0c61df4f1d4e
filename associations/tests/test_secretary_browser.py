"""The secretary's screen in a browser: the whole path in few clicks, saving as one types, no JavaScript."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from associations.models import AgendaItem, Attendance, Decision, Meeting, Protocol
from methodservice.testing import factories as make
from methodservice.testing.browser import (
    assert_accessible,
    assert_no_sideways_scroll,
    follow,
    login_as,
    press,
    resize,
)
from methodservice.testing.meetings import district_with, election_in, head_user, meeting_with

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

COUNT_CLICKS = """addEventListener("click", event => {
    if (event.isTrusted && event.detail > 0)
        localStorage.setItem("clicks", Number(localStorage.getItem("clicks")) + 1);
}, true);"""
MOST_CLICKS = 12


def clicks(page) -> int:
    """Clicks of the mouse so far, those into fields too."""
    return int(page.evaluate("localStorage.getItem('clicks')") or 0)


def head_of(association, people):
    return make.user_with_role("teacher", municipality=association.municipality, teacher=people[0])


@pytest.fixture
def planned():
    """A planned meeting of 20 members with 4 questions, held today. → (meeting, account of the head)"""
    association, people = district_with(20)
    meeting = make.MeetingFactory(association=association, date=timezone.localdate())
    for number in range(1, 5):
        AgendaItem.objects.create(meeting=meeting, position=number, title=f"О вопросе {number}")
    return meeting, head_of(association, people)


def test_protocol_of_twenty_people_and_four_questions_takes_few_clicks(page, planned):
    meeting, head = planned
    login_as(page, head)
    page.add_init_script(COUNT_CLICKS)
    page.goto(meeting.get_absolute_url())
    press(page, "Начать протокол")
    page.get_by_role("button", name="Все присутствуют").click()
    expect(page.locator("#bar")).to_contain_text("Присутствует 20 из 20, нужно 11 — кворум есть")
    for item in meeting.items.all():
        block = page.locator(f"#item-{item.pk}")
        block.get_by_label("Слушали").click()
        page.keyboard.type(f"Доклад {item.position}.")
        page.keyboard.press("Tab")
        page.keyboard.type("Учитель поддержал.")
        page.keyboard.press("Tab")
        page.keyboard.type(f"Решение {item.position}.")
        block.get_by_role("button", name="Единогласно").click()
        expect(block.locator(".outcome")).to_contain_text("За — 20 из 20 присутствующих")
    follow(page, "Подписать")
    press(page, "Подписать протокол")
    expect(page.get_by_role("heading", level=1)).to_have_text("Протокол № 1 от " + day_in_words(page))
    assert clicks(page) == MOST_CLICKS
    assert Protocol.objects.get().document.snapshot["items"][3]["decisions"][0]["text"] == ["Решение 4."]


def day_in_words(page):
    from methodservice.directory.templatetags.ui import ru_date

    return ru_date(timezone.localdate())


def test_an_unplanned_meeting_is_filed_from_the_card_in_few_clicks(page):
    association, people = district_with(20)
    login_as(page, head_of(association, people))
    page.add_init_script(COUNT_CLICKS)
    page.goto(association.get_absolute_url())
    follow(page, "Запланировать заседание")
    page.get_by_label("Тема").click()
    page.keyboard.type("Итоги года")
    page.keyboard.press("Tab")
    page.keyboard.type("О плане\nОб итогах\nО конкурсе\nО разном")
    press(page, "Уже прошло — начать протокол")
    page.get_by_role("button", name="Все присутствуют").click()
    expect(page.locator("#bar")).to_contain_text("Присутствует 20 из 20")
    for item in Meeting.objects.get().items.all():
        block = page.locator(f"#item-{item.pk}")
        block.get_by_label("Решили").focus()
        page.keyboard.type("Принять.")
        block.get_by_role("button", name="Единогласно").click()
        expect(block.locator(".outcome")).to_contain_text("решение принято единогласно")
    follow(page, "Подписать")
    press(page, "Подписать протокол")
    expect(page.locator(".state").first).to_have_text("Подписан")
    assert clicks(page) <= MOST_CLICKS


@pytest.fixture
def screen(page):
    """The screen of a held meeting of 5 with an election. → page with `.meeting` and `.people`"""
    page.meeting, page.people = meeting_with(5, items=2)
    Decision.objects.all().delete()
    election_in(page.meeting, page.people[2], page.people[3])
    login_as(page, head_user(page.meeting))
    page.goto(page.meeting.get_absolute_url())
    return page


def test_text_is_saved_as_one_types_and_the_draft_follows(screen):
    item = screen.meeting.items.first()
    block = screen.locator(f"#item-{item.pk}")
    block.get_by_label("Слушали").fill("Доложили об итогах.")
    expect(block.locator(".autosave").first).to_contain_text("Сохранено")
    expect(screen.locator("#draft")).to_contain_text("Доложили об итогах.")
    block.get_by_label("Решили").fill("Принять к сведению.")
    expect(screen.locator("#draft")).to_contain_text("1.1. Принять к сведению.")
    item.refresh_from_db()
    assert (item.heard, item.decisions.get().text) == ("Доложили об итогах.", "Принять к сведению.")


def test_typing_goes_on_after_votes_and_marks(screen):
    item = screen.meeting.items.first()
    block = screen.locator(f"#item-{item.pk}")
    block.get_by_label("Слушали").fill("Первое.")
    expect(block.locator(".autosave").first).to_contain_text("Сохранено")
    block.get_by_text("По числу голосов").click()
    block.get_by_label("За", exact=True).fill("4")
    block.get_by_label("Против").fill("1")
    block.get_by_role("button", name="Записать").click()
    expect(block.locator(".outcome")).to_contain_text("За — 4 из 5 присутствующих, нужно 3 — решение принято")
    block.get_by_label("Слушали").fill("Первое и второе.")
    expect(screen.locator("#draft")).to_contain_text("Первое и второе.")
    expect(screen.locator(".conflict")).to_have_count(0)


def test_a_mark_keeps_the_focus_and_moves_the_quorum(screen):
    for person in screen.people[2:]:
        button = screen.locator(f"#mark-{person.pk}-absent")
        button.focus()
        screen.keyboard.press("Enter")
        expect(button).to_have_attribute("aria-pressed", "true")
        expect(button).to_be_focused()
    expect(screen.locator("#bar")).to_contain_text("Присутствует 2 из 5, нужно 3 — кворума нет")
    assert Attendance.objects.filter(status="absent").count() == 3


def test_a_lost_connection_loses_nothing(screen, open_page):
    item = screen.meeting.items.first()
    block = screen.locator(f"#item-{item.pk}")
    screen.context.set_offline(True)
    block.get_by_label("Решили").fill("Записано без связи.")
    expect(block.locator(".decision .autosave")).to_contain_text("Нет связи")
    screen.context.set_offline(False)
    expect(screen.locator("#draft")).to_contain_text("Записано без связи.")
    assert item.decisions.get().text == "Записано без связи."
    open_page.complaints[:] = [line for line in open_page.complaints if "ERR_INTERNET" not in line]


def test_two_people_typing_into_one_text_see_both(screen, open_page):
    item = screen.meeting.items.first()
    AgendaItem.objects.filter(pk=item.pk).update(heard="Написал сосед.", version=9)
    block = screen.locator(f"#item-{item.pk}")
    block.get_by_label("Слушали").fill("Написала я.")
    conflict = block.locator(".conflict")
    expect(conflict).to_contain_text("Написал сосед.")
    expect(conflict).to_contain_text("Написала я.")
    item.refresh_from_db()
    assert item.heard == "Написал сосед."
    open_page.complaints[:] = [line for line in open_page.complaints if "409" not in line]


def test_the_screen_is_accessible_in_every_state(screen):
    screen.get_by_text("Добавить приглашённого").click()
    screen.get_by_text("До подписи").click()
    for summary in screen.get_by_text("По числу голосов").all():
        summary.click()
    screen.locator("a.add").first.click()
    expect(screen.locator(f"#decisions-{screen.meeting.items.first().pk} form")).to_have_count(2)
    assert_accessible(screen)
    assert_no_sideways_scroll(screen)


def test_the_bar_stays_in_view(screen):
    for width in (1280, 360):
        resize(screen, width)
        screen.evaluate("scrollTo(0, document.body.scrollHeight / 2)")
        expect(screen.locator("#bar")).to_be_in_viewport(ratio=0.9)


def test_the_whole_path_without_javascript(open_page, planned):
    meeting, head = planned
    meeting.items.exclude(position=1).delete()
    page = open_page(java_script_enabled=False)
    login_as(page, head)
    page.goto(meeting.get_absolute_url())
    press(page, "Начать протокол")
    press(page, "Все присутствуют")
    form = page.locator(".decision")
    form.get_by_label("Решили").fill("Принять план.")
    press(form, "Сохранить")
    press(page, "Единогласно")
    follow(page, "Подписать")
    press(page, "Подписать протокол")
    expect(page.locator(".state").first).to_have_text("Подписан")
    assert Protocol.objects.get().document.snapshot["items"][0]["decisions"][0]["text"] == ["Принять план."]


def test_every_state_of_a_meeting_fits_and_reads(page):
    meeting, _ = meeting_with(3)
    Meeting.objects.update(date=timezone.localdate() - timedelta(days=1))
    login_as(page, head_user(meeting))
    for name in ("meeting_sign", "meeting_not_held"):
        page.goto(reverse(f"associations:{name}", args=[meeting.pk]))
        assert_accessible(page)
        assert_no_sideways_scroll(page)
