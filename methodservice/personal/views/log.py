"""«Кто смотрел карточку»: for methodists and the person."""

from django.shortcuts import render
from django.views.decorators.http import require_GET

from methodservice.directory.exporting import export_if_asked
from methodservice.lib.lists import page_of
from methodservice.personal.access_log import in_words, log_of
from methodservice.personal.filters import LogFilter
from methodservice.personal.views.common import fetch_for_all, person_crumbs

COLUMNS = [
    ("Когда", "at"),
    ("Кто", lambda row: str(row.actor) if row.actor else ""),
    ("Что", in_words),
]


@require_GET
def log(request, pk):
    """Who opened, exported or printed, newest first. 4 queries beside the frame: card, former posts, number, rows."""
    teacher = fetch_for_all(request, pk)
    is_own = teacher.pk == request.user.teacher_id
    found = LogFilter(request.GET, log_of(teacher))
    name = f"Кто смотрел карточку {teacher.short_name}"
    if download := export_if_asked(request, found.qs, COLUMNS, name, by=request.user):
        return download
    page = page_of(found.qs, request.GET.get("page"))
    context = {
        "teacher": teacher,
        "title": "Кто смотрел мою карточку" if is_own else "Кто смотрел карточку",
        "form": found.form,
        "page": page,
        "rows": [(row, in_words(row)) for row in page],
        "crumbs": person_crumbs(request.user, teacher),
    }
    return render(request, "personal/log.html", context)
