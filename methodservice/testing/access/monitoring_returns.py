"""Access to the routes of returns: the school's side of a campaign."""

from methodservice.testing.access_rows import DISTRICT, EVERYBODY, METHODISTS, Row, Who

READ = {
    "own": Who(may=DISTRICT),
    "own_school": Who(may=f"{DISTRICT} coordinator"),
    "other_school": Who(may=DISTRICT),
}
"""A return: of the municipality itself, of the coordinator's school, of another one."""
FILLED = {
    "own": Who(may=METHODISTS, sees="department"),
    "own_school": Who(may=f"{METHODISTS} coordinator", sees="department"),
    "other_school": Who(may=METHODISTS, sees="department"),
}


def numerator(world, ownership):
    """Arguments of the list behind the portal's figure of a value."""
    return world.records["value"][ownership], "numerator"


def as_file(world, ownership):
    """Arguments of the printed return."""
    return world.records["return_"][ownership], "docx"


ROWS: list[Row] = [
    Row("monitoring:return", "return_", **READ),
    Row("monitoring:return_file", "return_", args=as_file, **READ),
    Row("monitoring:return_form", "return_", **READ),
    Row("monitoring:return_said", "return_", **FILLED),
    Row("monitoring:return_save", "return_", method="POST", **FILLED),
    Row("monitoring:return_upload", "return_", **FILLED),
    Row("monitoring:return_withdraw", "return_", method="POST", **FILLED),
    Row("monitoring:returns", may=EVERYBODY),
    Row("monitoring:value_records", "value", args=numerator, **READ),
]
