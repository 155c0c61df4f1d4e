"""A page for the layout engine that carries no styles of footnotes: a tenth of the time of a long table otherwise."""

import re
from functools import lru_cache

from weasyprint import CSS, HTML
from weasyprint.html import UA

NOTES = re.compile(r"^::(?:foot)?note-[a-z]+ \{.*\}$", re.MULTILINE)
"""Rules of the engine's own style sheet for the signs and texts of notes: one a line, for every element."""


class PrintedPage(HTML):
    """The engine's page, laid out byte for byte the same as long as nothing floats into a footnote or a note.

    The engine makes five styles of notes for every element of a page, whether it has notes or not, and the collector
    has to clear them away. The style sheet of printed documents has no notes.
    """

    def _ua_stylesheets(self, forms=False):
        return [_style_without_notes()]


@lru_cache(maxsize=1)
def _style_without_notes() -> CSS:
    """The engine's own style sheet without NOTES, parsed once per process."""
    return CSS(string=NOTES.sub("", UA))
