"""The small language of drafts: title, preamble, numbered points, executors, deadlines, control, doubts."""

import pytest
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from methodservice.documents.orders.drafts import (
    BrokenTemplate,
    PointDraft,
    TextDraft,
    capitalised,
    marked,
    read_draft,
    typed,
    unmarked,
)
from methodservice.lib.declension import Form

NBSP = "\N{NO-BREAK SPACE}"
SURE = Form("методистам")
UNSURE = Form("директору Зайцу А. А.", False, "проверьте беглую гласную")


def words(key, case):
    return {("role:methodists", "dative"): SURE, ("teacher:1", "dative"): UNSURE}.get((key, case))


def read(text: str) -> TextDraft:
    return read_draft(text, words)


def test_a_draft_is_read_part_by_part():
    draft = read("""
        # О сборе сведений

        В целях анализа
        работы
        1. Провести сбор сведений:
        1.1. за первое полугодие;
        1.2. за второе полугодие.
        2. [role:methodists] обобщить сведения. // до 1 октября 2026 г.
        ! self
    """)
    assert draft == TextDraft(
        "О сборе сведений",
        "В целях анализа работы",
        [
            PointDraft(
                "Провести сбор сведений:",
                points=[PointDraft("за первое полугодие;"), PointDraft("за второе полугодие.")],
            ),
            PointDraft(
                "обобщить сведения.",
                executor="Методистам",
                executor_key="role:methodists",
                deadline=f"до 1 октября 2026{NBSP}г.",
            ),
        ],
        "self",
    )


def test_a_point_goes_on_over_several_lines():
    draft = read("# О\n1. Утвердить план\n   работы\n2. Провести")
    assert [point.text for point in draft.points] == ["Утвердить план работы", "Провести"]


def test_a_draft_without_a_title_is_broken():
    with pytest.raises(BrokenTemplate, match="title"):
        read("1. Утвердить")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("# О\n2. Провести", "point 2 is out of order"),
        ("# О\n1. Провести\n3. Утвердить", "point 3 is out of order"),
        ("# О\n1. Провести\n1. Утвердить", "point 1 is out of order"),
        ("# О\n1.1. Провести", "point 1.1 has no point above it"),
        ("# О\n1. Провести\n1.0. Утвердить", "point 1.0 is out of order"),
        ("# О\n1. [role:nobody] провести", "no such party: role:nobody"),
    ],
)
def test_numbers_and_parties_that_are_wrong_are_told(text, complaint):
    with pytest.raises(BrokenTemplate, match=complaint):
        read(text)


def test_a_doubtful_form_becomes_the_doubt_of_its_point():
    text = f"# О\n1. Назначить {marked(Form('Зайца А. А.', False, 'беглая гласная'))} наставником."
    (point,) = read(text).points
    assert (point.text, point.doubt) == (
        f"Назначить Зайца{NBSP}А.{NBSP}А. наставником.",
        "«Зайца А. А.» — беглая гласная",
    )


def test_a_doubtful_executor_comes_before_the_doubts_of_the_text():
    text = f"# О\n1. [teacher:1] сообщить {marked(Form('Лева', False))}."
    (point,) = read(text).points
    assert point.executor == "Директору Зайцу А. А."
    assert point.doubt == "«директору Зайцу А. А.» — проверьте беглую гласную; «Лева»"


def test_marks_leave_title_preamble_and_deadline():
    doubt = marked(Form("Зайца", False, "почему"))
    draft = read(f"# О {doubt}\nВ связи с {doubt}\n1. Провести. // до {doubt}")
    assert (draft.title, draft.preamble) == ("О Зайца", "В связи с Зайца")
    assert (draft.points[0].deadline, draft.points[0].doubt) == ("до Зайца", "")


def test_the_same_doubt_is_told_once():
    doubt = marked(Form("Зайца", False, "почему"))
    assert unmarked(f"{doubt} и {doubt}") == ("Зайца и Зайца", "«Зайца» — почему")


def test_sure_forms_carry_no_mark():
    assert marked(Form("Иванову")) == "Иванову"


def test_the_first_letter_of_an_executor_is_capital():
    assert [capitalised(text) for text in ("методистам", "МБОУ", "")] == ["Методистам", "МБОУ", ""]


@pytest.mark.parametrize(
    "text",
    [
        "# не заголовок",
        "! не контроль",
        "1. не пункт",
        "[role:methodists] не исполнитель",
        "адрес https://example.ru/a//b",
        "две\nстроки\n2. и пункт",
        "",
    ],
)
def test_what_a_person_typed_is_never_a_mark(text):
    said = " ".join(text.split())
    draft = read(f"# {typed(text)}О\n{typed(text)} в преамбуле\n1. {typed(text)}.\n! self")
    assert draft.preamble == f"{said} в преамбуле".strip()
    assert [(point.text, point.executor, point.deadline) for point in draft.points] == [(f"{said}.", "", "")]
    assert draft.control_key == "self"


@given(st.text())
def test_no_typed_text_breaks_a_draft(text):
    draft = read(
        f"# О {typed(text)}\nВ целях {typed(text)}\n1. Провести {typed(text)} // {typed(text)}\n! self"
    )
    (point,) = draft.points
    assert draft.control_key == "self"
    assert (point.executor, point.doubt, point.points) == ("", "", [])
    assert draft.title.replace("О", "", 1).split() == point.deadline.split()


@given(st.lists(st.integers(0, 3), min_size=1, max_size=8))
def test_numbers_are_read_back_as_they_were_written(counts):
    lines = ["# О"]
    for number, parts in enumerate(counts, 1):
        lines.append(f"{number}. пункт {number}")
        lines += [f"{number}.{part}. часть {part}" for part in range(1, parts + 1)]
    draft = read("\n".join(lines))
    assert [len(point.points) for point in draft.points] == counts
    assert [point.text for point in draft.points] == [
        f"пункт {number}" for number in range(1, len(counts) + 1)
    ]


def rendered(text: str, **context) -> str:
    return Template("{% load official %}" + text).render(Context(context, autoescape=False))


def test_points_number_themselves_as_they_come_out():
    text = "{% point %}{% if no %}{% point %}{% endif %}{% subpoint %}{% subpoint %}{% point %}{% subpoint %}"
    assert rendered(text, no=False) == "1.1.1.1.2.2.2.1."
    assert rendered(text, no=False) == "1.1.1.1.2.2.2.1."


def test_a_reason_makes_words_doubtful_and_none_leaves_them_plain():
    assert rendered('{% doubted "(приложение)" why %}', why="") == "(приложение)"
    assert unmarked(rendered('{% doubted "(приложение)" why %}', why="рисунок не перенесён")) == (
        "(приложение)",
        "«(приложение)» — рисунок не перенесён",
    )
