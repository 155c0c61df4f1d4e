"""Recommendations: whom they reach, their way, the list, the print."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from methodservice.testing import factories as make
from methodservice.testing.attachments import PDF
from methodservice.testing.forms import filled
from methodservice.testing.monitoring_cycle import advise
from methodservice.testing.printed import Printed
from methodservice.testing.word import WordFile
from monitoring.models import Cycle, Recommendation
from monitoring.services.cycle import recommending
from monitoring.tasks_cycle import answers_to_look_at, recommendations_to_answer
from monitoring.tests.cycle.addresses import url

pytestmark = pytest.mark.django_db
LIST = reverse("monitoring:recommendations")
TODAY = timezone.localdate()


class TestRecommendations:
    def test_schools_below_the_target_are_ticked_with_their_numbers(self, visit, cycle, methodist, schools):
        client = visit(methodist)
        page = client.get(url("recommendation_add", cycle))
        assert page.context["form"]["schools"].value() == [str(schools[0].pk), str(schools[1].pk)]
        client.post(url("recommendation_add", cycle), filled(page))
        rows = Recommendation.objects.order_by("school__short_name")
        assert [(row.school, row.ground.replace("\xa0", " "), row.state) for row in rows] == [
            (schools[0], "40 % при цели 50 %", "draft"),
            (schools[1], "10 % при цели 50 %", "draft"),
        ]
        client.post(url("cycle_send", cycle))
        assert {row.state for row in Recommendation.objects.all()} == {"sent"}
        assert Cycle.objects.get().state == "measures"

    @pytest.mark.parametrize(
        ("field", "value"), [("due", "2020-01-01"), ("due", "вчера"), ("text", ""), ("schools", ["999999"])]
    )
    def test_nonsense_is_told_beside_its_field(self, visit, cycle, methodist, field, value):
        client = visit(methodist)
        data = filled(client.get(url("recommendation_add", cycle))) | {field: value}
        answer = client.post(url("recommendation_add", cycle), data)
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
        assert not Recommendation.objects.exists()

    def test_the_way_of_a_recommendation(
        self, visit, cycle, methodist, coordinator, schools, settings, tmp_path
    ):
        settings.MEDIA_ROOT = tmp_path
        [row] = advise(cycle, methodist, schools[0])
        school, office = visit(coordinator), visit(methodist)
        assert [task.title for task in recommendations_to_answer(coordinator, TODAY)] == [
            "Принять рекомендацию к исполнению"
        ]
        school.post(url("recommendation_acknowledge", row))
        empty = school.post(url("recommendation_answer", row), {"answer": ""})
        assert empty.status_code == 422
        file = SimpleUploadedFile("Справка.pdf", PDF, "application/pdf")
        school.post(url("recommendation_answer", row), {"answer": "Провели", "upload": file})
        row.refresh_from_db()
        assert (row.state, row.answer, row.file.name) == ("answered", "Провели", "Справка.pdf")
        assert b"".join(school.get(row.file.get_absolute_url()).streaming_content) == PDF
        assert [task.title for task in answers_to_look_at(methodist, TODAY)] == ["Посмотреть ответ: СОШ № 1"]
        office.post(url("recommendation_send_back", row), {"remark": "Нет списка"})
        assert [task.title for task in recommendations_to_answer(coordinator, TODAY)] == [
            "Дополнить ответ на рекомендацию"
        ]
        page = school.get(url("recommendation_answer", row))
        school.post(url("recommendation_answer", row), filled(page, upload=None) | {"answer": "Провели все"})
        office.post(url("recommendation_accept", row))
        row.refresh_from_db()
        assert (row.state, row.answer, row.remark) == ("done", "Провели все", "")
        office.post(url("recommendation_accept", row))
        assert list(recommendations_to_answer(coordinator, TODAY)) == []

    @pytest.mark.parametrize("rows", [1, 30])
    def test_the_list_costs_the_same(self, visit, cycle, methodist, rows, assert_query_count):
        schools = make.SchoolFactory.create_batch(rows, municipality=cycle.municipality)
        advise(cycle, methodist, *schools)
        assert_query_count(visit(methodist), LIST, 6)

    def test_the_list_finds_what_is_overdue(self, visit, cycle, methodist, coordinator, schools):
        rows = advise(cycle, methodist, *schools)
        Recommendation.objects.filter(pk=rows[1].pk).update(due=TODAY - timedelta(days=3))
        client = visit(methodist)

        def shown(query):
            return [row[1] for row in client.get(f"{LIST}?{query}").context["rows"]]

        assert shown("state=overdue") == ["СОШ № 2"]
        assert shown("sort=-school") == ["СОШ № 3", "СОШ № 2", "СОШ № 1"]
        assert shown("q=диагностику") == ["СОШ № 2", "СОШ № 1", "СОШ № 3"]
        assert shown("state=x&school=y") == shown("")
        assert [row[1] for row in visit(coordinator).get(LIST).context["rows"]] == ["СОШ № 1"]
        assert [task.title for task in answers_to_look_at(methodist, TODAY)] == [
            "Нет ответа на рекомендацию: СОШ № 2"
        ]

    def test_a_draft_is_changed_with_eyes_open_and_withdrawn(self, visit, cycle, methodist, schools):
        [row] = recommending.recommend(cycle=cycle, schools=schools[:1], by=methodist, text="Так", due=TODAY)
        client = visit(methodist)
        data = filled(client.get(url("recommendation_edit", row)))
        client.post(url("recommendation_edit", row), data | {"text": "Иначе"})
        assert Recommendation.objects.get().text == "Иначе"
        assert client.post(url("recommendation_edit", row), data | {"text": "Снова"}).status_code == 409
        client.post(url("recommendation_remove", row))
        assert not Recommendation.objects.exists()

    def test_it_prints_one_and_all(self, visit, cycle, methodist, schools):
        rows = advise(cycle, methodist, *schools[:2])
        client = visit(methodist)
        one = Printed(client.get(url("recommendation_file", rows[0], "pdf")).content)
        both = Printed(client.get(url("cycle_advice_file", cycle, "pdf")).content)
        assert "АДРЕСНАЯ РЕКОМЕНДАЦИЯ" in one.text
        assert "СОШ № 2" not in one.text
        assert both.size_mm == (297, 210)
        assert "СОШ № 1" in both.text
        assert "СОШ № 2" in both.text
        assert "СОШ № 2" in WordFile(client.get(url("cycle_advice_file", cycle, "docx")).content).text
