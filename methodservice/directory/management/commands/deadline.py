"""What the words of a deadline mean: for those who check the portal's reading against their own."""

import json
from datetime import date

from django.core.management.base import BaseCommand, CommandError

from methodservice.lib.deadlines import understand


def _day(written, what: str) -> date:
    try:
        return date.fromisoformat(written)
    except (TypeError, ValueError):
        raise CommandError(f"{what}: нужна дата в виде ГГГГ-ММ-ДД, а не «{written}».") from None


def _answer(text, first, last) -> dict:
    if not isinstance(text, str):
        raise CommandError("Срок должен быть текстом.")
    starts, ends = _day(first, "Начало периода"), _day(last, "Конец периода")
    try:
        return understand(text, starts, ends).as_json()
    except ValueError as error:
        raise CommandError(str(error)) from error


class Command(BaseCommand):
    help = "Понять срок, записанный словами: вид, даты в периоде плана, сомнения и пояснение. Ответ — JSON."

    def add_arguments(self, parser):
        parser.add_argument("text", nargs="?", help="срок словами: «Ежегодно, август»")
        parser.add_argument("--from", dest="first", help="первый день периода, ГГГГ-ММ-ДД")
        parser.add_argument("--to", dest="last", help="последний день периода, ГГГГ-ММ-ДД")
        parser.add_argument("--cases", help="файл JSON: список записей с полями text, from и to")

    def handle(self, *args, text, first, last, cases, **options):
        if (text is None) == (cases is None):
            raise CommandError("Укажите или срок словами, или файл --cases.")
        if cases is None:
            if not (first and last):
                raise CommandError("Укажите период: --from и --to.")
            answer = _answer(text, first, last)
        else:
            answer = [_answer(one["text"], one["from"], one["to"]) for one in self._cases(cases)]
        self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=1))

    def _cases(self, path: str) -> list[dict]:
        try:
            with open(path, encoding="utf-8-sig") as file:
                cases = json.load(file)
        except (OSError, ValueError) as error:
            raise CommandError(f"Файл {path} не читается: {error}") from error
        if not isinstance(cases, list) or not all(
            isinstance(one, dict) and {"text", "from", "to"} <= one.keys() for one in cases
        ):
            raise CommandError("В файле нужен список записей с полями text, from и to.")
        return cases
