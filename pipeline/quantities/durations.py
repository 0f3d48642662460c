"""Times: a duration is a quantity only where it is a measured result (缩短3天, 优良天数318天, 期望寿命76.5岁)."""

from __future__ import annotations

import re

from pipeline.quantities.thresholds import AT_LEAST_CLASS
from pipeline.records import Reason

_MEASURED_TIME = re.compile(
    r"(?:缩短|压缩|压减|减少|节约|节省|提前办结|降至|降到|减至|缩减|提速|增加|延长|少跑|提升|"
    r"达到?|达|为|至|到|控制在|不超过|平均(?:用时|耗时|时间|办理)?|天数|时间|时限|寿命|年限|日数|"
    r"比例|时长|工龄|周期|提高|了|优良天|约|近|低于|超过|日)$"
)
# 审批时限压减至30个工作日内
_CUT_TO = re.compile(
    r"(?:缩短|压缩|压减|缩减|精简|压至|缩至|降低?|减少?)[到至]?(?:(?:了|到|至|约|最短)|[\d.]+个?(?:环节)?[和、])*$"
)
# 验收时限控制在80个工作日, 课间锻炼达到3小时; but 步行不超过8分钟为界 and 连续达到70天 are no result
_HELD_AT = re.compile(r"(?:控制|压[缩减]|缩短|稳定)在$")
_COMES_TO = re.compile(r"(?![连持延]续|历时)[\u4e00-\u9fff]{2}(?:达到?|不少于|不低于|不超过|超过)$")
_ENDS_CLAUSE = re.compile(r"^(?:以[上内下])?(?:[，。；、）]|$)")
_WITHIN = re.compile(r"^以?内")
# 优良天数稳定在300天以上, 蓝天数由240天增加到290天; but 连续300天优良 tells since when
_DAYS_OF_A_KIND = re.compile(
    r"(?:优良|达标|良好|蓝天|白云)[”]?(?:天气)?(?:天|日)数[^，。；\d]{0,10}(?:连续\d+年)?(?:稳定在|保持在|维持在|年均|在|"
    r"[由从](?:\d{4}年的?)?(?:\d+天(?:以上)?，?(?:增加|提高|提升|上升)到(?:\d{4}年的?)?)?)?\s?$"
)
# 工期滞后8个月, 最长逾期95天; but 逾期90天以上的贷款 names a class
_LATE_BY = re.compile(r"(?:超期|逾期|滞后|延误|拖延)(?:了|约|达|长达|近|超过)?$")
_TIME_NOUN = re.compile(r"(?:天数|时间|时限|寿命|年限|日数|时长|周期|耗时|用时|期限|工时|天气|办结|审批)")
# 60岁以上, 20岁青年; but 由76.2岁提高到…
_AGE_OF_A_CLASS = re.compile(
    r"^(?:及)?以[上下内]|^(?!(?:提高|提升|上升|增加|增长|延长|上涨)(?:到|至|了|为)|左右[，。；、]|（)[^，。；、]"
)
_FROM = re.compile(r"(?:由|从)(?:原来|目前|过去|法定|上年|去年|以前|原先|平均)?的?$")
_TO_LESS = re.compile(r"^(?:以上)?(?:缩短|压缩|压减|减少|缩减|提速|降|减|下降|延长|增加|提高)")
# 受教育年限突破14年, 优良天数首次达到330天
_REACHED = r"(?:已|首次|累计|合计|均)*(?:达到?|为|增加到?|增至|提[高升][到至]|至|约|共|突破|超过?)?$"
_YEARS_REACHED = re.compile(rf"(?:年限|寿命){_REACHED}")
# 债券平均期限12.4年, 合作期限为10年; but 期限为3年以上的贷款 names a class
_TERM_REACHED = re.compile(
    rf"平均(?:剩余|发行|使用|加权|贷款|债券)*(?:期限|年限){_REACHED}|(?:期限|工期|建设期)(?:约?为|达到?|长达)(?:约)?$"
)
_OF_A_CLASS = re.compile(r"^(?:及?以[上下内])?的|^及?以[上下内][\u4e00-\u9fff]")
_DAYS_REACHED = re.compile(rf"(?:天数|日数|(?:质量|空气)(?:达标|优良)){_REACHED}")
_DURATION_LEAD = re.compile(
    r"(?:连续|历时|提前|过去|近|今后|未来|前|后|为期|坚持|用|利用|经过|第|每|这|头|时隔|跨越|奋战|"
    r"建市|成立|满|几|最近|整整|力争|在)$"
)


def find_time_reason(clean: str, before: str, after: str, unit: str) -> Reason | None:
    """A duration is a quantity only where it is a measured result (缩短3天, 优良天数318天, 期望寿命76.5岁)."""
    if unit == "岁":
        if _AGE_OF_A_CLASS.match(after) or re.search(r"\d岁?[—\-~至到]$", before):
            return "threshold"
        return None
    if unit == "年":
        term = _TERM_REACHED.search(before) and not _OF_A_CLASS.match(after)
        return None if term or _YEARS_REACHED.search(before) else "duration"
    if _CUT_TO.search(before) and _WITHIN.match(after):
        return None
    if _DAYS_OF_A_KIND.search(before) and unit == "天":
        return None
    if _HELD_AT.search(before) or (_ENDS_CLAUSE.match(after) and _COMES_TO.search(before)):
        return None
    if _LATE_BY.search(before):
        return "threshold" if AT_LEAST_CLASS.match(after) or after.startswith(("以上", "以内", "的")) else None
    if after.startswith(
        (
            "来",
            "内",
            "间",
            "以来",
            "期",
            "前",
            "后",
            "左右的时间",
            "的时间",
            "努力",
            "奋战",
            "行动",
            "大会战",
            "游",
            "长假",
            "假",
        )
    ):
        return "duration"
    if _FROM.search(before) and _TO_LESS.match(after):
        return None
    if re.search(r"[比较][^，。；]{2,8}(?:多|少|增加|减少)(?:了)?$", before) and unit == "天":
        return None
    if _DURATION_LEAD.search(before):
        return "duration"
    window = clean[max(0, len(before) - 14) : len(before)]
    if "工作日" in unit or unit in ("学时", "课时", "机时"):
        return None
    if _MEASURED_TIME.search(before) and (
        _TIME_NOUN.search(window) or re.search(r"(?:缩短|压缩|压减|减少|增加|缩减|提前|延长|节约|提高|少)", window)
    ):
        return None
    if _DAYS_REACHED.search(before) or re.search(r"(?:优良天气?|优良率)[^，。；]{0,6}$", before):
        return None
    return "duration"
