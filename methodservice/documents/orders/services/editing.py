"""The words of an order: requisites, points. Only a draft or a returned one may change."""

from django.db import transaction

from methodservice.directory import audit
from methodservice.documents.orders.drafts import capitalised, marked, unmarked
from methodservice.documents.orders.models import Order, OrderPoint
from methodservice.documents.orders.people import find_party
from methodservice.documents.orders.services.control import control_words
from methodservice.documents.orders.services.locks import check_version, lock_open_order, lock_part
from methodservice.lib.refusals import Refused

DEEPEST = 3
MOST_POINTS = 200
LONGEST_DOUBT = 500
TOO_DEEP = "Глубже, чем 1.1.1, пункты не делят."
TOO_MANY = f"В приказе не больше {MOST_POINTS} пунктов."
GONE_PARTY = "Этого исполнителя больше нет в списках. Выберите другого или напишите словами."


def _save(row, fields: dict, by):
    before = audit.state_of(row)
    for name, value in fields.items():
        setattr(row, name, value)
    row.version += 1
    row.save(update_fields=[*fields, "version"])
    audit.record_typing(by=by, obj=row, before=before)
    return row


@transaction.atomic
def change_order(*, order: Order, by, version: int | None = None, **words) -> Order:
    """Any of the order's own fields. Raises Stale when it is not the version that was read."""
    current = lock_open_order(order.pk)
    check_version(current, version)
    return _save(current, words, by)


@transaction.atomic
def set_control(*, order: Order, key: str, by) -> Order:
    """Who controls, by key; "" takes the point out. The words are made anew."""
    current = lock_open_order(order.pk)
    words, doubt = control_words(current.municipality, key)
    if key and not words:
        raise Refused(GONE_PARTY, "control")
    return _save(current, {"control_key": key, "control": words, "control_doubt": doubt}, by)


@transaction.atomic
def change_control(*, order: Order, text: str, by, version: int | None = None) -> Order:
    """The words of the control point as a person wants them: whoever edits them has looked at the case."""
    current = lock_open_order(order.pk)
    check_version(current, version)
    key = current.control_key if text.strip() else ""
    return _save(current, {"control": text, "control_key": key, "control_doubt": ""}, by)


@transaction.atomic
def add_point(*, order: Order, by, parent: OrderPoint | None = None, text: str = "", **words) -> OrderPoint:
    """A point at the end of its level."""
    current = lock_open_order(order.pk)
    if current.points.count() >= MOST_POINTS:
        raise Refused(TOO_MANY)
    if parent is not None:
        _, parent = lock_part(parent)
        if depth_of(parent) >= DEEPEST:
            raise Refused(TOO_DEEP)
    last = (
        current.points.filter(parent=parent).order_by("-position").values_list("position", flat=True).first()
    )
    point = OrderPoint(order=current, parent=parent, position=(last or 0) + 1, text=text, **words)
    point.save()
    audit.record(audit.Verb.CREATED, by=by, obj=point)
    return point


def depth_of(point: OrderPoint) -> int:
    """1 for a point, 2 for its sub-point. A query for a level."""
    return 1 if point.parent_id is None else 1 + depth_of(point.parent)


@transaction.atomic
def change_point(*, point: OrderPoint, by, version: int | None = None, **words) -> OrderPoint:
    """Any of executor, text, deadline. Whoever edits the words has looked at their case: the doubt goes."""
    _, current = lock_part(point)
    check_version(current, version)
    if not (words.get("executor", current.executor) or "").strip():
        words["executor_key"] = ""
    if any(getattr(current, name) != value for name, value in words.items() if name in ("executor", "text")):
        words["doubt"] = ""
    return _save(current, words, by)


@transaction.atomic
def set_executor(*, point: OrderPoint, key: str, by) -> OrderPoint:
    """Who does it, by key: the words are put into the dative. "" takes the executor out.

    A doubt of a point that had no executor is about its text, and stays.
    """
    order, current = lock_part(point)
    if not key:
        return _save(current, {"executor_key": "", "executor": ""}, by)
    party = find_party(order.municipality, key)
    if party is None:
        raise Refused(GONE_PARTY, "executor")
    form = party.words("dative")
    doubts = (unmarked(marked(form))[1], "" if current.executor else current.doubt)
    doubt = "; ".join(filter(None, doubts))[:LONGEST_DOUBT]
    words = {"executor_key": key, "executor": capitalised(form.text), "doubt": doubt}
    return _save(current, words, by)


@transaction.atomic
def confirm_forms(*, point: OrderPoint, by) -> OrderPoint:
    """A person has looked at the doubtful forms: they are right."""
    _, current = lock_part(point)
    return _save(current, {"doubt": ""}, by)


@transaction.atomic
def confirm_control(*, order: Order, by) -> Order:
    """The same of the control point."""
    return _save(lock_open_order(order.pk), {"control_doubt": ""}, by)


@transaction.atomic
def move_part(*, part, up: bool, by) -> None:
    """A point within its level, an annex within the order: one place up or down; at the edge nothing happens."""
    order, current = lock_part(part)
    rows = type(current).objects.filter(order=order)
    if isinstance(current, OrderPoint):
        rows = rows.filter(parent=current.parent_id)
    rows = list(rows.order_by("position", "pk"))
    place = rows.index(current)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(rows):
        return
    rows.insert(other, rows.pop(place))
    _renumber(rows)
    audit.record(audit.Verb.CHANGED, by=by, obj=current, changes={"№": [str(place + 1), str(other + 1)]})


@transaction.atomic
def remove_part(*, part, by) -> None:
    """Take a point with its sub-points, or an annex, out."""
    order, current = lock_part(part)
    audit.record(audit.Verb.DELETED, by=by, obj=current)
    rows = type(current).objects.filter(order=order)
    if isinstance(current, OrderPoint):
        rows = rows.filter(parent=current.parent_id)
    current.delete()
    _renumber(list(rows.order_by("position", "pk")))


def _renumber(rows: list) -> None:
    for position, row in enumerate(rows, 1):
        row.position = position
    if rows:
        type(rows[0]).objects.bulk_update(rows, ["position"])


@transaction.atomic
def discard(*, order: Order, by) -> None:
    """Throw a draft away."""
    current = lock_open_order(order.pk)
    audit.record(audit.Verb.DELETED, by=by, obj=current)
    current.delete()
