"""The register, the consolidated analysis, tasks, panels, the file of documents."""

from datetime import date

import pytest
from django.urls import reverse

from associations.models import Level, Office
from associations.papers.folder import sources
from associations.papers.lines import State as PaperState
from associations.reports.amounts import Amount
from associations.reports.analysis import MAIN, analyse
from associations.reports.models import AnnualReport
from associations.reports.tasks_for import reports_to_accept, reports_to_write, summary_panel
from methodservice.directory.models import RoleKind
from methodservice.testing import factories as make
from methodservice.testing.meetings import district_with
from methodservice.testing.reports import TEXTS, TODAY, YEAR, report_with, year_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("june")]
State = AnnualReport.State
REGISTER, ANALYSIS = reverse("reports:list"), reverse("reports:analysis")


@pytest.fixture
def district():
    return make.MunicipalityFactory()


@pytest.fixture
def methodist(district):
    return make.user_with_role(RoleKind.METHODIST, municipality=district)


def association(district, teachers_of, **fields):
    return make.AssociationFactory(municipality=district, teachers_of=teachers_of, **fields)


def shown(client, query=""):
    return [
        (line.association.teachers_of, line.state[1])
        for line in client.get(f"{REGISTER}?{query}").context["lines"]
    ]


class TestRegister:
    @pytest.mark.parametrize("rows", [1, 30])
    def test_it_costs_the_same_for_one_row_and_for_thirty(
        self, visit, district, methodist, rows, assert_query_count
    ):
        school = make.SchoolFactory(municipality=district)
        for number in range(rows):
            row = association(district, f"учителей {number}", level=Level.SCHOOL, school=school)
            report_with(association=row)
        assert_query_count(visit(methodist), REGISTER, 8)

    def test_every_association_of_the_year_stands_there_with_its_report(self, visit, district, methodist):
        for number, state in enumerate(State):
            report_with(association=association(district, f"{number}"), state=state)
        association(district, "без отчёта")
        association(district, "создано позже", created_on=date(2026, 9, 10))
        association(district, "закрыто раньше", closed_on=date(2025, 8, 31))
        report_with(association=association(district, "другой год"), year=YEAR.previous)
        client = visit(methodist)
        everything = [
            ("0", "Черновик"),
            ("1", "На проверке"),
            ("2", "Возвращён"),
            ("3", "Принят"),
            ("без отчёта", "Нет отчёта"),
            ("другой год", "Нет отчёта"),
        ]
        assert shown(client) == everything
        assert shown(client, "state=returned") == [("2", "Возвращён")]
        assert shown(client, "state=none") == everything[4:]
        assert shown(client, "q=ОТЧЁТ") == [("без отчёта", "Нет отчёта")]
        assert shown(client, "level=school") == []
        assert ("другой год", "Черновик") in shown(client, "year=2024")

    @pytest.mark.parametrize("query", ["year=x", "year=1", "year=", "state=x", "level=x", "page=x"])
    def test_nonsense_in_the_address_shows_the_register(self, visit, district, methodist, query):
        association(district, "учителей физики")
        assert shown(visit(methodist), query) == [("учителей физики", "Нет отчёта")]

    def test_whoever_may_not_read_a_draft_learns_only_that_it_is_written(self, visit, district):
        row = association(district, "учителей физики")
        person = make.TeacherFactory(school=make.SchoolFactory(municipality=district))
        make.MembershipFactory(association=row, teacher=person)
        report = report_with(association=row, state=State.RETURNED)
        member = make.user_with_role(RoleKind.TEACHER, municipality=district, teacher=person)
        client = visit(member)
        assert shown(client) == [("учителей физики", "Готовится")]
        assert report.get_absolute_url() not in client.get(REGISTER).content.decode()

    def test_the_download_is_what_the_page_shows(self, visit, district, methodist):
        report_with(association=association(district, "учителей физики"), state=State.ACCEPTED)
        association(district, "учителей химии")
        answer = visit(methodist).get(f"{REGISTER}?state=accepted&export=csv")
        assert b"".join(answer.streaming_content).decode("utf-8-sig").splitlines() == [
            "Объединение;Уровень;Состояние;Сдан;Принят",
            "РМО учителей физики;районное;Принят;28.05.2026 12:00;05.06.2026 12:00",
        ]

    def test_an_empty_register_says_what_to_do(self, visit, district):
        teacher = make.user_with_role(RoleKind.TEACHER, municipality=district)
        page = visit(teacher).get(REGISTER).content.decode()
        assert "Выберите другой год." in page
        assert ANALYSIS not in page


class TestAnalysis:
    @pytest.mark.parametrize("rows", [1, 30])
    def test_it_costs_the_same_for_one_row_and_for_thirty(
        self, visit, district, methodist, rows, assert_query_count
    ):
        for number in range(rows):
            row = association(district, f"учителей {number}")
            make.MembershipFactory(association=row, teacher=make.TeacherFactory())
            make.MeetingFactory(association=row, date=YEAR.on("10.10"), state="held")
            report_with(association=row, state=State.ACCEPTED)
        assert_query_count(visit(methodist), ANALYSIS, 26)

    def test_totals_add_parts_and_count_people_once(self, filed):
        other = make.AssociationFactory(municipality=filed.association.municipality)
        for person in filed.people:
            make.MembershipFactory(association=other, teacher=person)
        year_of(other, filed.people, filed.methodist)
        found = analyse([filed.association, other], filed.span)
        totals = {total.fact.key: total for total in found.totals}
        assert totals["attendance"].now == Amount(12, 16)
        assert totals["members_last"].now == Amount(4)
        assert (totals["meetings_held"].now, totals["meetings_held"].difference) == (Amount(4), "+4")

    def test_who_stands_above_and_below_is_named_in_order_and_only_if_noticeable(self, filed):
        other, people = district_with(4)
        year_of(other, people, filed.methodist)
        other.meetings.get(state="signed").attendance.update(status="absent")
        found = analyse([filed.association, other], filed.span)
        spreads = {spread.total.fact.key: spread for spread in found.spreads}
        assert (spreads["attendance"].above, spreads["attendance"].below) == (
            (filed.association.title,),
            (other.title,),
        )
        assert (spreads["plan_done"].above, spreads["plan_done"].below) == ((), ())

    def test_accepted_reports_speak_of_problems_and_goals(self, visit, filed):
        other = make.AssociationFactory(municipality=filed.association.municipality)
        report_with(association=filed.association, state=State.ACCEPTED)
        report_with(association=other, state=State.SUBMITTED, problems="Ещё не принято")
        page = visit(filed.methodist).get(ANALYSIS)
        assert [[text for _, text in said.texts] for said in page.context["analysis"].said] == [
            [TEXTS["problems"]],
            [TEXTS["next_goals"]],
        ]
        assert "Ещё не принято" not in page.content.decode()

    def test_the_download_gives_numbers(self, visit, filed):
        answer = visit(filed.methodist).get(f"{ANALYSIS}?export=csv")
        heading, row = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
        numbers = dict(zip(heading.split(";"), row.split(";"), strict=True))
        assert numbers["Явка членов объединения, %"] == "75,0"
        assert numbers["Явка членов объединения: часть"] == "6"
        assert numbers["Явка членов объединения: всего"] == "8"
        assert numbers["Мероприятий проведено"] == "2"

    @pytest.mark.parametrize("query", ["year=x", "level=x", "year=1", ""])
    def test_nonsense_in_the_address_shows_the_reporting_year(self, visit, filed, query):
        page = visit(filed.methodist).get(f"{ANALYSIS}?{query}")
        assert (page.context["year"], len(page.context["rows"])) == (YEAR, 1)
        assert len(page.context["rows"][0][1]) == len(MAIN)

    def test_a_level_and_a_year_may_be_chosen(self, visit, filed):
        client = visit(filed.methodist)
        assert client.get(f"{ANALYSIS}?level=school").context["rows"] == []
        assert client.get(f"{ANALYSIS}?year=2024").context["year"] == YEAR.previous

    def test_no_such_format_is_not_found(self, visit, filed):
        url = reverse("reports:analysis_file", args=["odt"])
        assert visit(filed.methodist).get(url).status_code == 404


class TestTasks:
    def test_a_missing_report_is_a_task_near_the_due_day(self, filed):
        (task,) = reports_to_write(filed.head, TODAY)
        assert (task.title, task.due) == ("Составить отчёт за 2025/2026", date(2026, 6, 10))
        assert task.url == reverse("reports:start", args=[filed.association.pk])
        assert list(reports_to_write(filed.head, date(2026, 5, 10))) == []
        assert [task.due for task in reports_to_write(filed.head, date(2026, 11, 1))] == [date(2026, 6, 10)]

    @pytest.mark.parametrize(
        ("state", "title"),
        [
            (State.DRAFT, ["Закончить отчёт за 2025/2026"]),
            (State.RETURNED, ["Исправить отчёт за 2025/2026"]),
            (State.SUBMITTED, []),
            (State.ACCEPTED, []),
        ],
    )
    def test_what_is_left_to_do_follows_the_state(self, filed, state, title):
        report_with(association=filed.association, state=state)
        assert [task.title for task in reports_to_write(filed.head, TODAY)] == title

    def test_an_association_without_members_that_year_owes_nothing(self, filed):
        filed.association.memberships.update(starts=date(2026, 9, 1))
        assert list(reports_to_write(filed.head, date(2026, 9, 2))) == []

    def test_approvers_are_told_of_what_was_handed_in(self, filed):
        report = report_with(association=filed.association, state=State.SUBMITTED)
        report_with(association=filed.association, year=YEAR.previous)
        (task,) = reports_to_accept(filed.methodist, TODAY)
        assert (task.title, task.url) == ("Принять отчёт за 2025/2026", report.get_absolute_url())
        assert list(reports_to_accept(filed.head, TODAY)) == []

    @pytest.mark.parametrize("rows", [1, 30])
    def test_tasks_cost_the_same_for_one_row_and_for_thirty(self, filed, rows, django_assert_num_queries):
        for _ in range(rows):
            row = make.AssociationFactory(municipality=filed.association.municipality)
            make.TermFactory(association=row, teacher=filed.people[0], office=Office.HEAD)
            make.MembershipFactory(association=row, teacher=filed.people[0])
            report_with(association=row, state=State.SUBMITTED)
        head, methodist = filed.head, filed.methodist
        assert head.access.titles
        assert methodist.access.is_methodist
        with django_assert_num_queries(5):
            list(reports_to_write(head, TODAY))
            list(reports_to_accept(methodist, TODAY))

    def test_the_panel_counts_reports_by_state(self, district, methodist, filed):
        for number, state in enumerate(State):
            report_with(association=association(district, f"{number}"), state=state)
        association(district, "без отчёта")
        (panel,) = summary_panel(methodist, TODAY)
        assert panel.context["total"] == 5
        assert [(word, number) for word, number, _ in panel.context["counts"]] == [
            ("приняты", 1),
            ("ждут решения", 1),
            ("на доработке", 1),
            ("готовятся", 1),
            ("отчёта нет", 1),
        ]
        assert list(summary_panel(filed.head, TODAY)) == []
        assert list(summary_panel(methodist, date(2026, 5, 1))) == []


def test_the_card_begins_the_report_with_one_click(visit, filed):
    client = visit(filed.head)
    page = client.get(filed.association.get_absolute_url()).content.decode()
    assert "Составить отчёт за 2025/2026" in page
    report = report_with(association=filed.association)
    page = client.get(filed.association.get_absolute_url()).content.decode()
    assert "Составить отчёт за 2025/2026" not in page
    assert report.get_absolute_url() in page


@pytest.mark.parametrize("others", [0, 30])
def test_the_file_of_documents_knows_the_report_of_the_year_before(filed, others, django_assert_num_queries):
    accepted = report_with(association=filed.association, state=State.ACCEPTED)
    other = make.AssociationFactory()
    report_with(association=other, state=State.SUBMITTED)
    rows = [filed.association, other, *make.AssociationFactory.create_batch(others)]
    with django_assert_num_queries(1):
        facts = sources["report"](rows, YEAR.following, TODAY)
    assert set(facts) == {filed.association.pk, other.pk}
    fact = facts[filed.association.pk]
    assert (fact.state, fact.detail, fact.url) == (
        PaperState.THERE,
        "за 2025/2026, принят 05.06.2026",
        accepted.get_absolute_url(),
    )
    assert (facts[other.pk].state, facts[other.pk].word, facts[other.pk].url) == (
        PaperState.PARTLY,
        "на проверке",
        "",
    )
