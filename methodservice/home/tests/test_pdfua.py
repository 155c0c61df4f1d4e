"""Every document that the portal prints conforms to PDF/UA-1."""

import pytest
from django.urls import reverse
from weasyprint import HTML

from methodservice.documents.models import FrozenDocument
from methodservice.documents.printing import FORMATS, pdf_of
from methodservice.testing.access_table import TABLE
from methodservice.testing.pdfua import violations, violations_of

pytestmark = [pytest.mark.pdfua, pytest.mark.django_db]
PRINTED = {
    "associations:draft_file", "associations:extract", "calendars:consolidated_file",
    "development:attestation_file", "development:needs_file", "development:newcomers_file", "development:plan_file",
    "development:requests_file", "development:watch_file",
    "development:route_file", "events:information",
    "events:registration", "monitoring:cycle_advice_file", "monitoring:cycle_effect_file",
    "mentoring:act", "mentoring:closing_file", "mentoring:consent_file", "mentoring:programme_file",
    "monitoring:edition_changes_file", "monitoring:edition_file", "monitoring:note_file",
    "monitoring:recommendation_file", "monitoring:results_file", "monitoring:return_file", "orders:file",
    "personal:act", "personal:consent_blank", "personal:data", "plans:file",
    "register:style_sample", "reports:analysis_file", "reports:file", "roadmap:changes_file", "roadmap:file",
    "surveys:report", "surveys:slips",
}  # fmt: skip


def printed_by_routes(world, client) -> dict[str, bytes]:
    """Route → the PDF of the district's record; signed documents of the world are no files anybody could open."""
    client.force_login(world.users["methodist"])
    found = {}
    for row in TABLE:
        key = world.records.get(row.record, {}).get("own")
        if key is None:
            continue
        args = row.args(world, "own") if row.args else key
        if isinstance(args, tuple) and args[-1] in FORMATS:
            answer = client.get(reverse(row.route, args=(*args[:-1], "pdf")))
            if answer.content != b"%PDF":
                found[row.route] = answer.content
    return found


def test_validator_names_what_is_wrong():
    page = "<html lang='ru'><title>Проба</title><p>Текст</p></html>"
    untagged, tagged = HTML(string=page).write_pdf(), HTML(string=page).write_pdf(pdf_variant="pdf/ua-1")
    assert "7.1-3: Content shall be marked as Artifact or tagged as real content" in violations(untagged)
    assert violations(tagged) == []


def test_every_document_conforms(world, client, settings):
    settings.PRINTED_AT_ONCE = 10**7
    printed = printed_by_routes(world, client)
    assert set(printed) == PRINTED
    signed = FrozenDocument.objects.exclude(snapshot={}).filter(kind="protocol").first()
    printed["signed protocol"] = pdf_of("associations/pdf/protocol.html", signed.snapshot)
    found = dict(zip(printed, violations_of(list(printed.values())), strict=True))
    assert found == {name: [] for name in printed}
