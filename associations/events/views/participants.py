"""The list of participants: many are added at once, rows are saved together."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from associations.events.forms.participants import PickerForm, row_forms
from associations.events.models import Participant
from associations.events.people import MOST_SHOWN, members_of
from associations.events.services import participants as services
from associations.events.views.common import EVENTS, crumbs_to, keys_of
from associations.events.workflow import State
from methodservice.directory.access import fetch_editable
from methodservice.directory.views.pages import REFUSED
from methodservice.lib.numerals import people
from methodservice.lib.refusals import AlreadyDone, Refused


def _address(event) -> str:
    return reverse("events:participants", args=[event.pk])


def _page(request, event, rows, *, chosen=(), part=Participant.Part.LISTENER, error=""):
    picker = PickerForm(request.GET or None, event=event, user=request.user)
    found = list(picker.people()[: MOST_SHOWN + 1])
    context = {
        "event": event,
        "rows": rows,
        "with_attendance": event.state == State.HELD,
        "is_open": event.state != State.CANCELLED,
        "picker": picker,
        "is_asked": picker.is_asked,
        "found": found[:MOST_SHOWN],
        "there_are_more": len(found) > MOST_SHOWN,
        "most": MOST_SHOWN,
        "members": members_of(event.association_id, event).count() if event.association_id else 0,
        "parts": Participant.Part.choices,
        "part": part,
        "chosen": set(chosen),
        "all_chosen": request.GET.get("all") == "1",
        "error": error,
        "crumbs": crumbs_to(event),
    }
    refused = error or any(row.errors for row in rows)
    return render(request, "events/participants.html", context, status=REFUSED if refused else 200)


def _rows(request, event, data):
    participants = event.participants.select_related("teacher__school")
    return row_forms(data, participants, with_attendance=event.state == State.HELD)


@require_http_methods(["GET", "POST"])
def participants(request, pk):
    """The list as a form, and the search for others. POST saves what was changed in all rows at once."""
    event = fetch_editable(EVENTS, request.user, pk=pk)
    if request.method == "GET":
        return _page(request, event, _rows(request, event, None))
    rows = _rows(request, event, request.POST)
    if not all(row.is_valid() for row in rows):
        return _page(request, event, rows)
    removed = [row.participant.pk for row in rows if row.is_removed]
    changes = {row.participant.pk: row.changes for row in rows if row.changes and not row.is_removed}
    try:
        number = services.save_participants(event=event, changes=changes, removed=removed, by=request.user)
    except Refused as refusal:
        return _page(request, event, rows, error=str(refusal))
    messages.success(request, f"Сохранено. Изменено строк: {number}." if number else "Изменений нет.")
    return redirect(_address(event))


@require_POST
def participants_add(request, pk):
    """Add those who are checked, all in one part."""
    event = fetch_editable(EVENTS, request.user, pk=pk)
    chosen = keys_of(request, "teachers")
    part = request.POST.get("part", Participant.Part.LISTENER)
    if part not in Participant.Part.values:
        part = Participant.Part.LISTENER
    try:
        rows = services.add_participants(event=event, teacher_ids=chosen, part=part, by=request.user)
    except AlreadyDone as repeat:
        messages.info(request, str(repeat))
    except Refused as refusal:
        shown = _rows(request, event, None)
        return _page(request, event, shown, chosen=chosen, part=part, error=str(refusal))
    else:
        messages.success(request, f"Добавлено: {people(len(rows))}.")
    return redirect(_address(event))


@require_POST
def members_add(request, pk):
    """«Все члены объединения»."""
    event = fetch_editable(EVENTS, request.user, pk=pk)
    try:
        rows = services.add_members(event=event, by=request.user)
    except Refused as refusal:
        messages.info(request, str(refusal))
    else:
        messages.success(request, f"Добавлено: {people(len(rows))}.")
    return redirect(_address(event))
