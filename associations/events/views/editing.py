"""An event is planned, changed, held, cancelled, planned again."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from associations.events.forms.events import CancelForm, EditEventForm, HoldForm, NewEventForm
from associations.events.models import Event
from associations.events.services import events as services
from associations.events.views.common import EVENTS, REGISTER, crumbs_to, keys_of
from associations.events.views.register import may_add
from associations.models import Association
from associations.views.pages import service_page
from methodservice.directory import audit
from methodservice.directory.access import fetch_editable
from methodservice.directory.views.pages import REFUSED, edit_page, form_page, typed
from methodservice.lib.refusals import AlreadyDone, Refused
from methodservice.lib.whole import whole, wholes


def _asked_association(request) -> Association | None:
    """`?association=12`, if the user leads it; the only one that the user leads otherwise."""
    led = Association.objects.led_by(request.user).active().select_related("municipality", "school")
    if (asked := whole(request.GET.get("association", ""))) is not None:
        return led.filter(pk=asked).first()
    if request.user.access.is_methodist:
        return None
    found = list(led[:2])
    return found[0] if len(found) == 1 else None


@require_http_methods(["GET", "POST"])
def add(request):
    """Plan an event; the page of the new event says what comes next. A second click leads to the first event."""
    user = request.user
    if not may_add(user):
        raise PermissionDenied
    association = _asked_association(request)
    back_url = association.get_absolute_url() if association else reverse(REGISTER)
    form = NewEventForm(
        typed(request), user=user, chosen=association, back_url=back_url,
        instance=Event(municipality=user.municipality), initial={"starts": timezone.localdate()},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            event = services.add_event(municipality=user.municipality, by=user, **form.cleaned_data)
        except AlreadyDone as repeat:
            messages.info(request, str(repeat))
            return redirect(services.twins_of(municipality=user.municipality, **form.cleaned_data).first())
        messages.success(request, "Мероприятие запланировано. Теперь пригласите участников.")
        return redirect(event)
    return form_page(request, form, "Новое мероприятие", crumbs=crumbs_to())


@transaction.atomic
def _save(form, *, by):
    form.instance.version += 1
    return audit.save_form(form, by=by)


@require_http_methods(["GET", "POST"])
def edit(request, pk):
    """What, when, where; of a held one the outcome too. The organiser stays."""
    event = fetch_editable(EVENTS, request.user, pk=pk)
    return edit_page(
        request,
        EditEventForm,
        event,
        "Изменить мероприятие",
        back_url=event.get_absolute_url(),
        crumbs=crumbs_to(event),
        save=_save,
    )


@require_http_methods(["GET", "POST"])
def hold(request, pk):
    """«Провести»: who came, people without names, the outcome. «Все пришли» marks everybody and keeps what is typed."""
    event = fetch_editable(EVENTS, request.user, pk=pk)
    people = list(event.participants.select_related("teacher__school"))
    form = HoldForm(
        typed(request),
        participants=people,
        initial={
            "came": [row.pk for row in people if row.attended],
            "outsiders": event.outsiders,
            "outcome": event.outcome,
        },
    )
    if "everybody" in request.POST:
        data = request.POST.copy()
        data.setlist("came", [row.pk for row in people])
        form = HoldForm(participants=people, initial={**data.dict(), "came": data.getlist("came")})
    elif request.method == "POST" and form.is_valid():
        try:
            services.hold_event(
                event=event, by=request.user, listed=keys_of(request, "listed"), **form.cleaned_data
            )
        except AlreadyDone as repeat:
            messages.info(request, str(repeat))
            return redirect(event)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Мероприятие отмечено как проведённое.")
            return redirect(event)
    context = {
        "event": event,
        "form": form,
        "people": people,
        "came": wholes(map(str, form["came"].value() or ())),
        "title": "Как прошло",
        "crumbs": crumbs_to(event),
    }
    status = REFUSED if form.errors else 200
    return render(request, "events/hold.html", context, status=status)


@require_http_methods(["GET", "POST"])
def cancel(request, pk):
    """Cancel with a reason; participants see it on the page."""
    event = fetch_editable(EVENTS, request.user, pk=pk)
    back_url = event.get_absolute_url()

    def do(form):
        services.cancel_event(event=event, reason=form.cleaned_data["reason"], by=request.user)

    return service_page(
        request,
        CancelForm(typed(request), back_url=back_url),
        "Отменить мероприятие",
        do,
        back_url=back_url,
        crumbs=crumbs_to(event),
        done="Мероприятие отменено.",
        intro="Мероприятие останется в списке с пометкой и причиной, в отчёты не войдёт. Его можно вернуть в план.",
    )


@require_POST
def plan_again(request, pk):
    """«Вернуть в план»: held or cancelled by mistake."""
    event = fetch_editable(EVENTS, request.user, pk=pk)
    try:
        services.plan_again(event=event, by=request.user)
    except AlreadyDone as repeat:
        messages.info(request, str(repeat))
    else:
        messages.success(request, "Мероприятие снова в плане.")
    return redirect(event)
