"""The board, the thread, the note, recommendations: what pages show, do, refuse and cost."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from methodservice.directory.models import RoleKind
from methodservice.testing import factories as make
from methodservice.testing.attachments import PDF
from methodservice.testing.forms import filled
from methodservice.testing.monitoring import SHARE, indicator_set
from methodservice.testing.monitoring_cycle import advise, results, signed_note, thread
from methodservice.testing.printed import Printed
from methodservice.testing.word import WordFile
from monitoring.cycle_documents import common
from monitoring.cycle_documents.note import note_snapshot
from monitoring.models import Campaign, Cycle, Note, Recommendation
from monitoring.services.cycle import judging, notes, recommending
from monitoring.tasks_cycle import (
    answers_to_look_at,
    cycle_panel,
    recommendations_to_answer,
    threads_to_judge,
)

pytestmark = pytest.mark.django_db
BOARD, LIST = reverse("monitoring:cycles"), reverse("monitoring:recommendations")
TODAY = timezone.localdate()


@pytest.fixture
def district():
    return make.MunicipalityFactory()


@pytest.fixture
def methodist(district):
    return make.user_with_role(RoleKind.METHODIST, municipality=district)


@pytest.fixture
def schools(district):
    return [make.SchoolFactory(municipality=district, short_name=f"СОШ № {n}") for n in (1, 2, 3)]


@pytest.fixture
def coordinator(district, schools):
    return make.user_with_role(RoleKind.COORDINATOR, municipality=district, school=schools[0])


@pytest.fixture
def edition(district):
    return indicator_set(district, SHARE, targets={0: {2026: 50, 2027: 60}})


@pytest.fixture
def campaign(edition, methodist, schools):
    """8 + 2 of 20 at the first two schools, nothing from the third: 50 % wanted, 25 % found."""
    return results(edition, methodist, {schools[0]: (8, 20), schools[1]: (2, 20)})


@pytest.fixture
def quick(monkeypatch):
    """How documents print is tested below."""
    monkeypatch.setattr(
        common, "pdf_of", lambda template, snapshot: b"%PDF " + snapshot["check_code"].encode()
    )


@pytest.fixture
def cycle(campaign, methodist, quick):
    """One that waits for recommendations."""
    row = thread(campaign, methodist)
    signed_note(campaign, methodist)
    return Cycle.objects.get(pk=row.pk)


def url(name, *args):
    return reverse(f"monitoring:{name}", args=[getattr(each, "pk", each) for each in args])


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


class TestNote:
    def test_the_draft_agrees_with_one_organisation(self, edition, methodist, schools):
        campaign = results(edition, methodist, {schools[0]: (12, 20), schools[1]: (2, 20)})
        note = notes.begin_note(campaign=campaign, by=methodist)
        assert "не достигла цели 1 организация из 2." in note.problems.replace("\xa0", " ")

    def test_a_draft_says_what_the_numbers_say(self, visit, campaign, methodist):
        client = visit(methodist)
        client.post(url("note_add", campaign))
        note = Note.objects.get()
        assert note.analysis.replace("\xa0", " ") == (
            "1. Доля педагогов, прошедших диагностику: 25 % при цели 50 %. Не достигнуто: не хватает 25 п. п. "
            "Не достигли цели: СОШ № 2 (10 %), СОШ № 1 (40 %). Нет данных 1 организации."
        )
        assert "Не вошли сведения: СОШ №\xa03." in note.sources
        assert client.post(url("note_add", campaign)).url == note.get_absolute_url()

    def test_it_is_saved_as_typed_and_never_over_somebody_elses_words(self, visit, campaign, methodist):
        note = notes.begin_note(campaign=campaign, by=methodist)
        client = visit(methodist)
        page = client.get(note.get_absolute_url())
        data = filled(page) | {"problems": "Мои слова"}
        saved = client.post(url("note_save", note), data, headers={"X-Autosave": "1"})
        assert saved.json()["version"] == 2
        stale = data | {"problems": "Другие слова", "writer": "other"}
        assert client.post(url("note_save", note), stale, headers={"X-Autosave": "1"}).status_code == 409
        assert Note.objects.get().problems == "Мои слова"

    def test_new_numbers_are_offered_beside_the_persons_words(self, visit, campaign, methodist):
        note = notes.begin_note(campaign=campaign, by=methodist)
        notes.write_note(note=note, version=1, by=methodist, problems="Мои слова")
        client = visit(methodist)
        page = client.get(note.get_absolute_url())
        offered = {name: fresh for _, name, fresh in page.context["sections"] if fresh}
        assert list(offered) == ["problems"]
        client.post(url("note_save", note), filled(page) | {"take": "problems:append"})
        assert Note.objects.get().problems == f"Мои слова\n{offered['problems']}"

    def test_a_line_that_may_break_elsewhere_is_no_new_number(self, campaign, methodist):
        note = notes.begin_note(campaign=campaign, by=methodist)
        assert "\xa0" in note.analysis
        note = notes.write_note(
            note=note, version=1, by=methodist, analysis=note.analysis.replace("\xa0", " ")
        )
        assert notes.fresh_texts(note) == {}

    def test_a_signature_waits_for_what_is_missing_and_for_recounted_numbers(
        self, campaign, methodist, visit
    ):
        note = notes.begin_note(campaign=campaign, by=methodist)
        text = note.conclusions
        note = notes.write_note(note=note, version=1, by=methodist, conclusions="")
        client = visit(methodist)
        page = client.get(url("note_sign", note))
        assert client.post(url("note_sign", note), filled(page)).url.endswith("#conclusions")
        note = notes.write_note(note=note, version=note.version, by=methodist, conclusions=text)
        Campaign.objects.update(result_version=2)
        page = client.get(url("note_sign", note))
        assert client.post(url("note_sign", note), filled(page)).status_code == 422
        client.post(url("note_checked", note))
        assert Note.objects.get().result_version == 2

    def test_signed_it_has_a_number_moves_threads_on_and_never_changes(self, visit, campaign, methodist):
        cycle = thread(campaign, methodist)
        note = notes.begin_note(campaign=campaign, by=methodist)
        client = visit(methodist)
        answer = client.post(url("note_sign", note), filled(client.get(url("note_sign", note))))
        note = Note.objects.get()
        cycle.refresh_from_db()
        assert answer.url == cycle.get_absolute_url()
        assert (note.state, note.document.number, cycle.state, cycle.note) == ("signed", "1", "advice", note)
        printed = Printed(bytes(note.document.pdf)).text
        for words in ("АНАЛИТИЧЕСКАЯ СПРАВКА", "№ 1 от", "25 %", "−25 п. п.", "не хватает", "Методист ИМЦ"):
            assert words in printed, words
        word = WordFile(client.get(url("note_file", note, "docx")).content)
        assert "СОШ № 2 (10 %)" in word.text.replace("\xa0", " ")
        with pytest.raises(DatabaseError), transaction.atomic():
            Note.objects.update(problems="Иначе")
        assert client.get(note.get_absolute_url()).context["snapshot"]["number"].startswith("№")
        later = thread(campaign, methodist, title="Ещё", with_indicator=False)
        client.post(url("cycle_rely", later), {"note": note.pk})
        assert Cycle.objects.get(pk=later.pk).state == "advice"

    def test_kinds_of_organisations_stand_beside_each_other_where_the_target_is_missed(
        self, visit, edition, methodist, schools, district
    ):
        nursery = make.SchoolFactory(municipality=district, short_name="Сад", kind="kindergarten")
        numbers = {schools[0]: (8, 20), schools[1]: (2, 20), nursery: (6, 10)}
        note = notes.begin_note(campaign=results(edition, methodist, numbers), by=methodist)
        client = visit(methodist)
        (kinds,) = client.get(note.get_absolute_url()).context["snapshot"]["kinds"]
        assert [tuple(row.values()) for row in kinds["rows"]] == [
            ("Школы", "2", "10 из 40", "25\xa0%"),
            ("Детские сады", "1", "6 из 10", "60\xa0%"),
        ]
        word = WordFile(client.get(url("note_file", note, "docx")).content).text.replace("\xa0", " ")
        assert "по видам организаций" in word
        assert "Детские сады: 60 %" in word

    def test_one_kind_alone_and_what_is_reached_are_not_compared(
        self, edition, methodist, campaign, district, schools
    ):
        assert note_snapshot(notes.begin_note(campaign=campaign, by=methodist))["kinds"] == []
        nursery = make.SchoolFactory(municipality=district, kind="kindergarten")
        good = results(edition, methodist, {schools[0]: (20, 20), nursery: (6, 10)}, year=2027)
        assert note_snapshot(notes.begin_note(campaign=good, by=methodist))["kinds"] == []

    @pytest.mark.parametrize("page", ["note", "note_sign"])
    def test_costs(self, visit, campaign, methodist, page, assert_query_count):
        note = notes.begin_note(campaign=campaign, by=methodist)
        assert_query_count(visit(methodist), url(page, note), {"note": 16, "note_sign": 9}[page])


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
