-- The numbers of one half-year of the whole country as one would write them by hand: three statements, the usual
-- precision of numeric, one earlier half-year at most. Parameters: set, starts, ends, year, edition, now.
INSERT INTO monitoring_schoolaggregate (campaign_id, school_id, indicator_id, value, numerator, denominator, to_date,
    to_date_numerator, to_date_denominator, added, target, verdict, computed_at)
SELECT campaign_id, school_id, indicator_id, round(value, 4), n, d, round(to_date, 4), tn, td, added, target,
    CASE WHEN to_date IS NULL THEN 'no_data' WHEN target IS NULL THEN 'no_target'
        WHEN tn * k >= target * coalesce(kd, 1) THEN 'reached' WHEN ends_year THEN 'missed' ELSE 'not_yet' END,
    %(now)s
FROM (
    SELECT *, CASE WHEN share THEN n * 100 / nullif(d, 0) ELSE n END AS value,
        CASE WHEN share THEN tn * 100 / nullif(td, 0) ELSE tn END AS to_date,
        CASE WHEN share THEN 100 ELSE 1 END AS k, CASE WHEN share THEN td END AS kd
    FROM (
        SELECT v.campaign_id, v.school_id, v.indicator_id, f.formula IN ('share', 'yes_share') AS share, c.ends_year,
            CASE WHEN f.formula = 'yes_share' THEN (v.numerator > 0)::int ELSE v.numerator END AS n,
            CASE WHEN f.formula = 'yes_share' THEN 1 WHEN f.formula = 'share' THEN v.denominator END AS d,
            CASE WHEN f.over_periods = 'sum' THEN v.numerator + coalesce(p.numerator, 0)
                WHEN f.over_periods = 'maximum' THEN greatest(v.numerator, p.numerator)
                WHEN f.formula = 'yes_share' THEN (v.numerator > 0)::int ELSE v.numerator END AS tn,
            CASE WHEN f.formula = 'yes_share' THEN 1 WHEN f.formula = 'share' THEN v.denominator END AS td,
            CASE WHEN f.cumulative THEN v.numerator - coalesce(p.numerator, 0)
                WHEN f.formula = 'yes_share' THEN (v.numerator > 0)::int ELSE v.numerator END AS added,
            CASE WHEN f.formula <> 'sum' THEN t.value END AS target
        FROM monitoring_campaign c
        JOIN monitoring_definition f ON f.edition_id = c.edition_id AND f.respondent = 'schools'
        JOIN monitoring_value v ON v.campaign_id = c.id AND v.indicator_id = f.indicator_id
        JOIN monitoring_return r ON r.id = v.given_id AND r.state = 'accepted'
        LEFT JOIN monitoring_target t ON t.definition_id = f.id AND t.year = c.year
        LEFT JOIN monitoring_campaign b ON b.municipality_id = c.municipality_id AND b.set_id = c.set_id
            AND b.ends = c.starts - 1
        LEFT JOIN monitoring_schoolaggregate p ON p.campaign_id = b.id AND p.school_id = v.school_id
            AND p.indicator_id = v.indicator_id
        WHERE c.set_id = %(set)s AND c.starts = %(starts)s AND c.ends = %(ends)s
    ) numbers
) judged
ON CONFLICT (campaign_id, school_id, indicator_id) DO UPDATE SET value = EXCLUDED.value,
    numerator = EXCLUDED.numerator, denominator = EXCLUDED.denominator, to_date = EXCLUDED.to_date,
    to_date_numerator = EXCLUDED.to_date_numerator, to_date_denominator = EXCLUDED.to_date_denominator,
    added = EXCLUDED.added, target = EXCLUDED.target, verdict = EXCLUDED.verdict, computed_at = EXCLUDED.computed_at;

INSERT INTO monitoring_municipalaggregate (campaign_id, indicator_id, value, numerator, denominator, to_date,
    to_date_numerator, to_date_denominator, added, target, verdict, computed_at, counted, missing, formula,
    edition_number, result_version)
SELECT campaign_id, indicator_id, round(value, 4), n, d, round(to_date, 4), tn, td, added, target,
    CASE WHEN to_date IS NULL THEN 'no_data' WHEN target IS NULL THEN 'no_target'
        WHEN tn * k >= target * coalesce(kd, 1) THEN 'reached' WHEN ends_year THEN 'missed' ELSE 'not_yet' END,
    %(now)s, counted, asked - counted, '', 1, 1
FROM (
    SELECT *, CASE WHEN share THEN n * 100 / nullif(d, 0) ELSE n END AS value,
        CASE WHEN share THEN tn * 100 / nullif(td, 0) ELSE tn END AS to_date,
        CASE WHEN share THEN 100 ELSE 1 END AS k, CASE WHEN share THEN td END AS kd
    FROM (
        SELECT s.*, CASE WHEN over_periods = 'sum' THEN coalesce(s.n + p.numerator, s.n, p.numerator)
                WHEN over_periods = 'maximum' THEN greatest(s.n, p.numerator) ELSE s.n END AS tn, s.d AS td,
            CASE WHEN cumulative THEN s.n - coalesce(p.numerator, 0) ELSE s.n END AS added
        FROM (
            SELECT c.id AS campaign_id, c.municipality_id, c.set_id, c.starts, c.ends_year, f.indicator_id,
                f.formula IN ('share', 'yes_share') AS share, f.over_periods, f.cumulative, t.value AS target,
                count(*) AS asked,
                count(v.numerator) FILTER (WHERE r.state = 'accepted') AS counted,
                CASE f.formula WHEN 'maximum' THEN max(v.numerator) FILTER (WHERE r.state = 'accepted')
                    WHEN 'yes_share' THEN sum((v.numerator > 0)::int) FILTER (WHERE r.state = 'accepted')
                    ELSE sum(v.numerator) FILTER (WHERE r.state = 'accepted') END AS n,
                CASE f.formula WHEN 'share' THEN sum(v.denominator) FILTER (WHERE r.state = 'accepted')
                    WHEN 'yes_share' THEN nullif(count(v.numerator) FILTER (WHERE r.state = 'accepted'), 0) END AS d
            FROM monitoring_campaign c
            JOIN monitoring_definition f ON f.edition_id = c.edition_id
            JOIN monitoring_value v ON v.campaign_id = c.id AND v.indicator_id = f.indicator_id
            JOIN monitoring_return r ON r.id = v.given_id
            LEFT JOIN monitoring_target t ON t.definition_id = f.id AND t.year = c.year
            WHERE c.set_id = %(set)s AND c.starts = %(starts)s AND c.ends = %(ends)s
            GROUP BY c.id, f.id, t.value
        ) s
        LEFT JOIN monitoring_campaign b ON b.municipality_id = s.municipality_id AND b.set_id = s.set_id
            AND b.ends = s.starts - 1
        LEFT JOIN monitoring_municipalaggregate p ON p.campaign_id = b.id AND p.indicator_id = s.indicator_id
    ) numbers
) judged
ON CONFLICT (campaign_id, indicator_id) DO UPDATE SET value = EXCLUDED.value,
    numerator = EXCLUDED.numerator, denominator = EXCLUDED.denominator, to_date = EXCLUDED.to_date,
    to_date_numerator = EXCLUDED.to_date_numerator, to_date_denominator = EXCLUDED.to_date_denominator,
    added = EXCLUDED.added, target = EXCLUDED.target, verdict = EXCLUDED.verdict, computed_at = EXCLUDED.computed_at,
    counted = EXCLUDED.counted, missing = EXCLUDED.missing;

INSERT INTO monitoring_wideaggregate (set_id, indicator_id, region, starts, ends, value, numerator, denominator,
    to_date, to_date_numerator, to_date_denominator, added, target, verdict, computed_at, municipalities, counted,
    missing)
SELECT %(set)s, indicator_id, coalesce(region, ''), %(starts)s, %(ends)s, round(value, 4), n, d, round(to_date, 4),
    tn, td, added, target,
    CASE WHEN to_date IS NULL THEN 'no_data' WHEN target IS NULL THEN 'no_target'
        WHEN tn * k >= target * coalesce(kd, 1) THEN 'reached' WHEN ends_year THEN 'missed' ELSE 'not_yet' END,
    %(now)s, municipalities, counted, missing
FROM (
    SELECT *, CASE WHEN share THEN n * 100 / nullif(d, 0) ELSE n END AS value,
        CASE WHEN share THEN tn * 100 / nullif(td, 0) ELSE tn END AS to_date,
        CASE WHEN share THEN 100 ELSE 1 END AS k, CASE WHEN share THEN td END AS kd
    FROM (
        SELECT a.indicator_id, m.region, f.formula IN ('share', 'yes_share') AS share, bool_or(c.ends_year) AS ends_year,
            CASE WHEN f.formula <> 'sum' THEN max(t.value) END AS target,
            CASE WHEN f.formula = 'maximum' THEN max(a.numerator) ELSE sum(a.numerator) END AS n,
            sum(a.denominator) AS d,
            CASE WHEN f.formula = 'maximum' THEN max(a.to_date_numerator) ELSE sum(a.to_date_numerator) END AS tn,
            sum(a.to_date_denominator) AS td,
            CASE WHEN f.formula = 'maximum' THEN max(a.added) ELSE sum(a.added) END AS added,
            count(a.numerator) AS municipalities, sum(a.counted) AS counted, sum(a.missing) AS missing
        FROM monitoring_campaign c
        JOIN monitoring_municipalaggregate a ON a.campaign_id = c.id
        JOIN monitoring_definition f ON f.edition_id = %(edition)s AND f.indicator_id = a.indicator_id
        JOIN directory_municipality m ON m.id = c.municipality_id
        LEFT JOIN monitoring_target t ON t.definition_id = f.id AND t.year = %(year)s
        WHERE c.set_id = %(set)s AND c.starts = %(starts)s AND c.ends = %(ends)s
        GROUP BY GROUPING SETS ((a.indicator_id, f.id, f.formula), (a.indicator_id, f.id, f.formula, m.region))
    ) numbers
) judged
ON CONFLICT (set_id, indicator_id, region, starts, ends) DO UPDATE SET value = EXCLUDED.value,
    numerator = EXCLUDED.numerator, denominator = EXCLUDED.denominator, to_date = EXCLUDED.to_date,
    to_date_numerator = EXCLUDED.to_date_numerator, to_date_denominator = EXCLUDED.to_date_denominator,
    added = EXCLUDED.added, target = EXCLUDED.target, verdict = EXCLUDED.verdict, computed_at = EXCLUDED.computed_at,
    municipalities = EXCLUDED.municipalities, counted = EXCLUDED.counted, missing = EXCLUDED.missing;
