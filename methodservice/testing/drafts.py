"""Drafts of orders for tests: what a kind's form makes of answers, read back as it prints."""

from methodservice.documents.orders.kinds import Facts, kind_of
from methodservice.documents.orders.models import Order
from methodservice.documents.orders.printed import order_snapshot
from methodservice.documents.orders.services.making import start_order

NBSP = "\N{NO-BREAK SPACE}"


def kind_form(key: str, user, data=None, files=None, **options):
    """The form of a kind as the page makes it for the user."""
    return kind_of(key).form(data, files, municipality=user.municipality, user=user, **options)


def facts_of(key: str, user, data, files=None) -> Facts:
    """The facts of valid answers; the errors fail the test."""
    form = kind_form(key, user, data, files)
    assert form.is_valid(), form.errors
    return kind_of(key).facts(form)


def draft(key: str, user, data, files=None) -> Order:
    """The order made of the answers."""
    facts = facts_of(key, user, data, files)
    return start_order(kind=kind_of(key), facts=facts, municipality=user.municipality, by=user)


def plain(text: str) -> str:
    return text.replace(NBSP, " ")


def lines_of(order: Order) -> list[str]:
    """Heading, preamble and numbered points with the control, spaces plain: «1.1. …»."""
    snapshot = order_snapshot(order)
    return [plain(line) for line in (snapshot["title"], snapshot["preamble"], *_numbered(snapshot["points"]))]


def _numbered(points, prefix: str = ""):
    for place, point in enumerate(points, 1):
        yield f"{prefix}{place}. {point['text']}"
        yield from _numbered(point["points"], f"{prefix}{place}.")


def rows_of(annex) -> list[list[str]]:
    """Cells of the rows of an annex's table, spaces plain."""
    (table,) = [block for block in annex.blocks if block["kind"] == "table"]
    return [[plain(cell["text"]) for cell in row["cells"]] for row in table["rows"]]


def acquainted(order: Order) -> list[str]:
    """Names on the acquaintance sheet."""
    return list(order.people.filter(part="acquainted").order_by("position").values_list("name", flat=True))
