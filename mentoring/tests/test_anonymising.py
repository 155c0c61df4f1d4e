"""A person without a card is anonymised: nothing keeps the name but what is signed; once, when the pairs have ended."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse

from mentoring.documents.closing import closing_snapshot
from mentoring.models import Outsider, OutsiderAct, Pair
from mentoring.rules.anonymising import may_anonymise
from mentoring.services import pairs as services
from mentoring.services.anonymising import anonymise_outsider
from mentoring.views.common import PAIRS
from methodservice.directory import audit
from methodservice.directory.models import AuditEvent
from methodservice.documents.files import keep_file
from methodservice.documents.models import StoredFile
from methodservice.lib.refusals import AlreadyDone, Refused
from methodservice.personal.tests.test_anonymising import places_with
from methodservice.testing import mentoring as made
from methodservice.testing.drafts import plain

TODAY = date(2026, 11, 20)
PDF = b"%PDF-1.4\n%%EOF"


@pytest.fixture
def ended(district, settings, tmp_path) -> Pair:
    """A student's pair that ended and names the student in every way."""
    settings.MEDIA_ROOT = tmp_path
    by = district.methodist
    pair = made.pair(
        district.school, state="active", form="student", mentor=district.mentor, by=by,
        goal="Помочь Вешняк А. начать", outsider=made.student(position="студентка 4 курса"),
    )  # fmt: skip
    services.write_review(pair=pair, by=by, mentor_review="Вешняк растёт", mentee_review="Спасибо")
    pair.sessions.create(held_on=TODAY, about="Урок Вешняк Анны")
    with transaction.atomic():
        scan = keep_file(SimpleUploadedFile("Вешняк.pdf", PDF), municipality=pair.municipality, by=by)
        pair.consents.filter(side="mentee").update(scan=scan)
    audit.record(audit.Verb.CHANGED, by=by, obj=pair.outsider, changes={"фамилия": ["Вешняк", "Вешняк"]})
    services.finish_pair(pair=pair, ended_on=TODAY, result="Вешняк ведёт урок сама", by=by)
    return PAIRS.get(pk=pair.pk)


def address(pair, name="anonymise", *more):
    return reverse(f"mentoring:{name}", args=[pair.pk, *more])


def sent(client, pair, **changes):
    """The form as the page shows it, with the surname typed."""
    found = client.get(address(pair)).context
    return {"surname": "вешняк", "chosen": sorted(found["chosen"])} | changes


@pytest.mark.parametrize(
    ("known", "may", "reason"),
    [
        ({}, True, "Наставничество закончилось, последний день — 20.11.2026."),
        ({"ended_on": None}, True, "Наставничество не состоялось: пара отменена."),
        (
            {"going": ["А — Б"]},
            False,
            "Пара ещё не закончилась. Сначала завершите её, прекратите досрочно или отмените: А — Б",
        ),
        ({"act": "акт № 2026-1"}, False, "уже удалены: акт № 2026-1."),
    ],
)
def test_the_rule_says_why(known, may, reason):
    answer = may_anonymise(**{"act": "", "going": [], "ended_on": TODAY} | known)
    assert answer.may is may
    assert reason in answer.reason


def test_no_table_keeps_the_name(client, district, ended):
    assert len(places_with("ешняк")) >= 4
    answer = client.post(address(ended), sent(client, ended))
    assert answer.url == ended.get_absolute_url()
    assert places_with("ешняк") == set()
    act, person = OutsiderAct.objects.get(), Outsider.objects.get()
    assert (str(person), person.act) == (
        f"Обезличено № {act.number}, данные удалены, Педагогический колледж", act,
    )  # fmt: skip
    pair = PAIRS.get(pk=ended.pk)
    assert (pair.mentor_review, pair.mentee_review, pair.checkups.count()) == ("", "", 0)
    assert (pair.sessions.count(), pair.consents.count(), StoredFile.objects.count()) == (1, 2, 0)
    assert pair.result == f"Обезличено № {act.number} ведёт урок сама"
    assert str(act.number) in closing_snapshot(pair)["facts"][1]["value"]


def test_the_page_shows_that_the_data_are_gone_and_leads_to_the_act(client, district, ended):
    client.post(address(ended), sent(client, ended))
    page = client.get(ended.get_absolute_url())
    text = page.content.decode()
    assert "данные удалены, Педагогический колледж" in text
    assert address(ended, "act", "pdf") in text
    assert address(ended) not in text
    assert page.context["may_review"] is False
    with pytest.raises(Refused, match="отзывов больше не пишут"):
        services.write_review(pair=ended, by=district.methodist, mentor_review="Вешняк")
    assert client.get(address(ended)).url == ended.get_absolute_url()
    assert client.get(address(ended, "act", "docx")).status_code == 200
    assert AuditEvent.objects.about(ended).get(verb="exported").note.startswith("Акт обезличивания")


def test_the_act_tells_of_whom_without_the_name(client, district, ended):
    client.post(address(ended), sent(client, ended))
    said = OutsiderAct.objects.get().snapshot
    assert plain(said["facts"][0]["value"]) == (
        f"студент наставнической пары № {ended.pk} (Школа № 1), инициалы В. А., теперь «Обезличено № 2026-1»"
    )
    assert (
        plain(said["goes"][1])
        == "Наставничество: замеров адаптации — 3, сканов согласий — 1, пар с отзывами — 1."
    )


@pytest.mark.parametrize("surname", ["Вешнякова", ""])
def test_another_surname_changes_nothing(client, ended, surname):
    answer = client.post(address(ended), sent(client, ended, surname=surname))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["surname"])
    assert Outsider.objects.get().surname == "Вешняк"


@pytest.mark.parametrize("surname", ["Вешняк", "ВЕШНЯК"])
def test_a_pair_that_goes_on_is_told_of(client, district, ended, surname):
    """However the name is written there."""
    person = made.student(surname=surname)
    going = made.pair(district.school, form="student", outsider=person, by=district.methodist)
    for pair in (going, ended):
        told = client.get(address(pair), follow=True).context["messages"]
        assert "Пара ещё не закончилась" in str(next(iter(told)))
    with pytest.raises(Refused, match="не закончилась"):
        anonymise_outsider(pair=ended, surname="Вешняк", chosen=set(), by=district.methodist)


def test_the_person_goes_from_all_pairs_at_once(client, district, ended):
    other = made.pair(
        district.school,
        state="cancelled",
        form="student",
        outsider=made.student(surname="вешняк"),
        by=district.methodist,
    )
    assert str(other) in client.get(address(ended)).context["ground"]
    client.post(address(ended), sent(client, ended))
    assert set(Outsider.objects.values_list("act", flat=True)) == {OutsiderAct.objects.get().pk}
    with pytest.raises(AlreadyDone):
        anonymise_outsider(pair=other, surname="Вешняк", chosen=set(), by=district.methodist)


def test_the_name_of_a_partner_goes_and_check_ups_of_the_mentee_stay(client, district):
    pair = made.pair(
        district.school, state="finished", form="partner", mentee=district.mentee, by=district.methodist
    )
    checkups = pair.checkups.count()
    client.post(address(pair), sent(client, pair, surname="Лесных"))
    pair = PAIRS.get(pk=pair.pk)
    assert (pair.mentor_place, pair.mentor_person.position) == ("ООО «Заря»", "данные удалены")
    assert (pair.checkups.count(), str(pair.mentee)) == (checkups, str(district.mentee))


@pytest.mark.parametrize("rows", [1, 30])
def test_the_page_costs_the_same_whatever_names_the_person(client, district, ended, rows, assert_query_count):
    for number in range(rows):
        ended.sessions.create(held_on=TODAY, about=f"Урок {number}, Вешняк")
    assert_query_count(client, address(ended), 193)


def test_only_methodists_of_the_district_may(visit, district, ended):
    client = visit(district.coordinator)
    assert client.get(ended.get_absolute_url()).context["may_anonymise"] is False
    assert client.get(address(ended)).status_code == 403
