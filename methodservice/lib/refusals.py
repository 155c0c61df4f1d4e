"""Refusals of the services: sentences in Russian that say what to do, shown beside the form."""


class Refused(Exception):
    """The rules don't allow it. `str(error)` is the sentence; `anchor` is the place on the page, if there is one."""

    def __init__(self, sentence: str, anchor: str = ""):
        super().__init__(sentence)
        self.anchor = anchor


class AlreadyDone(Refused):
    """Somebody (perhaps the same person, by a double click) has done it before: a message, not an error."""


class Stale(Refused):
    """The record was saved by somebody else since the form was opened. `current` is the record as it is now."""

    def __init__(self, current):
        super().__init__(
            "Пока вы правили, запись изменил кто-то другой. Сравните оба текста и сохраните нужный."
        )
        self.current = current
