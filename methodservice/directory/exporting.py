"""Downloads of lists. A list page calls one helper; what the page shows is what is downloaded."""

from collections.abc import Callable, Iterable, Sequence

from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.utils import timezone

from methodservice.directory.audit import Verb, event
from methodservice.lib.exports import WRITERS, table_response

Columns = Sequence[tuple[str, str | Callable]]
CHUNK = 1000


def _getter(value: str | Callable) -> Callable:
    if callable(value):
        return value
    path = value.split(".")

    def read(row):
        for name in path:
            if row is None:
                return None
            row = getattr(row, name)
            row = row() if callable(row) else row
        return row

    return read


def export_if_asked(
    request, rows: QuerySet | Sequence, columns: Columns, filename: str, by
) -> HttpResponseBase | None:
    """The download if the address has `?export=xlsx` or `?export=csv`, otherwise None. Call it before paging:

        teachers = TeacherFilter(request.GET, Teacher.objects.visible_to(request.user).for_register()).qs
        columns = [("Педагог", "full_name"), ("Организация", "school.short_name"),
                   ("Предметы", lambda teacher: ", ".join(s.name for s in teacher.subjects.all()))]
        if download := export_if_asked(request, teachers, columns, "Педагоги", by=request.user):
            return download

    rows: the filtered, sorted queryset of the page (scoped to the user!) or a sequence; columns: (heading, attribute
    path with dots — a method is called — or function of the row); filename: in Russian, without extension, the day is
    added; the template shows the links with `{% export_links %}`. Written to the journal as «выгружено» with the number
    of rows. Memory is constant: a queryset is read by thousands. Cost: the page's own queries, 1 count, 1 journal row.
    """
    kind = request.GET.get("export")
    if kind not in WRITERS:
        return None
    is_query = isinstance(rows, QuerySet)
    number = rows.count() if is_query else len(rows)
    note = f"{filename}: {kind.upper()}, строк: {number}"
    told = event(Verb.EXPORTED, by=by, note=note)
    # which records were in the list: the log of a person's card finds lists of people by it
    told.record_type = rows.model._meta.label_lower if is_query else ""
    told.save()
    getters = [_getter(value) for _, value in columns]
    source: Iterable = rows.iterator(chunk_size=CHUNK) if is_query else rows
    return table_response(
        kind,
        f"{filename} {timezone.localdate():%d.%m.%Y}",
        [title for title, _ in columns],
        ([get(row) for get in getters] for row in source),
    )
