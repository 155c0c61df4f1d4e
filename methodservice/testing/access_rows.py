"""What a row of the access table says, and who usually may. See access_table.py."""

from collections.abc import Callable
from dataclasses import dataclass

from methodservice.testing.world import ROLES

EVERYBODY = " ".join(ROLES)
DISTRICT = "admin department methodist"
METHODISTS = "admin methodist"
READERS = "department coordinator head secretary curator former_head member teacher"
"""Everybody who keeps no directories."""


@dataclass(frozen=True)
class Who:
    """Roles that may; roles that only see (403). The rest get 404."""

    may: str = ""
    sees: str = ""

    def expected(self, role: str) -> str:
        if role in self.may.split():
            return "ok"
        return "403" if role in self.sees.split() else "404"


@dataclass(frozen=True)
class Row:
    """One route. See the module's docstring."""

    route: str
    record: str = ""
    may: str = ""
    sees: str = ""
    own: Who | None = None
    own_school: Who | None = None
    other_school: Who | None = None
    foreign: Who | None = None
    method: str = "GET"
    public: bool = False
    args: Callable | None = None
    data: dict | None = None


KEPT = Who(may=METHODISTS, sees=READERS)
"""Everybody sees the record, methodists change it."""
KEPT_BY_SCHOOL = Who(may=METHODISTS + " coordinator", sees=READERS.replace("coordinator ", ""))
INSIDE = f"{DISTRICT} coordinator head secretary curator member"
"""Who sees the district association: staff, coordinators, and those who belong to it today."""
ASSOCIATION_SEEN = {
    "own": Who(may=INSIDE),
    "own_school": Who(may=f"{DISTRICT} coordinator"),
    "other_school": Who(may=DISTRICT),
}
"""An association, read."""
ASSOCIATION_KEPT = {
    "own": Who(may=METHODISTS, sees="department coordinator head secretary curator member"),
    "own_school": Who(may=f"{METHODISTS} coordinator", sees="department"),
    "other_school": Who(may=METHODISTS, sees="department"),
}
"""An association's card, roster and offices, changed."""
ANSWERED = Who(may=f"{METHODISTS} head secretary", sees="department coordinator curator member")
"""A proposal to the district association, answered by those who lead it; both associations see it."""

FILED = {
    "own": Who(may=METHODISTS + " head secretary", sees="department coordinator curator member"),
    "own_school": Who(may=METHODISTS + " coordinator", sees="department"),
    "other_school": Who(may=METHODISTS, sees="department"),
}
"""Meetings and what hangs on them: filed by those in office, by methodists, in a school by its coordinator."""
READ = {name: Who(may=f"{who.may} {who.sees}") for name, who in FILED.items()}


def as_word(record):
    """Address of the editable twin of a record's document."""
    return lambda world, ownership: (world.records[record][ownership], "docx")
