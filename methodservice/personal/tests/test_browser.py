"""Personal data as people meet them: a consent on paper, who looked, all that is kept, a card that is emptied."""

import json
import re

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from associations.models import Meeting
from associations.services.signing import sign_protocol
from methodservice.directory.models import RoleKind, Teacher
from methodservice.personal.models import Anonymisation, Consent
from methodservice.testing import development as made
from methodservice.testing import factories
from methodservice.testing.attachments import PDF
from methodservice.testing.browser import follow, login_as, looked_at, press, resize
from methodservice.testing.meetings import head_user, meeting_with
from methodservice.testing.printed import Printed

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def page_of(open_page, user, **options):
    page = open_page(**options)
    login_as(page, user)
    return page


def forget_refusals(open_page) -> None:
    """A refused form is told to the console by the browser itself."""
    open_page.complaints[:] = [line for line in open_page.complaints if "422" not in line]


def test_a_consent_is_written_down_with_its_scan_and_taken_back(open_page, district):
    page = page_of(open_page, district.coordinator)
    page.goto(reverse("personal:people"))
    looked_at(page)
    follow(page, "Жаворонкова Алла Юрьевна")
    follow(page, "Записать согласие")
    press(page, "Записать")
    expect(page.get_by_role("alert")).to_contain_text("Обязательное поле")
    looked_at(page)
    page.get_by_label("на обработку").check()
    page.get_by_label("Подписано").fill("2026-09-01")
    page.get_by_label("Скан").set_input_files(
        {"name": "Согласие.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    press(page, "Записать")
    expect(page.locator("#consents ~ dl").first).to_contain_text("дано 01.09.2026")
    expect(page.get_by_role("link", name="Согласие.pdf")).to_be_visible()
    looked_at(page)

    follow(page, "Отметить отзыв")
    page.get_by_label("Когда поступил отзыв").fill("2026-08-31")
    press(page, "Отметить отзыв")
    expect(page.locator("main")).to_contain_text("Согласие дано 01.09.2026: отозвать раньше нельзя.")
    page.get_by_label("Когда поступил отзыв").fill("2026-09-20")
    press(page, "Отметить отзыв")
    expect(page.locator("#consents ~ dl").first).to_contain_text("отозвано 20.09.2026")
    expect(page.locator("main")).to_contain_text("Остальное уничтожают за 30 дней")
    looked_at(page)
    assert Consent.objects.get().revoked_on.isoformat() == "2026-09-20"

    own = page_of(open_page, district.account, viewport={"width": 360, "height": 740})
    own.goto(reverse("personal:person", args=[district.person.pk]))
    expect(own.get_by_role("heading", level=1)).to_have_text("Мои персональные данные")
    expect(own.locator("main")).to_contain_text("отозвано 20.09.2026")
    looked_at(own)
    forget_refusals(open_page)


def test_a_person_sees_who_looked_and_takes_all_that_is_kept(open_page, district):
    made.deficit(district.person, words="Оценивание проектов")
    coordinator = page_of(open_page, district.coordinator)
    coordinator.goto(reverse("directory:teacher", args=[district.person.pk]))

    page = page_of(open_page, district.account, viewport={"width": 360, "height": 740})
    page.goto(reverse("personal:person", args=[district.person.pk]))
    expect(page.locator("#looks ~ p").first).to_contain_text("Завуч")
    looked_at(page)
    follow(page, "Все просмотры и выгрузки")
    row = page.locator("tbody tr")
    expect(row).to_have_count(1)
    expect(row).to_contain_text("Завуч")
    expect(row).to_contain_text("Открыта карточка")
    looked_at(page)
    page.go_back()

    with page.expect_download() as downloading:
        page.get_by_role("link", name="JSON для программ").click()
    with open(downloading.value.path(), encoding="utf-8") as file:
        told = json.load(file)
    kept = {section["key"]: section["rows"] for section in told["sections"]}
    card = Teacher.objects.get(pk=district.person.pk)
    assert told["person"]["Педагог"] == card.full_name
    assert (kept["card"][0]["Фамилия"], kept["card"][0]["Должность"]) == (card.surname, card.position)
    assert [row["В чём дефицит"] for row in kept["deficits"]] == ["Оценивание проектов"]
    printed = page.request.get(reverse("personal:data", args=[card.pk, "pdf"]))
    words = " ".join(Printed(printed.body()).text.split())
    for fact in ("Жаворонкова Алла Юрьевна", card.position, "Оценивание проектов", "статья 14"):
        assert fact in words

    # the owner's own downloads are in the journal too
    page.goto(reverse("personal:log", args=[card.pk]))
    expect(page.locator("tbody tr").first).to_contain_text("все данные: PDF")
    expect(page.locator("tbody tr")).to_have_count(3)


@pytest.fixture
def signed():
    """A signed protocol. → (meeting, its chair, a methodist)."""
    meeting, people = meeting_with(5)
    place = meeting.association.municipality
    person = people[0]
    person.surname, person.given_name, person.patronymic = "Жаворонкова", "Алла", "Юрьевна"
    person.save()
    sign_protocol(meeting=Meeting.objects.get(pk=meeting.pk), by=head_user(meeting))
    return meeting, person, factories.user_with_role(RoleKind.METHODIST, municipality=place)


def test_who_works_cannot_be_emptied_who_left_can_and_the_protocol_stays(open_page, signed):
    meeting, person, methodist = signed
    page = page_of(open_page, methodist)
    address = reverse("personal:person", args=[person.pk])
    page.goto(reverse("personal:anonymise", args=[person.pk]))
    expect(page.locator("main")).to_contain_text(
        "Обезличить можно карточку того, кто уволился или отозвал согласие"
    )
    expect(page.get_by_role("link", name="Посмотреть, что исчезнет")).to_have_count(0)

    page.goto(reverse("directory:teacher_leave", args=[person.pk]))
    page.get_by_label("Последний рабочий день").fill(timezone.localdate().isoformat())
    press(page, "Отметить увольнение")
    page.goto(address)
    looked_at(page)
    follow(page, "Посмотреть, что исчезнет")
    expect(page.locator("main")).to_contain_text("Подписанные протоколы")
    looked_at(page)
    page.get_by_label("Введите фамилию").fill("Жаворонков")
    press(page, "Обезличить навсегда")
    expect(page.locator("main")).to_contain_text("Фамилия не совпадает. Введите её точно")
    looked_at(page)
    page.get_by_label("Введите фамилию").fill("Жаворонкова")
    press(page, "Обезличить навсегда")
    expect(page.locator("main")).to_contain_text("Карточка обезличена. Акт №")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Обезличено №")
    looked_at(page)
    act = Anonymisation.objects.get()
    printed = page.request.get(reverse("personal:act", args=[act.pk, "pdf"]))
    assert "Жаворонк" not in Printed(printed.body()).text

    page.goto(reverse("directory:teacher", args=[person.pk]))
    expect(page.locator("main")).to_contain_text("Обезличено №")
    expect(page.locator("main")).not_to_contain_text(re.compile("жаворонк", re.IGNORECASE))
    resize(page, 360)
    looked_at(page)
    protocol = page.request.get(
        reverse("associations:protocol_file", args=[meeting.protocols.get().pk, "pdf"])
    )
    assert "А. Ю. Жаворонкова" in " ".join(Printed(protocol.body()).text.split())
    forget_refusals(open_page)
