"""The journal of the municipality and the history of one record."""

from collections import defaultdict

from django.apps import apps
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from methodservice.directory.access import require_methodist
from methodservice.directory.exporting import export_if_asked
from methodservice.directory.filters_accounts import JournalFilter
from methodservice.directory.models import AuditEvent, Municipality
from methodservice.lib.lists import page_of

COLUMNS = [
    ("Когда", "at"),
    ("Кто", lambda event: str(event.actor) if event.actor else ""),
    ("Что сделано", "get_verb_display"),
    ("Запись", "record_label"),
    ("Изменения", lambda event: "; ".join(f"{name}: {was} → {now}" for name, (was, now) in event.changes.items())),
    ("Пояснение", "note"),
]  # fmt: skip


def visible_records(kind: str, user):
    """Records of «app.model» that the user may open, or None: only what has a scope has a history."""
    try:
        model = apps.get_model(kind)
    except (LookupError, ValueError):
        return None
    manager = getattr(model, "objects", None)
    if hasattr(manager, "visible_to"):
        return manager.visible_to(user)
    if manager and any(field.name == "municipality" for field in model._meta.concrete_fields):
        return manager.filter(municipality__in=Municipality.objects.visible_to(user))
    return None


def mark_openable(events, user) -> None:
    """Sets `has_history` on each event: the record exists and the user may open it. 1 query for each kind of record."""
    ids = defaultdict(set)
    for event in events:
        if event.record_id:
            ids[event.record_type].add(event.record_id)
    found = set()
    for kind, keys in ids.items():
        records = visible_records(kind, user)
        if records is not None:
            found |= {(kind, pk) for pk in records.filter(pk__in=keys).values_list("pk", flat=True)}
    for event in events:
        event.has_history = (event.record_type, event.record_id) in found


@require_GET
def journal(request):
    """Who did what to which record. 2 queries beyond the frame + 1 for each kind of record on the page."""
    require_methodist(request.user)
    found = JournalFilter(request.GET, AuditEvent.objects.visible_to(request.user).for_journal())
    if download := export_if_asked(request, found.qs, COLUMNS, "Журнал действий", by=request.user):
        return download
    page = page_of(found.qs, request.GET.get("page"))
    mark_openable(page.object_list, request.user)
    crumbs = [("Справочники", reverse("directory:index"))]
    return render(request, "directory/journal.html", {"filter": found, "page": page, "crumbs": crumbs})


@require_GET
def history(request, kind, pk):
    """What happened to one record, for everybody who may open the record itself."""
    records = visible_records(kind, request.user)
    record = records.filter(pk=pk).first() if records is not None else None
    if record is None:
        raise Http404
    page = page_of(AuditEvent.objects.about(record).for_journal(), request.GET.get("page"))
    get_url = getattr(record, "get_absolute_url", None)
    context = {
        "record": record,
        "kind": record._meta.verbose_name,
        "crumbs": [(str(record), get_url())] if get_url else [],
        "page": page,
    }
    return render(request, "directory/history.html", context)
