"""Access to the routes of `associations.plans`."""

from methodservice.testing.access.plans_life import ROWS as LIFE
from methodservice.testing.access_rows import (
    ASSOCIATION_SEEN,
    EVERYBODY,
    FILED,
    KEPT,
    METHODISTS,
    READ,
    Row,
    Who,
)

APPROVED = {
    "own": Who(may=METHODISTS, sees="department coordinator head secretary curator member"),
    "own_school": Who(may=f"{METHODISTS} coordinator", sees="department"),
    "other_school": Who(may=METHODISTS, sees="department"),
}
"""A plan on the approver's page, where the rule of the municipality names the methodist."""
PREPARED = {name: Who(may=f"{who.may} department") for name, who in FILED.items()}
"""An edition that is not approved yet: those who lead the association, who approve, and the district's staff."""


def as_pdf(record):
    """Arguments of the file of an edition."""
    return lambda world, ownership: (world.records[record][ownership], "pdf")


ROWS: list[Row] = [
    Row("plans:changes", "approved_plan", **READ),
    Row("plans:discard", "plan", **FILED),
    Row("plans:file", "draft_edition", args=as_pdf("draft_edition"), **PREPARED),
    Row("plans:list", may=EVERYBODY),
    Row("plans:line_add", "plan", **FILED),
    Row("plans:line_edit", "line", **FILED),
    Row("plans:line_move", "line", method="POST", data={"way": "up"}, **FILED),
    Row("plans:line_remove", "line", **FILED),
    Row("plans:new_edition", "approved_plan", **FILED),
    Row("plans:plan", "plan", **ASSOCIATION_SEEN),
    Row("plans:review", "submitted_plan", **APPROVED),
    Row("plans:submit", "plan", **FILED),
    Row("plans:withdraw", "submitted_plan", method="POST", **FILED),
    Row("plans:words", "plan", **FILED),
    *(
        row
        for name in ("direction", "kind")
        for row in (
            Row(f"plans:{name}_add", may=METHODISTS),
            Row(f"plans:{name}_edit", name, own=KEPT),
            Row(f"plans:{name}_list", may=EVERYBODY),
            Row(f"plans:{name}_move", name, own=KEPT, method="POST", data={"way": "up"}),
            Row(f"plans:{name}_retire", name, own=KEPT, method="POST", data={"retired": "1"}),
            Row(f"plans:{name}_usual", may=METHODISTS, method="POST"),
        )
    ),
    *LIFE,
]
