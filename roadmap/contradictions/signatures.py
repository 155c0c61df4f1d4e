"""Who has signed the order, and who the document itself."""

import re
from collections.abc import Iterator

from methodservice.documents.order_parts import signature_at_end
from roadmap.content import Content
from roadmap.models import EditionPart

from .answer import Contradiction, OrderFacts, Severity


def about_signatures(content: Content, order: OrderFacts | None) -> Iterator[Contradiction]:
    """A signature under the document by another person than that under its order."""
    if order is None or not order.signer or not content.parts:
        return
    last = content.parts[-1]
    own = signature_at_end(last.blocks) if last.kind == EditionPart.TEXT else None
    if own and _person(own.name) != _person(order.signer):
        yield Contradiction(
            f"Под приказом подпись «{order.signed}», под документом — «{own.post} {own.name}».",
            Severity.NOTE,
            part=len(content.parts) - 1,
        )


def _person(name: str) -> list[str]:
    """Surname and initials whatever their order: «Ганина Е. В.» is «Е.В. Ганина»."""
    return sorted(re.findall(r"[а-яё]+", name.lower()))
