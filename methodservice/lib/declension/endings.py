"""Five oblique forms by the ending of a word: nouns and adjectives of the regular patterns, in small letters.

The order is that of `forms.OBLIQUE`. Spelling after hushing letters, ц, к, г, х: «Правила русской орфографии и
пунктуации» (2006), § 1–17; «-ии» and «-ие» of short words: § 71.
"""

from methodservice.lib.declension.forms import HUSHING, VOWELS, syllables

Five = tuple[str, str, str, str, str]

VELAR = "кгх"
ADJECTIVES = ("ый", "ий", "ой", "ая", "яя", "ое", "ее")


def masculine(word: str, *, stem: str = "", stressed: bool = False, animate: bool = True) -> Five:
    """Ткач → ткача, ткачу, ткача, ткачом, ткаче.

    stem: what the endings join where a vowel flees («льв», «воробь»). stressed: the endings carry the stress.
    """
    if word.endswith(("й", "ь")):
        stem = stem or word[:-1]
        prepositional = "и" if word.endswith("ий") and syllables(word) > 1 else "е"
        ending = ("я", "ю", "я", "ём" if stressed else "ем", prepositional)
    else:
        stem = stem or word
        soft = stem.endswith(tuple(HUSHING + "ц")) and not stressed
        ending = ("а", "у", "а", "ем" if soft else "ом", "е")
    genitive, dative, accusative, *others = (stem + tail for tail in ending)
    return (genitive, dative, accusative if animate else word, *others)


def feminine(word: str, *, stressed: bool = False) -> Five:
    """Nouns on -а and -я, of women and of men: груша → груши, груше, грушу, грушей, груше."""
    stem = word[:-1]
    if word.endswith("я"):
        weak = "и" if word.endswith("ия") and syllables(word) > 2 else "е"
        return stem + "и", stem + weak, stem + "ю", stem + ("ёй" if stressed else "ей"), stem + weak
    genitive = "и" if stem.endswith(tuple(VELAR + HUSHING)) else "ы"
    weak = stem.endswith(tuple(HUSHING + "ц")) and not stressed
    return stem + genitive, stem + "е", stem + "у", stem + ("ей" if weak else "ой"), stem + "е"


def third(word: str) -> Five:
    """Feminine nouns on -ь: нинель → нинели, нинели, нинель, нинелью, нинели."""
    stem = word[:-1] + "и"
    return stem, stem, word, word + "ю", stem


def neuter(word: str) -> Five:
    """Объединение → объединения, …, объединении; училище → училища, …, училище."""
    stem = word[:-1]
    if word.endswith(("ие", "ье")):
        return stem + "я", stem + "ю", word, stem + "ем", stem + ("и" if word.endswith("ие") else "е")
    return stem + "а", stem + "у", word, stem + ("ем" if word.endswith("е") else "ом"), stem + "е"


def adjective(word: str, *, stressed: bool = False, animate: bool = True) -> Five:
    """By the written gender: старший → старшего, …; заведующая → заведующей, …; -ся joins again.

    stressed: an ending after a hushing letter carries the stress, «чужой», «большая»; «-ой» says so itself.
    """
    if word.endswith("ся"):
        return tuple(form + "ся" for form in adjective(word[:-2], stressed=stressed, animate=animate))
    stem, ending = word[:-2], word[-2:]
    hushing = stem.endswith(tuple(HUSHING))
    strong = stressed or ending == "ой"
    soft = (
        ending in ("яя", "ее")
        or (hushing and not strong)
        or stem.endswith("ц")
        or (ending == "ий" and not stem.endswith(tuple(VELAR)))
    )
    vowel = "е" if soft else "о"
    if ending in ("ая", "яя"):
        same = f"{stem}{vowel}й"
        return same, same, stem + ("юю" if ending == "яя" else "ую"), same, same
    high = "и" if (soft and not stem.endswith("ц")) or stem.endswith(tuple(VELAR + HUSHING)) else "ы"
    genitive = f"{stem}{vowel}го"
    accusative = genitive if animate and ending not in ("ое", "ее") else word
    return genitive, f"{stem}{vowel}му", accusative, f"{stem}{high}м", f"{stem}{vowel}м"


def possessive(word: str) -> Five:
    """Третий, лисий → третьего, третьему, третьего, третьим, третьем."""
    stem = word[:-2] + "ь"
    return tuple(stem + tail for tail in ("его", "ему", "его", "им", "ем"))


def looks_adjectival(word: str) -> bool:
    """The word, in small letters, has the shape of an adjective or a participle in the nominative."""
    bare = word.removesuffix("ся")
    return len(bare) > 3 and bare.endswith(ADJECTIVES) and any(letter in VOWELS for letter in bare[:-2])
