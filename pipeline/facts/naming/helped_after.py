"""Nouns after a figure that counts those for whom something is done: 为60名老人发放补贴."""

from __future__ import annotations

import re

from pipeline.facts.naming.state import Naming
from pipeline.resources.pattern_ends import compile_ending

_FOR_WHOM = compile_ending(
    r"(?:为|对|给|向|面向|帮助(?:[^，；]{2,24}等)?)(?:全[市省区县]|城区|市区|农村|城乡|中心城区|主城区)?(?:约|近|超过?)?$"
)
_DONE_FOR = re.compile(
    r"^(?:的)?(?P<whom>[\u4e00-\u9fff、（）]{2,30}?)(?:全部|均|都|分别|按[时期]|足额|及时|逐一|统一)*(?P<free>(?:免费|无偿|上门)?)(?:(?:给予|进行|开展|实行|予以|提供|实施)(?:了)?"
    r"(?=(?P<done>[\u4e00-\u9fff]{2,20})$)|"
    r"(?=(?P<act>(?:配备|配发|更新|安装|加装|安置|发放|购置|增配|配置|办理|更换|建立|免除|减免)[\u4e00-\u9fff]{2,12})$))"
)
_RECIPIENTS = frozenset("户人农村区校业者员民生家庭县园社童女工商院所店场室楼目象位部站军妻企众师才体属主手")
"""The last characters of nouns for those that may be helped."""
_ALONE = frozenset("村县镇乡")
_HOW_HELPED = re.compile(
    r"(?:每[人户家年][每年月]*|全部|均|都|分别|累计|共)*(?P<how>(?:免费|精准|及时|直接|集中|一次性|按时|足额|无偿|上门)*)"
)
_HELP = re.compile(
    r"推送|协调|完善|采取|清偿|更新|加装|安装|安置|办理|减免|免除|追回|追讨|购买|补助|补贴|提供|配建|代缴|缴纳|落实|解决|筛查|诊疗|送|办|建|争取|降低|节约|"
    r"节省|适配|赠送|补发|增发|代办|垫付|兑付|返还|颁发|授予|讨回|挽回|开具|缓缴|调解|介绍|搭建|增配|配齐|换发|核发|接种|体检|检查"
)
_HELP_ENDS = re.compile(r"(?:[，、和与及以]|约|近|超过?|达|各|共计?|合计|累计|总计)+$")
_MOST = 24
"""How long the noun for those who are helped is at most."""
# 对低保家庭每人每年提供600元补助: what is paid is for whom it is paid
_PAID_EACH = re.compile(
    r"(?:^|[，；])(?:继续)?(?:对|为|给)(?:全[市省区县州])?(?P<whom>[\u4e00-\u9fff、]{2,16}?)(?:按照?)?(?P<each>每[人户]每?[年月]?)"
    r"(?:提供|发放|给予|补助|补贴|增发|补|增加)$"
)


def read_helped(naming: Naming, index: int) -> str | None:
    """对37万名普通高中学生给予资助, 帮助50户企业落实贷款: what is done for those who are counted."""
    frame = naming.frames[index]
    if not _FOR_WHOM.search(frame.pre) or frame.number.unit in ("元", "百分点"):
        return None
    said = _DONE_FOR.match(frame.post) if not frame.runs_on else None
    if said:
        return f"{said['free']}{said['done'] or said['act'].replace('了', '', 1)}{said['whom']}"
    return _split_helped(naming, index)


def _split_helped(naming: Naming, index: int) -> str | None:
    """Split the words after a figure before the first verb that stands behind a noun for people, places or firms."""
    frame = naming.frames[index]
    post = frame.post.removeprefix("的")
    for end in range(1, min(len(post) - 1, _MOST)):
        alone = end == 1 and post[0] in _ALONE
        how = _HOW_HELPED.match(post, end) if alone or (end > 1 and post[end - 1] in _RECIPIENTS) else None
        if how is None:
            continue
        rest = post[how.end() :]
        verb = naming.patterns.flow.match(rest) or naming.patterns.predicate.match(rest) or _HELP.match(rest)
        if verb is None:
            continue
        if frame.runs_on:
            naming.memory.noun_after = frame.post[: len(frame.post) - len(post) + how.start("how")]
        done = _HELP_ENDS.sub("", re.sub(r"^([\u4e00-\u9fff]{2})了", r"\1", rest))
        said = "" if done == verb.group() or done.startswith("按") else how["how"] + done
        return said + post[:end] if said or frame.runs_on else None
    return None


def read_paid(naming: Naming, index: int) -> str | None:
    """对低保家庭每人每年提供600元补助: what is paid is for whom it is paid."""
    frame = naming.frames[index]
    paid = _PAID_EACH.search(frame.pre) if frame.number.unit == "元" else None
    return paid["whom"] + paid["each"] + frame.post.removeprefix("的") if paid and len(frame.post) <= 8 else None
