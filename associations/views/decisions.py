"""Decisions as tasks: the list, the page of one, the mark of completion."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Min
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from associations.filters_decisions import DecisionFilter
from associations.forms.decisions import DoneForm
from associations.models import Decision
from associations.rules import standing
from associations.services.decisions import mark_done, take_mark_back
from associations.views.pages import service_page
from methodservice.directory.access import fetch_visible
from methodservice.directory.exporting import export_if_asked
from methodservice.lib.lists import page_of
from methodservice.lib.periods import SchoolYear
from methodservice.lib.refusals import AlreadyDone

STATE_KINDS = {"done": "done", "late": "done", "overdue": "overdue", "soon": "soon", "waiting": "waiting"}


def standing_of(decision: Decision, day):
    """Where the task stands, from its row as `for_list` reads it."""
    mark = getattr(decision, "done", None)
    return standing(decision.due, mark.done_on if mark else None, day)


def responsible_of(decision: Decision) -> str:
    return decision.responsible.short_name if decision.responsible else decision.responsible_text


def _years(rows, today) -> list[SchoolYear]:
    """School years from the present one down to the first with a decision. 1 query."""
    first = rows.order_by().aggregate(day=Min("adopted_on"))["day"] or today
    oldest, newest = SchoolYear.containing(min(first, today)), SchoolYear.containing(today)
    return [SchoolYear(number) for number in range(newest.first, oldest.first - 1, -1)]


@require_GET
def decision_list(request):
    """Tasks that decisions have become, overdue first. 4 queries beside the user's rights: years, the choice of
    associations, the number, the rows."""
    today = timezone.localdate()
    visible = Decision.objects.visible_to(request.user).adopted()
    chosen = DecisionFilter(
        request.GET, visible.for_list(), request=request, day=today, years=_years(visible, today)
    )
    columns = [
        ("Решение", "text"),
        ("Ответственный", responsible_of),
        ("Срок", "due"),
        ("Состояние", lambda row: standing_of(row, today).word),
        ("Выполнено", lambda row: row.done.done_on if hasattr(row, "done") else None),
        ("Что сделано", lambda row: row.done.comment if hasattr(row, "done") else ""),
        ("Объединение", "item.meeting.association.title"),
        ("Протокол", "protocol_number"),
        ("Принято", "adopted_on"),
    ]
    if download := export_if_asked(request, chosen.qs, columns, "Решения", by=request.user):
        return download
    page = page_of(chosen.qs, request.GET.get("page"))
    rows = []
    for row in page:
        where = standing_of(row, today)
        rows.append((row, STATE_KINDS[where.state], where.word, responsible_of(row)))
    context = {
        "form": chosen.form,
        "page": page,
        "rows": rows,
        "is_filtered": any(request.GET.get(name) for name in chosen.filters),
    }
    return render(request, "associations/decision_list.html", context)


def _crumbs(decision=None):
    crumbs = [
        ("Объединения", reverse("associations:list")),
        ("Решения", reverse("associations:decision_list")),
    ]
    return [*crumbs, ("Решение", decision.get_absolute_url())] if decision else crumbs


def _fetch(request, pk) -> Decision:
    return fetch_visible(Decision.objects.adopted().for_list(), request.user, pk=pk)


def _fetch_to_mark(request, pk) -> Decision:
    decision = _fetch(request, pk)
    if not Decision.objects.marked_by(request.user).filter(pk=pk).exists():
        raise PermissionDenied
    return decision


@require_GET
def decision_page(request, pk):
    """One decision: what, who, when, the protocol it comes from, the mark. 2 queries."""
    decision = _fetch(request, pk)
    where = standing_of(decision, timezone.localdate())
    context = {
        "decision": decision,
        "mark": getattr(decision, "done", None),
        "kind": STATE_KINDS[where.state],
        "word": where.word,
        "responsible": responsible_of(decision),
        "may_mark": Decision.objects.marked_by(request.user).filter(pk=pk).exists(),
        "crumbs": _crumbs(),
    }
    return render(request, "associations/decision.html", context)


@require_http_methods(["GET", "POST"])
def decision_done(request, pk):
    """«Выполнено»: the day, what was done, a file that confirms it."""
    decision = _fetch_to_mark(request, pk)
    back_url = decision.get_absolute_url()
    if request.method == "GET" and hasattr(decision, "done"):
        return redirect(back_url)
    form = DoneForm(
        request.POST or None,
        request.FILES or None,
        initial={"done_on": timezone.localdate()},
        back_url=back_url,
    )

    def do(form):
        data = form.cleaned_data
        mark_done(
            decision=decision, done_on=data["done_on"], comment=data["comment"], upload=data["evidence"],
            by=request.user,
        )  # fmt: skip

    return service_page(
        request, form, "Отметить выполненным", do, back_url=back_url, crumbs=_crumbs(decision),
        done="Отмечено: выполнено.", intro=decision.text,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def decision_not_done(request, pk):
    """Take the mark back; asks once, the evidence goes with it."""
    decision = _fetch_to_mark(request, pk)
    if request.method == "GET" and not hasattr(decision, "done"):
        return redirect(decision)
    if request.method == "POST":
        try:
            take_mark_back(decision=decision, by=request.user)
            messages.success(request, "Отметка снята: решение снова ждёт выполнения.")
        except AlreadyDone as repeat:
            messages.info(request, str(repeat))
        return redirect(decision)
    context = {
        "title": "Снять отметку",
        "crumbs": _crumbs(decision),
        "question": "Снять отметку о выполнении?",
        "consequence": "Решение снова станет невыполненным, приложенный файл удалится. В журнале отметка останется.",
        "action": "Снять отметку",
        "back_url": decision.get_absolute_url(),
    }
    return render(request, "components/confirm.html", context)
