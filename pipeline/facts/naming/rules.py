"""The rules that name what a figure measures, in their order: the first that answers wins.

A rule is a function that gives a `Named`, or None where it is not for this figure. To add one, write it beside its
family (ranks, shares, groups...) with the expressions that it reads with, and put it into the table here, with what a
figure must be like for it to answer (`asking`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from pipeline.facts.frames import Frame
from pipeline.facts.kinds import COMPARED, Reading
from pipeline.facts.naming import (
    attributive,
    budgets,
    carried,
    cuts,
    described,
    employment,
    given,
    groups,
    in_turn,
    medals,
    money_spent,
    ranks,
    schemes,
    shared,
    shares,
    some,
)
from pipeline.facts.naming.added_up import say_added_up
from pipeline.facts.naming.asides import follow_brackets, name_aside
from pipeline.facts.naming.asking import LIKE, Table, like_of
from pipeline.facts.naming.brackets import name_kind_in_bracket, put_places_back
from pipeline.facts.naming.divided import name_divided
from pipeline.facts.naming.known import Knowledge
from pipeline.facts.naming.lent import lend_heads
from pipeline.facts.naming.nouns_after import noun_after
from pipeline.facts.naming.per_head import earning
from pipeline.facts.naming.plain import name_plain
from pipeline.facts.naming.polished import polish
from pipeline.facts.naming.state import Memory, Named, Naming, Words
from pipeline.facts.naming.words_before import clean_noun, own_words
from pipeline.facts.patterns import Patterns

_AS_STATED: Table[Callable[[Naming, int], Named | None]] = Table(
    LIKE,
    (shares.name_ratio_part, {"form": {"ratio_part"}}),  # 9.6:45.1:45.3
    (medals.name_medal, {"form": {"medal"}}),  # 夺得9金7银4铜
    (medals.name_medal_at_games, {"kind": {"level"}, "unit": {""}}),  # 在全省运动会上夺得9枚金牌
    (shares.name_share, {"stated": {"share of a whole"}}),  # 占全省32.6%
    (shares.name_part, {"stated": {"share, whole before"}}),  # 其中海外人才占1/4
    (ranks.name_counted_among, {"runs_on": {True}}),  # 在全省14个市中
    (ranks.name_ranked, {"form": {"rank"}}),  # 满意度在全省14个市中排第2
    (described.name_stage, {"joint": {False}}),  # 36个重点项目全部开工、完工9个
    (described.name_of_next, {"noun": {True}, "last": {False}}),  # 总投资95亿元的33个重大项目
    (ranks.name_list, {"kind": {"rank"}}),  # 位居中国数字城市百强榜第19位
    (ranks.name_list_of_clause, {"kind": {"rank"}}),  # 新区在国家级新区综合排名由第8位上升到第5位
    (ranks.name_list_before, {"kind": {"rank"}}),  # 在首届中国最美城市排行榜中，青溪市位居第20位
    (ranks.name_among_the_first, {"kind": {"rank"}}),  # 跻身全国茶业集团30强
    (ranks.name_won, {"kind": {"rank"}}),  # 取得年度测评第14名
    (carried.name_pull, {"unit": {"百分点"}}),  # 产值增长19%，拉动规上工业增长2.9个百分点
    (budgets.name_approved, {"unit": {"元"}}),  # 县人大常委会批准的收入调整预算为8亿元，实际完成9亿元
    (budgets.name_account_total, {"unit": {"元"}}),  # 加上上年结转2亿元，收入总计52亿元
    (given.name_given, {"unit": {"元"}, "last": {False}}),  # 分别给予9万元、6万元、3万元奖励
    (cuts.name_cut, {"kind": {"change"}, "noun": {True}}),  # 每年压减8%的行政经费用于教育
    (schemes.name_paid_each, {"unit": {"元"}, "kind": {"level"}}),  # 高龄津贴标准…80—89周岁每人每月60元
    (schemes.name_paid_in_turn, {"unit": {"元"}, "kind": {"level"}}),  # 对本科、专科毕业生分别奖励3万元、2万元
    (carried.name_task, {"kind": {"level", "change"}}),  # 招商引资：年度任务8亿元，实际到位9亿元
    (carried.name_aim, {}),  # 失业率3.2%，低于4.5%的年度目标
    (name_aside, {"bracketed": {True}}),  # 成交额68亿元（省下达任务60亿元）
    (carried.name_bracket_total, {"bracketed": {True}}),  # 新增企业12家（全市共有86家）
    (name_kind_in_bracket, {"bracketed": {True}, "kind": {"level"}, "noun": {False}}),  # 幼儿园40所（公办18所）
)
"""Rules for figures that say by their form, kind or sentence what they are of."""


_WITH_WORDS = ("kind", "stated", "unit", "noun", "before", "after", "in_turn")
"""Beside fields of LIKE: whether words before the figure name it, whether words behind it are the noun that it counts,
and whether it may stand behind 分别."""
_BY_WORDS: Table[Callable[[Naming, int, Words], Named | None]] = Table(
    _WITH_WORDS,
    (name_divided, {"kind": {"level"}, "noun": {False}}),  # 从产业分布看，电子信息68家
    (groups.pair_list, {"before": {True}, "after": {False}}),  # 新建、改建村道12条、9条
    (in_turn.compare_in_turn, {"stated": {COMPARED}}),  # 投资增长5%、消费增长8%，分别高于全国2个、1个百分点
    (carried.carry_compared, {"stated": {COMPARED}}),  # 分别低于全国、全省0.7和1.2个百分点
    (in_turn.head_in_turn, {"before": {True}, "after": {False}}),  # 收购烤烟9万担、香料烟2万担，产值6亿元和1亿元
    (groups.open_group, {"in_turn": {True}}),  # 城镇、农村居民收入分别增长8%和9%
    (shared.name_shared_rank, {"kind": {"rank"}, "before": {False}}),  # 增速和总量均居全省第一
    (shared.name_shared_change, {"kind": {"change"}, "before": {False}}),  # 分别完成8亿元和2亿元，均增长9%
    (groups.split_shared, {"before": {False}, "after": {False}}),  # 产值和利税均翻一番，达到8亿元和2亿元
    (in_turn.grow_in_turn, {"kind": {"change"}, "before": {False}}),  # 甲收入2万元，乙收入9000元，实际增长8%和9%
    (groups.go_on_group, {"before": {False}, "after": {False}}),  # 分别增长8%和9%: the second
    (shares.name_part_doing, {"unit": {"%"}, "noun": {True}}),  # 中小企业有91%完成改制
    (money_spent.name_money_spent, {"unit": {"元"}, "noun": {True}, "before": {True}}),  # 投入2亿元资金，建设…
    (described.name_spent, {"unit": {"元"}, "noun": {True}}),  # 投入24亿元改造90条工业生产线
    (described.name_funds, {"unit": {"元", "美元"}, "noun": {True}}),  # 安排财政资金3亿元支持家电下乡
    (described.name_sized, {"noun": {True}}),  # 打造80亿元规模的产业集群
    (shares.name_rate, {"unit": {"%"}, "noun": {True}}),  # 收运体系实现行政村100%覆盖
    (shares.name_thing_doing, {"unit": {"%"}, "noun": {True}}),  # 财政支出71%以上用于民生
    (some.name_of_whom, {"kind": {"level"}, "noun": {True}}),  # 世界500强企业有9家落户园区
    (some.name_some, {"kind": {"level"}, "noun": {True}, "before": {False}}),  # 24个重点项目开工，12个竣工
    (employment.name_employment, {"kind": {"level"}, "unit": {""}}),  # 培训农村劳动力3万人，转移就业2万人
    (attributive.name_attributive, {"after": {True}}),  # 建成12家数字车间
    (carried.carry_average, {"before": {True}}),  # 生产总值达到3100亿元，人均达4万元
    (carried.carry, {"before": {False}}),  # 生产总值3100亿元，增长8%
)
"""Rules that read the words around the figure. What none of them answers for is `name_plain`: 生产总值3100亿元."""


def name_indicators(
    frames: list[Frame],
    readings: list[Reading],
    patterns: Patterns,
    knowledge: Knowledge,
    *,
    subject: str = "",
    owners: Sequence[str] = (),
    regions: Sequence[str] = (),
    chain: str = "",
    industry: str = "",
    account: str = "",
    divided: Mapping[str, str] | None = None,
) -> list[Named]:
    """Name the indicator of each frame of a sentence.

    Args:
        frames: of one sentence, in order.
        readings: what kind each frame is, same order.
        patterns: the compiled expressions.
        knowledge: what is known of names and units.
        subject: what the sentence before was about, taken up where this one only has a bare head (总量达…).
        owners: surfaces of organizations in the sentence; one that opens a phrase is no part of the indicator.
        regions: names of the report's own region, which are a scope where they open a phrase.
        chain: the industry that the paragraph is about, whose 全产业链 it speaks of.
        industry: what this sentence or one before it set out to develop; an output that is nobody else's is its.
        account: that of the budget which the paragraph told of last.
        divided: what the sentences before counted as a whole, by unit, where this one tells the parts.
    """
    naming = Naming(
        frames,
        readings,
        patterns,
        Memory(head=subject, last=subject),
        tuple(sorted(owners, key=len, reverse=True)),
        tuple(regions),
        chain,
        industry,
        account,
        knowledge,
        divided or {},
    )
    named = lend_heads(frames, [_name_next(naming, index) for index in range(len(frames))])
    named = list(map(say_added_up, frames, readings, named))
    return [polish(frame, put_places_back(frame, each), patterns) for frame, each in zip(frames, named, strict=True)]


def _name_next(naming: Naming, index: int) -> Named:
    frame, memory = naming.frames[index], naming.memory
    follow_brackets(naming, index)
    if frame.part != memory.part:
        memory.part, memory.levels = frame.part, []
    named = _name(naming, index)
    memory.names.append(named.indicator)
    memory.last = named.indicator or memory.last
    return named


def _name(naming: Naming, index: int) -> Named:
    like = like_of(naming, index)
    for rule in _AS_STATED[like]:
        if (named := rule(naming, index)) is not None:
            return named
    scope, before = clean_noun(naming, own_words(naming, index))
    words = Words(scope, earning(naming, index, before), noun_after(naming, index, like))
    kind, stated, _, unit, noun, *_ = like
    with_words = (kind, stated, unit, noun, words.before != "", words.after != "", "分" in naming.frames[index].pre)
    for by_words in _BY_WORDS[with_words]:
        if (named := by_words(naming, index, words)) is not None:
            return named
    return name_plain(naming, index, words)
