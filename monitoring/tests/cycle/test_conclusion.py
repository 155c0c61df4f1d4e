"""The thread: the same schools compared, measures, the conclusion, its price."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from methodservice.directory.models import RoleKind
from methodservice.testing import factories as make
from methodservice.testing.forms import filled
from methodservice.testing.monitoring_cycle import advise, results, thread
from methodservice.testing.printed import Printed
from methodservice.testing.word import WordFile
from monitoring.models import Campaign, Cycle
from monitoring.services.cycle import judging, notes
from monitoring.tasks_cycle import cycle_panel, threads_to_judge
from monitoring.tests.cycle.addresses import url

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


class TestConclusion:
    @pytest.fixture
    def judged(self, cycle, edition, methodist, schools):
        advise(cycle, methodist, schools[0])
        results(
            edition,
            methodist,
            {schools[0]: (14, 20), schools[1]: (3, 20), schools[2]: (1, 2)},
            year=2027,
            half=1,
        )
        return Cycle.objects.get()

    def test_the_same_schools_are_compared_then_a_person_concludes(self, visit, judged, methodist):
        client = visit(methodist)
        page = client.get(judged.get_absolute_url())
        assert page.context["step"].action == "Сравнить"
        assert [task.title for task in threads_to_judge(methodist, TODAY)] == ["Сравнить с новыми итогами"]
        client.post(url("cycle_compare", judged), filled(client.get(url("cycle_compare", judged))))
        page = client.get(url("cycle_conclude", judged))
        advised, others = page.context["compared"].groups
        assert (advised.schools, advised.before, advised.after, advised.change) == (
            1, "40\xa0%", "70\xa0%", "+30\xa0п.\xa0п.",
        )  # fmt: skip
        assert (others.schools, others.change) == (1, "+5\xa0п.\xa0п.")
        refused = client.post(url("cycle_conclude", judged), {"effect": "effective", "conclusion": " "})
        assert refused.status_code == 422
        client.post(url("cycle_conclude", judged), {"effect": "effective", "conclusion": "Помогло"})
        judged.refresh_from_db()
        assert (judged.state, judged.conclusion, judged.document.number) == ("closed", "Помогло", "2")
        with pytest.raises(DatabaseError), transaction.atomic():
            Cycle.objects.update(conclusion="Иначе")
        assert client.post(url("cycle_edit", judged), {"title": "Иначе"}).status_code == 302
        head = make.user_with_role(RoleKind.DEPARTMENT_HEAD, municipality=judged.municipality)
        [panel] = cycle_panel(head, TODAY)
        assert panel.context["stages"] == [("closed", "Закрыт", 1)]

    def test_the_analysis_prints_both_groups(self, visit, judged, methodist, monkeypatch):
        judging.compare(cycle=judged, following=Campaign.objects.get(year=2027), by=methodist)
        client = visit(methodist)
        printed = Printed(client.get(url("cycle_effect_file", judged, "pdf")).content).text
        for words in (
            "АНАЛИЗ ЭФФЕКТИВНОСТИ МЕР",
            "С рекомендациями: 1",
            "+30 п. п.",
            "СОШ № 3",
            "Меры не записаны",
        ):
            assert words in printed, words
        assert "70 %" in WordFile(client.get(url("cycle_effect_file", judged, "docx")).content).text.replace(
            "\xa0", " "
        )

    def test_a_further_note_that_is_being_written_comes_before_the_signed_one(
        self, visit, cycle, campaign, methodist
    ):
        later = thread(campaign, methodist, title="Другое", with_indicator=False)
        client = visit(methodist)
        step = client.get(later.get_absolute_url()).context["step"]
        assert step.words == "Опереться на подписанную справку"
        further = notes.begin_note(campaign=campaign, by=methodist)
        step = client.get(later.get_absolute_url()).context["step"]
        assert (step.words, step.url) == ("Дописать и подписать справку", further.get_absolute_url())

    def test_what_is_missing_is_said(self, visit, cycle, methodist):
        page = visit(methodist).get(cycle.get_absolute_url())
        assert page.context["thread"].lacking == [
            "отправленные рекомендации",
            "принятые меры",
            "итоги следующей кампании",
            "вывод о результативности",
        ]

    def test_measures_are_written_and_taken_out(self, visit, cycle, methodist):
        client = visit(methodist)
        assert client.post(url("cycle_measure_add", cycle), {"title": ""}).status_code == 422
        tomorrow = TODAY + timedelta(days=1)
        assert client.post(url("cycle_measure_add", cycle), {"title": "x", "on": tomorrow}).status_code == 422
        client.post(url("cycle_measure_add", cycle), {"title": "Семинар для завучей"})
        measure = cycle.measures.get()
        assert (measure.title, measure.on) == ("Семинар для завучей", TODAY)
        client.post(url("cycle_measure_remove", measure))
        assert not cycle.measures.exists()

    def test_a_measure_may_be_a_record_of_the_portal(self, visit, cycle, methodist, district):
        event = make.EventFactory(
            municipality=district, state="held", starts=TODAY, title="Неделя диагностики"
        )
        client = visit(methodist)
        address = url("cycle_measure_add", cycle)
        for _ in range(2):
            client.post(address, {"record": f"event:{event.pk}"})
        measure = cycle.measures.get()
        assert (measure.key, measure.on) == (f"event:{event.pk}", TODAY)
        assert "Неделя диагностики" in measure.title
        [(_, found)] = client.get(cycle.get_absolute_url()).context["measures"]
        assert (found.url, found.state) == (event.get_absolute_url(), None)
        foreign = make.EventFactory(state="held", starts=TODAY)
        assert client.post(address, {"record": f"event:{foreign.pk}"}).status_code == 422

    def test_the_thread_costs(self, visit, judged, methodist, assert_query_count):
        judging.compare(cycle=judged, following=Campaign.objects.get(year=2027), by=methodist)
        assert_query_count(visit(methodist), judged.get_absolute_url(), 14)
