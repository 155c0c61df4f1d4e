"""The words that name a table, and the title of a document."""

import re
from collections.abc import Sequence

from methodservice.documents.order_parts import MARK, NAME
from methodservice.lib.officefiles import Paragraph
from methodservice.lib.officefiles.grids import one_line

LONGEST = 300
FURTHEST = 8
"""Paragraphs above a table among which its name is looked for."""
MOST_TITLE = 8
_SKIPPED = re.compile(
    r"(?:таблица\s*(?:№\s?)?[\d.]*|\(?(?:тыс\.|млн\.?)?\s*руб[а-я.]*\)?|продолжение(?: таблицы)?[\s\d.№]*|[\W\d_]+)\Z",
    re.I,
)
_CONTINUED = re.compile(
    r"(?:продолжение|окончание)\s+(?:таблицы|приложения)?[\s\d.№]*\Z|[\d\s–—-]{1,5}\Z", re.I
)
_PLACE_YEAR = re.compile(
    r"(?!(?:План|Программа|Паспорт|Положение|Дорожная)\b)(?:(?:[а-яё]{1,5}\.?\s)?[А-ЯЁ][а-яё-]+(?:[\s-][А-ЯЁ][а-яё]+)?,?\s*)?"
    r"20\d\d(?:\s?(?:г\.?|год))?\Z",
)
_PASSPORT = re.compile(
    r"паспорт(?:\s+(?:программы|проекта|плана|дорожной карты|«?дорожной карты»?))?[\s.:]*", re.I
)
_STAMP = re.compile(
    r"утвержд|согласован|рассмотрен|принят[оа]?\b|протокол\b|приложение\b|.*_{3,}|[«\"]_*\d*[»\"]", re.I
)
_NAMES = re.compile(
    r"(?:таблица|план|дорожная карта|«дорожная|паспорт|перечень|показател|целевые|этапы|мероприяти)", re.I
)
_SHORTENED = re.compile(r"(?:\b(?:ед|чел|гг?|др|шт|руб|тыс|п|т)|%)\.?\Z", re.I)
_GOES_ON = re.compile(r"\(|20\d\d|(?:НА|ПО|О|ОБ) ")
_TABLE = re.compile(r"(?:Этапы|Показатели|Целевые|Перечень|Состав|Таблица)\b")
"""What a table under the title is about."""
_ISSUER = re.compile(
    r"(?:управление|отдел|комитет|департамент|министерство|администрация|муниципальн\w+ (?:казенн|казённ|бюджет|автоном"
    r"|учрежд)\w*|М[КБА]?О?У)\b",
    re.I,
)
_OF_DOCUMENT = re.compile(r"план|программ|карт|график|положени|паспорт|комплекс|показател", re.I)
_ITEM = re.compile(r"[-–—•·▪]")
_TOLD = re.compile(r"(?:цель|цели|задачи|методическая тема|тема|примечани[ея])\b[^.:]{0,60}:", re.I)
"""What a document says of itself above a table is no name of the table."""
_DOCUMENT_WORD = re.compile(
    r"(?:муниципальная\s|комплексная\s)?(?:программа|план|положение|паспорт|карта|дорожная карта|концепция|модель)"
    r"[\s.:]*\Z",
    re.I,
)
_PART = re.compile(
    r"(?:\d+(?:\.\d+)*[.)]|[IVX]+[.\s])|(?:паспорт|пояснительная записка|введение|общие положения|содержание|оглавление"
    r"|раздел|глава|актуальность|обоснование)\b",
    re.I,
)


def words_of(paragraph: Paragraph) -> str:
    """A paragraph in one line, with the number that Word draws."""
    return f"{paragraph.auto_number} {one_line(paragraph.text)}".strip()


def goes_on(between: Sequence[Paragraph]) -> bool:
    """Do the paragraphs between two tables say nothing but «Продолжение таблицы»?"""
    return all(_CONTINUED.match(words_of(each)) for each in between)


def caption_of(before: Sequence[Paragraph]) -> str:
    """The paragraph that names the table under it; "" when none does. before: those above, the nearest last."""
    for place in range(len(before) - 1, max(len(before) - 1 - FURTHEST, -1), -1):
        paragraph, text = before[place], words_of(before[place])
        if _SKIPPED.match(text):
            continue
        if MARK.match(text) or _PLACE_YEAR.match(text) or len(text) > 2 * LONGEST:
            return "" if not paragraph.level or MARK.match(text) or _PLACE_YEAR.match(text) else text
        nearest = place == len(before) - 1
        rest = nearest and place and text[:1].islower() and _NAMES.match(words_of(before[place - 1]))
        if rest or _is_name(paragraph, text, nearest=nearest):
            return _whole(before, place)
    return ""


def _is_heading(paragraph: Paragraph) -> bool:
    return bool(paragraph.level) or paragraph.align == "centre"


def _is_name(paragraph: Paragraph, text: str, *, nearest: bool) -> bool:
    if _is_heading(paragraph):
        return True
    if not nearest or (paragraph.align == "right" and not _NAMES.match(text)):
        return False
    if len(text) > LONGEST or _ITEM.match(text) or _TOLD.match(text) or text.endswith((";", ",", ":")):
        return False
    ends = text.endswith(".") and not _SHORTENED.search(text)
    return bool(_NAMES.match(text)) or not (ends or text[:1].islower())


def _whole(before: Sequence[Paragraph], place: int) -> str:
    """A name of several lines."""
    texts = [words_of(before[place])]
    while place and _begins(before[place - 1]) and _is_rest(texts[0], words_of(before[place - 1])):
        place -= 1
        texts.insert(0, words_of(before[place]))
    return " ".join(texts)


def _begins(paragraph: Paragraph) -> bool:
    """May a title begin with the paragraph and go on in the next one?"""
    return _is_heading(paragraph) or bool(_NAMES.match(words_of(paragraph)))


def _is_rest(text: str, above: str) -> bool:
    """Does a line go on with the one above it?"""
    if MARK.match(above) or _PLACE_YEAR.match(above):
        return False
    if text.startswith("«") and not _NAMES.match(text):
        return True
    return bool(text[:1].islower() or _GOES_ON.match(text) or _DOCUMENT_WORD.match(above))


def title_of(paragraphs: Sequence[Paragraph]) -> str:
    """The title that a document begins with: its first headings up to the first part of it."""
    found: list[str] = []
    for place, paragraph in enumerate(paragraphs[: MOST_TITLE * 3], start=1):
        text = words_of(paragraph)
        if paragraph.align == "right" or (
            not found
            and (
                MARK.match(text)
                or _is_stamp(text)
                or _is_issuer(text)
                or not re.search(r"[а-яё]", text, re.I)
            )
        ):
            continue
        is_part = found and (_PART.match(text) or _TABLE.match(text))
        is_end = is_part or _PLACE_YEAR.match(text) or len(text) > 2 * LONGEST
        if is_end or not _is_heading(paragraph) or len(found) == MOST_TITLE:
            if found or is_end or not _is_plain_title(text):
                break
            following = words_of(paragraphs[place]) if place < len(paragraphs) else ""
            goes_on = following[:1].islower() and _is_plain_title(following)
            return f"{text} {following}" if goes_on else text
        found.append(text)
    return " ".join(found)


def is_passport_title(text: str) -> bool:
    """«Паспорт программы»: a title that does not say of which."""
    return bool(_PASSPORT.fullmatch(text))


def _is_stamp(text: str) -> bool:
    """A line of «УТВЕРЖДАЮ / Начальник … / _____ И.И. Иванов»."""
    return bool(_STAMP.match(text) or (len(text) < 100 and NAME.search(text)))


def _is_issuer(text: str) -> bool:
    """The name of an organisation over the title: «Управление образования»."""
    return bool(_ISSUER.match(text)) and not _OF_DOCUMENT.search(text)


def _is_plain_title(text: str) -> bool:
    ends = text.endswith((".", ";", ":", ",")) and not _SHORTENED.search(text)
    return len(text) <= LONGEST and not ends and not _ITEM.match(text)
