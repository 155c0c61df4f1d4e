"""The pages where a plan begins: four ways, the table of a file before it is accepted."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from associations.plans.models import AnnualPlan, PlanEdition, PlanLine, PlanTable, PlanTemplate
from associations.plans.services.starting import MEANWHILE, NO_PLAN
from associations.plans.services.tables import ACCEPTED, NOTHING_CHOSEN
from associations.plans.usual_template import LINES
from associations.plans.years import planning_year
from methodservice.directory.models import AuditEvent, RoleKind
from methodservice.lib.officefiles.limits import MOST_BYTES, ONLY_TABLES_OR_WORD, TOO_LARGE
from methodservice.lib.tests.test_grids import document, saved
from methodservice.testing import factories as make
from methodservice.testing.plans import edition_with

pytestmark = pytest.mark.django_db
State = PlanEdition.State
HEAD = ["№", "Мероприятие", "Сроки", "Ответственный"]


def start_url(association, query=""):
    return reverse("plans:start", args=[association.pk]) + query


@pytest.fixture
def year():
    return planning_year(timezone.localdate())


def last_year(association, year, lines=2, **words):
    return edition_with(lines, association=association, state=State.APPROVED, year=year.previous, **words)


def word_file(*rows, name="План.docx"):
    return SimpleUploadedFile(name, saved(document([HEAD, *rows])))


ROW = ["1", "Семинар", "октябрь", "секретарь"]


def said(response):
    return [str(message) for message in response.context["messages"]]


def test_an_empty_plan_is_started(visit, head, association, year):
    answer = visit(head).post(start_url(association), {"way": "empty", "seen": NO_PLAN}, follow=True)
    plan = AnnualPlan.objects.get()
    assert (plan.year, plan.editions.get().state) == (year, State.DRAFT)
    assert answer.redirect_chain[-1][0] == plan.get_absolute_url()


def test_last_years_plan_is_copied_in_two_clicks(visit, head, association, year):
    source = last_year(association, year)
    client = visit(head)
    page = client.get(start_url(association))
    assert [line.number for line in page.context["last"].unfinished] == [1, 2]
    keys = [line.key for line in page.context["last"].lines]
    answer = client.post(
        start_url(association), {"way": "copy", "seen": page.context["seen"], "lines": keys}, follow=True
    )
    plan = AnnualPlan.objects.get(school_year=year.first)
    assert [line.action for line in plan.editions.get().lines.order_by("position")] == ["Дело 1", "Дело 2"]
    assert said(answer) == [f"Из плана {source.plan.year} взято: 2\N{NO-BREAK SPACE}строки."]


def test_doubts_are_told_before_and_after(visit, head, association, member, year):
    last_year(association, year, 1, responsible=member.teacher.short_name)
    member.teacher.left_on = timezone.localdate()
    member.teacher.save()
    client = visit(head)
    page = client.get(start_url(association))
    sentence = f"{member.teacher.short_name} больше не работает"
    assert sentence in page.content.decode()
    data = {"way": "copy", "seen": NO_PLAN, "lines": [line.key for line in page.context["last"].lines]}
    assert sentence in said(client.post(start_url(association), data, follow=True))[0]


def test_nothing_chosen_keeps_the_page_and_says_so(visit, head, association, year):
    last_year(association, year)
    answer = visit(head).post(
        start_url(association), {"way": "copy", "seen": NO_PLAN, "lines": ["x", "-1", "²"]}
    )
    assert answer.status_code == 422
    assert answer.context["error"] == "Отметьте хотя бы один пункт."
    assert not AnnualPlan.objects.filter(school_year=year.first).exists()


def test_a_second_click_is_a_message(visit, head, association):
    client = visit(head)
    data = {"way": "template", "template": "usual", "seen": NO_PLAN}
    client.post(start_url(association), data)
    answer = client.post(start_url(association), data, follow=True)
    assert said(answer)[-1] == MEANWHILE
    assert PlanLine.objects.filter(edition__plan__association=association).count() > len(LINES) - 1
    assert PlanEdition.objects.count() == 1


@pytest.mark.parametrize(
    "data", [{}, {"way": "x"}, {"way": "template", "template": "77"}, {"way": "template"}]
)
def test_a_way_that_does_not_exist_is_refused_in_words(visit, head, association, data):
    answer = visit(head).post(start_url(association), data)
    assert answer.status_code == 422
    assert answer.context["error"].endswith(".")
    assert not AnnualPlan.objects.exists()


def test_a_plan_that_may_still_be_changed_gets_more_lines(visit, head, association, year):
    edition = edition_with(1, association=association, year=year)
    client = visit(head)
    page = client.get(start_url(association))
    assert (page.context["title"], page.context["seen"]) == ("Добавить строки в план", 1)
    client.post(start_url(association), {"way": "template", "template": "usual", "seen": 1})
    assert edition.lines.count() > 1
    assert edition.lines.filter(action="Дело 1").exists()


@pytest.mark.parametrize("state", [State.SUBMITTED, State.APPROVED])
def test_a_plan_on_its_way_leads_to_itself(visit, head, association, year, state):
    edition = edition_with(1, association=association, year=year, state=state)
    answer = visit(head).get(start_url(association))
    assert answer.headers["Location"] == edition.plan.get_absolute_url()


def test_a_closed_association_begins_no_plan(visit, methodist, association):
    association.closed_on = timezone.localdate()
    association.save()
    answer = visit(methodist).get(start_url(association), follow=True)
    assert said(answer) == ["Объединение закрыто: новый план ему не составляют."]


@pytest.mark.parametrize(("query", "step"), [("", 0), ("next", 1), ("?year=1990", 0), ("?year=абв", 0)])
def test_the_year_is_the_one_planned_now_or_beside_it(visit, head, association, year, query, step):
    query = f"?year={year.following.first}" if query == "next" else query
    page = visit(head).get(start_url(association, query))
    assert page.context["year"].first == year.first + step


@pytest.mark.parametrize("rows", [1, 30])
def test_the_page_costs_the_same_for_one_line_and_for_thirty(
    visit, head, association, member, year, rows, assert_query_count
):
    last_year(association, year, rows, responsible=member.teacher.short_name)
    for number in range(rows):
        PlanTemplate.objects.create(
            municipality=association.municipality, title=str(number), level="district", school_year=2026
        )
    assert_query_count(visit(head), start_url(association), 19)


def sent(client, association, upload):
    return client.post(start_url(association), {"way": "file", "file": upload})


@pytest.mark.parametrize(
    ("upload", "sentence"),
    [
        (None, "Выберите файл."),
        (SimpleUploadedFile("план.docx", b""), "Файл пустой. Выберите файл с таблицей."),
        (SimpleUploadedFile("план.pdf", b"%PDF"), ONLY_TABLES_OR_WORD),
        (SimpleUploadedFile("план.docx", bytes(MOST_BYTES + 1)), TOO_LARGE),
        (SimpleUploadedFile("план.docx", b"PK\x03\x04" + bytes(99)), "Файл повреждён"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(visit, head, association, upload, sentence):
    data = {"way": "file"} | ({"file": upload} if upload else {})
    answer = visit(head).post(start_url(association), data)
    assert answer.status_code == 422
    assert answer.context["form"].errors["file"][0].startswith(sentence)
    assert not PlanTable.objects.exists()


def test_a_file_is_shown_and_nothing_is_written_until_it_is_accepted(visit, head, association):
    client = visit(head)
    answer = sent(client, association, word_file(ROW, ["2", "Опрос", "", "все"]))
    table = PlanTable.objects.get()
    assert answer.headers["Location"] == reverse("plans:table", args=[table.pk])
    page = client.get(answer.headers["Location"])
    assert page.context["doubtful"] == 1
    assert not AnnualPlan.objects.exists()


def test_ticked_lines_are_written_once(visit, head, association, year):
    client = visit(head)
    url = sent(client, association, word_file(ROW, ["2", "Опрос", "май", "все"])).headers["Location"]
    answer = client.post(url, {"rows": ["1", "x", "-1", "99"]}, follow=True)
    edition = PlanEdition.objects.get()
    assert [line.action for line in edition.lines.all()] == ["Опрос"]
    assert edition.plan.year == year
    assert AuditEvent.objects.get(verb="imported").note == "из файла «План.docx»: строк 1, не взято 1"
    assert answer.redirect_chain[-1][0] == edition.plan.get_absolute_url()
    table = PlanTable.objects.get()
    assert (table.accepted, table.lines, table.words) == (True, [], {})
    for method in (client.get, client.post):
        assert said(method(url, follow=True))[-1] == ACCEPTED
    assert PlanLine.objects.count() == 1


def test_without_a_tick_nothing_is_written(visit, head, association):
    client = visit(head)
    url = sent(client, association, word_file(ROW)).headers["Location"]
    answer = client.post(url, {"rows": []})
    assert (answer.status_code, answer.context["error"]) == (422, NOTHING_CHOSEN)
    assert [ticked for _, _, ticked in answer.context["rows"]] == [False]
    assert not AnnualPlan.objects.exists()


def test_lines_that_are_in_the_plan_already_are_not_ticked(visit, head, association, year):
    edition_with(1, association=association, year=year)
    client = visit(head)
    url = sent(client, association, word_file(["1", "Дело 1", "октябрь", ""], ROW)).headers["Location"]
    page = client.get(url)
    assert [ticked for _, _, ticked in page.context["rows"]] == [False, True]
    client.post(url, {"rows": ["1"]})
    assert [line.action for line in PlanLine.objects.order_by("position")] == ["Дело 1", "Семинар"]


def test_a_plan_handed_in_meanwhile_gets_no_lines(visit, head, association, year):
    edition = edition_with(1, association=association, year=year)
    client = visit(head)
    url = sent(client, association, word_file(ROW)).headers["Location"]
    PlanEdition.objects.update(state=State.SUBMITTED)
    answer = client.post(url, {"rows": ["0"]})
    assert answer.status_code == 422
    assert "менять его сейчас нельзя" in answer.context["error"]
    assert edition.lines.count() == 1


def test_a_file_is_put_aside(visit, head, association):
    client = visit(head)
    sent(client, association, word_file(ROW))
    answer = client.post(reverse("plans:table_discard", args=[PlanTable.objects.get().pk]), follow=True)
    assert said(answer) == ["Файл «План.docx» не записан в план."]
    assert not PlanTable.objects.exists()


def test_old_tables_of_the_person_are_forgotten(visit, head, association):
    client = visit(head)
    for _ in range(2):
        sent(client, association, word_file(ROW))
    old = PlanTable.objects.earliest("pk")
    PlanTable.objects.filter(pk=old.pk).update(uploaded_at=timezone.now() - timedelta(days=15))
    sent(client, association, word_file(ROW))
    assert PlanTable.objects.count() == 2
    assert not PlanTable.objects.filter(pk=old.pk).exists()


def test_a_table_is_there_for_its_sender_while_the_person_leads(visit, head, methodist, association):
    url = sent(visit(head), association, word_file(ROW)).headers["Location"]
    assert visit(methodist).get(url).status_code == 404
    association.terms.all().delete()
    assert visit(head).get(url).status_code == 404


@pytest.mark.parametrize("rows", [1, 30])
def test_the_review_costs_the_same_for_one_line_and_for_thirty(
    visit, head, association, year, rows, assert_query_count
):
    edition_with(rows, association=association, year=year)
    client = visit(head)
    lines = [[str(number), f"Семинар {number}", "октябрь", "секретарь"] for number in range(rows)]
    assert_query_count(client, sent(client, association, word_file(*lines)).headers["Location"], 14)


def test_hostile_words_of_a_file_are_shown_as_text(visit, head, association):
    client = visit(head)
    row = ["1", "<script>alert(1)</script>", "=1+1", "{{ user }}"]
    page = client.get(sent(client, association, word_file(row)).headers["Location"]).content.decode()
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page


def test_a_coordinator_begins_the_plan_of_the_own_school(visit):
    school = make.SchoolFactory()
    small = make.AssociationFactory(municipality=school.municipality, level="school", school=school)
    user = make.user_with_role(RoleKind.COORDINATOR, municipality=school.municipality, school=school)
    visit(user).post(start_url(small), {"way": "template", "template": "usual", "seen": NO_PLAN})
    assert PlanLine.objects.filter(edition__plan__association=small).count() == len(LINES)
