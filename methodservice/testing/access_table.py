"""The one access table: every URL × every role × own / own school / other school / foreign record.

A row says, for each ownership of the record, who `may` (the page opens, the POST is taken) and who only `sees`
the record (403). Everybody else gets 404. Foreign records are 404 for everybody: no row needs to say so. Anonymous
visitors are sent to the login unless the row is `public`. A route that has no row fails the suite.

    Row("associations:detail", "association", own=Who(may="admin methodist head"), own_school=Who(may=STAFF))
    Row("directory:school_list", may="admin methodist …", sees="the rest")       # a page without a record

`sees` of a page without a record means 403. `method` is "GET" or "POST"; a POST-only route also answers GET with 405.
`args` builds URL arguments from the record's primary key where one argument is not enough.
Rows of an app live in TABLE below, grouped by app; keep them sorted by route name.
"""

from collections.abc import Callable
from dataclasses import dataclass

from methodservice.testing.world import ROLES

EVERYBODY = " ".join(ROLES)
DISTRICT = "admin department methodist"
METHODISTS = "admin methodist"


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
    method: str = "GET"
    public: bool = False
    args: Callable | None = None
    data: dict | None = None


TABLE: list[Row] = [
    # the account and the frame
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
    Row("directory:school_list", may=EVERYBODY),
    # associations
    Row("associations:list", may=EVERYBODY),
    # jobs: a person sees only the own ones
    Row("jobs:progress", "job", own=Who(may="methodist")),
    # documents
    Row("documents:check", "check_code", own=Who(may=EVERYBODY), public=True),
]
