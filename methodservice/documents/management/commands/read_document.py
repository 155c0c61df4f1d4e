"""Print what is recognised in an office document; nothing is written."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from methodservice.documents.recognition import Kind, Recognised, RecognisedTable, as_json, recognise_file
from methodservice.lib.officefiles import FileRefused

KINDS = {
    Kind.PASSPORT: "паспорт", Kind.ROADMAP: "дорожная карта", Kind.ACTIVITIES: "мероприятия",
    Kind.INDICATORS: "показатели", Kind.TARGETS: "целевые значения", Kind.STAGES: "этапы",
    Kind.LAYOUT: "реквизиты и подписи", Kind.OTHER: "другая таблица",
}  # fmt: skip


class Command(BaseCommand):
    help = "Показать, что распознано в файле Word или Excel (ничего не записывается)"
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="файл .docx или .xlsx")
        parser.add_argument("--json", action="store_true", help="напечатать всё распознанное в формате JSON")

    def handle(self, *args, **options):
        path = options["file"]
        try:
            with path.open("rb") as file:
                recognised = recognise_file(file, path.name)
        except FileRefused as refused:
            raise CommandError(refused.sentence) from refused
        except OSError as wrong:
            raise CommandError(f"Файл «{path}» не открывается. Проверьте имя и права доступа.") from wrong
        if options["json"]:
            self.stdout.write(json.dumps(as_json(recognised), ensure_ascii=False, indent=2))
        else:
            self.stdout.write("\n".join(_summary(recognised)))


def _summary(recognised: Recognised) -> list[str]:
    order, period = recognised.order, recognised.period
    lines = []
    if order:
        when = f" от {order.date:%d.%m.%Y}" if order.date else ""
        lines.append(
            f"Приказ{when}{f' № {order.number}' if order.number else ''}. {order.title or ''}".strip()
        )
    if recognised.title:
        lines.append(f"Документ: {recognised.title}")
    if period:
        lines.append(f"Срок: {period[0]:%d.%m.%Y} – {period[1]:%d.%m.%Y}")
    lines += [_table(number, table) for number, table in enumerate(recognised.tables, start=1)]
    if not recognised.tables:
        lines.append("Таблиц нет.")
    if warnings := as_json(recognised)["warnings"]:
        lines += ["Обратите внимание:", *(f"- {warning}" for warning in warnings)]
    return lines


def _table(number: int, table: RecognisedTable) -> str:
    caption = f" — {table.caption.rstrip('.')}" if table.caption else ""
    sections = f", разделов: {len(table.sections)}" if table.sections else ""
    return f"Таблица {number}: {KINDS[table.kind]}{caption}. Строк: {len(table.rows)}{sections}."
