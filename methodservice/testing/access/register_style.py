"""Access to the page «Оформление документов»: the district's staff reads it, methodists keep it."""

from methodservice.testing.access_rows import DISTRICT, EVERYBODY, METHODISTS, Row, Who

NOT_STAFF = " ".join(role for role in EVERYBODY.split() if role not in DISTRICT.split())

ROWS: list[Row] = [
    Row("files:file", "logo", own=Who(may=EVERYBODY)),
    Row("files:file", "former_logo", own=Who(may=EVERYBODY)),
    Row("register:style", may=DISTRICT, sees=NOT_STAFF),
    Row("register:style_preview", may=METHODISTS, sees=f"department {NOT_STAFF}", method="POST"),
    Row("register:style_sample", "file_format", own=Who(may=DISTRICT, sees=NOT_STAFF)),
]
