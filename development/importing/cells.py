"""What people write in lists of courses and attestations → values. A refusal is a ValueError with a sentence."""

import re
from datetime import date
from decimal import Decimal

from methodservice.lib.cells import parse_date
from methodservice.lib.dates import MONTHS_GENITIVE
from methodservice.lib.officefiles import normal

YES = {"да", "yes", "true", "1", "x", "х", "v", "есть"}
NO = {"нет", "no", "false", "0"}
_HOURS = re.compile(
    r"(\d{1,5})(?:[.,]0+)? ?(?:(?:ак|акад|академических|академ)\.? ?)?(?:ч|час|часа|часов)?\.?\Z", re.I
)
_DAY = re.compile(r"\d{1,2}[./]\d{1,2}[./]\d{4}")
_DAY_ANYHOW = re.compile(rf"{_DAY.pattern}|\d{{1,2}} (?:{'|'.join(MONTHS_GENITIVE)}) \d{{4}}", re.I)
_DAY_AT_END = re.compile(rf"\(?(?:\bот\b)? ?(?:{_DAY_ANYHOW.pattern})(?: ?г(?:\.|ода)?)?\)?\Z", re.I)
_ORDER_WORDS = re.compile(r"\b(?:приказ\w*|распоряжени\w*|от|г)\b\.?|№", re.I)
_BETWEEN = re.compile(r"\s*(?:[–—−]|\s-\s|\bпо\b|\s-|-\s|(?<=\d{4})-)\s*", re.I)
_QUOTED = re.compile(r"[«\"“„]([^«»\"“”„]*)[»\"”“]\Z")
_SCORE = re.compile(r"(\d{1,3}(?:[.,]\d+)?) ?(?:%|процент\w*)", re.I)
_NUMBER = re.compile(r"\d{1,3}(?:[.,]\d+)?\Z")
_TECHNOLOGY = re.compile(
    r" ?\b(?:с|и)(?: частичным)? (?:применением|использованием|элементами|эо|дот|дистан\w*)\b.*"
)
_NOUN = re.compile(r"\b(?:форма|обучение|обучения|курс|курсы|формат|образование)\b")


def parse_hours(value) -> int:
    """«72», «72 ч.», «72 часа», «72 ак. ч.»."""
    found = _HOURS.match(str(value).strip())
    if not found:
        raise ValueError(f"«{str(value)[:50]}»: напишите число часов, например 72")
    return int(found[1])


def parse_yes(value) -> bool:
    """«да», «+», «✓» → True; «нет», «–», «0» → False."""
    text = str(value).strip()
    word = normal(text)
    if word in YES or text in ("+", "✓", "✔"):
        return True
    if word in NO or text in ("-", "–", "—"):
        return False
    raise ValueError(f"«{text[:50]}»: напишите «да» или «нет»")


def parse_period(value) -> tuple[date | None, date | None]:
    """«01.09.2026 – 15.09.2026», «с 01.09.2026 по 15.09.2026», one day alone is the last one."""
    try:
        return None, parse_date(value)
    except ValueError:
        text = re.sub(r"^с\s+", "", str(value).strip(), flags=re.I)
    days = [parse_date(part.strip()) for part in _BETWEEN.split(text) if part.strip()]
    if len(days) != 2:
        raise ValueError(f"«{text[:50]}»: напишите два дня, начало и окончание")
    return days[0], days[1]


def parse_order(value) -> tuple[str, date | None]:
    """Requisites in one cell: «№ 77-ОД от 01.02.2024», «приказ 01.02.2024 № 77» → number, day."""
    text = str(value)
    day = _DAY.search(text)
    number = " ".join(_ORDER_WORDS.sub(" ", _DAY.sub(" ", text)).split()).strip(" ,;.")
    return number, parse_date(day[0]) if day else None


def unquoted(text) -> str:
    """A title without the quotation marks around all of it: «Русский язык» → Русский язык."""
    text = str(text).strip()
    found = _QUOTED.match(text)
    return found[1].strip() if found else text


def titled(text: str) -> tuple[str, date | None]:
    """Lines above a table → what diagnostics it was and when: «Диагностика компетенций педагогов от 12.09.2026» →
    («Диагностика компетенций педагогов», 12.09.2026). Two lines or two days leave it unsaid, and so does a day inside
    the words."""
    lines = [line for line in text.split("\n") if "диагности" in line.lower()]
    days = {_day_or_none(day) for day in _DAY_ANYHOW.findall(text)}
    title = _DAY_AT_END.sub("", lines[0]) if len(lines) == 1 else ""
    if _DAY_ANYHOW.search(title) or title.count("(") != title.count(")"):
        title = ""
    return unquoted(title.strip(" ,;:.")), days.pop() if len(days) == 1 else None


def _day_or_none(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None


def bare_mode(value) -> str:
    """A form of study without the technology beside it: «очная, с применением ДОТ» → «очная», the technology alone →
    «дистанционно»."""
    text = " ".join(_NOUN.sub(" ", normal(value)).split())
    return _TECHNOLOGY.sub("", text) or (text and "дистанционно")


def split_level(value, in_percent: bool = False) -> tuple[str, Decimal | None]:
    """«средний, 65 %» → («средний», 65). Of percents alone the level stays empty.

    in_percent: the heading says so, then a number needs no sign."""
    text = str(value).strip()
    if in_percent and _NUMBER.match(text):
        return "", Decimal(text.replace(",", "."))
    found = _SCORE.search(text)
    score = Decimal(found[1].replace(",", ".")) if found else None
    return _SCORE.sub(" ", text).strip(" ,;()–—-"), score
