"""Small words of orders: lists with «и», mentions of annexes."""

from collections.abc import Sequence


def joined(words: Sequence[str]) -> str:
    """«кураторов, руководителей и секретарей»."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} и {words[-1]}"


def mention(first: int, last: int, total: int) -> str:
    """«(приложение)», «(приложение № 1)», «(приложения № 2–5)»: numbers only among several (documents.md, 14)."""
    if total == 1:
        return "(приложение)"
    if first == last:
        return f"(приложение № {first})"
    return f"(приложения № {first}{', ' if last == first + 1 else '–'}{last})"
