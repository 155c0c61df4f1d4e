"""What an edition changes: item by item, wherever they stand; sections by their items; parts by their words."""

import pytest

from methodservice.lib.difference import How
from methodservice.testing.roadmaps import COLUMNS, ROWS, living_part, revised, roadmap_content
from roadmap.content import LineWords, PartWords, content_of
from roadmap.difference import difference_of, moved_items, words_of
from roadmap.models import EditionPart, Line
from roadmap.services.writing import add_edition


@pytest.fixture
def next_edition(edition, methodist):
    """next_edition(change) → the second edition: change(parts) gives its parts."""

    def make(change):
        content = content_of(edition)
        parts = change(content.parts)
        words = {"first": content.first, "last": content.last, "title": content.title, "parts": parts}
        return add_edition(
            programme=edition.programme, content=roadmap_content(**words), reason="Проверка", by=methodist
        )

    return make


def with_lines(parts, change):
    text, table = parts
    return [text, PartWords(**vars(table) | {"lines": change(list(table.lines))})]


def told(edition):
    lines = difference_of(edition).items.lines
    return [(line.how, line.number, [field.name for field in line.fields]) for line in lines]


def test_a_first_edition_has_nothing_to_compare_with(edition):
    assert difference_of(edition) is None


def test_a_copy_differs_in_nothing(next_edition):
    assert not difference_of(next_edition(lambda parts: parts))


def test_items_are_compared_wherever_they_stand(next_edition):
    def change(lines):
        first, second, *rest = lines
        moved = LineWords(["1.1", *first.cells[1:]], 0, first.item)
        other = LineWords(["1.2", second.cells[1], "до 20 мая 2026", *second.cells[3:]], 0, second.item)
        new = LineWords(["2.9", "Провести конкурс", "октябрь 2026", "методисты", ""], 1)
        return [other, moved, *rest[:-1], new]

    edition = next_edition(lambda parts: with_lines(parts, change))
    assert told(edition) == [
        (How.GONE, "2.3", ["Раздел", "Мероприятие", "Срок", "Ответственные"]),
        (How.CHANGED, "1.2", ["Срок"]),
        (How.NEW, "2.9", ["Раздел", "Мероприятие", "Срок", "Ответственные"]),
    ]
    gone, changed, new = difference_of(edition).items.lines
    assert words_of(changed) == ("Срок: до 15 мая 2026", "Срок: до 20 мая 2026")
    assert words_of(gone)[1] == words_of(new)[0] == ""
    assert words_of(new)[1] == "Раздел: 2. Работа с педагогами\nСрок: октябрь 2026\nОтветственные: методисты"


def test_a_renamed_section_is_told_once_and_a_moved_item_by_itself(next_edition):
    rows = [*ROWS]
    part = living_part(rows, sections=("1. Организация работы", "2. Работа с педагогами"))

    def change(parts):
        text, table = parts
        lines = [LineWords(line.cells, line.section, line.item) for line in table.lines]
        lines[2] = LineWords(lines[2].cells, 0, lines[2].item)
        order = [*lines[:3], *lines[3:]]
        return [text, PartWords(**vars(part) | {"lines": order})]

    edition = next_edition(change)
    assert told(edition) == [(How.CHANGED, "2.1", ["Раздел"])]
    (part,) = difference_of(edition).parts
    assert [[piece.text for piece in row if piece.how == How.NEW] for row in part.rows] == [[" работы"]]


def test_a_section_is_known_by_most_of_its_items():
    before = {1: 10, 2: 10, 3: 10, 4: 20, 5: None}
    assert moved_items(before, {1: 11, 2: 11, 3: 21, 4: 21, 5: None, 6: 11}) == {3}
    assert moved_items(before, before) == set()
    assert moved_items({1: 10, 2: 20, 3: 20}, {1: 21, 2: 21, 3: 21}) == {1}


def test_words_of_other_parts_are_compared_row_by_row(next_edition):
    def change(parts):
        text, table = parts
        block = {"kind": "text", "text": "Составлена по итогам мониторинга.", "align": "justify"}
        return [PartWords(EditionPart.TEXT, [*text.blocks, block]), table]

    (part,) = difference_of(next_edition(change)).parts
    assert [piece.text for piece in part.rows[0]] == ["Составлена по итогам мониторинга."]


@pytest.mark.parametrize("count", [1, 30])
def test_comparing_costs_the_same_for_one_line_and_thirty(
    count, edition, methodist, django_assert_num_queries
):
    lines = [(f"1.{place}", f"Дело {place}", "май 2026", "методисты", "") for place in range(count)]
    content = roadmap_content(lines)
    second = add_edition(programme=edition.programme, content=content, reason="", by=methodist)
    with django_assert_num_queries(8):
        assert difference_of(second).items.added == count


def test_a_mark_or_another_number_is_no_change(edition, methodist, next_edition):
    def change(lines):
        return [
            LineWords([f"{line.cells[0]}.", *line.cells[1:4], "сделано"], line.section, line.item)
            for line in lines
        ]

    assert [heading for heading, _ in COLUMNS][-1] == "Отметка о выполнении"
    assert not difference_of(next_edition(lambda parts: with_lines(parts, change)))


def test_each_change_of_a_revision_has_its_reason(edition, methodist):
    second = revised(edition, methodist)
    difference = difference_of(second)
    assert {line.item for line in difference.items.lines} == set(difference.reasons)
    assert not difference.unfounded
    assert Line.objects.of(second).count() == len(ROWS)
