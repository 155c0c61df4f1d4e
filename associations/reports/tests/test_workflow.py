"""The way of a report: begun once, submitted with its figures, returned with a remark, accepted and frozen."""

import pytest

from associations.models import Meeting
from associations.reports.figures import figures_of, kept_figures
from associations.reports.models import AnnualReport
from associations.reports.services import workflow
from associations.reports.services.writing import joined, start_report, write_texts
from associations.reports.workflow import STATE_KINDS, TRANSITIONS, move
from methodservice.directory.models import AuditEvent
from methodservice.documents.models import FrozenDocument
from methodservice.lib.refusals import AlreadyDone, Refused
from methodservice.testing import factories as make
from methodservice.testing.reports import TEXTS, YEAR, report_with

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_printing", "june")]
State = AnnualReport.State


@pytest.fixture
def user():
    return make.UserFactory(full_name="Зорина Галина Степановна")


def moves(report):
    rows = AuditEvent.objects.about(report).filter(verb="moved").order_by("pk")
    return [row.changes["состояние"] for row in rows]


def test_every_state_has_a_look_and_ways():
    assert set(TRANSITIONS) == set(STATE_KINDS) == set(State)


@pytest.mark.parametrize("state", list(State))
def test_only_the_ways_of_the_table_are_open(user, state):
    report = report_with(state=state)
    for target in set(State) - set(TRANSITIONS[state]):
        with pytest.raises(Refused, match="Сейчас это сделать нельзя"):
            move(report=report, to=target, by=user)
    report.refresh_from_db()
    assert report.state == state


class TestStart:
    def test_a_report_is_begun_once_a_year(self, user):
        association = make.AssociationFactory()
        report = start_report(association=association, year=YEAR, by=user)
        assert (report.state, report.year) == (State.DRAFT, YEAR)
        assert AuditEvent.objects.about(report).get().verb == "created"
        with pytest.raises(AlreadyDone, match="за 2025/2026 учебный год уже есть"):
            start_report(association=association, year=YEAR, by=user)
        assert AnnualReport.objects.count() == 1

    def test_a_year_that_has_not_begun_is_refused(self, user):
        with pytest.raises(Refused, match="ещё не начался"):
            start_report(association=make.AssociationFactory(), year=YEAR.following, by=user)


class TestTexts:
    def test_what_is_written_is_kept_and_journalled(self, user):
        report = report_with(work="")
        write_texts(report=report, texts={"work": "Провели семинар."}, by=user)
        report.refresh_from_db()
        assert (report.work, report.version) == ("Провели семинар.", 2)
        event = AuditEvent.objects.about(report).get(verb="changed")
        assert event.changes["что сделано"] == ["—", "Провели семинар."]

    @pytest.mark.parametrize("state", [State.SUBMITTED, State.ACCEPTED])
    def test_what_was_handed_in_is_not_rewritten(self, user, state):
        report = report_with(state=state)
        with pytest.raises(Refused, match="менять нельзя"):
            write_texts(report=report, texts={"work": "Иначе"}, by=user)

    def test_a_sentence_is_added_once(self):
        assert joined("", "Раз.") == "Раз."
        assert joined("Было. \n", "Раз.") == "Было.\nРаз."
        assert joined("Было.\nРаз.", "Раз.") == "Было.\nРаз."


class TestSubmit:
    def test_figures_stay_as_they_were_handed_in(self, filed):
        report = report_with(association=filed.association)
        live = figures_of(filed.association, YEAR, filed.span.today)
        report = workflow.submit(report=report, by=filed.head)
        assert (report.state, report.submitted_by) == (State.SUBMITTED, filed.head)
        assert moves(report) == [["Черновик", "На проверке"]]
        Meeting.objects.filter(association=filed.association).update(state=Meeting.State.NOT_HELD)
        report.refresh_from_db()
        assert kept_figures(report.figures) == live

    @pytest.mark.parametrize(
        ("lacking", "sentence"), [("work", "Напишите, что сделано"), ("next_goals", "Напишите задачи")]
    )
    def test_an_empty_report_is_refused_where_it_is_empty(self, user, lacking, sentence):
        with pytest.raises(Refused, match=sentence) as refusal:
            workflow.submit(report=report_with(**{lacking: " \n"}), by=user)
        assert refusal.value.anchor == lacking

    def test_a_second_click_is_a_message(self, user):
        report = workflow.submit(report=report_with(), by=user)
        with pytest.raises(AlreadyDone, match="уже сдан"):
            workflow.submit(report=report, by=user)
        assert len(moves(report)) == 1

    def test_an_accepted_report_is_not_handed_in_again(self, user):
        with pytest.raises(Refused, match="Сейчас это сделать нельзя"):
            workflow.submit(report=report_with(state=State.ACCEPTED), by=user)


def test_a_report_nobody_has_answered_may_be_taken_back(user):
    report = workflow.withdraw(report=report_with(state=State.SUBMITTED, figures=[{"key": "x"}]), by=user)
    assert (report.state, report.figures) == (State.DRAFT, [])
    with pytest.raises(AlreadyDone):
        workflow.withdraw(report=report, by=user)


class TestReturn:
    def test_a_report_is_returned_with_a_remark(self, user):
        report = report_with(state=State.SUBMITTED, figures=[{"key": "x"}])
        workflow.return_report(report=report, comment=" Допишите итоги. ", by=user)
        report.refresh_from_db()
        assert (report.state, report.comment, report.figures) == (State.RETURNED, "Допишите итоги.", [])

    def test_a_return_without_a_word_is_refused(self, user):
        with pytest.raises(Refused, match="Напишите, что исправить"):
            workflow.return_report(report=report_with(state=State.SUBMITTED), comment=" ", by=user)

    def test_a_second_return_is_a_message(self, user):
        with pytest.raises(AlreadyDone):
            workflow.return_report(report=report_with(state=State.RETURNED), comment="Ещё", by=user)


class TestAccept:
    def test_an_accepted_report_is_frozen_with_its_words(self, filed):
        report = workflow.submit(report=report_with(association=filed.association), by=filed.head)
        report = workflow.accept(report=report, by=filed.methodist, version=report.version)
        document = report.document
        assert (report.state, report.accepted_by) == (State.ACCEPTED, filed.methodist)
        assert (document.kind, document.number) == (FrozenDocument.Kind.REPORT, "1")
        assert bytes(document.pdf) == b"%PDF " + document.check_code.encode()
        assert document.snapshot["sections"][0]["texts"] == [TEXTS["work"]]
        assert not document.snapshot["is_draft"]
        assert moves(report)[-1] == ["На проверке", "Принят"]

    def test_a_second_click_is_a_message(self, user):
        with pytest.raises(AlreadyDone, match="уже принят"):
            workflow.accept(report=report_with(state=State.ACCEPTED), by=user)
        assert FrozenDocument.objects.count() == 1

    @pytest.mark.parametrize("state", AnnualReport.OPEN)
    def test_only_what_was_handed_in_is_accepted(self, user, state):
        with pytest.raises(Refused, match="Принять нельзя"):
            workflow.accept(report=report_with(state=state), by=user)

    def test_nobody_decides_on_what_was_handed_in_anew(self, user):
        report = report_with(state=State.SUBMITTED)
        read = report.version
        workflow.submit(report=workflow.withdraw(report=report, by=user), by=user)
        with pytest.raises(Refused, match="сдали заново"):
            workflow.accept(report=report, by=user, version=read)
        with pytest.raises(Refused, match="сдали заново"):
            workflow.return_report(report=report, comment="Нет", by=user, version=read)


class TestDiscard:
    @pytest.mark.parametrize("state", AnnualReport.OPEN)
    def test_what_is_being_written_may_be_thrown_away(self, user, state):
        workflow.discard(report=report_with(state=state), by=user)
        assert not AnnualReport.objects.exists()

    def test_what_was_handed_in_stays(self, user):
        report = report_with(state=State.ACCEPTED)
        with pytest.raises(Refused, match="Удалить нельзя"):
            workflow.discard(report=report, by=user)
        assert AnnualReport.objects.filter(pk=report.pk).exists()
