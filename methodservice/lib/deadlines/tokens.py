"""From typed text to tokens: one spelling for what people write in many ways, one token for a word, number or date."""

import re
import unicodedata
from dataclasses import dataclass, field

from methodservice.lib.deadlines.typos import meant
from methodservice.lib.deadlines.vocabulary import Lexeme, meanings

LONGEST_TEXT = 400
MOST_TOKENS = 120
"""Words and signs of one text: prose of the longest text has about 80."""
LONGEST_NUMBER = 6

LATIN_TWINS = str.maketrans("aceopxykmhtbABCEHKMOPTXY", "асеорхукмнтвАВСЕНКМОРТХУ")
DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹘﹣－"), "-")
INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff\u0301"), None)
QUOTES = dict.fromkeys(map(ord, "«»„“”\"'`’‘‚<>[]{}*•·"), " ")
ROMAN_LETTERS = str.maketrans({"і": "i", "у": "v", "х": "x", "l": "i", "ш": "iii", "п": "ii"})
ROMANS = {
    "i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10, "xi": 11, "xii": 12,
}  # fmt: skip

SPELLINGS = (
    (re.compile(r"\bп/г\b"), "полугодие"),
    (re.compile(r"\bу\.? ?г\.|\bу/г\b"), "уч г "),
    (re.compile(r"\bт\. ?г\."), "текущего года "),
    (re.compile(r"\bпол года\b"), "полгода"),
    (re.compile(r"\b1[уv]\b"), "iv"),
    (re.compile(r"\bкв-л(?=[а-я]{0,2}\b)"), "квартал"),
    (re.compile(r"\bм-ц(?=[а-я]{0,2}\b)"), "месяц"),
    (re.compile(r"(?<=[0-9]) - ?(?=(?:го|ого|му|е|ое|й|ый|я|ая)\b)"), "-"),
    (re.compile(r"\bв теч\b\.?"), "в течение"),
    (re.compile(r"\bв течен+и[еий]\b"), "в течение"),
    (re.compile(r"\b([0-9]+) ?р\.? ?(?=в |/)"), r"\1 раз "),
    (re.compile(r"\bраза? ?/ ?"), "раз в "),
)

PATTERN = re.compile(
    r"""(?P<iso>(?<![0-9])[0-9]{4}(?P<iso_sign>[-.])[0-9]{2}(?P=iso_sign)[0-9]{2}(?![0-9]))
    |(?P<date>[0-9]{1,2}(?P<dot>[./])\ ?[0-9]{1,2}(?P=dot)\ ?(?:[0-9]{4}|[0-9]{2})(?![0-9]|[./][0-9]))
    |(?P<dashed>[0-9]{1,2}-[0-9]{1,2}-[0-9]{4}(?![0-9]))
    |(?P<time>[0-9]{1,2}(?::[0-9]{2}|-00)(?![0-9]))
    |(?P<month_year>[0-9]{1,2}[./][0-9]{4}(?![0-9]))
    |(?P<day_month>[0-9]{1,2}\.[0-9]{2}(?![0-9]))
    |(?P<number>[0-9]+)(?:-?(?:го|му|ого|ому|[оы]?й|ое|[яеюхм]|ая|ую|ом|ти|ми)(?![а-яa-z]))?
    |(?P<word>[а-яa-zі]+)
    |(?P<sign>[^\s.!?…])""",
    re.VERBOSE,
)


@dataclass(frozen=True)
class Token:
    """kind: word, number, roman, date, day_month, month_year, time or sign; value: what it stands for.

    typed: the word as it stands in the text, when it was read as another one by a slip of one letter.
    """

    kind: str
    text: str
    value: object = None
    lexemes: tuple[Lexeme, ...] = ()
    typed: str = ""

    def __hash__(self):
        return hash((self.kind, self.text))


@dataclass
class Tokens:
    """Tokens of one text, with the readings that rules have already found in them."""

    items: list[Token]
    found: dict = field(default_factory=dict)

    def __len__(self):
        return len(self.items)


def normalise(text: str) -> str:
    """Lower case, «е» for «ё», one kind of dash and space, no quotes; words typed in two alphabets become Russian."""
    parts = text.translate(INVISIBLE).translate(DASHES).split("№")
    text = " № ".join(unicodedata.normalize("NFKC", part) for part in parts)
    text = text.translate(DASHES).translate(QUOTES)
    text = re.sub(r"\b([IVX]+)(?=[а-яё])", r"\1 ", text)
    text = re.sub(r"[^\W\d_]+", lambda found: _one_alphabet(found.group()), text)
    text = " ".join(text.lower().replace("ё", "е").split())
    for pattern, spelling in SPELLINGS:
        text = pattern.sub(spelling, text)
    return " ".join(text.split())


def _one_alphabet(word: str) -> str:
    lowered = word.lower()
    if roman_number(lowered) and re.search("[ivxlі]", lowered):
        return word
    has_russian = re.search("[а-яё]", lowered)
    if has_russian or len(word) == 1:
        return word.translate(LATIN_TWINS)
    return word


def roman_number(word: str) -> int | None:
    """1–12 for a number in Latin letters or in Cyrillic ones that look like them («ІІ», «IУ»)."""
    return ROMANS.get(word.translate(ROMAN_LETTERS))


def tokenise(text: str) -> Tokens:
    """Tokens of a normalised text."""
    return Tokens([_token(found) for found in PATTERN.finditer(text)])


def _word(text: str) -> Token:
    known = meanings(text)
    right = "" if known else meant(text)
    if right:
        return Token("word", right, right, meanings(right), typed=text)
    return Token("word", text, text, known)


def _token(found: re.Match) -> Token:
    text = found.group()
    match found.lastgroup:
        case "iso" | "iso_sign":
            return Token("date", text, tuple(int(part) for part in reversed(re.split("[-.]", text))))
        case "date" | "dot" | "dashed":
            day, month, year = (int(part) for part in re.split(r"[./-] ?", text))
            return Token("date", text, (day, month, year if year > 99 else 2000 + year))
        case "month_year":
            return Token("month_year", text, tuple(int(part) for part in re.split(r"[./]", text)))
        case "day_month":
            day, month = (int(part) for part in text.split("."))
            kind = "time" if day < 25 and not 1 <= month <= 12 else "day_month"
            return Token(kind, text, (day, month))
        case "number":
            digits = found.group("number")
            if len(digits) > LONGEST_NUMBER:
                return Token("sign", text)
            return Token("number", text, int(digits))
        case "word":
            roman = roman_number(text) if re.search("[ivxlі]", text) else None
            return Token("roman", text, roman) if roman else _word(text)
    return Token(found.lastgroup, text, text)
