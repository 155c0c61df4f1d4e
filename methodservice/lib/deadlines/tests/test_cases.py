"""Hundreds of wordings, one a line: cases.txt, and second_reading.txt by another reader."""

from datetime import date
from pathlib import Path

import pytest

from methodservice.lib.deadlines import Deadline, understand

TABLES = [Path(__file__).with_name(name) for name in ("cases.txt", "second_reading.txt")]
PERIODS = {
    "2023": (date(2023, 1, 1), date(2023, 12, 31)),
    "2024": (date(2024, 1, 1), date(2024, 12, 31)),
    "2024/25": (date(2024, 9, 1), date(2025, 8, 31)),
    "2024-26": (date(2024, 1, 1), date(2026, 12, 31)),
}
MOST_DAYS = 4


def cases() -> list[tuple[str, str, str, str]]:
    """(kind, period, text, answer) of each line."""
    kind, found = "", []
    for line in (line for table in TABLES for line in table.read_text(encoding="utf-8").splitlines()):
        if line.startswith("["):
            kind = line.strip("[]")
        elif line and not line.startswith("#"):
            period, text, answer = (part.strip() for part in f"{line} ".split(" | "))
            found.append((kind, period, text.replace("\\n", "\n"), answer))
    return found


def written(found: Deadline) -> str:
    """The answer as the table writes it."""
    days = [f"{one.start or ''}..{one.end}" for one in found.occurrences]
    if len(days) > MOST_DAYS:
        days = [f"{days[0]}, {days[1]} … {days[-1]} ({len(days)})"]
    offset = found.offset
    parts = [
        "?" if found.review else "",
        f"{offset.days}{'w' if offset.working else 'd'} {offset.direction}" if offset else "",
        ", ".join(days),
    ]
    return " ".join(filter(None, parts))


@pytest.mark.parametrize(("kind", "period", "text", "answer"), cases())
def test_wording(kind, period, text, answer):
    found = understand(text, *PERIODS[period])
    assert (found.kind, written(found)) == (kind, answer)


def test_the_table_covers_every_kind():
    assert {kind for kind, *_ in cases()} == {
        "date", "window", "recurring", "continuous", "by_schedule", "on_demand", "relative", "unrecognised",
    }  # fmt: skip
