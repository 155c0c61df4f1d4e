"""The page of an item of a plan: what it says, what became of it, whether it is done."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from associations.plans.forms.life import LinkForm, MarkForm
from associations.plans.item import read_item
from associations.plans.models import ItemLink, PlanItem
from associations.plans.services import life as services
from associations.plans.views.common import plan_crumbs
from associations.views.pages import service_page
from methodservice.directory.access import fetch_editable, fetch_visible
from methodservice.directory.views.pages import done_or_told, typed
from methodservice.lib.refusals import AlreadyDone, Refused
from methodservice.lib.whole import whole

ITEMS = PlanItem.objects.select_related("plan__association__municipality", "plan__association__school")


def _item_crumbs(item: PlanItem) -> list[tuple[str, str]]:
    return [*plan_crumbs(item.plan), ("Пункт плана", item.get_absolute_url())]


def fetch_marked(user, pk) -> PlanItem:
    """The item if the user may mark it done; 403 if the user may only see it; 404 if not even that."""
    item = fetch_visible(ITEMS, user, pk=pk)
    if not PlanItem.objects.marked_by(user).filter(pk=item.pk).exists():
        raise PermissionDenied
    return item


@require_GET
def item(request, pk):
    """Words, state and history of an item. 8 queries at most beside the frame's."""
    found = fetch_visible(ITEMS, request.user, pk=pk)
    page = read_item(found, request.user, timezone.localdate())
    if page is None:
        raise Http404
    context = {
        "page": page,
        "item": found,
        "plan": found.plan,
        "title": f"Пункт {page.line.position}",
        "crumbs": plan_crumbs(found.plan),
    }
    return render(request, "plans/life/item.html", context)


def _asked_day(request) -> date:
    """`?on=2026-10-12`, the day of a meeting or event that took place; today without it."""
    today = timezone.localdate()
    try:
        asked = date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return today
    return min(asked, today)


@require_http_methods(["GET", "POST"])
def item_mark(request, pk):
    """«Отметить выполненным»."""
    found = fetch_marked(request.user, pk)
    form = MarkForm(
        typed(request),
        request.FILES or None,
        initial={"done_on": _asked_day(request)},
        back_url=found.get_absolute_url(),
    )
    line = services.line_in_force(found)

    def do(form):
        services.mark_done(item=found, by=request.user, **form.cleaned_data)

    return service_page(
        request,
        form,
        "Отметить выполненным",
        do,
        back_url=found.get_absolute_url(),
        crumbs=_item_crumbs(found),
        done="Пункт отмечен выполненным.",
        intro=line.action if line else services.NOT_IN_FORCE,
    )


@require_http_methods(["GET", "POST"])
def item_take_back(request, pk):
    """Take the mark back; asks once."""
    found = fetch_marked(request.user, pk)
    if request.method == "POST":
        return done_or_told(request, found, services.take_back, done="Отметка снята.", item=found)
    context = {
        "title": "Снять отметку",
        "crumbs": _item_crumbs(found),
        "question": "Снять отметку о выполнении?",
        "consequence": "Дата, описание и приложенный файл удалятся. В истории останется, кто и когда снял отметку.",
        "action": "Снять отметку",
        "back_url": found.get_absolute_url(),
    }
    return render(request, "components/confirm.html", context)


def _seen(request) -> int:
    seen = whole(request.POST.get("seen", ""))
    return -1 if seen is None else seen


def _become(request, pk, service, edit_route: str, done: str):
    found = fetch_editable(ITEMS, request.user, pk=pk)
    try:
        made = service(item=found, seen=_seen(request), by=request.user)
    except AlreadyDone as repeat:
        messages.info(request, str(repeat))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
        return redirect(edit_route, made.pk)
    return redirect(found)


@require_POST
def item_meeting(request, pk):
    """«Создать заседание»: a planned meeting of the item, then its date and place."""
    done = "Заседание создано и связано с пунктом плана. Уточните дату и место."
    return _become(request, pk, services.plan_meeting_of, "associations:meeting_edit", done)


@require_POST
def item_event(request, pk):
    """«Создать мероприятие»: a planned event of the item, then its date and place."""
    done = "Мероприятие создано и связано с пунктом плана. Уточните дату и место."
    return _become(request, pk, services.plan_event_of, "events:edit", done)


@require_http_methods(["GET", "POST"])
def item_link(request, pk):
    """Say that an item became a meeting or event that is there already."""
    found = fetch_editable(ITEMS, request.user, pk=pk)
    form = LinkForm(
        typed(request),
        meetings=services.linkable_meetings(found),
        events=services.linkable_events(found),
        back_url=found.get_absolute_url(),
    )
    if not form.fields:
        messages.info(request, "Свободных заседаний и мероприятий этого года нет. Создайте новое.")
        return redirect(found)

    def do(form):
        services.link_item(item=found, by=request.user, **form.cleaned_data)

    return service_page(
        request,
        form,
        "Связать с пунктом плана",
        do,
        back_url=found.get_absolute_url(),
        crumbs=_item_crumbs(found),
        done="Связано.",
        intro="Заседания и мероприятия этого учебного года, которые ещё не связаны ни с одним пунктом.",
    )


@require_POST
def item_unlink(request, pk):
    """The meeting or event stands for the item no more; it stays itself."""
    rows = ItemLink.objects.select_related("item__plan__association")
    link = fetch_editable(rows, request.user, pk=pk)
    done = "Связь убрана. Само заседание или мероприятие осталось."
    return done_or_told(request, link.item, services.unlink, done=done, link=link)
