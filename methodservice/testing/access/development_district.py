"""Access to the views of the district over development."""

from methodservice.testing.access_rows import DISTRICT, METHODISTS, Row, Who

LISTS = f"{DISTRICT} coordinator"
NO_LISTS = "head secretary curator former_head member teacher"
SEEN = {"may": LISTS, "sees": NO_LISTS}
KEPT = {
    "own_school": Who(may=f"{METHODISTS} coordinator", sees="department"),
    "other_school": Who(may=METHODISTS, sees="department"),
}
PLANNED = {
    "own_school": Who(may=METHODISTS, sees="department coordinator"),
    "other_school": Who(may=METHODISTS, sees="department"),
}
OF_METHODISTS = {"own": Who(may=METHODISTS, sees=f"department coordinator {NO_LISTS}")}


def _file(world, ownership):
    return ("docx",)


FILE = {"record": "any_format", "own": Who(may=LISTS, sees=NO_LISTS), "args": _file}

ROWS: list[Row] = [
    Row("development:attestation", **SEEN),
    Row("development:attestation_file", **FILE),
    Row("development:needs", **SEEN),
    Row("development:needs_file", **FILE),
    Row("development:newcomers", **SEEN),
    Row("development:newcomers_file", **FILE),
    Row("development:plan", **SEEN),
    Row("development:plan_file", **FILE),
    Row("development:planned_add", may=f"{METHODISTS} coordinator", sees=f"department {NO_LISTS}"),
    Row("development:planned_edit", "planned_attestation", **KEPT),
    Row("development:planned_remove", "planned_attestation", **KEPT),
    Row("development:provider", "provider", own=Who(may=LISTS, sees=NO_LISTS)),
    Row("development:provider_add", may=METHODISTS, sees=f"department coordinator {NO_LISTS}"),
    Row("development:provider_edit", "provider", **OF_METHODISTS),
    Row("development:provider_merge", "provider", **OF_METHODISTS),
    Row("development:providers", **SEEN),
    Row("development:request_add", may=f"{METHODISTS} coordinator", sees=f"department {NO_LISTS}"),
    Row("development:request_decline", "asked_request", **PLANNED),
    Row("development:request_done", "planned_request", **PLANNED),
    Row("development:request_edit", "asked_request", **KEPT),
    Row("development:request_plan", "asked_request", **PLANNED),
    Row("development:request_remove", "asked_request", **KEPT),
    Row("development:request_return", "planned_request", method="POST", **PLANNED),
    Row("development:requests", **SEEN),
    Row("development:requests_file", **FILE),
    Row("development:watch", **SEEN),
    Row("development:watch_file", **FILE),
]
