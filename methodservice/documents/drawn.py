"""What the municipality's own preamble takes from the record an order is made of: «На основании {протокола}»."""

import re
from dataclasses import dataclass
from functools import cached_property

from methodservice.lib.typography import bind


@dataclass(frozen=True)
class Drawn:
    """A word that a preamble writes in braces, in the case its phrase wants; the order puts the details after it.

    stem: «протокол»; endings: of its cases; usual: the phrase of the portal, «На основании {протокола}»; example:
    details as a made-up order has them, «заседания … № 3».
    """

    stem: str
    endings: tuple[str, ...]
    usual: str
    example: str

    @cached_property
    def _mark(self) -> re.Pattern:
        endings = "|".join(sorted(self.endings, key=len, reverse=True))
        return re.compile(rf"\{{\s*({self.stem}(?:{endings}))\s*\}}", re.IGNORECASE)

    @property
    def mark(self) -> str:
        """«{протокола}»: the word as the usual phrase writes it."""
        return self._mark.search(self.usual)[0]

    def is_in(self, words: str) -> bool:
        return bool(self._mark.search(words))

    def filled(self, words: str, details: str) -> str:
        """The words with the details after each word that stood in braces."""
        return bind(self._mark.sub(lambda found: f"{found[1]} {details}", words))
