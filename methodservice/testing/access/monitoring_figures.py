"""Access to what the portal counts by itself. Whose numbers a coordinator sees: tests/test_figures_pages.py."""

from methodservice.testing.access_rows import DISTRICT, READERS, Row, Who

OTHERS = READERS.replace("department ", "")
"""Everybody who is no staff of the district."""

ROWS: list[Row] = [
    Row("monitoring:figures", may=DISTRICT, sees=OTHERS),
    Row(
        "monitoring:figure_records",
        "figure",
        own=Who(may=f"{DISTRICT} coordinator", sees=OTHERS.replace("coordinator ", "")),
    ),
    Row("monitoring:figure_records", "municipal_figure", own=Who(may=DISTRICT, sees=OTHERS)),
]
