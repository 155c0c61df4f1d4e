"""The printed protocol as a reader meets it: text, page furniture, fonts, tags."""

import pytest

from associations.documents import EXTRACT, extract_snapshot, protocol_snapshot, render_protocol
from associations.models import AgendaItem, Guest
from associations.picture import read_meeting
from associations.tests.prints import ADDRESS, frozen, meeting_of, with_texts
from methodservice.documents.printing import pdf_of
from methodservice.testing.meetings import MEETING_DAY
from methodservice.testing.printed import Printed

pytestmark = pytest.mark.django_db

FONTS = {"Liberation-Serif": True, "Liberation-Serif-Bold": True}


def test_short_protocol_is_one_page_read_from_top_to_bottom(small):
    Guest.objects.create(meeting=small, name="Лосева Инна Петровна", position="методист", organisation="ИРО")
    printed = Printed(render_protocol(frozen(small)))
    assert len(printed.pages) == 1
    order = [
        "Информационно-методический центр",
        "ПРОТОКОЛ",
        "заседания районного методического объединения учителей математики Озёрного района",
        "12 октября 2026 г. с. Озёрное № 7",
        "Председатель — ",
        "Секретарь — ",
        "Присутствовали: ",
        "Приглашённые: Лосева Инна Петровна, методист, ИРО",
        "Всего членов — 5, присутствуют — 5, кворум имеется.",
        "ПОВЕСТКА ДНЯ",
        "1. О вопросе 1.",
        "1. СЛУШАЛИ:",
        "1. РЕШИЛИ:",
        "1.1. Принять предложение 1.",
        "Голосовали: единогласно (за — 5, против — 0, воздержались — 0).",
        "Председатель М. И. Светлова",
        "Секретарь М. И. Светлова",
        f"Подлинность протокола проверяется по адресу {ADDRESS} Код проверки: ABCDEFGHJKLMNPQR",
    ]
    places = [printed.text.find(words) for words in order]
    assert -1 not in places, order[places.index(-1)]
    assert places == sorted(places)


def test_protocol_is_a_tagged_document_in_russian(small):
    printed = Printed(render_protocol(frozen(small)))
    assert printed.title == (
        "Протокол № 7 заседания районного методического объединения учителей математики "
        "Озёрного района от 12 октября 2026 г."
    )
    assert printed.root["/Lang"] == "ru"
    assert b'pdfuaid:part="1"' in printed.root["/Metadata"].get_data()
    assert (printed.size_mm, printed.fonts) == ((210, 297), FONTS)
    assert (printed.tags()["/H1"], printed.tags()["/H2"], printed.tags()["/Table"]) == (1, 3, 0)
    figures = [element["/Alt"] for element in printed.elements() if element["/S"] == "/Figure"]
    assert figures == ["QR-код: адрес проверки документа"]


def test_long_protocol_is_numbered_from_the_second_page():
    meeting = meeting_of(15, items=8)
    printed = Printed(render_protocol(frozen(with_texts(meeting, 12))))
    assert len(printed.pages) > 3
    assert printed.headers == [[], *([str(n)] for n in range(2, len(printed.pages) + 1))]
    assert printed.fonts == FONTS
    assert [f"{n}. РЕШИЛИ:" in printed.text for n in range(1, 10)] == [True] * 8 + [False]


def test_signatures_never_stand_alone():
    meeting = meeting_of(5, items=2)
    broke_before_signatures = False
    for paragraphs in range(6, 24, 2):
        printed = Printed(render_protocol(frozen(with_texts(meeting, paragraphs))))
        last = printed.pages[-1]
        signature = last.index("Председатель М. И. Светлова")
        assert last[signature + 1] == "Секретарь М. И. Светлова"
        assert signature >= 3, (paragraphs, last)
        broke_before_signatures |= signature < 8 and len(printed.pages) > 1
    assert broke_before_signatures


def test_forty_present_are_an_annex_that_repeats_its_header():
    meeting = meeting_of(40)
    printed = Printed(render_protocol(frozen(meeting)))
    assert "Присутствовали: 40 человек (список прилагается)." in printed.text
    annex = next(number for number, page in enumerate(printed.pages) if page[0] == "Приложение")
    assert " ".join(printed.pages[annex]).startswith("Приложение к протоколу заседания районного")
    assert "от 12 октября 2026 г. № 7 СПИСОК ПРИСУТСТВОВАВШИХ" in " ".join(printed.pages[annex])
    header = "№ Фамилия, имя, отчество Должность Организация"
    assert [header in page for page in printed.pages[annex:]] == [True] * (len(printed.pages) - annex)
    numbers = [
        int(line.split()[0]) for page in printed.pages[annex:] for line in page if line.split()[0].isdigit()
    ]
    assert numbers == list(range(1, 41))
    assert printed.tags()["/TH"] == 4 * (len(printed.pages) - annex)


def test_draft_has_no_number_and_no_check_code(small):
    printed = Printed(render_protocol(protocol_snapshot(read_meeting(small), number=None)))
    assert "№ ____" in printed.text
    assert "проверяется" not in printed.text
    assert printed.tags()["/Figure"] == 0


def test_new_edition_says_why(small):
    printed = Printed(render_protocol(frozen(small, edition=2, reason="неверно указан срок")))
    assert "№ 7 Редакция 2. Основание исправления: неверно указан срок. Председатель" in printed.text


def test_what_was_typed_is_printed_and_never_obeyed(small):
    typed = 'О <img src="http://127.0.0.1/a.png"> & <b>плане</b>'
    AgendaItem.objects.update(title=typed, heard="Ж" * 300)
    printed = Printed(render_protocol(frozen(small)))
    assert f"1. {typed}." in printed.text
    assert "Ж" * 300 in printed.text.replace("Ж Ж", "ЖЖ")


def test_same_snapshot_prints_the_same_bytes(small):
    snapshot = frozen(small)
    assert render_protocol(snapshot) == render_protocol(dict(reversed(snapshot.items())))


def test_extract_prints_one_decision_certified_by_the_secretary(small):
    protocol = frozen(small)
    printed = Printed(pdf_of(EXTRACT, extract_snapshot(protocol, "1.1", certified_on=MEETING_DAY)))
    assert printed.title.startswith("Выписка из протокола № 7 заседания районного")
    assert "ВЫПИСКА ИЗ ПРОТОКОЛА" in printed.pages[0]
    assert "1.1. Принять предложение 1." in printed.pages[0]
    assert printed.pages[0][-6:-3] == ["Верно", "Секретарь М. И. Светлова", "12 октября 2026 г."]
    assert (len(printed.pages), printed.fonts) == (1, FONTS)
