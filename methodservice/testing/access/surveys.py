"""Access to the routes of `development.surveys`."""

from methodservice.testing.access_rows import DISTRICT, EVERYBODY, METHODISTS, READERS, Row, Who, as_word

SEEN = {"own": Who(may=DISTRICT)}
KEPT = {"own": Who(may=METHODISTS, sees="department")}
ANYBODY = Who(may=EVERYBODY)


def _as_pdf(world, ownership):
    """Slips have no twin in Word."""
    return world.records["open_survey"][ownership], "pdf"


ROWS: list[Row] = [
    Row("surveys:add", may=METHODISTS, sees=f"department {READERS}"),
    Row("surveys:answer", "survey_link", own=ANYBODY, foreign=ANYBODY, public=True),
    Row("surveys:answers", "named_survey", **KEPT),
    Row("surveys:close", "open_survey", **KEPT),
    Row("surveys:delete", "draft_survey", **KEPT),
    Row("surveys:detail", "draft_survey", **SEEN),
    Row("surveys:detail", "open_survey", **SEEN),
    Row("surveys:detail", "closed_survey", **SEEN),
    Row("surveys:edit", "draft_survey", **KEPT),
    Row("surveys:edit", "open_survey", **KEPT),
    Row("surveys:links", "open_survey", **KEPT),
    Row("surveys:links", "named_survey", **KEPT),
    Row("surveys:list", may=DISTRICT),
    Row("surveys:open", "draft_survey", method="POST", **KEPT),
    Row("surveys:preview", "draft_survey", **SEEN),
    Row("surveys:question_add", "draft_survey", **KEPT),
    Row("surveys:question_edit", "survey_question", **KEPT),
    Row("surveys:question_move", "survey_question", method="POST", **KEPT),
    Row("surveys:question_remove", "survey_question", **KEPT),
    Row("surveys:recipient_remove", "survey_invitation", method="POST", **KEPT),
    Row("surveys:recipients", "draft_survey", **KEPT),
    Row("surveys:recipients", "open_survey", **KEPT),
    Row("surveys:recipients_clear", "draft_survey", method="POST", **KEPT),
    Row("surveys:report", "closed_survey", args=as_word("closed_survey"), **SEEN),
    Row("surveys:results", "closed_survey", **SEEN),
    Row("surveys:results", "open_survey", **SEEN),
    Row("surveys:results", "named_survey", **SEEN),
    Row("surveys:send", "open_survey", method="POST", **KEPT),
    Row("surveys:slips", "open_survey", args=_as_pdf, **KEPT),
    Row("surveys:take_back", "open_survey", method="POST", **KEPT),
]
