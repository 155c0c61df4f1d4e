"""The board of threads and their beginning: what the pages show, do and cost."""

import pytest
from django.urls import reverse
from django.utils import timezone

from methodservice.testing.forms import filled
from methodservice.testing.monitoring_cycle import advise, signed_note, thread
from monitoring.models import Cycle
from monitoring.services.cycle import recommending
from monitoring.tests.cycle.addresses import url

pytestmark = pytest.mark.django_db
BOARD = reverse("monitoring:cycles")
TODAY = timezone.localdate()


class TestBoard:
    @pytest.mark.parametrize("rows", [1, 30])
    def test_it_costs_the_same_for_one_thread_and_for_thirty(
        self, visit, campaign, methodist, schools, quick, rows, assert_query_count
    ):
        for number in range(rows):
            thread(campaign, methodist, title=f"Цикл {number}", with_indicator=number == 0)
        signed_note(campaign, methodist)
        for row in Cycle.objects.all():
            advise(row, methodist, schools[0])
        assert_query_count(visit(methodist), BOARD, 12)

    def test_threads_stand_in_the_column_of_their_stage_with_numbers_and_the_next_step(
        self, visit, cycle, methodist, schools
    ):
        advise(cycle, methodist, *schools[:2])
        columns = {state: threads for state, _, threads in visit(methodist).get(BOARD).context["columns"]}
        assert {state: len(threads) for state, threads in columns.items()} == {
            "analysis": 0, "advice": 0, "measures": 1, "effect": 0, "closed": 0,
        }  # fmt: skip
        [found] = columns["measures"]
        assert (found.numbers, found.organisations, found.next.words.replace("\xa0", " ")) == (
            "25\xa0% при цели 50\xa0%: не хватает 25\xa0п.\xa0п.",
            "СОШ №\xa01, СОШ №\xa02",
            "Ждём 2 ответов",
        )

    def test_a_coordinator_sees_only_threads_with_a_recommendation_sent_to_the_own_school(
        self, visit, cycle, methodist, coordinator, schools
    ):
        advise(cycle, methodist, schools[1])
        recommending.recommend(cycle=cycle, schools=[schools[0]], by=methodist, text="Позже", due=TODAY)
        client = visit(coordinator)
        assert client.get(BOARD).context["there_are"] is False
        assert client.get(url("cycle", cycle)).status_code == 404
        recommending.send_all(cycle=cycle, by=methodist)
        page = client.get(url("cycle", cycle))
        assert [row.school for row, _ in page.context["advice"]] == [schools[0]]
        assert page.context["step"] is None

    def test_it_downloads(self, visit, cycle, methodist):
        answer = visit(methodist).get(f"{BOARD}?export=xlsx")
        assert b"".join(answer.streaming_content)[:2] == b"PK"
        assert visit(methodist).get(f"{BOARD}?state=closed").context["threads"] == []


class TestStarting:
    def test_a_missed_target_is_ticked_and_begins_a_thread(self, visit, campaign, methodist):
        client = visit(methodist)
        page = client.get(url("cycle_add"))
        answer = client.post(url("cycle_add"), filled(page))
        cycle = Cycle.objects.get()
        assert answer.url == cycle.get_absolute_url()
        assert cycle.title == "1. Доля педагогов, прошедших диагностику: 25\xa0% при цели 50\xa0%"
        assert client.get(answer.url).context["step"].action == "Составить справку"

    def test_nothing_told_is_asked_for_and_a_second_start_keeps_the_first(self, visit, campaign, methodist):
        client = visit(methodist)
        refused = client.post(url("cycle_add"), {"title": "", "causes": "Причина"})
        assert refused.status_code == 422
        assert refused.context["form"]["causes"].value() == "Причина"
        client.post(url("cycle_add"), {"title": "Жалобы родителей"})
        assert list(Cycle.objects.values_list("title", "indicator")) == [("Жалобы родителей", None)]

    def test_without_closed_results_there_is_nothing_to_begin_from(self, visit, methodist):
        assert "закрытых кампаний пока нет" in visit(methodist).get(url("cycle_add")).content.decode()
