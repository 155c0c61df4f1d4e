"""«УТВЕРЖДАЮ» and «УТВЕРЖДЕН(А, О, Ы)»: the lines of the block at the top right (documents.md, 18)."""

from enum import StrEnum

from methodservice.lib.typography import bind

NBSP = "\N{NO-BREAK SPACE}"
ROOM_FOR_HAND = "_" * 18
ROOM_FOR_NAME = "_" * 16
ROOM_FOR_DATE = f"«___»{NBSP}_______________{NBSP}20___{NBSP}г."


class Approved(StrEnum):
    """The word agrees with what is approved: план утвержден, программа утверждена, положение утверждено."""

    HE = "УТВЕРЖДЕН"
    SHE = "УТВЕРЖДЕНА"
    IT = "УТВЕРЖДЕНО"
    THEY = "УТВЕРЖДЕНЫ"


def approved_by_person(*, post: str, signature: str, date: str = "") -> list[str]:
    """«УТВЕРЖДАЮ», post, room to sign before «И. О. Фамилия» or room for it, the date in words or room for it."""
    hand = (
        f"{ROOM_FOR_HAND}{NBSP}{signature}" if signature else f"{ROOM_FOR_HAND}{NBSP}/{NBSP}{ROOM_FOR_NAME}"
    )
    return ["УТВЕРЖДАЮ", bind(post), hand, bind(date) or ROOM_FOR_DATE]


def approved_by_act(*, word: Approved, act: str, date: str, number: str) -> list[str]:
    """«УТВЕРЖДЕН / приказом … / от … № …». act: in the instrumental, «приказом управления образования»."""
    return [str(word), bind(act), f"от{NBSP}{bind(date)} №{NBSP}{number}"]
