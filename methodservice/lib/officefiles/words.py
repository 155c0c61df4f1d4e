"""One spelling for words that people write differently."""

import re

_GAPS = re.compile(r"[^0-9a-zа-я]+")


def normal(text) -> str:
    """Lower case, «ё» as «е», only letters and digits, single spaces: «Ф.И.О. (полностью)» → «ф и о полностью»."""
    return _GAPS.sub(" ", str(text).lower().replace("ё", "е")).strip()
