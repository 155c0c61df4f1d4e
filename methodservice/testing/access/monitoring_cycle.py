"""Access to the routes of the management cycle: threads, notes, recommendations."""

from methodservice.testing.access_rows import DISTRICT, METHODISTS, Row, Who, as_word

CONCERNED = f"{DISTRICT} coordinator"
NOT_CONCERNED = "head secretary curator former_head member teacher"
READ = {
    "own": Who(may=DISTRICT),
    "own_school": Who(may=CONCERNED),
    "other_school": Who(may=DISTRICT),
}
"""A thread or a sent recommendation: of the district's own system, of the coordinator's school, of another one."""
KEPT = {
    "own": Who(may=METHODISTS, sees="department"),
    "own_school": Who(may=METHODISTS, sees="department coordinator"),
    "other_school": Who(may=METHODISTS, sees="department"),
}
ANSWERED = KEPT | {"own_school": Who(may=f"{METHODISTS} coordinator", sees="department")}
OF_STAFF = READ | {"own_school": Who(may=DISTRICT, sees="coordinator")}
"""It names all organisations."""
NOTE_READ = {"own": Who(may=DISTRICT)}
NOTE_KEPT = {"own": Who(may=METHODISTS, sees="department")}

ROWS: list[Row] = [
    Row("monitoring:cycle", "cycle", **READ),
    Row("monitoring:cycle_add", may=METHODISTS, sees=f"department coordinator {NOT_CONCERNED}"),
    Row("monitoring:cycle_advice_file", "cycle", args=as_word("cycle"), **READ),
    Row("monitoring:cycle_compare", "cycle", **KEPT),
    Row("monitoring:cycle_conclude", "cycle", **KEPT),
    Row("monitoring:cycle_delete", "cycle", **KEPT),
    Row("monitoring:cycle_edit", "cycle", **KEPT),
    Row("monitoring:cycle_effect_file", "cycle", args=as_word("cycle"), **OF_STAFF),
    Row("monitoring:cycle_measure_add", "cycle", **KEPT),
    Row("monitoring:cycle_measure_remove", "measure", method="POST", **KEPT),
    Row("monitoring:cycle_rely", "cycle", method="POST", **KEPT),
    Row("monitoring:cycle_send", "cycle", method="POST", **KEPT),
    Row("monitoring:cycles", may=CONCERNED, sees=NOT_CONCERNED),
    Row("monitoring:note", "note", **NOTE_READ),
    Row("monitoring:note_add", "closed_campaign", method="POST", **NOTE_KEPT),
    Row("monitoring:note_checked", "note", method="POST", **NOTE_KEPT),
    Row("monitoring:note_delete", "note", **NOTE_KEPT),
    Row("monitoring:note_file", "note", args=as_word("note"), **NOTE_READ),
    Row("monitoring:note_save", "note", method="POST", **NOTE_KEPT),
    Row("monitoring:note_sign", "note", **NOTE_KEPT),
    Row("monitoring:recommendation", "recommendation", **READ),
    Row("monitoring:recommendation_accept", "recommendation", method="POST", **KEPT),
    Row("monitoring:recommendation_acknowledge", "recommendation", method="POST", **ANSWERED),
    Row("monitoring:recommendation_add", "cycle", **KEPT),
    Row("monitoring:recommendation_answer", "recommendation", **ANSWERED),
    Row("monitoring:recommendation_edit", "recommendation", **KEPT),
    Row("monitoring:recommendation_file", "recommendation", args=as_word("recommendation"), **READ),
    Row("monitoring:recommendation_remove", "recommendation", method="POST", **KEPT),
    Row("monitoring:recommendation_send_back", "recommendation", **KEPT),
    Row("monitoring:recommendations", may=CONCERNED, sees=NOT_CONCERNED),
]
