"""Given names and patronymics in the oblique cases."""

import re

from methodservice.lib.declension import vocabulary as known
from methodservice.lib.declension.endings import feminine, masculine, third
from methodservice.lib.declension.forms import (
    DASHES,
    LATIN,
    Case,
    Form,
    Gender,
    Paradigm,
    replaced,
    syllables,
    unchanged,
    without_dots,
)
from methodservice.lib.declension.surnames import FOREIGN_HIATUS, WORD

FLEEING = {"лев": "льв", "павел": "павл", "петр": "петр"}
STRESSED = frozenset(["илья", "айша", "ильич", "кузьмич", "фомич", "лукич"])

DOUBT_LATIN = "Имя записано латиницей."
DOUBT_SOFT = "Имя на мягкий знак склоняют не все."
DOUBT_GENDER = "Отчество не похоже на пол, указанный в карточке."
DOUBT_FATHER = "Отчество необычной формы."


def given_form(given: str, gender: Gender, case: Case) -> Form:
    """The given name in an oblique case, word by word; initials stay.

    Of men's names with a hyphen only the last part declines, «Жан-Поля»; of women's both, «Анны-Марии» (Н. А. Еськова).
    """

    def form_of(match: re.Match) -> Form:
        written = match.group()
        if _is_initial(match):
            return Form(written)
        if gender == "male" and _is_first(match):
            return Form(written)
        return _given(written.lower(), gender).form(case, written)

    return replaced(WORD, given, form_of)


def patronymic_form(patronymic: str, gender: Gender, case: Case) -> Form:
    """The patronymic in an oblique case; «Мамед оглы», «Гасан кызы» and initials stay."""
    if patronymic.lower().endswith(tuple(known.TAILS)):
        return Form(patronymic)
    return replaced(
        WORD,
        patronymic,
        lambda match: (
            Form(match.group())
            if _is_initial(match) or _is_first(match)
            else _patronymic(match.group().lower(), gender).form(case, match.group())
        ),
    )


def _is_initial(match: re.Match) -> bool:
    return len(match.group()) == 1 or match.string[match.end() : match.end() + 1] == "."


def _is_first(match: re.Match) -> bool:
    following = match.string[match.end() : match.end() + 1]
    return bool(following) and following in DASHES


def _given(word: str, gender: Gender) -> Paradigm:
    bare = without_dots(word)
    if LATIN.search(word):
        return unchanged(word, DOUBT_LATIN)
    if gender == "male" and bare in known.MASCULINE_LO:
        return Paradigm(feminine(word[:-1] + "а"))
    if word.endswith(("а", "я")) and not word.endswith(FOREIGN_HIATUS) and syllables(word) > 1:
        return Paradigm(feminine(word, stressed=bare in STRESSED))
    if gender == "female":
        if bare in known.THIRD_NAMES:
            return Paradigm(third(word), DOUBT_SOFT if bare in known.DOUBTFUL_THIRD else "")
        return unchanged(word, DOUBT_SOFT if word.endswith("ь") else "")
    if stem := FLEEING.get(bare):
        return Paradigm(masculine(word, stem=stem))
    if word.endswith(tuple("аяоеёэиыую")):
        return unchanged(word)
    return Paradigm(masculine(word))


def _patronymic(word: str, gender: Gender) -> Paradigm:
    if LATIN.search(word):
        return unchanged(word, DOUBT_LATIN)
    mans, womans = word.endswith(("ич", "ыч")), word.endswith(("вна", "чна", "шна"))
    if mans or womans:
        doubt = DOUBT_GENDER if mans != (gender == "male") else ""
        return Paradigm(masculine(word, stressed=word in STRESSED) if mans else feminine(word), doubt)
    paradigm = _given(word, gender)
    return Paradigm(paradigm.forms, DOUBT_FATHER)
