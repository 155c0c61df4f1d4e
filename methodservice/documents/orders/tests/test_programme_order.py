"""Approving a programme: the annex is the document itself."""

import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document

from methodservice.directory.models import RoleKind
from methodservice.documents.files import AGAIN
from methodservice.documents.orders.kinds import kind_of
from methodservice.documents.orders.models import Order
from methodservice.documents.orders.printed import order_snapshot
from methodservice.documents.orders.services.making import AlreadyDrafted, start_order
from methodservice.testing import factories as make
from methodservice.testing.attachments import sent
from methodservice.testing.drafts import acquainted, draft, kind_form, lines_of, plain


@pytest.fixture
def methodist(db):
    municipality = make.MunicipalityFactory(name_genitive="Озёрного района")
    return make.user_with_role(RoleKind.METHODIST, municipality=municipality)


def word_file(*paragraphs: str, rows=(), name="Программа.docx") -> SimpleUploadedFile:
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if rows:
        table = document.add_table(rows=0, cols=len(rows[0]))
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    file = io.BytesIO()
    document.save(file)
    return SimpleUploadedFile(name, file.getvalue())


ANSWERS = {
    "what": "programme",
    "name": "развития методической службы",
    "period": "2026–2028 годы",
    "executors": ["role:schools"],
}


def files(*paragraphs, **options):
    return {"upload": word_file(*(paragraphs or ("Цель программы — рост мастерства.",)), **options)}


def test_the_order_approves_and_names_who_carries_it_out(methodist):
    school = make.SchoolFactory(municipality=methodist.municipality, short_name="МОУ «Школа № 1»")
    teacher = make.TeacherFactory(school=school, surname="Светлова", position="методист")
    order = draft(
        "programme",
        methodist,
        ANSWERS | {"responsible": f"teacher:{teacher.pk}", "in_force": "2026-09-01"},
        files(),
    )
    assert lines_of(order) == [
        "Об утверждении программы развития методической службы на 2026–2028 годы",
        "В целях развития системы образования Озёрного района",
        "1. Утвердить прилагаемую программу развития методической службы на 2026–2028 годы (приложение).",
        "2. Ввести программу в действие с 1 сентября 2026 г.",
        "3. Методисту МОУ «Школа № 1» Светловой М. И. организовать работу по исполнению программы.",
        "4. Руководителям образовательных организаций обеспечить исполнение программы.",
        "5. Контроль за исполнением настоящего приказа оставляю за собой.",
    ]
    assert acquainted(order) == [teacher.full_name]
    assert order.facts == {
        "what": "programme",
        "name": "развития методической службы",
        "period": "2026–2028 годы",
        "in_force": "2026-09-01",
    }


@pytest.mark.parametrize(
    ("what", "title", "point"),
    [
        ("roadmap", "Об утверждении дорожной карты", "Утвердить прилагаемую дорожную карту"),
        ("regulation", "Об утверждении положения", "Утвердить прилагаемое положение"),
        ("plan", "Об утверждении плана", "Утвердить прилагаемый план"),
        (
            "recommendations",
            "Об утверждении методических рекомендаций",
            "Утвердить прилагаемые методические рекомендации",
        ),
    ],
)
def test_words_agree_with_what_is_approved(methodist, what, title, point):
    order = draft("programme", methodist, ANSWERS | {"what": what}, files())
    assert order.title == f"{title} развития методической службы на 2026–2028 годы"
    assert order.points.first().text.startswith(f"{point} развития")


def test_a_period_may_be_typed_with_its_preposition_or_left_out(methodist):
    with_preposition = draft("programme", methodist, ANSWERS | {"period": "на 2027 год"}, files())
    without = draft("programme", methodist, ANSWERS | {"period": ""}, files())
    assert with_preposition.title == "Об утверждении программы развития методической службы на 2027 год"
    assert without.title == "Об утверждении программы развития методической службы"


def test_the_annex_is_the_document_itself(methodist):
    rows = [("№", "Мероприятие"), ("1", "Семинар")]
    order = draft("programme", methodist, ANSWERS, files("Цель — рост.", rows=rows))
    (annex,) = order.annexes.all()
    assert annex.title == "Программа развития методической службы на 2026–2028 годы"
    text, table = annex.blocks
    assert (text["kind"], text["text"]) == ("text", "Цель — рост.")
    cells = [row["cells"] for row in [{"cells": line} for line in table["head"]] + table["rows"]]
    assert [[cell["text"] for cell in row] for row in cells] == [list(row) for row in rows]


def test_the_mark_agrees_and_takes_the_number_of_the_order(methodist):
    order = draft("programme", methodist, ANSWERS | {"what": "regulation"}, files())
    (annex,) = order_snapshot(order, number="12-ОД", on=date(2026, 9, 1))["annexes"]
    assert [plain(line) for line in annex["mark"]] == [
        "Приложение",
        "УТВЕРЖДЕНО",
        "приказом отдела образования администрации Озёрного района",
        "от 01.09.2026 № 12-ОД",
    ]


def test_an_annex_mark_of_another_order_gives_way_to_that_of_this_one(methodist):
    order = draft(
        "programme",
        methodist,
        ANSWERS,
        files("Приложение 1", "к приказу отдела", "от 28.06.2021 № 294", "Цель — рост мастерства."),
    )
    annex = order.annexes.get()
    assert [block["text"] for block in annex.blocks] == ["Цель — рост мастерства."]
    assert plain(order.points.first().doubt) == (
        "«(приложение)» — Прежняя отметка не перенесена: «Приложение 1 к приказу отдела от 28.06.2021 № 294»."
    )


def test_what_was_not_carried_over_is_a_doubt_of_the_point(methodist, monkeypatch):
    from methodservice.documents.annex_content import AnnexContent
    from methodservice.documents.orders.usual import programme

    blocks = [{"kind": "text", "text": "Цель.", "align": "left"}]
    content = AnnexContent(blocks, True, ("Рисунки не перенесены: 2.",))
    monkeypatch.setattr(programme, "content_from_file", lambda content_bytes, name: content)
    order = draft("programme", methodist, ANSWERS, files())
    assert order.points.first().doubt == "«(приложение)» — Рисунки не перенесены: 2."
    assert order.annexes.get().landscape is True


def test_an_order_at_the_beginning_of_the_file_stays_out_of_the_annex(methodist):
    order = draft(
        "programme",
        methodist,
        ANSWERS,
        files(
            "Отдел образования",
            "ПРИКАЗ",
            "01.09.2025 № 45",
            "Об утверждении программы",
            "В целях развития приказываю:",
            "1. Утвердить программу.",
            "Начальник отдела образования Н. П. Ковалёва",
            "Приложение к приказу от 01.09.2025 № 45",
            "Раздел первый говорит о целях.",
        ),
    )
    assert [block["text"] for block in order.annexes.get().blocks] == ["Раздел первый говорит о целях."]
    assert "В приложение эта часть не вошла" in order.points.first().doubt


@pytest.mark.parametrize(
    ("upload", "sentence"),
    [
        (
            sent(),
            "Портал переносит в приложение только DOCX и XLSX. Сохраните документ в одном из этих видов.",
        ),
        (sent(b"not a document", "Программа.docx"), None),
    ],
)
def test_a_file_that_cannot_be_read_is_told_beside_the_field(methodist, upload, sentence):
    form = kind_form("programme", methodist, ANSWERS, {"upload": upload})
    assert not form.is_valid()
    assert set(form.errors) == {"upload"}
    assert sentence is None or form.errors["upload"] == [sentence]


def test_a_file_is_asked_for_again_when_something_else_is_wrong(methodist):
    form = kind_form("programme", methodist, ANSWERS | {"name": ""}, files())
    assert not form.is_valid()
    assert form["upload"].errors == [AGAIN]
    assert form["period"].value() == "2026–2028 годы"


def test_a_foreign_party_is_refused(methodist):
    stranger = make.TeacherFactory()
    form = kind_form("programme", methodist, ANSWERS | {"responsible": f"teacher:{stranger.pk}"}, files())
    assert form.errors["responsible"] == ["Выберите из списка."]


def test_two_clicks_make_one_order(methodist):
    first = draft("programme", methodist, ANSWERS, files())
    with pytest.raises(AlreadyDrafted) as repeat:
        draft("programme", methodist, ANSWERS, files())
    assert repeat.value.order == first
    assert draft("programme", methodist, ANSWERS | {"name": "развития школ"}, files()) != first


def test_the_longest_answers_fit_into_the_order(methodist):
    long = ANSWERS | {"what": "recommendations", "name": "н" * 300, "period": "п" * 100}
    order = draft("programme", methodist, long, files())
    order.full_clean()


def test_an_order_costs_as_much_with_a_long_annex(methodist, django_assert_num_queries):
    def made(rows: int) -> int:
        answers = ANSWERS | {"name": f"из {rows} строк"}
        form = kind_form(
            "programme", methodist, answers, files(rows=[("№", "Мероприятие")] + [("1", "Семинар")] * rows)
        )
        assert form.is_valid()
        facts = kind_of("programme").facts(form)
        with django_assert_num_queries(19):
            return start_order(
                kind=kind_of("programme"), facts=facts, municipality=methodist.municipality, by=methodist
            )

    made(1)
    made(30)
    assert Order.objects.count() == 2
