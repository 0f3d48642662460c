"""Figures that audit each other: no check fires on a right text, and every wrong one is told."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from fnmatch import fnmatchcase
from fractions import Fraction
from pathlib import Path

import pytest
from audit_cases import VERDICTS, Case, analyze, read_audit_cases, reports_of
from cases_of import read_cases
from hypothesis import given
from hypothesis import strategies as st

import pipeline
from pipeline.audit import load_auditor, lower_confidence
from pipeline.audit.growth import average_growth, expected_change, implied_level, stated_change
from pipeline.audit.intervals import Interval, exactly
from pipeline.audit.precision import written_interval
from pipeline.audit.verdicts import format_value, judge, round_value
from pipeline.errors import ResourceError
from pipeline.params import AuditParams
from pipeline.publish.audited import doubted_facts
from pipeline.records import Audit, Fact
from pipeline.resources.audit import load_audit_words
from pipeline.tables.contract import CONTRACT_TABLES

AUDITOR = load_auditor(AuditParams())
CASES = list(read_audit_cases())
LEVEL = analyze("2022年，全市技术合同成交额23.5亿元。", 2023)[1][0]
RAW = Path(__file__).parents[1] / "data" / "raw"


# Cases


def test_there_are_enough_cases_of_each_kind() -> None:
    counts = Counter(case.expected for case in CASES)
    assert len({str(case) for case in CASES}) == len(CASES) >= 300
    assert counts["consistent"] >= 120
    assert counts["inconsistent"] >= 120
    assert set(counts) == set(VERDICTS)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_text_gets_its_verdict(case: Case) -> None:
    checks = AUDITOR.audit(reports_of(case)).checks
    found = {(check.kind, check.verdict) for check in checks}
    failed = [check.message for check in checks if check.verdict == "inconsistent"]
    if case.expected == "silent":
        assert case.kind not in {kind for kind, _ in found}
    else:
        assert (case.kind, case.expected) in found
    if case.expected != "inconsistent":
        assert not failed


def promise_cases() -> list[tuple[str, str, str]]:
    return [
        (group["plan"], group["review"].format(figure), verdict)
        for group in read_cases("promises.yaml")
        for verdict in ("kept", "exceeded", "missed", "unknown", "open")
        for figure in group.get(verdict, ())
    ]


@pytest.mark.parametrize(("plan", "review", "verdict"), promise_cases())
def test_a_promise_meets_its_outcome(plan: str, review: str, verdict: str) -> None:
    planned = analyze(f"二、2022年工作安排\n{plan}", 2022)
    promises = AUDITOR.audit([analyze(review, 2023), planned]).promises
    of_plan = [promise for promise in promises if promise.doc_id.endswith("2022")]
    told = [promise for promise in of_plan if promise.verdict != "unknown"] or of_plan
    assert [promise.verdict for promise in told] == [verdict]
    if verdict in ("kept", "exceeded", "missed"):
        assert told[0].difference == told[0].outcome - told[0].promised  # type: ignore[operator]
        assert told[0].outcome_doc_id == "云溪市2023"


# Reports that are right


def test_shipped_reports_hold_no_inconsistency() -> None:
    found = pipeline.extract(RAW)
    assert Counter(found.checks["verdict"])["consistent"] >= 40
    assert "inconsistent" not in set(found.checks["verdict"])


def test_what_the_seed_report_tells() -> None:
    found = pipeline.extract(RAW / "keji_huibao_2023.txt", metadata=RAW / "metadata.csv")
    (implied,) = found.derived.to_dict("records")
    assert (implied["period"], implied["value"], implied["formula"]) == ("2021", 40, "65家 ÷ (1 + 62.5%)")
    checks = {(row["kind"], row["verdict"], row["message"]) for row in found.checks.to_dict("records")}
    assert ("share", "consistent", "推荐数量：6项÷18项，应为33.33%，原文为三分之一，相符。") in checks
    assert any(kind == "part_whole" and "不超过86家，原文为30家" in message for kind, _, message in checks)
    (target,) = found.promises.to_dict("records")
    assert (target["promised"], target["verdict"], target["tone"]) == (210, "open", ["计划"])


def test_promises_of_the_two_years_of_a_city() -> None:
    promises = pipeline.extract(RAW).promises
    kept = promises[promises["outcome"].notna()]
    assert set(kept["doc_id"]) == {"qinghe_gov_2021"}
    assert len(kept) >= 20
    growth = kept[(kept["indicator_id"] == "gdp") & kept["main"]].iloc[0]
    assert (growth["promised"], growth["outcome"], growth["verdict"], growth["difference"]) == (
        7.5,
        8.1,
        "exceeded",
        0.6,
    )


# What an inconsistency does


def test_an_inconsistency_lowers_the_confidence_of_the_facts_that_it_involves() -> None:
    text = "全市高新技术企业由2020年的40家增加到2022年的65家，增长{}%。新建公园12个。"
    right, wrong = (pipeline.extract(text.format(growth), report_date="2023-01").facts for growth in (62.5, 52.5))
    ratios = [round(after / before, 2) for before, after in zip(right["confidence"], wrong["confidence"], strict=True)]
    assert ratios == pytest.approx([0.6, 0.6, 0.6, 1], abs=0.01)
    assert lower_confidence(0.9, "f", frozenset({"f"}), 0.5) == 0.45
    assert doubted_facts(CONTRACT_TABLES["checks"].arrow_schema().empty_table()) == frozenset()


def test_facts_below_the_least_confidence_count_for_nothing() -> None:
    document, facts = analyze("全市高新技术企业由2020年的40家增加到2022年的65家，增长52.5%。", 2023)
    unsure = [(document, [replace(fact, confidence=0.4) for fact in facts])]
    assert AUDITOR.audit(unsure).checks == ()
    assert load_auditor(AuditParams(min_confidence=0.3)).audit(unsure).checks


def test_absurd_figures_stop_nothing() -> None:
    text = f"全市技术合同成交额由2020年的0.0000001元增加到2022年的{'9' * 27}元，增长5%。"
    assert AUDITOR.audit([analyze(text, 2023)]).checks == ()


# Invariants


def shuffled(audited: list, seed: int) -> Audit:
    order = random.Random(seed)
    mixed = [(document, order.sample(facts, len(facts))) for document, facts in audited]
    return AUDITOR.audit(order.sample(mixed, len(mixed)))


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_facts_and_reports_does_not_matter(seed: int) -> None:
    for case in CASES[::7]:
        reports = reports_of(case)
        assert shuffled(reports, seed) == AUDITOR.audit(reports)


@pytest.mark.parametrize("factor", [Decimal("0.001"), Decimal(1000), Decimal("1e9")])
def test_the_scale_of_money_does_not_matter(factor: Decimal) -> None:
    def scale(fact: Fact) -> Fact:
        if fact.unit_base != "元":
            return fact
        return replace(fact, value=fact.value * factor, value_base=fact.value_base * factor)  # type: ignore[operator]

    money = [case for case in CASES if "亿元" in case.text and "{" not in case.text]
    assert len(money) > 50
    for case in money:
        reports = reports_of(case)
        scaled = [(document, tuple(map(scale, facts))) for document, facts in reports]
        verdicts = [(check.check_id, check.verdict) for check in AUDITOR.audit(reports).checks]
        assert [(check.check_id, check.verdict) for check in AUDITOR.audit(scaled).checks] == verdicts


amounts = st.integers(10, 10**6).map(lambda digits: Decimal(digits) / 10)


def money(amount: Decimal) -> Fact:
    """Give the level of so many 亿元, written with one digit behind the point."""
    return replace(LEVEL, text=f"{amount:.1f}亿元", value=amount * 10**8, value_base=amount * 10**8)


def growth(percent: Fraction, digits: int) -> Fact:
    value = round_value(abs(percent), digits)
    return replace(
        LEVEL, text=f"{value}%", value=value, value_base=value, unit="%", unit_base="%", kind="change",
        dimension="share", direction="down" if percent < 0 else "up",
    )  # fmt: skip


@given(amounts, amounts, st.integers(0, 2))
def test_a_growth_that_is_computed_and_rounded_is_consistent(before: Decimal, after: Decimal, digits: int) -> None:
    percent = (Fraction(after) / Fraction(before) - 1) * 100
    expected = expected_change("percent", written_interval(money(before)), written_interval(money(after)))
    assert judge(stated_change(growth(percent, digits), "percent"), expected) == ("consistent", None)


@given(amounts, amounts, st.integers(0, 2))
def test_a_growth_whose_digits_were_cut_off_is_never_inconsistent(before: Decimal, after: Decimal, digits: int) -> None:
    percent = (Fraction(after) / Fraction(before) - 1) * 100
    cut = Fraction(int(percent * 10**digits), 10**digits)
    expected = expected_change("percent", written_interval(money(before)), written_interval(money(after)))
    assert judge(stated_change(growth(cut, digits), "percent"), expected)[0] != "inconsistent"


@given(amounts, amounts, st.floats(0.5, 5))
def test_a_growth_that_is_far_off_is_inconsistent(before: Decimal, after: Decimal, far: float) -> None:
    percent = (Fraction(after) / Fraction(before) - 1) * 100
    expected = expected_change("percent", written_interval(money(before)), written_interval(money(after)))
    assert expected.tolerance is not None
    off = percent + 2 * expected.tolerance + 1 + Fraction(far)
    assert judge(stated_change(growth(off, 1), "percent"), expected) == ("inconsistent", None)


@given(amounts, st.integers(-400, 900), st.integers(1, 20))
def test_an_average_leads_from_one_end_to_the_other(before: Decimal, tenths: int, years: int) -> None:
    percent = Fraction(tenths, 10)
    after = Fraction(before) * (1 + percent / 100) ** years
    found = average_growth(exactly(Fraction(before)), exactly(after), years)
    assert abs(found.value - percent) < Fraction(1, 10**20)


@given(amounts, st.integers(-900, 5000))
def test_the_level_that_a_growth_implies_grows_to_the_one_that_is_told(after: Decimal, tenths: int) -> None:
    change = exactly(Fraction(tenths, 10))
    before = implied_level("percent", exactly(Fraction(after)), change)
    assert before is not None
    assert expected_change("percent", before, exactly(Fraction(after))).value == change.value


fractions = st.integers(1, 10**5).map(lambda count: Fraction(count, 97))
shares = st.integers(0, 8).map(lambda count: Fraction(count, 8))
intervals = st.tuples(fractions, fractions, fractions).map(lambda ends: Interval(*sorted(ends)))


@given(intervals, intervals, shares, shares)
def test_arithmetic_holds_every_value_that_it_may_be(one: Interval, other: Interval, a: Fraction, b: Fraction) -> None:
    first = one.low + (one.high - one.low) * a  # type: ignore[operator]
    second = other.low + (other.high - other.low) * b  # type: ignore[operator]
    for found, value in (
        (one.plus(other), first + second),
        (one.minus(other), first - second),
        (one.over(other), first / second),
        (one.negative(), -first),
    ):
        assert found.low <= value <= found.high  # type: ignore[operator]
        assert found.meets(exactly(value))
    assert one.meets(other) == other.meets(one)
    assert one.widened().meets(one)


# What is written


@pytest.mark.parametrize(
    ("text", "value", "bound", "low", "high"),
    [
        ("23.5亿元", "2350000000", "exact", "2345000000", "2355000000"),
        ("12.40亿元", "1240000000", "exact", "1239500000", "1240500000"),
        ("38,216元", "38216", "exact", "38215.5", "38216.5"),
        ("３亿元", "300000000", "exact", "250000000", "350000000"),
        ("23.5亿元", "2350000000", "min", "2345000000", None),
        ("23.5亿元", "2350000000", "max", "0", "2355000000"),
        ("20亿元", "2000000000", "approx", "1900000000", "2100000000"),
    ],
)
def test_what_a_written_figure_leaves_open(text: str, value: str, bound: str, low: str, high: str | None) -> None:
    fact = replace(LEVEL, text=text, value=Decimal(value), value_base=Decimal(value), bound=bound)
    found = written_interval(fact)
    assert (found.low, found.high) == (Fraction(low), None if high is None else Fraction(high))


def test_counts_are_exact_and_words_are_not() -> None:
    firms = analyze("2022年，全市高新技术企业65家，其中民营企业占三分之一，外资企业占两成。", 2023)[1]
    levels = [written_interval(fact) for fact in firms]
    assert levels[0] == exactly(65)
    assert levels[1].meets(exactly(35))
    assert not levels[1].meets(exactly(40))
    assert (levels[2].low, levels[2].high) == (15, 25)


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [(Fraction(125, 2), "%", "62.5%"), (81260000000, "元", "812.6亿元"), (26300, "人", "2.63万人"), (40, "家", "40家")],
)
def test_values_are_written_as_a_reader_would(value: int, unit: str, text: str) -> None:
    assert format_value(Fraction(value), unit) == text


# Words


def test_a_wrong_file_of_words_is_told(tmp_path: Path) -> None:
    path = tmp_path / "audit.yaml"
    path.write_text("revised: [gdp]\n", encoding="utf-8")
    with pytest.raises(ResourceError, match=r"audit\.yaml: the lists must be .* differing: "):
        load_audit_words(overrides=tmp_path)
    source = Path(pipeline.__file__).parent / "resources" / "data" / "audit.yaml"
    whole = source.read_text(encoding="utf-8")
    for old, new, message in (
        ("complete: [", "complete: [7, ", "complete must be a list of words"),
        ("gdp: [primary_industry, secondary_industry, tertiary_industry]", "gdp: []", r"wholes\.gdp must be a list"),
    ):
        assert old in whole
        path.write_text(whole.replace(old, new), encoding="utf-8")
        with pytest.raises(ResourceError, match=message):
            load_audit_words(overrides=tmp_path)


def test_every_id_of_the_words_is_in_the_catalog() -> None:
    known = set((Path(__file__).parent / "cases" / "indicator_ids.txt").read_text(encoding="utf-8").split())
    words = load_audit_words()
    listed = {*words.headline, *words.wholes, *words.ratios}
    listed |= {name for ids in (*words.wholes.values(), *words.ratios.values()) for name in ids}
    assert listed <= known
    assert all(len(ids) == 2 for ids in words.ratios.values())
    for pattern in (*words.constant_prices, *words.revised, *words.lower_is_better, *words.higher_is_better):
        assert any(fnmatchcase(name, pattern) for name in known), pattern
