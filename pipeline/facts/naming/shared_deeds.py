"""What is done with the last thing of a list, or said of it, for those before it: 5名教师、3个班组获奖."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.facts.frames import Frame
from pipeline.facts.naming.phrases.following import noun_start
from pipeline.facts.naming.state import Named
from pipeline.facts.naming.wording import COUNT_UNITS

# 9所学校和4所医院的移交工作: what is done stands behind the last of them
_HANDED = re.compile(
    r"^(?P<thing>[\u4e00-\u9fff]{2,12})的(?P<act>移交|改制|搬迁|改造|整治|治理|验收|排查)(?:工作|任务)?$"
)
# 完成9个卫生服务中心和4个卫生所标准化建设
_DONE_TO = re.compile(
    r"^(?:完成|实现|实施|推进|启动|开展)?(?P<thing>[\u4e00-\u9fff]{2,12}?)"
    r"(?P<act>(?:标准化|规范化|达标|提质|提档|升级|提升|综合|环境)+(?:建设|改造|治理|整治))(?:工作|任务)?$"
)
_DOES = re.compile(r"(?P<verb>完成|实现|实施|推进|启动|开展)(?:了)?(?:约|近)?$")
_ACTED_ON = re.compile(r"(?:建设|出新|亮化|绿化|改造|治理|整治|项目|工程|任务|工作)$")


def _says_more(between: str) -> bool:
    """Tell whether more than a mark of a list stands before the second of two figures."""
    return between.strip("、和与及约近") != ""


def _share_action(frames: list[Frame], here: Named, after: Named) -> list[Named] | None:
    """Give both of two things that are counted side by side what is done to them, where only the last one has it."""
    if here.rule != "words after" or after.rule != "words after":
        return None
    if _ACTED_ON.search(here.indicator) or _says_more(frames[1].pre):
        return None
    if handed := _HANDED.match(after.indicator):
        return [
            replace(here, indicator=handed["act"] + here.indicator),
            replace(after, indicator=handed["act"] + handed["thing"]),
        ]
    verb = _DOES.search(frames[0].pre)
    if verb and (done := _DONE_TO.match(after.indicator)):
        thing = here.indicator.removeprefix(verb["verb"])
        done_by = "" if verb["verb"] == "实现" else verb["verb"]
        return [replace(here, indicator=done_by + thing + done["act"]), after]
    return None


# 30个村、1万户脱贫摘帽: what became of the last things of a list became of all of them
_BECAME = re.compile(
    r"^(?P<noun>[\u4e00-\u9fff]{0,12}?)(?<![待未尚仍将])(?:全部|均|都|如期|顺利|基本|实现|完成|高质量|整体|稳定|精准)*"
    r"(?P<act>脱贫出列|脱贫摘帽|摘帽出列|脱贫|摘帽|出列|退出|受灾|受益|受惠)$"
)
_POOR = re.compile(r"^[\u4e00-\u9fff]{0,14}(?:县|村|乡镇?|镇|户|旗|人口|群众)$")


def _share_fate(frames: list[Frame], here: Named) -> Named | None:
    """Give a thing that is counted what became of the things after it in the list."""
    became = _BECAME.match(frames[1].post)
    if became is None or _says_more(frames[1].pre):
        return None
    thing = _POOR.match(here.indicator) and here.rule == "words after"
    return (
        replace(here, indicator=became["act"] + here.indicator) if thing and frames[0].post == here.indicator else None
    )


# 为30所卫生院、8所医院配备急救车: what is done for the last of a list is done for all of it
_FOR_WHOM = re.compile(r"(?:^|[，；。|])(?:[^，；。]{0,8})(?:为|给|对)(?:全[省市区县]|中心城区)?$")
_DONE_FOR = re.compile(
    r"^(?P<whom>[\u4e00-\u9fff]{2,12}?)(?:全部|均|都)?"
    r"(?:(?:进行|给予|予以)了?)?(?P<done>(?:配备|配发|更新|安装|加装|安置|购置|增配|配置|更换|免除|减免|实施|开展|提供|"
    r"(?<=进行)|(?<=进行了)|(?<=给予)|(?<=予以))[\u4e00-\u9fff]{2,12})$"
)


# 22家企业、9个产品分获金奖和银奖: each did something else; 46个村、2万人亟待脱贫: nothing was done
_NOT_OF_ALL = re.compile(r"分[别获]|各自?|依次|亟?待|有待|[尚仍还]?未|将")
# 2个新建项目开工、3家企业收入增长: they have something said of themselves, or are what is done
_SAID_ALREADY = re.compile(
    r"[入值额率量”办]$|(?:开工|竣工|安置|回收|生产|运行|流转|搬迁|改革|问题|建设|改造|治理|整治|升级|提升)$"
)
_NOT_SAID = re.compile(r"(?:项目|规模|产能|能力|任务|工作|运行)$")
_SHORTEST_SAID = 2
_THINGS = frozenset({*COUNT_UNITS, "人", "名", "位", "户", "件", "例"})


def _share_said(frames: list[Frame], here: Named, after: Named, *, goes_on: bool) -> Named | None:
    """5名教师、3个班组获得年度奖: what is said of the last of a list is said of all of it.

    `goes_on` tells that the second one has it from those behind it.
    """
    if not here.rule == after.rule == "words after" or not _stands_before(frames, here):
        return None
    if frames[0].number.unit not in _THINGS or _SAID_ALREADY.search(here.indicator):
        return None
    said, post = _said_of(after, frames[1]), frames[1].post.removeprefix("的")
    end = len(after.indicator) - len(said)
    follows = said != "" and (goes_on or said[:2] in post[end:]) and not _NOT_OF_ALL.match(post, end)
    return replace(here, indicator=said + here.indicator) if follows and not _NOT_SAID.search(said) else None


def _said_of(named: Named, frame: Frame) -> str:
    """Give what a name says of the things before it names them; empty where it says nothing."""
    start = noun_start(named.indicator, frame.post.removeprefix("的"))
    return named.indicator[:start] if _SHORTEST_SAID <= start < len(named.indicator) else ""


def _stands_before(frames: list[Frame], here: Named) -> bool:
    """Tell whether only a mark parts a thing that is named without a verb from the next one."""
    alone = frames[0].post.rstrip("、和与及") == here.indicator
    return alone and not _says_more(frames[1].pre.removeprefix(here.indicator))


def _share_help(frames: list[Frame], here: Named, after: Named) -> list[Named] | None:
    """Give both of two things that are counted side by side what is done for them, said behind the last one."""
    done = _DONE_FOR.match(frames[1].post)
    if done is None or not _stands_before(frames, here) or not _FOR_WHOM.search(frames[0].pre):
        return None
    return [
        replace(here, indicator=done["done"] + here.indicator),
        replace(after, indicator=done["done"] + done["whom"]),
    ]


def _share_done(frames: list[Frame], here: Named, after: Named) -> Named | None:
    """98%的乡镇和96%的村通油路: what the last of two shares did, the one before it did too."""
    if _says_more(frames[1].pre) or not frames[0].number.unit == frames[1].number.unit == "%":
        return None
    whose = re.sub(r"^的|以及$|[和与及]$", "", frames[0].post)
    if not here.rule == after.rule == "words after" or here.indicator != whose:
        return None
    said = _said_of(after, frames[1])
    return replace(here, indicator=said + here.indicator) if said else None


# 解决3万农村群众、9000名师生住房困难: what they are eased of is said once, of all of them
_EASED = re.compile(
    r"^(?P<eases>解决|改善|缓解)(?P<whom>[\u4e00-\u9fff]{2,12}?)(?:的)?(?P<need>(?:饮水|用水|吃水|住房|居住|出行|行路|用电|就医|上学|入学|取暖)"
    r"[\u4e00-\u9fff]{0,4}(?:问题|困难|难题|条件))$"
)


def _share_ease(frames: list[Frame], here: Named, after: Named) -> list[Named] | None:
    """Give both of two groups of people what they are eased of, said behind the last one."""
    eased = _EASED.match(after.indicator)
    whom = frames[0].post.rstrip("、和与及")
    if eased is None or here.indicator != eased["eases"] + whom:
        return None
    done = eased["eases"] + eased["need"]
    return [replace(here, indicator=done + whom), replace(after, indicator=done + eased["whom"])]


def share_deed(frames: list[Frame], here: Named, after: Named, *, goes_on: bool) -> list[Named] | None:
    """Name two things that are counted side by side by what is done with both or said of both.

    Args:
        frames: of the two figures, which only a mark of a list parts.
        here: the name of the first one so far.
        after: that of the second one.
        goes_on: whether the second one shares what it does with those behind it.

    Returns:
        Both names, or None where nothing is shared.
    """
    shared = _share_action(frames, here, after) or _share_help(frames, here, after) or _share_ease(frames, here, after)
    if shared:
        return shared
    alike = (
        _share_fate(frames, here)
        or _share_done(frames, here, after)
        or _share_said(frames, here, after, goes_on=goes_on)
    )
    return [alike, after] if alike else None
