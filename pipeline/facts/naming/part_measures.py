"""Parts that are named by what tells them apart: 粮食产量90万吨，其中夏粮30万吨 is of the 夏粮产量."""

from __future__ import annotations

import re

from pipeline.facts.naming.state import Completed, Naming, Words
from pipeline.facts.naming.subjects import is_part
from pipeline.facts.parts.divisions import DIVIDED
from pipeline.resources.pattern_ends import compile_ending

# what a whole may be measured by, and what of it is said of its parts
_MEASURE = compile_ending(
    r"(?P<said>社会消费品零售总额|居民消费价格(?:总?指数)?|增加值|(?:商品)?零售额|(?:合同)?成交额|产量|(?:播种|种植|销售|施工|竣工|供应|出让)面积|"
    r"销售额|交易额|合同额|恩格尔系数|低保标准|生活保障标准|无害化处理率|普及率|出栏|存栏|吞吐量|保有量|通车里程)(?:增速|增幅)?$"
)
_PART = re.compile(
    r"^(?:城镇|乡村|农村|城区|粮食作物|经济作物|(?:高速|[一二三四]级|等级|农村|县乡)公路|(?:私人|私家|新能源|载客|载货)?(?:汽车|轿车)|夏粮|秋粮|早稻|中稻|晚稻|小麦|玉米|稻谷|大豆|棉花|油料|集装箱|住宅|(?:普通|商品)?住房|商业用房|办公楼|写字楼|生猪|肉[牛羊鸡]|[猪牛羊禽]肉|[\u4e00-\u9fff、]{1,14}(?:(?<![就企失创])业|类|品|技术|以上单位)|[\u4e00-\u9fff、]{15,20}(?<![就企失创])业)$"
)
# 家电类零售额增长38%，石油类下降5%; 装备制造业增加值增长9%，石化业增长4%: things of a kind; so are companies by whose
# they are and how large, but 高新技术企业增长4% tells of how many there are
_KIND = re.compile(
    r"^(?!占)[\u4e00-\u9fff、]{2,20}(?P<kind>(?<![就企失创])业|类)$|"
    r"^(?:国有|集体|股份|外商|外资|港澳台|三资|私营|民营|非公有|大|中|小|微)[\u4e00-\u9fff]{0,12}?(?P<owned>企业)$"
)
# 商品零售额中，饮料类增长9%
_WITHIN = re.compile(r"(?:^|[，；。：])(?P<whole>[^，；。：]{2,20})中$")
_OUTPUT_LABEL = re.compile(r"(?:[\u4e00-\u9fff]{0,8}产量)(?:如下|分别为?|情况)?：(?!.*[：。])")
_LABEL_REACH = 16
_NO_OUTPUT = frozenset({"元", "美元", "%", "百分点", "倍", "位", "人", "户", "家", "个", "亩"})
_LISTED = frozenset({"、", "和", "，", "；", ""})


def complete_part(naming: Naming, index: int, words: Words) -> Completed | None:
    """Give a part the measure of its whole, and so to the parts that are listed on after it."""
    frame, memory = naming.frames[index], naming.memory
    if (listed := _product_of_list(naming, index, words.before)) is not None:
        return listed
    divided = DIVIDED.search(frame.context) if frame.context else None
    within = _WITHIN.search(frame.context) if frame.context.endswith("中") else None
    if within and (measure := _measure_of(within["whole"])):
        memory.measure, memory.measure_unit = "" if _MEASURE.search(words.before) else measure, ""
    elif divided or is_part(frame):
        own = _MEASURE.search(words.before) or (words.before != "集装箱" and _is_counted_else(naming, index))
        memory.measure = "" if own else _measure_of(_whole(naming, index))
        memory.measure_unit = frame.number.unit or ""
    elif frame.joint not in _LISTED or frame.context.strip("，；"):
        memory.measure = ""
    if not memory.measure:
        like = _like_the_last(naming, index, words.before) if naming.readings[index].kind == "change" else ""
        return Completed(like, "part of a whole", whole=True) if like else None
    if frame.number.unit not in (memory.measure_unit, "%", "百分点"):
        return None
    if naming.readings[index].kind not in ("level", "change") or not _PART.match(words.before):
        return None
    return Completed(words.before + memory.measure, "part of a whole", whole=True)


def _product_of_list(naming: Naming, index: int, noun: str) -> Completed | None:
    """主要产品产量：原煤126万吨，增长3%；水泥86万吨: what the label measures is measured of all that is listed."""
    before, unit = naming.frames[index].before, naming.frames[index].number.unit
    if "产量" not in before[:_LABEL_REACH] or naming.readings[index].kind != "level" or unit in _NO_OUTPUT:
        return None
    listed = noun and not noun.endswith(("量", "数", "额", "值")) and _OUTPUT_LABEL.match(before)
    return Completed(f"{noun}产量", "part of a whole", whole=True) if listed else None


def _whole(naming: Naming, index: int) -> str:
    """Give what a part is a part of: what was named last in its unit."""
    unit = naming.frames[index].number.unit
    alike = (at for at in range(index - 1, -1, -1) if naming.frames[at].number.unit == unit)
    at = next((at for at in alike if naming.readings[at].kind == naming.readings[index].kind), None)
    return naming.memory.head if at is None else naming.memory.names[at]


def _is_counted_else(naming: Naming, index: int) -> bool:
    """销售面积64万平方米，其中住宅5500套: a part that is counted in another unit than its whole."""
    units = [naming.frames[at].number.unit for at in range(index) if naming.readings[at].kind == "level"]
    return naming.readings[index].kind == "level" and bool(units) and naming.frames[index].number.unit not in units


def _like_the_last(naming: Naming, index: int, noun: str) -> str:
    """Give a noun that moved the measure of the last one, if that moved too and is of its kind; else nothing."""
    frame = naming.frames[index]
    if (
        not index
        or naming.readings[index - 1].kind != "change"
        or frame.joint not in ("，", "、", "；")
        or frame.context.strip("，；")
    ):
        return ""
    if (kind := _KIND.match(noun)) is None:
        return ""
    measure = _measure_of(naming.memory.head)
    before = naming.memory.head.removesuffix(measure) if measure else ""
    return noun + measure if before.endswith(kind["kind"] or kind["owned"]) else ""


def _measure_of(head: str) -> str:
    found = _MEASURE.search(head)
    return found["said"] if found else ""
