"""Marks of an item: made, changed, taken back; a time begun, cancelled, restored."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from methodservice.directory.access import fetch_editable, fetch_visible
from methodservice.directory.views.pages import done_or_told, form_page, service_page, typed
from methodservice.lib.files import NotKept
from methodservice.lib.refusals import AlreadyDone, Refused
from roadmap.evidence import find_records
from roadmap.forms.marking import CancelForm, ChangeMarkForm, FactForm, MarkForm
from roadmap.mine import keys_of
from roadmap.models import Completion, Item, Occurrence
from roadmap.services import marking
from roadmap.services.living import NOT_IN_FORCE, line_in_force
from roadmap.views.item import ITEMS, item_crumbs

OCCURRENCES = Occurrence.objects.select_related("item__programme__municipality")
MARKS = Completion.objects.select_related("item__programme__municipality", "occurrence", "evidence")
FORM = "directory/form.html"


def refuse_unless_marked_by(user, item: Item) -> None:
    """403 unless the user may mark the item: a methodist, or whoever it is given to."""
    rows = Item.objects.markable_by(user, keys_of(user, timezone.localdate()))
    if not rows.filter(pk=item.pk).exists():
        raise PermissionDenied


def fetch_marked(rows, user, pk):
    """An item, or what hangs on it, if the user may mark it; 403 if the user may only see it, else 404."""
    found = fetch_visible(rows, user, pk=pk)
    refuse_unless_marked_by(user, found if isinstance(found, Item) else found.item)
    return found


def _asked(request) -> dict:
    """`?record=protocol:5`: the record that proves it and its day, when the person may open it; else today."""
    key = request.GET.get("record", "")[:60]
    record = find_records(request.user, [key]).get(key)
    today = timezone.localdate()
    if record is None or not record.url:
        return {"done_on": today}
    return {"done_on": min(record.day or today, today), "record": key}


def _mark_page(request, item: Item, form_class, title: str, do, *, done: str):
    line = line_in_force(item)
    asked = _asked(request)
    form = form_class(
        typed(request),
        request.FILES or None,
        initial=asked,
        user=request.user,
        kept=asked.get("record", ""),
        back_url=item.get_absolute_url(),
    )
    return service_page(
        request,
        form,
        title,
        lambda form: do(by=request.user, **form.cleaned_data) and None,
        back_url=item.get_absolute_url(),
        crumbs=item_crumbs(item, line),
        done=done,
        intro=line.action if line else NOT_IN_FORCE,
    )


@require_http_methods(["GET", "POST"])
def mark(request, pk):
    """«Отметить выполнение» of one time."""
    found = fetch_marked(OCCURRENCES, request.user, pk)

    def do(**values):
        return marking.mark_occurrence(occurrence=found, **values)

    title = f"Отметить выполнение: срок до {found.ends:%d.%m.%Y}"
    return _mark_page(request, found.item, MarkForm, title, do, done="Отмечено.")


@require_http_methods(["GET", "POST"])
def fact_add(request, pk):
    """«Записать, что сделано», without a due date."""
    found = fetch_marked(ITEMS, request.user, pk)

    def do(**values):
        return marking.add_fact(item=found, **values)

    return _mark_page(request, found, FactForm, "Записать, что сделано", do, done="Записано.")


@require_http_methods(["GET", "POST"])
def mark_change(request, pk):
    """Change a mark."""
    found = fetch_marked(MARKS, request.user, pk)
    item = found.item
    try:
        with transaction.atomic():
            line = None
            if request.method == "POST":
                line, found = marking.lock_mark(found)
            form = ChangeMarkForm(
                typed(request),
                request.FILES or None,
                mark=found,
                user=request.user,
                back_url=item.get_absolute_url(),
            )
            if request.method == "POST" and form.is_valid():
                marking.change_mark(mark=found, by=request.user, **form.cleaned_data)
                messages.success(request, "Сохранено.")
                return redirect(item)
    except AlreadyDone as repeat:
        messages.info(request, str(repeat))
        return redirect(item)
    except Refused as refusal:
        if line is None:
            messages.error(request, str(refusal))
            return redirect(item)
        form.add_error(refusal.anchor or None, str(refusal))
    except NotKept as failure:
        form.add_error(None, failure.sentence)
    return form_page(
        request, form, "Изменить отметку", crumbs=item_crumbs(item, line_in_force(item)), template=FORM
    )


@require_POST
def mark_take_back(request, pk):
    """Take a mark back, or undo what was closed by itself; it can be made again, so nothing is asked."""
    found = fetch_marked(MARKS, request.user, pk)
    done = "Отменено. Сама эта запись пункт больше не закроет." if found.automatic else "Отметка снята."
    return done_or_told(request, found.item, marking.take_back, done=done, mark=found)


@require_POST
def start(request, pk):
    """«Взять в работу»; `undo` says that it is not in work after all."""
    found = fetch_marked(OCCURRENCES, request.user, pk)
    started = "undo" not in request.POST
    done = "Взято в работу." if started else "Больше не в работе."
    return done_or_told(
        request, found.item, marking.set_started, done=done, occurrence=found, started=started
    )


@require_http_methods(["GET", "POST"])
def cancel(request, pk):
    """Cancel one time of an item, with the reason."""
    found = fetch_editable(OCCURRENCES, request.user, pk=pk)
    item = found.item
    line = line_in_force(item)
    form = CancelForm(typed(request), back_url=item.get_absolute_url())

    def do(form):
        marking.cancel_occurrence(occurrence=found, by=request.user, **form.cleaned_data)

    return service_page(
        request,
        form,
        "Отменить срок",
        do,
        back_url=item.get_absolute_url(),
        crumbs=item_crumbs(item, line),
        done="Срок отменён.",
        intro=f"Срок — до {found.ends:%d.%m.%Y}. Отменённый срок остаётся в пункте с причиной, его можно вернуть.",
    )


@require_POST
def restore(request, pk):
    """Keep a cancelled time after all."""
    found = fetch_editable(OCCURRENCES, request.user, pk=pk)
    return done_or_told(
        request, found.item, marking.restore_occurrence, done="Срок возвращён.", occurrence=found
    )
