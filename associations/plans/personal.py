"""Where plans of work make a person responsible."""

from associations.plans.models import LineResponsible
from methodservice import registries
from methodservice.registries import PersonalSection


def responsible(teacher) -> list[dict]:
    """Lines of plans. 1 query."""
    rows = LineResponsible.objects.filter(teacher=teacher).select_related(
        "line__edition__plan__association__municipality", "line__edition__plan__association__school"
    )
    return [
        {"План": str(row.line.edition), "Мероприятие": row.line.action[:1000], "Срок": row.line.deadline}
        for row in rows.order_by("line__edition", "line__position", "pk")
    ]


def register():
    """Called once when the app is ready."""
    registries.personal_data.append(
        PersonalSection("plans", "Ответственность в планах работы", ("plans.lineresponsible",), responsible)
    )
