"""Loading 10,000 teachers from a file against one bulk insert of the same rows, in one run.

    .venv/bin/python benchmarks/import_teachers.py [rows]

A database of its own is made and destroyed: SQLite in a temporary folder, or the one of DATABASE_URL (its name gets
«test_» in front). Both ways write in one transaction; the loading also compares, validates and keeps the journal.
Prints seconds of each and the ratio; it should stay under 5.
"""

import io
import os
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

ROWS = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
MOST = 5
RUNS = 3
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))


SURNAMES = ("Ветров", "Лугов", "Озеров", "Полев", "Рощин", "Снегов", "Травин", "Холмов", "Яров", "Зорин")
SYLLABLES = ("ка", "ми", "но", "ру", "са", "ле", "ту", "ви", "до", "па")


def teacher_rows(schools):
    """Different people, half of them women, spread over the schools."""
    for number in range(ROWS):
        ending = "".join(SYLLABLES[int(digit)] for digit in f"{number // 10:04}")
        woman = number % 2
        yield [
            f"{SURNAMES[number % 10]}{ending}",
            "Анна" if woman else "Пётр",
            "Ильинична" if woman else "Ильич",
            "ж" if woman else "м",
            schools[number % len(schools)],
            "учитель математики",
            date(1960 + number % 40, 1 + number % 12, 1 + number % 28),
            date(2020, 9, 1),
            ("первая", "высшая", "соответствие", "нет")[number % 4],
        ]


def workbook(schools) -> bytes:
    """A list as a methodist would send it."""
    from methodservice.lib.exports import xlsx_file

    header = ["Фамилия", "Имя", "Отчество", "Пол", "Организация", "Должность", "Дата рождения", "Дата приёма",
              "Категория"]  # fmt: skip
    with xlsx_file([("Кадры", header, teacher_rows(schools), ())]) as file:
        return file.read()


def measure(**works) -> dict[str, float]:
    """Best of RUNS of each, in turns so that a busy machine is equally busy for all; each run is rolled back."""
    from django.db import transaction

    best: dict[str, float] = {}
    for _ in range(RUNS):
        for name, work in works.items():
            with transaction.atomic():
                start = time.perf_counter()
                work()
                spent = time.perf_counter() - start
                transaction.set_rollback(True)
            best[name] = min(spent, best.get(name, spent))
    return best


def main() -> None:
    folder = tempfile.TemporaryDirectory()
    os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder.name}/bench.sqlite3")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "methodservice.testing.settings")
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection

    database = settings.DATABASES["default"]
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = f"{folder.name}/test.sqlite3"
    before = database["NAME"]
    connection.creation.create_test_db(verbosity=0)
    try:
        compare()
    finally:
        connection.creation.destroy_test_db(before, verbosity=0)
        folder.cleanup()


def compare() -> None:
    from django.db import connection

    from methodservice.directory.importing import Scope
    from methodservice.directory.models import AuditEvent, RoleKind, Teacher
    from methodservice.directory.resources import TeacherResource
    from methodservice.lib.officefiles import read_table
    from methodservice.testing import factories as make

    district = make.MunicipalityFactory()
    schools = [make.SchoolFactory(municipality=district).short_name for _ in range(40)]
    methodist = make.user_with_role(RoleKind.METHODIST, municipality=district)
    data = workbook(schools)
    scope = Scope(methodist, district)
    start = time.perf_counter()
    table = read_table(io.BytesIO(data), "Кадры.xlsx", TeacherResource.columns)
    reading = time.perf_counter() - start
    made: list[Teacher] = []

    def load():
        resource = TeacherResource(table=table, scope=scope)
        plan = resource.apply(note="Загрузка файла")
        if plan.counts["new"] != ROWS or AuditEvent.objects.count() != ROWS:
            sys.exit(f"not everything was loaded: {plan.counts}")
        made[:] = resource.created

    def insert():
        for teacher in made:
            teacher.pk, teacher._state.adding = None, True
        Teacher.objects.bulk_create(made, batch_size=1000)

    print(f"{ROWS} teachers, {connection.vendor}, best of {RUNS}")
    print(f"{'reading the file (checks of the archive included)':<58} {reading:6.2f} s")
    best = measure(loading=load, inserting=insert)
    loading, inserting = best["loading"], best["inserting"]
    print(f"{'loading: comparison, validation, journal, rows':<58} {loading:6.2f} s")
    print(f"{'one bulk insert of the same rows':<58} {inserting:6.2f} s")
    ratio = loading / inserting
    print(
        f"ratio {ratio:.1f} (with reading the file {(loading + reading) / inserting:.1f}); it should be under {MOST}"
    )


if __name__ == "__main__":
    main()
