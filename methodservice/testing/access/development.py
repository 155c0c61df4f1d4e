"""Access to the cards of development."""

from methodservice.testing.access_rows import DISTRICT, EVERYBODY, METHODISTS, Row, Who, as_word

CARD = {
    "own": Who(may=f"{DISTRICT} teacher"),
    "own_school": Who(may=f"{DISTRICT} coordinator"),
    "other_school": Who(may=DISTRICT),
}
"""A card, read: the person, the school's coordinator, the staff of the district."""
KEPT_CARD = {
    "own": Who(may=METHODISTS, sees="department teacher"),
    "own_school": Who(may=f"{METHODISTS} coordinator", sees="department"),
    "other_school": Who(may=METHODISTS, sees="department"),
}
"""A card, kept."""
PROPOSED = KEPT_CARD | {"own": Who(may=f"{METHODISTS} teacher", sees="department")}
"""What the person may propose, and the own proposals."""
OWN_STEP = {
    "own": Who(may="teacher", sees=DISTRICT),
    "own_school": Who(sees=f"{DISTRICT} coordinator"),
    "other_school": Who(sees=DISTRICT),
}
"""What the person alone tells of the own route."""


def of_kind(key, record):
    """Arguments of a page of a record: its kind, its key."""
    return lambda world, ownership: (key, world.records[record][ownership])


def new(key):
    """Arguments of the page that adds a record to a card."""
    return lambda world, ownership: (world.records["card"][ownership], key)


ROWS: list[Row] = [
    Row("development:card", "card", **CARD),
    Row("development:deficit_close", "deficit", **KEPT_CARD),
    Row("development:deficit_reopen", "closed_deficit", method="POST", **KEPT_CARD),
    Row("development:deficits_open", "diagnosis", **KEPT_CARD),
    Row("development:home", may=EVERYBODY),
    Row(
        "development:mine",
        may="head secretary curator former_head member teacher",
        sees=f"{DISTRICT} coordinator",
    ),
    Row(
        "development:proposal_accept",
        "proposed_course",
        method="POST",
        args=of_kind("course", "proposed_course"),
        **KEPT_CARD,
    ),
    Row(
        "development:proposal_decline",
        "proposed_course",
        args=of_kind("course", "proposed_course"),
        **KEPT_CARD,
    ),
    *(
        Row("development:record_add", "card", args=new(key), **who)
        for key, who in (
            ("diagnosis", KEPT_CARD),
            ("deficit", KEPT_CARD),
            ("course", PROPOSED),
            ("attestation", PROPOSED),
            ("contest", PROPOSED),
            ("work", PROPOSED),
        )
    ),
    *(
        Row(f"development:record_{page}", record, args=of_kind(key, record), **who)
        for page in ("edit", "delete")
        for key, record, who in (
            ("diagnosis", "diagnosis", KEPT_CARD),
            ("deficit", "deficit", KEPT_CARD),
            ("course", "course", KEPT_CARD),
            ("course", "proposed_course", PROPOSED),
            ("attestation", "attestation", KEPT_CARD),
            ("contest", "contest", KEPT_CARD),
            ("work", "work", KEPT_CARD),
        )
    ),
    Row("development:route", "route", **CARD),
    Row("development:route", "draft_route", **CARD),
    Row("development:route_add", "card", **KEPT_CARD),
    Row("development:route_approve", "draft_route", **KEPT_CARD),
    Row("development:route_delete", "draft_route", **KEPT_CARD),
    Row("development:route_draft", "card", method="POST", **KEPT_CARD),
    Row("development:route_edit", "route", **KEPT_CARD),
    Row("development:route_file", "route", args=as_word("route"), **CARD),
    Row("development:route_finish", "route", **KEPT_CARD),
    Row("development:route_stop", "route", **KEPT_CARD),
    Row("development:route_take_back", "route", method="POST", **KEPT_CARD),
    Row("development:step_add", "route", **KEPT_CARD),
    Row("development:step_confirm", "told_step", method="POST", **KEPT_CARD),
    Row("development:step_done", "step", **KEPT_CARD),
    Row("development:step_edit", "step", **KEPT_CARD),
    Row("development:step_move", "step", method="POST", data={"way": "up"}, **KEPT_CARD),
    Row("development:step_remove", "step", **KEPT_CARD),
    Row("development:step_return", "told_step", **KEPT_CARD),
    Row("development:step_tell", "step", **OWN_STEP),
    Row("development:step_undone", "step", method="POST", **KEPT_CARD),
    Row("development:step_withdraw", "told_step", method="POST", **OWN_STEP),
]
