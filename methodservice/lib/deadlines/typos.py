"""One wrong, missing, extra or swapped letter in a long word of time: «сентебря», «ежекваратльно»."""

from functools import lru_cache

from methodservice.lib.deadlines.vocabulary import WORDS

SHORTEST = 6
FAMILIES = {"month", "frequency"}
UNITS = {"quarter", "half_year"}


def _is_long_time(form: str) -> bool:
    if len(form) < SHORTEST:
        return False
    return any(one.family in FAMILIES or (one.family == "unit" and one.value in UNITS) for one in WORDS[form])


KNOWN = (*filter(_is_long_time, WORDS), "течение", "необходимости")


@lru_cache(maxsize=2000)
def meant(word: str) -> str:
    """The first word of time that differs by one letter, or an empty string. The word itself is not known."""
    if len(word) < SHORTEST - 1 or word in KNOWN:
        return ""
    near = (form for form in KNOWN if abs(len(form) - len(word)) <= 1 and _one_slip(word, form))
    return next(near, "")


def _one_slip(typed: str, form: str) -> bool:
    common = 0
    while common < min(len(typed), len(form)) and typed[common] == form[common]:
        common += 1
    left, right = typed[common:], form[common:]
    return (
        left[1:] == right[1:]
        or left[1:] == right
        or left == right[1:]
        or (left[:2] == right[1::-1] and left[2:] == right[2:])
    )
