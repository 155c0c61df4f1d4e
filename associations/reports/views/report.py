"""The page of a report: figures, texts, what to do next; its file."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from associations.reports.amounts import MINUS
from associations.reports.figures import Figure, changes, compares, figures_of, grouped, kept_figures
from associations.reports.forms.report import ReviewForm
from associations.reports.models import AnnualReport
from associations.reports.printed import TEMPLATE, report_snapshot, section_title
from associations.reports.readiness import problems_of
from associations.reports.views.common import REPORTS, crumbs_to, title_of
from associations.reports.workflow import STATE_KINDS, State
from methodservice.directory.access import fetch_visible
from methodservice.directory.exporting import export_if_asked
from methodservice.documents.printing import DRAFT_NOTE, copy_note, document_response, printed_response

COLUMNS = [
    ("Показатель", "title"),
    ("Значение", lambda figure: figure.now.words),
    ("Прошлый год", lambda figure: figure.before.words),
    # a cell that begins with a sign would be taken for a formula
    ("Разница", lambda figure: figure.difference.replace("+", "больше на ").replace(MINUS, "меньше на ")),
]


@require_GET
def report(request, pk):
    """Figures and texts. Up to 3 queries beside the user's rights, 18 more for live figures: of a draft, and of a
    submitted report to compare with."""
    found = fetch_visible(REPORTS, request.user, pk=pk)
    figures, live = read_figures(found)
    if download := export_if_asked(request, figures, COLUMNS, title_of(found), by=request.user):
        return download
    return report_page(request, found, figures, live)


def read_figures(found: AnnualReport) -> tuple[list[Figure], list[Figure]]:
    """(figures to show, live ones to compare with). Accepted ones are compared no more."""
    if found.state == State.ACCEPTED:
        return kept_figures(found.figures), []
    live = figures_of(found.association, found.year, timezone.localdate())
    return (live, []) if found.state in AnnualReport.OPEN else (kept_figures(found.figures), live)


def report_page(
    request, found: AnnualReport, figures, live, form: ReviewForm | None = None, status: int = 200
):
    """The page; form: the approver's, refused."""
    may_lead = AnnualReport.objects.editable_by(request.user).filter(pk=found.pk).exists()
    may_review = (
        found.state == State.SUBMITTED
        and AnnualReport.objects.approved_by(request.user).filter(pk=found.pk).exists()
    )
    may_edit = may_lead and found.state in AnnualReport.OPEN
    context = {
        "report": found,
        "association": found.association,
        "state_kind": STATE_KINDS[State(found.state)],
        "groups": grouped(figures),
        "compares": compares(figures),
        "changes": changes(figures, live) if live else [],
        "sections": [
            (section, section_title(section), getattr(found, section)) for section in found.SECTIONS
        ],
        "problems": problems_of(found) if may_edit else (),
        "may_lead": may_lead,
        "may_edit": may_edit,
        "may_review": may_review,
        "form": form or ReviewForm(initial={"version": found.version}),
        "title": title_of(found),
        "crumbs": crumbs_to(),
    }
    return render(request, "reports/report.html", context, status=status)


@require_GET
def file(request, pk, fmt):
    """The accepted PDF, byte for byte as it was frozen, or an editable copy of it that says so; else a draft."""
    found = fetch_visible(REPORTS.select_related("document"), request.user, pk=pk)
    name = f"{title_of(found)}, {found.association.title}"
    document = found.document
    if document is None:
        return printed_response(
            request, TEMPLATE, report_snapshot(found), name=f"Проект. {name}", fmt=fmt, note=DRAFT_NOTE
        )
    if fmt == "pdf":
        return document_response(bytes(document.pdf), name=name, fmt=fmt)
    return printed_response(
        request, TEMPLATE, document.snapshot, name=name, fmt=fmt, note=copy_note(document)
    )
