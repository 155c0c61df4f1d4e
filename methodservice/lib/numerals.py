"""Russian words that agree with a number."""


def agree(number: int, one: str, few: str, many: str) -> str:
    """The word only: agree(21, "человек", "человека", "человек") → «человек». The sign of the number is ignored."""
    last_two, last = abs(number) % 100, abs(number) % 10
    if 11 <= last_two <= 14:
        return many
    if last == 1:
        return one
    return few if 2 <= last <= 4 else many


def counted(number: int, one: str, few: str, many: str) -> str:
    """The number and the word, joined by a no-break space: «5 человек»."""
    return f"{number}\N{NO-BREAK SPACE}{agree(number, one, few, many)}"


def people(number: int) -> str:
    """«1 человек», «2 человека», «5 человек»."""
    return counted(number, "человек", "человека", "человек")


def attended(number: int) -> str:
    """«присутствовал 21 человек», «присутствовали 25 человек», «присутствовало 0 человек»."""
    if number == 0:
        return f"присутствовало {people(0)}"
    return f"{agree(number, 'присутствовал', 'присутствовали', 'присутствовали')} {people(number)}"
