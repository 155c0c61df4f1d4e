"""What is printed of a person's data: the snapshot of `collecting` in the words of a document."""

from datetime import datetime

from methodservice.directory.models import Teacher
from methodservice.lib.dates import long_date
from methodservice.lib.typography import bind

DATA = "personal/pdf/data.html"


def data_snapshot(teacher: Teacher, found: dict) -> dict:
    """The readable twin of the JSON. teacher: with `school.municipality`. No query."""
    municipality = teacher.school.municipality
    made = datetime.fromisoformat(found["made_at"])
    return {
        "organisation": [bind(line) for line in (municipality.authority, municipality.service) if line],
        "approval": [],
        "heading": "ПЕРСОНАЛЬНЫЕ ДАННЫЕ",
        "subtitle": teacher.full_name,
        "made": bind(
            f"Всё, что хранится на портале, на {long_date(made.date())}, {made:%H:%M}. "
            f"Выгрузил(а): {found['made_by']}. Основание: статья 14 Федерального закона № 152-ФЗ."
        ),
        "sections": [
            {
                "title": section["title"],
                "facts": _facts(section["rows"][0]) if len(section["rows"]) == 1 else [],
                "lines": [_line(row) for row in section["rows"]] if len(section["rows"]) > 1 else [],
            }
            for section in found["sections"]
            if section["rows"]
        ],
        "nothing": _large(
            ", ".join(_small(section["title"]) for section in found["sections"] if not section["rows"])
        ),
        "signatures": [],
    }


def _facts(row: dict) -> list[dict]:
    return [{"name": name, "value": bind(value)} for name, value in row.items()]


def _small(words: str) -> str:
    return words[:1].lower() + words[1:]


def _large(words: str) -> str:
    return words[:1].upper() + words[1:]


def _line(row: dict) -> str:
    """«Маршрут «…»; форма: самообразование; срок: 23.12.2026»."""
    words = "; ".join(_said(name, " / ".join(value.splitlines())) for name, value in row.items())
    return bind(_large(words))


def _said(name: str, value: str) -> str:
    """A value that begins with its own name is not named twice."""
    return value if value.casefold().startswith(name.casefold()) else f"{_small(name)}: {value}"
