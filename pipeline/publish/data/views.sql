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

-- v_checks: One row for each check of figures, with the report and the sentence of the figure that is checked.
CREATE VIEW v_checks AS
SELECT
    d.title AS report,
    d.region,
    d.region_code,
    d.level,
    d.report_day,
    c.kind,
    c.verdict,
    c.doubt,
    c.indicator,
    c.stated,
    c.expected,
    c.tolerance,
    c.unit,
    c.message,
    f.text AS figure,
    f.period,
    f.pillar,
    f.sentence,
    c.fact_id,
    c.fact_ids,
    c.check_id,
    c.doc_id,
    c.char_start
FROM checks AS c
JOIN documents AS d ON d.doc_id = c.doc_id
JOIN facts AS f ON f.fact_id = c.fact_id;

-- v_promises: One row for each target, with its outcome and both sentences; order by main, the main targets first.
CREATE VIEW v_promises AS
SELECT
    d.title AS report,
    d.region,
    d.region_code,
    d.level,
    d.report_day,
    m.main,
    m.scope,
    COALESCE(i.name, m.indicator) AS indicator,
    m.indicator AS indicator_as_written,
    m.indicator_id,
    m.kind,
    m.bound,
    m.tone,
    m.aim,
    t.text AS figure,
    m.promised,
    m.promised_max,
    m.unit,
    m.period,
    p.year,
    m.verdict,
    r.text AS outcome_figure,
    m.outcome,
    m.outcome_period,
    m.difference,
    CASE
        WHEN m.promised <> 0 THEN CAST(m.outcome AS DOUBLE PRECISION) / CAST(m.promised AS DOUBLE PRECISION)
    END AS outcome_ratio,
    o.title AS outcome_report,
    t.pillar,
    l.name AS pillar_name,
    t.sentence,
    r.sentence AS outcome_sentence,
    m.fact_id,
    m.outcome_fact_id,
    m.doc_id,
    m.outcome_doc_id,
    m.char_start
FROM promises AS m
JOIN documents AS d ON d.doc_id = m.doc_id
JOIN facts AS t ON t.fact_id = m.fact_id
JOIN pillars AS l ON l.pillar = t.pillar
LEFT JOIN periods AS p ON p.period = m.period
LEFT JOIN indicators AS i ON i.indicator_id = m.indicator_id
LEFT JOIN facts AS r ON r.fact_id = m.outcome_fact_id
LEFT JOIN documents AS o ON o.doc_id = m.outcome_doc_id;
