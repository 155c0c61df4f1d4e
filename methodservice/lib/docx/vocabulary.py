"""The HTML that a printed document may use: tags, classes, and what they mean in Word.

A class that is added to the style sheets of static/pdf/ is added here or in tables.py; a test compares them.
"""

from .inline import INLINE
from .package import PAGES
from .tables import TABLE_CLASSES

# Tags

HEADINGS = frozenset({"h1", "h2", "h3"})
LINES = HEADINGS | INLINE | {"p", "caption"}
"""Elements that hold words and nothing else."""
PARTS_OF = {
    "table": frozenset({"caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr"}),
    **dict.fromkeys(("thead", "tbody", "tfoot"), frozenset({"tr"})),
    "tr": frozenset({"td", "th"}),
}
PARTS_OF_TABLE = ("thead", "tbody", "tfoot", "tr", "td", "th", "col", "colgroup")
ITEMS, SPANS, LINE_PARTS = frozenset({"li"}), frozenset({"span"}), frozenset({"p"})
CONTAINERS = frozenset({"main", "section", "div", "header", "footer", "article"})

# Styles of paragraphs

OF_PARAGRAPH = {
    "doc-centred": "Centred",
    "doc-right": "Right",
    "doc-place": "Centred",
    "doc-edition": "Edition",
    "doc-lead": "Lead",
    "doc-guest": "Guest",
    "doc-certified": "Certified",
    "doc-note": "Note",
    "doc-executor": "BodyText",
    "doc-date": "Plain",
    "doc-draft": "Draft",
    "doc-verb": "Verb",
    "doc-contact": "Contact",
}
"""Class of a <p> → style. It wins over the container's."""

ALIGNMENTS = {"Centred": "center", "Right": "right"}
"""Styles that only align; beside another style of the same paragraph they become its alignment."""

OF_CONTAINER = {
    "doc-organisation": "Organisation",
    "doc-approval": "Approval",
    "doc-annex-mark": "AnnexMark",
    "doc-people": "Facts",
    "doc-check": "Check",
    "doc-visas": "Visas",
    "doc-bar": "Bar",
}
"""Class of a block → style of the paragraphs in it."""

OF_HEADING = {
    "doc-title-left": "TextTitleLeft",
    "doc-title": "TextTitle",
    "doc-subtitle": "Subtitle",
}
"""Class of a heading → style, whatever its level."""

ON_WIDE_PAGES = {"Approval": "ApprovalWide", "AnnexMark": "AnnexMarkWide"}
"""Blocks at the right edge stand further right on a landscape page."""

NEUTRAL = frozenset(
    {
        "doc-text", "doc-part", "doc-agenda", "doc-item", "doc-signed", "doc-closing", "doc-plain", "doc-word",
        "doc-requisites", "doc-frame",
    }
)  # fmt: skip
"""Classes that only gather, or whose meaning is the tag's own."""

CENTRED_HEADINGS = frozenset({"doc-agenda", "doc-annex", "doc-blocks"})
"""Blocks whose <h2> stands in the middle."""

BREAKS = frozenset({"doc-annex", "doc-new-page"})
"""Blocks that open a page."""

# All that is known

BARE_HAND = frozenset({"doc-signed", "doc-official"})
"""Blocks whose signatures have no rule to sign on."""
LAYOUT = frozenset({"doc-line", "doc-signature", "doc-official", "qr", "doc-chart", "doc-logo", "doc-whole"})
PARTS_OF_SIGNATURE = frozenset({"doc-post", "doc-hand", "doc-signer", "doc-day"})
KNOWN = frozenset().union(
    OF_PARAGRAPH,
    OF_CONTAINER,
    NEUTRAL,
    CENTRED_HEADINGS,
    BREAKS,
    PAGES,
    TABLE_CLASSES,
    LAYOUT,
    PARTS_OF_SIGNATURE,
    OF_HEADING,
)
LOST_ATTRIBUTES = frozenset({"style", "start", "reversed", "width", "align", "valign", "hidden"})
"""What the PDF would obey and Word would not."""
