"""What the pages of a plan share: the way to a record through the user's scope, the path to the page."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse

from associations.plans.models import AnnualPlan, PlanEdition
from associations.views.card import crumbs_to
from methodservice.directory.access import fetch_editable, fetch_visible

PLANS = AnnualPlan.objects.select_related(
    "association__municipality__rules", "association__school", "association__parent"
)
NOTHING_OPEN = (
    "Сейчас план менять нельзя: он на утверждении или утверждён. Утверждённый меняют новой редакцией."
)


def plan_title(plan: AnnualPlan) -> str:
    return f"План на {plan.year} учебный год"


def plan_crumbs(plan: AnnualPlan, *, inside=True) -> list[tuple[str, str]]:
    """The path to the plan's page, or to a page under it."""
    path = [*crumbs_to(plan.association)]
    return [*path, (plan_title(plan), plan.get_absolute_url())] if inside else path


def fetch_approvable(user, pk) -> AnnualPlan:
    """The plan if the user approves it; 403 if the user may only see it; 404 if not even that."""
    plan = fetch_visible(PLANS, user, pk=pk)
    if not AnnualPlan.objects.approved_by(user).filter(pk=plan.pk).exists():
        raise PermissionDenied
    return plan


def fetch_edition_to_change(user, pk) -> PlanEdition | None:
    """The pending edition of a plan that the user leads, whatever its state; None when there is none."""
    plan = fetch_editable(PLANS, user, pk=pk)
    edition = plan.editions.pending().first()
    if edition:
        edition.plan = plan
    return edition


def back_to(request, plan_id: int, sentence: str = "", *, anchor: str = ""):
    """To the plan's page, with a message if there is something to say."""
    if sentence:
        messages.info(request, sentence)
    url = reverse("plans:plan", args=[plan_id])
    return redirect(f"{url}#{anchor}" if anchor else url)
