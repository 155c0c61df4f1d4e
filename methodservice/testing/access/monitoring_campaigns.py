"""Access to the routes of campaigns: methodists run them, the department reads, coordinators see what asks them."""

from methodservice.testing.access_rows import DISTRICT, METHODISTS, Row, Who

RUN = Who(may=METHODISTS, sees="department coordinator")
OF_RETURN = {
    "own": Who(may=METHODISTS, sees="department"),
    "own_school": Who(may=METHODISTS, sees="department coordinator"),
    "other_school": Who(may=METHODISTS, sees="department"),
}
READ_RETURN = {
    "own": Who(may=DISTRICT),
    "own_school": Who(may=DISTRICT, sees="coordinator"),
    "other_school": Who(may=DISTRICT),
}
NOT_METHODISTS = "department coordinator head secretary curator former_head member teacher"

ROWS = [
    Row("monitoring:campaign", "campaign", own=Who(may=f"{DISTRICT} coordinator")),
    Row("monitoring:campaign_accept", "campaign", own=RUN, method="POST"),
    Row("monitoring:campaign_add", may=METHODISTS, sees=NOT_METHODISTS),
    Row("monitoring:campaign_burden", "campaign", own=Who(may=DISTRICT, sees="coordinator")),
    Row("monitoring:campaign_close", "campaign", own=RUN),
    Row("monitoring:campaign_delete", "campaign", own=RUN),
    Row("monitoring:campaign_edit", "campaign", own=RUN),
    Row("monitoring:campaign_extend", "campaign", own=RUN),
    Row("monitoring:campaign_open", "campaign", own=RUN, method="POST"),
    Row("monitoring:campaign_order", "campaign", own=RUN),
    Row("monitoring:campaign_remind", "campaign", own=RUN),
    Row("monitoring:campaign_reopen", "campaign", own=RUN),
    Row("monitoring:campaign_school_add", "campaign", own=RUN),
    Row("monitoring:campaign_school_withdraw", "return_", **OF_RETURN),
    Row("monitoring:campaign_values", "campaign", own=Who(may=DISTRICT, sees="coordinator")),
    Row(
        "monitoring:campaigns",
        may="admin department methodist coordinator head secretary curator former_head member teacher",
    ),
    Row("monitoring:review", "return_", **READ_RETURN),
]
