"""What is looked for first, so that expressions need not be tried, leaves out no area that they find."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.facts import areas, areas_before, lone_areas
from pipeline.facts.patterns import build_patterns
from pipeline.resources.cues import load_cues

PATTERNS = build_patterns(load_cues())

WORDS = (
    "全 我 本 省 市 区 县 州 盟 旗 镇 乡 全市 我省 本市 市本级 市域 全域 中心城区 城区 市区 市直 全系统 园区 "
    "新区 新城 开发区 高新区 港 港区 口岸 都市圈 城市群 片区 科技城 农谷 自贸区 保税区 自治区 自治县 自治州 "
    "四川 内蒙古 黑龙江 云溪 白河 、 和 之间 等 各 完成 实现 新建 生产总值 工业增加值 常住人口 财政 安排 的 内 "
    "在 每 ， ； （ ） ： 区域 上下 1 高出 分别 经济 发展 目标 指标 是"
)
TEXTS = st.lists(st.sampled_from(WORDS.split()), max_size=8).map("".join)


@settings(max_examples=1000, deadline=None)
@given(TEXTS)
@example("云溪县和白河镇之间完成")
def test_a_phrase_without_signs_of_a_place_opens_with_none(phrase):
    found = any(pattern.match(phrase) for pattern in (areas._BETWEEN, areas._LISTED, areas._PLACE))
    assert not found or phrase[:2] in areas._OPENS_PROVINCE or not areas._PLACE_SIGNS.isdisjoint(phrase)


@settings(max_examples=1000, deadline=None)
@given(TEXTS, st.booleans())
def test_words_that_can_hold_no_area_hold_none(text, after_figure):
    found = areas_before.area_between(text, PATTERNS, ("云溪市", "云溪"), after_figure=after_figure)
    assert found is None or areas_before.may_name_area(text)


@settings(max_examples=500, deadline=None)
@given(TEXTS)
def test_aims_and_what_is_done_in_an_area_hold_their_words(text):
    assert not areas_before._AIMS.search(text) or "目标" in text or "指标" in text
    assert not (lone_areas._DONE_IN.match(text) or lone_areas._SETTLED_IN.search(text)) or "在" in text
