"""What a deadline in words means: a page, and the fragment that fields show as one types."""

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from methodservice.directory.forms.deadlines import DeadlineQuestion, this_school_year
from methodservice.directory.views.pages import REFUSED


@require_GET
def deadline_explain(request):
    """GET text, first, last; or field=name and the words under that name, as htmx sends a field."""
    asked = request.GET.dict()
    if "field" in asked:
        asked["text"] = asked.get(asked["field"], "")
    first, last = this_school_year()
    form = DeadlineQuestion({"first": first.isoformat(), "last": last.isoformat()} | asked)
    meaning = form.meaning() if form.is_valid() else None
    status = REFUSED if form.errors else 200
    if request.htmx:
        return render(request, "components/deadline_meaning.html", {"meaning": meaning}, status=status)
    context = {
        "form": form,
        "meaning": meaning,
        "crumbs": [("Справочники", reverse("directory:index"))],
    }
    return render(request, "directory/deadline_explain.html", context, status=status)
