"""What a document says against itself, with the place of each contradiction. Pure; nothing is mended.

for found in contradictions(content, order):
    found.sentence, found.anchor
"""

from roadmap.content import Content

from .answer import Contradiction, OrderFacts, Severity
from .documents import about_order, about_titles, about_words
from .lists import about_lists
from .rows import about_rows
from .signatures import about_signatures
from .stages import about_stages

__all__ = ["Contradiction", "OrderFacts", "Severity", "contradictions"]


def contradictions(content: Content, order: OrderFacts | None = None) -> list[Contradiction]:
    """All that was noticed: doubts before notes, in the order of the document. order: what the file begins with."""
    found = [
        *about_order(content, order),
        *about_titles(content, order),
        *about_stages(content),
        *about_rows(content),
        *about_words(content),
        *about_lists(content),
        *about_signatures(content, order),
    ]
    return sorted(found, key=lambda each: each.severity is Severity.NOTE)
