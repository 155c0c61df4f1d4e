"""«Отчёт по показателям мониторинга»: a board in words → PDF and DOCX."""

from django.utils import timezone

from methodservice.lib.dates import long_date
from methodservice.lib.typography import bind
from monitoring.burden import Burden
from monitoring.cycle_documents.common import heading_of, signed_by
from monitoring.dashboards.board import Board
from monitoring.dashboards.line import Line
from monitoring.models import Verdict

TEMPLATE = "monitoring/results/pdf/report.html"
FORMAT = 1
"""Version of the snapshot's shape."""


def results_snapshot(board: Board, municipality, burden: Burden, *, by) -> dict:
    """Everything that the report prints, in words; charts are drawings of `lib/charts`. by: who signs, of the service;
    the department head, for whom it is, does not. No query beside
    the set's."""
    campaign = board.campaign
    when = (
        f"Посчитано {long_date(timezone.localdate(board.computed_at))}"
        if board.computed_at
        else "Итогов пока нет."
    )
    return {
        "format": FORMAT,
        "organisation": heading_of(municipality),
        "approval": [],
        "heading": "ОТЧЁТ",
        "subtitle": bind(
            f"по показателям мониторинга {municipality.name_genitive} за {campaign.period_title}"
        ),
        "set": bind(campaign.set.title),
        "counted_on": bind(when),
        "score": bind(f"Достигнуто целей: {board.reached} из {board.judged}."),
        "burden": bind(burden.words) if burden.asked else "",
        "year": campaign.year,
        "lines": [_line(line) for line in board.lines],
        "behind": [_behind(line) for line in board.ordered("worst") if _is_behind(line)],
        "missing": [
            bind(f"{line.definition}: {line.result.missing}")
            for line in board.lines
            if line.result and line.result.missing
        ],
        "signatures": [signed_by(by, municipality)] if by.access.is_methodist else [],
    }


def _is_behind(line: Line) -> bool:
    return line.has_number and line.verdict in (Verdict.MISSED, Verdict.NOT_YET)


def _line(line: Line) -> dict:
    return {
        "number": line.definition.number,
        "name": bind(line.definition.name),
        "target": line.target_words,
        "value": line.value_words,
        "amount": bind(line.amount_words),
        "verdict": line.verdict_word,
        "change": line.change_words or "—",
        "added": f"за период {line.added_words}" if line.has_number else "",
        "counted": bind(f"учтено {line.counted_words}") if line.counted_words else "",
    }


def _behind(line: Line) -> dict:
    return {
        "title": bind(str(line.definition)),
        "said": bind(f"{line.value_words} при цели {line.target_words}: {line.distance_words.rstrip('.')}."),
        "formula": bind(line.result.formula),
        "chart": line.chart,
        "periods": [
            {
                "title": bind(campaign.period_title),
                "value": point.words,
            }
            for campaign, point in zip(line.campaigns, line.points, strict=True)
        ],
    }
