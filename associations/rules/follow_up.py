"""What has become of decisions: the standing of one, and the words in which the next meeting hears of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from methodservice.lib.dates import long_date
from methodservice.lib.numerals import agree, counted

SOON_DAYS = 7
TEXT_LIMIT = 300
"""A decision is quoted no longer than this; the protocol that took it says the rest."""


@dataclass(frozen=True)
class Standing:
    """word: the state in words. days: done late, or overdue, by so many.

    state: done (in time, or without a due day), late (done after it), overdue, soon (a week or less is left), waiting.
    """

    state: Literal["done", "late", "overdue", "soon", "waiting"]
    word: str
    days: int = 0


def standing(due: date | None, done_on: date | None, today: date) -> Standing:
    """Where a decision stands on the day. The due day itself is still in time."""
    if done_on is not None:
        days = (done_on - due).days if due else 0
        if days > 0:
            return Standing("late", f"выполнено с опозданием на {_days(days)}", days)
        return Standing("done", "выполнено")
    if due is None:
        return Standing("waiting", "без срока")
    left = (due - today).days
    if left < 0:
        return Standing("overdue", f"просрочено на {_days(-left)}", -left)
    if left <= SOON_DAYS:
        return Standing("soon", "сегодня" if left == 0 else f"осталось {_days(left)}")
    return Standing("waiting", "выполняется")


@dataclass(frozen=True)
class Followed:
    """A decision as the next meeting hears of it. number: «1.2» of its protocol; source: «протокол № 2 от 12.10.2026»
    for decisions of earlier protocols, empty for the one reported on."""

    number: str
    text: str
    responsible: str
    due: date | None
    due_text: str
    done_on: date | None
    comment: str
    source: str = ""


def follow_up_title(number: int, day: date) -> str:
    """The question of the agenda."""
    return f"О выполнении решений протокола № {number} от {long_date(day)}"


def follow_up_words(decisions: Sequence[Followed], today: date) -> str:
    """«Слушали» in paragraphs: how many are done, each decision with its mark, those of earlier protocols apart."""
    own = [row for row in decisions if not row.source]
    earlier = [row for row in decisions if row.source]
    lines = [_summary(own)] if own else []
    lines += [_line(row, today) for row in own]
    if earlier:
        lines.append("Из решений прежних протоколов:")
        lines += [_line(row, today) for row in earlier]
    return "\n".join(lines)


def _summary(rows: Sequence[Followed]) -> str:
    done = sum(row.done_on is not None for row in rows)
    whole = counted(len(rows), "решение", "решения", "решений")
    if done == len(rows):
        return "Решение выполнено." if len(rows) == 1 else f"Выполнены все решения: {len(rows)}."
    if done == 0:
        return f"Принято {whole}, пока не {agree(len(rows), 'выполнено', 'выполнены', 'выполнены')}."
    return f"Принято {whole}, выполнено {done}."


def _line(row: Followed, today: date) -> str:
    number = f"{row.number}. " if row.number else ""
    source = f" ({row.source})" if row.source else ""
    who = f" Ответственный: {_quoted(row.responsible)}" if row.responsible else ""
    return f"{number}{_quoted(row.text, source)}{who} {_mark(row, today)}"


def _quoted(text: str, source: str = "") -> str:
    """One sentence of one line, the source in brackets before its mark."""
    text = " ".join(text.split())
    if len(text) > TEXT_LIMIT:
        text = f"{text[: TEXT_LIMIT - 1].rstrip()}…"
    body = text.rstrip(".;,") if source else text.rstrip(";,")
    return f"{body}{source}" if not source and body[-1:] in tuple(".!?…") else f"{body}{source}."


def _mark(row: Followed, today: date) -> str:
    where = standing(row.due, row.done_on, today)
    if row.done_on is not None:
        late = f", с опозданием на {_days(where.days)}" if where.state == "late" else ""
        comment = f" {_quoted(row.comment)}" if row.comment.strip() else ""
        return f"Выполнено {row.done_on:%d.%m.%Y}{late}.{comment}"
    if where.state == "overdue":
        return f"Не выполнено, срок истёк {row.due:%d.%m.%Y}."
    if row.due:
        return f"Выполняется, срок {row.due:%d.%m.%Y}."
    return f"Выполняется, срок: {row.due_text}." if row.due_text else "Выполняется."


def _days(number: int) -> str:
    return counted(number, "день", "дня", "дней")
