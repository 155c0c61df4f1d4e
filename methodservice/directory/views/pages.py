"""What form pages share: lock, save with the journal, answer a stale form, a second click, a refusing service."""

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS
from django.db import transaction
from django.shortcuts import redirect, render

from methodservice.directory import audit
from methodservice.directory.models import AuditEvent
from methodservice.lib.files import NotKept
from methodservice.lib.refusals import AlreadyDone, Refused

REFUSED, CONFLICT = 422, 409


def typed(request):
    """The data of a form: None unless it was sent. An empty POST is a form that was sent empty."""
    return request.POST if request.method == "POST" else None


def locked(record):
    """The row as it is now, held until the end of the transaction."""
    return record._meta.default_manager.select_for_update(of=("self",)).get(pk=record.pk)


def last_change(record) -> AuditEvent | None:
    """The journal's newest row about a change of the record."""
    rows = AuditEvent.objects.about(record).filter(verb=AuditEvent.Verb.CHANGED)
    return rows.select_related("actor").order_by("-at", "-pk").first()


def form_page(request, form, title: str, *, crumbs, template="directory/form.html", **context):
    """Show a form: empty, refused (422), or stale (409)."""
    stale = getattr(form, "is_stale", False)
    if stale:
        # components/stale.html says it in full
        form.errors.pop(NON_FIELD_ERRORS, None)
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
    """A page that changes a record the user was allowed to change. options: `form_page`'s, and

    save: function(form, by) → record, instead of `audit.save_form`; context: function(form) → more context;
    only_show: name of a button that shows the form again with its context and saves nothing; form_options: more
    keywords of the form. Sentences in `record.farewell` are told after `done`.
    """
    save = options.pop("save", audit.save_form)
    more_context = options.pop("context", lambda form: {})
    only_show = options.pop("only_show", "")
    form_options = options.pop("form_options", {})
    with transaction.atomic():
        if request.method == "POST":
            record = locked(record)
        form = form_class(typed(request), instance=record, back_url=back_url, **form_options)
        saving = request.method == "POST" and only_show not in request.POST
        if saving and form.is_valid():
            record = save(form, by=request.user)
            messages.success(request, " ".join([done, *getattr(record, "farewell", ())]))
            return redirect(back_url)
    return form_page(request, form, title, crumbs=crumbs, **options, **more_context(form))


def add_page(request, form, title: str, *, parent, back_url, crumbs, done="Добавлено.", **options):
    """A page that makes a record. parent: the row that new ones hang on, locked so that two clicks make one record.

    A second click that finds what the first has just written is led to it instead of an error.
    options: `form_page`'s; next_url(record) where to go; save: function(form, by) → record, see `edit_page`.
    """
    next_url = options.pop("next_url", lambda record: back_url)
    save = options.pop("save", audit.save_form)
    if request.method == "POST":
        with transaction.atomic():
            locked(parent)
            if form.is_valid():
                record = save(form, by=request.user)
                messages.success(request, done)
                return redirect(next_url(record))
            twin = getattr(form, "duplicate", None)
            if twin is not None and audit.just_made(type(twin), by=request.user).filter(record_id=twin.pk):
                messages.info(request, "Уже записано.")
                return redirect(next_url(twin))
    return form_page(request, form, title, crumbs=crumbs, **options)


def service_page(
    request, form, title, do, *, back_url, crumbs, done, template="directory/form.html", **context
):
    """A page whose valid POST calls `do(form)` and returns to `back_url`.

    do returns None or an address to go to instead; done: what is said then, empty where do says it. Refused: its
    sentence stands at the field it names; AlreadyDone: a message; NotKept: a sentence above the form. context: what the
    template needs besides the form page's own.
    """
    if request.method == "POST" and form.is_valid():
        try:
            next_url = do(form)
        except AlreadyDone as repeat:
            messages.info(request, str(repeat))
            return redirect(back_url)
        except Refused as refusal:
            form.add_error(refusal.anchor if refusal.anchor in form.fields else None, str(refusal))
        except NotKept as failure:
            form.add_error(None, failure.sentence)
        else:
            if done:
                messages.success(request, done)
            return redirect(next_url or back_url)
    return form_page(request, form, title, crumbs=crumbs, template=template, **context)


def done_or_told(request, record, service, *, done: str, **arguments):
    """Run a service of one button and return to the record's page; what it refuses is said there."""
    try:
        service(by=request.user, **arguments)
    except AlreadyDone as repeat:
        messages.info(request, str(repeat))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect(record)
