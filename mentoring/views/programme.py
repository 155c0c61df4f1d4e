"""Items of the programme, meetings, check-ups."""

from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from mentoring.forms.programme import CheckupForm, EditItemForm, MarkForm, NewItemForm, SessionForm
from mentoring.models import Checkup, Pair, ProgrammeItem, Session
from mentoring.services import checkups as scoring
from mentoring.services import programme as services
from mentoring.views.common import PAIRS, crumbs_to, fetch_worked
from methodservice.directory.access import fetch_editable
from methodservice.directory.views.pages import done_or_told, edit_page, service_page, typed

ITEMS = ProgrammeItem.objects.select_related("pair__mentor", "pair__mentee", "pair__outsider", "deficit")
SESSIONS = Session.objects.select_related("pair__mentor", "pair__mentee", "pair__outsider")
CHECKUPS = Checkup.objects.select_related("pair__mentor", "pair__mentee", "pair__outsider").prefetch_related(
    "scores"
)


def _back(pair, part: str) -> str:
    return f"{pair.get_absolute_url()}#{part}"


@require_http_methods(["GET", "POST"])
def item_add(request, pk):
    """A new item of the programme."""
    pair = fetch_editable(PAIRS, request.user, pk=pk)

    def do(form):
        services.add_item(pair=pair, by=request.user, **form.cleaned_data)

    back_url = _back(pair, "programme")
    form = NewItemForm(
        typed(request), pair=pair, instance=ProgrammeItem(pair=pair), back_url=back_url,
        initial={"due": pair.ends},
    )  # fmt: skip
    return service_page(
        request,
        form,
        "Пункт программы",
        do,
        back_url=back_url,
        crumbs=crumbs_to(pair),
        done="Пункт добавлен.",
    )


@require_http_methods(["GET", "POST"])
def item_edit(request, pk):
    """Words and dates of an item; while the pair is open."""
    item = fetch_editable(ITEMS, request.user, pk=pk)
    back_url = _back(item.pair, "programme")
    if item.pair.state not in Pair.OPEN:
        return redirect(back_url)
    return edit_page(
        request, EditItemForm, item, "Изменить пункт", back_url=back_url, crumbs=crumbs_to(item.pair),
        form_options={"pair": item.pair},
    )  # fmt: skip


@require_POST
def items_from_deficits(request, pk):
    """An item for each open deficit that has none."""
    pair = fetch_editable(PAIRS, request.user, pk=pk)
    done = "Дефициты внесены в программу. Уточните, что и когда сделать."
    return done_or_told(request, pair, services.take_deficits, done=done, pair=pair)


@require_http_methods(["GET", "POST"])
def item_mark(request, pk):
    """«Выполнено», by the mentor too."""
    item = fetch_worked(ITEMS, request.user, pk=pk)

    def do(form):
        services.mark_item(item=item, by=request.user, **form.cleaned_data)

    back_url = _back(item.pair, "programme")
    form = MarkForm(
        typed(request), back_url=back_url,
        initial={"done_on": item.done_on or timezone.localdate(), "outcome": item.outcome},
    )  # fmt: skip
    return service_page(
        request, form, "Отметить выполнение", do, back_url=back_url, crumbs=crumbs_to(item.pair),
        done="Пункт отмечен.", intro=item.action,
    )  # fmt: skip


@require_POST
def item_unmark(request, pk):
    """Marked by mistake."""
    item = fetch_worked(ITEMS, request.user, pk=pk)
    return done_or_told(
        request, item.pair, services.mark_item, done="Отметка снята.", item=item, done_on=None, outcome=""
    )


@require_http_methods(["GET", "POST"])
def item_remove(request, pk):
    """Take an item out; asks once."""
    item = fetch_editable(ITEMS, request.user, pk=pk)
    question = f"Убрать из программы «{item.action}»?"
    return _removed(request, item, services.remove_item, "Убрать пункт", question, "Пункт убран.", item=item)


@require_http_methods(["GET", "POST"])
def session_add(request, pk):
    """A meeting of the two, by the mentor too."""
    pair = fetch_worked(PAIRS, request.user, pk=pk)

    def do(form):
        services.add_session(pair=pair, by=request.user, **form.cleaned_data)

    back_url = _back(pair, "sessions")
    form = SessionForm(typed(request), back_url=back_url, initial={"held_on": timezone.localdate()})
    return service_page(
        request, form, "Встреча", do, back_url=back_url, crumbs=crumbs_to(pair), done="Встреча записана."
    )


@require_http_methods(["GET", "POST"])
def session_remove(request, pk):
    """Written down by mistake; asks once."""
    session = fetch_editable(SESSIONS, request.user, pk=pk)
    question = f"Убрать встречу {session.held_on:%d.%m.%Y} «{session.about}»?"
    return _removed(
        request,
        session,
        services.remove_session,
        "Убрать встречу",
        question,
        "Встреча убрана.",
        session=session,
    )


def _removed(request, record, service, title, question, done, **arguments):
    if request.method == "POST":
        return done_or_told(request, record.pair, service, done=done, **arguments)
    context = {
        "title": title,
        "crumbs": crumbs_to(record.pair),
        "question": question,
        "consequence": "",
        "action": "Убрать",
        "back_url": record.pair.get_absolute_url(),
    }
    return render(request, "components/confirm.html", context)


@require_http_methods(["GET", "POST"])
def checkup(request, pk):
    """Scores by criterion; once more they are corrected."""
    found = fetch_editable(CHECKUPS, request.user, pk=pk)
    back_url = _back(found.pair, "checkups")

    def do(form):
        scoring.hold_checkup(
            checkup=found, held_on=form.cleaned_data["held_on"], note=form.cleaned_data["note"],
            scores=form.scores, by=request.user,
        )  # fmt: skip

    return service_page(
        request,
        CheckupForm(typed(request), checkup=found, back_url=back_url),
        f"Замер: {found.title.lower()}",
        do,
        back_url=back_url,
        crumbs=crumbs_to(found.pair),
        done="Замер сохранён.",
        template="mentoring/checkup.html",
    )
