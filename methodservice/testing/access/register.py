"""Access to the routes of the register of documents: the staff of the district reads it, methodists keep it."""

from methodservice.testing.access_rows import DISTRICT, KEPT, METHODISTS, Row, Who

READ = Who(may=DISTRICT)
CORRECTED = Who(may=METHODISTS, sees="department")

ROWS: list[Row] = [
    Row("register:add", may=METHODISTS),
    Row("register:annul", "register_entry", own=CORRECTED),
    Row("register:edit", "register_entry", own=CORRECTED),
    Row("register:entry", "register_entry", own=READ),
    Row("register:list", may=DISTRICT),
    Row("register:mask_add", "document_kind", own=KEPT),
    Row("register:mask_edit", "number_mask", own=CORRECTED),
    Row("register:numbering", may=DISTRICT),
    Row("register:pdf", "signed_entry", own=READ),
]
