"""What all printed documents share: the base template, both files, their names and notes, the approval."""

from datetime import UTC, datetime

import pytest
from django.http import Http404
from hypothesis import example, given
from hypothesis import strategies as st

from methodservice.documents.approval import Approved, approved_by_act, approved_by_person
from methodservice.documents.models import FrozenDocument
from methodservice.documents.printing import (
    copy_note,
    document_response,
    docx_of,
    pdf_of,
    print_html,
    printed_response,
)
from methodservice.lib.filenames import file_name
from methodservice.testing import factories as make
from methodservice.testing.printed import Printed
from methodservice.testing.word import WordFile, plain

BASE = "documents/pdf/base.html"
SNAPSHOT = {
    "organisation": ["Управление образования", "Методическая служба"],
    "approval": approved_by_person(post="Начальник управления", signature="А. П. Ким"),
    "heading": "ПЛАН РАБОТЫ",
    "subtitle": "на 2026/27 учебный год",
    "signatures": [
        {"post": "Методист", "name": "М. И. Светлова"},
        {"post": "Секретарь", "name": "В. А. Цой"},
    ],
}
SIGNED = SNAPSHOT | {"check_address": "https://portal.example/check/ABC/", "check_code": "ABC"}


@pytest.mark.parametrize("snapshot", [SNAPSHOT, SIGNED, SNAPSHOT | {"approval": [], "subtitle": ""}])
def test_both_files_say_the_same(snapshot):
    assert WordFile(docx_of(BASE, snapshot)).text == Printed(pdf_of(BASE, snapshot)).text


def test_document_is_read_from_top_to_bottom():
    assert Printed(pdf_of(BASE, SIGNED)).pages == [
        [
            "Управление образования",
            "Методическая служба",
            "УТВЕРЖДАЮ",
            "Начальник управления",
            "__________________ А. П. Ким",
            "«___» _______________ 20___ г.",
            "ПЛАН РАБОТЫ",
            "на 2026/27 учебный год",
            "Методист М. И. Светлова",
            "Секретарь В. А. Цой",
            "Подлинность документа проверяется по адресу",
            "https://portal.example/check/ABC/",
            "Код проверки: ABC",
        ]
    ]


def test_only_a_document_with_an_address_has_a_qr_code():
    assert ["<svg" in print_html(BASE, snapshot) for snapshot in (SNAPSHOT, SIGNED)] == [False, True]


@pytest.mark.parametrize(
    ("word", "line"),
    [
        (Approved.HE, "УТВЕРЖДЕН"),
        (Approved.SHE, "УТВЕРЖДЕНА"),
        (Approved.IT, "УТВЕРЖДЕНО"),
        (Approved.THEY, "УТВЕРЖДЕНЫ"),
    ],
)
def test_approval_by_an_order_agrees_with_the_document(word, line):
    lines = approved_by_act(
        word=word, act="приказом управления образования", date="30 августа 2026 г.", number="77-ОД"
    )
    assert [plain(part) for part in lines] == [
        line, "приказом управления образования", "от 30 августа 2026 г. № 77-ОД"
    ]  # fmt: skip


def test_approval_by_a_person_has_the_date_if_it_is_known():
    lines = approved_by_person(post="Начальник", signature="А. П. Ким", date="30 августа 2026 г.")
    assert plain(lines[-1]) == "30 августа 2026 г."


def test_approval_by_a_person_unknown_leaves_room_for_the_hand_and_the_name():
    lines = approved_by_person(post="Директор", signature="")
    assert [plain(line) for line in lines] == [
        "УТВЕРЖДАЮ", "Директор", f"{'_' * 18} / {'_' * 16}", "«___» _______________ 20___ г."
    ]  # fmt: skip


@pytest.fixture
def request_of_a_person(db, rf):
    request = rf.get("/")
    request.user = make.UserFactory()
    return request


def test_pdf_opens_in_place_and_word_is_saved(request_of_a_person):
    answers = [
        printed_response(request_of_a_person, BASE, SNAPSHOT, name="План № 1", fmt=fmt, note="Черновик.")
        for fmt in ("pdf", "docx")
    ]
    assert [answer["Content-Disposition"] for answer in answers] == [
        "inline; filename*=utf-8''%D0%9F%D0%BB%D0%B0%D0%BD%20%E2%84%96%201.pdf",
        "attachment; filename*=utf-8''%D0%9F%D0%BB%D0%B0%D0%BD%20%E2%84%96%201.docx",
    ]
    assert [answer["Content-Type"].rpartition(".")[2] for answer in answers] == [
        "application/pdf",
        "document",
    ]
    assert answers[0].content == pdf_of(BASE, SNAPSHOT)
    assert answers[1].content == docx_of(BASE, SNAPSHOT, note="Черновик.")


@pytest.mark.parametrize("fmt", ["rtf", "", "PDF", "html"])
def test_other_formats_are_not_there(fmt, request_of_a_person):
    with pytest.raises(Http404):
        document_response(b"", name="План", fmt=fmt)
    with pytest.raises(Http404):
        printed_response(request_of_a_person, BASE, {}, name="План", fmt=fmt)


@given(words=st.text(max_size=300))
@example(words="../../etc/passwd")
@example(words="a\r\nSet-Cookie: b")
@example(words="Ж" * 300)
def test_any_words_make_a_file_name(words):
    name = file_name(words)
    assert 0 < len(name) <= 120
    assert name.isprintable()
    assert not set('\\/:*?"<>|') & set(name)
    assert document_response(b"", name=words, fmt="pdf")["Content-Disposition"].startswith("inline; filename")


def test_file_name_keeps_what_people_read():
    assert file_name('План "РМО" на 2026/27 год: проект.') == "План РМО на 2026-27 год — проект"


def test_copy_names_the_original():
    document = FrozenDocument(
        number="77-ОД", edition=1, check_code="ABC", signed_at=datetime(2026, 10, 12, 9, tzinfo=UTC)
    )
    assert plain(copy_note(document)) == (
        "Копия. Подлинник подписан 12 октября 2026 г., № 77-ОД, проверить: https://portal.example/check/ABC/"
    )
