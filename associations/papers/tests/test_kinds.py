"""The municipality's list of documents."""

import pytest
from django.urls import reverse

from associations.papers.folder import folder_of
from associations.papers.models import PaperKind
from associations.papers.tests.conftest import TODAY
from associations.papers.usual import USUAL
from methodservice.directory.models import AuditEvent, Municipality, RoleKind
from methodservice.lib.periods import SchoolYear
from methodservice.testing import factories as make
from methodservice.testing.forms import filled

pytestmark = pytest.mark.django_db


def to(name, *args):
    return reverse(f"papers:kind_{name}", args=args)


@pytest.fixture
def client(visit, methodist):
    return visit(methodist)


@pytest.fixture
def kinds(district):
    return [
        make.PaperKindFactory(municipality=district, title=title, position=position)
        for position, title in enumerate(("Положение", "План", "Отчёт"), start=1)
    ]


def titles():
    return list(PaperKind.objects.order_by("position").values_list("title", flat=True))


@pytest.mark.parametrize("rows", [1, 30])
def test_the_list_costs_the_same_for_one_row_and_for_thirty(client, district, rows, assert_query_count):
    for _ in range(rows):
        make.PaperKindFactory(municipality=district, source=PaperKind.Source.PLAN)
    assert_query_count(client, to("list"), 4)


def test_an_empty_list_takes_the_usual_one_once(client):
    assert "Взять обычный перечень" in client.get(to("list")).content.decode()
    client.post(to("usual"))
    answer = client.post(to("usual"), follow=True)
    assert [str(message) for message in answer.context["messages"]][-1] == "Перечень уже заполнен."
    assert titles() == [fields["title"] for fields in USUAL]
    assert AuditEvent.objects.filter(verb="created", record_type="papers.paperkind").count() == len(USUAL)


def test_the_usual_list_asks_for_everything_of_the_regulation(client, district, association):
    client.post(to("usual"))
    lines = folder_of(association, SchoolYear(2026), TODAY).lines
    assert [(line.kind.column, line.word) for line in lines] == [
        ("Положение", "нет"),
        ("Состав", "просрочено"),
        ("Анализ", "просрочено"),
        ("План", "просрочено"),
        ("Разработки", "пока не нужно"),
        ("Аттестация", "просрочено"),
        ("Запросы", "просрочено"),
        ("Молодые", "просрочено"),
        ("Протоколы", "нет"),
    ]


def test_a_plan_and_a_report_follow_the_rules_unless_they_have_a_day_of_their_own(client, district):
    client.post(to("usual"))
    district.rules.plan_due, district.rules.report_due = "20.09", "25.05"
    district.rules.save()
    plan, report = (PaperKind.objects.get(source=source) for source in ("plan", "report"))
    assert (plan.due_day, report.due_day) == ("20.09", "25.05")
    plan.due = "01.10"
    assert plan.due_day == "01.10"


def test_a_new_municipality_begins_with_the_usual_list(visit):
    admin = make.user_with_role(RoleKind.PORTAL_ADMIN, municipality=make.MunicipalityFactory())
    client, url = visit(admin), reverse("directory:municipality_add")
    form = filled(client.get(url), name="Лесной район", name_genitive="Лесного района", authority="Отдел образования",
                  service="Методический центр", service_short="МЦ", place="с. Лесное")  # fmt: skip
    client.post(url, form)
    district = Municipality.objects.get(name="Лесной район")
    assert district.paper_kinds.count() == len(USUAL)
    assert set(
        AuditEvent.objects.filter(record_type="papers.paperkind").values_list("municipality", "actor")
    ) == {(district.pk, admin.pk)}


def test_a_new_document_goes_to_the_end(client, kinds):
    page = client.get(to("add"))
    client.post(to("add"), filled(page, title="Паспорт объединения", due="01.10"))
    assert titles() == ["Положение", "План", "Отчёт", "Паспорт объединения"]
    added = PaperKind.objects.get(title="Паспорт объединения")
    assert (added.position, added.due, added.yearly, added.source) == (4, "01.10", True, "upload")


@pytest.mark.parametrize(
    ("data", "errors"),
    [
        ({"title": ""}, {"title": ["Обязательное поле."]}),
        ({"due": "31.02"}, {"due": ["Введите день и месяц, например 15.09."]}),
        ({"due": "осенью"}, None),
        ({"source": "магия"}, None),
        ({"title": "ПЛАН"}, {"__all__": ["Такой документ в перечне уже есть."]}),
        ({"short_title": "о" * 21}, None),
    ],
)
def test_bad_input_is_refused_beside_its_field(client, kinds, data, errors):
    answer = client.post(to("add"), filled(client.get(to("add")), title="Паспорт") | data)
    assert (answer.status_code, PaperKind.objects.count()) == (422, 3)
    found = answer.context["form"].errors
    assert found == errors if errors else set(found) == set(data)


def test_what_the_portal_finds_by_itself_is_needed_each_year(client, kinds):
    url = to("edit", kinds[1].pk)
    form = filled(client.get(url), source="plan", meaning="works")
    form.pop("yearly")
    client.post(url, form)
    plan = PaperKind.objects.get(pk=kinds[1].pk)
    assert (plan.source, plan.yearly, plan.meaning) == ("plan", True, "")


def test_documents_change_places(client, kinds):
    client.post(to("move", kinds[2].pk), {"way": "up"})
    assert titles() == ["Положение", "Отчёт", "План"]
    client.post(to("move", kinds[0].pk), {"way": "up"})
    assert titles() == ["Положение", "Отчёт", "План"]


def test_a_document_is_required_no_more_and_again(client, kinds):
    answer = client.post(to("retire", kinds[0].pk), {"retired": "1"}, follow=True)
    assert "больше не требуется; вложенное осталось в папках" in str(next(iter(answer.context["messages"])))
    assert "Снова требовать" in answer.content.decode()
    client.post(to("retire", kinds[0].pk), {"retired": "0"})
    assert not PaperKind.objects.filter(retired=True).exists()


def test_the_list_is_one_of_the_directories(client, kinds):
    PaperKind.objects.filter(pk=kinds[0].pk).update(retired=True)
    cards = client.get(reverse("directory:index")).context["cards"]
    assert [(card.url, card.count) for card in cards if card.title == "Документы папки"] == [(to("list"), 2)]


def test_the_list_is_downloaded(client, kinds):
    answer = client.get(to("list"), {"export": "csv"})
    assert "Положение" in answer.getvalue().decode("utf-8-sig")
