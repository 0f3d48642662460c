"""Which indicator of the catalog a phrase names."""

from __future__ import annotations

from pathlib import Path

import pytest
from cases_of import read_cases
from hypothesis import given
from hypothesis import strategies as st

import pipeline
from pipeline.cli.suggest import suggest_indicators
from pipeline.errors import ResourceError
from pipeline.facts.catalog import load_catalog
from pipeline.facts.catalog_ways import as_threshold, read_after, read_before
from pipeline.facts.measures import measure_of
from pipeline.params import FactsParams, Params
from pipeline.resources.files import read_rows
from pipeline.resources.indicator_modifiers import load_modifiers
from pipeline.resources.indicators import expand_surfaces, load_indicators, normalize_phrase

CASES = read_cases("indicators.yaml")
CATALOG = load_catalog()
WORDS = load_modifiers()
CASES_OF_FIGURES = [case for group in CASES for case in group.get("figures", ())]
MEANINGFUL = {
    surface: modifier.modifier_id
    for surface, modifier in WORDS.before.items()
    if modifier.group == "rank" and modifier.modifier_id and len(surface) > 1
}
HEADER = "indicator_id,name,aliases,dimension,measure,pillar\n"
GIVEN_IDS = (Path(__file__).parent / "cases" / "indicator_ids.txt").read_text(encoding="utf-8").split()


def find_id(phrase: str) -> str | None:
    match = CATALOG.find(phrase)
    return match.indicator_id if match else None


@pytest.mark.parametrize(
    ("indicator_id", "phrase"), [(c["indicator_id"], p) for c in CASES for p in c.get("phrases", ())]
)
def test_a_phrase_names_its_indicator(indicator_id: str, phrase: str) -> None:
    assert find_id(phrase) == indicator_id


@pytest.mark.parametrize(("indicator_id", "phrase"), [(c["indicator_id"], p) for c in CASES for p in c.get("not", ())])
def test_a_near_miss_names_another_or_none(indicator_id: str, phrase: str) -> None:
    assert find_id(phrase) != indicator_id


def test_the_catalog_is_large() -> None:
    words = load_indicators()
    assert len(words.indicators) >= 300
    assert len(words.by_surface) >= 1200


def test_a_canonical_name_names_its_own_indicator() -> None:
    names = {base.indicator_id: base.name for base in CATALOG.words.indicators.values()}
    assert {indicator_id: find_id(name) for indicator_id, name in names.items()} == {item: item for item in names}


@given(st.text(max_size=60))
def test_any_text_is_a_phrase(phrase: str) -> None:
    match = CATALOG.find(phrase)
    assert match is None or match.indicator_id.split(".")[0] == match.base


@given(
    st.lists(st.sampled_from([*WORDS.before, *WORDS.after, "亿元以上", "超5万", "收入10亿", "年", "村"]), max_size=5)
)
def test_modifiers_are_found_like_by_looking_up_every_piece(pieces: list[str]) -> None:
    text = "".join(pieces)
    before, after = {0}, {len(text)}
    for start in range(len(text)):
        ends = range(start + 1, min(len(text), start + 14) + 1) if start in before else ()
        before |= {end for end in ends if text[start:end] in WORDS.before or as_threshold(text[start:end])}
    for end in range(len(text), 0, -1):
        after |= {place for place in range(max(0, end - 12), end) if end in after and text[place:end] in WORDS.after}
    assert set(read_before(WORDS, text)) == before
    assert set(read_after(WORDS, text)) == after


@pytest.mark.parametrize("case", CASES_OF_FIGURES, ids=lambda case: f"{case['phrase']} {case['kind']}")
def test_a_figure_must_fit_its_indicator(case) -> None:
    match = CATALOG.find_fitting(case["phrase"], case["kind"], case["dimension"])
    assert (match.indicator_id if match else None) == case["indicator_id"]


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("新认定国家级绿色工厂", "新认定国家级绿色工厂"),
        ("省级新认定重点实验室", "新认定省级重点实验室"),
        ("投资超5亿元项目", "投资5亿元以上项目"),
        ("改造老旧小区", "老旧小区改造"),
    ],
)
def test_a_composed_name_reads_like_one(phrase: str, name: str) -> None:
    match = CATALOG.find(phrase)
    assert match is not None
    assert match.name == name


def test_an_alias_says_the_same_as_its_indicator() -> None:
    """A word that tells things apart is a modifier; an alias with one more of them needs a `=`."""
    explained = []
    for row in read_rows("indicators.csv", tuple(HEADER.strip().split(","))):
        base = CATALOG.words.indicators[row["indicator_id"]]
        for alias in row["aliases"].split(";"):
            literal = [] if "[" in alias else list(expand_surfaces(alias))
            if alias.startswith("=") or not literal or literal[0] == normalize_phrase(row["name"]):
                continue
            for length in range(2, len(literal[0])):
                word, rest = literal[0][:length], literal[0][length:]
                if word in MEANINGFUL and CATALOG.words.by_surface.get(rest) is base:
                    explained.append(f"{row['indicator_id']}: {alias} is {MEANINGFUL[word]} + {rest}")
    assert not explained


def test_an_id_is_never_taken_back_or_used_again() -> None:
    retired = {row["indicator_id"] for row in read_rows("indicators_retired.csv", ("indicator_id", "replaced_by"))}
    current = set(CATALOG.words.indicators)
    assert set(GIVEN_IDS) == current | retired, "a new id goes into tests/cases/indicator_ids.txt; docs/indicators.md"
    assert not current & retired
    assert len(GIVEN_IDS) == len(set(GIVEN_IDS))


@pytest.mark.parametrize(
    ("phrase", "unit", "flow", "measure"),
    [
        ("一般公共预算收入", "元", False, "flow"),
        ("常住人口", "人", False, "stock"),
        ("高新技术企业", "家", True, "stock"),
        ("新增高新技术企业", "家", True, "flow"),
        ("建成高速公路", "公里", False, "flow"),
        ("累计建成高速公路", "公里", True, "cumulative"),
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
        ("Bad,名,,count,stock,\n", "line 2: 'Bad' must be an id"),
        ("a,,,count,stock,\n", "line 2: 'a' must be an id .* with a name"),
        ("a,名,,count,sum,\n", "line 2, measure: 'sum' is none of"),
        ("a,名,,money,stock,\n", "line 2, dimension: 'money' is none of"),
        ("a,名,,count,stock,sport\n", "line 2, pillar: 'sport' is none of"),
        ("a,名,,count,stock\n", "line 2: 5 cells where 6 are expected"),
        ("# a note\na,名,,count,stock,\na,别名,,count,stock,\n", "line 4: a is also in .*line 3"),
        ("a,名,,count,stock,\nb,别名,名,count,stock,\n", "line 3: 名 is also an alias of a"),
    ],
)
def test_a_wrong_row_is_refused(tmp_path: Path, rows: str, message: str) -> None:
    """Both in a catalog that replaces ours and in one that is merged into it: file, line and reason."""
    mine = tmp_path / "indicators.csv"
    mine.write_text(HEADER + rows, encoding="utf-8")
    with pytest.raises(ResourceError, match=f"indicators.csv, {message}"):
        load_indicators(overrides=tmp_path)
    with pytest.raises(ResourceError, match=f"indicators.csv, {message}"):
        load_indicators(extra=mine)


def test_a_retired_id_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "pipeline.resources.indicators.read_rows", lambda *_: [{"indicator_id": "old", "replaced_by": "gdp"}]
    )
    (tmp_path / "indicators.csv").write_text(HEADER + "old,旧名,,count,stock,\n", encoding="utf-8")
    with pytest.raises(ResourceError, match="line 2: old is retired and never used again; see gdp"):
        load_indicators(overrides=tmp_path)


def test_indicators_of_a_user_are_merged_and_win(tmp_path: Path) -> None:
    mine = tmp_path / "mine.csv"
    rows = (
        "tea_house,茶馆,茶楼,count,stock,\ngdp,全域总产出,经济盘子,currency,flow,\nbig,大盘,经济总量,currency,flow,\n"
    )
    mine.write_text(HEADER + rows, encoding="utf-8")
    catalog = load_catalog(extra=mine)
    found = {
        phrase: catalog.find(phrase) for phrase in ("新增茶楼", "经济盘子", "地区生产总值", "经济总量", "常住人口")
    }
    ids = {phrase: match.indicator_id if match else None for phrase, match in found.items()}
    assert ids == {
        "新增茶楼": "tea_house.added",
        "经济盘子": "gdp",
        "地区生产总值": "gdp",
        "经济总量": "big",
        "常住人口": "population",
    }
    renamed = found["地区生产总值"]
    assert renamed is not None
    assert renamed.name == "全域总产出"


def test_a_run_uses_the_indicators_of_its_params(tmp_path: Path) -> None:
    mine = tmp_path / "mine.csv"
    mine.write_text(HEADER + "beacon,灯塔,云雾灯塔,count,stock,\n", encoding="utf-8")
    text = "2022年，全市建成云雾灯塔3座。"
    params = Params(facts=FactsParams(indicators=str(mine)))
    assert list(pipeline.extract(text, params=params).facts["indicator_id"]) == ["beacon.completed"]
    assert list(pipeline.extract(text).facts["indicator_id"].isna()) == [True]


def test_a_user_brings_a_catalog(tmp_path: Path) -> None:
    (tmp_path / "indicators.csv").write_text(HEADER + "stars,星数,星星[数|],count,stock,\n", encoding="utf-8")
    match = load_catalog(overrides=tmp_path).find("新增星星")
    assert match is not None
    assert match.indicator_id == "stars.added"


def test_unknown_phrases_are_listed(tmp_path: Path) -> None:
    text = "2022年，全市高新技术企业47家，建成云雾灯塔3座，修缮云雾灯塔2座，建成云雾村道9公里。"
    pipeline.extract(text, report_date="2023-01").write(tmp_path)
    first, *phrases = suggest_indicators(tmp_path, limit=10, catalog=CATALOG)
    assert first.startswith("1 of 4 facts")
    assert len(phrases) == 3
    assert all("unknown: " in line and "云雾" in line for line in phrases)
