"""Search by words in names, the same on both databases."""

import re
from functools import reduce
from operator import or_

from django.db.models import Q

MOST_WORDS = 6


def names_contain(text: str, *fields: str) -> Q:
    """Condition «every word of the text stands in one of the fields»; ё and е are one letter, case doesn't matter.

    A regular expression, because SQLite's LIKE knows the case of Latin letters only. Without words: everything.
    """
    condition = Q()
    for word in text.split()[:MOST_WORDS]:
        pattern = re.sub("[её]", "[её]", re.escape(word.lower()))
        condition &= reduce(or_, (Q(**{f"{field}__iregex": pattern}) for field in fields))
    return condition
