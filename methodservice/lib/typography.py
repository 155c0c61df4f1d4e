"""Places where a Russian line of print may not break."""

import re

NBSP = "\N{NO-BREAK SPACE}"
_INNER = str.maketrans("«»", "„“")

_BOUND = (
    # № 5, п. 3, г. Томск, с. Озёрное, ул. Мира, ч. 2, ст. 47
    (re.compile(r"(№|\b(?:г|п|пп|с|д|ул|пер|пр|ч|ст|каб|стр|гл|рис|табл)\.) +(?=[А-ЯЁ\d«])"), rf"\1{NBSP}"),
    # 2026 г., 2025 и 2026 гг., 10 ч, 5 %
    (re.compile(r"(\d) +(?=(?:г|гг|в|вв|ч|мин|руб|тыс|чел)\b|%)"), rf"\1{NBSP}"),
    # II полугодие, III квартал
    (re.compile(r"\b([IVX]+) +(?=полугоди|квартал|четверт)"), rf"\1{NBSP}"),
    # И. О. Фамилия
    (re.compile(r"\b([А-ЯЁ]\.) +(?=[А-ЯЁ]\.|[А-ЯЁ][а-яё])"), rf"\1{NBSP}"),
    # Фамилия И. О.
    (re.compile(r"([А-ЯЁ][а-яё]+) +(?=[А-ЯЁ]\.)"), rf"\1{NBSP}"),
    # a dash never opens a line
    (re.compile(r" +(?=[—–] )"), NBSP),
)


def bind(text: str) -> str:
    """Put no-break spaces after №, г., п. and the like, between initials and surname, before a dash.

    Runs of spaces become one; line breaks stay.
    """
    text = re.sub(r"[ \t]+", " ", text).strip()
    for pattern, replacement in _BOUND:
        text = pattern.sub(replacement, text)
    return text


def sentence(text: str) -> str:
    """Bound text that ends with a mark."""
    text = bind(text)
    return text if not text or text[-1] in ".!?…:;" else f"{text}."


def quoted(text: str) -> str:
    """«…» around a title; quotation marks inside it become „…“: two in a row are never printed alike."""
    return f"«{text.translate(_INNER)}»"


def paragraphs(text: str) -> list[str]:
    """Bound paragraphs of a text that a person typed, empty lines dropped."""
    return [bound for line in text.splitlines() if (bound := bind(line))]


def alphabetical(text: str) -> tuple[str, str]:
    """Sort key of the Russian alphabet as dictionaries use it: «ё» stands with «е», case does not matter."""
    lowered = text.lower()
    return lowered.replace("ё", "е"), lowered
