"""What the directory's form pages share: lock, save with the journal, answer a stale form or a second click."""

from datetime import timedelta

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils import timezone

from methodservice.directory import audit
from methodservice.directory.models import AuditEvent

SECOND_CLICK = timedelta(minutes=2)
REFUSED, CONFLICT = 422, 409


def locked(record):
    """The row as it is now, held until the end of the transaction."""
    return type(record).objects.select_for_update(of=("self",)).get(pk=record.pk)


def last_change(record) -> AuditEvent | None:
    """The journal's newest row about a change of the record."""
    rows = AuditEvent.objects.about(record).filter(verb=AuditEvent.Verb.CHANGED)
    return rows.select_related("actor").order_by("-at", "-pk").first()


def form_page(request, form, title: str, *, crumbs, template="directory/form.html", **context):
    """Show a form: empty, refused (422), or stale (409)."""
    stale = getattr(form, "is_stale", False)
    context |= {
        "form": form,
        "title": title,
        "crumbs": crumbs,
        "stale": stale,
        "changed": last_change(form.instance) if stale else None,
    }
    context.setdefault("intro", "")
    status = CONFLICT if stale else REFUSED if form.is_bound and form.errors else 200
    return render(request, template, context, status=status)


def edit_page(request, form_class, record, title: str, *, back_url, crumbs, done="Сохранено.", **options):
    """A page that changes a record the user was allowed to change. options: `form_page`'s, and `save`.

    save: function(form, by) → record instead of `audit.save_form`.
    """
    save = options.pop("save", audit.save_form)
    with transaction.atomic():
        if request.method == "POST":
            record = locked(record)
        form = form_class(request.POST or None, instance=record, back_url=back_url)
        if request.method == "POST" and form.is_valid():
            save(form, by=request.user)
            messages.success(request, done)
            return redirect(back_url)
    return form_page(request, form, title, crumbs=crumbs, **options)


def add_page(request, form, title: str, *, parent, back_url, crumbs, done="Добавлено.", **options):
    """A page that makes a record. parent: the row that new ones hang on, locked so that two clicks make one record.

    A second click that finds what the first has just written is led to it instead of an error.
    options: `form_page`'s; next_url(record) where to go.
    """
    next_url = options.pop("next_url", lambda record: back_url)
    if request.method == "POST":
        with transaction.atomic():
            if parent is not None:
                locked(parent)
            if form.is_valid():
                record = audit.save_form(form, by=request.user)
                messages.success(request, done)
                return redirect(next_url(record))
            twin = getattr(form, "duplicate", None)
            if twin is not None and _just_made(twin, request.user):
                messages.info(request, "Уже записано.")
                return redirect(next_url(twin))
    return form_page(request, form, title, crumbs=crumbs, **options)


def _just_made(record, by) -> bool:
    return (
        AuditEvent.objects.about(record)
        .filter(verb=AuditEvent.Verb.CREATED, actor=by, at__gte=timezone.now() - SECOND_CLICK)
        .exists()
    )
