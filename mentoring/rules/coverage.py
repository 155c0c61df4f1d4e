"""How many of the young teachers have a mentor. Pure. Goal of the programmes: all of them."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

GOAL = 100
ALMOST = Decimal("99.9")


@dataclass(frozen=True)
class Coverage:
    """young: all of them; covered: those with a mentor at work on the day."""

    young: int
    covered: int

    @property
    def percent(self) -> Decimal | None:
        """To a tenth; «100» is said of all alone; None where there are no young ones."""
        if not self.young:
            return None
        rounded = (Decimal(self.covered) * 100 / self.young).quantize(Decimal("0.1"), ROUND_HALF_UP)
        return rounded if self.is_reached else min(rounded, ALMOST)

    @property
    def is_reached(self) -> bool:
        return self.covered == self.young

    @property
    def without(self) -> int:
        return self.young - self.covered

    @property
    def in_words(self) -> str:
        """«7 из 10, 70 %»."""
        if self.percent is None:
            return "молодых педагогов нет"
        number = f"{self.percent.normalize():f}".replace(".", ",")
        return f"{self.covered} из {self.young}, {number}\N{NO-BREAK SPACE}%"
