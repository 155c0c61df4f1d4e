"""Access to the routes of indicators. A draft is there for the staff of the district alone."""

from methodservice.testing.access_rows import DISTRICT, EVERYBODY, METHODISTS, READERS, Row, Who, as_word

READ = Who(may=f"{DISTRICT} coordinator")
KEPT = Who(may=METHODISTS, sees="department coordinator")
DRAFT_READ = Who(may=DISTRICT)
DRAFT_KEPT = Who(may=METHODISTS, sees="department")
MINE = Who(may="methodist")
"""A file is there for whoever sent it."""

ROWS: list[Row] = [
    Row("monitoring:sets", may=EVERYBODY),
    Row("monitoring:set_add", may=METHODISTS, sees=READERS),
    Row("monitoring:set_upload", may=METHODISTS, sees=READERS),
    Row("monitoring:set_reading", "indicator_reading", own=MINE),
    Row("monitoring:set_reading_discard", "indicator_reading", own=MINE, method="POST"),
    Row("monitoring:set", "indicator_set", own=READ),
    Row("monitoring:set_edit", "indicator_set", own=KEPT),
    Row("monitoring:edition_add", "indicator_set", own=KEPT),
    Row("monitoring:edition_changes", "indicator_edition", own=READ),
    Row("monitoring:edition_changes", "draft_indicators", own=DRAFT_READ),
    Row(
        "monitoring:edition_changes_file",
        "draft_indicators",
        own=DRAFT_READ,
        args=as_word("draft_indicators"),
    ),
    Row("monitoring:edition_file", "indicator_edition", own=READ, args=as_word("indicator_edition")),
    Row("monitoring:edition_file", "draft_indicators", own=DRAFT_READ, args=as_word("draft_indicators")),
    Row("monitoring:definition_edit", "definition", own=KEPT),
    Row("monitoring:definition_edit", "draft_definition", own=DRAFT_KEPT),
    Row("monitoring:definition_move", "draft_definition", own=DRAFT_KEPT, method="POST", data={"way": "up"}),
    Row("monitoring:definition_remove", "draft_definition", own=DRAFT_KEPT),
    Row("monitoring:definition_add", "draft_indicators", own=DRAFT_KEPT),
    Row("monitoring:edition_discard", "draft_indicators", own=DRAFT_KEPT),
    Row("monitoring:edition_force", "indicator_edition", own=KEPT),
    Row("monitoring:edition_force", "draft_indicators", own=DRAFT_KEPT),
    Row("monitoring:edition_reasons", "draft_indicators", own=DRAFT_KEPT, method="POST"),
    Row("monitoring:edition_targets", "draft_indicators", own=DRAFT_KEPT),
]
