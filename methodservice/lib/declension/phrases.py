"""Positions and organisations: the head phrase changes, whatever depends on it stays.

A text is cut at commas, «и», dashes, brackets; names in quotes are left alone. In each piece adjectives may come before
a head noun of the table: «ведущий научный сотрудник | отдела». A piece that begins with nothing known stays as it is,
so «начальник отдела воспитания, дополнительного образования» changes once and «директор, учитель истории» twice.
"""

import re
from dataclasses import dataclass, field
from unicodedata import normalize

from methodservice.lib.declension import dictionary
from methodservice.lib.declension.endings import Five, adjective, looks_adjectival
from methodservice.lib.declension.forms import DASH, OBLIQUE, Case, Form, like
from methodservice.lib.declension.heads import Head, heads

SEPARATOR = re.compile(r"\s*[,;/()]\s*|\s+[-–—]\s+|\s+и\s+", re.IGNORECASE)
TOKEN = re.compile(r"\S+")
ORDINAL = re.compile(r"(\d+-)(?:[иы]?й|а?я)$")
ORDINAL_TAILS = {"й": ("го", "му", "го", "м", "м"), "я": ("й", "й", "ю", "й", "й")}
ABBREVIATION = re.compile(r"[А-ЯЁ]{2}|№|(?i:врио|врид|ио|и\.\s*о|вр\.?и\.?о|зам(?!естител)|завк|завот|завб)")
SHORTENED = re.compile(r"[а-яё]{1,6}\.$", re.IGNORECASE)
ADVERBS = frozenset(["временно"])
SHORTEST, SHORTEST_CAPITALS = 4, 7
"""Letters of a word that the dictionary may be asked about: shorter ones are prepositions and abbreviations."""
OPENING, CLOSING, HIDDEN = "«„“", "»”", "\0"

DOUBT_UNKNOWN = "Не удалось узнать главное слово: проверьте падеж."
DOUBT_RARE = "Слова «{word}» нет в таблице: форма взята из словаря."
DOUBT_TWO = "Два названия подряд без знака между ними: проверьте, меняются ли оба."
DOUBT_AFTER_ABBREVIATION = "После сокращения может меняться слово «{word}»."
DOUBT_WOMAN = "Должность в женском роде, а человек — мужчина."


@dataclass(frozen=True)
class Table:
    """Which heads count; animate ones have the accusative of the genitive."""

    name: str
    animate: bool

    def __getitem__(self, word: str) -> Head | None:
        return heads(self.name, animate=self.animate).get(word)


@dataclass
class Reading:
    """What of a piece changes: (start, end) in the text → forms. `kind` says what the piece begins with."""

    kind: str
    changes: list[tuple[int, int, Five]] = field(default_factory=list)
    doubt: str = ""
    of_women: bool = False


def phrase_form(text: str, case: Case, table: Table, *, of_man: bool = False) -> Form:
    """The text in the case. of_man: a position in the feminine deserves a look. KeyError for a case that isn't."""
    if case == "nominative" or not text.strip():
        return Form(text.strip())
    if case not in OBLIQUE:
        raise KeyError(case)
    text = normalize("NFC", text.strip())
    masked = _hide_quoted(text)
    changes, doubts, held = [], [], []
    for place, (start, end) in enumerate(_pieces(masked)):
        reading = _read(list(TOKEN.finditer(masked, start, end)), table, first=place == 0 or bool(held))
        if reading.kind == "adjectives":
            held += reading.changes
            continue
        if reading.kind == "head":
            changes += held + reading.changes
            if of_man and reading.of_women:
                doubts.append(DOUBT_WOMAN)
        doubts.append(reading.doubt)
        held = []
    if held and not changes:
        doubts.append(DOUBT_UNKNOWN)
    doubts = list(dict.fromkeys(filter(None, doubts)))
    return Form(_changed(text, changes, case), not doubts, " ".join(doubts))


def _changed(text: str, changes: list[tuple[int, int, Five]], case: Case) -> str:
    done, end = [], 0
    for start, stop, forms in changes:
        done += [text[end:start], like(text[start:stop], forms[OBLIQUE.index(case)])]
        end = stop
    return "".join([*done, text[end:]])


def _pieces(masked: str) -> list[tuple[int, int]]:
    """Bounds of the pieces between separators."""
    pieces, start = [], 0
    for separator in SEPARATOR.finditer(masked):
        pieces.append((start, separator.start()))
        start = separator.end()
    return [*pieces, (start, len(masked))]


def _hide_quoted(text: str) -> str:
    """The text with quoted names hidden letter by letter, so that places stay."""
    depth, straight, masked = 0, False, []
    for letter in text:
        if letter == '"':
            straight = not straight
        depth += (letter in OPENING) - (letter in CLOSING)
        depth = max(depth, 0)
        masked.append(HIDDEN if depth or straight or letter in CLOSING + '"' else letter)
    return "".join(masked)


def _read(tokens: list[re.Match], table: Table, *, first: bool) -> Reading:
    """What a piece begins with. Only the first piece is looked up in the dictionary and doubted."""
    adjectives, standing, alone, shortened, place = [], None, [], False, 0
    while place < len(tokens):
        word = tokens[place].group().lower()
        head = _head(word, table)
        if head and not head.adjectival:
            found = Reading("head", [*adjectives, _span(tokens[place], head.forms)], of_women=head.of_women)
            return _with_second(found, tokens[place + 1 :], table)
        if forms := (head and head.forms) or _adjective(word, table):
            adjectives.append(_span(tokens[place], forms))
            if head:
                standing, alone = head, [*adjectives]
        elif not adjectives and (word in ADVERBS or _is_shortened(tokens[place].group())):
            shortened = shortened or word not in ADVERBS
        else:
            break
        place += 1
    rest = tokens[place:]
    asks = first and rest and (adjectives or not shortened)
    if asks and (found := _from_dictionary(rest[0], table)):
        changes = [*adjectives, _span(rest[0], found)]
        return Reading("head", changes, DOUBT_RARE.format(word=rest[0].group()))
    if standing:
        return Reading("head", alone, of_women=standing.of_women)
    if adjectives and not rest and not shortened:
        return Reading("adjectives", adjectives)
    return Reading("other", doubt=_doubt_of_other(tokens, rest, shortened, table) if first else "")


def _doubt_of_other(tokens: list[re.Match], rest: list[re.Match], shortened: bool, table: Table) -> str:
    """Abbreviations and quoted names are left as they are for certain, everything else is for a look."""
    if not tokens or shortened or tokens[0].group().startswith(HIDDEN):
        return ""
    if not ABBREVIATION.match(tokens[0].group()):
        return DOUBT_UNKNOWN
    following = next((token.group() for token in rest[1:] if _head(token.group().lower(), table)), "")
    return DOUBT_AFTER_ABBREVIATION.format(word=following) if following and not table.animate else ""


def _with_second(found: Reading, tokens: list[re.Match], table: Table) -> Reading:
    """«учитель логопед», «учреждение средняя школа № 3»: a second head phrase in small letters changes too."""
    adjectives = []
    for token in tokens:
        word = token.group()
        head = _head(word, table)
        if head and not head.adjectival:
            changes = [*found.changes, *adjectives, _span(token, head.forms)]
            return Reading("head", changes, DOUBT_TWO, found.of_women)
        forms = (head and head.forms) or _adjective(word, table)
        if not forms:
            break
        adjectives.append(_span(token, forms))
    return found


def _span(token: re.Match, forms: Five) -> tuple[int, int, Five]:
    return token.start(), token.end(), forms


def _is_shortened(word: str) -> bool:
    return bool(SHORTENED.match(word))


def _head(word: str, table: Table) -> Head | None:
    """The head by the table; of «учитель-логопед» both parts change, of «пресс-секретарь» the last."""
    *before, last = DASH.split(word)
    head = table[last]
    if head is None or not before:
        return head
    columns = [
        part.forms if (part := table[piece]) and not part.adjectival else (piece,) * 5 for piece in before
    ]
    forms = tuple("".join(pieces) for pieces in zip(*columns, head.forms, strict=True))
    return Head(forms, head.adjectival, head.of_women)


def _adjective(word: str, table: Table) -> Five | None:
    if ordinal := ORDINAL.match(word):
        return tuple(ordinal[1] + tail for tail in ORDINAL_TAILS[word[-1]])
    if not re.fullmatch(r"[а-яё-]+", word) or not looks_adjectival(word.rpartition("-")[2]):
        return None
    if word == "третий":
        return ("третьего", "третьему", "третьего" if table.animate else word, "третьим", "третьем")
    return adjective(word, animate=table.animate)


def _from_dictionary(token: re.Match, table: Table) -> Five | None:
    word = token.group()
    capitals = word.isupper() and len(word) >= SHORTEST_CAPITALS
    if len(word) < SHORTEST or (ABBREVIATION.match(word) and not capitals):
        return None
    if not re.fullmatch(r"[А-ЯЁ]?[а-яё-]+|[А-ЯЁ-]+", word):
        return None
    return dictionary.noun_forms(word.lower(), animate=table.animate)
