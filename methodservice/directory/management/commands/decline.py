"""A person and a position in a case: for those who check the portal's forms against their own."""

import json
import sys

from django.core.management.base import BaseCommand, CommandError

from methodservice.lib.declension import (
    CASES,
    GenderUnknown,
    part_forms,
    person_form,
    position_form,
    split_name,
)

FIELDS = ("surname", "given", "patronymic", "gender", "position", "case")
GENDER_WANTED = "Укажите пол --gender female или male: без него имя нельзя просклонять."
GENDER_WANTED_IN_CASE = "Укажите пол (gender): female или male — без него имя нельзя просклонять."


def _answer(
    surname: str, given: str, patronymic: str, gender: str, position: str, case: str
) -> dict[str, str]:
    """The forms asked for. GenderUnknown for an oblique case of a name without a gender."""
    name = (surname, given, patronymic, gender, case)
    parts = {part: form.text for part, form in part_forms(*name).items()}
    return {part: parts.get(part, "") for part in ("surname", "given", "patronymic")} | {
        "full": person_form(*name).text,
        "short": person_form(*name, style="short").text,
        "signature": person_form(*name, style="signature").text,
        "position": position_form(position, case, gender).text,
    }


def _answer_of(entry) -> dict[str, str]:
    """The answer to an entry of a file, or the error in words."""
    if not isinstance(entry, dict):
        return {"error": "Нужна запись с полями surname, given, patronymic, gender, position, case."}
    asked = {field: "" if entry.get(field) is None else entry[field] for field in FIELDS}
    if wrong := [field for field, value in asked.items() if not isinstance(value, str)]:
        return {"error": f"Поля должны быть текстом: {', '.join(wrong)}."}
    asked["case"] = asked["case"] or "nominative"
    if asked["case"] not in CASES:
        return {"error": f"Падежа «{asked['case']}» нет. Есть: {', '.join(CASES)}."}
    try:
        return _answer(**asked)
    except GenderUnknown:
        return {"error": GENDER_WANTED_IN_CASE}


def _refusal(sentence: str) -> CommandError:
    return CommandError(sentence, returncode=2)


class Command(BaseCommand):
    help = "Просклонять имя и должность. Ответ — JSON."

    def add_arguments(self, parser):
        parser.add_argument("name", nargs="?", help="имя, сначала фамилия: «Иванова Мария Ильинична»")
        parser.add_argument("--gender", default="", help="female или male")
        parser.add_argument("--case", default="", help=", ".join(CASES))
        parser.add_argument("--position", default="", help="должность в именительном падеже")
        parser.add_argument(
            "--cases",
            help="файл JSON: список записей с полями surname, given, patronymic, gender, position, case",
        )

    def handle(self, *args, name, gender, case, position, cases, **options):
        if cases is not None and name is not None:
            raise _refusal("Укажите или имя, или файл --cases.")
        if cases is None and name is None and not position:
            raise _refusal("Укажите имя, должность --position или файл --cases.")
        if cases is None:
            answer = self._one(name or "", gender, case or "nominative", position)
        else:
            answer = [_answer_of(entry) for entry in self._entries(cases)]
        self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=1))

    def _one(self, name: str, gender: str, case: str, position: str) -> dict[str, str]:
        if case not in CASES:
            raise _refusal(f"Падежа «{case}» нет. Есть: {', '.join(CASES)}.")
        try:
            return _answer(*split_name(name), gender, position, case)
        except GenderUnknown:
            raise _refusal(GENDER_WANTED) from None

    def _entries(self, path: str) -> list:
        try:
            with sys.stdin if path == "-" else open(path, encoding="utf-8-sig") as file:
                entries = json.load(file)
        except (OSError, ValueError, RecursionError) as error:
            raise _refusal(f"Файл {path} не читается: {error}") from error
        if not isinstance(entries, list):
            raise _refusal("В файле нужен список записей.")
        return entries
