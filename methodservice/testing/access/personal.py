"""Access to the routes of `methodservice.personal`."""

from methodservice.testing.access_rows import DISTRICT, METHODISTS, READERS, Row, Who

SEEN = {
    "own": Who(may=f"{DISTRICT} teacher"),
    "own_school": Who(may=f"{DISTRICT} coordinator"),
    "other_school": Who(may=DISTRICT),
}
"""The own page of «teacher», people of the coordinator's school and of another one."""
KEPT = {
    "own": Who(may=METHODISTS, sees="department teacher"),
    "own_school": Who(may=f"{METHODISTS} coordinator", sees="department"),
    "other_school": Who(may=METHODISTS, sees="department"),
}
KNOWN = {
    "own": Who(may=f"{METHODISTS} teacher", sees="department"),
    "own_school": Who(may=METHODISTS, sees="department coordinator"),
    "other_school": Who(may=METHODISTS, sees="department"),
}
"""All that is kept, and who looked: methodists and the person."""
BLANK = {
    "own": Who(may=f"{METHODISTS} teacher", sees="department"),
    "own_school": Who(may=f"{METHODISTS} coordinator", sees="department"),
    "other_school": Who(may=METHODISTS, sees="department"),
}
EMPTIED = {
    "own": Who(may=METHODISTS, sees="department teacher"),
    "own_school": Who(may=METHODISTS, sees="department coordinator"),
    "other_school": Who(may=METHODISTS, sees="department"),
}


def as_word(world, ownership):
    return world.records["person"][ownership], "docx"


def blank(world, ownership):
    return world.records["person"][ownership], "processing", "docx"


def act(world, ownership):
    return world.records["act"][ownership], "docx"


ROWS: list[Row] = [
    Row("personal:act", "act", args=act, own=Who(may=METHODISTS)),
    Row(
        "personal:anonymise",
        "gone_person",
        **{name: EMPTIED[name] for name in ("own_school", "other_school")},
    ),
    Row("personal:consent_add", "person", **KEPT),
    Row("personal:consent_blank", "person", args=blank, **BLANK),
    Row("personal:consent_edit", "consent", **KEPT),
    Row("personal:consent_revoke", "consent", **KEPT),
    Row("personal:data", "person", args=as_word, **KNOWN),
    Row("personal:log", "person", **KNOWN),
    Row(
        "personal:people", may=f"{DISTRICT} coordinator", sees=READERS.replace("department coordinator ", "")
    ),
    Row("personal:person", "person", **SEEN),
]
