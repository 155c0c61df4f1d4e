"""Nouns that the curated tables lack, from pymorphy3's dictionary. Loaded on the first word that needs it."""

from functools import lru_cache

from methodservice.lib.declension.endings import Five

CASES = ("gent", "datv", "accs", "ablt", "loct")


@lru_cache(maxsize=1)
def _analyzer():
    import pymorphy3

    return pymorphy3.MorphAnalyzer(lang="ru")


@lru_cache(maxsize=5_000)
def noun_forms(word: str, *, animate: bool) -> Five | None:
    """Forms of a singular noun in the nominative, in small letters; None for any other word."""
    wanted = {"NOUN", "nomn", "sing", "anim" if animate else "inan"}
    reading = next((one for one in _analyzer().parse(word) if wanted in one.tag), None)
    forms = [reading.inflect({"sing", case}) for case in CASES] if reading else [None]
    return tuple(form.word for form in forms) if all(forms) else None
