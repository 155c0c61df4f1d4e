from django.core.paginator import Paginator
from django.db.models import F
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from associations.cadence import requirement, rules_of
from associations.filters import AssociationFilter
from associations.models import Association
from methodservice.directory.exporting import export_if_asked
from methodservice.lib.periods import SchoolYear

PER_PAGE = 25
NBSP = "\N{NO-BREAK SPACE}"
SOON_DAYS = 14
TITLE = ("level", "teachers_of", "school__short_name")
SORTS = {
    "title": TITLE,
    "head": ("head_name",),
    "members": ("members_count",),
    "last": ("last_meeting",),
    "next": ("next_meeting",),
}


def sorted_by(rows, key: str):
    """The register in the order of `?sort=key` or `?sort=-key`; the empty comes last, ties by title."""
    fields = SORTS.get(key.removeprefix("-"), TITLE)
    order = [
        F(name).desc(nulls_last=True) if key.startswith("-") else F(name).asc(nulls_last=True)
        for name in fields
    ]
    return rows.order_by(*order, *TITLE, "pk")


def cadence_state(association, needed, day) -> tuple[str, str]:
    """(kind, word) for the column «Заседания в периоде»; the row is annotated by `with_held`."""
    if association.closed_on:
        return "plain", f"закрыто {association.closed_on:%d.%m.%Y}"
    if not needed.is_running:
        return "plain", "сейчас не требуется"
    count = f"{association.held_now}{NBSP}из{NBSP}{needed.needed}"
    if association.held_now >= needed.needed:
        return "done", f"проведено {count}"
    is_soon = (needed.period.ends - day).days <= SOON_DAYS
    return ("overdue" if is_soon else "waiting"), f"нужно до {needed.period.ends:%d.%m}: {count}"


@require_GET
def association_list(request):
    """Register of associations. 4 queries beside the user's rights: rules, the two lists of choices, the rows
    (5 with their number)."""
    today = timezone.localdate()
    needed = requirement(rules_of(request.user.municipality_id), today)
    rows = Association.objects.visible_to(request.user).for_register(today)
    if needed.is_running:
        rows = rows.with_held(needed.period.starts, needed.period.ends)
    chosen = AssociationFilter(
        request.GET, rows, request=request, day=today, year=SchoolYear.containing(today), requirement=needed
    )
    found = sorted_by(chosen.qs, request.GET.get("sort", "title"))
    columns = [
        ("Объединение", "title"),
        ("Уровень", "get_level_display"),
        ("Руководитель", "head_name"),
        ("Членов", "members_count"),
        ("Последнее заседание", "last_meeting"),
        ("Следующее заседание", "next_meeting"),
        ("Заседания в периоде", lambda row: cadence_state(row, needed, today)[1]),
    ]
    if download := export_if_asked(request, found, columns, "Объединения", by=request.user):
        return download
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    access = request.user.access
    context = {
        "form": chosen.form,
        "page": page,
        "rows": [(row, *cadence_state(row, needed, today)) for row in page],
        "requirement": needed,
        "is_filtered": any(request.GET.get(name) for name in chosen.filters),
        "may_add": access.is_methodist or access.is_coordinator,
    }
    return render(request, "associations/list.html", context)
