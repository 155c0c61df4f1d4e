"""Surnames in the oblique cases, rule by rule, each with its reason.

A surname is a possessive (Иванов), an adjective (Толстой, Белый), a noun (Кравец, Сорока) or a foreign word, and each
declines in its own way. Source: «Правила русской орфографии и пунктуации» (2006); Л. П. Калакуцкая, «Склонение фамилий
и личных имён в русском литературном языке».
"""

import re

from methodservice.lib.declension import vocabulary as known
from methodservice.lib.declension.endings import adjective, feminine, masculine, possessive
from methodservice.lib.declension.forms import (
    DASHES,
    HUSHING,
    LATIN,
    VOWELS,
    Case,
    Form,
    Gender,
    Paradigm,
    replaced,
    syllables,
    unchanged,
    without_dots,
)

WORD = re.compile(r"[^\W\d_]+(?:['’ʼ`][^\W\d_]+)*")
NEVER_CHANGING = tuple("оеёэиыую")
POSSESSIVE_ENDINGS = ("ов", "ев", "ёв", "ин", "ын")
FOREIGN_HIATUS = ("аа", "еа", "иа", "оа", "уа", "эа", "юа")
WITHOUT_SLAVIC_STEM = re.compile(r"[^кгхнжшщч]их$")
"""The genitive of an adjective has к, г, х, н or a hushing letter before -их: Долгих, Верхних; Эрлих has not."""

DOUBT_LATIN = "Фамилия записана латиницей."
DOUBT_VOWEL = "В этой фамилии носители по-разному сохраняют беглую гласную."
DOUBT_STRESS = "Творительный падеж зависит от ударения."
DOUBT_NOUN = "Женская фамилия может склоняться и как существительное, и как прилагательное."
DOUBT_GENDER = "Фамилия не похожа на пол, указанный в карточке."
DOUBT_FOREIGN = "Иностранные и русские носители этой фамилии склоняют её по-разному."
DOUBT_KIND = "Фамилия может быть и существительным, и прилагательным."
DOUBT_FIRST = "Первая часть двойной фамилии может не склоняться."
DOUBT_WORD = "Фамилия необычной формы."

READ_BOTH_WAYS = frozenset(["гарсия", "тома", "люка", "ферма"])
ONE_WORD_IN_STRESS = ("instrumental",)


def surname_form(surname: str, gender: Gender, case: Case) -> Form:
    """The surname in an oblique case; double surnames and particles word by word, signs and spaces stay."""
    words = list(WORD.finditer(surname))
    last = words[-1].end() if words else 0

    def form_of(match: re.Match) -> Form:
        written = match.group()
        following = surname[match.end() : match.end() + 1]
        first = bool(following) and following in DASHES
        small = without_dots(written.lower())
        if following == "." or len(written) == 1:
            return Form(written)
        if small in known.PARTICLES and len(words) > 1 and (written.islower() or match.end() < last):
            return Form(written)
        tail = WORD.match(surname, match.end() + 1)
        if first and (small in known.PREFIXES or (tail and tail.group().lower() in known.TAILS)):
            return Form(written)
        form = paradigm(written.lower(), gender).form(case, written)
        if first and gender == "male" and form.sure and syllables(small) < 2 and form.text != written:
            return Form(form.text, False, DOUBT_FIRST)
        return form

    return replaced(WORD, surname, form_of)


def paradigm(word: str, gender: Gender) -> Paradigm:
    """Oblique forms of one word in small letters."""
    bare = without_dots(word)
    if LATIN.search(word):
        return unchanged(word, DOUBT_LATIN)
    if not syllables(word):
        return unchanged(word, DOUBT_WORD)
    if word.endswith(NEVER_CHANGING) or bare in known.INDECLINABLE_A:
        return unchanged(word, DOUBT_FOREIGN if bare in READ_BOTH_WAYS else "")
    if word.endswith(("ых", "их")) and syllables(word) > 1 and not WITHOUT_SLAVIC_STEM.search(word):
        return unchanged(word)
    if word.endswith(("а", "я")):
        return _on_a(word, bare, gender)
    if gender == "female":
        return unchanged(word, DOUBT_GENDER if _is_masculine(word) else "")
    for rule in (_adjective, _fleeing, _hushing, _possessive):
        if found := rule(word, bare):
            return found
    return Paradigm(masculine(word))


def _is_masculine(word: str) -> bool:
    """Иванов, Пушкин, Белый, Толстой have a feminine form of their own, so a woman would have that."""
    possessive_ending = word.endswith(POSSESSIVE_ENDINGS) and not _is_foreign(word, without_dots(word))
    return possessive_ending or word.endswith(("ский", "цкий", "ый"))


def _on_a(word: str, bare: str, gender: Gender) -> Paradigm:
    if word.endswith(FOREIGN_HIATUS):
        return unchanged(word)
    if word.endswith(("ая", "яя")) and syllables(word) > 2:
        if gender == "male":
            return unchanged(word, DOUBT_GENDER)
        return Paradigm(adjective(word, stressed=bare in ("чужая", "большая", "меньшая")))
    if gender == "female" and f"{bare[:-2]}ий" in known.POSSESSIVE:
        stem = word[:-1]
        return Paradigm((stem + "ей", stem + "ей", stem + "ю", stem + "ей", stem + "ей"))
    noun = feminine(word, stressed=bare in known.STRESSED_A)
    looks_possessive = word.endswith(("ова", "ева", "ёва", "ина", "ына"))
    if gender == "male" or not looks_possessive:
        doubts = {
            bare in READ_BOTH_WAYS: DOUBT_FOREIGN,
            gender == "male" and looks_possessive and _has_husband(bare): DOUBT_GENDER,
        }
        return Paradigm(noun, doubts.get(True, ""))
    if bare in known.NOUNS_OVA_INA:
        return Paradigm(noun, DOUBT_NOUN)
    if syllables(word) < 3 and bare != "львова":
        return Paradigm(noun, DOUBT_NOUN)
    stem = word[:-1]
    forms = (stem + "ой", stem + "ой", stem + "у", stem + "ой", stem + "ой")
    return Paradigm(forms, DOUBT_NOUN if bare in known.RARELY_NOUNS else "")


def _has_husband(bare: str) -> bool:
    """A man with Иванова on his card is a slip; one with Сова, Щербина or Окуджава is not."""
    return bare not in known.NOUNS_OVA_INA and syllables(bare) > 2 and bare.endswith(("ова", "ева"))


def _adjective(word: str, bare: str) -> Paradigm | None:
    if bare in known.POSSESSIVE:
        return Paradigm(possessive(word))
    if word.endswith("ый"):
        return Paradigm(adjective(word))
    if word.endswith("ой"):
        noun = bare in known.NOUNS_OY or (syllables(word) < 2 and bare != "злой")
        return Paradigm(masculine(word) if noun else adjective(word))
    if not word.endswith("ий"):
        return None
    before = word[-3:-2]
    if before == "ч" and bare not in known.ADJECTIVES_CHIY and not word.endswith("ничий"):
        return Paradigm(masculine(word), DOUBT_KIND)
    if before == "н" and bare not in known.SOFT_NIY and bare not in known.NAMES_IY:
        return Paradigm(adjective(word[:-2] + "ый"), DOUBT_KIND)
    if before and before in "кгхжшщчн" and bare not in known.NAMES_IY:
        return Paradigm(adjective(word))
    return Paradigm(masculine(word))


def _fleeing(word: str, bare: str) -> Paradigm | None:
    """Заяц, Орёл, Камень by the list; -ец and -онок, -чок, -ёк by rule."""
    if stem := known.FLEEING.get(bare):
        doubt = "" if bare in known.USUAL else DOUBT_VOWEL
        return Paradigm(masculine(word, stem=stem, stressed=_stressed(bare)), doubt)
    if word.endswith("ец"):
        return _on_ec(word, bare)
    if (
        word.endswith(("нок", "чок", "жок", "шок", "щок"))
        and syllables(word) > 1
        and bare not in known.KEEPING_OK
    ):
        surely = word.endswith(("енок", "ёнок", "онок")) and syllables(word) > 2
        return Paradigm(masculine(word, stem=word[:-2] + "к"), "" if surely else DOUBT_VOWEL)
    if word.endswith("ёк") and syllables(word) > 1:
        soft = "й" if word[-3] in VOWELS else "" if word[-3] in HUSHING else "ь"
        return Paradigm(masculine(word, stem=word[:-2] + soft + "к"), DOUBT_VOWEL)
    return None


def _on_ec(word: str, bare: str) -> Paradigm:
    """Кравец → Кравца, Коломиец → Коломийца, Стрелец → Стрельца; Швец, Кузнец keep the vowel after two consonants.

    А. А. Зализняк: the vowel stays where three consonants would meet.
    """
    root = word[:-2]
    cluster = len(root) > 1 and root[-1] not in VOWELS and root[-2] not in VOWELS + "ьй"
    keeps = (cluster and bare not in known.LOSING_EC) or bare in known.KEEPING_EC or syllables(word) < 2
    if bare in known.STRESSED_EC:
        stressed, doubtful = True, False
    elif bare in known.UNSTRESSED_EC or root.endswith(("и", "е")):
        stressed, doubtful = False, False
    else:
        stressed, doubtful = syllables(word) > 1 and bare not in known.KEEPING_EC, True
    if keeps:
        stem = word
    elif root[-1] in VOWELS:
        stem = root + "йц"
    else:
        stem = root + ("ьц" if root.endswith("л") else "ц")
    forms = masculine(word, stem=stem, stressed=stressed)
    if bare in known.DOUBTFUL_EC:
        return Paradigm(forms, DOUBT_VOWEL)
    return Paradigm(forms, DOUBT_STRESS if doubtful else "", ONE_WORD_IN_STRESS)


def _stressed(bare: str) -> bool:
    return bare in known.STRESSED or (bare.endswith("ач") and syllables(bare) > 0)


def _hushing(word: str, bare: str) -> Paradigm | None:
    """After ж, ш, ч, щ, ц an ending under stress is -ом: Ткачом, Чижом, but Бабичем, Кацем."""
    if word.endswith("ь"):
        hard = word.endswith(tuple(letter + "ь" for letter in HUSHING))
        return Paradigm(masculine(word[:-1] if hard else word, stressed=bare in known.STRESSED))
    if not word.endswith((*HUSHING, "ц")):
        return None
    listed = bare in known.STRESSED
    sure = listed or word.endswith(("ич", "ц"))
    return Paradigm(
        masculine(word, stressed=_stressed(bare)), "" if sure else DOUBT_STRESS, ONE_WORD_IN_STRESS
    )


def _possessive(word: str, bare: str) -> Paradigm | None:
    """Ивановым, Пушкиным; a foreign or one-syllable one is a noun: Дарвином, Грином. Львов comes from «лев»."""
    if not word.endswith(POSSESSIVE_ENDINGS):
        return None
    if _is_foreign(word, bare):
        return Paradigm(masculine(word), DOUBT_FOREIGN, ONE_WORD_IN_STRESS)
    genitive, dative, accusative, _, prepositional = masculine(word)
    return Paradigm((genitive, dative, accusative, word + "ым", prepositional))


def _is_foreign(word: str, bare: str) -> bool:
    return bare in known.FOREIGN or (syllables(word) < 2 and bare != "львов")
