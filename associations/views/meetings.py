"""Meetings: plan, change, cancel; the page of a meeting in each of its states; what moves it to another state."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from associations.forms.meetings import ItemForm, MeetingEditForm, PlanForm, ReasonForm, RepeatForm
from associations.models import Association, Meeting
from associations.picture import read_meeting
from associations.services import agenda, signing
from associations.services import meetings as services
from associations.services.decisions import protocol_before
from associations.views.protocols import protocol_context
from associations.views.screen import REFUSED, Screen, association_crumbs, crumbs_of, posted
from methodservice import registries
from methodservice.directory.access import fetch_editable, fetch_visible
from methodservice.directory.views.saving import conflict_response
from methodservice.lib.refusals import AlreadyDone, Refused, Stale

State = Meeting.State
MEETING_FIELDS = ("date", "time", "form", "place", "theme")


def led_association(user, pk) -> Association:
    """The association where the user files meetings; 403 where they only read, 404 elsewhere."""
    rows = Association.objects.select_related("municipality", "school")
    association = fetch_visible(rows, user, pk=pk)
    if not Association.objects.led_by(user).filter(pk=pk).exists():
        raise PermissionDenied
    return association


def visible_meeting(user, pk) -> Meeting:
    rows = Meeting.objects.for_list().select_related("chair", "secretary")
    return fetch_visible(rows, user, pk=pk)


def editable_meeting(user, pk) -> Meeting:
    rows = Meeting.objects.for_list().select_related("chair", "secretary")
    return fetch_editable(rows, user, pk=pk)


@require_http_methods(["GET", "POST"])
def meeting_add(request, pk):
    """Plan a meeting of an association; one that took place already starts its protocol at once."""
    association = led_association(request.user, pk)
    proposals = agenda.open_proposals(association)
    if request.method == "GET":
        today = timezone.localdate()
        initial = {"date": today, "place": agenda.last_place(association, today)}
        form = PlanForm(initial=initial, proposals=proposals)
        return _plan_page(request, association, form)
    form = PlanForm(request.POST, proposals=proposals)
    if not form.is_valid():
        return _plan_page(request, association, form, status=REFUSED)
    data = form.cleaned_data
    chosen = [proposal for proposal in proposals if proposal.pk in data.get("proposals", ())]
    try:
        meeting = agenda.plan_meeting(
            association=association, by=request.user, titles=data["agenda"], proposals=chosen,
            **{name: data[name] for name in MEETING_FIELDS},
        )  # fmt: skip
    except Refused as error:
        form.add_error(None, str(error))
        return _plan_page(request, association, form, status=REFUSED)
    if "start" in request.POST:
        _tell(request, services.start_protocol, meeting=meeting, by=request.user)
    else:
        messages.success(request, "Заседание запланировано.")
    return redirect(meeting)


def _plan_page(request, association, form, status=200):
    context = {
        "form": form,
        "association": association,
        "title": "Новое заседание",
        "crumbs": association_crumbs(association),
        "back_url": association.get_absolute_url(),
        "is_new": True,
    }
    return render(request, "associations/meeting_form.html", context, status=status)


def _tell(request, service, *, done="", **arguments) -> bool:
    """Run a service; what it refuses is said on the next page. Was it done (by this click or an earlier one)?"""
    try:
        service(**arguments)
    except AlreadyDone as error:
        messages.info(request, str(error))
        return True
    except Refused as error:
        messages.error(request, str(error))
        return False
    if done:
        messages.success(request, done)
    return True


@require_http_methods(["GET", "POST"])
def meeting_edit(request, pk):
    """Date, time, place, form, theme."""
    meeting = editable_meeting(request.user, pk)
    if request.method == "GET":
        initial = {name: getattr(meeting, name) for name in (*MEETING_FIELDS, "version")}
        return _edit_page(request, meeting, MeetingEditForm(initial=initial))
    form = MeetingEditForm(request.POST)
    if not form.is_valid():
        return _edit_page(request, meeting, form, status=REFUSED)
    values = {name: form.cleaned_data[name] for name in MEETING_FIELDS}
    try:
        services.save_meeting(
            meeting=meeting, version=form.cleaned_data["version"], by=request.user, **values
        )
    except Stale as stale:
        form.typed = MEETING_FIELDS
        return conflict_response(
            request, form, stale, title="Изменить заседание",
            crumbs=crumbs_of(meeting, with_meeting=True), back_url=request.path,
        )  # fmt: skip
    except Refused as error:
        form.add_error(None, str(error))
        return _edit_page(request, meeting, form, status=REFUSED)
    messages.success(request, "Изменения записаны.")
    return redirect(meeting)


def _edit_page(request, meeting, form, status=200):
    context = {
        "form": form,
        "association": meeting.association,
        "title": "Изменить заседание",
        "crumbs": crumbs_of(meeting, with_meeting=True),
        "back_url": meeting.get_absolute_url(),
        "is_new": False,
    }
    return render(request, "associations/meeting_form.html", context, status=status)


@require_http_methods(["GET", "POST"])
def meeting_delete(request, pk):
    """Cancel a planned meeting; asks once."""
    meeting = editable_meeting(request.user, pk)
    if request.method == "POST":
        done = _tell(
            request, agenda.cancel_meeting, done="Заседание удалено.", meeting=meeting, by=request.user
        )
        return redirect(meeting.association if done else meeting)
    context = {
        "title": "Удалить заседание",
        "crumbs": crumbs_of(meeting, with_meeting=True),
        "question": f"Удалить запланированное заседание «{meeting.theme}»?",
        "consequence": "Вместе с ним удалится повестка. Предложения школьных объединений останутся и подождут.",
        "action": "Удалить",
        "back_url": meeting.get_absolute_url(),
    }
    return render(request, "components/confirm.html", context)


@require_GET
def meeting_page(request, pk):
    """A meeting: its plan, its protocol in draft (the secretary's screen), the signed protocol, or why it failed."""
    meeting = visible_meeting(request.user, pk)
    may_edit = Meeting.objects.editable_by(request.user).filter(pk=pk).exists()
    context = {
        "meeting": meeting,
        "may_edit": may_edit,
        "panels": registries.panels_of(meeting, request.user, timezone.localdate()),
        "crumbs": crumbs_of(meeting),
        "oob": False,
    }
    if meeting.state == State.SIGNED:
        return render(request, "associations/meeting_signed.html", context | protocol_context(meeting))
    if meeting.state in (State.HELD, State.CORRECTING):
        context["screen"] = Screen(meeting)
        page = "secretary/screen" if may_edit else "meeting_draft"
        return render(request, f"associations/{page}.html", context)
    picture = read_meeting(meeting)
    people = [line.teacher for line in picture.members]
    context |= {
        "picture": picture,
        "is_planned": meeting.state == State.PLANNED,
        "has_come": meeting.date <= timezone.localdate(),
        "repeat": Meeting.objects.filter(repeat_of=meeting).first(),
        "item_form": ItemForm(people=people),
        "proposals": agenda.open_proposals(meeting.association) if may_edit else [],
        "followed": protocol_before(meeting) if meeting.state == State.PLANNED else None,
    }
    return render(request, "associations/meeting_planned.html", context)


@require_POST
def meeting_start(request, pk):
    """«Начать протокол»."""
    meeting = editable_meeting(request.user, pk)
    _tell(request, services.start_protocol, meeting=meeting, by=request.user)
    return redirect(meeting)


@require_http_methods(["GET", "POST"])
def meeting_not_held(request, pk):
    """«Не состоялось», with the reason; the quorum's own reason is proposed."""
    meeting = editable_meeting(request.user, pk)
    picture = read_meeting(meeting)
    proposed = "" if picture.quorum.reached or picture.here == () else f"{picture.quorum.reason}."
    form = ReasonForm(posted(request), initial={"reason": proposed})
    if request.method == "POST" and form.is_valid():
        note = form.cleaned_data["reason"]
        _tell(request, services.declare_not_held, meeting=meeting, by=request.user, note=note)
        return redirect(meeting)
    context = {
        "question": "Отметить, что заседание не состоялось?",
        "consequence": "Протокола не будет. Повторное заседание с той же повесткой можно назначить сразу.",
        "action": "Не состоялось",
        "title": "Заседание не состоялось",
    }
    return _reason_page(request, meeting, form, context)


def _reason_page(request, meeting, form, context):
    context |= {
        "form": form,
        "crumbs": crumbs_of(meeting, with_meeting=True),
        "back_url": meeting.get_absolute_url(),
    }
    status = REFUSED if form.is_bound else 200
    return render(request, "associations/meeting_reason.html", context, status=status)


@require_http_methods(["GET", "POST"])
def meeting_repeat(request, pk):
    """A repeat meeting with the same agenda after one that did not take place."""
    meeting = editable_meeting(request.user, pk)
    form = RepeatForm(posted(request))
    if request.method == "POST" and form.is_valid():
        day = form.cleaned_data["date"]
        try:
            repeat = services.plan_repeat(meeting=meeting, date=day, by=request.user)
        except AlreadyDone as error:
            messages.info(request, str(error))
            return redirect(Meeting.objects.get(repeat_of=meeting))
        except Refused as error:
            form.add_error("date", str(error))
        else:
            messages.success(request, "Повторное заседание запланировано с той же повесткой.")
            return redirect(repeat)
    context = {
        "title": "Повторное заседание",
        "form": form,
        "crumbs": crumbs_of(meeting, with_meeting=True),
        "back_url": meeting.get_absolute_url(),
        "meeting": meeting,
    }
    status = REFUSED if form.is_bound else 200
    return render(request, "associations/meeting_repeat.html", context, status=status)


@require_http_methods(["GET", "POST"])
def meeting_sign(request, pk):
    """Asks once: what prevents signing, or what will happen. A second click is answered with the number."""
    meeting = editable_meeting(request.user, pk)
    if request.method == "POST":
        try:
            protocol = signing.sign_protocol(meeting=meeting, by=request.user)
        except AlreadyDone as error:
            messages.info(request, str(error))
            return redirect(meeting)
        except Refused as error:
            messages.error(request, str(error))
            return _sign_page(request, meeting, status=REFUSED)
        messages.success(request, f"Протокол подписан, № {protocol.number}.")
        return redirect(meeting)
    if meeting.state == State.SIGNED:
        return redirect(meeting)
    return _sign_page(request, meeting)


def _sign_page(request, meeting, status=200):
    picture = read_meeting(meeting)
    context = {
        "meeting": meeting,
        "picture": picture,
        "winners": [entry for entry in picture.items if entry.winner is not None],
        "is_correction": meeting.state == State.CORRECTING,
        "may_sign": picture.may_sign and meeting.state in (State.HELD, State.CORRECTING),
        "crumbs": crumbs_of(meeting, with_meeting=True),
    }
    return render(request, "associations/meeting_sign.html", context, status=status)


@require_http_methods(["GET", "POST"])
def meeting_correct(request, pk):
    """«Исправить» a signed protocol: a new edition with a reason."""
    meeting = editable_meeting(request.user, pk)
    form = ReasonForm(posted(request))
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        done = "Исправьте текст и подпишите новую редакцию."
        _tell(request, signing.start_correction, done=done, meeting=meeting, reason=reason, by=request.user)
        return redirect(meeting)
    context = {
        "question": "Открыть подписанный протокол для исправления?",
        "consequence": "Подписанная редакция не изменится. Появится новая, с тем же номером; причина печатается в ней.",
        "action": "Исправить",
        "title": "Исправление протокола",
    }
    return _reason_page(request, meeting, form, context)
