"""Names of people in the cases and orders that Russian documents need.

The gender is always given, never guessed from a surname: «Шевченко» and «Черных» are men and women alike. What no rule
can know (the fleeting vowel of «Заяц», a woman called Сова) is an override kept on the person's card.
"""

import re
from collections.abc import Mapping
from itertools import takewhile
from typing import Literal
from unicodedata import normalize

from methodservice.lib.declension.forms import GENDERS, OBLIQUE, Case, Form, Gender, joined
from methodservice.lib.declension.given import given_form, patronymic_form
from methodservice.lib.declension.surnames import surname_form
from methodservice.lib.declension.vocabulary import PARTICLES, TAILS

NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
CASES = ("nominative", *OBLIQUE)
PARTS = {"surname": surname_form, "given": given_form, "patronymic": patronymic_form}
PATRONYMIC = re.compile(r"(?:вич|вна|ична|[ыьзмк]ич)$", re.IGNORECASE)
INITIALS = re.compile(r"([^\W\d_](?:-[^\W\d_])?\.)\s*(?=[^\W\d_]|$)")

Style = Literal["full", "short", "signature"]
Overrides = Mapping[str, Mapping[str, str]]
"""{"genitive": {"surname": "Зайца"}, …}: forms from the person's card, by case and part; missing ones are computed."""


class GenderUnknown(ValueError):
    """An oblique form was asked for a person whose gender the card does not say."""

    def __init__(self, name: str):
        super().__init__(
            f"У педагога «{name}» не указан пол — без него имя нельзя просклонять. Укажите пол в карточке."
        )


def part_forms(
    surname: str,
    given: str,
    patronymic: str,
    gender: Gender | str,
    case: Case,
    overrides: Overrides | None = None,
) -> dict[str, Form]:
    """Parts of the name that are not empty, in the case; keys surname, given, patronymic.

    Raises GenderUnknown for an oblique case without a gender, unless the overrides give every part, and KeyError for a
    case that doesn't exist.
    """
    if case not in CASES:
        raise KeyError(case)
    written = {"surname": surname, "given": given, "patronymic": patronymic}
    parts = {part: text for part, value in written.items() if (text := normalize("NFC", value.strip()))}
    if case == "nominative":
        return {part: Form(value) for part, value in parts.items()}
    own_forms = (overrides or {}).get(case, {})
    if gender not in GENDERS and not all(own_forms.get(part) for part in parts):
        raise GenderUnknown(" ".join(parts.values()))
    return {
        part: Form(own) if (own := own_forms.get(part)) else PARTS[part](value, gender, case)
        for part, value in parts.items()
    }


def person_form(
    surname: str,
    given: str,
    patronymic: str,
    gender: Gender | str,
    case: Case,
    overrides: Overrides | None = None,
    style: Style = "full",
) -> Form:
    """The name in the case as «Ивановой Марии Ильиничне», «Ивановой М. И.» or «М. И. Ивановой».

    The last two need only the surname's form. Errors: `part_forms`.
    """
    if style == "full":
        return joined(*part_forms(surname, given, patronymic, gender, case, overrides).values())
    own = (overrides or {}).get(case, {}).get("surname", "")
    form = part_forms(surname, "", "", gender, case, {case: {"surname": own}}).get("surname", Form(""))
    order = short_name if style == "short" else signature_name
    return Form(order(form.text, given, patronymic), form.sure, form.why)


def inflect_person(
    surname: str,
    given: str,
    patronymic: str,
    gender: Gender | str,
    case: Case,
    overrides: Overrides | None = None,
) -> str:
    """Full name, surname first, in the case: «Ивановой Марии Ильиничне». Errors: `part_forms`."""
    return person_form(surname, given, patronymic, gender, case, overrides).text


def inflected_parts(
    surname: str,
    given: str,
    patronymic: str,
    gender: Gender | str,
    case: Case,
    overrides: Overrides | None = None,
) -> dict[str, str]:
    """`part_forms` as texts."""
    return {
        part: form.text
        for part, form in part_forms(surname, given, patronymic, gender, case, overrides).items()
    }


def inflect_short(
    surname: str,
    given: str,
    patronymic: str,
    gender: Gender | str,
    case: Case,
    overrides: Overrides | None = None,
) -> str:
    """Surname in the case with initials: «Ивановой М. И.». Errors: `part_forms`."""
    return person_form(surname, given, patronymic, gender, case, overrides, "short").text


def short_name(surname: str, given: str, patronymic: str = "") -> str:
    """For running text: «Иванова М. И.», with no-break spaces. Surname may be in any case."""
    return NO_BREAK_SPACE.join(filter(None, (surname.strip(), _initials(given, patronymic))))


def signature_name(surname: str, given: str, patronymic: str = "") -> str:
    """For a signature: «М. И. Иванова», with no-break spaces."""
    return NO_BREAK_SPACE.join(filter(None, (_initials(given, patronymic), surname.strip())))


def split_name(name: str) -> tuple[str, str, str]:
    """Surname, given name, patronymic of a name with the surname first; parts that are not there are empty.

    Particles stay with the surname («фон Мекк»), so does one in parentheses; «Гасан оглы» is one patronymic, and of
    several given names all but the patronymic are the given name. Initials may be written together: «М.И.».
    """
    words = INITIALS.sub(r"\1 ", name).split()
    before = len(list(takewhile(INITIALS.fullmatch, words)))
    if before < len(words):
        words = words[before:] + words[:before]
    end = 1 + len(list(takewhile(_is_particle, words[:-1])))
    while end < len(words) and (words[end].startswith("(") or _belongs_to_surname(words[end:])):
        end += 1
    surname, others = words[:end], words[end:]
    start = next((place for place, word in enumerate(others) if place and PATRONYMIC.search(word)), 1)
    if len(others) > 2 and others[-1].lower() in TAILS:
        start = len(others) - 2
    return " ".join(surname), " ".join(others[:start]), " ".join(others[start:])


def _is_particle(word: str) -> bool:
    return word in PARTICLES or word in ("Де", "Фон", "Дель", "Делла", "Дю")


def _belongs_to_surname(words: list[str]) -> bool:
    """«Мамед оглы» after a given name is a patronymic; «Тамбиев оглы Али» is a surname with its tail."""
    return len(words) > 1 and words[0].islower() and words[0] in TAILS


def _initials(given: str, patronymic: str) -> str:
    words = [word for part in (given, patronymic) for word in INITIALS.sub(r"\1 ", part).split()]
    initials = ("-".join(f"{piece[0].upper()}." for piece in _pieces(word)) for word in words)
    return NO_BREAK_SPACE.join(filter(None, initials))


def _pieces(word: str) -> list[str]:
    return [piece for piece in word.split("-") if piece and piece.lower() not in TAILS]
