"""The protocol in Word says what the PDF says; the pages that offer it; what it says of itself."""

from collections import Counter

import pytest
from django.urls import reverse

from associations.documents import EXTRACT, PROTOCOL, extract_snapshot, protocol_snapshot
from associations.models import AgendaItem, Guest, Meeting
from associations.picture import read_meeting
from associations.services.signing import sign_protocol, start_correction
from associations.tests.prints import frozen, meeting_of, with_texts
from methodservice.documents.printing import docx_of, pdf_of
from methodservice.testing import factories as make
from methodservice.testing.meetings import MEETING_DAY
from methodservice.testing.printed import Printed
from methodservice.testing.word import Cell, WordFile, plain

pytestmark = pytest.mark.django_db

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def twins(template, snapshot):
    return Printed(pdf_of(template, snapshot)), WordFile(docx_of(template, snapshot))


def test_protocol_reads_the_same_in_both_files(small):
    Guest.objects.create(meeting=small, name="Лосева Инна Петровна", position="методист", organisation="ИРО")
    AgendaItem.objects.filter(position=1).update(heard="Сказано одно.\nСказано другое.", spoke="Поддержали.")
    printed, word = twins(PROTOCOL, frozen(small, edition=2, reason="неверно указан срок"))
    assert word.text == printed.text
    assert plain(word.document.core_properties.title) == printed.title


def test_draft_reads_the_same_in_both_files(small):
    printed, word = twins(PROTOCOL, protocol_snapshot(read_meeting(small), number=None))
    assert word.text == printed.text


def test_extract_reads_the_same_in_both_files(small):
    printed, word = twins(EXTRACT, extract_snapshot(frozen(small), "1.1", certified_on=MEETING_DAY))
    assert word.text == printed.text


def test_parts_of_the_protocol_have_their_styles(small):
    word = WordFile(docx_of(PROTOCOL, frozen(small)))
    styles = dict(reversed([(text, style) for style, text in word.lines()]))
    assert styles["ПРОТОКОЛ"] == "Title"
    assert styles["ПОВЕСТКА ДНЯ"] == "Заголовок по центру"
    assert styles["1. О вопросе 1"] == "Heading 1"
    assert styles["1.1. Принять предложение 1."] == "Body Text"
    assert word.tables() == [
        [
            [
                Cell("12 октября 2026 г.", "Без отступа"),
                Cell("с. Озёрное", "По центру"),
                Cell("№ 7", "По правому краю"),
            ]
        ],
        [
            [
                Cell("Председатель", "Signature"),
                Cell("", "Signature"),
                Cell("М. И. Светлова", "Имя подписавшего"),
            ],
            [
                Cell("Секретарь", "Signature"),
                Cell("", "Signature"),
                Cell("М. И. Светлова", "Имя подписавшего"),
            ],
        ],
    ]


def test_list_of_forty_is_the_same_cell_by_cell():
    snapshot = frozen(with_texts(meeting_of(40), 10))
    printed, word = twins(PROTOCOL, snapshot)
    header = ["№", "Фамилия, имя, отчество", "Должность", "Организация"]
    people = [
        [str(number), plain(row["name"]), plain(row["position"]), plain(row["organisation"])]
        for number, row in enumerate(snapshot["present"], 1)
    ]
    assert word.texts(-1) == [header, *people]
    repeated = sum(page.count(" ".join(header)) for page in printed.pages) - 1
    assert repeated > 0
    expected = Counter(word.text.split())
    for _ in range(repeated):
        expected.update(" ".join(header).split())
    assert Counter(printed.text.split()) == expected


def test_what_was_typed_is_written_and_never_obeyed(small):
    typed = 'О <img src="a.png"> & <b>плане</b>\x0b\ufffe'
    AgendaItem.objects.update(title=typed)
    assert '1. О <img src="a.png"> & <b>плане</b>' in WordFile(docx_of(PROTOCOL, frozen(small))).text


# Pages


@pytest.fixture
def methodist(small, visit):
    """(user, client)"""
    user = make.user_with_role("methodist", municipality=small.association.municipality)
    return user, visit(user)


def opened(client, route, *args):
    """(answer, file) of a DOCX that a page offers."""
    answer = client.get(reverse(f"associations:{route}", args=[*args, "docx"]))
    assert answer["Content-Type"] == WORD
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    return answer, WordFile(answer.content)


def feet(word):
    [section, *_] = word.document.sections
    return {plain(foot.paragraphs[0].text) for foot in (section.footer, section.first_page_footer)}


def test_copy_of_a_signed_protocol_names_its_original(small, methodist):
    user, client = methodist
    document = sign_protocol(meeting=small, by=user).document
    _, word = opened(client, "protocol_file", small.protocols.get().pk)
    [note] = feet(word)
    assert note.startswith("Копия. Подлинник подписан ")
    assert note.endswith(f" г., № 1, проверить: https://portal.example/check/{document.check_code}/")
    assert word.text == Printed(bytes(document.pdf)).text


def test_copy_of_a_new_edition_names_the_edition(small, methodist):
    user, client = methodist
    sign_protocol(meeting=small, by=user)
    start_correction(meeting=small, reason="Опечатка", by=user)
    second = sign_protocol(meeting=small, by=user)
    _, word = opened(client, "protocol_file", second.pk)
    assert ", № 1, редакция 2, проверить: " in feet(word).pop()


def test_extract_in_word_is_no_copy(small, methodist):
    user, client = methodist
    protocol = sign_protocol(meeting=small, by=user)
    _, word = opened(client, "extract", protocol.pk, "1.1")
    assert "ВЫПИСКА ИЗ ПРОТОКОЛА" in word.text
    assert feet(word) == {""}


def test_draft_says_that_it_is_a_draft(small, methodist):
    _, client = methodist
    answer, word = opened(client, "draft_file", small.pk)
    assert feet(word) == {"Черновик: документ ещё не подписан."}
    assert "№ ____" in word.text
    assert "%D0%A7%D0%B5%D1%80%D0%BD%D0%BE%D0%B2%D0%B8%D0%BA" in answer["Content-Disposition"]
    pdf = client.get(reverse("associations:draft_file", args=[small.pk, "pdf"]))
    assert (pdf["Content-Type"], Printed(pdf.content).text) == ("application/pdf", word.text)


@pytest.mark.parametrize("state", ["planned", "not_held", "signed"])
def test_only_a_protocol_in_work_has_a_draft(small, methodist, state):
    _, client = methodist
    Meeting.objects.filter(pk=small.pk).update(state=state)
    assert client.get(reverse("associations:draft_file", args=[small.pk, "docx"])).status_code == 404


@pytest.mark.parametrize("route", ["protocol_file", "extract", "draft_file"])
def test_other_formats_are_not_there(small, methodist, route):
    user, client = methodist
    keys = [small.pk]
    if route != "draft_file":
        keys = [sign_protocol(meeting=small, by=user).pk, *(["1.1"] if route == "extract" else [])]
    assert client.get(reverse(f"associations:{route}", args=[*keys, "rtf"])).status_code == 404


def test_pages_offer_word_beside_pdf(small, methodist):
    user, client = methodist

    def offered(page):
        html = client.get(page).content.decode()
        return [address for address in (*links, *draft) if f'href="{address}"' in html]

    draft = [reverse("associations:draft_file", args=[small.pk, fmt]) for fmt in ("pdf", "docx")]
    links = []
    assert offered(small.get_absolute_url()) == draft
    protocol = sign_protocol(meeting=small, by=user)
    links = [
        reverse(f"associations:{route}", args=[protocol.pk, *more, fmt])
        for route, more in (("protocol_file", []), ("extract", ["1.1"]))
        for fmt in ("pdf", "docx")
    ]
    assert offered(protocol.get_absolute_url()) == links
    assert offered(reverse("associations:protocol_list", args=[small.association_id])) == links[:2]
