"""Search by words in names, the same on both databases."""

import re
from functools import reduce
from operator import or_

from django.db.models import Q

MOST_WORDS = 6


BEGINNING = "(^|[ -])"
"""Of a name, or of a part of a double one."""


def names_contain(text: str, *fields: str) -> Q:
    """Condition «every word of the text stands in one of the fields»; ё and е are one letter, case doesn't matter.

    A regular expression, because SQLite's LIKE knows the case of Latin letters only. Without words: everything.
    """
    return _each_word(text, fields, "")


def names_begin(text: str, *fields: str) -> Q:
    """Like `names_contain`, but each word is the beginning of a name: «ва» finds Варвара and not every Ивановна."""
    return _each_word(text, fields, BEGINNING)


def _each_word(text, fields, before) -> Q:
    condition = Q()
    for word in text.split()[:MOST_WORDS]:
        pattern = before + re.sub("[её]", "[её]", re.escape(word.lower()))
        condition &= reduce(or_, (Q(**{f"{field}__iregex": pattern}) for field in fields))
    return condition
