from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_GET

from methodservice.directory.addresses import client_address
from methodservice.documents.models import FrozenDocument
from methodservice.lib.throttle import within_limit


@login_not_required
@require_GET
def check(request, code):
    """Public check of a signed document by the code of its QR: number, date, hash — no personal data."""
    asker = f"check:{client_address(request)}"
    if not within_limit(asker, limit=settings.CHECKS_PER_MINUTE, seconds=60):
        response = render(request, "429.html", status=429)
        response["Retry-After"] = "60"
        return response
    document = (
        FrozenDocument.objects.select_related("municipality", "superseded_by", "entry")
        .defer("pdf", "snapshot")
        .filter(check_code=code.upper())
        .first()
    )
    return render(request, "documents/check.html", {"document": document}, status=200 if document else 404)
