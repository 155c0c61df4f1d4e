"""The note: its draft, what it waits for, its signature, its price."""

import pytest
from django.db import DatabaseError, transaction

from methodservice.testing import factories as make
from methodservice.testing.forms import filled
from methodservice.testing.monitoring_cycle import results, thread
from methodservice.testing.printed import Printed
from methodservice.testing.word import WordFile
from monitoring.cycle_documents.note import note_snapshot
from monitoring.models import Campaign, Cycle, Note
from monitoring.services.cycle import notes
from monitoring.tests.cycle.addresses import url

pytestmark = pytest.mark.django_db


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
