"""A district through two half-years: targets, orders, returns, results of a killed worker, measures, a conclusion."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.db import connection, transaction
from django.urls import resolve, reverse
from django.utils import timezone
from playwright.sync_api import expect

from methodservice.directory.models import RoleKind
from methodservice.documents.orders.models import Order
from methodservice.jobs import services as jobs
from methodservice.jobs import tasks as job_tasks
from methodservice.jobs.models import Job
from methodservice.testing import factories as make
from methodservice.testing.attachments import PDF
from methodservice.testing.browser import assert_accessible, click_through, follow, login_as, press
from methodservice.testing.services import wait_until
from monitoring.models import Campaign, Cycle, Edition, MunicipalAggregate

pytestmark = [pytest.mark.browser, pytest.mark.celery, pytest.mark.django_db(transaction=True)]

DIAGNOSED, TRAINED = "Доля педагогов, прошедших диагностику", "Обучено педагогов"
TARGETS = {DIAGNOSED: "60", TRAINED: "10"}
TEACHERS = {"Школа А": 4, "Школа Б": 5, "Школа В": 3}
STAFF = "directory.teachers"
"""The figure that gives the denominator of the share."""
LOOKED_AT: set[tuple[str, str]] = set()


@pytest.fixture(autouse=True)
def seen():
    """Pages whose accessibility was looked at: each once, and again in another state."""
    LOOKED_AT.clear()


def look(page, state: str = "") -> None:
    """Whether people who hear the page or use keys alone can work with it. Seen in this state before, it is passed."""
    which = (resolve(urlsplit(page.url).path).view_name, state)
    if which not in LOOKED_AT:
        LOOKED_AT.add(which)
        assert_accessible(page)


@pytest.fixture
def district(db):
    municipality = make.MunicipalityFactory(authority="Отдел образования Озёрного района")
    municipality.rules.half_year_kind = "calendar"
    municipality.rules.save()
    make.SignatoryFactory(municipality=municipality)
    return municipality


@pytest.fixture
def people(open_page, district):
    """Pages of a methodist, of the head of the department, of a coordinator of each school."""

    def page_of(kind, **who):
        page = open_page()
        login_as(page, make.user_with_role(kind, municipality=district, **who))
        return page

    pages = {"methodist": page_of(RoleKind.METHODIST), "head": page_of(RoleKind.DEPARTMENT_HEAD)}
    for name, teachers in TEACHERS.items():
        school = make.SchoolFactory(municipality=district, short_name=name)
        make.TeacherFactory.create_batch(teachers, school=school)
        pages[name] = page_of(RoleKind.COORDINATOR, school=school)
    return pages


def set_targets(page, year: int) -> None:
    """A share whose denominator the portal knows, and a sum over the year; both in force."""
    page.goto("/")
    follow(page, "Мониторинг")
    follow(page, "Показатели")
    follow(page, "Составить самим")
    page.locator("[name=title]").fill("Показатели развития")
    page.locator("[name=first_year]").fill(str(year))
    page.locator("[name=last_year]").fill(str(year))
    click_through(page.locator("main form button[type=submit]"))
    for number, (name, unit, formula, over) in enumerate(
        [(DIAGNOSED, "%", "share", "last"), (TRAINED, "чел.", "sum", "sum")], start=1
    ):
        follow(page, "Добавить показатель")
        page.locator("[name=name]").fill(name)
        page.locator("[name=number]").fill(str(number))
        page.locator("[name=unit]").fill(unit)
        page.locator(f"[name=formula][value={formula}]").check()
        page.locator(f"[name=over_periods][value={over}]").check()
        if formula == "share":
            page.locator("[name=numerator_words]").fill("Прошли диагностику")
            page.locator("[name=denominator_words]").fill("Все педагоги")
            page.locator("select[name=denominator_figure]").select_option(STAFF, force=True)
        look(page)
        click_through(page.locator("main form button[type=submit]"))
    follow(page, "Цели", exact=True)
    for row in page.locator("table tbody tr").all():
        row.get_by_role("textbox").fill(TARGETS[row.locator("th").inner_text()])
    look(page)
    press(page, "Сохранить")
    follow(page, "Ввести в действие")
    press(page, "Ввести в действие")
    expect(page.locator("main")).to_contain_text("Редакция 1 действует.")


def open_campaign(people, year: int, half: int) -> Campaign:
    """Planned, ordered, opened by the methodist; the order is signed by the head."""
    page, head = people["methodist"], people["head"]
    page.goto(reverse("monitoring:campaigns"))
    click_through(page.locator(f"a[href='{reverse('monitoring:campaign_add')}']").first)
    page.locator("select[name=period]").select_option(f"{year}-{6 * half - 5:02}-01")
    press(page, "Предложить сроки")
    look(page)
    press(page, "Добавить кампанию")
    campaign = Campaign.objects.latest("pk")
    follow(page, "Подготовить приказ")
    page.get_by_label("Мониторинг чего").fill("показателей развития")
    page.locator("select[name=responsible]").select_option(index=1, force=True)
    look(page)
    click_through(page.locator("main form button[type=submit]").last)
    press(page, "Передать на подпись")
    head.goto("/")
    follow(head, "Подписать приказ")
    follow(head, "Подписать или вернуть")
    press(head, "Подписать", exact=True)
    expect(head.get_by_role("heading", level=1)).to_contain_text(f"Приказ № {half} от")
    page.goto(campaign.get_absolute_url())
    expect(page.locator("main")).to_contain_text(f"№ {half} от")
    press(page, "Открыть сбор")
    look(page)
    return campaign


def send(page, *, diagnosed: str, trained: str, staff: str = "", word: str = "") -> None:
    """A coordinator fills in and sends. A word explains another number than the portal's (`staff`), or a leap."""
    page.goto("/")
    follow(page, "Заполнить")
    share, total = page.locator("fieldset.value").nth(0), page.locator("fieldset.value").nth(1)
    share.get_by_label("Прошли диагностику").fill(diagnosed)
    if staff:
        share.get_by_label("Все педагоги").fill(staff)
        expect(share.get_by_text("Напишите, почему у вас иначе")).to_be_visible()
    if word:
        expect(share.get_by_label("Пояснение")).to_be_visible()
        share.get_by_label("Пояснение").fill(word)
    total.get_by_label("Значение").fill(trained)
    expect(page.get_by_text("Можно отправлять")).to_be_visible()
    look(page, "with a word" if word else "")
    press(page, "Отправить")
    expect(page.get_by_text("Сведения отправлены на проверку")).to_be_visible()


def row_of(page, school: str):
    return page.locator("tbody tr", has=page.get_by_role("rowheader", name=school))


def accept(page, campaign: Campaign, school: str) -> None:
    page.goto(campaign.get_absolute_url())
    follow(row_of(page, school), "Проверить")
    look(page)
    press(page, "Принять", exact=True)


def let_the_term_pass(campaign: Campaign) -> None:
    """Days go by: the last day of collecting was yesterday."""
    yesterday = timezone.localdate() - timedelta(days=1)
    Campaign.objects.filter(pk=campaign.pk).update(opens_on=yesterday, closes_on=yesterday)


def all_computed() -> bool:
    return not Job.objects.exclude(state__in=("done", "failed")).exists()


def numbers(page, campaign: Campaign) -> dict[str, list[str]]:
    """{indicator: cells of its row on the board}."""
    wait_until(all_computed, what="the results")
    page.goto(f"{reverse('monitoring:home')}?campaign={campaign.pk}&order=document")
    look(page, f"{page.locator('.mo-trend svg').count()} lines")
    rows = page.locator("table.mo-board tbody tr")
    return {
        row.locator("th a").inner_text().partition(". ")[2]: [
            " ".join(row.locator(css).first.inner_text().split()).partition(" :")[0]
            for css in (
                ".mo-value strong",
                "[data-label=Итог]",
                "[data-label='За период']",
                "[data-label=Учтено]",
            )
        ]
        for row in rows.all()
    }


def waits_for_municipal_results() -> bool:
    """The worker has written the organisations' part in its transaction and waits for the table locked here."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = %s::regclass",
            [MunicipalAggregate._meta.db_table],
        )
        return cursor.fetchone()[0] > 0


def killed_half_way(worker, change) -> None:
    """Do what starts a computation, and kill the worker between its two parts."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {MunicipalAggregate._meta.db_table} IN EXCLUSIVE MODE")
        change()
        wait_until(waits_for_municipal_results, what="the worker half-way")
        worker.kill()
    assert Job.objects.filter(state="running").count() == 1


def restart(worker) -> None:
    """Start the worker again; what it left half-way is found and done a second time."""
    cut_off = Job.objects.get(state="running")
    worker.start()
    jobs.pick_up_silent(silence=timedelta(0))
    job_tasks.sweep()
    wait_until(all_computed, what="the second attempt")
    cut_off.refresh_from_db()
    assert (cut_off.state, cut_off.attempts) == ("done", 2)


def close(page, campaign: Campaign, *, reason: str = "") -> None:
    page.goto(campaign.get_absolute_url())
    follow(page, "Закрыть", exact=True)
    look(page)
    if reason:
        page.get_by_label("Почему").fill(reason)
    click_through(page.locator("main form button[type=submit]").last)
    campaign.refresh_from_db()
    assert campaign.state == "closed"


def begin_thread(page) -> Cycle:
    """From the missed target to a signed note."""
    page.goto(reverse("monitoring:cycles"))
    follow(page, "Начать цикл")
    look(page)
    for box in page.locator("input[name=indicators]").all():
        box.uncheck()
    page.get_by_label(DIAGNOSED).check()
    press(page, "Начать")
    look(page, "begun")
    press(page, "Составить справку")
    page.get_by_label("Проблемы").fill("В школе Б диагностику начали поздно.")
    page.get_by_text("Сохранено в").wait_for()
    page.locator(".paper").get_by_text("В школе Б диагностику начали поздно.").wait_for()
    look(page)
    follow(page, "Подписать")
    press(page, "Подписать")
    expect(page.locator("main")).to_contain_text("Справка подписана и внесена в реестр.")
    return Cycle.objects.get()


def advise_and_answer(methodist, school, proof) -> None:
    """Recommendations to those who missed; acknowledged, answered with a file, the answer accepted."""
    follow(methodist, "Написать рекомендации")
    expect(methodist.get_by_label("Школа Б")).to_be_checked()
    expect(methodist.get_by_label("Школа А")).not_to_be_checked()
    look(methodist)
    press(methodist, "Подготовить рекомендации")
    press(methodist, "Отправить")
    school.goto("/")
    follow(school, "Принять рекомендацию к исполнению")
    press(school, "Принять к исполнению")
    look(school)
    follow(school, "Ответить")
    school.get_by_label("Что сделано").fill("Диагностику прошли ещё трое.")
    school.get_by_label("Файл").set_input_files(proof)
    press(school, "Отправить ответ")
    expect(school.locator("main")).to_contain_text(proof.name)
    methodist.reload()
    follow(methodist, "Посмотреть ответ")
    press(methodist, "Принять ответ")


def write_measure(page, cycle: Cycle) -> None:
    page.goto(cycle.get_absolute_url())
    follow(page, "Записать меру")
    page.locator("[name=title]").fill("Провели выездную консультацию в школе Б")
    look(page)
    press(page, "Записать")
    expect(page.locator("#measures")).to_contain_text("Провели выездную консультацию")


def compared(page) -> dict[str, list[str]]:
    """{group: before, after, change} of the table «Было и стало»."""
    rows = page.locator("#effect table").first.locator("tbody tr").all()
    return {
        row.locator("th").inner_text(): [
            " ".join(cell.split()) for cell in row.locator("td").all_inner_texts()
        ]
        for row in rows
    }


def test_a_district_goes_through_two_half_years(people, open_page, celery_worker, tmp_path):
    year = timezone.localdate().year - 1
    methodist, proof = people["methodist"], tmp_path / "Справка.pdf"
    proof.write_bytes(PDF)
    set_targets(methodist, year)
    assert Edition.objects.get().state == "in_force"

    # the first half-year: one school agrees, one differs, one is late, gets more time, is missing all the same
    first = open_campaign(people, year, 1)
    assert Order.objects.get().document is not None
    send(people["Школа А"], diagnosed="3", trained="7")
    accept(methodist, first, "Школа А")
    assert numbers(methodist, first)[DIAGNOSED][0] == "75 %"
    send(people["Школа Б"], diagnosed="1", trained="2", staff="4", word="Одна в отпуске по уходу за ребёнком")
    killed_half_way(celery_worker, lambda: accept(methodist, first, "Школа Б"))
    # nothing of the half-done computation is there
    methodist.goto(reverse("monitoring:home"))
    expect(methodist.locator(".mo-board")).to_contain_text("75 %")
    restart(celery_worker)
    let_the_term_pass(first)
    methodist.goto(first.get_absolute_url())
    follow(row_of(methodist, "Школа В"), "Продлить")
    tomorrow = timezone.localdate() + timedelta(days=1)
    methodist.get_by_label("Новый срок").fill(f"{tomorrow:%Y-%m-%d}")
    methodist.get_by_label("Причина").fill("Сменился координатор")
    press(methodist, "Продлить срок")
    people["Школа В"].goto("/")
    follow(people["Школа В"], "Заполнить")
    expect(people["Школа В"].locator("main")).to_contain_text("срок продлён: Сменился координатор")
    methodist.goto(reverse("monitoring:campaign_close", args=[first.pk]))
    click_through(methodist.locator("main form button[type=submit]").last)
    expect(methodist.locator("main")).to_contain_text("Напишите причину.")
    expect(methodist.locator("main")).to_contain_text("Не приняты сведения: Школа В.")
    close(methodist, first, reason="Школа В сведений не дала")
    # (3 + 1) of (4 + 4), and 7 + 2
    assert numbers(methodist, first) == {
        DIAGNOSED: ["50 %", "Пока не достигнуто", "+4", "2 из 3"],
        TRAINED: ["9 чел.", "Пока не достигнуто", "+9", "2 из 3"],
    }

    cycle = begin_thread(methodist)
    advise_and_answer(methodist, people["Школа Б"], proof)
    write_measure(methodist, cycle)

    # the second half-year: all send, one of them late
    second = open_campaign(people, year, 2)
    send(people["Школа А"], diagnosed="3", trained="6")
    send(people["Школа Б"], diagnosed="4", trained="2", word="Диагностику прошли ещё трое")
    let_the_term_pass(second)
    send(people["Школа В"], diagnosed="1", trained="3")
    methodist.goto(second.get_absolute_url())
    expect(row_of(methodist, "Школа В")).to_contain_text("с опозданием")
    for name in TEACHERS:
        accept(methodist, second, name)
    close(methodist, second)
    # (3 + 4 + 1) of (4 + 5 + 3), and 6 + 2 + 3 beside the 9 of the first half-year
    assert numbers(methodist, second) == {
        DIAGNOSED: ["66,7 %", "Достигнуто", "+8", "3 из 3"],
        TRAINED: ["20 чел.", "Достигнуто", "+11", "3 из 3"],
    }

    methodist.goto(cycle.get_absolute_url())
    follow(methodist, "Сравнить")
    press(methodist, "Сравнить")
    look(methodist, "compared")
    # 1 of 4 → 4 of 5; 3 of 4 → 3 of 4; the third school has no «before»
    assert compared(methodist) == {
        "С рекомендациями: 1": ["25 %", "80 %", "+55 п. п."],
        "Без рекомендаций: 1": ["75 %", "75 %", "0"],
    }
    follow(methodist, "Сделать вывод")
    look(methodist)
    methodist.get_by_label("меры результативны", exact=True).check()
    press(methodist, "Закрыть цикл")
    expect(methodist.locator("main")).to_contain_text("Напишите вывод: без него цикл не закрывают.")
    methodist.get_by_label("Вывод").fill("Доля в школе Б выросла с 25 до 80 %.")
    press(methodist, "Закрыть цикл")
    expect(methodist.locator("main")).to_contain_text("Цикл закрыт.")
    look(methodist, "closed")
    cycle.refresh_from_db()
    assert cycle.state == "closed"
    # the two refusals: closed without a word, concluded without one
    open_page.complaints[:] = [line for line in open_page.complaints if "422" not in line]
