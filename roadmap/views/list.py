"""The register of programmes and roadmaps."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from methodservice.directory.exporting import export_if_asked
from methodservice.lib.lists import page_of
from roadmap.filters import ProgrammeFilter
from roadmap.register import coming_words, register_rows, sorted_by, state_of_row, years_of

PER_PAGE = 25
COLUMNS = [
    ("Название", "title"),
    ("Вид", "get_kind_display"),
    ("С", "first"),
    ("По", "last"),
    ("Состояние", lambda row: state_of_row(row)[1]),
    ("Новая редакция", coming_words),
    ("Приказ №", "order_number"),
    ("Дата приказа", "approved_on"),
    ("Сроков", "total"),
    ("Выполнено", "done"),
    ("Выполнено, %", "share"),
    ("Просрочено", "overdue"),
]


@require_GET
def programme_list(request):
    """All that the user sees. 3 queries beside the user's rights: years, the number of rows, the rows."""
    user = request.user
    rows = register_rows(user, timezone.localdate())
    chosen = ProgrammeFilter(request.GET, rows, request=request, years=years_of(user))
    found = sorted_by(chosen.qs, request.GET.get("sort", ""))
    if download := export_if_asked(request, found, COLUMNS, "Дорожные карты", by=user):
        return download
    page = page_of(found, request.GET.get("page"), PER_PAGE)
    context = {
        "form": chosen.form,
        "page": page,
        "rows": [(row, *state_of_row(row), coming_words(row)) for row in page],
        "is_filtered": any(request.GET.get(name) for name in chosen.filters),
        "title": "Дорожные карты и программы",
    }
    return render(request, "roadmap/list.html", context)
