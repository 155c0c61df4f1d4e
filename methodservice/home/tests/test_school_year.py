"""A school year of an association in the browser: the plan copied, returned and approved, meetings and events held from
it, decisions followed up, the file complete, the report accepted."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from associations.models import Decision, DecisionDone, Meeting, Office, Roster
from associations.papers.models import PaperKind
from associations.papers.services.kinds import start_kinds
from associations.plans.lines import LineDraft
from associations.plans.models import ItemDone, PlanEdition, PlanItem, PlanLine
from associations.plans.services import workflow
from associations.plans.services.editing import start_edition
from associations.reports.models import AnnualReport
from methodservice.directory.models import RoleKind
from methodservice.lib.periods import SchoolYear
from methodservice.testing import factories as make
from methodservice.testing.browser import assert_accessible, click_through, follow, login_as, press
from methodservice.testing.printed import Printed

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LAST, YEAR = SchoolYear(2025), SchoolYear(2026)
PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"
REFERENCE = {"name": "Справка.pdf", "mimeType": "application/pdf", "buffer": PDF}
MEETING = "Заседание об итогах диагностики"
SEMINAR = "Семинар о практических задачах"
LINES = (
    LineDraft("meetings", MEETING, "октябрь", "руководитель", "Протокол"),
    LineDraft("between", SEMINAR, "до 20 ноября 2025 года", "секретарь", "Сборник заданий"),
)

FIGURES = {
    "meetings_held": [2, None],
    "attendance": [10, 10],
    "decisions": [2, None],
    "decisions_done": [1, 2],
    "decisions_on_time": [0, 1],
    "plan_done": [1, 2],
    "events": [1, None],
    "participants": [5, None],
    "works": [1, None],
}
"""What the year amounts to: value and, for shares, out of how many."""


@pytest.fixture
def clock(monkeypatch):
    """`clock.day` is today for the portal."""
    clock, real = SimpleNamespace(day=date(2026, 8, 27)), timezone.localdate
    monkeypatch.setattr(timezone, "localdate", lambda *args: real(*args) if any(args) else clock.day)
    return clock


@pytest.fixture
def district(clock):
    """An association of five with last year's plan approved; its head and a methodist have accounts."""
    municipality = make.MunicipalityFactory(rules=None)
    make.RulesFactory(municipality=municipality, meetings_minimum=2, meetings_period="school_year")
    methodist = make.user_with_role(RoleKind.METHODIST, municipality=municipality)
    association = make.AssociationFactory(municipality=municipality, teachers_of="учителей математики")
    people = make.TeacherFactory.create_batch(5, school__municipality=municipality)
    for person in people:
        make.MembershipFactory(association=association, teacher=person, starts=date(2025, 9, 1))
    for person, office in zip(people, (Office.HEAD, Office.SECRETARY), strict=False):
        make.TermFactory(association=association, teacher=person, office=office, starts=date(2025, 9, 1))
    head = make.user_with_role(RoleKind.TEACHER, municipality=municipality, teacher=people[0])
    Roster.objects.create(association=association, school_year=YEAR.first, approved_on=date(2026, 9, 1))
    start_kinds(municipality=municipality, by=methodist)
    edition = start_edition(
        association=association, year=LAST, by=head, theme="Практика на уроке", drafts=LINES
    )
    workflow.submit(edition=edition, by=head)
    workflow.approve(edition=edition, by=methodist)
    return SimpleNamespace(association=association, people=people, head=head, methodist=methodist)


def download(page, name) -> bytes:
    """The bytes behind a link to a file."""
    href = page.get_by_role("link", name=name).first.evaluate("link => link.href")
    return page.request.get(href).body()


def state_of(page):
    return page.locator(".page-title .state")


def plan_of_the_year(head, methodist, district):
    """Copied, submitted, returned with a remark, corrected, approved."""
    head.goto(f"{reverse('plans:start', args=[district.association.pk])}?year={YEAR.first}")
    assert_accessible(head)
    press(head, "Взять отмеченные пункты")
    expect(head.get_by_text("до 20 ноября 2026 года").first).to_be_visible()
    press(head, "Представить на утверждение")
    expect(state_of(head)).to_have_text("На утверждении")

    methodist.goto("/")
    follow(methodist, district.association.title, exact=True)
    assert_accessible(methodist)
    methodist.get_by_label("Замечание к пункту 2").fill("Назовите тему семинара.")
    press(methodist, "Вернуть с замечаниями")

    head.goto("/")
    follow(head, "Исправить план по замечаниям")
    expect(head.get_by_text("Назовите тему семинара.").first).to_be_visible()
    expect(state_of(head)).to_have_text("Возвращён")
    follow(head, "Изменить пункт 2")
    head.get_by_label("Что делаем").fill(f"{SEMINAR}: задачи на проценты")
    press(head, "Сохранить")
    press(head, "Представить снова")

    methodist.goto("/")
    follow(methodist, district.association.title, exact=True)
    press(methodist, "Утвердить")
    expect(state_of(methodist)).to_have_text("Утверждён")
    edition = PlanEdition.objects.get(plan__school_year=YEAR.first)
    assert edition.state == PlanEdition.State.APPROVED
    return edition


def plan_changed(head, methodist, edition):
    """After the approval: a new edition with its reason, the difference before the eyes of the approver."""
    plan = edition.plan
    head.goto(plan.get_absolute_url())
    follow(head, "Изменить план")
    head.get_by_label("Почему меняется план").fill("Семинар перенесён.")
    press(head, "Начать новую редакцию")
    follow(head, "Изменить пункт 2")
    head.get_by_label("Срок").fill("до 25 ноября 2026 года")
    press(head, "Сохранить")
    press(head, "Представить на утверждение")
    methodist.goto(reverse("plans:changes", args=[plan.pk]))
    assert_accessible(methodist)
    expect(methodist.locator("main")).to_contain_text("25 ноября")
    methodist.goto(reverse("plans:review", args=[plan.pk]))
    press(methodist, "Утвердить")
    expect(state_of(methodist)).to_contain_text("Утверждён")
    states = plan.editions.order_by("number").values_list("state", flat=True)
    assert list(states) == [PlanEdition.State.SUPERSEDED, PlanEdition.State.APPROVED]


def item_about(words: str) -> PlanItem:
    """The item of the year's plan in force."""
    lines = PlanLine.objects.in_force().filter(edition__plan__school_year=YEAR.first)
    return lines.get(action__startswith=words).item


def meeting_from_the_plan(head, clock, district):
    """An item of the plan becomes a meeting; it is held, its protocol signed, the item marked done."""
    clock.day = date(2026, 10, 12)
    item = item_about(MEETING)
    head.goto(item.get_absolute_url())
    assert_accessible(head)
    press(head, "Создать заседание")
    head.get_by_label("Дата").fill("2026-10-12")
    press(head, "Сохранить")
    meeting = Meeting.objects.get()
    hold(head, meeting, "Провести открытые уроки.", responsible=district.people[1], due="2026-11-01")
    head.goto(item.get_absolute_url())
    expect(head.get_by_text(MEETING).first).to_be_visible()
    follow(head, "Отметить выполненным")
    press(head, "Отметить выполненным")
    assert ItemDone.objects.get(item=item).done_on == date(2026, 10, 12)
    return meeting


def hold(head, meeting, decision, *, responsible=None, due=""):
    """Start the protocol, all present, one decision unanimously, sign."""
    head.goto(meeting.get_absolute_url())
    if not meeting.items.exists():
        follow(head, "Добавить вопрос")
        head.get_by_label("Вопрос").fill("Об итогах диагностики")
        click_through(head.locator("main form button[type=submit]").first)
    press(head, "Начать протокол")
    head.get_by_role("button", name="Все присутствуют").click()
    expect(head.locator("#bar")).to_contain_text("кворум есть")
    article = head.locator("article.item").last
    written = article.locator(".decision").first
    written.get_by_label("Решили").fill(decision)
    if responsible:
        written.locator("select[name=responsible_id]").select_option(str(responsible.pk))
        written.locator("input[name=due]").fill(due)
        written.get_by_label("Срок словами").focus()
    expect(written.locator("[data-autosave-status]")).to_contain_text("Сохранено")
    article.get_by_role("button", name="Единогласно").click()
    expect(article.locator(".outcome").first).to_contain_text("решение принято единогласно")
    follow(head, "Подписать")
    press(head, "Подписать протокол")
    expect(head.get_by_role("heading", level=1)).to_contain_text("Протокол №")


def decision_followed_up(head, clock):
    """The decision is marked done with evidence; the next meeting's draft says so."""
    clock.day = date(2026, 11, 3)
    decision = Decision.objects.adopted().get()
    head.goto(reverse("associations:decision_list"))
    assert_accessible(head)
    follow(head, "Провести открытые уроки.")
    expect(state_of(head)).to_have_text("просрочено на 2\N{NO-BREAK SPACE}дня")
    follow(head, "Выполнено")
    head.get_by_label("Что сделано").fill("Прошли три открытых урока")
    head.get_by_label("Подтверждение").set_input_files(REFERENCE)
    press(head, "Отметить выполненным")
    expect(head.get_by_role("link", name="Справка.pdf")).to_be_visible()
    assert DecisionDone.objects.get(decision=decision).done_on == date(2026, 11, 3)


def next_meeting(head, clock, district):
    clock.day = date(2026, 12, 1)
    meeting = make.MeetingFactory(association=district.association, date=clock.day, theme="Итоги полугодия")
    make_item = meeting.items.create(position=1, title="Об итогах полугодия")
    hold(head, meeting, "Принять к сведению.")
    report = meeting.items.get(follows_up__isnull=False)
    assert (report.position, make_item.pk != report.pk) == (1, True)
    pdf = Printed(meeting.protocols.get().document.pdf)
    assert "О выполнении решений протокола" in pdf.text
    assert "Прошли три открытых урока" in pdf.text


def event_from_the_plan(head, clock, district):
    """An item becomes a seminar: everybody is invited, everybody came."""
    clock.day = date(2026, 11, 18)
    item = item_about(SEMINAR)
    head.goto(item.get_absolute_url())
    press(head, "Создать мероприятие")
    head.locator("input[name=starts]").fill("2026-11-18")
    press(head, "Сохранить")
    event = item.links.get().event
    head.goto(reverse("events:participants", args=[event.pk]))
    assert_accessible(head)
    press(head, "Все члены объединения")
    head.goto(event.get_absolute_url())
    follow(head, "Отметить, как прошло")
    assert_accessible(head)
    press(head, "Все пришли")
    press(head, "Проведено")
    expect(state_of(head)).to_have_text("Проведено")
    assert event.participants.filter(attended=True).count() == 5


def file_completed(head, district):
    """What the portal does not make itself is put into the file."""
    source = PaperKind.Source
    for kind in PaperKind.objects.required().filter(source__in=(source.UPLOAD, source.REPORT)):
        head.goto(f"{reverse('papers:add', args=[district.association.pk, kind.pk])}?year={YEAR.first}")
        head.get_by_label("Название").fill(kind.title)
        head.locator("input[type=file]").set_input_files(REFERENCE)
        press(head, "Вложить")
    head.goto(f"{reverse('papers:folder', args=[district.association.pk])}?year={YEAR.first}")
    assert_accessible(head)
    expect(state_of(head)).to_have_text("Собрана")


def report_of_the_year(head, methodist, clock, district):
    """Started from home in May, written, submitted, accepted; its figures are the year's."""
    clock.day = date(2027, 5, 20)
    head.goto("/")
    follow(head, f"Составить отчёт за {YEAR}")
    press(head, "Составить отчёт")
    assert_accessible(head)
    follow(head, "Написать выводы")
    for name in ("work", "results", "problems", "next_goals"):
        head.locator(f"textarea[name={name}]").fill("За год сделано всё, что намечено.")
    press(head, "Сохранить")
    press(head, "Сдать отчёт")

    methodist.goto("/")
    follow(methodist, f"Принять отчёт за {YEAR}")
    assert_accessible(methodist)
    press(methodist, "Принять")
    expect(state_of(methodist)).to_have_text("Принят")
    return AnnualReport.objects.get()


def plan_of_the_service(methodist):
    """The consolidated plan has the year's items and goes out as PDF, Word and a table."""
    methodist.goto(f"{reverse('calendars:consolidated')}?year={YEAR.first}")
    assert_accessible(methodist)
    expect(methodist.get_by_role("link", name=MEETING).first).to_be_visible()
    starts = {"PDF": b"%PDF", "Word": b"PK", "XLSX": b"PK"}
    for name, start in starts.items():
        assert download(methodist, name).startswith(start)


def test_a_school_year_of_an_association(open_page, clock, district, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    head, methodist = open_page(), open_page()
    login_as(head, district.head)
    login_as(methodist, district.methodist)

    edition = plan_of_the_year(head, methodist, district)
    printed = Printed(edition.document.pdf)
    assert MEETING in printed.text
    plan_changed(head, methodist, edition)
    meeting_from_the_plan(head, clock, district)
    decision_followed_up(head, clock)
    event_from_the_plan(head, clock, district)
    next_meeting(head, clock, district)
    file_completed(head, district)
    report = report_of_the_year(head, methodist, clock, district)
    words = Printed(report.document.pdf).text
    assert "За год сделано всё, что намечено." in words
    counted = {figure["key"]: figure["now"] for figure in report.figures}
    assert {key: counted[key] for key in FIGURES} == FIGURES
    plan_of_the_service(methodist)
