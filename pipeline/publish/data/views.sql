-- Readable views over the tables, in SQL that DuckDB and PostgreSQL both know. One statement a view; each begins with
-- a line `-- name: what it shows`.

-- v_facts: One row for each fact, with the names that its ids stand for.
CREATE VIEW v_facts AS
SELECT
    f.fact_id,
    d.title AS report,
    d.issuer,
    d.region,
    d.region_code,
    d.level,
    d.report_day,
    f.scope,
    COALESCE(i.name, f.indicator) AS indicator,
    f.indicator AS indicator_as_written,
    f.indicator_id,
    f.text AS figure,
    f.value,
    f.value_max,
    f.unit,
    f.bound,
    f.kind,
    f.direction,
    f.status,
    f.period,
    f.period_start,
    f.period_end,
    p.grain,
    p.year,
    f.baseline,
    f.value_base,
    f.unit_base,
    f.dimension,
    f.measure,
    f.counted,
    f.whole_place,
    f.part_of,
    f.repeats,
    f.pillar,
    l.name AS pillar_name,
    o.organizations,
    f.section,
    f.sentence,
    s.page,
    s.paragraph,
    f.confidence,
    f.rule,
    f.corrected,
    f.doc_id,
    f.sentence_id,
    f.char_start,
    f.char_end
FROM facts AS f
JOIN documents AS d ON d.doc_id = f.doc_id
JOIN sentences AS s ON s.sentence_id = f.sentence_id
JOIN pillars AS l ON l.pillar = f.pillar
LEFT JOIN indicators AS i ON i.indicator_id = f.indicator_id
LEFT JOIN periods AS p ON p.period = f.period
LEFT JOIN (
    SELECT b.fact_id, STRING_AGG(n.name, '；' ORDER BY n.name) AS organizations
    FROM fact_organizations AS b
    JOIN organizations AS n ON n.org_id = b.org_id
    GROUP BY b.fact_id
) AS o ON o.fact_id = f.fact_id;

-- v_scorecard: One row for each report, pillar and indicator: the level reached, the target and the growth.
CREATE VIEW v_scorecard AS
SELECT
    d.title AS report,
    d.region,
    d.region_code,
    d.level,
    d.report_day,
    c.pillar,
    l.name AS pillar_name,
    l.position,
    COALESCE(i.name, c.indicator) AS indicator,
    c.indicator AS indicator_as_written,
    c.indicator_id,
    c.scope,
    c.unit,
    c.actual,
    c.actual_period,
    c.target,
    c.target_bound,
    c.target_period,
    c.growth,
    c.growth_period,
    c.growth_baseline,
    a.sentence AS actual_sentence,
    t.sentence AS target_sentence,
    g.sentence AS growth_sentence,
    c.actual_fact,
    c.target_fact,
    c.growth_fact,
    c.doc_id
FROM scorecard AS c
JOIN documents AS d ON d.doc_id = c.doc_id
JOIN pillars AS l ON l.pillar = c.pillar
LEFT JOIN indicators AS i ON i.indicator_id = c.indicator_id
LEFT JOIN facts AS a ON a.fact_id = c.actual_fact
LEFT JOIN facts AS t ON t.fact_id = c.target_fact
LEFT JOIN facts AS g ON g.fact_id = c.growth_fact;

-- v_pillars: One row for each report that was read and each pillar: how much it says, has done and promises.
CREATE VIEW v_pillars AS
SELECT
    d.doc_id,
    d.title AS report,
    d.region,
    d.region_code,
    d.level,
    d.report_day,
    l.pillar,
    l.name AS pillar_name,
    l.position,
    COALESCE(s.sentences, 0) AS sentences,
    COALESCE(f.facts, 0) AS facts,
    COALESCE(f.done, 0) AS done,
    COALESCE(f.promised, 0) AS promised,
    COALESCE(f.indicators, 0) AS indicators,
    COALESCE(o.organizations, 0) AS organizations
FROM documents AS d
CROSS JOIN pillars AS l
LEFT JOIN (
    SELECT doc_id, pillar, COUNT(*) AS sentences FROM sentences GROUP BY doc_id, pillar
) AS s ON s.doc_id = d.doc_id AND s.pillar = l.pillar
LEFT JOIN (
    SELECT
        doc_id,
        pillar,
        COUNT(*) AS facts,
        COUNT(CASE WHEN status = 'actual' THEN 1 END) AS done,
        COUNT(CASE WHEN status = 'target' THEN 1 END) AS promised,
        COUNT(DISTINCT indicator_id) AS indicators
    FROM facts
    WHERE repeats IS NULL
    GROUP BY doc_id, pillar
) AS f ON f.doc_id = d.doc_id AND f.pillar = l.pillar
LEFT JOIN (
    SELECT g.doc_id, g.pillar, COUNT(DISTINCT b.org_id) AS organizations
    FROM facts AS g
    JOIN fact_organizations AS b ON b.fact_id = g.fact_id
    GROUP BY g.doc_id, g.pillar
) AS o ON o.doc_id = d.doc_id AND o.pillar = l.pillar
WHERE d.status = 'read';

-- v_targets: One row for each target, with the outcome that the newest report of the same region gives for its year.
CREATE VIEW v_targets AS
WITH placed AS (
    SELECT
        v.*,
        -- the whole region is the scope, whether a report says so or not
        CASE WHEN v.whole_place THEN '' ELSE v.scope END AS area
    FROM v_facts AS v
    WHERE v.kind IN ('level', 'change')
),
outcomes AS (
    SELECT
        a.*,
        ROW_NUMBER() OVER (
            PARTITION BY
                COALESCE(a.region_code, a.region), a.area, a.indicator_id, a.kind, a.direction, a.unit_base, a.year
            ORDER BY a.counted DESC, a.report_day DESC, a.fact_id
        ) AS place
    FROM placed AS a
    WHERE a.status = 'actual' AND a.indicator_id IS NOT NULL AND a.region IS NOT NULL
)
SELECT
    t.fact_id,
    t.report,
    t.region,
    t.region_code,
    t.level,
    t.report_day,
    t.scope,
    t.indicator,
    t.indicator_id,
    t.kind,
    t.direction,
    t.bound,
    t.figure,
    t.value,
    t.value_max,
    t.unit,
    t.value_base,
    t.unit_base,
    t.period,
    t.year,
    t.pillar,
    t.pillar_name,
    t.sentence,
    r.fact_id AS outcome_fact_id,
    r.report AS outcome_report,
    r.figure AS outcome_figure,
    r.value_base AS outcome_value_base,
    r.period AS outcome_period,
    CASE
        WHEN t.value_base <> 0 THEN CAST(r.value_base AS DOUBLE PRECISION) / CAST(t.value_base AS DOUBLE PRECISION)
    END AS outcome_ratio
FROM placed AS t
LEFT JOIN outcomes AS r
    ON r.place = 1
    AND COALESCE(r.region_code, r.region) = COALESCE(t.region_code, t.region)
    AND r.area = t.area
    AND r.indicator_id = t.indicator_id
    AND r.kind = t.kind
    AND COALESCE(r.direction, '') = COALESCE(t.direction, '')
    AND r.unit_base = t.unit_base
    AND r.year = t.year
WHERE t.status = 'target' AND t.repeats IS NULL;
