"""The agreed examples, and the deadline cells of real documents, laid beside the checkout."""

import json
from datetime import date

import pytest

from methodservice.lib.deadlines import Kind, understand


@pytest.mark.shared
def test_agreed_examples_are_understood(shared_dir):
    cases = json.loads((shared_dir / "examples" / "deadlines.json").read_text(encoding="utf-8"))
    answers = []
    for case in cases:
        found = understand(case["text"], date.fromisoformat(case["from"]), date.fromisoformat(case["to"]))
        answer = found.as_json()
        answers.append({key: answer[key] if key in answer else case[key] for key in case})
    assert answers == cases


COLUMNS = {"Сроки выполнения", "Дата реализации", "Сроки", "Срок исполнения"}


def _cells(truth: dict) -> list[str]:
    """Every deadline cell of a document's tables."""
    return [
        row["cells"][index]
        for table in truth["tables"]
        for index, column in enumerate(table["columns"] or ())
        if column in COLUMNS
        for row in table["rows"]
    ]


PERIODS = {
    "oktyabrsky-programme-2021": (date(2022, 1, 1), date(2023, 12, 31)),
    "seversky-roadmap-2023": (date(2023, 1, 1), date(2023, 12, 31)),
}


@pytest.mark.shared
@pytest.mark.parametrize(("name", "first", "last"), [(name, *period) for name, period in PERIODS.items()])
def test_every_deadline_of_a_real_roadmap_is_understood(shared_dir, name, first, last):
    truth = json.loads((shared_dir / "real" / "truth" / f"{name}.json").read_text(encoding="utf-8"))
    cells = _cells(truth)
    assert len(cells) == 20
    assert [text for text in cells if understand(text, first, last).kind is Kind.UNRECOGNISED] == []
