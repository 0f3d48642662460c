"""Which indicator of the catalog a phrase names."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import pipeline
from pipeline.cli.suggest import suggest_indicators
from pipeline.errors import ResourceError
from pipeline.facts.catalog import load_catalog
from pipeline.facts.measures import measure_of
from pipeline.resources.indicators import load_indicators

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "indicators.yaml").read_text(encoding="utf-8"))
CATALOG = load_catalog()
HEADER = "indicator_id,name,aliases,dimension,measure,pillar\n"


def find_id(phrase: str) -> str | None:
    match = CATALOG.find(phrase)
    return match.indicator_id if match else None


@pytest.mark.parametrize(("indicator_id", "phrase"), [(c["indicator_id"], p) for c in CASES for p in c["phrases"]])
def test_a_phrase_names_its_indicator(indicator_id: str, phrase: str) -> None:
    assert find_id(phrase) == indicator_id


@pytest.mark.parametrize(("indicator_id", "phrase"), [(c["indicator_id"], p) for c in CASES for p in c["not"]])
def test_a_near_miss_names_another_or_none(indicator_id: str, phrase: str) -> None:
    assert find_id(phrase) != indicator_id


def test_the_catalog_is_large() -> None:
    words = load_indicators()
    assert len(words.indicators) >= 300
    assert len(words.by_surface) >= 1200


@pytest.mark.parametrize("base", CATALOG.words.indicators.values(), ids=lambda item: item.indicator_id)
def test_a_canonical_name_names_its_own_indicator(base) -> None:
    assert find_id(base.name) == base.indicator_id


@given(st.text(max_size=60))
def test_any_text_is_a_phrase(phrase: str) -> None:
    match = CATALOG.find(phrase)
    assert match is None or match.indicator_id.split(".")[0] == match.base


@pytest.mark.parametrize(
    ("phrase", "dimension", "fits"),
    [
        ("粮食产量", "mass", True),
        ("粮食产量", "area", False),
        ("城镇新增就业", "count", True),
        ("森林覆盖率", None, True),
    ],
)
def test_a_level_in_a_foreign_unit_is_not_mapped(phrase: str, dimension: str | None, fits: bool) -> None:
    assert (CATALOG.find_fitting(phrase, "level", dimension) is not None) is fits
    assert CATALOG.find_fitting(phrase, "change", dimension) is not None


@pytest.mark.parametrize(
    ("phrase", "unit", "flow", "measure"),
    [
        ("一般公共预算收入", "元", False, "flow"),
        ("常住人口", "人", False, "stock"),
        ("高新技术企业", "家", True, "flow"),
        ("累计实际利用外资", "美元", True, "cumulative"),
        ("城镇居民人均可支配收入", "元", False, "rate"),
    ],
)
def test_the_catalog_tells_what_may_be_summed(phrase: str, unit: str, flow: bool, measure: str) -> None:
    match = CATALOG.find(phrase)
    assert match is not None
    assert measure_of("level", phrase, unit, flow=flow, known=match.measure) == measure


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("Bad,名,,count,stock,\n", "the id must be"),
        ("a,名,,count,sum,\n", "'sum' is none of"),
        ("a,名,,count,stock,\nb,别名,名,count,stock,\n", "also an alias of a"),
    ],
)
def test_a_wrong_row_is_refused(tmp_path: Path, rows: str, message: str) -> None:
    (tmp_path / "indicators.csv").write_text(HEADER + rows, encoding="utf-8")
    with pytest.raises(ResourceError, match=message):
        load_indicators(overrides=tmp_path)


def test_a_user_brings_a_catalog(tmp_path: Path) -> None:
    (tmp_path / "indicators.csv").write_text(HEADER + "stars,星数,星星[数|],count,stock,\n", encoding="utf-8")
    match = load_catalog(overrides=tmp_path).find("新增星星")
    assert match is not None
    assert match.indicator_id == "stars.added"


def test_unknown_phrases_are_listed(tmp_path: Path) -> None:
    text = "2022年，全市高新技术企业65家，建成云雾灯塔3座，修缮云雾灯塔2座。"
    pipeline.extract(text, report_date="2023-01").write(tmp_path)
    first, *phrases = suggest_indicators(tmp_path, limit=10)
    assert first.startswith("1 of 3 facts")
    assert all("云雾灯塔" in line for line in phrases)
    assert phrases
