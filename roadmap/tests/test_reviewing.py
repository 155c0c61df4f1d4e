"""Where a row of a file stands before it is accepted."""

import pytest

from associations.rules.named import People, Titles
from methodservice.testing.roadmaps import ROWS, living_part, roadmap_content
from roadmap.contradictions import Contradiction, Severity
from roadmap.parties import Known
from roadmap.reviewing import Choice, Decision, Stand, answered, decisions_of, review

NOBODY = Known(People([]), Titles([]))
LABELS = {"role:methodists": "Методисты", "school:1": "Школа"}


def reviewed(rows=ROWS, decisions=None, found=(), written=()):
    original = roadmap_content(parts=[living_part(rows)])
    return review(
        answered(original, decisions or {}),
        original=original,
        decisions=decisions or {},
        known=NOBODY,
        labels=LABELS,
        found=found,
        written=written,
    )


def test_words_stand_beside_their_meaning():
    row = reviewed()[0]
    assert (row.number, row.deadline, row.who, row.stand) == ("1.1", "март 2026", ("Методисты",), Stand.CLEAR)
    assert row.when == "Выполнить в марте 2026 года. Крайний срок — 31 марта 2026 года."


@pytest.mark.parametrize(
    ("decision", "written", "stand"),
    [
        (Decision(), (), Stand.WAITS),
        (Decision(Choice.TAKE), (), Stand.TAKEN),
        (Decision(Choice.OUT), (), Stand.OUT),
        (Decision(), (0,), Stand.WRITTEN),
    ],
)
def test_a_doubtful_row_waits_until_the_person_decides(decision, written, stand):
    row = reviewed([("1", "Опрос", "потом", "методисты", "")], {0: decision}, written=written)[0]
    assert row.stand is stand
    assert len(row.doubts) == 1


def test_a_contradiction_is_a_doubt_of_its_rows_and_a_note_is_none():
    found = [
        Contradiction("Повторяются.", lines=(0, 1)),
        Contradiction("К сведению.", Severity.NOTE, (2,)),
        Contradiction("Срок не понят: 4.", lines=(3,), told=True),
    ]
    rows = reviewed(found=found)
    assert [row.doubts for row in rows[:4]] == [("Повторяются.",), ("Повторяются.",), (), ()]
    assert [row.stand for row in rows[:3]] == [Stand.WAITS, Stand.WAITS, Stand.CLEAR]


def test_other_words_and_parties_are_told_beside_those_of_the_file():
    decision = Decision(Choice.TAKE, {2: "май 2026"}, ["school:1"])
    row = reviewed(decisions={0: decision})[0]
    assert (row.deadline, row.changed, row.who) == ("май 2026", (("Срок", "март 2026"),), ("Школа",))
    assert (row.has_box, row.stand) == (False, Stand.TAKEN)


def test_decisions_travel_as_json():
    decision = Decision(Choice.TAKE, {2: "май 2026"}, ["school:1"])
    assert decisions_of({"rows": {"3": decision.as_json()}}) == {3: decision}
