"""Naming a teacher in a text field: the browser suggests the list, the server finds who is meant."""

from collections import Counter
from collections.abc import Callable, Iterable

from methodservice.directory.models import Teacher
from methodservice.lib.typography import alphabetical

NOBODY = "Такого педагога в списке нет. Начните вводить фамилию и выберите из подсказок."
SEVERAL = "Подходят несколько: {}. Выберите одного из подсказок."
MOST_SHOWN = 3


class NotFound(ValueError):
    """The words name nobody, or more than one; the message is a sentence for the form."""


class People:
    """Teachers by the words that name them. labels: what the browser suggests, each once."""

    def __init__(self, teachers: Iterable[Teacher]):
        teachers = list(teachers)
        self._found: dict[str, Teacher] = {}
        self.label: dict[int, str] = {}
        short = Counter(_plain(_usual(teacher)) for teacher in teachers)
        full = Counter(_plain(_with_post(teacher)) for teacher in teachers)
        for teacher in teachers:
            label = _usual(teacher)
            if short[_plain(label)] > 1:
                label = _with_post(teacher)
                if full[_plain(label)] > 1:
                    label = f"{label} (карточка {teacher.pk})"
            self.label[teacher.pk] = label
            self._found[_plain(label)] = teacher

    @property
    def labels(self) -> list[str]:
        return list(self.label.values())

    def find(self, text: str) -> Teacher:
        """Whom the text names: a suggestion as it is, parts of the name, their beginnings («иванова мар»).

        Raises NotFound.
        """
        asked = _plain(text)
        if exact := self._found.get(asked):
            return exact
        words = asked.replace(",", " ").split()
        names = [(_name(label), teacher) for label, teacher in self._found.items()]
        fitting = [teacher for name, teacher in names if _in_order(words, name, str.__eq__)]
        fitting = fitting or [teacher for name, teacher in names if _in_order(words, name, str.startswith)]
        if not fitting:
            raise NotFound(NOBODY)
        if len(fitting) > 1:
            shown = [self.label[teacher.pk] for teacher in fitting[:MOST_SHOWN]]
            raise NotFound(
                SEVERAL.format("; ".join(shown) + (" и другие" if len(fitting) > MOST_SHOWN else ""))
            )
        return fitting[0]


def _usual(teacher: Teacher) -> str:
    return f"{teacher.full_name}, {teacher.school.short_name}"


def _with_post(teacher: Teacher) -> str:
    return f"{teacher.full_name}, {teacher.position}, {teacher.school.short_name}"


def _plain(text: str) -> str:
    return alphabetical(" ".join(text.split()))[0]


def _name(label: str) -> list[str]:
    return label.partition(",")[0].split()


def _in_order(words: list[str], name: list[str], is_it: Callable[[str, str], bool]) -> bool:
    """Does each word stand for a part of the name, in the order of the name?"""
    parts = iter(name)
    return bool(words) and all(any(is_it(part, word) for part in parts) for word in words)
