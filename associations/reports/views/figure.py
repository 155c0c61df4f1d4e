"""The list behind a figure."""

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from associations.models import Association
from associations.reports.facts import FACTS, amounts_of, span_of
from associations.reports.lists import listing_of, names_for
from associations.reports.models import AnnualReport
from associations.reports.views.common import crumbs_to, title_of
from associations.views.card import FIRST_YEAR, LAST_YEAR
from methodservice.directory.access import fetch_visible
from methodservice.directory.exporting import export_if_asked
from methodservice.lib.lists import page_of
from methodservice.lib.periods import SchoolYear


@require_GET
def figure(request, pk, year, key):
    """The very records that a figure counts, as they are today. 15 queries at most beside the user's rights, whatever
    the number of rows."""
    association = fetch_visible(
        Association.objects.select_related("municipality", "school"), request.user, pk=pk
    )
    fact = FACTS.get(key)
    if fact is None or not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    school_year = SchoolYear(year)
    span = span_of(association.municipality_id, school_year, timezone.localdate())
    listing = listing_of(fact, association, span, names_for(request.user, association, span))
    if download := export_if_asked(
        request,
        listing.records,
        _columns(listing),
        f"{fact.title}, {association.title}",
        by=request.user,
    ):
        return download
    report = AnnualReport.objects.visible_to(request.user).filter(association=association, school_year=year)
    shown = report.first()
    page = page_of(listing.records, request.GET.get("page"))
    crumbs = [*crumbs_to(), (association.title, association.get_absolute_url())]
    if shown:
        shown.association = association
        crumbs.append((title_of(shown), shown.get_absolute_url()))
    context = {
        "association": association,
        "fact": fact,
        "year": school_year,
        "amount": amounts_of([association], span)[association.pk][key],
        "columns": listing.columns,
        "marks": fact.is_share and all(record.weights == (1, 1) for record in listing.records),
        "page": page,
        "rows": [
            (list(zip(listing.columns, record.cells, strict=True)), record) for record in page.object_list
        ],
        "crumbs": crumbs,
    }
    return render(request, "reports/figure.html", context)


def _columns(listing):
    """Of the download: those of the page, and whether a record belongs to the numerator."""
    columns = [
        (title, lambda record, place=place: record.cells[place])
        for place, title in enumerate(listing.columns)
    ]
    if listing.fact.is_share:
        columns.append(("Учтено", lambda record: record.counted))
    return columns
