"""Attached files: to those who see the record that a file belongs to."""

from django.http import FileResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from methodservice.directory.access import fetch_visible
from methodservice.documents.models import StoredFile


@require_GET
def file(request, pk):
    """The file itself, piece by piece: shown in place or saved, by its kind. A page that says so when its disk copy is
    gone. 1 query."""
    stored = fetch_visible(StoredFile, request.user, pk=pk)
    try:
        content = stored.path.open("rb")
    except FileNotFoundError:
        return render(request, "documents/file_missing.html", {"file": stored}, status=404)
    return FileResponse(
        content,
        as_attachment=not stored.kind.in_place,
        filename=stored.name,
        content_type=stored.media_type,
    )
