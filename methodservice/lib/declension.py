"""Names of people in the cases and orders that Russian documents need.

The gender is always given, never guessed from a surname: «Шевченко» and «Черных» are men and women alike. Forms
come from petrovich's rules; what they cannot know (the stress of «Ткач», the fleeting vowel of «Заяц», a woman called
Сова) is an override kept on the person's card.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Literal

from pytrovich.enums import Case as MakerCase
from pytrovich.enums import Gender as MakerGender
from pytrovich.enums import NamePart
from pytrovich.maker import PetrovichDeclinationMaker

NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"

Case = Literal["nominative", "genitive", "dative", "accusative", "instrumental", "prepositional"]
Gender = Literal["female", "male"]

CASES: dict[str, MakerCase] = {
    "nominative": MakerCase.NOMINATIVE,
    "genitive": MakerCase.GENITIVE,
    "dative": MakerCase.DATIVE,
    "accusative": MakerCase.ACCUSATIVE,
    "instrumental": MakerCase.INSTRUMENTAL,
    "prepositional": MakerCase.PREPOSITIONAL,
}
GENDERS: dict[str, MakerGender] = {"female": MakerGender.FEMALE, "male": MakerGender.MALE}
PARTS: dict[str, NamePart] = {
    "surname": NamePart.LASTNAME,
    "given": NamePart.FIRSTNAME,
    "patronymic": NamePart.MIDDLENAME,
}

Overrides = Mapping[str, Mapping[str, str]]
"""{"genitive": {"surname": "Зайца"}, …}: forms from the person's card, by case and part; missing ones are computed."""


class GenderUnknown(ValueError):
    """An oblique form was asked for a person whose gender the card does not say."""

    def __init__(self, name: str):
        super().__init__(
            f"У педагога «{name}» не указан пол — без него имя нельзя просклонять. Укажите пол в карточке."
        )


def inflect_person(
    surname: str,
    given: str,
    patronymic: str,
    gender: Gender | str,
    case: Case,
    overrides: Overrides | None = None,
) -> str:
    """Full name, surname first, in the case: «Ивановой Марии Ильиничне».

    patronymic may be empty. Raises GenderUnknown for an oblique case without a gender, unless the overrides give
    every part, and KeyError for a case that doesn't exist.
    """
    return " ".join(inflected_parts(surname, given, patronymic, gender, case, overrides).values())


def inflected_parts(
    surname: str,
    given: str,
    patronymic: str,
    gender: Gender | str,
    case: Case,
    overrides: Overrides | None = None,
) -> dict[str, str]:
    """Parts of the name that are not empty, in the case; keys surname, given, patronymic. Errors: `inflect_person`."""
    wanted = CASES[case]
    written = {"surname": surname.strip(), "given": given.strip(), "patronymic": patronymic.strip()}
    parts = {part: value for part, value in written.items() if value}
    if wanted is MakerCase.NOMINATIVE:
        return parts
    own_forms = (overrides or {}).get(case, {})
    if gender not in GENDERS and not all(own_forms.get(part) for part in parts):
        raise GenderUnknown(" ".join(parts.values()))
    return {
        part: own_forms.get(part) or _form(PARTS[part], GENDERS[gender], wanted, value)
        for part, value in parts.items()
    }


def short_name(surname: str, given: str, patronymic: str = "") -> str:
    """For running text: «Иванова М. И.», with no-break spaces. Surname may be in any case."""
    return NO_BREAK_SPACE.join(filter(None, (surname.strip(), _initials(given, patronymic))))


def signature_name(surname: str, given: str, patronymic: str = "") -> str:
    """For a signature: «М. И. Иванова», with no-break spaces."""
    return NO_BREAK_SPACE.join(filter(None, (_initials(given, patronymic), surname.strip())))


def inflect_short(
    surname: str,
    given: str,
    patronymic: str,
    gender: Gender | str,
    case: Case,
    overrides: Overrides | None = None,
) -> str:
    """Surname in the case with initials: «Ивановой М. И.». Raises GenderUnknown as `inflect_person` does."""
    own_forms = (overrides or {}).get(case, {})
    forms = inflected_parts(surname, "", "", gender, case, {case: {"surname": own_forms.get("surname", "")}})
    return short_name(forms["surname"], given, patronymic)


def _initials(given: str, patronymic: str) -> str:
    initials = (
        "-".join(f"{piece[0].upper()}." for piece in part.strip().split("-") if piece)
        for part in (given, patronymic)
        if part.strip()
    )
    return NO_BREAK_SPACE.join(initials)


@lru_cache(maxsize=1)
def _maker() -> PetrovichDeclinationMaker:
    return PetrovichDeclinationMaker()


@lru_cache(maxsize=20_000)
def _form(part: NamePart, gender: MakerGender, case: MakerCase, value: str) -> str:
    if value.isupper() and len(value) > 1:
        return _maker().make(part, gender, case, value.lower()).upper()
    return _maker().make(part, gender, case, value)
