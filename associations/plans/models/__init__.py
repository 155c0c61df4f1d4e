from .life import ItemDone, ItemLink
from .line import LineOccurrence, LineResponsible, PlanLine
from .lists import ActivityKind, Direction
from .plan import AnnualPlan, PlanEdition, PlanItem
from .starting import PlanTable, PlanTemplate

__all__ = [
    "ActivityKind",
    "AnnualPlan",
    "Direction",
    "ItemDone",
    "ItemLink",
    "LineOccurrence",
    "LineResponsible",
    "PlanEdition",
    "PlanItem",
    "PlanLine",
    "PlanTable",
    "PlanTemplate",
]
