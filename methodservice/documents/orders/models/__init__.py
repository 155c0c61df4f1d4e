"""Orders: the document, what one changes in another, its points, annexes and people."""

from .order import Order, OrderLink
from .parts import OrderAnnex, OrderPerson, OrderPoint

__all__ = ["Order", "OrderAnnex", "OrderLink", "OrderPerson", "OrderPoint"]
