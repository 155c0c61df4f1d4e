"""Aggregates of a country and the dashboard of a municipality, each against its floor, in one run on PostgreSQL.

    DATABASE_URL=postgres://… .venv/bin/python benchmarks/monitoring.py [--municipalities 2500] [--schools 40000]
        [--teachers 1100000] [--campaigns 8] [--indicators 11] [--runs 3]

A database of its own is made («test_» in front of the name in DATABASE_URL), filled with a common set of indicators
and destroyed. Teachers are there for the weight of the tables alone: nothing that is measured reads them.

Aggregation: the last half-year of all municipalities by the portal (locks, deletion of what is asked no more, region
and country included) and by the bare statements of `country/bare.sql`, in turns, each rolled back; both must leave
the same numbers. Once where nothing was computed before, once over what stands there. Memory: the peak of a process
that computes a half-year of a quarter and of all of the municipalities. Dashboard: `monitoring:home` against a page
with the portal's middleware, session, base template and one query by primary key; in a database with one municipality
and in the full one.

Prints seconds and ratios. Exits with 1 when aggregation takes over 1.5 of the bare statements, or the dashboard over 3
of the bare page. Without PostgreSQL nothing is measured.
"""

import argparse
import os
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
MOST_RATIO = 1.5
MOST_PAGE = 3
MOST_GROWTH = 1.1
"""Of the peak memory with four times as many schools."""
PAGES = 60
SEEN = (
    "value, numerator, denominator, to_date, to_date_numerator, to_date_denominator, added, target, verdict"
)
sys.path.insert(0, str(HERE.parent))


def wanted() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for name, size in (("municipalities", 2500), ("schools", 40_000), ("teachers", 1_100_000), ("campaigns", 8),
                       ("indicators", 11), ("runs", 3)):  # fmt: skip
        parser.add_argument(f"--{name}", type=int, default=size)
    parser.add_argument("--peak", type=int, help="compute that many municipalities, print the peak in MB")
    return parser.parse_args()


def main() -> None:
    asked = wanted()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "methodservice.testing.settings")
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection

    if connection.vendor != "postgresql":
        print("monitoring: needs PostgreSQL, set DATABASE_URL")
        return
    if asked.peak:
        peak(asked.peak)
        return
    before = settings.DATABASES["default"]["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        good = measure(asked)
    finally:
        connection.creation.destroy_test_db(before, verbosity=0)
    sys.exit(not good)


def measure(asked) -> bool:
    from country.filling import Country

    country = Country(asked)
    country.found()
    small = pages(country)
    started = time.perf_counter()
    country.fill()
    print(f"filled in {time.perf_counter() - started:.0f} s: {country.sizes()}")
    good = aggregation(country, asked.runs)
    good = memory(asked.municipalities) and good
    large = pages(country)
    if small and large:
        for name, (page, bare) in (("one municipality", small), ("all", large)):
            print(
                f"dashboard, {name:<18} {page:6.1f} ms   bare page {bare:6.1f} ms   ratio {page / bare:.2f}"
            )
            good = good and page / bare <= MOST_PAGE
    return good


def aggregation(country, runs: int) -> bool:
    from monitoring.services.aggregation.running import compute_in_order

    *earlier, last = country.layers()
    started = time.perf_counter()
    for layer in earlier:
        compute_in_order(layer)
    print(f"{len(earlier)} earlier half-years: {time.perf_counter() - started:.1f} s")
    good = True
    for name in ("nothing computed before", "computed before"):
        if name == "computed before":
            compute_in_order(last)
        best, numbers = {}, {}
        for _ in range(runs):
            for way, work in (("bare", country.compute_barely), ("portal", lambda: compute_in_order(last))):
                spent, numbers[way] = rolled_back(country, work)
                best[way] = min(spent, best.get(way, spent))
        if numbers["bare"] != numbers["portal"]:
            sys.exit(f"the numbers differ: {numbers}")
        ratio = best["portal"] / best["bare"]
        print(f"{name:<24} portal {best['portal']:6.2f} s   bare {best['bare']:6.2f} s   ratio {ratio:.2f}")
        good = good and ratio <= MOST_RATIO
    return good


def rolled_back(country, work) -> tuple[float, list]:
    """Seconds of the work, and what it left before it was rolled back."""
    from django.db import connection, transaction

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE monitoring_schoolaggregate, monitoring_municipalaggregate")
        cursor.execute("CHECKPOINT")
    with transaction.atomic():
        started = time.perf_counter()
        work()
        # foreign keys are looked at when a transaction ends
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        spent = time.perf_counter() - started
        numbers = country.fingerprints(SEEN)
        transaction.set_rollback(True)
    return spent, numbers


def peak(municipalities: int) -> None:
    """In a process of its own."""
    from monitoring.models import Campaign
    from monitoring.services.aggregation.running import compute_in_order

    last = Campaign.objects.order_by("-starts").values_list("starts", flat=True).first()
    rows = Campaign.objects.filter(starts=last).order_by("pk").values_list("pk", flat=True)
    compute_in_order(list(rows[:municipalities]))
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)


def memory(municipalities: int) -> bool:
    from django.conf import settings
    from django.db import connection

    own = settings.DATABASES["default"]
    address = f"postgres://{own['USER']}:{own['PASSWORD']}@{own['HOST']}:{own['PORT'] or 5432}/"
    env = os.environ | {"DATABASE_URL": address + connection.settings_dict["NAME"]}
    peaks = [
        int(
            subprocess.run(  # noqa: S603 — this very script
                [sys.executable, __file__, "--peak", str(number)],
                env=env,
                check=True,
                capture_output=True,
                text=True,
            ).stdout
        )
        for number in (municipalities // 4 or 1, municipalities)
    ]
    print(f"peak memory: {peaks[0]} MB for a quarter of the schools, {peaks[1]} MB for all")
    return peaks[1] <= peaks[0] * MOST_GROWTH


def pages(country) -> tuple[float, float] | None:
    """Median milliseconds of the dashboard and of the bare page, in turns; None while there is no dashboard."""
    from django.test import Client, override_settings
    from django.urls import NoReverseMatch, reverse

    try:
        dashboard = reverse("monitoring:home")
    except NoReverseMatch:
        print("no dashboards here yet")
        return None
    client = Client()
    client.force_login(country.methodist)
    times = {dashboard: [], "/bare/": []}
    with override_settings(ROOT_URLCONF="country.bare_page"):
        for turn in range(PAGES + 5):
            for address, spent in times.items():
                started = time.perf_counter()
                answer = client.get(address, secure=True)
                if answer.status_code != 200:
                    sys.exit(f"{address}: {answer.status_code}")
                if turn >= 5:
                    spent.append((time.perf_counter() - started) * 1000)
    return statistics.median(times[dashboard]), statistics.median(times["/bare/"])


if __name__ == "__main__":
    main()
