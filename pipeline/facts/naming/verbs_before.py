"""Verbs before a figure that other words part from it: 取缔城区90家网吧, 建成体育馆和6所学校, 改造完善14条道路."""

from __future__ import annotations

import re

from pipeline.facts import areas
from pipeline.facts.naming.phrases.verbs import leading_verb
from pipeline.facts.patterns import Patterns
from pipeline.resources.pattern_ends import compile_ending

# 改造完善14条道路, 竣工验收4个项目: the second verb is none of flow
_SECOND = re.compile(
    r"(?:和|并|、)?(?:完善|优化|优化提升|拓展|整合拓展|加密|规范|验收|销号|追究|推进|参与|巩固|巩固提升|强化|壮大|管护|改善|提质)(?:了)?"
)
# 取缔城区90家网吧, 拆除剩余2万平方米违建, 建成旗山作业区2个泊位, 打造好6个园区
_BETWEEN = re.compile(
    rf"(?:了|好)?(?:{areas.SCOPE_WORD}|(?:“[^”]{{2,8}}”)?(?:首批|第[一二三四五]批)|剩余|其余|其他|其它|农村|城乡|东部|西部|中部|南部|北部|东西部|南北|上级|市直|县直|省级|年度|"
    r"[\u4e00-\u9fff]{0,6}(?:城区|市区|老城|新城|片区|园区|库区|灌区|山区|牧区|作业区|流域|沿线|沿岸|境内|地区|水源地)|(?<=了)|(?<=好))"
)
# 建成体育馆和6所学校, 制定改革意见和21项制度: the verb is of both
_AND = compile_ending(r"(?:以及|[和与及])$")
_MOST = 20
"""How long that is at most which stands between the verb and the mark before the figure."""


# 出台促进消费的30条 | 措施, 落实稳增长20项 | 政策: what they are for stands before the figure
_MEASURES = re.compile(
    r"(?:若干|具体|支持|重点|硬|工作|配套|改革|惠企|扶持|政策|专项)*(?:措施|政策|意见|举措|办法|细则|事项|任务|文件|规定)"
)
_FOR_WHAT = re.compile(
    r"(?:研究|持续|全面|积极|坚决)*(?P<verb>(?:制定|出台|推出|印发|发布|提出)*)(?:实施|落实|推行|落细|实行|完善)*(?:了|好|我[省市区])?"
    r"(?P<what>(?:关于)?(?:进一步|全面|持续|超常|高质量|加力)?(?:支持|促进|推动|推进|帮扶|帮助|加快|加大|降低|优化|稳|培育|鼓励|提升|提振|保障|防范|"
    r"加强|深化|扩大|激励|扶持|服务|实施|财政支持|民营经济|复工)[^，；。、《》]{1,20}?|"
    r"(?<=出台|制定|推出)[\u4e00-\u9fff]{2,12}(?:助力|纾困|解困|发展|服务|工作|就业|管理|保护|环境)|"
    r"(?<=了)[\u4e00-\u9fff]{2,14}(?:治理|整治|防治|防控|保护|振兴|改革))(?<![和及与等批])的?新?$"
)
# 完成市区6条道路改造 is said of the works; 争取全县6个村达标 strives for what follows
_PUSHES = re.compile(r"(?:加快|持续|深入|统筹|有序|积极)*推进")
_NOT_OVER = re.compile(r"完成|争取(?!上级|国家|中央|省级)")


def verb_over(noun: str, patterns: Patterns) -> str:
    """Give the verb that the words before a figure begin with, where what follows it does not count the same things.

    Empty where the words begin with no verb of doing, or go on with what may be its only object.
    """
    pushed = _PUSHES.match(noun)
    noun = noun[pushed.end() :] if pushed and patterns.flow.match(noun[pushed.end() :]) else noun
    verb = leading_verb(noun, patterns)
    while verb and (further := patterns.flow.match(noun[len(verb) :])):
        verb = noun[: len(verb) + further.end()]
    rest = noun[len(verb) :]
    if not verb or not rest or _NOT_OVER.match(noun):
        return ""
    if _SECOND.fullmatch(rest):
        return noun.removesuffix("了")
    also = _AND.search(rest)
    if also and 1 < also.start() <= _MOST:
        return verb
    return verb if _BETWEEN.fullmatch(rest) else ""


def measures_for(before: str, after: str) -> str:
    """Name measures by what they are for: 出台促进消费措施 of 出台促进消费的30条措施; empty where nothing tells it."""
    told = _FOR_WHAT.search(before) if _MEASURES.fullmatch(after) else None
    return f"{told['verb']}{told['what'].removeprefix('关于')}{after}" if told else ""
