"""Records of a card: who adds what, bad input, files, second clicks, the category of the directory."""

from datetime import date

import pytest
from django.urls import reverse

from development.models import Attestation, Course, Deficit, Diagnosis, Provider, Work
from methodservice.directory.models import AuditEvent
from methodservice.documents.models import StoredFile
from methodservice.testing import development as have
from methodservice.testing import factories as make
from methodservice.testing.attachments import sent
from methodservice.testing.forms import filled
from methodservice.testing.word import plain

COURSE = {
    "kind": "upskilling", "programme": "Обновлённые стандарты", "hours": "36", "mode": "in_person",
    "provider_name": "Институт развития образования", "starts": "2026-10-01", "ends": "2026-10-20",
    "certificate": "77-12", "subject": "",
}  # fmt: skip
ATTESTATION = {
    "category": "first", "decided_on": "2026-10-20", "position": "учитель", "order_number": "5",
    "order_on": "2026-10-21",
}  # fmt: skip
DIAGNOSIS = {
    "title": "Оценка компетенций", "held_on": "2026-10-12", "organiser": "ИРО", "note": "",
    "level_subject": "none", "score_subject": "91,5", "level_methodical": "high", "score_methodical": "40",
    "level_psychological": "", "score_psychological": "", "level_communicative": "low", "score_communicative": "",
}  # fmt: skip


def add_url(place, kind):
    return reverse("development:record_add", args=[place.teacher.pk, kind])


def page(name, kind, record):
    return reverse(f"development:{name}", args=[kind, record.pk])


def errors(answer):
    assert answer.status_code == 422
    return {name: [plain(text) for text in found] for name, found in answer.context["form"].errors.items()}


def said(client, url):
    return [plain(str(message)) for message in client.get(url).context["messages"]]


class TestAdding:
    def test_a_course_stands_in_the_card_with_its_scan(self, keeper, place):
        answer = keeper.post(add_url(place, "course"), COURSE | {"upload": sent(name="Удостоверение.pdf")})
        assert answer.url == f"{reverse('development:card', args=[place.teacher.pk])}#courses"
        course = Course.objects.get()
        assert (course.state, course.proposed_by, course.provider.name, course.file.name) == (
            "kept", None, "Институт развития образования", "Удостоверение.pdf",
        )  # fmt: skip
        assert course.file in StoredFile.objects.visible_to(place.author)
        told = AuditEvent.objects.get(record_type="development.course")
        assert (told.verb, told.municipality_id) == ("created", place.municipality.pk)

    def test_a_provider_is_found_whatever_the_case(self, keeper, place):
        have.provider(place.municipality, "Институт развития образования")
        keeper.post(add_url(place, "course"), COURSE | {"provider_name": "  институт  развития ОБРАЗОВАНИЯ "})
        assert Provider.objects.count() == 1
        keeper.post(add_url(place, "course"), COURSE | {"provider_name": "", "programme": "Другая"})
        assert Course.objects.get(programme="Другая").provider is None

    def test_a_proposal_brings_its_provider_only_when_it_is_taken(self, keeper, author, place):
        for programme in ("Первая", "Вторая"):
            author.post(add_url(place, "course"), COURSE | {"programme": programme})
        first, second = Course.objects.order_by("pk")
        assert not Provider.objects.exists()
        assert first.taught_by == "Институт развития образования"
        form = author.get(page("record_edit", "course", first)).context["form"]
        assert form["provider_name"].value() == "Институт развития образования"
        keeper.post(page("proposal_decline", "course", second), {"why": "Нет скана"})
        assert not Provider.objects.exists()
        keeper.post(page("proposal_accept", "course", first))
        first.refresh_from_db()
        assert (first.provider, first.proposed_provider) == (Provider.objects.get(), "")
        url = page("record_edit", "course", second)
        author.post(url, filled(author.get(url), provider_name="«ИНСТИТУТ» развития образования"))
        second.refresh_from_db()
        assert (second.state, second.provider, second.proposed_provider) == ("proposed", first.provider, "")

    def test_a_second_click_writes_one_record_and_another_person_is_told(self, visit, keeper, place):
        for _ in range(2):
            answer = keeper.post(add_url(place, "course"), COURSE)
            assert answer.status_code == 302
        assert Course.objects.count() == 1
        answer = visit(place.coordinator).post(
            add_url(place, "course"), COURSE | {"programme": "ОБНОВЛЁННЫЕ стандарты"}
        )
        assert errors(answer) == {"programme": ["Такая запись в карточке уже есть."]}

    @pytest.mark.parametrize(
        ("change", "expected"),
        [
            ({"ends": "2026-12-01"}, {"ends": ["Обучение ещё не окончено. Запишите его, когда будет удостоверение."]}),
            ({"ends": "2026-09-01"}, {"ends": ["Окончание раньше начала."]}),
            ({"ends": "1899-01-01", "starts": ""}, {"ends": ["01.01.1899 — слишком давно. Проверьте год."]}),
            ({"ends": "вчера"}, {"ends": ["Такой даты нет. Введите день, месяц и год, например 12.10.2026."]}),
            ({"hours": "0"}, {"hours": ["Часов бывает от 1 до 3000."]}),
            ({"programme": ""}, {"programme": ["Обязательное поле."]}),
        ],
    )  # fmt: skip
    def test_bad_input_is_told_beside_the_field(self, keeper, place, change, expected):
        answer = keeper.post(add_url(place, "course"), COURSE | change)
        assert errors(answer) == expected
        assert not Course.objects.exists()
        assert "77-12" in answer.content.decode()

    def test_an_unknown_kind_is_no_page(self, keeper, place):
        assert keeper.get(add_url(place, "song")).status_code == 404
        diagnosis = have.diagnosis(place.teacher)
        assert keeper.get(page("proposal_decline", "diagnosis", diagnosis)).status_code == 404


class TestChanging:
    def test_what_somebody_else_saved_is_not_overwritten(self, visit, keeper, place):
        course = have.course(place.teacher)
        url = page("record_edit", "course", course)
        mine = filled(keeper.get(url), programme="Моё")
        theirs = visit(place.coordinator)
        theirs.post(url, filled(theirs.get(url), programme="Чужое"))
        answer = keeper.post(url, mine)
        assert answer.status_code == 409
        course.refresh_from_db()
        assert course.programme == "Чужое"
        keeper.post(url, filled(answer, programme="Моё"))
        course.refresh_from_db()
        assert course.programme == "Моё"

    def test_another_file_takes_the_place_of_the_former(
        self, keeper, place, django_capture_on_commit_callbacks
    ):
        keeper.post(add_url(place, "course"), COURSE | {"upload": sent(name="Первый.pdf")})
        course = Course.objects.get()
        former = course.file
        url = page("record_edit", "course", course)
        data = filled(keeper.get(url))
        assert "Сейчас: «Первый.pdf»." in keeper.get(url).content.decode()
        with django_capture_on_commit_callbacks(execute=True):
            keeper.post(url, data | {"upload": sent(name="Второй.pdf")})
        course.refresh_from_db()
        assert course.file.name == "Второй.pdf"
        assert not StoredFile.objects.filter(pk=former.pk).exists()
        assert not former.path.exists()

    def test_deleting_asks_once_and_takes_the_file(self, keeper, place):
        keeper.post(add_url(place, "course"), COURSE | {"upload": sent()})
        course = Course.objects.get()
        url = page("record_delete", "course", course)
        asked = keeper.get(url).content.decode()
        assert "Удалить запись об обучении «Обновлённые стандарты»?" in asked
        keeper.post(url)
        assert not Course.objects.exists()
        assert not StoredFile.objects.exists()
        assert keeper.post(url).status_code == 404


class TestAttestation:
    def test_the_term_is_told_with_its_reason_and_the_directory_follows(self, keeper, place):
        answer = keeper.post(add_url(place, "attestation"), ATTESTATION)
        assert said(keeper, answer.url) == ["Записано. Первая: установлена после 01.09.2023 — бессрочно."]
        place.teacher.refresh_from_db()
        assert (place.teacher.category, Attestation.objects.get().valid_until) == ("first", None)
        told = AuditEvent.objects.get(record_type="directory.teacher", verb="changed")
        assert (told.changes, told.note) == ({"категория": ["нет", "первая"]}, "по записи об аттестации")

    def test_an_older_one_changes_nothing(self, keeper, place):
        keeper.post(add_url(place, "attestation"), ATTESTATION | {"category": "highest"})
        keeper.post(add_url(place, "attestation"), ATTESTATION | {"decided_on": "2022-03-01", "order_on": ""})
        place.teacher.refresh_from_db()
        assert place.teacher.category == "highest"
        assert Attestation.objects.get(category="first").valid_until == date(2027, 2, 28)

    def test_an_expired_one_and_a_deleted_one_leave_the_directory_as_it_is(self, keeper, place):
        place.teacher.category = "match"
        place.teacher.save()
        keeper.post(add_url(place, "attestation"), ATTESTATION | {"decided_on": "2018-03-01", "order_on": ""})
        place.teacher.refresh_from_db()
        assert place.teacher.category == "match"
        keeper.post(add_url(place, "attestation"), ATTESTATION)
        place.teacher.refresh_from_db()
        assert place.teacher.category == "first"
        latest = Attestation.objects.get(decided_on=date(2026, 10, 20))
        keeper.post(page("record_delete", "attestation", latest))
        place.teacher.refresh_from_db()
        assert place.teacher.category == "first"

    def test_the_directory_never_changes_the_record(self, keeper, place):
        keeper.post(add_url(place, "attestation"), ATTESTATION)
        place.teacher.refresh_from_db()
        place.teacher.category = "highest"
        place.teacher.save()
        assert Attestation.objects.get().category == "first"
        page = keeper.get(reverse("development:card", args=[place.teacher.pk])).content.decode()
        assert "в справочнике — высшая" in page


class TestDiagnosis:
    def test_results_of_four_kinds_in_one_form_lead_on_to_deficits(self, keeper, place):
        answer = keeper.post(add_url(place, "diagnosis"), DIAGNOSIS)
        diagnosis = Diagnosis.objects.get()
        assert answer.url == reverse("development:deficits_open", args=[diagnosis.pk])
        assert [(row.kind, row.level, row.score) for row in diagnosis.results.all()] == [
            ("subject", "none", 91.5), ("methodical", "high", 40), ("communicative", "low", None),
        ]  # fmt: skip

    def test_nothing_found_leads_to_the_card(self, keeper, place):
        answer = keeper.post(
            add_url(place, "diagnosis"), DIAGNOSIS | {"level_methodical": "none", "level_communicative": ""}
        )
        assert answer.url.endswith("#diagnoses")

    def test_percents_stay_between_0_and_100(self, keeper, place):
        change = {"score_methodical": "101"}
        assert errors(keeper.post(add_url(place, "diagnosis"), DIAGNOSIS | change)) == {
            "score_methodical": ["Процент бывает от 0 до 100."],
        }

    def test_percents_alone_are_enough(self, keeper, place):
        keeper.post(add_url(place, "diagnosis"), DIAGNOSIS | {"level_subject": ""})
        result = Diagnosis.objects.get().results.get(kind="subject")
        assert (result.level, result.in_words) == ("", "выполнено 91,5\N{NO-BREAK SPACE}%")

    def test_changed_results_are_told_in_the_journal(self, keeper, place):
        keeper.post(add_url(place, "diagnosis"), DIAGNOSIS)
        url = page("record_edit", "diagnosis", Diagnosis.objects.get())
        data = filled(keeper.get(url))
        assert 'value="91,5"' in keeper.get(url).content.decode()
        keeper.post(url, data | {"level_methodical": "low"})
        told = AuditEvent.objects.get(record_type="development.diagnosis", verb="changed")
        assert list(told.changes) == ["результаты"]
        assert (
            "методические: низкий уровень дефицитов, выполнено 40\N{NO-BREAK SPACE}%"
            in told.changes["результаты"][1]
        )


def test_a_work_is_open_to_colleagues_only_with_consent(keeper, place):
    colleague = make.user_with_role(
        "teacher", municipality=place.municipality,
        teacher=make.TeacherFactory(school=make.SchoolFactory(municipality=place.municipality)),
    )  # fmt: skip
    stranger = make.user_with_role("teacher", municipality=make.MunicipalityFactory())
    data = {
        "kind": "lesson",
        "title": "Урок",
        "made_on": "2026-10-01",
        "published_in": "",
        "url": "",
        "consent_on": "",
    }
    keeper.post(add_url(place, "work"), data | {"upload": sent()})
    work = Work.objects.get()
    assert not StoredFile.objects.visible_to(colleague).exists()
    assert StoredFile.objects.visible_to(place.author).exists()
    work.consent_on = date(2026, 10, 2)
    work.save()
    assert StoredFile.objects.visible_to(colleague).exists()
    assert not StoredFile.objects.visible_to(stranger).exists()
    work.state = "proposed"
    work.save()
    assert not StoredFile.objects.visible_to(colleague).exists()


class TestDeficits:
    @pytest.fixture
    def diagnosis(self, place):
        diagnosis = have.diagnosis(place.teacher)
        diagnosis.results.create(kind="subject", level="low", score=71)
        diagnosis.results.create(kind="methodical", level="high")
        diagnosis.results.create(kind="communicative", level="none")
        return diagnosis

    def test_a_diagnosis_opens_deficits_a_line_each(self, keeper, place, diagnosis):
        subject = make.SubjectFactory(municipality=place.municipality)
        url = reverse("development:deficits_open", args=[diagnosis.pk])
        assert list(keeper.get(url).context["form"].fields) == [
            "words_subject",
            "words_methodical",
            "subject",
        ]
        data = {
            "words_subject": " Анализ  текста \n\nДроби",
            "words_methodical": "Оценивание",
            "subject": subject.pk,
        }
        answer = keeper.post(url, data)
        assert said(keeper, answer.url) == ["Записано: 3 дефицита. По ним можно составить маршрут."]
        found = Deficit.objects.order_by("pk").values_list(
            "kind", "words", "subject", "diagnosis", "found_on"
        )
        assert list(found) == [
            ("subject", "Анализ текста", subject.pk, diagnosis.pk, diagnosis.held_on),
            ("subject", "Дроби", subject.pk, diagnosis.pk, diagnosis.held_on),
            ("methodical", "Оценивание", None, diagnosis.pk, diagnosis.held_on),
        ]
        assert said(keeper, keeper.post(url, data).url) == ["Эти дефициты уже открыты."]
        assert Deficit.objects.count() == 3

    def test_nothing_typed_and_too_long_lines_are_told(self, keeper, diagnosis):
        url = reverse("development:deficits_open", args=[diagnosis.pk])
        assert errors(keeper.post(url, {})) == {"__all__": ["Опишите хотя бы один дефицит."]}
        answer = keeper.post(url, {"words_subject": "а" * 301})
        assert errors(answer) == {"words_subject": ["Одна из строк длиннее 300 знаков. Напишите короче."]}

    def test_a_diagnosis_without_findings_opens_none(self, keeper, place):
        answer = keeper.get(reverse("development:deficits_open", args=[have.diagnosis(place.teacher).pk]))
        assert said(keeper, answer.url) == ["Эта диагностика дефицитов не показала."]

    def test_closing_says_by_what_and_proposes_what_was_done(self, keeper, place):
        deficit = have.deficit(place.teacher)
        have.course(place.teacher, date(2026, 11, 1), programme="Оценивание")
        url = reverse("development:deficit_close", args=[deficit.pk])
        assert "курсы «Оценивание», 01.11.2026" in keeper.get(url).content.decode()
        assert errors(keeper.post(url, {"how": "", "on": "2026-12-31"})) == {
            "how": ["Напишите, чем закрыт дефицит."], "on": ["Этот день ещё впереди."],
        }  # fmt: skip
        early = keeper.post(url, {"how": "курсы", "on": "2026-10-01"})
        assert errors(early) == {"on": ["Дефицит выявлен 12.10.2026: раньше он закрыться не мог."]}
        keeper.post(url, {"how": "курсы", "on": "2026-11-02"})
        deficit.refresh_from_db()
        assert (deficit.closed_on, deficit.closed_how) == (date(2026, 11, 2), "курсы")
        answer = keeper.post(url, {"how": "курсы", "on": "2026-11-02"})
        assert said(keeper, answer.url)[-1] == "Дефицит уже закрыт."
        keeper.post(reverse("development:deficit_reopen", args=[deficit.pk]))
        deficit.refresh_from_db()
        assert (deficit.closed_on, deficit.closed_how) == (None, "")

    def test_a_closed_one_was_found_before(self, keeper, place):
        deficit = have.deficit(place.teacher, closed_on=date(2026, 10, 20), closed_how="курсы")
        url = page("record_edit", "deficit", deficit)
        answer = keeper.post(url, filled(keeper.get(url), found_on="2026-11-01"))
        assert errors(answer) == {"found_on": ["Дефицит закрыт 20.10.2026: выявлен он раньше."]}


class TestProposals:
    def test_a_teacher_proposes_and_the_keeper_takes(self, visit, author, place):
        url = add_url(place, "attestation")
        assert "По желанию" in author.get(url).content.decode()
        author.post(url, ATTESTATION)
        record = Attestation.objects.get()
        assert (record.state, record.proposed_by) == ("proposed", place.author)
        place.teacher.refresh_from_db()
        assert place.teacher.category == ""
        answer = visit(place.coordinator).post(page("proposal_accept", "attestation", record))
        assert answer.url.endswith("#attestations")
        record.refresh_from_db()
        place.teacher.refresh_from_db()
        assert (record.state, place.teacher.category) == ("kept", "first")
        assert author.get(page("record_edit", "attestation", record)).status_code == 403

    def test_one_that_is_not_taken_says_why_and_goes_again_when_mended(self, keeper, author, place):
        author.post(add_url(place, "course"), COURSE)
        record = Course.objects.get()
        url = page("proposal_decline", "course", record)
        assert errors(keeper.post(url, {"why": ""})) == {"why": ["Напишите, почему запись не принята."]}
        keeper.post(url, {"why": "Нет скана"})
        card = author.get(reverse("development:card", args=[place.teacher.pk])).content.decode()
        assert "Почему не принято: Нет скана" in card
        assert said(keeper, keeper.post(url, {"why": "Ещё раз"}).url)[-1] == "Запись уже не принята."
        edit = page("record_edit", "course", record)
        asked = author.get(edit)
        assert "После исправления запись рассмотрят снова." in asked.content.decode()
        author.post(edit, filled(asked, hours=40))
        record.refresh_from_db()
        assert (record.state, record.declined_why, record.hours) == ("proposed", "", 40)
        author.post(page("record_delete", "course", record))
        assert not Course.objects.exists()

    def test_whoever_keeps_the_card_only_writes_it(self, visit, place):
        place.coordinator.teacher = place.teacher
        place.author.teacher = None
        place.author.save()
        place.coordinator.save()
        visit(place.coordinator).post(add_url(place, "course"), COURSE)
        assert Course.objects.get().state == "kept"

    def test_others_propose_nothing(self, visit, place):
        colleague = make.user_with_role(
            "teacher", municipality=place.municipality, teacher=make.TeacherFactory(school=place.school)
        )
        assert visit(colleague).post(add_url(place, "course"), COURSE).status_code == 404
        assert visit(place.author).post(add_url(place, "diagnosis"), DIAGNOSIS).status_code == 403

    def test_taken_twice_is_a_message(self, keeper, place):
        record = have.course(place.teacher, state="proposed", proposed_by=place.author)
        url = page("proposal_accept", "course", record)
        keeper.post(url)
        assert said(keeper, keeper.post(url).url)[-1] == "Запись уже в карточке."
