"""The page that takes a document of an office to be read; the review of what was understood belongs to each room."""

from collections.abc import Callable

from django.shortcuts import redirect, render

from methodservice.directory.access import fetch_editable
from methodservice.directory.views.pages import REFUSED, typed
from methodservice.documents.models import FileReading
from methodservice.lib.forms import OfficeFileForm
from methodservice.lib.officefiles import FileRefused


def asked_of(request, queryset, name: str):
    """The record whose new edition the file becomes, named in the address (?set=5); None where there is none."""
    key = request.GET.get(name, "")
    return fetch_editable(queryset, request.user, pk=key) if key else None


def upload_page(
    request, template: str, *, receive: Callable, model: type[FileReading], target, title: str, crumbs
):
    """Send a file; files still under review stand beneath. template extends `documents/upload.html`.

    receive: function(upload) → reading, raises FileRefused; target: the record of a new edition, or None.
    """
    form = OfficeFileForm(typed(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(receive(form.cleaned_data["file"]))
        except FileRefused as refused:
            form.add_error("file", refused.sentence)
    context = {
        "form": form,
        "target": target,
        "waiting": model.objects.visible_to(request.user).filter(accepted=False).defer("content"),
        "title": title,
        "crumbs": crumbs,
    }
    return render(request, template, context, status=REFUSED if form.errors else 200)
