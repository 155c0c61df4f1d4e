"""Reading of the hand-checked tables beside this file."""

from pathlib import Path

HERE = Path(__file__).parent


def _lines(name: str) -> list[str]:
    lines = (HERE / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def names(name: str) -> list[tuple[str, str, list[str]]]:
    """Gender, nominative, five oblique forms of each row; «=» is five times the nominative, «_» a space."""
    rows = []
    for line in _lines(name):
        word, _, forms = line[2:].partition(": ")
        five = [word] * 5 if forms == "=" else [form.replace("_", " ") for form in forms.split(" ")]
        rows.append(({"f": "female", "m": "male"}[line[0]], word, five))
    return rows


def phrases(name: str) -> list[tuple[str, str, str]]:
    """Case, nominative, form of each row."""
    rows = []
    for line in _lines(name):
        case, _, said = line.partition(": ")
        rows.append((case, *said.split(" > ")))
    return rows
