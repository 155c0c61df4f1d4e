"""Handing a plan in, reading it as the approver, opening and throwing away an edition."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from associations.plans.forms.plan import NewEditionForm, ReviewForm
from associations.plans.models import PlanEdition
from associations.plans.page import difference_of, read_sections, state_of
from associations.plans.readiness import problems_of
from associations.plans.services import workflow
from associations.plans.views.common import (
    PLANS,
    back_to,
    fetch_approvable,
    fetch_edition_to_change,
    plan_crumbs,
    plan_title,
)
from associations.views.pages import service_page
from methodservice.directory.access import fetch_editable
from methodservice.directory.views.pages import REFUSED, typed
from methodservice.lib.refusals import AlreadyDone, Refused
from methodservice.lib.whole import wholes

SUBMITTED = "План представлен на утверждение. Ответ придёт в «Мои дела»."
REMARKS_TYPED = "Вы написали замечания. Нажмите «Вернуть с замечаниями» или сотрите их и утвердите план."


@require_http_methods(["GET", "POST"])
def submit(request, pk):
    """Hand in. What is in the way is told line by line; an unclear deadline may be confirmed."""
    edition = fetch_edition_to_change(request.user, pk)
    if edition is None:
        return back_to(request, pk, "Представлять нечего: у плана нет новой редакции.")
    confirmed = wholes(request.POST.getlist("confirmed"))
    if request.method == "POST":
        try:
            workflow.submit(edition=edition, by=request.user, confirmed=confirmed)
        except workflow.NotReady:
            pass
        except Refused as refusal:
            return back_to(request, pk, str(refusal))
        else:
            messages.success(request, SUBMITTED)
            return redirect(edition.plan)
    elif edition.state not in PlanEdition.OPEN:
        return back_to(request, pk, "План уже представлен на утверждение.")
    context = {
        "plan": edition.plan,
        "problems": problems_of(edition),
        "confirmed": confirmed,
        "title": "Представить план на утверждение",
        "crumbs": plan_crumbs(edition.plan),
    }
    return render(request, "plans/submit.html", context, status=REFUSED if request.method == "POST" else 200)


@require_POST
def withdraw(request, pk):
    """Take the plan back while nobody has answered."""
    edition = fetch_edition_to_change(request.user, pk)
    if edition is None:
        return back_to(request, pk, "Отзывать нечего: план уже утверждён.")
    try:
        workflow.withdraw(edition=edition, by=request.user)
    except Refused as refusal:
        return back_to(request, pk, str(refusal))
    messages.success(request, "План отозван: его снова можно менять.")
    return redirect(edition.plan)


@require_http_methods(["GET", "POST"])
def review(request, pk):
    """The approver reads the plan, approves or returns it; a box for a remark stands beside each line."""
    plan = fetch_approvable(request.user, pk)
    edition = plan.editions.pending().select_related("submitted_by").first()
    if edition is None or edition.state != PlanEdition.State.SUBMITTED:
        return back_to(request, pk, "Этот план сейчас не ждёт утверждения.")
    edition.plan = plan
    sections = read_sections(edition, timezone.localdate())
    lines = [row.line for section in sections for row in section.rows]
    form = ReviewForm(typed(request), lines=lines, initial={"version": edition.version})
    if request.method == "POST" and form.is_valid():
        try:
            done = _decide(request, form, edition)
        except AlreadyDone as repeat:
            return back_to(request, pk, str(repeat))
        except Refused as refusal:
            form.add_error(refusal.anchor or None, str(refusal))
        else:
            messages.success(request, done)
            return redirect(plan)
    difference = difference_of(edition)
    kind, word = state_of(edition)
    context = {
        "plan": plan,
        "edition": edition,
        "state_kind": kind,
        "state_word": word,
        "sections": [
            (section.title, [(row, form.remark_of(row.line)) for row in section.rows]) for section in sections
        ],
        "difference": difference,
        "form": form,
        "title": plan_title(plan),
        "crumbs": plan_crumbs(plan),
    }
    return render(request, "plans/review.html", context, status=REFUSED if form.errors else 200)


def _decide(request, form: ReviewForm, edition: PlanEdition) -> str:
    """What was decided, in words. Raises Refused."""
    cleaned = form.cleaned_data
    if request.POST.get("decision") == "approve":
        if cleaned["comment"] or any(form.remarks.values()):
            raise Refused(REMARKS_TYPED)
        workflow.approve(edition=edition, by=request.user, version=cleaned["version"])
        return "План утверждён."
    workflow.return_edition(
        edition=edition,
        by=request.user,
        comment=cleaned["comment"],
        remarks=form.remarks,
        version=cleaned["version"],
    )
    return "План возвращён с замечаниями."


@require_http_methods(["GET", "POST"])
def new_edition(request, pk):
    """Change an approved plan: a further edition, with a reason."""
    plan = fetch_editable(PLANS, request.user, pk=pk)
    form = NewEditionForm(typed(request), back_url=plan.get_absolute_url())

    def do(form):
        workflow.open_new_edition(plan=plan, reason=form.cleaned_data["reason"], by=request.user)

    return service_page(
        request,
        form,
        "Новая редакция плана",
        do,
        back_url=plan.get_absolute_url(),
        crumbs=plan_crumbs(plan),
        done="Новая редакция открыта: измените строки и представьте её на утверждение.",
        intro="Утверждённый план остаётся в силе, пока новую редакцию не утвердят. Отметки о выполнении сохранятся.",
    )


@require_http_methods(["GET", "POST"])
def discard(request, pk):
    """Throw away the pending edition; asks once."""
    edition = fetch_edition_to_change(request.user, pk)
    if edition is None:
        return back_to(request, pk, "Удалять нечего: у плана нет новой редакции.")
    plan = edition.plan
    if request.method == "POST":
        try:
            left = workflow.discard_edition(edition=edition, by=request.user)
        except Refused as refusal:
            return back_to(request, pk, str(refusal))
        messages.success(request, "Удалено.")
        return redirect(left or plan.association)
    if edition.state not in PlanEdition.OPEN:
        return back_to(request, pk, "План на утверждении. Чтобы удалить его, сначала отзовите.")
    is_first = edition.number == 1
    context = {
        "title": "Удалить план" if is_first else f"Удалить редакцию {edition.number}",
        "crumbs": plan_crumbs(plan),
        "question": f"Удалить черновик плана на {plan.year} учебный год?"
        if is_first
        else f"Удалить редакцию {edition.number}, которая готовится?",
        "consequence": "Все его строки пропадут. План можно будет составить заново."
        if is_first
        else "В силе останется утверждённый план.",
        "action": "Удалить",
        "back_url": plan.get_absolute_url(),
    }
    return render(request, "components/confirm.html", context)
