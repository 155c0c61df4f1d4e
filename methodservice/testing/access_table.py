"""The one access table: every URL × every role × own / own school / other school / foreign record.

A row says, for each ownership of the record, who `may` (the page opens, the POST is taken) and who only `sees`
the record (403). Everybody else gets 404. Foreign records are 404 for everybody unless a row says otherwise. Anonymous
visitors are sent to the login unless the row is `public`. A route that has no row fails the suite.

    Row("associations:detail", "association", own=Who(may="admin methodist head"), own_school=Who(may=STAFF))
    Row("directory:school_list", may="admin methodist …", sees="the rest")       # a page without a record

`sees` of a page without a record means 403. `method` is "GET" or "POST"; a POST-only route also answers GET with 405.
`args` builds URL arguments from the record's primary key where one argument is not enough.
Rows live in TABLE below, grouped by app and sorted by route name; apps with many routes have a file of their own
in `access/`, added at the end.
"""

from methodservice.testing.access import calendars, events, papers, plans, reports
from methodservice.testing.access_rows import (
    ANSWERED,
    ASSOCIATION_KEPT,
    ASSOCIATION_SEEN,
    DISTRICT,
    EVERYBODY,
    FILED,
    INSIDE,
    KEPT,
    KEPT_BY_SCHOOL,
    METHODISTS,
    READ,
    READERS,
    Row,
    Who,
    as_word,
)


def first_decision(world, ownership):
    """Address of the extract of the protocol's first decision."""
    return world.records["protocol"][ownership], "1.1", "docx"


TABLE: list[Row] = [
    # the account and the frame
    Row("account", may=EVERYBODY),
    Row("account_change_password", may=EVERYBODY),
    Row("account_login", public=True),
    Row("account_logout", may=EVERYBODY),
    Row("account_reset_password", public=True),
    Row("account_reset_password_done", public=True),
    Row("account_reset_password_from_key", "reset_key", own=Who(may=EVERYBODY), public=True),
    Row("account_reset_password_from_key_done", public=True),
    Row("health", public=True),
    Row("home", may=EVERYBODY),
    Row("low_vision", public=True, method="POST"),
    Row("usersessions_list", may=EVERYBODY),
    # directory
    Row("directory:deadline_explain", may=EVERYBODY),
    Row("directory:index", may=EVERYBODY),
    Row("directory:municipality", "municipality", own=Who(may=EVERYBODY), foreign=Who(may="admin")),
    Row("directory:municipality_add", may="admin"),
    Row("directory:municipality_edit", "municipality", own=KEPT, foreign=Who(may="admin")),
    Row(
        "directory:municipality_enter",
        "municipality",
        own=Who(may="admin", sees=READERS + " methodist"),
        foreign=Who(may="admin"),
        method="POST",
    ),
    Row("directory:municipality_list", may="admin"),
    Row("directory:rules", "municipality", own=Who(may=EVERYBODY), foreign=Who(may="admin")),
    Row("directory:rules_edit", "municipality", own=KEPT, foreign=Who(may="admin")),
    Row("directory:rules_preview", "municipality", own=KEPT, foreign=Who(may="admin"), method="POST"),
    Row(
        "directory:school",
        "school",
        own_school=Who(may=EVERYBODY),
        other_school=Who(may=EVERYBODY),
    ),
    Row("directory:school_add", may=METHODISTS),
    Row("directory:school_close", "school", own_school=KEPT, other_school=KEPT),
    Row("directory:school_edit", "school", own_school=KEPT_BY_SCHOOL, other_school=KEPT),
    Row("directory:school_list", may=EVERYBODY),
    Row("directory:school_reopen", "school", own_school=KEPT, other_school=KEPT, method="POST"),
    Row("directory:signatory_add", "municipality", own=KEPT, foreign=Who(may="admin")),
    Row("directory:signatory_edit", "signatory", own=KEPT),
    Row("directory:signatory_end", "signatory", own=KEPT),
    Row("directory:subject_add", may=METHODISTS),
    Row("directory:subject_delete", "subject", own_school=KEPT, other_school=KEPT),
    Row("directory:subject_edit", "subject", own_school=KEPT, other_school=KEPT),
    Row("directory:subject_list", may=EVERYBODY),
    Row(
        "directory:teacher",
        "teacher",
        own_school=Who(may=DISTRICT + " coordinator"),
        other_school=Who(may=DISTRICT),
    ),
    Row("directory:teacher_add", may=METHODISTS + " coordinator"),
    *(
        Row(
            f"directory:teacher_{page}",
            "teacher",
            own_school=Who(may=METHODISTS + " coordinator", sees="department"),
            other_school=Who(may=METHODISTS, sees="department"),
            method=method,
        )
        for page, method in (("edit", "GET"), ("leave", "GET"), ("names", "GET"), ("return", "POST"))
    ),
    Row("directory:teacher_list", may=DISTRICT + " coordinator"),
    Row(
        "directory:teacher_move",
        "teacher",
        own_school=Who(may=METHODISTS, sees="department coordinator"),
        other_school=Who(may=METHODISTS, sees="department"),
    ),
    # directory: accounts, roles, the journal
    Row(
        "directory:history",
        "school",
        own_school=Who(may=EVERYBODY),
        other_school=Who(may=EVERYBODY),
        args=lambda world, whose: ("directory.school", world.records["school"][whose]),
    ),
    Row("directory:journal", may=METHODISTS),
    Row("directory:role_add", "user", own=Who(may=METHODISTS)),
    Row("directory:role_end", "role", own=Who(may=METHODISTS), method="POST"),
    Row("directory:user", "user", own=Who(may=METHODISTS)),
    Row("directory:user_add", may=METHODISTS),
    Row("directory:user_block", "user", own=Who(may=METHODISTS), method="POST"),
    Row("directory:user_edit", "user", own=Who(may=METHODISTS)),
    Row("directory:user_list", may=METHODISTS),
    Row("directory:user_password", "user", own=Who(may=METHODISTS)),
    Row("directory:user_unblock", "user", own=Who(may=METHODISTS), method="POST"),
    # associations
    Row("associations:add", may=f"{METHODISTS} coordinator"),
    Row("associations:close", "association", **ASSOCIATION_KEPT),
    Row("associations:detail", "association", **ASSOCIATION_SEEN),
    Row("associations:edit", "association", **ASSOCIATION_KEPT),
    Row("associations:list", may=EVERYBODY),
    Row("associations:member_end", "membership", **ASSOCIATION_KEPT),
    Row("associations:members", "association", **ASSOCIATION_KEPT),
    Row("associations:members_add", "association", **ASSOCIATION_KEPT, method="POST"),
    Row("associations:proposal", "proposal", own_school=Who(may=INSIDE), other_school=Who(may=INSIDE)),
    Row(
        "associations:proposal_accept", "proposal", own_school=ANSWERED, other_school=ANSWERED, method="POST"
    ),
    Row(
        "associations:proposal_add",
        "association",
        own_school=ASSOCIATION_KEPT["own_school"],
        other_school=ASSOCIATION_KEPT["other_school"],
    ),
    Row(
        "associations:proposal_decline", "proposal", own_school=ANSWERED, other_school=ANSWERED, method="POST"
    ),
    Row("associations:roster", "roster", **ASSOCIATION_SEEN),
    Row("associations:roster_approve", "association", **ASSOCIATION_KEPT),
    Row("associations:roster_copy", "association", **ASSOCIATION_KEPT),
    Row("associations:term_add", "association", **ASSOCIATION_KEPT),
    Row("associations:term_end", "term", **ASSOCIATION_KEPT),
    # meetings and protocols
    Row("associations:all_present", "meeting", method="POST", **FILED),
    Row("associations:attendance", "meeting", method="POST", **FILED),
    Row("associations:candidate_add", "item", method="POST", **FILED),
    Row("associations:candidate_remove", "candidate", method="POST", **FILED),
    Row("associations:decision", "adopted_decision", **ASSOCIATION_SEEN),
    Row("associations:decision_add", "item", **FILED),
    Row("associations:decision_done", "adopted_decision", **FILED),
    Row("associations:decision_list", may=EVERYBODY),
    Row("associations:decision_not_done", "adopted_decision", **FILED),
    Row("associations:decision_remove", "decision", **FILED),
    Row("associations:decision_save", "decision", method="POST", **FILED),
    Row("associations:draft", "meeting", **FILED),
    Row("associations:draft_file", "meeting", args=as_word("meeting"), **READ),
    Row("associations:extract", "protocol", args=first_decision, **READ),
    Row("associations:follow_up_refresh", "item", method="POST", **FILED),
    Row("associations:guest_add", "meeting", method="POST", **FILED),
    Row("associations:guest_remove", "guest", method="POST", **FILED),
    Row("associations:item_add", "meeting", **FILED),
    Row("associations:item_edit", "item", **FILED),
    Row("associations:item_move", "item", method="POST", **FILED),
    Row("associations:item_remove", "item", **FILED),
    Row("associations:item_text", "item", method="POST", **FILED),
    Row("associations:meeting", "meeting", **READ),
    Row("associations:meeting", "not_held_meeting", **READ),
    Row("associations:meeting", "planned_meeting", **READ),
    Row("associations:meeting", "signed_meeting", **READ),
    Row("associations:meeting_add", "association", **FILED),
    Row("associations:meeting_correct", "signed_meeting", **FILED),
    Row("associations:meeting_delete", "planned_meeting", **FILED),
    Row("associations:meeting_edit", "planned_meeting", **FILED),
    Row("associations:meeting_not_held", "meeting", **FILED),
    Row("associations:meeting_repeat", "not_held_meeting", **FILED),
    Row("associations:meeting_sign", "meeting", **FILED),
    Row("associations:meeting_start", "planned_meeting", method="POST", **FILED),
    Row("associations:named_votes", "item", **FILED),
    Row("associations:officers", "meeting", method="POST", **FILED),
    Row("associations:presence", "item", **FILED),
    Row("associations:proposals_take", "meeting", method="POST", **FILED),
    Row("associations:protocol", "protocol", **READ),
    Row("associations:protocol_list", "association", **READ),
    Row("associations:protocol_file", "protocol", args=as_word("protocol"), **READ),
    Row("associations:votes", "item", method="POST", **FILED),
    # imports: a person sees only the files that the person sent
    Row("imports:confirm", "import_file", own=Who(may="methodist"), method="POST"),
    Row("imports:discard", "import_file", own=Who(may="methodist"), method="POST"),
    Row("imports:file", "import_file", own=Who(may="methodist")),
    Row("imports:index", may=METHODISTS + " coordinator"),
    Row(
        "imports:template",
        "import_kind",
        own=KEPT,
        own_school=KEPT_BY_SCHOOL,
    ),
    Row(
        "imports:upload",
        "import_kind",
        own=KEPT,
        own_school=KEPT_BY_SCHOOL,
    ),
    # jobs: a person sees only the own ones
    Row("jobs:progress", "job", own=Who(may="methodist")),
    # documents
    Row("documents:check", "check_code", own=Who(may=EVERYBODY), public=True),
    *papers.ROWS,
    *events.ROWS,
    *plans.ROWS,
    *reports.ROWS,
    *calendars.ROWS,
]
