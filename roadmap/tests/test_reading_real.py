"""Real documents: sent as files, told what is odd in them, written with every cell as it is."""

import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse

from roadmap.content import Content
from roadmap.contradictions import contradictions
from roadmap.models import Edition, Line
from roadmap.services.reading import order_of
from roadmap.tests.files import head_of, sent

pytestmark = [pytest.mark.django_db, pytest.mark.shared]
LIVING = ("roadmap", "activities")
FILES = {
    "oktyabrsky-programme-2021.docx": (
        "Повторяются слово в слово: 14 и 16.",
        "Отличаются только столбцом «Ответственные»: 15 и 17.",
        "Приказ издан 30.12.2021, а в тексте назван документ от 22.02.2022: он позже.",
        "Приказ называет приложение, но на документе нет его отметки.",
        "Название пишут по-разному",
    ),
    "oktyabrsky-roadmap.xlsx": (
        "Повторяются слово в слово: 14 и 16.",
        "Отличаются только столбцом «Ответственные»: 15 и 17.",
    ),
    "seversky-roadmap-2023.docx": (
        "Разделы пронумерованы по-разному: «1», «II»",
        "Слова стоят дважды подряд",
        "В паспорте («Мониторинг») перечислено 4, в пункте 3.1 — 3; только в паспорте: «мониторинг деятельности "
        "муниципальных предметных РМО",
        "Под приказом подпись «Руководитель МКУ МО Северский район «ИМЦ» Е.В. Ганина», под документом — "
        "«Начальник отдела МКУ МО Северский район «ИМЦ» Н.А. Бондаренко».",
    ),
    "seversky-roadmap.xlsx": ("Разделы пронумерованы по-разному: «1», «II»", "Слова стоят дважды подряд"),
    "seryshevo-programme-2024.docx": (
        "Дата приказа 13.05.2023, а в отметке приложения 13.05.2024.",
        "Название пишут по-разному",
        "Годы этапа 1 расходятся: в паспорте 2024, в таблице этапов 2020, в разделах мероприятий 2024.",
        "Годы этапа 2 расходятся: в паспорте 2025–2027, в таблице этапов 2020–2026",
        "Годы этапа 3 расходятся: в паспорте 2027, в таблице этапов 2026",
        "Этап 2 назван по-разному",
        "2027 год — и в этапе 2, и в этапе 3 (в паспорте).",
        "Таблица 3. Показатель 3: нет значения — 2024.",
    ),
}
PERIODS = {"oktyabrsky-roadmap.xlsx": {"first": "2022-01-01", "last": "2023-12-31"}}
"""Of files that do not say for which years they are."""


def truth_of(shared_dir, name):
    truth = f"{name.removesuffix('.docx')}.json"
    return json.loads((shared_dir / "real" / "truth" / truth).read_text())


@pytest.mark.parametrize("name", FILES)
def test_a_real_document_is_shown_with_its_oddities_and_written_as_it_is(visit, methodist, shared_dir, name):
    client = visit(methodist)
    reading = sent(client, SimpleUploadedFile(name, (shared_dir / "real" / name).read_bytes()))
    url = reverse("roadmap:reading", args=[reading.pk])
    head = head_of(reading) | PERIODS.get(name, {})
    assert reading.answers["period"] is (name not in PERIODS)
    client.post(url, head | {"do": "head"})
    page = client.get(url)
    sentences = [
        each["sentence"] if isinstance(each, dict) else each.sentence
        for each in (*page.context["contradictions"], *page.context["notes"])
    ]
    assert [odd for odd in FILES[name] if not any(each.startswith(odd) for each in sentences)] == []
    client.post(url, head | {"do": "all"})
    rows = [row["cells"] for table in _tables(shared_dir, name) for row in table["rows"]]
    edition = Edition.objects.get()
    assert [line.cells for line in Line.objects.of(edition)] == rows
    sections = [section["text"] for table in _tables(shared_dir, name) for section in table["sections"]]
    assert [section.text for part in edition.parts.all() for section in part.sections.all()] == sections


@pytest.mark.parametrize("name", FILES)
def test_the_command_warns_of_all_that_the_page_of_the_review_says(visit, methodist, shared_dir, name):
    path = shared_dir / "real" / name
    out = io.StringIO()
    call_command("read_document", str(path), json=True, stdout=out)
    client = visit(methodist)
    reading = sent(client, SimpleUploadedFile(name, path.read_bytes()))
    found = contradictions(Content.from_json(reading.content), order_of(reading))
    said = [*reading.notes, *(each.sentence for each in found)]
    assert json.loads(out.getvalue())["warnings"] == list(dict.fromkeys(said))


def _tables(shared_dir, name):
    return [table for table in truth_of(shared_dir, name)["tables"] if table["kind"] in LIVING]
