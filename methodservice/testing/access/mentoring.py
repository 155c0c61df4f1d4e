"""Access to the routes of `mentoring`.

In the world `own` is a pair of the head (mentor) and of the teacher (mentee), both of school 2; the others are of
strangers in school 1 and school 2. The own pair works, so that its mentor may write down its work.
"""

from methodservice.testing.access_rows import DISTRICT, EVERYBODY, METHODISTS, Row, Who

SEEN = {
    "own": Who(may=f"{DISTRICT} head teacher"),
    "own_school": Who(may=f"{DISTRICT} coordinator"),
    "other_school": Who(may=DISTRICT),
}
KEPT = {
    "own": Who(may=METHODISTS, sees="department head teacher"),
    "own_school": Who(may=f"{METHODISTS} coordinator", sees="department"),
    "other_school": Who(may=METHODISTS, sees="department"),
}
WORKED = KEPT | {"own": Who(may=f"{METHODISTS} head", sees="department teacher")}
SEEN_WITH_PARTNER = SEEN | {"own": Who(may=f"{DISTRICT} teacher")}
SEEN_WITH_STUDENT = SEEN | {"own": Who(may=f"{DISTRICT} head")}
KEPT_WITH_PARTNER = KEPT | {"own": Who(may=METHODISTS, sees="department teacher")}
WORKED_WITH_PARTNER = KEPT | {"own": Who(may=f"{METHODISTS} teacher", sees="department")}
ERASED = {
    "own": Who(may=METHODISTS, sees="department teacher"),
    "own_school": Who(may=METHODISTS, sees="department coordinator"),
    "other_school": Who(may=METHODISTS, sees="department"),
}
REVIEWED = KEPT | {"own": Who(may=f"{METHODISTS} head teacher", sees="department")}
OVERSEERS = f"{DISTRICT} coordinator"
KEEPERS = f"{METHODISTS} coordinator"


REST = "head secretary curator former_head member teacher"


def of_record(record: str, *more: str):
    """Address of a page of the record that takes more arguments."""
    return lambda world, ownership: (world.records[record][ownership], *more)


ROWS: list[Row] = [
    Row("mentoring:act", "erased_pair", args=of_record("erased_pair", "docx"), **ERASED),
    Row("mentoring:add", may=KEEPERS),
    Row("mentoring:anonymise", "cancelled_pair", **ERASED),
    Row("mentoring:cancel", "draft_pair", **KEPT),
    Row(
        "mentoring:candidates",
        "teacher",
        own_school=Who(may=KEEPERS, sees="department"),
        other_school=Who(may=METHODISTS, sees="department"),
    ),
    Row("mentoring:checkup", "mentoring_checkup", **WORKED),
    Row("mentoring:closing_file", "finished_pair", args=of_record("finished_pair", "docx"), **SEEN),
    Row("mentoring:consent", "draft_pair", args=of_record("draft_pair", "mentor"), **KEPT),
    Row("mentoring:consent_file", "mentoring_pair", args=of_record("mentoring_pair", "mentor", "docx"), **SEEN),
    Row("mentoring:consent_remove", "pair_consent", method="POST", **KEPT),
    Row("mentoring:edit", "draft_pair", **KEPT),
    Row("mentoring:finish", "mentoring_pair", **KEPT),
    Row("mentoring:home", may=EVERYBODY),
    Row("mentoring:item_add", "mentoring_pair", **KEPT),
    Row("mentoring:item_edit", "mentoring_item", **KEPT),
    Row("mentoring:item_mark", "mentoring_item", **WORKED),
    Row("mentoring:item_remove", "mentoring_item", **KEPT),
    Row("mentoring:item_unmark", "mentoring_item", method="POST", **WORKED),
    Row("mentoring:items_from_deficits", "mentoring_pair", method="POST", **KEPT),
    Row("mentoring:model_add", "school", own_school=Who(may=KEEPERS, sees=f"department {REST}"),
        other_school=Who(may=METHODISTS, sees=f"department coordinator {REST}")),
    Row("mentoring:model_edit", "mentoring_model", own_school=Who(may=KEEPERS, sees="department"),
        other_school=Who(may=METHODISTS, sees="department")),
    Row("mentoring:models", may=OVERSEERS),
    Row("mentoring:order", may=METHODISTS),
    Row("mentoring:outsider", "partner_pair", **KEPT_WITH_PARTNER),
    Row("mentoring:pair", "mentoring_pair", **SEEN),
    Row("mentoring:pair", "partner_pair", **SEEN_WITH_PARTNER),
    Row("mentoring:pair", "student_pair", **SEEN_WITH_STUDENT),
    Row("mentoring:pair", "draft_pair", **SEEN),
    Row("mentoring:pair", "finished_pair", **SEEN),
    Row("mentoring:pairs", may=EVERYBODY),
    Row("mentoring:paper_order", "draft_pair", **KEPT),
    Row("mentoring:programme_file", "mentoring_pair", args=of_record("mentoring_pair", "docx"), **SEEN),
    Row("mentoring:review", "mentoring_pair", **REVIEWED),
    Row("mentoring:session_add", "mentoring_pair", **WORKED),
    Row("mentoring:session_add", "partner_pair", **WORKED_WITH_PARTNER),
    Row("mentoring:session_remove", "mentoring_session", **WORKED),
    Row("mentoring:start", "draft_pair", method="POST", **KEPT),
    Row("mentoring:stop", "mentoring_pair", **KEPT),
    Row("mentoring:young", may=OVERSEERS),
]  # fmt: skip
