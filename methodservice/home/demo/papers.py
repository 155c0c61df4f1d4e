"""Files of associations: gathered last year, nearly so this year, with gaps that a person can meet."""

import io
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document

from associations.models import Association, Level
from associations.papers.models import PaperKind
from associations.papers.services.kinds import take_usual
from associations.papers.services.papers import put_in
from methodservice.directory.models import Municipality, Teacher, User
from methodservice.lib.periods import SchoolYear

WORKS = (
    "Рабочие листы к теме «Проценты вокруг нас»",
    "Сценарий урока-исследования для 7 класса",
    "Как читать условие задачи: памятка для ученика",
    "Карточки для повторения в начале урока",
    "Система домашних заданий с выбором уровня",
)
UPLOADED = {
    "Положение": (
        12,
        "Утверждено на первом заседании. Определяет задачи, состав и порядок работы объединения.",
    ),
    "Аттестация": (20, "Кто и когда подаёт заявление, какие материалы готовит, кто консультирует."),
    "Запросы": (48, "По опросу педагогов: функциональная грамотность, работа с детьми с ОВЗ, оценивание."),
    "Молодые": (25, "Взаимные посещения уроков, консультации, помощь с рабочими программами."),
}
"""Short title of a document → day after 1 September, what it says."""
FORGOTTEN = {"Молодые", "Аттестация"}
"""What every third association has not brought this year."""


def gather_folders(
    municipality: Municipality, associations: list[tuple[str, Association]], years: int, today: date
) -> None:
    """The usual list, then papers of the district's associations; school ones keep only what they must."""
    clerk = User.objects.get(username=f"demo-filling-{municipality.pk}")
    kinds = {kind.short_title: kind for kind in take_usual(municipality=municipality, by=clerk)}
    this_year = SchoolYear.containing(today)
    for number, (_, association) in enumerate(associations):
        for year in ([this_year.previous] if years > 1 else []) + [this_year]:
            put = [*_uploads(kinds, association, year, number, this_year)]
            if association.level == Level.DISTRICT:
                put += _works(kinds["Разработки"], association, year, number)
            for kind, fields, upload in put:
                if fields["date"] <= today:
                    put_in(
                        association=association, kind=kind, year=year, fields=fields, upload=upload, by=clerk
                    )


def _uploads(
    kinds, association, year, number, this_year
) -> Iterator[tuple[PaperKind, dict, SimpleUploadedFile]]:
    for short_title, (day, text) in UPLOADED.items():
        kind = kinds[short_title]
        if year == this_year and (not kind.yearly or (number % 3 == 0 and short_title in FORGOTTEN)):
            continue
        if association.level == Level.SCHOOL and short_title == "Запросы":
            continue
        on = year.starts + timedelta(days=day + number)
        fields = {"title": kind.title, "link": "", "author": None, "date": on}
        yield (
            kind,
            fields,
            SimpleUploadedFile(f"{short_title} {year.first}.docx", word_page(kind.title, text)),
        )


def _works(kind, association, year, number) -> Iterator[tuple[PaperKind, dict, None]]:
    people = list(Teacher.objects.filter(memberships__association=association).order_by("pk")[:3])
    for place, author in enumerate(people):
        title = WORKS[(number + place + year.first) % len(WORKS)]
        fields = {
            "title": title,
            "link": f"https://example.org/works/{year.first}/{number + 1}-{place + 1}",
            "author": author,
            "date": year.starts + timedelta(days=40 + 35 * place),
        }
        yield kind, fields, None


@cache
def word_page(title: str, text: str) -> bytes:
    """A one-page document."""
    document = Document()
    document.add_heading(title, 1)
    document.add_paragraph(text)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()
