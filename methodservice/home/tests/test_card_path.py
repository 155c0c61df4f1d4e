"""A teacher's card as people live it: from a proposal and a diagnosis to a finished route that closes the deficits."""

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from development.models import Course, Deficit, Provider, Route
from methodservice.directory.models import RoleKind
from methodservice.testing import factories
from methodservice.testing.browser import follow, looked_at, page_of_role, press, resize

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
INSTITUTE = "Амурский областной институт развития образования"


@pytest.fixture
def school():
    municipality = factories.MunicipalityFactory()
    return factories.SchoolFactory(municipality=municipality, short_name="МБОУ «СОШ № 1»")


@pytest.fixture
def teacher(school):
    return factories.TeacherFactory(school=school, surname="Константинопольская")


def proposed(author) -> None:
    """The teacher proposes a course and a work."""
    today = timezone.localdate().isoformat()
    author.goto(reverse("development:mine"))
    follow(author.locator("#courses"), "Предложить запись")
    author.get_by_label("Программа", exact=False).first.fill("Дроби без ошибок")
    author.get_by_label("Кто учил").fill(INSTITUTE)
    author.get_by_label("Окончание").fill(today)
    author.get_by_label("Часов").fill("36")
    press(author, "Предложить")
    expect(author.locator("#courses")).to_contain_text("предложено")
    follow(author.locator("#works"), "Предложить запись")
    author.get_by_label("Название").fill("Сборник заданий")
    author.get_by_label("Дата", exact=False).first.fill(today)
    looked_at(author)
    press(author, "Предложить")
    expect(author.locator("#works")).to_contain_text("предложено")
    looked_at(author)


def answered(keeper) -> None:
    """From «Мои дела»: one is taken, the other declined with a reason."""
    keeper.goto("/")
    follow(keeper, "Принять в карточку 2 записи")
    press(keeper.locator("#courses"), "Принять")
    expect(keeper.locator("#courses")).not_to_contain_text("предложено")
    expect(keeper.locator("#courses")).to_contain_text(INSTITUTE)
    follow(keeper.locator("#works"), "Не принимать")
    press(keeper, "Отклонить")
    expect(keeper.locator("main")).to_contain_text("Напишите, почему запись не принята.")
    looked_at(keeper)
    keeper.get_by_label("Почему").fill("Приложите файл")
    press(keeper, "Отклонить")
    expect(keeper.locator("#works")).to_contain_text("не принято")


def diagnosed(keeper) -> None:
    """A diagnosis with percents by kinds leads on to its deficits, they to a draft of a route."""
    follow(keeper.locator("#diagnoses"), "Добавить")
    keeper.get_by_label("Какая диагностика").fill("Оценка компетенций")
    keeper.get_by_label("Дата").fill(timezone.localdate().isoformat())
    for kind, level, score in (("subject", "high", "40,5"), ("methodical", "low", "78")):
        keeper.locator(f"[name=level_{kind}]").select_option(level)
        keeper.locator(f"[name=score_{kind}]").fill(score)
    looked_at(keeper)
    press(keeper, "Записать")
    expect(keeper.get_by_role("heading", level=1)).to_contain_text("Дефициты по диагностике")
    keeper.locator("[name=words_subject]").fill("Дроби")
    keeper.locator("[name=words_methodical]").fill("Формирующее оценивание")
    looked_at(keeper)
    press(keeper, "Записать дефициты")
    expect(keeper.locator("#deficits")).to_contain_text("Формирующее оценивание")
    press(keeper.locator("#routes"), "Составить по открытым дефицитам")
    expect(keeper.locator("#steps")).to_contain_text("Пройти курсы по теме «Дроби»")
    looked_at(keeper)
    follow(keeper, "Утвердить")
    press(keeper, "Утвердить")
    expect(keeper.locator("main")).to_contain_text("Маршрут утверждён.")


def told(author, route) -> None:
    """The teacher tells of the step, with the course that was taken."""
    author.goto(route.get_absolute_url())
    follow(author.locator("#steps"), "Сделано")
    author.get_by_label("Результат").fill("Удостоверение")
    author.get_by_label("Обучение").select_option(index=1)
    looked_at(author)
    press(author, "Сообщить")
    expect(author.locator("#steps")).to_contain_text("ждёт проверки")
    resize(author, 360)
    looked_at(author)
    resize(author, 1280)


def test_a_card_goes_from_a_proposal_to_closed_deficits(open_page, school, teacher):
    author = page_of_role(open_page, RoleKind.TEACHER, school.municipality, teacher=teacher)
    keeper = page_of_role(open_page, RoleKind.COORDINATOR, school.municipality, school=school)

    proposed(author)
    assert not Provider.objects.exists()
    answered(keeper)
    assert Course.objects.get().provider == Provider.objects.get()
    author.reload()
    expect(author.locator("#works")).to_contain_text("Почему не принято: Приложите файл")
    expect(author.locator("#courses")).not_to_contain_text("предложено")

    diagnosed(keeper)
    route = Route.objects.get()
    told(author, route)

    keeper.goto("/")
    follow(keeper, "Проверить 1 шаг маршрута")
    looked_at(keeper)
    follow(keeper.locator("#steps"), "Вернуть")
    keeper.get_by_label("Почему").fill("Приложите скан")
    press(keeper, "Вернуть")
    expect(keeper.locator("#steps")).to_contain_text("возвращено")
    author.goto("/")
    expect(author.locator("main")).to_contain_text("возвращено: Приложите скан")
    told(author, route)
    keeper.reload()
    press(keeper.locator("#steps"), "Подтвердить")
    expect(keeper.locator("#steps")).to_contain_text("выполнено")
    follow(keeper.locator("#steps"), "Выполнено")
    keeper.get_by_label("Результат").fill("Три открытых урока")
    press(keeper, "Отметить выполненным")
    expect(keeper.locator("main")).to_contain_text("2 из 2")
    looked_at(keeper)

    follow(keeper, "Маршрут пройден")
    for words in ("Дроби", "Формирующее оценивание"):
        keeper.get_by_label(words).check()
    keeper.get_by_label("Итог").fill("Ошибок в дробях вдвое меньше")
    looked_at(keeper)
    press(keeper, "Отметить пройденным")
    expect(keeper.locator("main")).to_contain_text("Маршрут отмечен пройденным.")
    assert not Deficit.objects.filter(closed_on__isnull=True).exists()

    author.goto(reverse("development:mine"))
    expect(author.locator("#deficits")).to_contain_text("пройден маршрут")
    expect(author.locator("#routes")).to_contain_text("пройден")
    resize(author, 360)
    looked_at(author)
    # a reason that was left out is answered by the form again
    open_page.complaints[:] = [line for line in open_page.complaints if "422" not in line]
