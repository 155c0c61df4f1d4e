"""What people write in cells of lists → values. Every refusal is a ValueError with a sentence in Russian."""

import re
from datetime import date
from typing import NamedTuple

from methodservice.lib.officefiles import normal

_DAY = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})(?: ?г\.?)?\Z")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]00:00:00)?\Z")
_WORDS = re.compile(r"(\d{1,2}) ([а-яё]+) (\d{4})(?: ?г(?:\.|ода)?)?\Z", re.I)
_MONTHS = ("янв", "фев", "мар", "апр", "мая", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
_HYPHEN = re.compile(r"\s*-\s*")
_SHORT_YEAR = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2}\Z")
FEMALE_ENDINGS = ("вна", "чна", "шна", " кызы", " гызы")
MALE_ENDINGS = ("вич", "ьич", "мич", "кич", "оглы", "улы")
_GENDERS = {
    "female": ("female", "ж", "жен", "женский", "женщина"),
    "male": ("male", "м", "муж", "мужской", "мужчина"),
}


class PersonName(NamedTuple):
    """Фамилия, имя, отчество (may be empty)."""

    surname: str
    given_name: str
    patronymic: str = ""


def parse_date(value) -> date | None:
    """A date cell or «01.09.2026», «1 сентября 2026 г.», «2026-09-01»; an empty cell is None."""
    if value is None or value == "":
        return None
    if isinstance(value, date):
        return value
    text = str(value).strip()
    if found := _DAY.match(text):
        day, month, year = map(int, found.groups())
    elif found := _ISO.match(text):
        year, month, day = map(int, found.groups())
    elif (found := _WORDS.match(text)) and (prefix := found[2].lower()[:3]) in _MONTHS:
        day, month, year = int(found[1]), _MONTHS.index(prefix) + 1, int(found[3])
    elif _SHORT_YEAR.match(text):
        raise ValueError(f"«{text}»: запишите год четырьмя цифрами, например 01.09.2026")
    else:
        raise ValueError(f"«{text[:50]}» — не дата. Запишите её так: 01.09.2026")
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError(f"«{text}»: такой даты нет в календаре") from None


def name_part(text: str) -> str:
    """One part of a name: hyphens without spaces, ИВАНОВ as Иванов."""
    if "-" in text:
        text = _HYPHEN.sub("-", text)
    if len(text) > 1 and text.isupper():
        text = "-".join(piece.capitalize() for piece in text.split("-"))
    return text


def parse_full_name(text: str) -> PersonName:
    """«Иванова Мария Петровна» → its parts; a patronymic may be absent or of two words («Гасан оглы»)."""
    parts = _HYPHEN.sub("-", str(text)).split()
    if len(parts) < 2:
        raise ValueError("напишите фамилию, имя и отчество через пробел")
    if any("." in part for part in parts[1:]):
        raise ValueError("вместо инициалов напишите имя и отчество полностью")
    surname, given_name, *rest = (name_part(part) for part in parts)
    return PersonName(surname, given_name, " ".join(rest))


def parse_gender(text) -> str:
    """«ж», «женский» → female; «м», «муж.» → male; empty stays empty."""
    word = normal(text)
    if not word:
        return ""
    for gender, words in _GENDERS.items():
        if word in words:
            return gender
    raise ValueError(f"«{str(text)[:50]}»: напишите «ж» или «м»")


def gender_of_patronymic(patronymic: str) -> str:
    """What the patronymic itself says: «Петровна» — female, «Ильич» — male; otherwise empty. Never from a surname."""
    word = patronymic.lower()
    if word.endswith(FEMALE_ENDINGS):
        return "female"
    return "male" if word.endswith(MALE_ENDINGS) else ""


def person_key(surname: str, given_name: str, patronymic: str) -> str:
    """One spelling of a full name: case, «ё» and spaces do not tell people apart."""
    return normal(f"{surname} {given_name} {patronymic}")
