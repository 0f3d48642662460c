"""Names of the catalog, and ends that several things share, come back right from lists that take figures in turn."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from stock import read_indicators, read_lines

from pipeline.evaluate.likeness import same_indicator
from pipeline.facts.naming.phrases.heads import is_bare_head

UNITS = {"currency": "亿元", "share": "%", "people": "万人", "length": "公里", "area": "万亩", "mass": "万吨"}
# Of 300 lists of two names that are told in one unit, how many may come back wrong in each phrase; may only fall.
NAMES_WRONG = {
    "{list}分别增长3.1%、4.2%。": 4,
    "{list}分别达到{levels}。": 4,
    "全市{list}分别由{levels}增加到{levels}。": 4,
    "{list}分别居全省第3、第5位。": 4,
    "{list}为{levels}，比上年分别增长3.1%和4.2%。": 4,
}
# Things, the end that they share, and its unit.
SHARED = (
    ("工业 农业 服务业 建筑业 战略性新兴产业 民营经济 旅游业", "增加值 产值 营业收入 税收 贷款余额", "亿元"),
    ("电子信息 生物医药 新材料 纺织服装 化工 食品加工", "产业产值 产业增加值 产业投资", "亿元"),
    ("养老 医疗 失业 工伤 生育", "保险参保人数 保险基金收入", "万人"),
    ("水稻 小麦 玉米 蔬菜 茶叶 花卉", "产量 种植面积 总产量 播种面积", "万亩"),
    ("生猪 肉牛 肉羊 家禽 奶牛", "出栏 存栏量 饲养量", "万头"),
    ("化学需氧量 二氧化硫 氨氮 氮氧化物", "排放量 削减量 排放总量", "万吨"),
    ("城市污水 生活垃圾 工业废水 医疗废物", "处理率 集中处理率 无害化处理率", "%"),
    ("小学 初中 高中", "入学率 巩固率 毛入学率", "%"),
    ("风电 光伏 水电 火电", "装机容量 发电量", "万千瓦"),
    ("国家级 省级 市级", "众创空间 示范合作社 研发平台 绿色工厂 文物保护单位", "家"),
    ("涉农 小微企业 绿色 制造业 民营企业", "贷款 贷款余额", "亿元"),
    ("政务服务 营商环境 社会治安", "满意度 群众满意度", "%"),
    ("机电产品 高新技术产品 农产品", "出口 进出口额 出口总额", "亿元"),
    ("PM2.5 PM10 臭氧", "浓度 平均浓度", "微克"),
    ("规模以上工业企业", "主营业务收入 利润总额 税金总额 利税总额", ""),
    ("技术合同", "成交额 成交项数", ""),
    ("矿山事故", "起数 死亡人数", ""),
)
SHARED_WRONG = dict.fromkeys(NAMES_WRONG, 0)


def wrong_lists(phrase: str, lists: list[tuple[str, list[str], list[str]]]) -> list[tuple[str, list[str]]]:
    """Give the lines in which a figure is of something else than the list says, with what they were taken to be of."""
    lines = [
        phrase.format(list=words, levels="、".join(f"{45 + at}{unit}" for at, unit in enumerate(units)))
        for words, _, units in lists
    ]
    wrong = []
    for (_, names, _), line, facts in zip(lists, lines, read_lines(lines), strict=True):
        got = [fact.indicator for fact in facts]
        told = len(got) % len(names) == 0 and len(got) > 0
        if not told or not all(same_indicator(one, names[at % len(names)]) for at, one in enumerate(got)):
            wrong.append((line, got))
    return wrong


def name_pairs() -> list[tuple[str, list[str], list[str]]]:
    """Draw lists of two names of the catalog that are told in the same unit."""
    draw = random.Random(11)
    by_unit: dict[str, list[str]] = {}
    for name, item in read_indicators().items():
        whole = "占" not in name and not is_bare_head(name) and len(name) > 2
        unit = UNITS.get(item.dimensions[0] if item.dimensions else "")
        if whole and unit and (item.measure != "rate" or unit == "%"):
            by_unit.setdefault(unit, []).append(name)
    pairs = [draw.sample(names, 2) for unit, names in by_unit.items() for _ in range(50)]
    units = [unit for unit in by_unit for _ in range(50)]
    return [(draw.choice("、和").join(pair), pair, [unit] * 2) for pair, unit in zip(pairs, units, strict=True)]


def shared_ends() -> Iterator[tuple[str, list[str], list[str]]]:
    """Give each end with two things that share it, and each owner with two of its measures."""
    draw = random.Random(11)
    for things, ends, unit in SHARED:
        if not unit:
            pair = draw.sample(ends.split(), 2)
            yield things + "、".join(pair), [things + end for end in pair], ["亿元"] * 2
            continue
        for end in ends.split():
            pair = draw.sample(things.split(), 2)
            yield draw.choice("、和").join(pair) + end, [thing + end for thing in pair], [unit] * 2


@pytest.mark.parametrize(("phrase", "most"), NAMES_WRONG.items())
def test_names_of_a_list_come_back_whole(phrase: str, most: int) -> None:
    pairs = name_pairs()
    assert len(pairs) == 300
    wrong = wrong_lists(phrase, pairs)
    assert len(wrong) <= most, wrong


@pytest.mark.parametrize(("phrase", "most"), SHARED_WRONG.items())
def test_the_end_of_a_list_is_of_all_that_share_it(phrase: str, most: int) -> None:
    lists = list(shared_ends())
    assert len(lists) > 40
    wrong = wrong_lists(phrase, lists)
    assert len(wrong) <= most, wrong
