"""Everything that the page of an order shows: its parts, what wants a look, the document as it will print."""

from dataclasses import dataclass, field
from functools import cached_property
from uuid import uuid4

from django.db.models import Q

from methodservice.documents.orders.forms.texts import ControlForm, OrderTextsForm, PointForm
from methodservice.documents.orders.models import Order, OrderAnnex, OrderLink, OrderPerson, OrderPoint
from methodservice.documents.orders.printed import order_snapshot
from methodservice.documents.orders.remarks import Remark, obstacles, point_anchor, slips
from methodservice.documents.orders.services.editing import DEEPEST
from methodservice.documents.orders.workflow import STATE_KINDS


@dataclass
class PointBlock:
    """A point with its form. number: «1.2»; depth from 1."""

    point: OrderPoint
    number: str
    form: PointForm
    points: list["PointBlock"] = field(default_factory=list)

    @property
    def may_divide(self) -> bool:
        return self.number.count(".") + 1 < DEEPEST


class Screen:
    """An order with its forms and draft. Cost: points, annexes, people, changes, style and the snapshot's own."""

    def __init__(self, order: Order, user):
        self.order, self.user = order, user
        self.writer = uuid4().hex
        self.may_edit = user.access.is_methodist and order.state in Order.OPEN
        self.state_kind = STATE_KINDS[order.state]

    @cached_property
    def texts_form(self) -> OrderTextsForm:
        return OrderTextsForm.of(self.order, self.writer)

    @cached_property
    def control_form(self) -> ControlForm:
        form = ControlForm.of(self.order, self.writer)
        form.auto_id = f"control-{self.order.pk}-%s"
        return form

    @cached_property
    def points(self) -> list[PointBlock]:
        """Points with their sub-points, numbered as they print. 1 query."""
        by_parent: dict[int | None, list[OrderPoint]] = {}
        for point in self.order.points.order_by("position", "pk"):
            by_parent.setdefault(point.parent_id, []).append(point)

        def level(parent: int | None, prefix: str) -> list[PointBlock]:
            return [
                PointBlock(
                    point,
                    f"{prefix}{place}",
                    PointForm.of(point, self.writer),
                    level(point.pk, f"{prefix}{place}."),
                )
                for place, point in enumerate(by_parent.get(parent, ()), 1)
            ]

        return level(None, "")

    @cached_property
    def control_number(self) -> int:
        return len(self.points) + 1

    @cached_property
    def annexes(self) -> list[OrderAnnex]:
        return list(self.order.annexes.order_by("position", "pk"))

    @cached_property
    def people(self) -> list[OrderPerson]:
        return list(self.order.people.order_by("position", "pk"))

    @property
    def visas(self) -> list[OrderPerson]:
        return [row for row in self.people if row.part == OrderPerson.Part.VISA]

    @property
    def acquainted(self) -> list[OrderPerson]:
        return [row for row in self.people if row.part == OrderPerson.Part.ACQUAINTED]

    @property
    def have_read(self) -> int:
        """How many of the acquaintance sheet have said so."""
        return sum(row.read_at is not None for row in self.acquainted)

    @cached_property
    def own_reading(self) -> OrderPerson | None:
        """The user's own line of the acquaintance sheet."""
        mine = [row for row in self.acquainted if row.teacher_id and row.teacher_id == self.user.teacher_id]
        return mine[0] if mine else None

    @cached_property
    def changes(self) -> list[OrderLink]:
        """What this order changes in others. 1 query."""
        return list(self.order.changes.select_related("target__entry").order_by("pk"))

    @cached_property
    def changed_by(self) -> list[OrderLink]:
        """Orders in force that change this one, and the one that cancelled it, in force or not. 1 query."""
        counts = Q(order__state=Order.State.SIGNED) | Q(
            kind=OrderLink.Kind.CANCELS, order__state=Order.State.CANCELLED
        )
        return list(self.order.changed_by.filter(counts).select_related("order__entry").order_by("pk"))

    @cached_property
    def may_open(self) -> set[int]:
        """Which of the orders that this one changes, or is changed by, the person may open. 1 query, none without."""
        linked = {link.target_id for link in self.changes} | {link.order_id for link in self.changed_by}
        rows = Order.objects.visible_to(self.user).filter(pk__in=linked)
        return set(rows.values_list("pk", flat=True)) if linked else set()

    @cached_property
    def snapshot(self) -> dict:
        """As it will print; of a signed order as it was printed."""
        return self.order.document.snapshot if self.order.document_id else order_snapshot(self.order)

    @cached_property
    def obstacles(self) -> list[Remark]:
        return obstacles(self.order)

    @cached_property
    def remarks(self) -> list[Remark]:
        return slips(self.snapshot, on=self.order.date)

    @property
    def wanting(self) -> int:
        """How many things want a look."""
        return len(self.obstacles) + len(self.doubts) + len(self.remarks)

    @property
    def issuer_name(self) -> str:
        municipality = self.order.municipality
        by_authority = self.order.issuer == Order.Issuer.AUTHORITY
        return municipality.authority if by_authority else municipality.service

    @property
    def date_and_number(self) -> str:
        """«30.12.2021, № 495», or when they will be known."""
        order = self.order
        day = f"{order.date:%d.%m.%Y}" if order.date else "дата — при подписании"
        number = (
            f"№\N{NO-BREAK SPACE}{order.wanted_number}"
            if order.wanted_number
            else "номер — следующий по порядку"
        )
        return f"{day}, {number}"

    @cached_property
    def doubts(self) -> list[Remark]:
        """Forms that the portal is not sure of."""
        found = [
            Remark(f"Пункт {block.number}, проверьте: {block.point.doubt}", point_anchor(block.number))
            for block in _all(self.points)
            if block.point.doubt
        ]
        if self.order.control_doubt:
            found.append(Remark(f"Контроль, проверьте: {self.order.control_doubt}", "control"))
        return found


def _all(blocks: list[PointBlock]):
    for block in blocks:
        yield block
        yield from _all(block.points)
