"""累计 in a name: put where the words before the figure say it of a deed, taken off where it came with a head."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.facts.frames import Frame
from pipeline.facts.kinds import Reading
from pipeline.facts.naming.state import Named
from pipeline.facts.naming.wording import MONEY_FLOW
from pipeline.resources.pattern_ends import compile_ending

_ADDED_UP = "累计"
# 累计投入资金: what is said to have been done; of 园区累计达到8家 the number is what there is now
_DONE = re.compile(r"累计(?:已|共)?(?P<done>(?![达超突增有约近至新为]|发展到|完成投资$)[\u4e00-\u9fff“”]{2,})$")
# 累计完成72条道路养护, 累计推动90家企业上云: the verb, too, says what the things behind it are
_DONE_TO_NEXT = re.compile(r"完成|推动|帮助|支持|组织|举办|承接")
_LEADS_ON = re.compile(r"(?:完成|实现)(?:了)?")
# 累计引进项目36个，总投资8亿元: the money of those that were counted is not added up by itself
_OF_COUNTED = compile_ending(
    r"(?<=[\u4e00-\u9fff]{4})(?:总投资额?|投资总额|计划投资|(?:签约|协议|合同)(?:总额|金额|资金|总投资)|到位资金|完成投资|"
    r"[办回满履开竣][复结意约工]率)$"
)
# 累计完成投资50亿元，其中2019年完成9亿元
_OF_YEAR = re.compile(r"(?:其中|仅)，?(?:\d{4}年|今年|去年|当年|上年)(?:就|又)?(?:完成|实现|投入)?$")
_NOT_SUMMED = re.compile(r"累计|新增|净增|总数|总量")


def say_added_up(frame: Frame, reading: Reading, named: Named) -> Named:
    """Give a name with 累计 where its own words say it of a deed, and without it where it is of other figures."""
    name = named.indicator
    if reading.kind != "level":
        return named
    if _ADDED_UP not in frame.pre:
        other = name.startswith(_ADDED_UP) and (
            _OF_YEAR.search(frame.pre) or (frame.joint == "，" and _OF_COUNTED.search(name))
        )
        return replace(named, indicator=name.removeprefix(_ADDED_UP)) if other else named
    if not name or _NOT_SUMMED.search(name):
        return named
    return replace(named, indicator=_with_sum(frame, name))


def _with_sum(frame: Frame, name: str) -> str:
    """Put 累计 before that in a name which was done over the time, where the words tell a deed."""
    said = _DONE.search(frame.pre)
    if said is None:
        return name
    done = said["done"]
    if frame.post_is_noun and done not in name and _DONE_TO_NEXT.fullmatch(done):
        return _ADDED_UP + done + name
    short = _LEADS_ON.sub("", done, count=1) if _LEADS_ON.match(done) else done
    if not short:  # 固定资产投资累计完成90亿元
        return _ADDED_UP + name if MONEY_FLOW.search(name) else name
    if (at := name.find(short)) >= 0:
        return name[:at] + _ADDED_UP + name[at:]
    return _ADDED_UP + name if name.startswith(done[:2]) else name
