"""Access to the routes of `associations.events`."""

from methodservice.testing.access_rows import EVERYBODY, FILED, METHODISTS, READ, READERS, Row, Who, as_word

SERVICE = {"own": Who(may=METHODISTS, sees=READERS)}
"""An event of the service: everybody of the municipality reads, methodists keep it."""

ROWS: list[Row] = [
    Row(
        "events:add",
        may=f"{METHODISTS} coordinator head secretary",
        sees="department curator former_head member teacher",
    ),
    Row("events:cancel", "planned_event", **FILED),
    Row("events:detail", "planned_event", **READ),
    Row("events:detail", "held_event", **READ),
    Row("events:detail", "cancelled_event", **READ),
    Row("events:detail", "service_event", own=Who(may=EVERYBODY)),
    Row("events:edit", "planned_event", **FILED),
    Row("events:edit", "service_event", **SERVICE),
    Row("events:hold", "planned_event", **FILED),
    Row("events:information", "held_event", args=as_word("held_event"), **READ),
    Row("events:list", may=EVERYBODY),
    Row("events:material_add", "held_event", **FILED),
    Row("events:material_remove", "material", **FILED),
    Row("events:members_add", "planned_event", method="POST", **FILED),
    Row("events:participants", "planned_event", **FILED),
    Row("events:participants", "service_event", **SERVICE),
    Row("events:participants_add", "planned_event", method="POST", **FILED),
    Row("events:plan_again", "held_event", method="POST", **FILED),
    Row("events:summary", may=EVERYBODY),
    Row("events:registration", "planned_event", args=as_word("planned_event"), **FILED),
]
