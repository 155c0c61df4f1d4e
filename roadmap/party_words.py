"""How roadmaps call those who answer: words of a piece → keys of parties, where that is sure. Pure.

Words come plain (`associations.rules.named.plain`); a title that the municipality knows is one word: <school>,
<association>, <service>, <authority>, <place>. Whatever is said beside the usual words makes a piece unsure.

Phrases: «*» any ending, «|» or, «[…]» may be left out, «[…]*» as often as one likes, {…} another phrase.
"""

import re
from collections.abc import Mapping, Sequence

_PHRASES = {
    "leader": "руководител* | председател*",
    "director": "руководител* | директор* | заведующ* | начальник* | администраци*",
    "deputy": "заместител* | зам",
    "staff": "специалист* | сотрудник* | работник*",
    "district": "районн* | муниципальн* | городск* | окружн* | территориальн*",
    "area": "район* | округ* | город* | муниципалитет* | муниципального образования",
    "place": "<place> | [муниципального | городского] {area} | *ого [муниципального | городского] {area}",
    "at": "[[администрации] {place}]",
    "legal": "мау | мку | мбу | мкоу | мбоу | маоу | мбудо | муниципальн* [казенн* | бюджетн* | автономн*] учреждени*",
    "education": "[по] [делам] [систем* | народного] образовани* [и науки | и спорта | и культуры]",
    "authority": """<authority> | уо {at} | усо {at} | роо {at} | районо |
        [муниципальн*] управлени* {education} [администрации] {at} |
        [муниципальн*] отдел* {education} [администрации] {at} |
        [муниципальн*] комитет* {education} [администрации] {at}""",
    "methodical": "[{district}] методическ* | информационно-методическ*",
    "office": "имц | имк | имо | ммс | рмк | гмк | {methodical} служб* | {methodical} центр* | {methodical} кабинет*",
    "service": """<service> | [{legal}] [мо *ский район] <service> [{authority}] {at} |
        [{legal}] [мо *ский район] {office} [{authority}] {at}""",
    "level": "школьн* | межшкольн* | предметн* | {district}",
    "unit": "методическ* объединени* | объединени* | мо | рмо | шмо | ммо | гмо | омо",
    "units": "[{level} [и]]* {unit}",
    "of all": """учителей-предметников | учителей предметников | учителей | педагогов | педагогических работников | оо |
        образовательных организаций | общеобразовательных организаций""",
    "bare units": "[{level} [и]]* методические объединения | рмо | шмо | ммо | гмо",
    "general": "общеобразовательн* | образовательн*",
    "body": "организаци* | учреждени*",
    "school": """оо | оу | оош | сош | школа | школы | школе | школ | школам | школами |
        [{general} | {district} | подведомственн*]* {body}""",
    "nursery": "доо | доу | дошкольных [образовательных] организаций | детских садов | удо",
    "schools": "{school} [и {nursery}]* {at}",
    "bare schools": "оо | оу | школы | школам | школами | [{district}] {general} {body}",
    "kind of work": "учебно-воспитательн* | учебно-методическ* | научно-методическ* | учебн* | методическ*",
    "letters of work": "увр | умр | нмр | ур | мр",
    "for work": "по {letters of work} [и [по] {letters of work}]* | по {kind of work} [и {kind of work}]* работе",
}
_ROLES = (
    ("methodists", "[{district}] методист* [{service} | {authority} | {place}]"),
    ("methodists", "{staff} {service}"),
    ("heads", "{leader} {units} [и {units}]* [{of all}] {at}"),
    ("heads", "{bare units} [и {bare units}]* [{of all}] {at}"),
    ("deputies", "{deputy} директор* [{schools}] [{for work}] [{schools}]"),
    ("deputies", "{deputy} {leader} {schools} [{for work}]"),
    ("deputies", "замдиректор* [{schools}] [{for work}] | завуч* [{schools}]"),
    ("schools", "{director} {schools}"),
    ("schools deputies", "{director} и {deputy} {director} {schools}"),
    ("schools", "{bare schools} [и {nursery}]* {at}"),
    ("schools", "директора | директоров | директорам | директорами"),
    ("service", "[{director} | коллектив*] {service}"),
    ("authority", "[{director} | {staff}] {authority}"),
)
_NAMED = "[{leader}] <association> | [{director}] [{legal}] <school>"
_TOKEN = re.compile(r"\{[^}]+\}|\[|\]\*?|\||[^\s\[\]{}|]+")
_SIGNS = {"[": "(?:", "]": ")?", "]*": ")*", "|": "|"}


def _written(phrase: str) -> str:
    """A phrase as a regular expression over words, each with a space behind it."""
    return "".join(map(_token, _TOKEN.findall(phrase)))


def _token(token: str) -> str:
    if token.startswith("{"):
        return f"(?:{_written(_PHRASES[token[1:-1]])})"
    return _SIGNS.get(token) or re.escape(token).replace(r"\*", r"[\w-]*") + " "


ROLES = [
    (tuple(f"role:{name}" for name in names.split()), re.compile(_written(phrase)))
    for names, phrase in _ROLES
]
NAMED = re.compile(_written(_NAMED))
"""One association or school by its title, or its leader."""

_LISTED = r"(?:школьн\w+|районн\w+|муниципальн\w+|городск\w+|увр|умр|нмр|ур|мр)"
JOINED = re.compile(rf"({_LISTED})\s*[,/]\s*(?={_LISTED})")
"""A comma inside the words for one party: «школьных, муниципальных методических объединений»."""


def keys_of(words: Sequence[str], marks: Mapping[str, str]) -> tuple[str, ...]:
    """Keys that all words of a piece name together, or none. marks: {word that is a mark: key of its title}."""
    text = "".join(f"{_word(word, marks)} " for word in words)
    if NAMED.fullmatch(text):
        return tuple(marks[word] for word in words if word in marks)
    return next((keys for keys, pattern in ROLES if pattern.fullmatch(text)), ())


def _word(word: str, marks: Mapping[str, str]) -> str:
    """A word as phrases expect it: a mark by the kind of its key."""
    key = marks.get(word)
    return word if key is None else f"<{key.removeprefix('role:').partition(':')[0]}>"
