"""Read what no verb of change moves: a level, or a share of a whole."""

from __future__ import annotations

import re

from pipeline.facts.bounds import ALLOWED
from pipeline.facts.frames import Frame
from pipeline.facts.kinds.reading import NOT_A_NOUN, RATE_AFTER, Reading
from pipeline.facts.patterns import Patterns
from pipeline.records import Kind
from pipeline.resources.pattern_ends import compile_ending

# 占总人口比重（城镇化率）为64.1%: the share has a name of its own
CALLED_RATE = compile_ending(r"占[^，；（）]{2,16}（(?P<rate>[^（）]{2,12}率)）(?:达到?|为|提高到|上升到)?(?:约)?$")
_SHARE_WORD = compile_ending(
    r"(?:占比|比重|份额|占有率|(?:生产总值|GDP)之比|(?:相当于|占)[^，；、]{2,16}的比例)(?:预计|达到?|为|超过?|约|近|分别|提高到|提升到|提升至|提高至|升至|"
    r"稳定在|保持在|达|在|均|不低于|不到|不足|不超过|仅为|高达|由|从|上升到|下降到|降至|调整为|"
    r"增至|增加到|增加至|扩大到|扩大至|上升至|下降至|降低到|降低至|回落到|回升到|跃升至|跃升到|升到|缩小到|优化为|优化到|"
    r"首次|已|至|到|突破|仅|也|高达|接近|(?:由|从)[^，；、]{0,8}的)*$"
)
# 民生投入超过财政总支出的80%, 覆盖常住人口的80%以上
_NO_WHOLE = r"(?![^，；、]{0,8}(?:目标|计划|预算(?!收入|支出)|上年|去年|同期|任务|水平|年(?!天数)))"
_SHARE_REACHED = compile_ending(
    rf"(?:覆盖(?:到|了)?|(?<=[\u4e00-\u9fff]{{2}})相当于){_NO_WHOLE}[\u4e00-\u9fff]{{2,12}}的(?:约|近)?$"
)
# 骨干教师不低于交流总数的20%: it is told how much of the whole they are at least
_PART_REACHES = re.compile(
    r"^(?P<part>[^，；]*[\u4e00-\u9fff]{2})(?:(?<!不)(?:达到|超过|约为)|不足|不到|不低于|不少于|不超过|不高于)"
    rf"(?P<whole>{_NO_WHOLE}(?![^，；、]{{0,8}}(?:平均|人均|标准|限额))[\u4e00-\u9fff]{{2,12}})的(?:约|近)?$"
)
# 吸纳成交额97亿元，不足输出成交额的三分之一: how small a part of something else it is
_FALLS_SHORT = re.compile(
    r"^(?:还|仍)?(?:不足|不到|仅为|仅相当于)(?P<whole>[\u4e00-\u9fff]{2,12})(?<!计划)(?<!目标)(?<!任务)的(?:约|近)?$"
)
_LEVEL_OF_OTHERS = re.compile(r"平均|水平")
# 实施改革的村达89%, 合格的教师不低于60%: how many of them there are
_MANY_OF_THEM = compile_ending(
    r"(?<=[\u4e00-\u9fff]{2})(?:(?<![农城乡])[镇村]|车辆|企业|幼儿园?|学校|医院|教师|人员|学生|[高初]中生|农户|用户|居民|街道|社区|机构|小区|项目)"
    r"(?:（[^（）]{1,4}）)?(?:已|均|首次)*(?:达到?|超过?|不低于|不少于|接近|突破|过半)(?:约|近)?$"
)
# 用于民生的支出比例达61%, 民生类支出达到61%: of the amount that it is a part of
_PART_OF_MONEY = compile_ending(
    r"(?:用于[^，；、\d]{2,16}比例|(?<!完成)(?<!预算)(?:支出|投入))(?:的)?(?:仍|也|均|已|首次)*"
    r"(?:达到?|为|超过?|保持在|稳定在|突破|高达)(?:了|约|近)*$"
)
_WORDS = re.compile(r"的?[“\u4e00-\u9fff]{2}")
_OF_A_RATE = re.compile(r"^的[\u4e00-\u9fff]{2,12}率(?:提高|降|升|$)")  # 把52%的户籍城镇化率提高到60%
# 优质稻播种面积达65%: of all that is sown; 科研项目75%由厂家承担: so many of them
_PART_OF_AREA = compile_ending(
    r"(?:(?<!完成)(?<!人均)面积)(?:也|均|已)*(?:达到?|为|超过?|突破|不低于|不少于|由|从|[由从][\d.]+%(?:提高|上升|增加|扩大)到)*(?:约|近)?$"
)
_SO_MANY_DO = re.compile(
    r"^(?:以上|左右)?(?:由(?!于|此)|实现(?![^，；]{0,10}(?:目标|增长))|在(?=[本当]地|[省市区县州]内))[\u4e00-\u9fff]{3}"
)
_THEY = compile_ending(r"(?:项目|课题|事项|平台|产品|企业|任务|铝|业务|农户|原料|服务)$")
_RATE_END = compile_ending(r"率(?:达到?|为|超过?|约|近|在|均|是|已|仅|逾|不足|不到|突破|高达|接近)*$")
_BARE_SHARE = re.compile(r"^(?P<part>.*?)(?:的)?(?:约|仅|只|已|均|就|大约|各)?占(?:到|了)?(?:约|近|超过?|不到)?$")


def read_level_or_share(frame: Frame, patterns: Patterns, rule: str) -> Reading:
    """Read a figure that no verb changes: a share of a whole where its words say so, else a level told by `rule`."""
    pre, number = frame.pre, frame.number
    if number.unit in ("%", "百分点", "") or number.form == "fraction":
        if "）" in pre and (called := CALLED_RATE.search(pre)):
            return Reading("level", None, called["rate"], "level")
        share = patterns.share.search(pre) if "占" in pre else None
        if share:
            return Reading("share", None, pre, "share of a whole", against=share["whole"])
        bare = _BARE_SHARE.match(pre) if "占" in pre else None
        if bare:
            return Reading("share", None, bare["part"], "share, whole before")
        reaches = _PART_REACHES.match(pre) if number.unit == "%" and "的" in pre[-2:] else None
        if reaches and not ALLOWED.search(pre):
            told = f"{reaches['part']}占{reaches['whole']}的"
            return Reading("share", None, told, "share of a whole", against=f"占{reaches['whole']}")
        short = _FALLS_SHORT.match(pre) if number.unit == "%" else None
        if short and _LEVEL_OF_OTHERS.search(short["whole"]):
            return Reading("share", None, "", "share")
        if short:
            return Reading("share", None, f"占{short['whole']}的", "share of a whole", against=f"占{short['whole']}")
        if number.unit == "%" and (_SHARE_REACHED.search(pre) or ALLOWED.search(pre)):
            return Reading("share", None, pre, "share")
        parts = _MANY_OF_THEM.search(pre) or _PART_OF_MONEY.search(pre) or _PART_OF_AREA.search(pre)
        if number.unit == "%" and (parts or (_SO_MANY_DO.match(frame.after) and _THEY.search(pre))):
            return Reading("share", None, pre, "share")
        if _SHARE_WORD.search(pre) or (number.form == "fraction" and number.unit == "%" and not _RATE_END.search(pre)):
            return Reading("share", None, pre, "share")
        if frame.post and number.unit == "%" and _WORDS.match(frame.post) and not NOT_A_NOUN.match(frame.post):
            stated: Kind = "level" if RATE_AFTER.match(frame.post) or _OF_A_RATE.match(frame.post) else "share"
            return Reading(stated, None, pre, "share of what follows")
    return Reading("level", None, pre, rule)
