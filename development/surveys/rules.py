"""Small groups are never shown, neither directly nor as what is left over; whether a link takes an answer. Pure."""

from collections.abc import Mapping
from datetime import date
from enum import Enum


def shown_groups(answers: Mapping[int, int], whole: int, threshold: int) -> set[int]:
    """Keys of groups that may be shown apart. answers: {group: number of sheets}; whole: all sheets, of no group too.

    A group is shown from `threshold` sheets on. Where all others together are fewer than that (but not none), the
    difference between the whole and the shown ones would tell of them: the smallest shown groups join them.
    """
    shown = sorted((number, group) for group, number in answers.items() if number >= threshold)
    rest = whole - sum(number for number, _ in shown)
    while shown and 0 < rest < threshold:
        number, _ = shown.pop(0)
        rest += number
    return {group for _, group in shown}


def closing_words(*, answered: int, invited: int, threshold: int, is_anonymous: bool) -> str:
    """What closing now means: how many answered, whether results will be shown, that it is for good."""
    words = [f"Ответили {answered} из {invited}."]
    if answered < threshold:
        shown = "итоги не покажутся никому" if is_anonymous else "итоги увидят только методисты"
        words.append(f"Это меньше порога ({threshold}): {shown}.")
    return " ".join([*words, "Открыть опрос снова будет нельзя."])


class Door(Enum):
    """What a link answers: (heading, sentence). OPEN has the questions instead."""

    OPEN = ("", "")
    DONE = ("Спасибо!", "Ваш ответ принят. Второй раз отвечать не нужно.")
    EARLY = ("Опрос ещё не начался", "Откройте эту ссылку позже: опрос ещё готовят.")
    OVER = ("Опрос закрыт", "Ответы больше не принимаются. Спасибо, что заглянули.")
    UNKNOWN = (
        "Ссылка не подошла",
        "Такой ссылки нет. Проверьте, целиком ли скопирован адрес, или попросите ссылку ещё раз.",
    )

    @property
    def heading(self) -> str:
        return self.value[0]

    @property
    def sentence(self) -> str:
        return self.value[1]


def door_of(*, state: str, closes_on: date, is_answered: bool, today: date) -> Door:
    """Where a known link leads today."""
    if is_answered:
        return Door.DONE
    if state == "draft":
        return Door.EARLY
    if state == "closed" or today > closes_on:
        return Door.OVER
    return Door.OPEN
