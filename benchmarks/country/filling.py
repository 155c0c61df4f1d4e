"""A made-up country for `monitoring.py`: one municipality by the portal's own services, then copies of its rows.

Copies are made by INSERT … SELECT of all columns, so that those added later need no care here.
"""

from datetime import date
from pathlib import Path

from django.db import connection
from django.utils import timezone

from methodservice.directory.models import Municipality, MunicipalityRules, RoleKind, School, Teacher
from methodservice.testing import factories as make
from methodservice.testing.monitoring import OWN, SHARE, SUM, YES, indicator_set, opened
from monitoring.models import Campaign, Return, Value
from monitoring.services.aggregation.running import compute_in_order, layers_of

GREATEST = {"name": "Наибольшее", "unit": "ед.", "formula": "maximum", "over_periods": "maximum"}
KINDS = (SHARE, SHARE, SHARE, SHARE, SHARE, SHARE | {"cumulative": False}, SHARE | {"cumulative": False}, YES, SUM,
         GREATEST, OWN)  # fmt: skip
FIRST_YEAR = 2026
REGIONS = 85
BARE = Path(__file__).with_name("bare.sql")

NUMBERS = {
    "numerator": "CASE WHEN d.formula = 'yes_share' THEN (abs(hashint8(r.id)) % 2)::int"
    " ELSE abs(hashint8(r.id * 31 + d.id)) % 30 END",
    "denominator": "CASE WHEN d.formula = 'share' THEN 30 + abs(hashint8(r.id * 17 + d.id)) % 40 END",
}


class Country:
    """sizes: see the options of the script."""

    def __init__(self, asked):
        self.asked = asked

    def found(self) -> None:
        """One municipality with its share of schools and all half-years, computed."""
        definitions = [KINDS[place % len(KINDS)] for place in range(self.asked.indicators)]
        years = (FIRST_YEAR, FIRST_YEAR + (self.asked.campaigns + 1) // 2)
        self.edition = indicator_set(None, *definitions, years=years)
        self.set = self.edition.set
        self.district = make.MunicipalityFactory(region="Регион 0")
        self.methodist = make.user_with_role(RoleKind.METHODIST, municipality=self.district)
        make.SchoolFactory.create_batch(
            max(self.asked.schools // self.asked.municipalities, 1), municipality=self.district
        )
        self.teacher = make.TeacherFactory(school=self.district.schools.first())
        for number in range(self.asked.campaigns):
            opened(self.edition, self.methodist, municipality=self.district,
                   year=FIRST_YEAR + number // 2, half=number % 2 + 1)  # fmt: skip
        Value.objects.filter(campaign__municipality=self.district).update(numerator=7, denominator=None)
        Value.objects.filter(indicator__definitions__formula="share").update(denominator=9)
        Return.objects.filter(campaign__municipality=self.district).update(state="accepted")
        for layer in layers_of(Campaign.objects.all()):
            compute_in_order(layer)

    def fill(self) -> None:
        """All the other municipalities."""
        others, own = self.asked.municipalities - 1, self.district.pk
        mine, theirs = f"t.municipality_id = {own}", f"n.id <> {own}"
        run("SET synchronous_commit = off")
        copy(
            Municipality,
            f"t.id = {own}",
            f"generate_series(1, {others}) n",
            name="'Район ' || n",
            region=f"'Регион ' || n % {REGIONS}",
        )
        copy(MunicipalityRules, mine, "directory_municipality n", only=theirs, municipality_id="n.id")
        numbered = (
            "JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS at FROM {} WHERE {}) m ON m.at = n % {}"
        )
        school = self.district.schools.first().pk
        count = self.asked.schools - self.district.schools.count()
        copy(
            School,
            f"t.id = {school}",
            f"generate_series(1, {count}) n "
            + numbered.format("directory_municipality", f"id <> {own}", max(others, 1)),
            municipality_id="m.id",
            short_name="'Школа ' || n",
            full_name="'Средняя школа ' || n",
        )
        copy(
            Teacher,
            f"t.id = {self.teacher.pk}",
            f"generate_series(1, {self.asked.teachers}) n "
            + numbered.format("directory_school", "true", self.asked.schools),
            school_id="m.id",
            surname="'Фамилия' || n",
        )
        copy(Campaign, mine, "directory_municipality n", only=theirs, municipality_id="n.id")
        self._fill_returns(f"c.municipality_id <> {own}")
        run("VACUUM ANALYZE")
        run("RESET synchronous_commit")

    def _fill_returns(self, theirs: str) -> None:
        """In the last half-year each twentieth is not accepted yet."""
        given = Return.objects.filter(campaign__municipality=self.district)
        last = Campaign.objects.latest("starts").starts
        copy(
            Return,
            f"t.id = {given.exclude(school=None).first().pk}",
            "monitoring_campaign c JOIN directory_school s ON s.municipality_id = c.municipality_id",
            only=theirs,
            campaign_id="c.id",
            school_id="s.id",
            state=f"CASE WHEN c.starts = '{last}' AND s.id % 20 = 0 THEN 'submitted' ELSE 'accepted' END",
        )
        if own := given.filter(school=None).first():
            copy(Return, f"t.id = {own.pk}", "monitoring_campaign c", only=theirs, campaign_id="c.id")
        copy(
            Value,
            f"t.id = {Value.objects.first().pk}",
            "monitoring_return r JOIN monitoring_campaign c ON c.id = r.campaign_id"
            " JOIN monitoring_definition d ON d.edition_id = c.edition_id"
            " AND (d.respondent = 'municipality') = (r.school_id IS NULL)",
            only=theirs,
            order="r.id",
            given_id="r.id",
            indicator_id="d.indicator_id",
            campaign_id="c.id",
            school_id="r.school_id",
            **NUMBERS,
        )

    def sizes(self) -> str:
        models = (Municipality, School, Teacher, Campaign, Return, Value)
        return ", ".join(f"{model._meta.model_name} {model.objects.count()}" for model in models)

    def layers(self) -> list[list[int]]:
        return list(layers_of(Campaign.objects.all()))

    def compute_barely(self) -> None:
        """The bare statements, on the last half-year."""
        last: date = Campaign.objects.latest("starts").starts
        campaign = Campaign.objects.filter(starts=last).first()
        given = {
                "set": self.set.pk, "starts": campaign.starts, "ends": campaign.ends, "year": campaign.year,
                "edition": self.edition.pk, "now": timezone.now(),
            }  # fmt: skip
        for statement in BARE.read_text().split(";\n"):
            if statement.strip():
                run(statement, given)

    def fingerprints(self, columns: str) -> list:
        """How many rows, and a sum over the words of each, of the three tables."""
        found = []
        for table, keys in (
            ("monitoring_schoolaggregate", "campaign_id, school_id, indicator_id"),
            ("monitoring_municipalaggregate", "campaign_id, indicator_id, counted, missing"),
            ("monitoring_wideaggregate", "starts, region, indicator_id, municipalities, counted, missing"),
        ):
            with connection.cursor() as cursor:
                # fixed words of this script
                cursor.execute(
                    f"SELECT count(*), sum(hashtextextended(row({keys}, {columns})::text, 0)) FROM {table}"  # noqa: S608
                )
                found.append(cursor.fetchone())
        return found


def run(statement: str, given: dict | None = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, given)


def copy(model, which: str, source: str, *, only: str = "true", order: str = "1", **changed: str) -> None:
    """Rows of a model made like those chosen, once for each row of the source. changed: {column: expression}."""
    names = [field.column for field in model._meta.concrete_fields if not field.primary_key]
    values = ", ".join(changed.get(name, f"t.{name}") for name in names)
    table = model._meta.db_table
    # fixed words of this script
    run(
        f"INSERT INTO {table} ({', '.join(names)}) SELECT {values} FROM {table} t CROSS JOIN {source}"  # noqa: S608
        f" WHERE {which} AND {only} ORDER BY {order}",
    )
