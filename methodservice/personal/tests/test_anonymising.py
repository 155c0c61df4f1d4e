"""Anonymising a card: nothing keeps the name but what is signed; once, for those who may."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.apps import apps
from django.db import connection, connections, models
from django.urls import reverse

from associations.models import AgendaItem, Attendance, Decision, Guest, Membership
from development.models import Course, Deficit, Route
from methodservice.directory import audit
from methodservice.directory.models import AuditEvent, RoleKind, Teacher, User
from methodservice.documents.models import FrozenDocument, Rendering, StoredFile
from methodservice.documents.orders.models import Order, OrderPoint
from methodservice.documents.printing import docx_of, pdf_of
from methodservice.documents.services import freeze
from methodservice.imports.models import ImportFile
from methodservice.lib.refusals import AlreadyDone, Refused
from methodservice.personal.acts import ACT
from methodservice.personal.mentions import doubtful, finder_of, place_of
from methodservice.personal.models import Anonymisation, Consent
from methodservice.personal.services.anonymising import anonymise
from methodservice.personal.services.consents import give
from methodservice.testing import development as made
from methodservice.testing import factories as make
from methodservice.testing.attachments import sent
from methodservice.testing.printed import Printed
from methodservice.testing.word import WordFile

LEFT = date(2026, 6, 1)
STEM = "аворонк"


def places_with(stem: str) -> set[str]:
    """Tables where any text or JSON holds the stem, in whatever case; read as the database keeps them."""
    found = set()
    for model in apps.get_models(include_auto_created=True):
        columns = [
            field.column
            for field in model._meta.concrete_fields
            if isinstance(field, models.CharField | models.TextField | models.JSONField)
        ]
        if not columns:
            continue
        with connection.cursor() as cursor:
            names = ", ".join(f'"{column}"' for column in columns)
            cursor.execute(f'SELECT {names} FROM "{model._meta.db_table}"')  # noqa: S608 — names of our own models
            text = repr(cursor.fetchall()).lower()
        escaped = json.dumps(stem)[1:-1].lower()
        if stem in text or escaped in text or escaped.replace("\\", "\\\\") in text:
            found.add(model._meta.label_lower)
    return found


@pytest.fixture
def gone(district):
    """The person has left, and is named in every way that the portal knows."""
    person, by, place = district.person, district.methodist, district.municipality
    person.left_on, person.born_on, person.category = LEFT, date(1980, 5, 5), "first"
    person.declined = {"genitive": {"surname": "Жаворонковой"}}
    person.save()
    person.subjects.add(make.SubjectFactory(municipality=place))
    audit.record(audit.Verb.CREATED, by=by, obj=person, changes={"фамилия": ["—", "Жаворонкова"]})
    audit.record(audit.Verb.CHANGED, by=by, obj=district.account, note="Жаворонкова сменила пароль")
    give(
        teacher=person, kind="processing", given_on=LEFT, by=by, note="Жаворонкова А. Ю.",
        upload=sent(name="Жаворонкова.pdf"),
    )  # fmt: skip
    association = make.AssociationFactory(municipality=place)
    membership = make.MembershipFactory(association=association, teacher=person, ends=LEFT)
    audit.record(audit.Verb.CREATED, by=by, obj=membership)
    meeting = make.MeetingFactory(association=association, theme="Опыт Жаворонковой А. Ю.", chair=person)
    Attendance.objects.create(meeting=meeting, teacher=person, status="present")
    item = AgendaItem.objects.create(meeting=meeting, position=1, title="Слушали А.Ю. ЖАВОРОНКОВУ")
    Decision.objects.create(item=item, position=1, text="Поддержать Жаворонкову", responsible=person)
    Guest.objects.create(meeting=meeting, name="Жаворонкова Алла Юрьевна")
    make.ParticipantFactory(
        event=make.EventFactory(association=association), teacher=person, topic="Опыт Жаворонковой"
    )
    made.course(person, file=_stored(place, by))
    made.deficit(person, diagnosis=made.diagnosis(person, note="Жаворонкова А. Ю. справилась"))
    made.route(person)
    order = Order.objects.create(
        municipality=place, kind="blank", title="О Жаворонковой А. Ю.", made_by=by,
        facts={"кто": ["Жаворонкова Алла Юрьевна"]},
    )  # fmt: skip
    OrderPoint.objects.create(
        order=order,
        position=1,
        executor="Жаворонковой А. Ю.",
        executor_key=f"teacher:{person.pk}",
        text="отчёт",
    )
    file = ImportFile.objects.create(municipality=place, uploaded_by=by, kind="teachers", name="Кадры.xlsx")
    file.rows.create(
        number=1,
        state="changed",
        label="Жаворонкова Алла Юрьевна",
        changes={"фамилия": ["Жаворонкова", "Иная"]},
    )
    Rendering.objects.create(requested_by=by, key="0" * 64, name="Проект", html="Жаворонкова А. Ю.")
    return person


def _stored(place, by) -> StoredFile:
    return make.StoredFileFactory(municipality=place, name="Удостоверение Жаворонковой.pdf", uploaded_by=by)


def all_doubtful(person) -> set[str]:
    person = Teacher.objects.select_related("school__municipality").get(pk=person.pk)
    return {mention.key for mention in doubtful(place_of(person), finder_of(person))}


def do(district, person, **options):
    given = {"surname": "Жаворонкова", "chosen": all_doubtful(person), "by": district.methodist, **options}
    return anonymise(teacher=person, **given)


def test_no_table_keeps_the_name_but_the_signed_documents(district, gone):
    freeze(
        municipality=district.municipality, kind="protocol", number="1", date=LEFT, title="Протокол",
        snapshot={"chair": "Жаворонкова А. Ю."}, render=lambda snapshot: b"%PDF", by=district.methodist,
    )  # fmt: skip
    assert len(places_with(STEM)) > 10
    do(district, gone)
    assert places_with(STEM) == {"documents.frozendocument"}
    assert FrozenDocument.objects.get().snapshot["chair"] == "Жаворонкова А. Ю."


def test_the_card_keeps_what_figures_count_by(district, gone):
    gone.hired_on = date(2010, 9, 1)
    gone.save()
    act = do(district, gone)
    gone.refresh_from_db()
    assert gone.full_name == gone.short_name == f"Обезличено № {act.number}"
    assert (gone.gender, gone.category, gone.born_on, gone.declined) == ("", "", None, {})
    assert not gone.subjects.exists()
    assert (gone.hired_on, gone.left_on, gone.position) == (date(2010, 9, 1), LEFT, "учитель химии")


def test_the_account_is_closed_for_ever_and_unlinked(district, gone):
    do(district, gone)
    account = User.objects.get(pk=district.account.pk)
    assert (account.is_active, account.teacher, account.email) == (False, None, "")
    assert account.username == f"anonymised-{account.pk}"
    assert not account.has_usable_password()


def test_development_and_scans_are_deleted_and_facts_of_associations_stay(district, gone):
    do(district, gone)
    assert not any(model.objects.exists() for model in (Course, Deficit, Route, StoredFile))
    assert Membership.objects.get().teacher == gone
    consent = Consent.objects.get()
    assert (consent.given_on, consent.note, consent.file) == (LEFT, "", None)


def test_the_journal_keeps_that_something_was_done_without_the_words(district, gone):
    do(district, gone)
    made_card = AuditEvent.objects.about(gone).get(verb="created")
    assert made_card.changes == {"фамилия": ["обезличено", "обезличено"]}
    assert made_card.record_label.startswith("Обезличено № ")
    last = AuditEvent.objects.about(gone).first()
    assert last.note.startswith("карточка обезличена, акт № ")
    assert last.actor == district.methodist


def test_a_bare_surname_of_somebody_else_stays_when_the_box_is_not_checked(district, gone):
    do(district, gone, chosen=set())
    assert Decision.objects.get().text == "Поддержать Жаворонкову"
    assert AgendaItem.objects.get().title.startswith("Слушали Обезличено № ")


def test_a_namesake_keeps_the_texts(district, gone):
    make.TeacherFactory(
        school=district.school, surname="Жаворонкова", given_name="Анна", patronymic="Юрьевна"
    )
    do(district, gone, chosen=set())
    assert Order.objects.get().title == "О Жаворонковой А. Ю."
    assert Guest.objects.get().name.startswith("Обезличено № ")


def test_texts_of_other_districts_are_not_touched(district, gone):
    other = make.MeetingFactory(theme="Опыт Жаворонковой А. Ю.")
    do(district, gone)
    other.refresh_from_db()
    assert other.theme == "Опыт Жаворонковой А. Ю."


def test_a_former_surname_goes_too(district, gone):
    audit.record(
        audit.Verb.CHANGED, by=district.methodist, obj=gone, changes={"фамилия": ["Чижова", "Жаворонкова"]}
    )
    meeting = make.MeetingFactory(
        association__municipality=district.municipality, theme="Доклад Чижовой А. Ю."
    )
    do(district, gone)
    meeting.refresh_from_db()
    assert meeting.theme.startswith("Доклад Обезличено № ")


class TestWhoAndWhen:
    def test_who_works_and_did_not_revoke_stays(self, district):
        with pytest.raises(Refused, match="кто уволился или отозвал согласие"):
            do(district, district.person)

    def test_revoking_is_a_ground_and_ends_memberships(self, district):
        Consent.objects.create(teacher=district.person, kind="processing", given_on=LEFT, revoked_on=LEFT)
        membership = make.MembershipFactory(
            association__municipality=district.municipality, teacher=district.person
        )
        act = do(district, district.person)
        membership.refresh_from_db()
        assert membership.ends == act.done_on
        district.person.refresh_from_db()
        assert district.person.left_on == act.done_on

    def test_another_surname_confirms_nothing(self, district, gone):
        with pytest.raises(Refused, match="не совпадает"):
            do(district, gone, surname="Жаворонков")
        assert not Anonymisation.objects.exists()
        assert do(district, gone, surname=" жаворонкова ")

    def test_the_second_time_is_told(self, district, gone):
        do(district, gone)
        with pytest.raises(AlreadyDone, match="уже обезличена"):
            anonymise(teacher=gone, surname="Жаворонкова", chosen=set(), by=district.methodist)

    def test_an_administrators_account_is_not_a_methodists_to_close(self, district, gone):
        make.RoleFactory(user=district.account, kind=RoleKind.PORTAL_ADMIN)
        with pytest.raises(Refused, match="закрыть не можете"):
            do(district, gone)

    def test_numbers_run_within_the_year(self, district, gone):
        other = make.TeacherFactory(school=district.school, surname="Синицына", left_on=LEFT)
        first = do(district, gone)
        second = do(district, other, surname="Синицына")
        year = first.done_on.year
        assert (first.number, second.number) == (f"{year}-1", f"{year}-2")


class TestPages:
    def test_the_page_says_what_goes_and_does_it_after_the_surname(self, district, gone, visit):
        client, url = visit(district.methodist), reverse("personal:anonymise", args=[gone.pk])
        page = client.get(url)
        assert page.context["ground"] == "Педагог уволен, последний рабочий день — 01.06.2026."
        assert page.context["chosen"] == {mention.key for mention in page.context["mentions"]}
        assert page.context["sure"] > 5
        wrong = client.post(url, {"surname": "Иная", "chosen": list(page.context["chosen"])[:1]})
        assert wrong.status_code == 422
        assert len(wrong.context["chosen"]) == 1
        answer = client.post(
            url, {"surname": "Жаворонкова", "chosen": list(page.context["chosen"])}, follow=True
        )
        assert "Карточка обезличена. Акт № " in answer.text
        again = client.post(url, {"surname": "Жаворонкова"}, follow=True)
        assert "Карточка уже обезличена" in again.text

    def test_an_emptied_card_is_edited_no_more_and_not_in_the_register(self, district, gone, visit):
        do(district, gone)
        client = visit(district.methodist)
        card = client.get(reverse("directory:teacher", args=[gone.pk]))
        assert not card.context["may_edit"]
        assert client.get(reverse("directory:teacher_edit", args=[gone.pk])).status_code == 403
        assert client.get(reverse("directory:teacher_return", args=[gone.pk])).status_code == 403
        for state, expected in (("", []), ("left", []), ("all", []), ("anonymised", [gone.pk])):
            page = client.get("/directory/teachers/", {"state": state}).context["page"]
            assert [teacher.pk for teacher in page] == expected, state

    def test_a_person_of_the_same_name_can_be_added_afterwards(self, district, gone):
        do(district, gone)
        make.TeacherFactory(
            school=district.school, surname="Жаворонкова", given_name="Алла", patronymic="Юрьевна"
        )

    def test_the_act_prints_without_the_name(self, district, gone):
        act = do(district, gone)
        for text in (Printed(pdf_of(ACT, act.snapshot)).text, WordFile(docx_of(ACT, act.snapshot)).text):
            words = " ".join(text.split())
            assert "Жаворонк" not in words
            assert "инициалы Ж. А. Ю." in words
            assert act.number in words
            assert "Педагог уволен" in words
            journal = AuditEvent.objects.about(gone).filter(verb="changed").first()
            for named in ("Адрес", "поручению", "Бумажные", f"№ {journal.pk},"):
                assert named in words

    def test_the_act_never_changes(self, district, gone):
        act = do(district, gone)
        with pytest.raises(Exception, match="не меняется"):
            Anonymisation.objects.filter(pk=act.pk).update(number="1")


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_is_told(district):
    person = make.TeacherFactory(school=district.school, surname="Синицына", left_on=LEFT)
    start = Barrier(2)

    def run(_):
        start.wait()
        try:
            return anonymise(teacher=person, surname="Синицына", chosen=set(), by=district.methodist).number
        except AlreadyDone:
            return "told"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(run, range(2)))
    assert len(answers) == 2
    assert answers[1] == "told"
    assert Anonymisation.objects.count() == 1
