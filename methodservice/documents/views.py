from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_GET

from methodservice.documents.models import FrozenDocument


@login_not_required
@require_GET
def check(request, code):
    """Public check of a signed document by the code of its QR: number, date, hash — no personal data."""
    document = (
        FrozenDocument.objects.select_related("municipality", "superseded_by")
        .defer("pdf", "snapshot")
        .filter(check_code=code.upper())
        .first()
    )
    return render(request, "documents/check.html", {"document": document}, status=200 if document else 404)
