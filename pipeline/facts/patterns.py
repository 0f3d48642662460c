"""The expressions of the binding, compiled once from the cue words."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pipeline.facts.leads import lead_expression
from pipeline.facts.placing import RANK_TAIL
from pipeline.resources.cues import Cues, any_of
from pipeline.resources.pattern_ends import EndPattern
from pipeline.resources.pattern_index import compile_guarded
from pipeline.resources.pattern_pairs import find_ends

TIME = (
    r"(?:(?:19|20)\d{2}[-—~～至](?:19|20)?\d{2}年?|连续[两三四五六七八九十\d]+(?:年|个季度|个月)|(?:截至|截止|到|"
    r"至|从|自|在|于|预计到|力争到|争取到|以)?(?:(?<!项)目前|今年|去年|前年|明年|上年度|本年度|上年(?!结转|结余)|当[年季月]|本年|全年|"
    r"年内|年末|年底|岁末|年初|近年来|一年来|五年来|四年来|三年来|两年来|十年来|"
    r"五年间|(?:过去的?|这|最?近)[一两三四五六七八十\d]年(?:来|间)?|(?:今后|未来|接下来)[两三四五十\d]年|今明两年|前[三四]年|[三五]年累计|[六七八\d]年来|"
    r"本届政府(?:成立|任期内?)?(?:以来)?|换届以来|用?(?:[一二两三四五六七八九十]+|\d{1,2})年(?:之?内|时间)|[前头]1?\d个月|"
    r"上半年末?|下半年|(?:[一二三1-3](?:个?季度)?[-—~～至到]|前|第)?[一二两三四1-4]个?季度|1?\d月(?:[1-3]?\d[日号]|份?[底末]?)|"
    r"(?:19|20)?\d{2}(?:[-—~至到、和](?:19|20)?\d{2})*年(?!及?以[上下])(?:度|底|末|初)?(?:以来|前(?!1?\d个月)|间|"
    r"期间)?(?:\d{1,2}月(?:份)?(?:底|末)?(?:\d{1,2}日)?)?(?:[-—~至到]\d{1,2}月(?:份)?)?|"
    r"1?\d[-—~至到]1?\d月份?|[“\"]?十[一二三四五]五[”\"]?(?:时期|期间|末|以来|规划期|前[两三四]年)?|[“\"](?:[六七八九]|"
    r"十)五[”\"](?:时期|期间|末)?)"
    r"(?:以来|(?:底|末)?为?止|期间|时|前(?!1?\d个月)|底|末)?)"
)
LEVEL_WORD = (
    r"(?:国家级|省级|市级|县级|区级|州级|盟级|部级|省部级|世界级|镇级|乡级|村级|自治区级|地市级|"
    r"国家|省|市|自治区)(?:以上|及以上)?"
)
_MODIFIERS = (
    r"(?:同比|环比|一律|年均|分别|平均|每年|名义|实际|累计|可比|可比口径|同口径|按可比价格?(?:计算)?|"
    r"按可比口径(?:计算)?|按可比价计|剔除[^，]{0,8}因素后?|扣除[^，]{0,8}因素后?|又|再|仅|也|(?<![年月日人户亩])均|"
    r"都|双双|总体|预计|"
    r"力争|确保|将|要|实现|保持|约|大幅|继续|持续|稳步|逆势|快速|平稳|进一步|总共|共|净|有|达|"
    r"自然口径|复合|两年平均|逐年)"
)


@dataclass(frozen=True, slots=True)
class Patterns:
    """Compiled expressions; each is documented where it is made."""

    tail: re.Pattern[str] | EndPattern
    change: re.Pattern[str] | EndPattern
    to_level: re.Pattern[str] | EndPattern
    compared: re.Pattern[str]
    share: re.Pattern[str]
    rank_tail: re.Pattern[str]
    lead: re.Pattern[str]
    flow: re.Pattern[str]
    deed: re.Pattern[str]
    predicate: re.Pattern[str]
    up: frozenset[str]
    min_before: re.Pattern[str] | EndPattern
    max_before: re.Pattern[str] | EndPattern
    approx_before: re.Pattern[str] | EndPattern
    min_after: re.Pattern[str]
    max_after: re.Pattern[str]
    approx_after: re.Pattern[str]
    target: re.Pattern[str]
    estimate: re.Pattern[str]
    review_heading: re.Pattern[str]
    plan_heading: re.Pattern[str]
    no_place: re.Pattern[str]
    of_a_park: bool = False
    """Whether the report is one of a park, which calls itself 园区; the only field that is not the same for all."""


# 合作社, 服务站: a verb of doing begins the name of a thing
_THING_OF_DOING = (
    r"合作社|安置[房点]|服务(?:[站点中平业贸区器]|机器人)|培训[中基机]|孵化[基器]|生产[线基总]|养殖[场基户小业]|种植[基户业]|救助站|"
    r"出口[基总额退]|检查站|储备[库基]|创业[园孵基大]|就业[人岗率]|毕业[生班]|养护(?:工区|站|中心|基地)|维修(?:网点|站|店|厂|工|基?金|资金|中心|基地)"
)

# 市级优先发展镇, 农业转移人口, 创新人才推进计划: a verb inside the name of a thing ends no noun phrase
_NAME_OF_DOING = (
    r"推进(?:计划|工程|行动|[县乡镇村])|运营(?:公司|商|平台|机构)|转移(?:人口|支付|劳动力)|聚集效应|集聚(?:效应|示范|发展示范)|"
    r"集中(?:发展区|居住|供[水热暖]|连片)|产能(?:企业|合作|置换|指标)|实施(?:方案|细则|力度)|揭榜挂帅|整体推进[县乡镇村]|发展(?:镇|试验区|联盟|共同体|联合体|重点|[\u4e00-\u9fff]{0,4}[基资]金)|免费试点|推广站|"
    r"就业(?:见习|服务|实训|援助)(?=[\u4e00-\u9fff])|出口(?:公路|道路)|上市(?:后备|培育)|挂牌(?:督战|督办|保护)|回迁[房户居群安小]|入住房"
)


# 产权公有12处, 国有3处: no 有 of its own; but 全国有, 各自有
_OWNED = "(?<![公私])(?<!(?<!各)自)(?<!(?<![全我中外各该本两])国)(?<!^民)"


def _as_words(expression: str) -> str:
    """Let 约, 破, 为, 有, 称 and 预期 be words of their own.

    They are none in 签约, 节约, 爆破, 侦破, 行为, 国有, 职称 and 全省预期.
    """
    expression = re.sub(r"(?<=[|:])有(?=[|)])", f"{_OWNED}有", expression)
    expression = re.sub(r"(?<=[|:])称(?=[|)])", "(?<![职名简统])称", expression)
    expression = re.sub(r"(?<=[|:])为(?=[|)])", "(?<!行)为", expression)
    expression = re.sub(r"(?<=[|:])约(?=[|)])", "(?<![签节合契履])约", expression)
    expression = re.sub(r"(?<=[|:])预期(?=[|)])", "(?<![均全国省市])预期", expression)
    return re.sub(r"(?<=[|:])破(?=[|)])", "(?<![爆侦告识])破", expression)


def build_patterns(cues: Cues, make: Callable[[str], Any] = re.compile) -> Patterns:
    """Compile all expressions from the cue words, each with `make`."""
    bounds = _as_words(any_of((*cues.min_before, *cues.max_before, *cues.approx_before)))
    reach = _as_words(any_of(cues.reach))
    up_down = any_of(tuple(sorted((*cues.up, *cues.down), key=len, reverse=True)))
    doing = (
        rf"(?!{_THING_OF_DOING})新?{any_of(cues.flow)}(?<!新增加(?=[油气工装固]))(?<!设(?=施(?!工)))(?<!开办(?=企业))(?!业(?!主)|总(?!部|站|装)|额|量(?!子)|收入|值|率|数(?![字据智控])|机构|者|人员|区(?!域|块链|级)|力|费|税|"
        rf"单价|价格|成本|用地|性|型|产值|面积)"
    )
    return Patterns(
        # what stands between an indicator and its value: 达到, 约为, 控制在...
        tail=make(
            rf"(?:{reach}|{bounds}|{TIME}|提前(?:\d+|[一二两三四五六七八九十])年|(?:{up_down}|[提扩拓]|扩能|提能|扩产|前移|压缩|压减|削减|裁减|优化整合|重组整合|整合|合并|归并|撤并|精简|划分|调整|改|扩展|扩|重组|拆分|升级|恢复|发展|转变?|变)(?:到|至|为|成)|"
            rf"每[人户生月年天日季亩吨]|(?:未能?|没有|没能)(?:完成|实现|达到)(?:(?:年初|全年)?(?:确定|制定|下达|安排)的)?|(?<![产功性动势智才效职储节赋热电氢核光风潜])能|(?<![累统合共总审预设会])计|累计|(?<=[率例数入值量标])稳定|(?<=[\u4e00-\u9fffA-Z]{{2}})(?:首次|常年|严格|总体|全部|仍然?|有望|(?<!对上)(?<!向上)争取|(?<=[营值收额量入])冲刺|(?<=收入|支出)(?:计划|建议|共)?安排为?|连续|接连|已经?)|(?:在?(?:全[国省市区县州]|[国省市]内|[东中西]部|同类城市))?率先|努力|坚决|(?<!可)持续|(?<!水土)保持|即?将|连续(?:[一二三四五六七八九十]+|\d+)年|长期|始终|一直|继续|依然|逐步|稳步|逐年|连年|普遍|大幅|快速|基本|(?<=[\u4e00-\u9fff]{{2}})(?:首批|新一批|第[一二三四五六七八九十]批))+$"
        ),
        # a verb of change right before the figure: 同比增长, 较2021年提高了约
        change=make(
            rf"(?P<how>(?:{_MODIFIERS}|(?<!占)(?!比(?:[重例率值]|提[高升]|上升|下降|降低|扩大|缩小))[比较](?:[^，；、]{{1,14}}?|[^，；、]{{1,8}}、[^，；、]{{1,8}}(?=分别))|在[^，；、]{{2,12}}基础上|[与和同][^，；]{{2,10}}相比|、|"
            rf"和)*)(?<!新)(?<![核精审](?=减))(?P<verb>{up_down})(?:了|幅度|速度|(?<=[均月]增)资)?(?P<bound>(?:{bounds}|达到?|为|超|至少|在|"
            rf"约为)*)$"
        ),
        # 提高到 25%: the figure is the new level
        to_level=make(rf"(?:{up_down}|[提扩拓]|扩能|提能|扩产)(?:到|至|为|成)(?:了)?(?:{bounds})*$"),
        # the distance to somebody else: 高于全国2个百分点, 比全省平均高0.5个百分点
        compared=make(
            rf"(?:(?P<word>{any_of(cues.compared)})(?P<other>(?:全[国省市区]、)?[^，；、]{{0,8}}?(?:全国|全省|全市|全区|全县|"
            rf"全州|平均|上年|去年|预期|目标|计划|同期|其他|其它|GDP|经济|增速|世界|国家|省|市|进度|序时|"
            rf"标准|规上|工业|城镇|农村|财政)[^，；、]{{0,10}}?)|比(?P<than>(?:(?:(?:19|20)\d{{2}}年|上年|去年)(?:预期|年度)?目标|全国|全省|全市|全区|同期|"
            rf"平均|目标|计划|预期|国家|省|周边|国内|世界|全球|城镇|农村|城市|规上|全部|总体|年初目标|"
            rf"年度目标|一般|其他|同类|同行|行业)[^，；、]{{0,10}}?)"
            rf"(?:水平|增速|增幅)?(?:分别)?(?P<side>高出?|低|快|慢|多|少)(?:了)?|"
            rf"与[^，；、]{{2,12}}?(?:水平|相比)?(?:还|仍|尚)?(?:相差|差距为?|差))(?:{bounds}|分别)*(?<!的)$"
        ),
        # 占全省的 34.4%, 占 GDP 比重达到 3.28%
        share=make(
            rf"^(?P<part>.*?)(?P<of>占(?!比|有|"
            rf"地(?![区方]))(?P<whole>[^，；]{{1,24}}?))(?P<ratio>的?(?:比重|比例|份额|比率|百分比)|"
            rf"的)?(?P<move>(?:{up_down})(?:到|至|为))?(?:{reach}|{bounds}|{TIME}|左右|[由从的])*$"
        ),
        rank_tail=make(RANK_TAIL),
        lead=make(lead_expression(cues, time=TIME, doing=doing)),
        # 服务业, 生产总值 and 出口额 only look like verbs of doing
        flow=make(f"^{doing}"),
        # 自治区本级提请审议法规, 认真办理建议, 废止: something was done up to the figure
        deed=make(rf"(?:^|(?<=[\u4e00-\u9fff”）])){any_of(cues.deeds)}(?:了)?(?P<of>[^，；。的率]{{0,18}})$"),
        predicate=make(
            rf"(?<!以(?=上市))(?<!植(?=被))(?!{_NAME_OF_DOING})(?<!生(?=产能力))(?<!整村(?=推进))(?<![饮备](?=用水))(?<!联(?=动工))(?<!直(?=通车))(?<![贫险灾](?=搬迁))(?<!重点(?=推进))(?!推进(?:计划|工程|行动))(?!已[售签]){any_of(cues.predicate)}(?![区园群带圈型性率]|(?<=立项)目|基地|中心|品牌|服务型|(?:示范|试点)[市县镇村项园])|得以|(?:入驻|进驻|迁入|搬入)(?=园区)|从(?=[^，]{{2,4}}到)|"
            rf"(?:在|为)(?=[我全本市省县区])|在(?=县|[^，]{{2,10}}中)|"
            rf"为(?=主|重点|示范|样板|试点|核心|龙头|载体|抓手|依托|中心|引领|支撑|骨干|骨架|支柱|目标)|到(?=贫困|基层|农村|乡镇|企业|一线|中西部)|"
            rf"(?<![成作称评认列升改转设更命选视分因])为(?=[^，；。]{{2,12}}(?:提供|投放|办理|发放|解决|减免|争取))|"
            rf"在(?=[\u4e00-\u9fff]{{1,3}}(?:设立|落户|建立|召开|举行|举办|开工|投产|上市|落地|注册|推广))|"
            rf"(?<![交普贯畅流联直开接打沟精卡融圆疏互相])通(?=(?:上了?|了上?)?(?:硬化|水泥|柏油|沥青|油路|公路|公交|客车|班车|邮|广播|电视|"
            rf"宽带|光纤|自来水|动力电))|"
            rf"解决(?=了)|(?<![近年以历未外将原往到本上下由])来(?=[\u4e00-\u9fff]{{1,3}}(?:发展|投资|落户|兴业|考察)(?!创业))|扎堆|就地(?=转化|就业|消化)|自主创业|聚人气|"
            rf"突破(?!口|性)|(?<![成首])都(?!市)|(?<![宜民邻定聚移旧安独群散寄同康新村])居(?![民家住留所室委环”])|(?<![系序排队陈行班单])列(?!车)|(?<![人平年户])均(?![可价衡等])|"
            rf"(?<!集)中(?=排|位|居|名)|以(?![上下内])|由|"
            rf"(?<!植)被|将|获(?!得|批|评)"
        ),
        up=frozenset(cues.up),
        min_before=make(
            rf"(?<![不未超]){_as_words(any_of(cues.min_before))}(?:了)?$|(?:至少|不少于)(?:{any_of(cues.flow)}|建)(?:了)?$"
        ),
        max_before=make(rf"(?<!不){any_of(cues.max_before)}$"),
        approx_before=make(rf"{_as_words(any_of(cues.approx_before))}$"),
        min_after=make(rf"^(?:人民币)?{any_of(cues.min_after)}"),
        max_after=make(rf"^(?:人民币)?{any_of(cues.max_after)}"),
        approx_after=make(rf"^(?:人民币)?{any_of(cues.approx_after)}"),
        target=make(any_of(cues.target)),
        # 补助测算标准: how something is reckoned, no figure that is
        estimate=make(any_of(cues.estimate) + r"(?!标准|办法|方法|口径|依据|模型)"),
        review_heading=make(any_of(cues.review_headings)),
        plan_heading=make(any_of(cues.plan_headings)),
        # 完善市场体系: words that end like a place but begin with something done
        no_place=make(
            "^" + any_of(tuple(word for word in (*cues.no_place, *cues.flow, *cues.target) if len(word) > 1))
        ),
    )


def compile_quick(expression: str) -> re.Pattern[str] | EndPattern:
    """Compile an expression, quick to pass over where it cannot begin or end."""
    compiled, ends = compile_guarded(expression), find_ends(expression)
    return compiled if ends is None else EndPattern(compiled, ends)
