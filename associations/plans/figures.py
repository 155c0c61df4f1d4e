"""Figures about annual plans: 1 query each."""

from datetime import datetime, time, timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone

from associations.figures import CLOSED, ROOM, associations_of
from associations.plans.models import AnnualPlan, PlanEdition
from methodservice.directory.counting import figure_of
from methodservice.lib.periods import SchoolYear
from methodservice.registries import Counted


def _approved(span):
    """Approved by the end of the cut-off day; a plan that a new edition replaces stays approved."""
    over = timezone.make_aware(datetime.combine(span.cut_off + timedelta(days=1), time.min))
    editions = PlanEdition.objects.filter(
        plan=OuterRef("pk"), state__in=PlanEdition.KEPT, approved_at__lt=over
    )
    return AnnualPlan.objects.filter(
        Exists(editions),
        association__in=associations_of(span),
        school_year=SchoolYear.containing(span.cut_off).first,
    )


def _tell(rows, span, user):
    rows = rows.select_related("association__municipality", "association__school")
    for plan in rows.order_by("association__level", "association__teachers_of", "pk"):
        yield Counted(
            plan.association.title, plan.get_absolute_url(), f"план на {plan.year.title} учебный год"
        )


FIGURES = (
    figure_of(
        _approved,
        _tell,
        path="association__school",
        key="plans.approved",
        title="Объединения с утверждённым планом",
        room=ROOM,
        unit="ед.",
        words="Объединения, у которых к концу дня сбора утверждён план на учебный год, в который попадает этот день. "
        f"{CLOSED}",
        on_day=True,
    ),
)
