"""The way of a report: submitted with its figures, returned with a remark, accepted for good.

Each function takes the report's row under a lock first, then looks at the state again.
"""

from django.db import transaction
from django.utils import timezone

from associations.reports.figures import figures_of
from associations.reports.models import AnnualReport
from associations.reports.printed import freeze_report
from associations.reports.readiness import problems_of
from associations.reports.services.writing import lock_report
from associations.reports.workflow import State, move
from methodservice.directory import audit
from methodservice.lib.refusals import AlreadyDone, Refused

CHANGED = "Пока вы читали, отчёт сдали заново. Прочитайте его ещё раз и решите."
NOTHING_SAID = "Напишите, что исправить: без замечания возвращать нельзя."


@transaction.atomic
def discard(*, report: AnnualReport, by) -> None:
    """Throw away a report that is still being written."""
    report = lock_report(report)
    if report.state not in AnnualReport.OPEN:
        raise Refused(f"Удалить нельзя: состояние отчёта — «{report.get_state_display()}».")
    audit.record(audit.Verb.DELETED, by=by, obj=report)
    report.delete()


@transaction.atomic
def submit(*, report: AnnualReport, by) -> AnnualReport:
    """Hand the report in: from now on its figures stay as they are. Raises AlreadyDone on a second click, Refused with
    the first thing that is missing."""
    report = lock_report(report)
    if report.state == State.SUBMITTED:
        raise AlreadyDone("Отчёт уже сдан.")
    problems = problems_of(report)
    if problems and report.state in AnnualReport.OPEN:
        raise Refused(problems[0].text, problems[0].section)
    figures = figures_of(report.association, report.year, timezone.localdate())
    move(
        report=report,
        to=State.SUBMITTED,
        by=by,
        figures=[figure.kept() for figure in figures],
        submitted_at=timezone.now(),
        submitted_by=by,
    )
    return report


@transaction.atomic
def withdraw(*, report: AnnualReport, by) -> AnnualReport:
    """Take back a report that nobody has accepted or returned yet; its figures are live again."""
    report = lock_report(report)
    if report.state == State.DRAFT:
        raise AlreadyDone("Отчёт уже отозван.")
    move(report=report, to=State.DRAFT, by=by, note="отозван", figures=[])
    return report


@transaction.atomic
def return_report(*, report: AnnualReport, comment: str, by, version: int | None = None) -> AnnualReport:
    """Return for correction with a remark; its figures are live again. version: of the report that was read."""
    report = lock_report(report)
    comment = comment.strip()
    if report.state == State.RETURNED:
        raise AlreadyDone("Отчёт уже возвращён.")
    _same(report, version)
    if not comment:
        raise Refused(NOTHING_SAID, "comment")
    move(report=report, to=State.RETURNED, by=by, comment=comment, note=comment, figures=[])
    return report


@transaction.atomic
def accept(*, report: AnnualReport, by, version: int | None = None) -> AnnualReport:
    """Accept: texts and figures are frozen with their PDF, all or nothing. version: of the report that was read.

    Raises AlreadyDone on a second click, Refused where it was handed in anew meanwhile.
    """
    report = lock_report(report)
    if report.state == State.ACCEPTED:
        raise AlreadyDone("Отчёт уже принят.")
    if report.state != State.SUBMITTED:
        raise Refused(f"Принять нельзя: состояние отчёта — «{report.get_state_display()}».")
    _same(report, version)
    report.accepted_at, report.accepted_by = timezone.now(), by
    document = freeze_report(report, by=by)
    move(
        report=report,
        to=State.ACCEPTED,
        by=by,
        accepted_at=report.accepted_at,
        accepted_by=by,
        comment="",
        document=document,
    )
    return report


def _same(report: AnnualReport, version: int | None) -> None:
    """Nobody decides on a report that reads differently from the one on the screen."""
    if version is not None and version != report.version:
        raise Refused(CHANGED)
