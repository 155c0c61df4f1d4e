"""A roadmap of 300 rows: read from Word and shown for review, against the plain reading of the same file, in one run.

    .venv/bin/python benchmarks/roadmap.py [rows]

A database of its own is made in a temporary folder and destroyed. Ours: the file is recognised and kept, then the
review page is answered, each with all that the portal does about a request. Plain: the same file opened with
python-docx and the text of each cell read. The rows say different things, their deadlines are worded in forty ways.
Prints seconds of processor time, the ratio, and the weight of the page. Exits with 1 when reading and page together
take over a second, or more than four times the plain reading.
"""

import gzip
import io
import os
import sys
import tempfile
import time
from pathlib import Path

ROWS = int(sys.argv[1]) if len(sys.argv) > 1 else 300
MOST_SECONDS = 1.0
MOST_RATIO = 4
RUNS = 5
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

HEADINGS = ("№ п/п", "Мероприятия", "Срок исполнения", "Показатель", "Ответственные", "Отметка о выполнении")
MONTHS = (
    "январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
)  # fmt: skip
DEADLINES = (
    *(f"{month} 2026" for month in MONTHS),
    *(f"до {day} ноября 2026 года" for day in range(10, 30)),
    "ежеквартально", "в течение года", "по мере необходимости", "1 раз в полугодие", "по отдельному графику",
    "ежегодно, август", "до 25 мая 2026, до 20 декабря 2026", "сентябрь – декабрь 2026",
)  # fmt: skip
PARTIES = (
    "методисты",
    "руководители методических объединений",
    "руководители ОО, методисты",
    "ИМЦ, школы района",
)


def document() -> bytes:
    """A Word file with a title and one table, a section to every thirty rows."""
    from docx import Document

    paper = Document()
    paper.add_paragraph("Дорожная карта развития методической службы района на 2026 год")
    table = paper.add_table(rows=1, cols=len(HEADINGS))
    for cell, text in zip(table.rows[0].cells, HEADINGS, strict=True):
        cell.text = text
    for number in range(ROWS):
        if number % 30 == 0:
            cells = table.add_row().cells
            cells[0].merge(cells[-1]).text = f"{number // 30 + 1}. Раздел {number // 30 + 1}"
        texts = (
            f"{number // 30 + 1}.{number % 30 + 1}",
            f"Провести семинар {number + 1} для руководителей школьных объединений района",
            DEADLINES[number % len(DEADLINES)],
            f"Материалы семинара {number + 1}",
            PARTIES[number % len(PARTIES)],
            "",
        )
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            cell.text = text
    file = io.BytesIO()
    paper.save(file)
    return file.getvalue()


def plain(data: bytes) -> int:
    """Characters of all cells, read as the manual of python-docx shows."""
    from docx import Document

    tables = Document(io.BytesIO(data)).tables
    return sum(len(cell.text) for table in tables for row in table.rows for cell in row.cells)


def spent(work) -> float:
    """Least seconds of processor time of RUNS."""
    times = []
    for _ in range(RUNS):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def main() -> None:
    folder = tempfile.TemporaryDirectory()
    os.environ["DATABASE_URL"] = f"sqlite:///{folder.name}/bench.sqlite3"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "methodservice.testing.settings")
    import django

    django.setup()
    from django.db import connection

    connection.settings_dict["TEST"]["NAME"] = f"{folder.name}/test.sqlite3"
    before = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0)
    try:
        good = compare()
    finally:
        connection.creation.destroy_test_db(before, verbosity=0)
        folder.cleanup()
    sys.exit(not good)


def compare() -> bool:
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.test import Client
    from django.urls import reverse

    from methodservice.directory.models import RoleKind
    from methodservice.testing import factories as make
    from roadmap.models import Reading

    data = document()
    school = make.SchoolFactory()
    client = Client()
    client.force_login(make.user_with_role(RoleKind.METHODIST, municipality=school.municipality))

    def read():
        answer = client.post(
            reverse("roadmap:upload"), {"file": SimpleUploadedFile("Карта.docx", data)}, secure=True
        )
        if answer.status_code != 302:
            sys.exit("the file was not read")

    reading = spent(read)
    address = reverse("roadmap:reading", args=[Reading.objects.latest("pk").pk])
    page = spent(lambda: client.get(address, secure=True))
    weight = len(gzip.compress(client.get(address, secure=True).content)) // 1024
    floor = spent(lambda: plain(data))
    whole = reading + page
    print(
        f"{ROWS} rows   reading {reading:.2f} s   page {page:.2f} s ({weight} KB compressed)   "
        f"plain reading {floor:.2f} s   ratio {whole / floor:.2f}"
    )
    return whole <= MOST_SECONDS and whole / floor <= MOST_RATIO


if __name__ == "__main__":
    main()
