"""The curated tables: head nouns of positions and organisations, each with its forms."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from methodservice.lib.declension.endings import (
    Five,
    adjective,
    feminine,
    looks_adjectival,
    masculine,
    neuter,
    third,
)

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Head:
    """A noun that a phrase may begin with; `adjectival` for заведующий; `of_women` says so by its form."""

    forms: Five
    adjectival: bool = False
    of_women: bool = False


@cache
def heads(name: str, *, animate: bool) -> dict[str, Head]:
    """Word in small letters → its head; name is that of a file here. The signs are explained at the file's top."""
    lines = (HERE / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    entries = " ".join(line for line in lines if not line.startswith("#")).split()
    return dict(_head(entry, animate) for entry in entries)


def _head(entry: str, animate: bool) -> tuple[str, Head]:
    signed, _, genitive = entry.partition("=")
    word = signed.strip("~!")
    if looks_adjectival(word) and not genitive:
        return word, Head(adjective(word, animate=animate), True, word.removesuffix("ся").endswith("ая"))
    stressed = "!" in signed
    if word.endswith(("а", "я")):
        return word, Head(feminine(word, stressed=stressed), of_women="~" not in signed)
    if word.endswith(("о", "е")):
        return word, Head(neuter(word))
    if genitive.endswith("и"):
        return word, Head(third(word))
    return word, Head(masculine(word, stem=genitive[:-1], stressed=stressed, animate=animate))
