"""The expressions of the binding, compiled once from the cue words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.resources.cues import Cues, any_of

TIME = (
    r"(?:(?:截至|截止|到|至|从|自|在|于|预计到|力争到|争取到|以)?(?:目前|今年|去年|前年|明年|上年|当年|本年|全年|年内|年末|年底|岁末|年初|近年来|一年来|五年来|四年来|三年来|两年来|十年来|"
    r"五年间|过去(?:的)?[一三四五]年|今后[三五]年|未来[三五]年|近[两三五]年|这五年|[三五]年累计|上半年|下半年|前?[一二三四]季度|1?\d月份?[底末]?|"
    r"(?:19|20)?\d{2}(?:[-—~至到、和](?:19|20)?\d{2})*年(?:度|底|末|初)?(?:以来|前|间|期间)?(?:\d{1,2}月(?:份)?(?:底|末)?(?:\d{1,2}日)?)?(?:[-—~至到]\d{1,2}月(?:份)?)?|"
    r"1?\d[-—~至到]1?\d月份?|[“\"]?十[一二三四五]五[”\"]?(?:时期|期间|末|以来|规划期)?|[“\"](?:九|十)五[”\"](?:时期|期间|末)?)"
    r"(?:以来|为止|止|期间|时|前|底|末)?)"
)
LEVEL_WORD = r"(?:国家级|省级|市级|县级|区级|州级|盟级|部级|省部级|世界级|镇级|乡级|村级|自治区级|地市级|国家|省|市|自治区)(?:以上|及以上)?"
_MODIFIERS = (
    r"(?:同比|环比|年均|分别|平均|每年|名义|实际|累计|可比|可比口径|同口径|按可比价格?(?:计算)?|按可比口径(?:计算)?|按可比价计|剔除[^，]{0,8}因素后?|扣除[^，]{0,8}因素后?|又|再|仅|也|均|都|双双|总体|预计|"
    r"力争|确保|将|要|实现|保持|约|大幅|继续|持续|稳步|逆势|快速|平稳|进一步|总共|共|净|有|达|自然口径|复合|两年平均|逐年)"
)


@dataclass(frozen=True, slots=True)
class Patterns:
    """Compiled expressions; each is documented where it is made."""

    tail: re.Pattern[str]
    change: re.Pattern[str]
    to_level: re.Pattern[str]
    compared: re.Pattern[str]
    share: re.Pattern[str]
    rank_tail: re.Pattern[str]
    lead: re.Pattern[str]
    flow: re.Pattern[str]
    predicate: re.Pattern[str]
    up: frozenset[str]
    min_before: re.Pattern[str]
    max_before: re.Pattern[str]
    approx_before: re.Pattern[str]
    min_after: re.Pattern[str]
    max_after: re.Pattern[str]
    approx_after: re.Pattern[str]
    target: re.Pattern[str]
    estimate: re.Pattern[str]
    done: re.Pattern[str]
    review_heading: re.Pattern[str]
    plan_heading: re.Pattern[str]


def build_patterns(cues: Cues) -> Patterns:
    """Compile all expressions from the cue words."""
    bounds = any_of((*cues.min_before, *cues.max_before, *cues.approx_before))
    reach = any_of(cues.reach)
    up_down = any_of(tuple(sorted((*cues.up, *cues.down), key=len, reverse=True)))
    return Patterns(
        # what stands between an indicator and its value: 达到, 约为, 控制在...
        tail=re.compile(rf"(?:{reach}|{bounds}|{TIME})+$"),
        # a verb of change right before the figure: 同比增长, 较2021年提高了约
        change=re.compile(
            rf"(?P<how>(?:{_MODIFIERS}|[比较](?:[^，；、]{{1,14}}?)|与[^，；]{{2,10}}相比|、|和)*)(?<!新)(?P<verb>{up_down})(?:了|幅度|速度)?(?P<bound>(?:{bounds}|达到?|为|超|至少|在|约为)*)$"
        ),
        # 提高到 25%: the figure is the new level
        to_level=re.compile(rf"(?:{up_down})(?:到|至|为|成)(?:了)?(?:{bounds})*$"),
        # the distance to somebody else: 高于全国2个百分点, 比全省平均高0.5个百分点
        compared=re.compile(
            rf"(?:(?P<word>{any_of(cues.compared)})(?P<other>[^，；、]{{1,16}}?)|比(?P<than>(?:全国|全省|全市|全区|同期|平均|目标|计划|预期|国家|省|周边|国内|世界|全球|城镇|农村|城市|规上|全部|总体)[^，；、]{{0,10}}?)"
            rf"(?:水平|增速|增幅)?(?:分别)?(?P<side>高出?|低|快|慢|多|少)(?:了)?)(?:{bounds}|分别)*$"
        ),
        # 占全省的 34.4%, 占 GDP 比重达到 3.28%
        share=re.compile(
            rf"^(?P<part>.*?)(?P<of>占(?P<whole>[^，；]{{1,24}}?))(?P<ratio>的?(?:比重|比例|份额|比率|百分比)|的)?(?P<move>(?:{up_down})(?:到|至|为))?(?:{reach}|{bounds}|{TIME}|左右)*$"
        ),
        rank_tail=re.compile(
            r"(?:(?:均|都|仍|也|又|稳|继续|连续[^，]{1,4}年|首次|分别|持续|再次|成功|并|且|历史性|一举|综合|蝉联|保持)*"
            r"(?:位居|位列|名列|排名|排在|排到|排位|排|列|居|位|跃居|跻身|进入|保持|稳居|升至|跃升至|跃升到|提升至|提升到|上升至|上升到|前移至|前进到|前进至|进位至|荣获|荣登|获评|获得|获|取得|入选|入围|评为|成为|晋级|登上|挺进|上升|处于|达到|达|为|是|由|从|实现|夺得|摘得|以))?"
            r"(?:[^，；、]{0,12}?(?:全国|全省|全市|全区|全州|全盟|全县|西部|中部|东部|东北|世界|全球|亚洲|同类|省内|国内|市内|长三角|珠三角|苏北|苏南|苏中|皖北|西北|西南|华东|中南|我省|我国|我市|国家级|省会|副省级|设区市|地级市|城市|八市|市州|中国|各[市县区])[^，；、]{0,12}?)?"
            r"(?:位居|位列|排名|排|列|居|位|的|位次|前列|保持)?$"
        ),
        lead=re.compile(rf"^(?:{any_of(cues.lead)}(?![级])|{TIME}|[、，]|(?:[一二三四五六七八九十]+|\d+)是|[“\"]?其中[”\"]?|[（(]|——)"),
        flow=re.compile(rf"^{any_of(cues.flow)}"),
        predicate=re.compile(any_of(cues.predicate)),
        up=frozenset(cues.up),
        min_before=re.compile(rf"{any_of(cues.min_before)}(?:了)?$"),
        max_before=re.compile(rf"{any_of(cues.max_before)}$"),
        approx_before=re.compile(rf"{any_of(cues.approx_before)}$"),
        min_after=re.compile(rf"^(?:人民币)?{any_of(cues.min_after)}"),
        max_after=re.compile(rf"^(?:人民币)?{any_of(cues.max_after)}"),
        approx_after=re.compile(rf"^(?:人民币)?{any_of(cues.approx_after)}"),
        target=re.compile(any_of(cues.target)),
        estimate=re.compile(any_of(cues.estimate)),
        done=re.compile(any_of(cues.done)),
        review_heading=re.compile(any_of(cues.review_headings)),
        plan_heading=re.compile(any_of(cues.plan_headings)),
    )
