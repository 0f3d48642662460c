"""What is ranked, what a share is of and whose a head is do not hang on how the sentence leads to it."""

from __future__ import annotations

import random
from collections.abc import Sequence

from stock import read_indicators, read_lines

from pipeline.facts.naming.phrases.aspects import is_aspect
from pipeline.facts.naming.phrases.heads import is_bare_head

AMONG = (
    "全国",
    "全省",
    "全疆",
    "中部",
    "苏北五市",
    "全国地级以上城市",
    "全国重点城市",
    "全国资源型城市",
    "全省各市州",
    "全国168个重点城市",
    "全国35个大中城市",
    "全省15个地市",
    "全省38个山区县",
    "全国31个省区市",
)
PLACED = (
    "居{among}第3位",
    "位列{among}第三",
    "排名{among}第3",
    "在{among}排名第3",
    "在{among}中排名第3位",
    "升至{among}第3位",
    "跃升为{among}第3位",
    "进至{among}第3位",
    "退到{among}第3位",
    "蝉联{among}第3",
    "并列{among}第3",
    "由{among}第8位上升到第3位",
    "由居{among}第8位上升为第3位",
    "在{among}的位次由第8位前移至第3位",
    "连续15个季度位居{among}第3位",
    "连续3年保持{among}第3",
    "进入{among}前10",
    "获{among}第3名",
    "在{among}综合排名第3",
)
MOST_RANKS_CUT = 1
"""How many of the lines of ranks may be read in another way. The number may only fall."""

TRADES = (
    "民营经济",
    "数字经济",
    "文化产业",
    "旅游业",
    "建筑业",
    "战略性新兴产业",
    "装备制造业",
    "茶产业",
    "县域经济",
    "林下经济",
)
HEADS = ("增加值", "产值", "税收", "营业收入", "利润")
WHOLES = ("地区生产总值", "GDP", "规模以上工业增加值", "全省", "全市工业")
FARED = (
    "继续发展壮大",
    "能级提升",
    "增势强劲",
    "支柱地位巩固",
    "质效双升",
    "运行平稳",
    "亮点纷呈",
    "布局优化",
    "企稳回升",
)
SHARES = {
    "{a}{fared}，{head}占{whole}比重达41%": ("{a}{head}占{whole}比重",),
    "加快发展{a}，{head}占{whole}比重提高到41%": ("{a}{head}占{whole}比重",),
    "实施{a}倍增计划，确保{head}占{whole}比重达41%": ("{a}{head}占{whole}比重",),
    "{a}{fared}，{head}达45亿元": ("{a}{head}",),
    "{a}{fared}，{head}增长9%，占{whole}的41%": ("{a}{head}", "{a}{head}占{whole}"),
    "{a}{head}占{whole}比重持续保持在41%": ("{a}{head}占{whole}比重",),
    "{a}{head}占{whole}比重要逐步提高到41%": ("{a}{head}占{whole}比重",),
    "{a}、{b}{head}分别占{whole}的41%和12%": ("{a}{head}占{whole}", "{b}{head}占{whole}"),
    "{a}{head}、{b}{head}占{whole}比重分别达41%和12%": ("{a}{head}占{whole}比重", "{b}{head}占{whole}比重"),
    "加快发展{a}和{b}，{head}占{whole}比重分别达41%、12%": ("{a}{head}占{whole}比重", "{b}{head}占{whole}比重"),
    "{a}和{b}{head}的主导作用进一步增强，分别占{whole}的41%和12%": ("{a}{head}占{whole}", "{b}{head}占{whole}"),
}
MOST_SHARES_CUT = 0
"""How many of the lines of shares and heads may be read in another way. The number may only fall."""


def _differ(lines: Sequence[str], meant: Sequence[Sequence[str]], kinds: Sequence[str]) -> list[str]:
    """Give the lines whose facts of the kinds have other indicators than is meant, with these."""
    found = [[fact.indicator for fact in facts if fact.kind in kinds] for facts in read_lines(lines)]
    rows = zip(lines, found, meant, strict=True)
    return [f"{line} {got}" for line, got, right in rows if got != list(right)]


def test_a_rank_is_of_the_same_whomever_it_is_among() -> None:
    chosen = random.Random(5)
    rates = [
        name
        for name, item in read_indicators().items()
        if item.measure == "rate"
        and len(name) > 3
        and not (is_aspect(name) or is_bare_head(name) or name.startswith(("有", "占", "平均")) or "排名" in name)
    ]
    rows = [(name, chosen.choice(AMONG), placed) for placed in PLACED for name in chosen.sample(rates, 30)]
    lines = [f"{name}{placed.format(among=among)}。" for name, among, placed in rows]
    meant = [[name] * (2 if "第8位" in placed else 1) for name, _, placed in rows]
    assert len(_differ(lines, meant, ("rank",))) <= MOST_RANKS_CUT


def test_a_share_has_its_owner_and_its_whole() -> None:
    chosen = random.Random(5)
    lines, meant = [], []
    for form, indicators in SHARES.items():
        for _ in range(40):
            a, b = chosen.sample(TRADES, 2)
            head, whole, fared = chosen.choice(HEADS), chosen.choice(WHOLES), chosen.choice(FARED)
            words = {"a": a, "b": b, "head": head, "whole": whole, "fared": fared}
            lines.append(form.format(**words) + "。")
            meant.append([indicator.format(**words) for indicator in indicators])
    assert len(_differ(lines, meant, ("share", "level", "change"))) <= MOST_SHARES_CUT
