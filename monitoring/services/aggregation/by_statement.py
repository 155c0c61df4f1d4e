"""Aggregates by one statement a level, for PostgreSQL. Equal to `by_rules`, and proved so by tests.

Shares are compared as numerator · 100 with target · denominator, exactly. Where fractions themselves are compared or
rounded they are taken to forty places, which tells apart any two that sixteen digits can make.
"""

from collections.abc import Sequence
from datetime import date, datetime
from string import Template

from django.db import connection

from monitoring.formula_words import formula_in_words
from monitoring.models import Campaign, Definition, Edition

# value of a numerator n and denominator d by the formula of a definition f
_EXACT = "CASE WHEN $f.formula IN ('share', 'yes_share') THEN round($n, 40) * 100 / NULLIF($d, 0) ELSE $n END"

_VERDICT = """CASE
    WHEN to_date IS NULL THEN 'no_data'
    WHEN target IS NULL THEN 'no_target'
    WHEN CASE WHEN more_is_better THEN scaled >= goal ELSE scaled <= goal END THEN 'reached'
    WHEN ends_year OR (NOT more_is_better AND (cumulative OR over_periods <> 'last')
        AND formula NOT IN ('share', 'yes_share')) THEN 'missed'
    ELSE 'not_yet' END"""

_SCALED = """to_num * CASE WHEN formula IN ('share', 'yes_share') THEN 100 ELSE 1 END AS scaled,
    target * CASE WHEN formula IN ('share', 'yes_share') THEN to_den ELSE 1 END AS goal"""

_ASKED = """asked AS MATERIALIZED (
    SELECT c.id, c.municipality_id, c.set_id, c.edition_id, c.starts, c.ends, c.year, c.ends_year, c.result_version,
        e.number AS edition_number, (
            SELECT b.id FROM monitoring_campaign b
            WHERE b.municipality_id = c.municipality_id AND b.set_id = c.set_id
                AND (b.starts, b.ends) < (c.starts, c.ends)
            ORDER BY b.starts DESC, b.ends DESC LIMIT 1
        ) AS previous_id
    FROM monitoring_campaign c JOIN monitoring_edition e ON e.id = c.edition_id
    WHERE c.id = ANY(%(campaigns)s)
)"""

_EARLIER = """this_year AS MATERIALIZED (
    SELECT c.id AS campaign_id, c.edition_id, e.id AS earlier_id, e.starts, e.ends
    FROM asked c JOIN monitoring_campaign e ON e.municipality_id = c.municipality_id AND e.set_id = c.set_id
        AND e.year = c.year AND (e.starts, e.ends) < (c.starts, c.ends)
)"""

_SCHOOLS_NOW = """now AS (
    SELECT c.id AS campaign_id, v.school_id, v.indicator_id, c.municipality_id, c.set_id, c.starts, c.ends, c.ends_year,
        c.previous_id, d.formula, d.cumulative, d.over_periods, d.more_is_better, t.value AS target,
        CASE d.formula
            WHEN 'share' THEN CASE WHEN v.denominator IS NOT NULL THEN v.numerator END
            WHEN 'sum' THEN v.numerator
            WHEN 'maximum' THEN v.numerator
            ELSE CASE WHEN v.numerator > 0 THEN 1 WHEN v.numerator IS NOT NULL THEN 0 END
        END AS numerator,
        CASE
            WHEN v.numerator IS NULL THEN NULL
            WHEN d.formula = 'share' THEN v.denominator
            WHEN d.formula IN ('count', 'yes_share') THEN 1
        END AS denominator
    FROM asked c
    JOIN monitoring_value v ON v.campaign_id = c.id AND v.school_id IS NOT NULL
    JOIN monitoring_return r ON r.id = v.given_id AND r.state = 'accepted'
    JOIN monitoring_definition d ON d.edition_id = c.edition_id AND d.indicator_id = v.indicator_id
        AND d.respondent = 'schools'
    JOIN directory_school o ON o.id = v.school_id AND (d.school_kinds = '[]' OR d.school_kinds ? o.kind)
    LEFT JOIN monitoring_target t ON t.definition_id = d.id AND t.year = c.year
        AND d.formula IN ('share', 'yes_share', 'maximum')
)"""

_MUNICIPAL_NOW = """given AS (
    SELECT v.campaign_id, v.indicator_id, v.numerator, v.denominator,
        r.state = 'accepted' AND v.numerator IS NOT NULL AS is_told
    FROM asked c
    JOIN monitoring_value v ON v.campaign_id = c.id
    JOIN monitoring_return r ON r.id = v.given_id
    JOIN monitoring_definition d ON d.edition_id = c.edition_id AND d.indicator_id = v.indicator_id
        AND (d.respondent = 'municipality') = (v.school_id IS NULL)
    LEFT JOIN directory_school o ON o.id = v.school_id
    WHERE v.school_id IS NULL OR d.school_kinds = '[]' OR d.school_kinds ? o.kind
), sums AS (
    SELECT g.campaign_id, g.indicator_id, count(*) AS asked,
        count(*) FILTER (WHERE is_told) AS told,
        count(*) FILTER (WHERE is_told AND denominator IS NOT NULL) AS told_both,
        count(*) FILTER (WHERE is_told AND numerator > 0) AS yes,
        sum(numerator) FILTER (WHERE is_told) AS total,
        max(numerator) FILTER (WHERE is_told) AS greatest,
        sum(numerator) FILTER (WHERE is_told AND denominator IS NOT NULL) AS total_both,
        sum(denominator) FILTER (WHERE is_told AND denominator IS NOT NULL) AS denominators
    FROM given g GROUP BY g.campaign_id, g.indicator_id
), now AS (
    SELECT c.id AS campaign_id, d.indicator_id, c.municipality_id, c.set_id, c.starts, c.ends, c.ends_year,
        c.previous_id, d.formula, d.cumulative, d.over_periods, d.more_is_better, t.value AS target,
        CASE d.formula
            WHEN 'share' THEN s.total_both
            WHEN 'sum' THEN s.total
            WHEN 'maximum' THEN s.greatest
            ELSE CASE WHEN s.told > 0 THEN s.yes END
        END AS numerator,
        CASE
            WHEN d.formula = 'share' THEN s.denominators
            WHEN d.formula IN ('count', 'yes_share') AND s.told > 0 THEN s.told
        END AS denominator,
        CASE d.formula WHEN 'share' THEN coalesce(s.told_both, 0) ELSE coalesce(s.told, 0) END AS counted,
        coalesce(s.asked, 0) AS asked, w.words, c.edition_number, c.result_version
    FROM asked c
    JOIN monitoring_definition d ON d.edition_id = c.edition_id
    JOIN unnest(%(definitions)s::bigint[], %(words)s::text[]) AS w(definition_id, words) ON w.definition_id = d.id
    LEFT JOIN sums s ON s.campaign_id = c.id AND s.indicator_id = d.indicator_id
    LEFT JOIN monitoring_target t ON t.definition_id = d.id AND t.year = c.year
)"""

_PERIODS = Template(
    """past AS (
    SELECT p.campaign_id, $who a.indicator_id, a.numerator, a.denominator, p.starts, p.ends, d.over_periods,
        $exact AS exact
    FROM this_year p
    JOIN $table a ON a.campaign_id = p.earlier_id
    JOIN monitoring_definition d ON d.edition_id = p.edition_id AND d.indicator_id = a.indicator_id
        AND NOT d.cumulative AND d.over_periods <> 'last'
), so_far AS (
    SELECT campaign_id, $by indicator_id, sum(numerator) AS numerator,
        (array_agg(denominator ORDER BY starts DESC, ends DESC))[1] AS denominator, NULL::numeric AS exact
    FROM past WHERE over_periods = 'sum' AND exact IS NOT NULL GROUP BY campaign_id, $by indicator_id
    UNION ALL
    (SELECT DISTINCT ON (campaign_id, $by indicator_id) campaign_id, $by indicator_id, numerator, denominator, exact
    FROM past WHERE over_periods = 'maximum' AND exact IS NOT NULL
    ORDER BY campaign_id, $by indicator_id, exact DESC, starts, ends)
), valued AS (
    SELECT now.*, $now_exact AS value, s.numerator AS past_num, s.denominator AS past_den, s.exact AS past_exact,
        CASE WHEN NOT cumulative OR now.previous_id IS NULL OR now.numerator IS NULL THEN now.numerator
            ELSE now.numerator - coalesce(b.numerator, (
                SELECT a.numerator FROM monitoring_campaign e
                JOIN $table a ON a.campaign_id = e.id AND a.indicator_id = now.indicator_id $same
                WHERE e.municipality_id = now.municipality_id AND e.set_id = now.set_id
                    AND (e.starts, e.ends) < (now.starts, now.ends) AND a.numerator IS NOT NULL
                ORDER BY e.starts DESC, e.ends DESC LIMIT 1
            ), 0) END AS added
    FROM now
    LEFT JOIN so_far s ON s.campaign_id = now.campaign_id AND s.indicator_id = now.indicator_id $same_so_far
    LEFT JOIN $table b ON b.campaign_id = now.previous_id AND b.indicator_id = now.indicator_id $same_before
), dated AS (
    SELECT *,
        CASE WHEN cumulative OR over_periods = 'last' THEN numerator
            WHEN value IS NULL THEN past_num
            WHEN over_periods = 'sum' THEN numerator + coalesce(past_num, 0)
            WHEN past_exact >= value THEN past_num ELSE numerator END AS to_num,
        CASE WHEN cumulative OR over_periods = 'last' THEN denominator
            WHEN value IS NULL THEN past_den
            WHEN over_periods = 'maximum' AND past_exact >= value THEN past_den ELSE denominator END AS to_den
    FROM valued
)"""
)

_JUDGED = Template(
    """judged AS (
    SELECT *, $exact AS to_date, $scaled
    FROM dated
)"""
)

_NUMBERS = (
    ("value", "round(value, 4)"),
    ("numerator", "numerator"),
    ("denominator", "denominator"),
    ("to_date", "round(to_date, 4)"),
    ("to_date_numerator", "to_num"),
    ("to_date_denominator", "to_den"),
    ("added", "added"),
    ("target", "target"),
    ("verdict", _VERDICT),
    ("computed_at", "%(stamp)s"),
)

_WIDE_NOW = """now AS (
    SELECT a.indicator_id, g.region, d.formula, d.cumulative, d.over_periods, d.more_is_better,
        bool_or(c.ends_year) AS ends_year,
        max(t.value) AS target,
        count(a.numerator) AS municipalities, sum(a.counted) AS counted, sum(a.missing) AS missing,
        CASE d.formula WHEN 'maximum' THEN max(a.numerator)
            WHEN 'share' THEN sum(a.numerator) FILTER (WHERE a.denominator IS NOT NULL)
            ELSE sum(a.numerator) END AS numerator,
        sum(a.denominator) FILTER (WHERE a.numerator IS NOT NULL) AS denominator,
        CASE d.formula WHEN 'maximum' THEN max(a.to_date_numerator)
            WHEN 'share' THEN sum(a.to_date_numerator) FILTER (WHERE a.to_date_denominator IS NOT NULL)
            ELSE sum(a.to_date_numerator) END AS to_num,
        sum(a.to_date_denominator) FILTER (WHERE a.to_date_numerator IS NOT NULL) AS to_den,
        CASE d.formula WHEN 'maximum' THEN max(a.added) ELSE sum(a.added) END AS added
    FROM monitoring_campaign c
    JOIN monitoring_municipalaggregate a ON a.campaign_id = c.id
    JOIN monitoring_definition d ON d.edition_id = %(edition)s AND d.indicator_id = a.indicator_id
    JOIN directory_municipality m ON m.id = c.municipality_id
    CROSS JOIN LATERAL (SELECT '' AS region UNION SELECT m.region) g
    LEFT JOIN monitoring_target t ON t.definition_id = d.id AND t.year = %(year)s
        AND d.formula IN ('share', 'yes_share', 'maximum')
    WHERE c.set_id = %(set)s AND c.starts = %(starts)s AND c.ends = %(ends)s AND c.state <> 'draft'
    GROUP BY a.indicator_id, g.region, d.id
)"""


def _exact(definition: str, numerator: str, denominator: str) -> str:
    return Template(_EXACT).substitute(f=definition, n=numerator, d=denominator)


def _upsert(table: str, parts: Sequence[str], keys: Sequence[tuple], columns: Sequence[tuple]) -> str:
    """keys and columns: pairs of the column and what it is filled with."""
    both = [*keys, *columns]
    return Template(
        "WITH $parts INSERT INTO $table ($names) SELECT $values FROM judged "
        "ON CONFLICT ($keys) DO UPDATE SET $updates"
    ).substitute(
        parts=",\n".join(parts),
        table=table,
        names=", ".join(name for name, _ in both),
        values=", ".join(value for _, value in both),
        keys=", ".join(name for name, _ in keys),
        updates=", ".join(f"{name} = EXCLUDED.{name}" for name, _ in columns),
    )


def _periods(table: str, *, of_school: bool) -> str:
    same = "AND {}.school_id = now.school_id" if of_school else ""
    return _PERIODS.substitute(
        table=table,
        who="a.school_id," if of_school else "",
        by="school_id," if of_school else "",
        same=same.format("a"),
        same_so_far=same.format("s"),
        same_before=same.format("b"),
        exact=_exact("d", "a.numerator", "a.denominator"),
        now_exact=_exact("now", "now.numerator", "now.denominator"),
    )


_DATED = _JUDGED.substitute(exact=_exact("dated", "to_num", "to_den"), scaled=_SCALED)

SCHOOLS = _upsert(
    "monitoring_schoolaggregate",
    [_ASKED, _EARLIER, _SCHOOLS_NOW, _periods("monitoring_schoolaggregate", of_school=True), _DATED],
    [(name, name) for name in ("campaign_id", "school_id", "indicator_id")],
    _NUMBERS,
)
MUNICIPALITIES = _upsert(
    "monitoring_municipalaggregate",
    [_ASKED, _EARLIER, _MUNICIPAL_NOW, _periods("monitoring_municipalaggregate", of_school=False), _DATED],
    [(name, name) for name in ("campaign_id", "indicator_id")],
    [
        *_NUMBERS,
        ("counted", "counted"),
        ("missing", "asked - counted"),
        ("formula", "words"),
        ("edition_number", "edition_number"),
        ("result_version", "result_version"),
    ],
)
_WIDE_DATED = Template("dated AS (SELECT *, $exact AS value FROM now)").substitute(
    exact=_exact("now", "numerator", "denominator")
)
WIDE = _upsert(
    "monitoring_wideaggregate",
    [
        _WIDE_NOW,
        _WIDE_DATED,
        _DATED,
    ],
    [
        ("set_id", "%(set)s"),
        ("indicator_id", "indicator_id"),
        ("region", "region"),
        ("starts", "%(starts)s"),
        ("ends", "%(ends)s"),
    ],
    [*_NUMBERS, *((name, name) for name in ("municipalities", "counted", "missing"))],
)


def compute(campaigns: list[int], stamp: datetime) -> None:
    """Rows of organisations and municipalities. 5 statements, memory of the editions alone."""
    editions = Campaign.objects.filter(pk__in=campaigns).values("edition")
    definitions = Definition.objects.filter(edition__in=editions).order_by("pk")
    words = {definition.pk: formula_in_words(definition) for definition in definitions}
    given = {
        "campaigns": campaigns,
        "stamp": stamp,
        "definitions": list(words),
        "words": list(words.values()),
    }
    with connection.cursor() as cursor:
        # joins in the order that they are written in: the planner knows too little of what stands in WITH
        cursor.execute("SET LOCAL join_collapse_limit = 1; SET LOCAL from_collapse_limit = 1")
        cursor.execute(SCHOOLS, given)
        cursor.execute(MUNICIPALITIES, given)
        cursor.execute("RESET join_collapse_limit; RESET from_collapse_limit")


def compute_wide(set_id: int, starts: date, ends: date, edition: Edition, stamp: datetime) -> None:
    """Rows of regions and the country for a period of a common set. 1 statement."""
    given = {
        "set": set_id, "starts": starts, "ends": ends, "year": ends.year, "edition": edition.pk, "stamp": stamp,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(WIDE, given)
