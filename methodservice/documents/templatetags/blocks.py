"""Tables of annexes in templates.

{% load blocks %}{% with layout=table|laid_out:landscape %}     ready to print
{{ cell.text|whole_names }}                                     names of people are not divided
"""

import re

from django import template
from django.utils.html import format_html, format_html_join

from methodservice.documents.tables import layout_of

register = template.Library()
register.filter("laid_out", layout_of)

FULL_NAME = re.compile(
    r"\b[А-ЯЁ][а-яё-]+(?:-[А-ЯЁ][а-яё]+)?\s+[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?\s+"
    r"[А-ЯЁ][а-яё]+(?:вич|вна|ич|чна)\b[,;.]?"
)
"""Surname, given name and patronymic with the sign after them, in the nominative as tables have them."""
WORD = re.compile(r"([^\s-]+-?)(\s*)")
"""A word, or the half of one up to its hyphen, and the space after it."""


@register.filter
def whole_names(text: str) -> str:
    """Each word of a full name, or half of a double one, stays in one line: small print divides long words."""
    pieces, end = [], 0
    for found in FULL_NAME.finditer(text):
        words = format_html_join("", '<span class="doc-whole">{}</span>{}', WORD.findall(found[0]))
        pieces += [text[end : found.start()], words]
        end = found.end()
    return format_html("{}" * (len(pieces) + 1), *pieces, text[end:]) if pieces else text
