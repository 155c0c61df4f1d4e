"""Printing by the portal against the plain call of the layout engine on the same HTML, with the same tags, in one run.

    .venv/bin/python benchmarks/printing.py [--pages 100] [--rows 200] [--runs 3]

Three documents of made-up words, the same in every run: an order of two pages, a landscape roadmap of `rows` rows, a
report of `pages` pages. Ours starts from the snapshot: template, QR code, layout; the plain call gets the finished
HTML and reads the style sheet, as the engine's manual shows. Both are warm, take turns, and pay for the garbage they
leave. Prints seconds of processor time, pages per second and their ratio, and the peak memory of the report in a
process of its own. Exits with 1 when a ratio is over 0.9 or the memory over 400 MB.
"""

import argparse
import gc
import io
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).resolve().parent
MOST_RATIO = 0.9
YOUNG = 1
"""Generations of the garbage collector that hold what a document left."""
MOST_MEMORY = 400
"""MB, resident, of a process that printed one report."""

sys.path.insert(0, str(HERE.parent))

TEXT = (
    "методическое объединение учителей обеспечивает сопровождение педагогических работников района при подготовке "
    "к аттестации проводит заседания семинары мастер-классы открытые уроки обобщает опыт работы наставников "
    "анализирует результаты диагностики профессиональных затруднений и готовит адресные рекомендации организациям "
    "согласует план мероприятий на учебный год утверждает состав участников конкурса представляет отчёт службе "
    "изучает образовательные потребности молодых специалистов разрабатывает индивидуальные маршруты развития"
)
WORDS = TEXT.split()


def words(number: int, start: int) -> str:
    """A sentence of so many words; another start, another sentence."""
    picked = [WORDS[(start * 7 + place * (3 + start % 5)) % len(WORDS)] for place in range(number)]
    return f"{' '.join(picked).capitalize()}."


ORDER = "documents/pdf/order.html"


def order(*annexes: dict) -> dict:
    """A signed order with five points, one with parts; by default with a roster as the annex: two pages."""
    points = [{"text": words(20, number), "points": []} for number in range(5)]
    points[1]["points"] = [{"text": words(12, number), "points": []} for number in range(10, 13)]
    return {
        "is_draft": False,
        "style": {"header": "row", "verb_on_own_line": False, "kept": False},
        "logo": "",
        "organisation": ["УПРАВЛЕНИЕ ОБРАЗОВАНИЯ", "МЕТОДИЧЕСКАЯ СЛУЖБА"],
        "word": "ПРИКАЗ",
        "date": "01.09.2026",
        "place": "п. Заречный",
        "number": "77-ОД",
        "title": "О составе районных методических объединений",
        "preamble": words(30, 3),
        "verb": "п р и к а з ы в а ю:",
        "points": points,
        "signature": {"post": "Начальник управления", "name": "А. П. Ким"},
        "visas": [],
        "contact": "",
        "annexes": list(annexes) or [annex("Состав объединений", roster())],
        "acquaintance": [],
        "check_address": "https://portal.example/check/ABCDEFGHJKLMNPQR/",
        "check_code": "ABCDEFGHJKLMNPQR",
    }


def annex(title: str, table: dict, *, landscape: bool = False) -> dict:
    mark = ["Приложение", "к приказу управления образования", "от 01.09.2026 № 77-ОД"]
    return {"mark": mark, "title": title, "landscape": landscape, "blocks": [table]}


def roster() -> dict:
    from methodservice.documents.annex_content import table_block

    rows = [[n, words(4, n), words(3, n + 1), words(2, n + 2)] for n in range(1, 16)]
    return table_block(["№", "Объединение", "Руководитель", "Школа"], rows, [7, 40, 30, 23])


def roadmap(rows: int) -> dict:
    """An order whose annex is a roadmap of six columns on sheets that lie on their side."""
    from methodservice.documents.annex_content import table_block

    columns = ["№", "Мероприятие", "Срок", "Показатель", "Ответственный", "Отметка"]
    lines = [
        [n, words(14, n), "до 15.09.2026", words(8, n + 3), words(4, n + 5), ""] for n in range(1, rows + 1)
    ]
    table = table_block(columns, lines, [5, 32, 11, 24, 18, 10])
    return order(annex("Дорожная карта развития методической работы", table, landscape=True))


def report(pages: int) -> dict:
    """A part a page: paragraphs, numbered points, a table."""
    return {
        "organisation": ["Методическая служба"],
        "approval": [],
        "heading": "ОТЧЁТ",
        "subtitle": "о работе за 2025/26 учебный год",
        "columns": [("№", "doc-number"), ("Показатель", "doc-w-50"), ("Значение", ""), ("Прошлый год", "")],
        "parts": [
            {
                "title": f"{part + 1}. {words(5, part)}",
                "paragraphs": [words(38, part + place) for place in range(3)],
                "tasks": [words(12, part + place) for place in range(4)],
                "rows": [[str(n), words(6, part + n), str(part * n), str(part + n)] for n in range(1, 9)],
            }
            for part in range(pages)
        ],
        "signatures": [{"post": "Руководитель службы", "name": "М. И. Светлова"}],
    }


def plain_call(html: str, **more) -> bytes:
    """What the engine's manual shows, asked for the same tags. more: what else the engine is told."""
    from weasyprint import CSS, HTML

    from methodservice.lib.pdf import STATIC, STYLESHEET

    page = HTML(string=html, base_url=STATIC.as_uri() + "/")
    return page.write_pdf(stylesheets=[CSS(filename=STYLESHEET)], pdf_variant="pdf/ua-1", **more)


def pages_of(pdf: bytes) -> int:
    from pypdf import PdfReader

    return len(PdfReader(io.BytesIO(pdf)).pages)


def measure(runs: int, **works: Callable[[], bytes]) -> dict[str, float]:
    """Median seconds of the processor of each after one run that warms it; the ways take turns."""
    spent: dict[str, list[float]] = {name: [] for name in works}
    for run in range(runs + 1):
        for name, work in works.items():
            gc.collect()
            start = time.process_time()
            work()
            gc.collect(YOUNG)
            if run:
                spent[name].append(time.process_time() - start)
    return {name: statistics.median(times) for name, times in spent.items()}


def compare(title: str, template: str, snapshot: dict, runs: int) -> bool:
    """One line of the table; whether the ratio is good."""
    from methodservice.documents.printing import pdf_of, print_html
    from methodservice.lib.pdf import say_what_heads_name

    html = print_html(template, snapshot)
    pdf = pdf_of(template, snapshot)
    # ours mends the tags of table heads besides: whoever measures the plain call leaves that out
    if plain_call(html, finisher=say_what_heads_name) != pdf:
        sys.exit(f"{title}: the two ways do not print the same document")
    pages = pages_of(pdf)
    best = measure(runs, ours=lambda: pdf_of(template, snapshot), plain=lambda: plain_call(html))
    ours, plain = best["ours"], best["plain"]
    print(
        f"{title:<28} {pages:>4} pages   ours {ours:7.3f} s {pages / ours:6.1f} pages/s   "
        f"plain {plain:7.3f} s {pages / plain:6.1f} pages/s   ratio {ours / plain:.2f}"
    )
    return ours / plain <= MOST_RATIO


def memory_of_a_report(pages: int) -> int:
    """MB of a fresh process that prints the report once."""
    # this interpreter, this script
    answer = subprocess.run(  # noqa: S603
        [sys.executable, __file__, "--memory", "--pages", str(pages)],
        capture_output=True,
        check=True,
        text=True,
    )
    return int(answer.stdout)


def prepare() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "methodservice.testing.settings")
    import django
    from django.conf import settings

    settings.TEMPLATES[0]["DIRS"].append(HERE / "templates")
    django.setup()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=int, default=100, help="of the report")
    parser.add_argument("--rows", type=int, default=200, help="of the roadmap")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument(
        "--memory", action="store_true", help="print one report and say the peak memory in MB"
    )
    arguments = parser.parse_args()
    prepare()
    if arguments.memory:
        from methodservice.documents.printing import pdf_of

        pdf_of("report.html", report(arguments.pages))
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
        return
    memory = memory_of_a_report(arguments.pages)
    print(f"{'peak memory of the report':<28} {memory} MB, at most {MOST_MEMORY}")
    good = [
        compare("order", ORDER, order(), arguments.runs * 5),
        compare(f"roadmap, {arguments.rows} rows", ORDER, roadmap(arguments.rows), arguments.runs),
        compare("report", "report.html", report(arguments.pages), arguments.runs),
    ]
    sys.exit(not (all(good) and memory <= MOST_MEMORY))


if __name__ == "__main__":
    main()
