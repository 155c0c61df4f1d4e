"""Access to the routes of `methodservice.documents.orders`."""

from methodservice.testing.access_rows import DISTRICT, EVERYBODY, KEPT, METHODISTS, Row, Who

PREPARED = {"own": Who(may=METHODISTS, sees="department")}
"""A draft: methodists change it, the department head reads it, nobody else knows of it."""
NAMED = {"own": Who(may=f"{DISTRICT} member")}
"""A signed order: the staff of the district and those whom it names."""


def _file(record):
    return lambda world, ownership: (world.records[record][ownership], "docx")


def _with(record, *rest):
    """Arguments of a page under a record."""
    return lambda world, ownership: (world.records[record][ownership], *rest)


ROWS: list[Row] = [
    Row("orders:annex", "order_annex", **PREPARED),
    Row("orders:annex_add", "order", **PREPARED),
    Row("orders:annex_file", "order_annex", **PREPARED),
    Row("orders:annex_move", "order_annex", method="POST", data={"way": "up"}, **PREPARED),
    Row("orders:annex_remove", "order_annex", **PREPARED),
    Row("orders:change", "signed_order", own=Who(may=METHODISTS, sees="department member")),
    Row("orders:control", "order", **PREPARED),
    Row("orders:control_confirm", "order", method="POST", **PREPARED),
    Row("orders:control_text", "order", method="POST", **PREPARED),
    Row("orders:discard", "order", **PREPARED),
    Row("orders:draft", "order", **PREPARED),
    Row("orders:file", "signed_order", args=_file("signed_order"), **NAMED),
    Row("orders:file", "order", args=_file("order"), own=Who(may=DISTRICT)),
    Row("orders:list", may=EVERYBODY),
    Row("orders:new", may=METHODISTS),
    Row("orders:order", "order", own=Who(may=DISTRICT)),
    Row("orders:order", "waiting_order", own=Who(may=DISTRICT)),
    Row("orders:order", "signed_order", **NAMED),
    Row("orders:people_fill", "order", method="POST", **PREPARED),
    Row("orders:person_add", "order", args=_with("order", "acquainted"), **PREPARED),
    Row("orders:person_remove", "order_person", method="POST", **PREPARED),
    Row("orders:point_add", "order", method="POST", **PREPARED),
    Row("orders:point_confirm", "order_point", method="POST", **PREPARED),
    Row("orders:point_executor", "order_point", **PREPARED),
    Row("orders:point_move", "order_point", method="POST", data={"way": "up"}, **PREPARED),
    Row("orders:point_remove", "order_point", **PREPARED),
    Row("orders:point_text", "order_point", method="POST", **PREPARED),
    Row("orders:read", "signed_order", method="POST", own=Who(may="member")),
    Row("orders:requisites", "order", **PREPARED),
    Row("orders:row", "order_annex", args=_with("order_annex", 1, 1), **PREPARED),
    Row(
        "orders:row_change",
        "order_annex",
        method="POST",
        args=_with("order_annex", 1, 1),
        data={"way": "down"},
        **PREPARED,
    ),
    Row("orders:sign", "waiting_order", own=Who(may="department", sees=METHODISTS)),
    Row("orders:start", "order_kind", own=KEPT),
    Row("orders:submit", "order", method="POST", **PREPARED),
    Row("orders:table", "order_annex", args=_with("order_annex", 1), **PREPARED),
    Row("orders:texts", "order", method="POST", **PREPARED),
    Row("orders:withdraw", "waiting_order", method="POST", **PREPARED),
]
