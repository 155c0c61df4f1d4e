"""The difference of two editions: nothing is lost, nothing is invented."""

from hypothesis import given
from hypothesis import strategies as st

from methodservice.lib.difference import (
    How,
    LineWords,
    Piece,
    changed_rows,
    compare,
    compare_fields,
    compare_words,
)

TEXTS = st.text("аб в,.\nё1", max_size=30)
LINES = st.dictionaries(st.integers(1, 9), st.fixed_dictionaries({"Срок": TEXTS, "Что делаем": TEXTS}))


def of(pieces, *hows):
    return "".join(piece.text for piece in pieces if piece.how in hows)


def as_lines(entries):
    return [
        LineWords(item, number, words["Что делаем"], words)
        for number, (item, words) in enumerate(entries.items(), start=1)
    ]


def compared(before, after, words=({}, {})):
    return compare(as_lines(before), as_lines(after), words_before=words[0], words_after=words[1])


def test_a_change_of_one_word_leaves_the_others():
    assert compare_words("до 15 мая", "до 20 мая") == (
        Piece(How.SAME, "до "),
        Piece(How.GONE, "15"),
        Piece(How.NEW, "20"),
        Piece(How.SAME, " мая"),
    )


@given(TEXTS, TEXTS)
def test_the_pieces_make_both_texts(before, after):
    pieces = compare_words(before, after)
    assert of(pieces, How.SAME, How.GONE) == before
    assert of(pieces, How.SAME, How.NEW) == after
    assert all(piece.text for piece in pieces)


@given(LINES, LINES)
def test_every_line_is_added_removed_changed_or_the_same(before, after):
    difference = compared(before, after)
    assert difference.count(How.NEW) == len(after.keys() - before.keys())
    assert difference.count(How.GONE) == len(before.keys() - after.keys())
    common = before.keys() & after.keys()
    assert difference.count(How.CHANGED) == sum(before[item] != after[item] for item in common)


@given(LINES)
def test_an_edition_does_not_differ_from_itself(lines):
    assert not compared(lines, dict(reversed(lines.items())))


@given(LINES, LINES)
def test_turned_round_what_came_has_gone(before, after):
    there, back = compared(before, after), compared(after, before)
    assert there.count(How.NEW) == back.count(How.GONE)
    assert there.count(How.CHANGED) == back.count(How.CHANGED)


def test_only_the_fields_that_differ_are_told():
    before = {1: {"Что делаем": "Семинар", "Срок": "октябрь"}, 2: {"Что делаем": "Конкурс", "Срок": "май"}}
    after = {1: {"Что делаем": "Семинар", "Срок": "ноябрь"}, 3: {"Что делаем": "Урок", "Срок": ""}}
    difference = compared(before, after, ({"Тема": "Старая"}, {"Тема": "Новая"}))
    assert [(line.how, line.number, [field.name for field in line.fields]) for line in difference.lines] == [
        (How.GONE, 2, ["Что делаем", "Срок"]),
        (How.CHANGED, 1, ["Срок"]),
        (How.NEW, 2, ["Что делаем"]),
    ]
    assert [field.name for field in difference.words] == ["Тема"]


def test_only_rows_that_differ_are_told():
    before, after = ["Цель", "Срок — 2026 год", "Итог"], ["Цель", "Срок — 2027 год", "Итог", "Контроль"]
    assert [[(piece.how, piece.text) for piece in row] for row in changed_rows(before, after)] == [
        [(How.SAME, "Срок — "), (How.GONE, "2026"), (How.NEW, "2027"), (How.SAME, " год")],
        [(How.NEW, "Контроль")],
    ]


def test_a_field_that_one_side_lacks_is_empty_there():
    assert compare_fields({"Срок": "май"}, {})[0].pieces == (Piece(How.GONE, "май"),)
