"""The consolidated plan: what stands where, for whom, and what it costs."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from associations.calendars.consolidated import ARRANGEMENTS, in_month, plan_rows
from associations.calendars.grid import months_of
from associations.calendars.views import consolidated as views
from associations.events.models import Event
from associations.plans.models import ActivityKind, Direction, ItemLink, PlanEdition, PlanLine
from methodservice.directory.models import AuditEvent
from methodservice.testing import factories as make
from methodservice.testing.printed import Printed
from methodservice.testing.word import WordFile

from .conftest import NOVEMBER, YEAR

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("november")]

PAGE = reverse("calendars:consolidated")


def groups(client, query=""):
    """{heading: titles of its rows} of the page."""
    response = client.get(f"{PAGE}?{query}")
    return {group.title: [row.title for row in rows] for group, rows in response.context["groups"]}


@pytest.mark.parametrize("number", [1, 30])
def test_the_page_costs_the_same_for_one_line_and_for_thirty(
    visit, district, methodist, in_force, mark_done, number, assert_query_count
):
    direction = Direction.objects.create(municipality=district, title="Сетевое взаимодействие")
    for _ in range(number):
        association = make.AssociationFactory(municipality=district)
        (line,) = in_force(
            association, {"action": "Семинар", "deadline": "октябрь", "direction": direction,
                          "responsible": "руководитель РМО"},
        )  # fmt: skip
        mark_done(line)
        meeting = make.MeetingFactory(association=association, date=date(2026, 10, 12))
        ItemLink.objects.create(item=line.item, meeting=meeting)
        make.MeetingFactory(association=association, date=date(2026, 10, 20))
        make.AssociationFactory(municipality=district)
    client = visit(methodist)
    assert_query_count(client, PAGE, 16)
    assert_query_count(client, f"{PAGE}?outside=on&by=responsible", 18)


def test_a_line_stands_under_each_of_its_months_and_what_has_no_date_in_groups_of_its_own(
    visit, methodist, maths, in_force
):
    in_force(
        maths,
        {"action": "Диагностика", "deadline": "сентябрь, май"},
        {"action": "Семинар", "deadline": "октябрь"},
        {"action": "Наставничество", "deadline": "в течение года"},
        {"action": "Аттестация", "deadline": "по графику"},
        {"action": "Консультации", "deadline": "по мере необходимости"},
        {"action": "Прочее"},
    )
    assert groups(visit(methodist)) == {
        "Сентябрь 2026": ["Диагностика"],
        "Октябрь 2026": ["Семинар"],
        "Май 2027": ["Диагностика"],
        "В течение всего года": ["Наставничество"],
        "По отдельному графику": ["Аттестация"],
        "По мере необходимости": ["Консультации"],
        "Срок не указан": ["Прочее"],
    }


def test_within_a_month_lines_stand_by_their_last_day(visit, methodist, maths, in_force):
    in_force(
        maths,
        {"action": "В конце", "deadline": "октябрь"},
        {"action": "В начале", "deadline": "до 5 октября"},
    )
    assert groups(visit(methodist)) == {"Октябрь 2026": ["В начале", "В конце"]}


def test_the_same_lines_by_association_direction_and_responsible(
    visit, district, methodist, head, maths, in_force
):
    physics = make.AssociationFactory(municipality=district, teachers_of="учителей физики")
    direction = Direction.objects.create(municipality=district, title="Качество образования")
    in_force(
        maths,
        {"action": "Семинар", "deadline": "октябрь", "direction": direction,
         "responsible": "руководитель РМО, Ветрова А.С."},
        {"action": "Отчёт", "deadline": "май", "responsible": "члены объединения"},
    )  # fmt: skip
    in_force(physics, {"action": "Конкурс", "deadline": "март", "responsible": "РМО учителей математики"})
    client = visit(methodist)
    assert groups(client, "by=association") == {
        "РМО учителей математики": ["Семинар", "Отчёт"],
        "РМО учителей физики": ["Конкурс"],
    }
    assert groups(client, "by=direction") == {
        "Качество образования": ["Семинар"],
        "Направление не указано": ["Конкурс", "Отчёт"],
    }
    assert groups(client, "by=responsible") == {
        "Ветрова Анна Сергеевна": ["Семинар"],
        "РМО учителей математики": ["Конкурс"],
        "Руководители объединений": ["Семинар"],
        "члены объединения": ["Отчёт"],
    }


def test_filters_narrow_the_plan(visit, district, methodist, maths, in_force, mark_done):
    school = make.SchoolFactory(municipality=district)
    small = make.AssociationFactory(municipality=district, level="school", school=school)
    direction = Direction.objects.create(municipality=district, title="Сети")
    kind = ActivityKind.objects.create(municipality=district, title="Учебная")
    seminar, _ = in_force(
        maths,
        {"action": "Семинар", "deadline": "октябрь", "direction": direction},
        {"action": "Диагностика", "deadline": "сентябрь, май", "kind": kind},
    )
    in_force(small, {"action": "Неделя физики", "deadline": "в течение года"})
    mark_done(seminar)
    client = visit(methodist)

    def shown(query):
        return sorted({title for titles in groups(client, query).values() for title in titles})

    assert shown("") == ["Диагностика", "Неделя физики", "Семинар"]
    assert shown(f"association={maths.pk}") == ["Диагностика", "Семинар"]
    assert shown("level=school") == ["Неделя физики"]
    assert shown(f"direction={direction.pk}") == ["Семинар"]
    assert shown(f"kind={kind.pk}") == ["Диагностика"]
    assert shown("undone=on") == ["Диагностика", "Неделя физики"]
    assert shown("month=0") == ["Неделя физики"]
    assert groups(client, "month=5") == {"Май 2027": ["Диагностика"]}
    assert shown("year=2027") == []


def test_progress_counts_each_item_once(visit, methodist, maths, in_force, mark_done):
    _, seminar = in_force(
        maths,
        {"action": "Консультации", "deadline": "ежемесячно"},
        {"action": "Семинар", "deadline": "октябрь"},
    )
    mark_done(seminar)
    response = visit(methodist).get(PAGE)
    assert str(response.context["progress"]) == "выполнено 1 из 2"
    october = next(group for group, _ in response.context["groups"] if group.title == "Октябрь 2026")
    assert str(october.progress) == "выполнено 1 из 2"


def test_a_row_tells_its_state_and_why(visit, methodist, maths, in_force):
    in_force(maths, {"action": "Семинар", "deadline": "октябрь"})
    ((_, (row,)),) = visit(methodist).get(PAGE).context["groups"]
    assert (row.state, row.detail) == (("overdue", "Просрочено"), "срок был 31.10.2026")


def test_meetings_and_events_in_no_plan_are_shown_when_asked_for(visit, district, methodist, maths, in_force):
    (line,) = in_force(maths, {"action": "Семинар по плану", "deadline": "октябрь"})
    planned = make.MeetingFactory(association=maths, date=date(2026, 10, 12), theme="Заседание из плана")
    ItemLink.objects.create(item=line.item, meeting=planned)
    make.MeetingFactory(association=maths, date=date(2026, 10, 20), theme="Внеочередное")
    Event.objects.create(municipality=district, title="Ярмарка идей", starts=date(2026, 10, 5))
    client = visit(methodist)
    assert groups(client) == {"Октябрь 2026": ["Семинар по плану"]}
    assert groups(client, "outside=on") == {
        "Октябрь 2026": ["Ярмарка идей", "Внеочередное", "Семинар по плану"]
    }
    assert groups(client, "outside=on&by=direction")["Вне планов"] == ["Ярмарка идей", "Внеочередное"]
    # what belongs to no association has no level, and what is in no plan no direction
    assert groups(client, "outside=on&level=district") == {
        "Октябрь 2026": ["Внеочередное", "Семинар по плану"]
    }
    response = client.get(f"{PAGE}?outside=on")
    assert str(response.context["progress"]) == "выполнено 0 из 1"


def test_only_editions_in_force_of_associations_one_sees_are_in_it(
    visit, district, methodist, head, maths, in_force
):
    in_force(maths, {"action": "Наше", "deadline": "октябрь"})
    other = make.AssociationFactory(municipality=district, teachers_of="учителей физики")
    in_force(other, {"action": "Соседей", "deadline": "октябрь"})
    foreign = make.AssociationFactory()
    in_force(foreign, {"action": "Чужого района", "deadline": "октябрь"})
    draft = make.AssociationFactory(municipality=district)
    in_force(draft, {"action": "Не утверждено", "deadline": "октябрь"})
    PlanEdition.objects.filter(plan__association=draft).update(state="submitted")
    assert groups(visit(methodist)) == {"Октябрь 2026": ["Наше", "Соседей"]}
    assert groups(visit(head)) == {"Октябрь 2026": ["Наше"]}
    # naming a foreign association finds nothing more
    assert groups(visit(head), f"association={other.pk}") == {"Октябрь 2026": ["Наше"]}


def test_associations_without_an_approved_plan_are_named(visit, district, methodist, maths, in_force):
    in_force(maths, {"action": "Семинар", "deadline": "октябрь"})
    make.AssociationFactory(municipality=district, teachers_of="учителей физики")
    make.AssociationFactory(municipality=district, closed_on=date(2025, 6, 1))
    page = visit(methodist).get(PAGE)
    assert [each.title for each in page.context["missing"]] == ["РМО учителей физики"]
    assert f"{reverse('plans:list')}?year=2026" in page.text


def test_an_empty_plan_says_what_to_do(visit, methodist):
    client = visit(methodist)
    assert "Утверждённых планов на этот учебный год пока нет" in client.get(PAGE).text
    assert "Измените отбор или сбросьте его" in client.get(f"{PAGE}?undone=on").text


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("month=13", "month"),
        ("month=abc", "month"),
        ("year=abc", "year"),
        ("year=99999999999", "year"),
        ("association=0", "association"),
        ("association=abc", "association"),
        ("direction=999999999999999999999", "direction"),
        ("kind=-1", "kind"),
        ("level=galaxy", "level"),
    ],
)
def test_nonsense_is_answered_beside_its_field_and_leaves_the_rest(
    visit, methodist, maths, in_force, query, field
):
    in_force(maths, {"action": "Семинар", "deadline": "октябрь"})
    client = visit(methodist)
    assert groups(client, query) == {"Октябрь 2026": ["Семинар"]}
    assert set(client.get(f"{PAGE}?{query}").context["form"].errors) == {field}


def test_an_unknown_arrangement_is_by_month(visit, methodist, maths, in_force):
    in_force(maths, {"action": "Семинар", "deadline": "октябрь"})
    assert groups(visit(methodist), "by=galaxy") == {"Октябрь 2026": ["Семинар"]}


def test_a_long_plan_goes_by_pages_and_groups_keep_their_totals(visit, methodist, maths, in_force):
    in_force(
        maths,
        *({"action": f"Дело {number}", "deadline": "октябрь"} for number in range(70)),
        *({"action": f"Дело {number}", "deadline": "ноябрь"} for number in range(70, 130)),
    )
    client = visit(methodist)
    first, second = (client.get(f"{PAGE}?page={number}").context["groups"] for number in (1, 2))
    assert [(group.title, len(rows)) for group, rows in first] == [
        ("Октябрь 2026", 70),
        ("Ноябрь 2026", 30),
    ]
    assert [(group.title, len(rows), str(group.progress)) for group, rows in second] == [
        ("Ноябрь 2026", 30, "выполнено 0 из 60")
    ]


def test_the_condition_of_a_month_agrees_with_the_view_by_months(methodist, maths, in_force):
    in_force(
        maths,
        *(
            {"action": words, "deadline": words}
            for words in (
                "октябрь", "октябрь–ноябрь", "1 раз в четверть", "ежемесячно", "до 15 мая", "в течение года",
                "по графику", "сентябрь, январь", "с 20 декабря по 15 января", "по мере необходимости", "",
            )
        ),
    )  # fmt: skip
    lines = PlanLine.objects.visible_to(methodist)
    rows = plan_rows(lines, NOVEMBER)
    for month in months_of(YEAR):
        by_view = {row.title for row in rows if month in {place.month for place in row.places}}
        assert set(lines.filter(in_month(month)).values_list("action", flat=True)) == by_view, month.title


def test_the_file_has_exactly_the_rows_of_the_page(visit, methodist, maths, in_force):
    in_force(
        maths,
        {"action": "Диагностика", "deadline": "сентябрь, май", "expected": "Справка"},
        {"action": "Семинар", "deadline": "октябрь", "responsible": "руководитель РМО"},
    )
    client = visit(methodist)
    sheet = load_workbook(BytesIO(client.get(f"{PAGE}?export=xlsx").getvalue())).active
    assert [[cell.value or "" for cell in row] for row in sheet.iter_rows()] == [
        ["Месяц", "Что делаем", "Объединение", "Срок", "Ответственный", "Направление", "Вид деятельности",
         "Ожидаемый результат", "Состояние"],
        ["Сентябрь 2026", "Диагностика", "РМО учителей математики", "сентябрь, май", "", "", "", "Справка",
         "Просрочено"],
        ["Октябрь 2026", "Семинар", "РМО учителей математики", "октябрь", "руководитель РМО", "", "", "",
         "Просрочено"],
        ["Май 2027", "Диагностика", "РМО учителей математики", "сентябрь, май", "", "", "", "Справка",
         "Просрочено"],
    ]  # fmt: skip
    narrowed = load_workbook(BytesIO(client.get(f"{PAGE}?month=10&export=xlsx").getvalue())).active
    assert [row[1].value for row in narrowed.iter_rows(min_row=2)] == ["Семинар"]


@pytest.mark.parametrize("fmt", ["pdf", "docx"])
def test_the_plan_on_paper_is_what_the_page_shows(
    visit, district, methodist, maths, in_force, mark_done, fmt
):
    seminar, _, _ = in_force(
        maths,
        {"action": "Семинар", "deadline": "октябрь", "responsible": "руководитель РМО"},
        {"action": "Диагностика", "deadline": "октябрь"},
        {"action": "Отчёт", "deadline": "май"},
    )
    mark_done(seminar)
    make.AssociationFactory(municipality=district, teachers_of="учителей физики")
    answer = visit(methodist).get(f"{reverse('calendars:consolidated_file', args=[fmt])}?month=10")
    text = {"pdf": Printed, "docx": WordFile}[fmt](answer.content).text
    for words in (
        "СВОДНЫЙ ПЛАН РАБОТЫ", "методических объединений Заречного района на 2026/2027 учебный год",
        "Месяц: октябрь", "Октябрь 2026 (выполнено 1 из 2)", "Семинар", "руководитель РМО", "Выполнено",
        "Всего: выполнено 1 из 2.", "План ещё не утверждён: РМО учителей физики.",
    ):  # fmt: skip
        assert words in text, words
    assert "Отчёт" not in text
    assert AuditEvent.objects.get(verb="exported").note == f"Сводный план 2026-2027: {fmt.upper()}"


def test_another_kind_of_paper_there_is_not(visit, methodist):
    assert visit(methodist).get(reverse("calendars:consolidated_file", args=["odt"])).status_code == 404


def test_a_heading_on_paper_is_not_repeated_in_its_rows(visit, methodist, maths, in_force):
    in_force(maths, {"action": "Семинар", "deadline": "октябрь", "responsible": "секретарь"})
    client, url = visit(methodist), reverse("calendars:consolidated_file", args=["docx"])
    heads = {by: WordFile(client.get(f"{url}?by={by}").content).texts()[0] for by in ARRANGEMENTS}
    whole = ["№", "Мероприятие", "Объединение", "Срок", "Ответственный", "Состояние"]
    assert heads == {
        "month": whole,
        "direction": whole,
        "association": [title for title in whole if title != "Объединение"],
        "responsible": [title for title in whole if title != "Ответственный"],
    }


def test_too_much_for_paper_leads_back_with_a_word(visit, methodist, maths, in_force, monkeypatch):
    monkeypatch.setattr(views, "MOST_PRINTED", 11)
    in_force(maths, {"action": "Консультации", "deadline": "ежемесячно"})
    url = reverse("calendars:consolidated_file", args=["pdf"])
    page = visit(methodist).get(f"{url}?by=month&month=", follow=True)
    assert page.redirect_chain == [(f"{PAGE}?by=month&month=", 302)]
    assert "Для печати строк слишком много: 12. Отберите месяц или объединение." in page.text
    assert visit(methodist).get(f"{url}?month=10").headers["Content-Type"] == "application/pdf"


def test_a_line_leads_to_its_item_which_the_reader_may_open(visit, head, maths, in_force):
    (line,) = in_force(maths, {"action": "Семинар", "deadline": "октябрь"})
    client = visit(head)
    url = reverse("plans:item", args=[line.item_id])
    assert f'href="{url}">Семинар' in client.get(PAGE).text
    assert "Семинар" in client.get(url).text
