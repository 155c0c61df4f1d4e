"""A roadmap from a file: sent, looked at, written into a draft; what cannot be read says why."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from methodservice.directory.models import AuditEvent, RoleKind
from methodservice.lib.officefiles.limits import BOMB, MOST_BYTES, ONLY_TABLES_OR_WORD, TOO_LARGE
from methodservice.lib.officefiles.sniff import LOCKED_FILE, OLD_WORD
from methodservice.lib.tests.test_grids import document, saved
from methodservice.lib.tests.test_officefiles import GOOD, OLE, repacked
from methodservice.testing import factories as make
from methodservice.testing.roadmaps import draft_roadmap, roadmap_in_force
from roadmap.models import Edition, Line, Programme, Reading
from roadmap.services.accepting import NOTHING_CLEAR, NOTHING_NEW
from roadmap.services.reading import ACCEPTED, NO_ACTIVITIES
from roadmap.tests.files import CLEAR, DOUBTFUL, TITLE, head_of, roadmap_file, sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(visit, methodist):
    return visit(methodist)


def url_of(reading):
    return reverse("roadmap:reading", args=[reading.pk])


def press(client, reading, do, **data):
    reading.refresh_from_db()
    head = head_of(reading) if reading.content else {}
    return client.post(url_of(reading), head | {"do": do} | data, follow=True)


def said(response):
    return [str(message) for message in response.context["messages"]]


def actions():
    return [line.action for line in Line.objects.order_by("position")]


def test_a_file_is_shown_and_nothing_is_written_before_it_is_accepted(client):
    page = client.get(url_of(sent(client, roadmap_file())))
    assert page.context["total"] == 2
    assert (page.context["counts"]["clear"], page.context["counts"]["waits"]) == (1, 1)
    assert "Срок не понят: 2." in page.content.decode()
    assert not Programme.objects.exists()


def test_one_click_writes_what_is_clear_and_the_rest_stays(client):
    reading = sent(client, roadmap_file())
    page = press(client, reading, "accept")
    assert actions() == [CLEAR[1]]
    assert said(page) == [
        "В черновик записано: 1\N{NO-BREAK SPACE}пункт. Остались в файле: ждёт проверки 1\N{NO-BREAK SPACE}пункт."
    ]
    assert page.redirect_chain[-1][0] == url_of(reading)
    assert page.context["counts"]["written"] == 1
    event = AuditEvent.objects.get(verb="imported")
    assert event.note == "из файла «Дорожная карта.docx»: 1\N{NO-BREAK SPACE}пункт"


def test_a_row_that_was_looked_at_later_goes_to_its_own_place(client):
    rows = [(str(number), f"Дело {number}", "март 2026", "методисты") for number in range(1, 5)]
    rows[1] = ("2", "Дело 2", "когда получится", "методисты")
    reading = sent(client, roadmap_file(*rows))
    press(client, reading, "accept")
    assert actions() == ["Дело 1", "Дело 3", "Дело 4"]
    page = press(client, reading, "accept", take=["1"])
    assert actions() == ["Дело 1", "Дело 2", "Дело 3", "Дело 4"]
    edition = Edition.objects.get()
    assert page.redirect_chain[-1][0] == edition.get_absolute_url()
    assert list(Line.objects.values_list("position", flat=True)) == [1, 2, 3, 4]
    reading.refresh_from_db()
    assert (reading.accepted, reading.content, reading.answers, reading.notes) == (True, {}, {}, [])


def test_everything_is_written_as_it_is_in_the_file(client):
    reading = sent(client, roadmap_file())
    page = press(client, reading, "all")
    assert [line.cells for line in Line.objects.order_by("position")] == [list(CLEAR), list(DOUBTFUL)]
    assert page.redirect_chain[-1][0] == Edition.objects.get().get_absolute_url()


@pytest.mark.parametrize("do", ["accept", "all"])
def test_a_second_click_is_told_and_led_to_the_same_draft(client, do):
    reading = sent(client, roadmap_file(CLEAR))
    press(client, reading, do)
    for method in (client.post, client.get):
        page = method(url_of(reading), follow=True)
        assert said(page)[-1] == ACCEPTED
        assert page.redirect_chain[-1][0] == Edition.objects.get().get_absolute_url()
    assert Line.objects.count() == 1


def test_a_second_click_on_what_is_clear_is_told(client):
    reading = sent(client, roadmap_file())
    press(client, reading, "accept")
    page = press(client, reading, "accept")
    assert said(page)[-1] == NOTHING_NEW
    assert Line.objects.count() == 1


def test_nothing_clear_is_said_and_ticks_are_kept(client):
    reading = sent(client, roadmap_file(DOUBTFUL, ("3", "Опрос", "потом", "методисты")))
    page = press(client, reading, "accept")
    assert (page.status_code, page.context["error"]) == (422, NOTHING_CLEAR)
    press(client, reading, "head", take=["1"])
    page = client.get(url_of(reading))
    assert page.context["counts"]["taken"] == 1
    assert 'value="1" checked' in " ".join(page.content.decode().split())
    press(client, reading, "head")
    assert client.get(url_of(reading)).context["counts"]["taken"] == 0


def test_other_words_of_a_deadline_are_shown_beside_those_of_the_file(client):
    reading = sent(client, roadmap_file())
    page = press(client, reading, "row-1")
    row_url = reverse("roadmap:reading_row", args=[reading.pk, 1])
    assert page.redirect_chain[-1][0] == row_url
    client.post(row_url, {"do": "take", "c2": "май 2026", "c3": "методисты"})
    page = client.get(url_of(reading))
    assert "Сроки, было: <del>когда получится</del>" in " ".join(page.content.decode().split())
    press(client, reading, "accept")
    assert [line.cells[2] for line in Line.objects.order_by("position")] == ["март 2026", "май 2026"]


def test_other_words_may_be_taken_back(client):
    reading = sent(client, roadmap_file())
    row_url = reverse("roadmap:reading_row", args=[reading.pk, 1])
    client.post(row_url, {"do": "take", "c2": "май 2026", "c3": "методисты"})
    client.post(row_url, {"do": "reset"})
    assert client.get(url_of(reading)).context["counts"]["waits"] == 1


def test_parties_are_chosen_by_hand(client, district):
    school = district.schools.get()
    reading = sent(client, roadmap_file(("1", "Опрос", "март 2026", "кто-нибудь")))
    row_url = reverse("roadmap:reading_row", args=[reading.pk, 0])
    client.post(
        row_url, {"do": "take", "c2": "март 2026", "c3": "кто-нибудь", "parties": [f"school:{school.pk}"]}
    )
    press(client, reading, "accept")
    line = Line.objects.get()
    assert [(party.key, party.by_hand) for party in line.parties.all()] == [(f"school:{school.pk}", True)]
    assert line.responsible == "кто-нибудь"


def test_a_party_of_another_district_is_refused_beside_its_field(client):
    foreign = make.SchoolFactory()
    reading = sent(client, roadmap_file())
    row_url = reverse("roadmap:reading_row", args=[reading.pk, 0])
    page = client.post(row_url, {"do": "take", "c2": "май", "parties": [f"school:{foreign.pk}"]})
    assert page.status_code == 422
    assert "parties" in page.context["form"].errors
    assert page.context["form"]["c2"].value() == "май"


def test_a_row_is_left_out_only_when_it_is_said_and_stays_in_the_file(client):
    reading = sent(client, roadmap_file(CLEAR, ("2", "Опрос", "май 2026", "методисты")))
    client.post(reverse("roadmap:reading_row", args=[reading.pk, 1]), {"do": "out"})
    page = press(client, reading, "all")
    assert actions() == [CLEAR[1]]
    assert "не взято 1\N{NO-BREAK SPACE}пункт" in said(page)[0]
    page = client.get(url_of(reading))
    assert page.context["counts"]["out"] == 1
    client.post(reverse("roadmap:reading_discard", args=[reading.pk]))
    assert not Reading.objects.exists()
    assert actions() == [CLEAR[1]]


def test_a_row_of_the_draft_is_no_longer_changed_here(client):
    reading = sent(client, roadmap_file())
    press(client, reading, "accept")
    answer = client.get(reverse("roadmap:reading_row", args=[reading.pk, 0]), follow=True)
    assert said(answer)[-1] == "Этот пункт уже в черновике."
    assert client.get(reverse("roadmap:reading_row", args=[reading.pk, 99])).status_code == 404


def test_a_period_that_the_file_does_not_say_is_asked_first(client):
    reading = sent(client, roadmap_file(title="План мероприятий"))
    page = client.get(url_of(reading))
    assert "На какой срок документ?" in page.content.decode()
    answer = client.post(url_of(reading), {"do": "accept", "document": "plan", "title": "План"})
    assert answer.status_code == 422
    assert {*answer.context["form"].errors} == {"first", "last"}
    assert not Programme.objects.exists()
    data = {"document": "plan", "title": "План", "first": "2027-01-01", "last": "2027-12-31", "do": "head"}
    page = client.post(url_of(reading), data, follow=True)
    assert page.context["content"].first.year == 2027
    assert page.context["content"].document == "plan"


def test_a_period_that_ends_before_it_begins_is_refused_and_kept_on_the_page(client):
    reading = sent(client, roadmap_file())
    data = head_of(reading) | {"first": "2027-01-01", "last": "2026-01-01", "do": "accept"}
    page = client.post(url_of(reading), data)
    assert page.status_code == 422
    assert page.context["form"].errors["last"] == ["Последний день раньше первого. Проверьте даты."]
    assert page.context["form"]["first"].value() == "2027-01-01"


def test_a_new_period_is_understood_anew(client):
    reading = sent(client, roadmap_file(CLEAR))
    page = client.post(
        url_of(reading),
        head_of(reading) | {"first": "2027-01-01", "last": "2027-12-31", "do": "head"},
        follow=True,
    )
    assert page.context["counts"]["waits"] == 1
    assert "Срок вне периода документа (01.01.2027 – 31.12.2027): 1." in page.content.decode()


def test_the_order_of_the_file_is_kept_for_the_approval(client):
    order = (
        "УПРАВЛЕНИЕ ОБРАЗОВАНИЯ", "ПРИКАЗ", "от 15.01.2026 № 12-ОД", "Об утверждении дорожной карты развития службы",
        "В целях развития службы приказываю:", "1. Утвердить дорожную карту развития службы (Приложение).",
        "2. Контроль за исполнением приказа оставляю за собой.", "Начальник И.И. Иванова",
        "Приложение к приказу управления образования от 15.01.2026 № 12-ОД",
    )  # fmt: skip
    press(client, sent(client, roadmap_file(CLEAR, before=order)), "accept")
    edition = Edition.objects.get()
    assert (edition.order_number, edition.approved_act) == ("12-ОД", "приказом управления образования")
    assert f"{edition.approved_on:%d.%m.%Y}" == "15.01.2026"
    assert edition.is_draft


def test_a_new_edition_goes_on_with_the_items_of_the_one_in_force(client, district, methodist):
    former = roadmap_in_force(district, methodist)
    items = {line.action: line.item_id for line in Line.objects.of(former)}
    rows = [
        ("1", "Консультировать школы", "март 2027", "методисты"),
        ("2", "Новое дело", "март 2027", "методисты"),
        ("3", "Новое дело", "май 2027", "методисты"),
    ]
    upload = roadmap_file(*rows, title="Дорожная карта развития службы на 2027 год")
    reading = sent(client, upload, f"?programme={former.programme_id}")
    page = press(client, reading, "all")
    edition = former.programme.editions.get(number=2)
    assert page.redirect_chain[-1][0] == edition.get_absolute_url()
    assert edition.reason == "По файлу «Дорожная карта.docx»"
    found = [line.item_id for line in Line.objects.of(edition)]
    assert found[0] == items["Консультировать школы"]
    assert not set(found[1:]) & set(items.values())


def test_while_an_edition_is_prepared_no_file_is_taken(client, district, methodist):
    draft = draft_roadmap(district, methodist)
    answer = client.get(reverse("roadmap:upload") + f"?programme={draft.programme_id}", follow=True)
    assert said(answer) == ["Новая редакция уже готовится: файл сюда больше не загрузить."]


def test_a_draft_begun_meanwhile_is_told(client, district, methodist):
    former = roadmap_in_force(district, methodist)
    query = f"?programme={former.programme_id}"
    first, second = (sent(client, roadmap_file(CLEAR), query) for _ in range(2))
    press(client, first, "accept")
    page = press(client, second, "accept")
    assert (page.status_code, page.context["error"]) == (422, "Новая редакция уже готовится.")


def test_after_the_draft_was_deleted_the_file_may_be_written_again(client):
    reading = sent(client, roadmap_file())
    press(client, reading, "accept")
    Line.objects.all().delete()
    Programme.objects.all().delete()
    assert client.get(url_of(reading)).context["counts"]["written"] == 0
    press(client, reading, "accept")
    assert actions() == [CLEAR[1]]


def test_an_approved_draft_gets_no_rows_of_the_file(client):
    reading = sent(client, roadmap_file())
    press(client, reading, "accept")
    Edition.objects.update(
        state="approved", order_number="1", approved_on="2026-01-01", in_force_from="2026-01-01"
    )
    page = press(client, reading, "all")
    assert page.status_code == 422
    assert "менять её нельзя" in page.context["error"]
    assert Line.objects.count() == 1


@pytest.mark.parametrize(
    ("upload", "sentence"),
    [
        (None, "Выберите файл."),
        (SimpleUploadedFile("карта.docx", b""), "Файл пустой. Выберите файл с таблицей."),
        (SimpleUploadedFile("карта.pdf", b"%PDF"), ONLY_TABLES_OR_WORD),
        (SimpleUploadedFile("карта.docx", "Просто текст".encode()), "Файл повреждён"),
        (SimpleUploadedFile("карта.doc", OLE), OLD_WORD),
        (SimpleUploadedFile("карта.docx", OLE + "EncryptedPackage".encode("utf-16-le")), LOCKED_FILE),
        (SimpleUploadedFile("карта.xlsx", repacked(GOOD, **{"bomb.bin": bytes(30_000_000)})), BOMB),
        (SimpleUploadedFile("карта.docx", bytes(MOST_BYTES + 1)), TOO_LARGE),
        (SimpleUploadedFile("карта.docx", b"PK\x03\x04" + bytes(99)), "Файл повреждён"),
        (SimpleUploadedFile("карта.docx", saved(document(before=["Положение о службе"]))), NO_ACTIVITIES),
    ],
)
def test_a_file_that_cannot_be_read_says_why(client, upload, sentence):
    answer = client.post(reverse("roadmap:upload"), {"file": upload} if upload else {})
    assert answer.status_code == 422
    assert answer.context["form"].errors["file"][0].startswith(sentence)
    assert not Reading.objects.exists()


def test_a_table_without_rows_is_no_roadmap(client):
    made = saved(document([["№", "Мероприятие", "Сроки", "Ответственный"]]))
    answer = client.post(reverse("roadmap:upload"), {"file": SimpleUploadedFile("карта.docx", made)})
    assert answer.status_code == 422
    assert not Reading.objects.exists()


def test_hostile_words_of_a_file_are_shown_as_text(client):
    reading = sent(client, roadmap_file(("1", "<script>alert(1)</script>", "март", "{{ user }}")))
    page = client.get(url_of(reading)).content.decode()
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page


def test_a_reading_is_there_for_its_sender_alone_and_while_a_methodist(visit, client, district, methodist):
    reading = sent(client, roadmap_file())
    other = make.user_with_role(RoleKind.METHODIST, municipality=district)
    assert visit(other).get(url_of(reading)).status_code == 404
    methodist.roles.all().delete()
    assert visit(methodist).get(url_of(reading)).status_code == 404


def test_old_readings_of_the_person_are_forgotten(client):
    old = sent(client, roadmap_file())
    Reading.objects.update(uploaded_at=timezone.now() - timedelta(days=15))
    sent(client, roadmap_file())
    assert not Reading.objects.filter(pk=old.pk).exists()
    assert Reading.objects.count() == 1


def test_files_under_review_are_listed(client):
    reading = sent(client, roadmap_file())
    page = client.get(reverse("roadmap:upload"))
    assert url_of(reading) in page.content.decode()


@pytest.mark.parametrize("query", ["?programme=x", "?programme=0", "?programme=99999999999999999999"])
def test_a_programme_that_does_not_exist_is_404(client, query):
    assert client.get(reverse("roadmap:upload") + query).status_code == 404


@pytest.mark.parametrize("rows", [1, 30])
def test_the_pages_cost_the_same_for_one_row_and_for_thirty(client, rows, assert_query_count):
    lines = [(str(number), f"Дело {number}", "март", "методисты") for number in range(rows)]
    reading = sent(client, roadmap_file(*lines))
    assert_query_count(client, url_of(reading), 12)
    assert_query_count(client, reverse("roadmap:reading_row", args=[reading.pk, 0]), 12)


@pytest.mark.parametrize("rows", [1, 30])
def test_the_list_of_files_costs_the_same_for_one_and_for_thirty(client, rows, assert_query_count):
    reading = sent(client, roadmap_file())
    for _ in range(rows - 1):
        reading.pk = None
        reading.save()
    assert_query_count(client, reverse("roadmap:upload"), 4)


def test_the_page_of_the_programme_leads_to_its_files(client, visit, district, methodist):
    upload_url = reverse("roadmap:upload")
    reading = sent(client, roadmap_file())
    press(client, reading, "accept")
    draft = Edition.objects.get()
    assert url_of(reading) in client.get(draft.get_absolute_url()).content.decode()
    press(client, reading, "all")
    assert url_of(reading) not in client.get(draft.get_absolute_url()).content.decode()
    in_force = roadmap_in_force(district, methodist).programme
    assert f"{upload_url}?programme={in_force.pk}" in client.get(in_force.get_absolute_url()).content.decode()
    head = make.user_with_role(RoleKind.DEPARTMENT_HEAD, municipality=district)
    assert upload_url not in visit(head).get(in_force.get_absolute_url()).content.decode()


def test_a_text_that_only_names_a_table_is_not_shown_twice(client):
    page = client.get(url_of(sent(client, roadmap_file())))
    assert [shown.part.kind for shown in page.context["parts"]] == ["roadmap"]


def test_the_title_of_the_document_is_that_of_the_file(client):
    assert sent(client, roadmap_file()).content["title"] == TITLE
