"""Tell whether a level is what was done over a time (a flow), or what there is at one (a stock)."""

from __future__ import annotations

import re

from pipeline.facts.frames import Frame
from pipeline.facts.parts.choosing import MONEY
from pipeline.facts.patterns import Patterns
from pipeline.resources.pattern_ends import compile_ending
from pipeline.resources.pattern_index import compile_guarded

_ADDED_UP = compile_ending(r"累计(?:达到?|有|为|突破|超过?)(?:约|近|超)?$")
# 城区改造面积累计达到9万平方米: works done add up, too
_WORKS_ADDED_UP = compile_ending(
    r"(?:改造|整治|治理|绿化|拆迁|搬迁|安置|(?<!业)融资|新增就业|转移就业|再就业|培训|竣工|投资)(?:面积|里程|人数|户数|人员|资金|总?额)?"
    r"累计(?:达到?|突破|超过?)(?:约|近)?$"
)
_THERE_ARE = compile_ending(
    r"(?:达到?|有|拥有|提高到|增加到|扩大到|增至|升至|突破|余额|总数|总量|总里程|覆盖率|跨过|跨越|迈过|迈上)(?:了)?(?:约|近|超)?$"
)
_ADDED = re.compile(r"累计|新增|完成投资|投入")
_HOW_DONE = re.compile(r"^(?:实际|直接|累计|共|合同)+")
# 农村公路新改建800公里, 沙化土地封禁保护5万亩, 城镇新增就业1.7万人, 拆违完成40万平方米
_DONE_TO = re.compile(
    r"[\u4e00-\u9fff]{2}(?:新建|改建|扩建|新改建|新改扩建|改造|整治|治理|修复|封禁保护|封育|绿化)(?:了)?(?:约|近|超过?)?$|(?:新增|转移)就业(?:约|近|超过?)?$|"
    r"^(?:打通|消灭|消除)"
)
OVER_SPAN = compile_guarded(
    r"(?:五年|(?<![前第])[三四]年(?![级制期行计])|年以来|十三五|"
    r"十二五|十四五|十一五|期间|时期|累计|总共|共计|五年来|几年|先后|相继)"
)
_DOING = compile_guarded(
    r"(?:^|[、了并])(?:推进|推动|推广|抓好|支持|扶持|举办)(?!有力|机制)|完成投资$|到位资金$|安排[\u4e00-\u9fff]{0,8}资金$|(?:完工|竣工|搬迁|复垦|安置)(?:了)?$"
)
# 采煤沉陷区棚改14万套, 农村饮水工程投入61亿元, 为企业降成本8亿元: what is done stands behind who or what it is for
_DONE_LAST = compile_ending(
    r"(?<=[\u4e00-\u9fff]{2})(?:棚改|改造|搬迁|整治|治理|修复|安置|脱贫|退出|淘汰|关停|取缔|减负|降成本|降低成本|减税降费|减税|"
    r"降费|让利|(?<!业)融资|招聘|引进|救助|造林|再就业|转移就业|发放|拨付|支付|新增|净增|新建|建成|(?<!研发)(?<!经费)(?<!费用)(?<!发展)投入)"
    r"(?:了)?(?:资金)?(?:约|近|超过?)?$"
)
# 钢铁、水泥淘汰落后产能83万吨, 运用证券化融资129亿元
_DONE_WITHIN = re.compile(
    r"(?<=[\u4e00-\u9fff]{2})(?:淘汰|化解|压减|关停|取缔|关闭|拆除|新增|净增|新建|建成(?!区)|配建|发放|支付|招聘|引进)[^，；的率]{2,12}(?<!到)$"
)
_STATE_AFTER = re.compile(r"^[\u4e00-\u9fff]{1,8}?(?:达到|超过|突破|优良|良好|达标|(?:迅猛|快速|蓬勃)发展|加快打造)")
STOCK_WORD = re.compile(
    r"(?:总数|总量|总里程|余额|率$|比重|占比|面积$|人口$|保有量|存量|规模$|里程$|拥有|达到|用户|"
    r"总资产|人均|收入$|增加值$|总产值|生产总值|总额$)"
)
# 电网投资78亿元: what was put into a field; 固定资产投资 and the like are told for a year
_PUT_INTO = compile_ending(
    r"(?:交通|铁路|公路|电网|电力|水利|水务|城建|管网|境外|生态|环保|林业|能源|基础设施|(?<!业)建设|整治|(?<!开发)工程)(?:建设|领域)?"
    r"(?:总|完成|累计)?投资额?(?:约|近|超过?)?$"
)
# 垃圾处置能力600吨, 新增企业达到80家: there it is
_THERE_IS = re.compile(r"能力|产能|存量|床位|占比|比重|产值|价值|增加值|总值|收入|利税|税收|进出口|[达有到至为超]")
# 减少贫困人口3万人, 盘活存量土地600亩: what is acted upon, though it sounds like what there is
_ACTED_UPON = re.compile(r"(?:农村|建档立卡)*贫困人口$|^存量")
_TOTALS = ("总数", "总里程", "保有量")
_VALUED = MONEY | {"%"}
# 注册护士410人: who is registered, not what was done
_TITLED = re.compile(r"注册(?:护士|会计师|工程师|建造师|医师)")
# 审计专员31人, 政务受理窗口80个: the verb is part of a name
_IS_NAME = re.compile(r"^(?:中心|站点?|网?点|人员|专?员|师|基地|队伍?|厂|窗口)$")


def begins_with_deed(indicator: str, patterns: Patterns) -> bool:
    """Tell whether an indicator begins with what is done (新增高企), not with a title (注册护士)."""
    return bool(patterns.flow.match(indicator)) and not _TITLED.match(indicator)


def is_flow(frame: Frame, indicator: str, patterns: Patterns, *, attributive: bool) -> bool:
    """Tell whether a level is what was done over a time, not what there is at one."""
    if (frame.number.unit == "%" and indicator.endswith("率")) or indicator.endswith(_TOTALS):
        return False  # 绿化覆盖率, 累计办理建议满意率
    if _ADDED_UP.search(frame.pre):
        return (
            frame.number.unit == "元"
            or bool(_WORKS_ADDED_UP.search(frame.pre))
            or bool(re.search(r"[五三]年", frame.before[-40:]))
        )
    if _THERE_ARE.search(frame.pre) and not _ADDED.search(frame.pre):
        return False
    if attributive:
        return not _STATE_AFTER.match(frame.post)
    if OVER_SPAN.search(frame.pre) or _DOING.search(frame.pre):
        return True
    counted = frame.number.unit not in _VALUED and (_DONE_TO.search(frame.pre) or frame.pre.endswith("完成"))
    done = frame.number.unit != "%" and (_DONE_LAST.search(frame.pre) or _DONE_WITHIN.search(frame.pre))
    put = frame.number.unit == "元" and _PUT_INTO.search(frame.pre)
    if counted or done or put or _is_deed(frame, patterns):
        return True
    # 进出口总额5亿美元，其中出口4亿美元: of the year that the whole is of
    return indicator not in ("出口", "进口") and begins_with_deed(_HOW_DONE.sub("", indicator), patterns)


def _is_deed(frame: Frame, patterns: Patterns) -> bool:
    """提请市人大常委会审议法规26件, 认真办理建议395件: something was done, whatever the indicator begins with."""
    deed = patterns.deed.search(frame.pre) if frame.number.unit != "%" else None
    of = _ACTED_UPON.sub("", deed["of"]) if deed else ""
    return deed is not None and not (_THERE_IS.search(of) or STOCK_WORD.search(of) or _IS_NAME.match(of))
