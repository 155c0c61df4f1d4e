"""The pages of a report: figures that open their lists, texts, the approver's decision; what they cost."""

import pytest
from django.urls import reverse

from associations.models import Meeting
from associations.reports.figures import figures_of
from associations.reports.models import AnnualReport
from associations.reports.services import workflow
from methodservice.directory.models import RoleKind
from methodservice.testing import factories as make
from methodservice.testing.forms import filled
from methodservice.testing.reports import TEXTS, YEAR, report_with

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_printing", "june")]
State = AnnualReport.State


def to(name, record):
    return reverse(f"reports:{name}", args=[record.pk])


def words(response):
    return " ".join(response.content.decode().replace("\N{NO-BREAK SPACE}", " ").split())


def notes(response):
    return [str(message) for message in response.context["messages"]]


@pytest.fixture
def draft(filed):
    return report_with(association=filed.association)


@pytest.fixture
def submitted(filed, draft):
    return workflow.submit(report=draft, by=filed.head)


class TestCost:
    @pytest.mark.parametrize("more", [0, 30])
    def test_a_draft_costs_the_same_for_any_number_of_records(
        self, filed, draft, visit, more, assert_query_count
    ):
        for person in make.TeacherFactory.create_batch(more, school=filed.people[0].school):
            make.MembershipFactory(association=filed.association, teacher=person)
            make.MeetingFactory(association=filed.association, date=YEAR.on("10.10"), state="held")
        assert_query_count(visit(filed.head), to("report", draft), 25)

    def test_a_submitted_report_is_compared_with_today(self, filed, submitted, visit, assert_query_count):
        assert_query_count(visit(filed.head), to("report", submitted), 26)

    def test_an_accepted_report_counts_nothing(self, filed, visit, assert_query_count):
        report = report_with(association=filed.association, state=State.ACCEPTED)
        assert_query_count(visit(filed.head), to("report", report), 7)


class TestPage:
    def test_every_known_figure_opens_its_list(self, filed, draft, visit):
        page = words(visit(filed.head).get(to("report", draft)))
        for figure in figures_of(filed.association, YEAR, filed.span.today):
            url = reverse("reports:figure", args=[filed.association.pk, YEAR.first, figure.key])
            assert (f'href="{url}"' in page) is figure.now.known, figure.key

    def test_last_year_and_the_difference_stand_beside(self, filed, draft, visit):
        client = visit(filed.head)
        row = {
            figure.key: figure.difference
            for _, figures in client.get(to("report", draft)).context["groups"]
            for figure in figures
        }
        assert {row["meetings_held"], row["members_last"]} == {"+2", "столько же"}
        assert row["decisions"] == "первый год"

    def test_the_first_year_is_compared_with_nothing(self, filed, draft, visit):
        filed.association.memberships.update(starts=YEAR.starts)
        page = visit(filed.head).get(to("report", draft))
        assert not page.context["compares"]
        assert "За 2024/2025 учебный год данных нет" in words(page)
        assert "Разница" not in words(page)

    def test_kinds_of_events_are_told(self, filed, draft, visit):
        assert "семинар — 1, открытый урок — 1" in words(visit(filed.head).get(to("report", draft)))

    def test_a_draft_without_conclusions_leads_to_writing(self, filed, visit):
        report = report_with(association=filed.association, work="")
        page = words(visit(filed.head).get(to("report", report)))
        assert ("Написать выводы" in page, "Сдать отчёт" in page) == (True, False)

    def test_what_changed_since_submission_is_told_to_the_approver(self, filed, submitted, visit):
        client = visit(filed.methodist)
        assert client.get(to("report", submitted)).context["changes"] == []
        Meeting.objects.filter(state=Meeting.State.PLANNED).update(state=Meeting.State.HELD)
        page = words(client.get(to("report", submitted)))
        assert "С момента сдачи изменилось:" in page
        assert "Заседаний проведено: было 2, теперь 3" in page

    def test_the_download_is_what_the_page_shows(self, filed, draft, visit):
        answer = visit(filed.head).get(f"{to('report', draft)}?export=csv")
        lines = b"".join(answer.streaming_content).decode("utf-8-sig").replace("\N{NO-BREAK SPACE}", " ")
        assert lines.splitlines()[:4] == [
            "Показатель;Значение;Прошлый год;Разница",
            "Заседаний нужно по правилу;4;4;столько же",
            "Заседаний назначено;4;0;больше на 4",
            "Заседаний проведено;2;0;больше на 2",
        ]

    def test_a_member_reads_the_accepted_report_only(self, filed, draft, visit):
        member = make.user_with_role(
            RoleKind.TEACHER, municipality=filed.association.municipality, teacher=filed.people[2]
        )
        client = visit(member)
        assert client.get(to("report", draft)).status_code == 404
        report = report_with(association=filed.association, state=State.ACCEPTED, year=YEAR.previous)
        page = words(client.get(to("report", report)))
        assert TEXTS["problems"] in page
        assert to("texts", report) not in page


class TestStart:
    def test_one_click_makes_the_report(self, filed, visit):
        client = visit(filed.head)
        answer = client.post(to("start", filed.association), {"year": "2025"}, follow=True)
        report = AnnualReport.objects.get()
        assert answer.redirect_chain == [(report.get_absolute_url(), 302)]
        answer = client.post(to("start", filed.association), {"year": "2025"}, follow=True)
        assert answer.redirect_chain == [(report.get_absolute_url(), 302)]
        assert notes(answer) == ["Отчёт за 2025/2026 учебный год уже есть."]

    def test_the_reporting_year_is_offered(self, filed, visit):
        form = visit(filed.head).get(to("start", filed.association)).context["form"]
        assert form["year"].value() == "2025"
        assert [value for value, _ in form.fields["year"].choices] == ["2025", "2024", "2023", "2022", "2021"]

    @pytest.mark.parametrize("year", ["", "1850", "2026", "x", "20\N{SUPERSCRIPT TWO}5"])
    def test_another_year_is_refused_beside_the_field(self, filed, visit, year):
        answer = visit(filed.head).post(to("start", filed.association), {"year": year})
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["year"])
        assert not AnnualReport.objects.exists()


class TestTexts:
    def test_texts_are_saved(self, filed, draft, visit):
        client = visit(filed.head)
        data = filled(client.get(to("texts", draft)), work="Провели неделю чтения.")
        assert client.post(to("texts", draft), data).url == draft.get_absolute_url()
        draft.refresh_from_db()
        assert (draft.work, draft.results) == ("Провели неделю чтения.", TEXTS["results"])

    def test_a_sentence_is_taken_with_one_click_and_nothing_typed_is_lost(self, filed, draft, visit):
        client = visit(filed.head)
        page = client.get(to("texts", draft))
        offered = {hint.key: hint for _, hints in page.context["sections"] for hint in hints}
        data = filled(page, results="Набрано до нажатия.", take="plan")
        answer = client.post(to("texts", draft), data)
        assert answer.url == f"{to('texts', draft)}#id_results"
        draft.refresh_from_db()
        assert draft.results == f"Набрано до нажатия.\n{offered['plan'].text}"
        again = client.get(to("texts", draft))
        assert "plan" not in {hint.key for _, hints in again.context["sections"] for hint in hints}

    def test_an_unknown_sentence_is_saving(self, filed, draft, visit):
        client = visit(filed.head)
        data = filled(client.get(to("texts", draft)), work="Ещё.", take="nonsense")
        assert client.post(to("texts", draft), data).url == draft.get_absolute_url()

    def test_what_somebody_else_saved_is_not_overwritten(self, filed, draft, visit):
        client = visit(filed.head)
        data = filled(client.get(to("texts", draft)), work="Моё")
        AnnualReport.objects.filter(pk=draft.pk).update(work="Чужое")
        answer = client.post(to("texts", draft), data)
        assert answer.status_code == 409
        assert [(clash.saved, clash.typed) for clash in answer.context["form"].clashes] == [("Чужое", "Моё")]
        draft.refresh_from_db()
        assert draft.work == "Чужое"

    def test_too_long_a_text_is_refused_and_kept_on_the_screen(self, filed, draft, visit):
        client = visit(filed.head)
        data = filled(client.get(to("texts", draft)), work="д" * 20001)
        answer = client.post(to("texts", draft), data)
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["work"])
        assert answer.context["form"]["work"].value() == "д" * 20001

    @pytest.mark.parametrize("state", [State.SUBMITTED, State.ACCEPTED])
    def test_what_was_handed_in_leads_back(self, filed, visit, state):
        report = report_with(association=filed.association, state=state)
        answer = visit(filed.head).post(to("texts", report), {"work": "Иначе"}, follow=True)
        assert answer.redirect_chain == [(report.get_absolute_url(), 302)]
        assert notes(answer) == ["Сейчас отчёт менять нельзя: он сдан или уже принят."]


class TestWay:
    def test_from_the_head_to_the_approver_and_back(self, filed, draft, visit):
        head, methodist = visit(filed.head), visit(filed.methodist)
        head.post(to("submit", draft))
        page = methodist.get(draft.get_absolute_url())
        data = filled(page, comment="Допишите итоги.", decision="return")
        methodist.post(to("review", draft), data)
        page = words(head.get(draft.get_absolute_url()))
        assert "Отчёт вернули на доработку. Допишите итоги." in page.replace("<strong>", "").replace(
            "</strong>", ""
        )
        head.post(to("submit", draft))
        data = filled(methodist.get(draft.get_absolute_url()), decision="accept")
        assert methodist.post(to("review", draft), data).url == draft.get_absolute_url()
        draft.refresh_from_db()
        assert (draft.state, draft.document is None) == (State.ACCEPTED, False)
        answer = head.get(reverse("reports:file", args=[draft.pk, "pdf"]))
        assert answer.content == bytes(draft.document.pdf)

    def test_an_empty_report_leads_to_what_is_missing(self, filed, visit):
        report = report_with(association=filed.association, next_goals="")
        answer = visit(filed.head).post(to("submit", report))
        assert answer.url == f"{to('texts', report)}#id_next_goals"

    def test_a_second_click_is_a_message(self, filed, submitted, visit):
        answer = visit(filed.head).post(to("submit", submitted), follow=True)
        assert notes(answer) == ["Отчёт уже сдан."]
        client = visit(filed.methodist)
        data = {"version": submitted.version, "decision": "accept", "comment": ""}
        client.post(to("review", submitted), data)
        answer = client.post(to("review", submitted), data, follow=True)
        assert notes(answer)[-1] == "Отчёт уже принят."

    @pytest.mark.parametrize(
        ("data", "sentence"),
        [
            ({"decision": "return", "comment": " "}, "Напишите, что исправить"),
            ({"decision": "accept", "comment": "Хорошо, но"}, "Вы написали замечание"),
            ({"decision": "accept", "comment": "", "version": "99"}, "отчёт сдали заново"),
            ({"decision": "accept", "version": "x"}, "Откройте отчёт заново"),
            ({}, "Напишите, что исправить"),
        ],
    )
    def test_a_refusal_stands_beside_what_was_typed(self, filed, submitted, visit, data, sentence):
        data = {"version": submitted.version} | data
        answer = visit(filed.methodist).post(to("review", submitted), data)
        assert answer.status_code == 422
        assert sentence in words(answer)
        assert data.get("comment", "").strip() in words(answer)
        submitted.refresh_from_db()
        assert submitted.state == State.SUBMITTED

    def test_a_report_may_be_taken_back_and_thrown_away(self, filed, submitted, visit):
        client = visit(filed.head)
        client.post(to("withdraw", submitted))
        assert "Удалить отчёт за 2025/2026 учебный год?" in words(client.get(to("discard", submitted)))
        assert client.post(to("discard", submitted)).url == reverse("reports:list")
        assert not AnnualReport.objects.exists()

    def test_an_accepted_report_is_not_thrown_away(self, filed, visit):
        report = report_with(association=filed.association, state=State.ACCEPTED)
        for method in ("get", "post"):
            answer = getattr(visit(filed.head), method)(to("discard", report), follow=True)
            assert answer.redirect_chain == [(report.get_absolute_url(), 302)]
        assert AnnualReport.objects.get() == report
