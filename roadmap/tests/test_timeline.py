"""The drawing of a roadmap along time: where things stand, and that it is whole SVG."""

from datetime import date, timedelta

import pytest
from defusedxml import ElementTree
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from roadmap.tests.rows import TODAY, row_of, time_of
from roadmap.timeline import LONG, MOST_TRACKS, SHORT, Scale, cut, draw, legend

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
SVG = "{http://www.w3.org/2000/svg}"
LATE = time_of("01.03", "31.03")
DOT = time_of("", "15.05", done="14.05")
SOON = time_of("01.05", "31.05")


def drawing_of(*rows, first=FIRST, last=LAST, today=TODAY, key="1"):
    return draw(rows, first, last, today=today, key=key, title="Раздел <1>")


def svg_of(drawing):
    text = render_to_string("roadmap/timeline/drawing.svg", {"drawing": drawing})
    return ElementTree.fromstring(text.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))


def number(percent: str) -> float:
    return float(percent.removesuffix("%"))


def shapes_of(root):
    return [each for each in root.iter() if "tl-bar" in each.get("class", "")]


def test_every_time_has_a_shape_with_its_days_and_state_in_words():
    root = svg_of(drawing_of(row_of(LATE, DOT), row_of(SOON)))
    assert [(shape.tag.removeprefix(SVG), shape.find(f"{SVG}title").text) for shape in shapes_of(root)] == [
        ("rect", "01.03.2026 – 31.03.2026, просрочено"),
        ("circle", "до 15.05.2026, выполнено"),
        ("rect", "01.05.2026 – 31.05.2026, скоро срок"),
    ]


def test_a_long_section_is_drawn_on_sheets_that_a_page_of_paper_holds():
    long = drawing_of(*(row_of(LATE) for _ in range(MOST_TRACKS + 2)))
    first, second = long.sheets
    assert (len(first.tracks), len(second.tracks)) == (MOST_TRACKS, 2)
    assert second.tracks[0].top == first.tracks[0].top
    assert len({long.key, first.key, second.key}) == 3
    short = drawing_of(row_of(LATE))
    assert short.sheets == [short]


def test_states_differ_by_more_than_colour():
    rows = [LATE, SOON, DOT, time_of("01.03", "31.03", done="05.04"), time_of("01.02", "30.09")]
    rows += [time_of("01.10", "31.10"), time_of("01.04", "30.04", cancelled="01.04")]
    shapes = shapes_of(svg_of(drawing_of(row_of(*rows))))
    looks = {
        (shape.get("fill"), shape.get("stroke-dasharray"), shape.get("stroke-width")) for shape in shapes
    }
    assert len(looks) == len(rows)


def test_patterns_that_are_used_are_there_under_names_of_this_drawing():
    root = svg_of(drawing_of(row_of(LATE, SOON), key="7"))
    used = {shape.get("fill")[len("url(#") : -1] for shape in shapes_of(root)}
    assert used == {each.get("id") for each in root.iter(f"{SVG}pattern")} == {"tl-7-overdue", "tl-7-soon"}


def test_it_says_what_it_is_and_leads_to_items():
    row = row_of(LATE)
    root = svg_of(drawing_of(row))
    named = {root.get("aria-labelledby"), root.get("aria-describedby")}
    assert {each.get("id") for each in root if each.tag in (f"{SVG}title", f"{SVG}desc")} == named
    assert [each.get("href") for each in root.iter(f"{SVG}a")] == [f"/roadmaps/items/{row.line.item_id}/"]


@pytest.mark.parametrize(
    ("first", "last", "columns", "years"),
    [
        (FIRST, LAST, 12, 1),
        (date(2026, 9, 1), date(2027, 8, 31), 12, 2),
        (date(2025, 1, 1), date(2028, 12, 31), 16, 4),
        (date(2020, 1, 1), date(2030, 12, 31), 0, 11),
    ],
)
def test_the_head_has_months_of_a_year_quarters_of_several_years_alone_of_many(first, last, columns, years):
    scale = Scale(first, last)
    assert (len(scale.columns), len(scale.years)) == (columns, years)


@pytest.mark.parametrize(
    ("today", "drawn"), [(FIRST, True), (LAST, True), (date(2027, 1, 1), False), (None, False)]
)
def test_today_is_drawn_inside_the_period_only(today, drawn):
    drawing = drawing_of(row_of(LATE), today=today)
    assert bool(drawing.today) == drawn
    assert any(each.get("class") == "tl-today" for each in svg_of(drawing).iter()) == drawn


def test_one_year_of_several_shows_only_what_reaches_into_it():
    rows = [row_of(time_of("01.03", "31.03")), row_of(time_of("01.02", "31.12"))]
    drawing = drawing_of(*rows, first=date(2026, 6, 1))
    assert [len(track.bars) for track in drawing.tracks] == [0, 1]
    assert number(drawing.tracks[1].bars[0].left) == 1.5


def test_the_legend_names_each_state_that_is_drawn():
    assert legend([drawing_of(row_of(LATE)), drawing_of(row_of(DOT))]) == [
        ("overdue", "Просрочено"),
        ("done", "Выполнено"),
    ]


@given(st.data())
def test_bars_stand_inside_and_in_the_order_of_their_days(data):
    first = data.draw(st.dates(date(2020, 1, 1), date(2030, 1, 1)))
    last = first + timedelta(days=data.draw(st.integers(0, 3000)))
    scale = Scale(first, last)
    days = sorted(data.draw(st.lists(st.dates(date(2015, 1, 1), date(2045, 1, 1)), min_size=2, max_size=5)))
    places = [scale.at(day) for day in days]
    assert places == sorted(places)
    assert all(1.5 <= place <= 98.5 for place in places)


@given(st.text(max_size=300))
def test_words_are_cut_to_what_fits(text):
    short = cut(text, SHORT)
    assert len(short) <= SHORT
    assert cut(text, 300) == text
    assert SHORT < LONG
