"""An edition from its content to its occurrences, and back."""

from datetime import date

from methodservice.testing.roadmaps import ROWS, roadmap_content
from roadmap.content import Content, content_of
from roadmap.models import Line, Occurrence
from roadmap.services.coming import write_occurrences


def test_a_content_comes_back_as_it_was_written(draft):
    assert [line.cells for line in content_of(draft).lines] == [list(row) for row in ROWS]
    assert content_of(draft).printed() == roadmap_content().printed()


def test_a_content_travels_as_json():
    content = roadmap_content()
    assert Content.from_json(content.as_json()) == content


def test_lines_say_what_their_columns_hold(draft):
    assert list(Line.objects.of(draft).values_list("number", "deadline", "deadline_kind")) == [
        ("1.1", "март 2026", "window"),
        ("1.2", "до 15 мая 2026", "date"),
        ("2.1", "ежеквартально", "recurring"),
        ("2.2", "по отдельному графику", "by_schedule"),
        ("2.3", "по мере необходимости", "on_demand"),
    ]


def test_an_edition_in_force_has_its_occurrences_once(edition):
    ends = [
        date(2026, 3, 31),
        date(2026, 3, 31),
        date(2026, 5, 15),
        date(2026, 6, 30),
        date(2026, 9, 30),
        date(2026, 12, 31),
    ]
    assert edition.state == "in_force"
    assert list(Occurrence.objects.values_list("ends", flat=True)) == ends
    write_occurrences(edition)
    assert list(Occurrence.objects.values_list("ends", flat=True)) == ends
