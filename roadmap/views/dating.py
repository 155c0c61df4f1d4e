"""The schedule of an item, and what the item watches."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from methodservice.directory.access import fetch_editable
from methodservice.directory.views.pages import done_or_told, form_page, service_page, typed
from methodservice.lib.refusals import AlreadyDone, Refused
from roadmap.forms.marking import WatchForm
from roadmap.forms.schedule import ScheduleForm
from roadmap.item import read_item
from roadmap.models import Watch
from roadmap.services import scheduling, watching
from roadmap.services.living import NOT_IN_FORCE, line_in_force
from roadmap.services.scheduling import Time, schedule_of, state_of
from roadmap.views.item import ITEMS, item_crumbs
from roadmap.views.marking import fetch_marked

WATCHES = Watch.objects.select_related("item__programme__municipality")


@require_http_methods(["GET", "POST"])
def schedule(request, pk):
    """«График»: times that a person sets, a date or words in each row."""
    item = fetch_editable(ITEMS, request.user, pk=pk)
    line = line_in_force(item)
    if line is None:
        messages.error(request, NOT_IN_FORCE)
        return redirect(item)
    free, touched = schedule_of(item)
    edition = line.part.edition
    form = ScheduleForm(
        typed(request),
        rows=[Time(row.starts, row.ends, row.note) for row in free],
        period=(edition.first, edition.last),
        seen=state_of(free),
    )
    changed = False
    if request.method == "POST" and "more" not in request.POST and form.is_valid():
        try:
            scheduling.set_schedule(
                item=item, times=form.times, seen=form.cleaned_data["seen"], by=request.user
            )
        except AlreadyDone as repeat:
            messages.info(request, str(repeat))
            return redirect(item)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            changed = str(refusal) == scheduling.CHANGED
        else:
            messages.success(request, "График сохранён.")
            return redirect(item)
    context = {"line": line, "item": item, "touched": touched, "free": free, "edition": edition}
    if changed:
        form.see_again(state_of(free))
    title = "График"
    return form_page(
        request,
        form,
        title,
        crumbs=item_crumbs(item, line),
        template="roadmap/life/schedule.html",
        is_changed=changed,
        **context,
    )


@require_http_methods(["GET", "POST"])
def watch(request, pk):
    """«Отмечать автоматически»: choose what completes the item."""
    item = fetch_marked(ITEMS, request.user, pk)
    line = line_in_force(item)
    form = WatchForm(typed(request), user=request.user, back_url=item.get_absolute_url())

    def do(form):
        watching.watch(item=item, by=request.user, **form.cleaned_data)
        page = read_item(item, request.user, timezone.localdate())
        if page and page.offered:
            messages.info(request, "Кое-что уже состоялось: посмотрите, не это ли выполняет пункт.")

    return service_page(
        request,
        form,
        "Отмечать автоматически",
        do,
        back_url=item.get_absolute_url(),
        crumbs=item_crumbs(item, line),
        done="Пункт следит за выбранным.",
        intro=line.action if line else NOT_IN_FORCE,
    )


@require_POST
def unwatch(request, pk):
    """Watch no more."""
    found = fetch_marked(WATCHES, request.user, pk)
    done = "Пункт больше не следит за этим."
    return done_or_told(request, found.item, watching.unwatch, done=done, watch=found)
