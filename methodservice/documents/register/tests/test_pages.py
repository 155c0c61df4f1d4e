"""The register on the screen: what is shown, found, downloaded; documents entered by hand."""

from datetime import date

import pytest
from django.urls import reverse

from methodservice import registries
from methodservice.directory.models import AuditEvent
from methodservice.documents.models import FrozenDocument, NumberMask, RegisterEntry, StoredFile
from methodservice.documents.register.by_hand import SIGNED_HERE
from methodservice.documents.register.forms import entries as form_words
from methodservice.documents.register.services import NO_REASON, not_signing_on
from methodservice.documents.register.tests.conftest import TODAY
from methodservice.lib.attachments import WRONG_TYPE
from methodservice.lib.stale import SENTENCE
from methodservice.lib.typography import NBSP
from methodservice.testing import factories as make
from methodservice.testing.attachments import PDF, sent
from methodservice.testing.forms import filled
from methodservice.testing.worlds.register import entry_of

pytestmark = pytest.mark.django_db
LIST, ADD = "/documents/register/", "/documents/register/add/"


@pytest.fixture
def signatory(district):
    return make.SignatoryFactory(municipality=district, starts=date(2026, 2, 1))


def frozen(district, by, number="3") -> FrozenDocument:
    return FrozenDocument.objects.create(
        municipality=district, kind="order", number=number, date=TODAY, title="Приказ", snapshot={},
        pdf=PDF, sha256="a" * 64, check_code=f"CHECK{number:A>11}", signed_by=by,
    )  # fmt: skip


def shown(answer) -> list[str]:
    return [entry.number for entry, _ in answer.context["rows"]]


def messages_of(answer) -> list[str]:
    return [str(message) for message in answer.context["messages"]]


@pytest.mark.parametrize("rows", [1, 30])
def test_the_list_costs_the_same_for_one_row_and_for_thirty(
    visit, district, methodist, rows, assert_query_count
):
    for number in range(1, rows + 1):
        document = frozen(district, methodist, str(number))
        entry_of(district, methodist, number=str(number), ordinal=number, document=document)
    assert_query_count(visit(methodist), LIST, 8)


@pytest.fixture
def several(district, methodist, signatory):
    """Five entries of two years."""
    entry_of(district, methodist, number="1-ОД", ordinal=1, on=date(2025, 3, 3), title="О кружках")
    entry_of(district, methodist, number="1-ОД", ordinal=1, on=date(2026, 3, 3), signatory=signatory)
    entry_of(district, methodist, number="2-ОД", ordinal=2, on=date(2026, 4, 4), annulled="Ошибка")
    entry_of(district, methodist, number="10-ОД", ordinal=10, on=date(2026, 5, 5), title="Об аттестации")
    entry_of(district, methodist, kind="note", number="7", ordinal=7, on=date(2026, 6, 6), title="О проверке")
    stranger = make.MunicipalityFactory()
    entry_of(stranger, methodist, number="99")


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        ("", ["7", "10-ОД", "2-ОД", "1-ОД", "1-ОД"]),
        ("sort=number", ["1-ОД", "1-ОД", "2-ОД", "7", "10-ОД"]),
        ("sort=-number&kind=order", ["10-ОД", "2-ОД", "1-ОД", "1-ОД"]),
        ("kind=note", ["7"]),
        ("year=2025", ["1-ОД"]),
        ("q=№ 10-од", ["10-ОД"]),
        ("q=АТТЕСТАЦИИ", ["10-ОД"]),
        ("since=2026-04-04&until=2026-05-05", ["10-ОД", "2-ОД"]),
        ("since=вчера&kind=note", ["7"]),
        ("state=annulled", ["2-ОД"]),
        ("state=valid&year=2026", ["7", "10-ОД", "1-ОД"]),
    ],
)
def test_the_register_is_filtered_and_sorted(visit, department, several, asked, numbers):
    assert shown(visit(department).get(f"{LIST}?{asked}")) == numbers


def test_the_register_is_filtered_by_who_signed(visit, department, several, signatory):
    assert shown(visit(department).get(f"{LIST}?signatory={signatory.pk}")) == ["1-ОД"]
    foreign = make.SignatoryFactory()
    answer = visit(department).get(f"{LIST}?signatory={foreign.pk}")
    assert "signatory" in answer.context["form"].errors


def test_what_is_shown_is_downloaded(visit, methodist, several):
    answer = visit(methodist).get(f"{LIST}?kind=order&year=2026&export=csv")
    lines = answer.getvalue().decode("utf-8-sig").splitlines()
    assert [line.split(";")[:4] for line in lines] == [
        ["Дата", "Вид", "Номер", "Название"],
        ["05.05.2026", "приказ", "10-ОД", "Об аттестации"],
        ["04.04.2026", "приказ", "2-ОД", "О проведении олимпиады"],
        ["03.03.2026", "приказ", "1-ОД", "О проведении олимпиады"],
    ]
    assert AuditEvent.objects.get(verb="exported").note == "Реестр документов: CSV, строк: 3"


def test_a_number_out_of_the_order_of_days_is_asked_about_once(visit, district, methodist):
    entry_of(district, methodist, number="4", ordinal=4, on=date(2026, 9, 20))
    client = visit(methodist)
    data = filled(client.get(ADD), date="2026-09-10", title="О конкурсе")
    answer = client.post(ADD, data)
    (note,) = answer.context["form"].non_field_errors()
    assert note == (
        f"Приказ №{NBSP}4 датирован более поздним днём: 20.09.2026. "
        "Если так и должно быть, нажмите «Внести в реестр» ещё раз."
    )
    assert answer.context["form"]["title"].value() == "О конкурсе"
    client.post(ADD, filled(answer))
    assert RegisterEntry.objects.get(number="5").date == date(2026, 9, 10)


def test_a_download_costs_the_same_for_one_row_and_for_thirty(visit, district, methodist):
    client = visit(methodist)
    counts = []
    for number in range(1, 31):
        entry_of(district, make.UserFactory(municipality=district), number=str(number), ordinal=number)
        if number in (1, 30):
            client.get(f"{LIST}?export=xlsx").getvalue()
            counts.append(client.queries)
    assert counts == [7, 7]


def test_an_empty_register_says_what_to_do(visit, methodist, department):
    assert "Изданное вне портала внесите вручную." in visit(methodist).get(LIST).content.decode()
    answer = visit(department).get(LIST).content.decode()
    assert "Реестр пуст" in answer
    assert ADD not in answer


def test_a_row_leads_to_the_document_or_to_the_entry(visit, district, methodist, monkeypatch):
    monkeypatch.setitem(
        registries.document_pages, "order", lambda rows: {row.pk: f"/order/{row.number}/" for row in rows}
    )
    signed = entry_of(district, methodist, number="3", ordinal=3, document=frozen(district, methodist))
    by_hand = entry_of(district, methodist, number="4", ordinal=4)
    rows = visit(methodist).get(f"{LIST}?sort=number").context["rows"]
    assert rows == [(signed, "/order/3/"), (by_hand, by_hand.get_absolute_url())]


def test_the_menu_offers_the_register_to_the_staff_of_the_district(visit, district, methodist):
    teacher = make.user_with_role("teacher", municipality=district)
    (item,) = [item for item in registries.menu if item.url_name == "register:list"]
    assert (item.may_open(methodist), item.may_open(teacher)) == (True, False)
    assert visit(teacher).get(LIST).status_code == 403


def test_a_signed_entry_shows_its_hash_and_where_to_check(visit, district, department, methodist):
    entry = entry_of(district, methodist, number="3", ordinal=3, document=frozen(district, methodist))
    client = visit(department)
    page = client.get(entry.get_absolute_url()).content.decode()
    assert "a" * 64 in page
    assert "https://portal.example/check/CHECKAAAAAAAAAA3/" in page
    assert reverse("register:edit", args=[entry.pk]) not in page
    answer = client.get(reverse("register:pdf", args=[entry.pk]))
    assert (answer.content, answer.headers["Content-Type"]) == (PDF, "application/pdf")


def test_what_was_entered_by_hand_has_no_pdf_of_the_portal(visit, district, methodist):
    entry = entry_of(district, methodist)
    assert visit(methodist).get(reverse("register:pdf", args=[entry.pk])).status_code == 404


def test_a_document_is_entered_with_the_next_number(visit, methodist, signatory):
    client = visit(methodist)
    page = client.get(ADD)
    assert page.context["form"].next_words == "Следующий приказ получит номер 1."
    data = filled(page, title="О конкурсе", signatory=signatory.pk, note="Подлинник в папке 01-05")
    answer = client.post(ADD, data | {"upload": sent()}, follow=True)
    assert messages_of(answer) == ["Документ внесён в реестр."]
    entry = RegisterEntry.objects.get()
    assert (entry.number, entry.ordinal, entry.date, entry.title, entry.note) == (
        "1", 1, TODAY, "О конкурсе", "Подлинник в папке 01-05",
    )  # fmt: skip
    assert entry.signed_as == f"Начальник отдела образования Н.{NBSP}П.{NBSP}Ковалёва"
    assert entry.file.path.read_bytes() == PDF
    assert client.get(entry.file.get_absolute_url()).getvalue() == PDF
    assert AuditEvent.objects.about(entry).get().verb == "created"


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("kind=note&date=2026-05-05", "Следующая справка получит номер 1."),
        ("kind=order&date=2025-05-05", "Следующий приказ получит номер 1-ОД."),
        ("kind=order&date=завтра", ""),
        ("kind=plan&date=2026-05-05", ""),
    ],
)
def test_the_next_number_follows_the_kind_and_the_date(visit, district, methodist, asked, words):
    NumberMask.objects.create(municipality=district, kind="order", year=2025, mask="{n}-ОД")
    answer = visit(methodist).get(f"{ADD}?{asked}", headers={"HX-Request": "true"})
    assert (answer.context["next_words"], [part.name for part in answer.templates]) == (
        words, ["register/_next.html"],
    )  # fmt: skip


def refused(visit, methodist, **changes) -> dict:
    client = visit(methodist)
    answer = client.post(ADD, filled(client.get(ADD), title="О конкурсе", **changes))
    assert answer.status_code == 422
    assert answer.context["form"]["title"].value() == "О конкурсе"
    return answer.context["form"].errors


def test_bad_input_is_told_beside_the_field(visit, district, methodist, signatory):
    entry_of(district, methodist, number="1", ordinal=1, title="О комиссии")
    assert refused(visit, methodist, date="2026-11-21") == {"date": [form_words.NOT_YET]}
    assert refused(visit, methodist, date="0026-11-21") == {"date": [form_words.TOO_EARLY]}
    assert refused(visit, methodist, number="№1") == {
        "number": ["Номер 1 уже занят: Приказ № 1 от 12.10.2026, «О комиссии»."]
    }
    assert refused(visit, methodist, upload=sent(b"MZ", "скан.pdf.exe")) == {"upload": [WRONG_TYPE]}
    day = not_signing_on(signatory, date(2026, 1, 31))
    assert refused(visit, methodist, signatory=signatory.pk, date="2026-01-31") == {"signatory": [day]}
    foreign = make.SignatoryFactory()
    assert list(refused(visit, methodist, signatory=foreign.pk)) == ["signatory"]
    assert (RegisterEntry.objects.count(), StoredFile.objects.count()) == (1, 0)


def test_a_second_click_enters_nothing(visit, methodist):
    client = visit(methodist)
    data = filled(client.get(ADD), title="О конкурсе")
    client.post(ADD, data)
    answer = client.post(ADD, data, follow=True)
    assert messages_of(answer)[-1] == "Этот документ уже внесён под № 1."
    assert RegisterEntry.objects.count() == 1


def test_words_and_scan_are_corrected(visit, take, methodist):
    entry = take()
    url = reverse("register:edit", args=[entry.pk])
    client = visit(methodist)
    client.post(url, filled(client.get(url), title="О конкурсе чтецов") | {"upload": sent()})
    first = RegisterEntry.objects.get().file
    client.post(url, filled(client.get(url), note="Замена") | {"upload": sent(name="Скан 2.pdf")})
    entry = RegisterEntry.objects.get()
    assert (entry.number, entry.title, entry.note, entry.file.name) == (
        "1", "О конкурсе чтецов", "Замена", "Скан 2.pdf",
    )  # fmt: skip
    assert list(StoredFile.objects.all()) == [entry.file]
    assert entry.file != first
    changed = AuditEvent.objects.about(entry).filter(verb="changed").order_by("pk").first()
    assert changed.changes == {
        "название": ["О конкурсе", "О конкурсе чтецов"],
        "скан": ["—", "Приказ № 5.pdf"],
    }


def test_what_somebody_else_saved_is_not_overwritten(visit, take, methodist):
    entry = take()
    url = reverse("register:edit", args=[entry.pk])
    client = visit(methodist)
    data = filled(client.get(url), title="О конкурсе чтецов")
    RegisterEntry.objects.update(title="О конкурсе певцов")
    answer = client.post(url, data)
    assert answer.status_code == 409
    (clash,) = answer.context["form"].clashes
    assert (clash.saved, clash.typed) == ("О конкурсе певцов", "О конкурсе чтецов")
    assert SENTENCE not in answer.context["form"].errors
    assert RegisterEntry.objects.get().title == "О конкурсе певцов"


def test_an_entry_is_annulled_with_a_reason(visit, take, methodist):
    entry = take()
    url = reverse("register:annul", args=[entry.pk])
    client = visit(methodist)
    answer = client.post(url, {"reason": " "})
    assert (answer.status_code, answer.context["form"].errors) == (422, {"reason": [NO_REASON]})
    answer = client.post(url, {"reason": "Внесён дважды"}, follow=True)
    assert messages_of(answer) == ["Запись аннулирована."]
    assert "Внесён дважды" in answer.content.decode()
    assert RegisterEntry.objects.get().annulled == "Внесён дважды"
    answer = client.post(url, {"reason": "Ещё раз"}, follow=True)
    assert messages_of(answer) == ["Запись уже аннулирована."]


@pytest.mark.parametrize("page", ["edit", "annul"])
def test_what_was_signed_on_the_portal_is_not_corrected_here(visit, district, methodist, page):
    entry = entry_of(district, methodist, document=frozen(district, methodist))
    url = reverse(f"register:{page}", args=[entry.pk])
    answer = visit(methodist).post(url, {"title": "Другое", "reason": "Лишний"}, follow=True)
    assert messages_of(answer) == [SIGNED_HERE]
    entry.refresh_from_db()
    assert (entry.title, entry.annulled) == ("О проведении олимпиады", "")


def test_a_scan_is_read_by_whoever_reads_the_register(visit, take, district, methodist, department):
    entry = take()
    url = reverse("register:edit", args=[entry.pk])
    client = visit(methodist)
    client.post(url, filled(client.get(url)) | {"upload": sent()})
    address = RegisterEntry.objects.get().file.get_absolute_url()
    assert visit(department).get(address).getvalue() == PDF
    for stranger in (
        make.user_with_role("teacher", municipality=district),
        make.user_with_role("methodist", municipality=make.MunicipalityFactory()),
    ):
        assert visit(stranger).get(address).status_code == 404
