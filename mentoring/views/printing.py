"""Documents of a pair: programme, closing sheet, blank consents, as PDF or DOCX."""

from django.http import Http404
from django.views.decorators.http import require_GET

from mentoring.documents import closing as closing_sheet
from mentoring.documents import consent as consents
from mentoring.documents import programme as programmes
from mentoring.models import PairConsent
from mentoring.views.common import PAIRS
from methodservice.directory import audit
from methodservice.directory.access import fetch_visible
from methodservice.documents.printing import printed_response


def _printed(request, pair, template, snapshot, name, fmt):
    """The file; what is printed of other people is written to the journal."""
    response = printed_response(request, template, snapshot, name=f"{name}, {pair}", fmt=fmt)
    if not pair.own_side_of(request.user):
        audit.record(audit.Verb.EXPORTED, by=request.user, obj=pair, note=f"{name}: {fmt.upper()}")
    return response


@require_GET
def programme(request, pk, fmt):
    pair = fetch_visible(PAIRS, request.user, pk=pk)
    snapshot = programmes.programme_snapshot(pair)
    return _printed(request, pair, programmes.TEMPLATE, snapshot, "Программа наставничества", fmt)


@require_GET
def closing(request, pk, fmt):
    """Of a pair that ended."""
    pair = fetch_visible(PAIRS.filter(ended_on__isnull=False), request.user, pk=pk)
    snapshot = closing_sheet.closing_snapshot(pair)
    return _printed(request, pair, closing_sheet.TEMPLATE, snapshot, "Итоговый лист наставничества", fmt)


@require_GET
def consent(request, pk, side, fmt):
    """A blank to sign."""
    pair = fetch_visible(PAIRS, request.user, pk=pk)
    if side not in PairConsent.Side.values:
        raise Http404(side)
    snapshot = consents.consent_snapshot(pair, side)
    return _printed(request, pair, consents.TEMPLATE, snapshot, PairConsent.TITLES[side], fmt)
