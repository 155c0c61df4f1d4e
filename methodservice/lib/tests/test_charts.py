"""Charts: places of numbers in a drawing."""

from decimal import Decimal

import pytest

from methodservice.directory.templatetags.charts import chart
from methodservice.lib import charts
from methodservice.lib.charts import Point

SAID = {"key": "a", "title": "Доля", "description": "Цель: 80 %."}


def line(*values, target=None, **options):
    points = [Point(value, ("I п/г", "2026"), f"{value}", target) for value in values]
    return charts.line(points, **SAID, **options)


def test_a_bar_of_percents_has_its_natural_end():
    drawn = charts.bar(Decimal(40), Decimal(80), **SAID, is_reached=False, most=100)
    assert (drawn.width, drawn.target_at) == ("40.00%", "80.00%")


@pytest.mark.parametrize(
    ("value", "target", "places"),
    [
        (110, 55, ("90.91%", "45.45%")),
        (0, 0, ("0.00%", "0.00%")),
        (None, 10, ("0.00%", "90.91%")),
        (5, None, ("90.91%", "")),
        (None, None, ("0.00%", "")),
    ],
)
def test_a_bar_without_an_end_leaves_room_over_the_greatest_number(value, target, places):
    drawn = charts.bar(value, target, **SAID, is_reached=False)
    assert (drawn.width, drawn.target_at) == places


def test_a_share_over_its_end_is_not_cut_off():
    assert charts.bar(120, 80, **SAID, is_reached=True, most=100).width == "90.91%"


def test_a_line_breaks_where_there_is_no_data():
    drawn = line(10, None, 30, 40, most=100)
    assert len(drawn.dots) == 3
    assert len(drawn.strokes) == 1
    assert [mark.words for mark in drawn.grid] == ["0", "25", "50", "75", "100"]


@pytest.mark.parametrize(
    ("greatest", "marks"),
    [
        (0, ["0", "0,5"]),
        (4, ["0", "1", "2", "3", "4"]),
        (47, ["0", "20", "40", "60"]),
        (1234, ["0", "500", "1000", "1500"]),
    ],
)
def test_grid_lines_are_round_numbers_over_everything(greatest, marks):
    assert [mark.words for mark in line(greatest).grid] == marks


def test_a_scale_has_a_line_for_each_of_its_marks():
    assert [mark.words for mark in line(2, 3, most=5).grid] == ["0", "1", "2", "3", "4", "5"]


def test_words_of_a_point_give_way_to_the_line_of_the_target():
    drawn = line(70, target=80, most=100)
    assert float(drawn.dots[0].label_y) > float(drawn.dots[0].y)
    far = line(20, target=80, most=100)
    assert float(far.dots[0].label_y) < float(far.dots[0].y)


def test_on_a_phone_only_the_ends_of_a_long_line_keep_their_words():
    assert [dot.is_inner for dot in line(1, 2, 3, 4, 5, 6).dots] == [False, True, True, True, True, False]


def test_a_sparkline_of_equal_values_is_level_and_breaks_without_data():
    drawn = charts.spark([5, 5, None, 5], key="a", title="По полугодиям")
    assert drawn.paths == ("4.0,14.0 33.3,14.0",)
    assert drawn.last == ("92.0", "14.0")
    assert charts.spark([], key="a", title="").last is None


@pytest.mark.parametrize(
    "drawing",
    [
        charts.bar(1, 2, **(SAID | {"title": "<b>"}), is_reached=False),
        charts.line([Point(1, ("<b>",), "<b>")], **(SAID | {"title": "<b>"})),
        charts.spark([1, 2], key="a", title="<b>"),
    ],
)
def test_every_drawing_says_what_it_is_in_escaped_words(drawing):
    drawn = chart(drawing)
    assert "&lt;b&gt;</title>" in drawn
    assert "<b>" not in drawn
    assert "style=" not in drawn
