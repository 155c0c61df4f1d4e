"""What a table is and what its columns hold: by headings, by the shape of its cells, by the words that name it."""

import re
from collections.abc import Collection, Iterable, Sequence

from methodservice.lib.officefiles import normal

from .answer import Column, Kind, Role
from .columns import YEAR, is_stage, is_strong, is_type, is_unit, is_value, plain_role, role_of
from .sections import NUMBER
from .shape import ORDINAL, Draft, Line

LABELS = (
    "наименование", "полное наименование", "название", "тема", "основани", "нормативн", "правов", "заказчик",
    "разработчик", "исполнител", "основные исполнител", "основной исполнител", "соисполнител", "координатор",
    "ответственн", "руководител", "куратор", "цел", "основная цель", "основные цел", "задач", "основные задач",
    "срок", "период", "этап", "дата", "ожидаем", "планируем", "предполагаем", "результат", "конечн", "показател",
    "индикатор", "важнейш", "источник", "объем", "финанс", "ресурс", "контрол", "система", "управлени",
    "мониторинг", "анализ", "участник", "адрес", "механизм", "актуальн", "проблем", "риск", "приоритет",
    "структура", "принцип", "миссия", "основные направлен", "направлен", "основные мероприят", "перечень",
    "статус", "автор", "составител", "кадров", "методы", "описани", "критери", "территори", "муниципал",
    "методическая тема", "база", "организац", "инициатор", "партнер", "социальн",
)  # fmt: skip
"""How labels of a passport begin, as `normal` leaves them."""
VALUES = frozenset({
    "содержание", "описание", "значение", "характеристика", "информация", "сведения", "содержание раздела",
    "содержание пункта",
    "краткое описание", "содержание раздела паспорта", "показатель",
})  # fmt: skip
"""Headings over the values of a passport."""
LONGEST_LABEL = 150
LONGEST_HEADING = 60
PASSPORT = re.compile(r"\bпаспорт", re.I)
ROADMAP = re.compile(
    r"дорожн\w+\s+карт|план\w*(?:-график\w*)?\s+(?:\w+\s)?мероприяти|комплекс\w*\s+мер", re.I
)
TARGETS = re.compile(r"показател|индикатор|целев", re.I)
PART = re.compile(r"квартал|полугоди|четверт", re.I)
"""Parts of a year in a heading over columns of their numbers: «Квартал: I, II, III, IV»."""
_MONEY = re.compile(r"финанс|руб|бюджет|стоимост|затрат|средств|ассигнован", re.I)
_PEOPLE = re.compile(r"\bф\.?\s?и\.?\s?о\b|фамили", re.I)
_NO_ACTION = re.compile(
    r"\bф\.?\s?и\.?\s?о|фамили|\bоо\b|\bоу\b|школ|учрежден|организаци|должност|предмет|класс|категори|место|участник"
    r"|финанс|объ[её]м|источник|примечани|количество|форма",
    re.I,
)
_FIGURE = re.compile(
    r"(?:не (?:менее|более|ниже|выше)|до|от|[≥≤<>]=?)?\s?-?\d[\d\s]*(?:[.,]\d+)?\s?(?:%|\w{2,4}\.?)?", re.I
)
_WORD_TIMES = {"с": Role.START, "от": Role.START, "по": Role.END, "до": Role.END}
TIMES = (Role.DEADLINE, Role.START, Role.END, Role.QUARTER)
ONCE = (
    Role.ACTION,
    Role.DEADLINE,
    Role.START,
    Role.END,
    Role.RESPONSIBLE,
    Role.RESULT,
    Role.INDICATOR,
    Role.MARK,
)
MOST_MARK = 3


def label_column(lines: Sequence[Line]) -> int | None:
    """Where the labels of a passport stand: the first column, or the second after one of numbers; else None."""
    filled = [line for line in lines if any(cell.text for cell in line)]
    width = len(filled[0]) if filled else 0
    if width < 2:
        return None
    numbered = width > 2 and all(NUMBER.fullmatch(line[0].text) or not line[0].text for line in filled)
    return 1 if numbered and any(line[0].text for line in filled) else 0


def is_label(text: str) -> bool:
    """May the text be a label of a passport?"""
    return len(text) <= LONGEST_LABEL and normal(re.sub(r"^[\d.)\s]+", "", text)).startswith(LABELS)


def is_passport(lines: Sequence[Line], words: Iterable[str]) -> bool:
    """Do the rows tell a thing each, label and value? words: what names the table."""
    column = label_column(lines)
    if column is None:
        return False
    filled = [line for line in lines if any(cell.text for cell in line) and line[column].at != line[-1].at]
    labels = sum(is_label(line[column].text) for line in filled)
    named = any(PASSPORT.search(text) for text in words)
    narrow = len(lines[0]) == column + 2
    return (
        labels >= 2 and labels * 3 >= len(filled)
        if named
        else narrow and labels >= 3 and labels * 2 >= len(filled)
    )


def heads_passport(line: Line) -> bool:
    """Is it a row «Раздел — Содержание» over a passport?"""
    texts = [cell.text for cell in line]
    return (
        len(texts) > 1 and normal(texts[-1]) in VALUES and all(len(text) < LONGEST_HEADING for text in texts)
    )


def is_working(headings: Sequence[str]) -> bool:
    """Do the headings name times or people: rows under them are work, not a passport?"""
    others = [role_of(heading) for heading in headings[1:] if len(heading) <= LONGEST_HEADING]
    working = {Role.DEADLINE, Role.START, Role.END, Role.RESPONSIBLE, Role.MARK}
    return bool(working & set(others)) or (len(others) > 1 and Role.QUARTER in others)


class Columns:
    """Columns of a headed table with what their cells look like."""

    def __init__(self, draft: Draft):
        self.draft = draft
        self.columns = draft.columns
        self.full = [line for line in draft.lines if sum(bool(cell.text) for cell in line) > 1]
        self.roles = [self._role(place) for place in range(len(self.columns))]
        self._number()
        self.years = [
            place
            for place, (own, group) in enumerate(self.columns)
            if YEAR.search(f"{own} {group}") and role_of(own) in (Role.QUARTER, Role.OTHER, Role.MARK)
            and self.roles[place] is not Role.NUMBER
        ]  # fmt: skip

    def texts(self, place: int) -> list[str]:
        """Filled cells of a column."""
        return [line[place].text for line in self.full if line[place].text]

    def _role(self, place: int) -> Role:
        own, group = self.columns[place]
        role = Role.OTHER if is_value(own) and role_of(own) is Role.INDICATOR else role_of(own)
        if group and _MONEY.search(group):
            return Role.OTHER
        if PART.search(group) and ORDINAL.fullmatch(own):
            return Role.QUARTER
        if group and role_of(group) in (Role.DEADLINE, Role.QUARTER):
            role = _WORD_TIMES.get(normal(own), role)
            if normal(own).startswith("план"):
                return Role.DEADLINE
        if role in (Role.OTHER, Role.NUMBER) and group and role_of(group) not in (Role.QUARTER, Role.NUMBER):
            return role_of(group)
        return role

    def _number(self) -> None:
        """One column of numbers: named so, or the first when it holds nothing else."""
        named = [place for place, role in enumerate(self.roles) if role is Role.NUMBER]
        for place in named:
            texts = self.texts(place)
            strange = [text for text in texts if not NUMBER.fullmatch(text)]
            if place != named[0] or (not self.columns[place][0] and len(strange) * 2 > len(texts)):
                self.roles[place] = Role.OTHER
        first = self.texts(0) if self.columns else []
        other = first and self.roles[0] is Role.OTHER
        if Role.NUMBER not in self.roles and other and all(NUMBER.fullmatch(text) for text in first):
            self.roles[0] = Role.NUMBER

    def kind(self, words: Sequence[str]) -> Kind:
        """What the table is; roles are settled for it. words: what names the table."""
        headings = [own for own, _ in self.columns]
        named = [place for place, role in enumerate(self.roles) if role is not Role.NUMBER]
        first = headings[named[0]] if named else ""
        if is_stage(first) and not {Role.RESPONSIBLE, Role.PARTNERS} & set(self.roles):
            return self._settled(Kind.STAGES)
        if kind := self._figures(words, headings, first):
            return self._settled(kind)
        if any(_PEOPLE.search(heading) for heading in headings) and Role.RESPONSIBLE not in self.roles:
            return self._settled(Kind.OTHER)
        self._times()
        self._once()
        self._action()
        roles = set(self.roles)
        if Role.ACTION not in roles or len(roles - {Role.ACTION, Role.NUMBER, Role.OTHER}) == 0:
            called = Role.ACTION in roles and any(ROADMAP.search(text) for text in words)
            return Kind.ROADMAP if called else self._settled(Kind.OTHER)
        if roles & set(TIMES) or any(ROADMAP.search(text) for text in words):
            return Kind.ROADMAP
        if roles & {Role.RESULT, Role.RESPONSIBLE, Role.DOCUMENT, Role.PARTNERS, Role.MARK, Role.INDICATOR}:
            return Kind.ACTIVITIES
        return self._settled(Kind.OTHER)

    def _figures(self, words, headings: list[str], first: str) -> Kind | None:
        """A table of indicators or targets, if it is one."""
        values = [place for place, own in enumerate(headings) if is_value(own)]
        figures = self._texts_of({*self.years, *values})
        numeric = sum(bool(_FIGURE.fullmatch(text)) for text in figures) * 2 >= len(figures)
        acts = any(
            role is Role.ACTION and is_strong(own) for role, own in zip(self.roles, headings, strict=True)
        )
        units = any(is_unit(own) for own in headings)
        if acts or not (self.years or values or units) or not numeric:
            return None
        if any(_MONEY.search(f"{own} {group}") for own, group in self.columns):
            return None
        if is_type(first) or self._only_figures(values):
            return Kind.TARGETS
        if Role.INDICATOR in self.roles or (
            Role.ACTION in self.roles
            and (self.years or values)
            and (any(TARGETS.search(text) for text in words) or units)
        ):
            return Kind.INDICATORS
        return None

    def _texts_of(self, places: Collection[int]) -> list[str]:
        """Filled cells of the columns, without those that reach in from another one: rows of words across the table."""
        return [
            line[place].text
            for line in self.full
            for place in places
            if line[place].text
            and not any(cell.at == line[place].at for at, cell in enumerate(line) if at not in places)
        ]

    def _only_figures(self, values: list[int]) -> bool:
        rest = set(range(len(self.columns))) - {*self.years, *values}
        return not any(self.roles[place] is not Role.NUMBER for place in rest) and len(self.years) > 1

    def _settled(self, kind: Kind) -> Kind:
        """Roles of a table that is no work."""
        if kind is Kind.INDICATORS and Role.INDICATOR not in self.roles:
            self.roles[self.roles.index(Role.ACTION)] = Role.INDICATOR
        figures = kind in (Kind.INDICATORS, Kind.TARGETS)
        named = [
            at for at, role in enumerate(self.roles) if role is Role.INDICATOR and not self._is_figure(at)
        ]
        name = next((at for at in named if TARGETS.search(self.columns[at][0])), None)
        seen = set()
        for place, role in enumerate(self.roles):
            less = role is Role.INDICATOR and name not in (None, place)
            if role is Role.QUARTER or role in seen or less or (figures and self._is_figure(place)):
                self.roles[place] = Role.OTHER
            if not less:
                seen.add(role)
        return kind

    def _is_figure(self, place: int) -> bool:
        return place in self.years or is_value(self.columns[place][0])

    def _times(self) -> None:
        """Columns of quarters, months, years: of marks, or one that is the deadline itself."""
        places = [place for place, role in enumerate(self.roles) if role is Role.QUARTER]
        texts = [text for place in places for text in self.texts(place)]
        figures = [text for text in texts if len(text) > 1 and _FIGURE.fullmatch(text)]
        if places and texts and len(figures) * 2 > len(texts):
            for place in places:
                self.roles[place] = Role.OTHER
        elif len(places) == 1 and Role.DEADLINE not in self.roles:
            worded = sum(len(text) > MOST_MARK for text in texts) * 2 > len(texts)
            self.roles[places[0]] = Role.DEADLINE if worded else Role.QUARTER

    def _once(self) -> None:
        """One column of each meaning: the plainest of several; a second list of people is of partners."""
        for role in ONCE:
            places = [place for place, each in enumerate(self.roles) if each is role]
            keep = places[0] if places else None
            if role is Role.ACTION:
                keep = next((at for at in places if is_strong(self.columns[at][0])), keep)
            if role is Role.RESPONSIBLE:
                keep = next((at for at in places if "ответствен" in normal(self.columns[at][0])), keep)
            for place in places:
                if place != keep:
                    other = Role.PARTNERS if role is Role.RESPONSIBLE else Role.OTHER
                    self.roles[place] = other

    def _action(self) -> None:
        """What is done, when no heading says so: the longest words of a table with times, people or results."""
        strong = {*TIMES, Role.RESPONSIBLE, Role.RESULT, Role.MARK, Role.DOCUMENT} & set(self.roles)
        if Role.ACTION in self.roles or len(strong) < 2:
            return
        free = [
            place
            for place, role in enumerate(self.roles)
            if role is Role.OTHER
            and plain_role(self.columns[place][0]) in (None, Role.OTHER)
            and not _NO_ACTION.search(self.columns[place][0])
        ]
        if free:
            self.roles[max(free, key=lambda place: sum(map(len, self.texts(place))))] = Role.ACTION

    def made(self) -> tuple[Column, ...]:
        """The columns of the answer."""
        return tuple(
            Column(own, role, group) for (own, group), role in zip(self.columns, self.roles, strict=True)
        )
