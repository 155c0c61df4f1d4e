"""What the report and the analysis print: both files say the same, a draft is marked, an accepted one is checkable."""

import pytest
from django.urls import reverse

from associations.reports.analysis import analyse
from associations.reports.models import AnnualReport
from associations.reports.printed import analysis_snapshot, report_snapshot
from associations.reports.services import workflow
from methodservice.testing.printed import Printed
from methodservice.testing.reports import TEXTS, report_with
from methodservice.testing.word import WordFile, plain

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("june")]
State = AnnualReport.State


@pytest.fixture
def accepted(filed):
    report = workflow.submit(report=report_with(association=filed.association), by=filed.head)
    return workflow.accept(report=report, by=filed.methodist)


def file(visit, user, report, fmt):
    return visit(user).get(reverse("reports:file", args=[report.pk, fmt])).content


def test_an_accepted_report_says_everything(filed, accepted):
    printed = Printed(bytes(accepted.document.pdf))
    text = printed.text
    for words in (
        "АНАЛИТИЧЕСКИЙ ОТЧЁТ",
        "№ 1 от",
        "за 2025/2026 учебный год",
        "Явка членов объединения",
        "75 % (6 из 8)",
        "Что сделано",
        *TEXTS.values(),
        "Отчёт принят",
        "Методист ИМЦ Пользователь",
        "Руководитель объединения",
        "М. И. Светлова",
        accepted.document.check_code,
    ):
        assert words in text, words
    assert "Проект" not in text


def test_a_draft_is_marked(filed, visit):
    report = report_with(association=filed.association)
    assert "Проект" in Printed(file(visit, filed.head, report, "pdf")).text
    word = WordFile(file(visit, filed.head, report, "docx"))
    assert "Проект" in word.text


def test_the_copy_of_an_accepted_report_says_the_same(filed, accepted, visit):
    word = WordFile(file(visit, filed.head, accepted, "docx"))
    rows = word.texts()
    assert rows[0] == ["Показатель", "2025/2026", "2024/2025", "Разница"]
    figures = {row[0]: row[1:] for row in rows if len(row) == 4}
    assert figures["Заседаний проведено"] == ["2", "0", "+2"]
    assert figures["Решений принято"] == ["3", "нет данных", "первый год"]
    printed = Printed(bytes(accepted.document.pdf)).text
    for row in rows:
        for cell in row:
            assert all(word in printed for word in cell.split()), cell


def test_a_snapshot_keeps_the_figures_of_the_submission(filed):
    report = workflow.submit(report=report_with(association=filed.association), by=filed.head)
    before = report_snapshot(report)["groups"]
    filed.association.meetings.update(state="not_held")
    assert report_snapshot(report)["groups"] == before


def test_without_a_head_nobody_signs(filed):
    filed.association.terms.all().delete()
    assert report_snapshot(report_with(association=filed.association))["signatures"] == []


def test_the_analysis_prints_totals_and_every_association(filed, accepted, visit):
    snapshot = analysis_snapshot(analyse([filed.association], filed.span), filed.association.municipality)
    assert [plain(row["title"]) for row in snapshot["rows"]] == [plain(filed.association.title)]
    assert len(snapshot["rows"][0]["cells"]) == len(snapshot["columns"])
    client = visit(filed.methodist)
    printed = Printed(client.get(reverse("reports:analysis_file", args=["pdf"])).content)
    word = WordFile(client.get(reverse("reports:analysis_file", args=["docx"])).content)
    assert printed.size_mm == (297, 210)
    for words in ("СВОДНЫЙ АНАЛИЗ", "75 % (6 из 8)", TEXTS["problems"], TEXTS["next_goals"]):
        assert words in printed.text
        assert words in word.text
