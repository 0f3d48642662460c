"""What brackets say: of which kind, or where, some of what was counted are, and places put back: 县（市、区）."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.facts import areas
from pipeline.facts.frames import Frame
from pipeline.facts.naming.phrases.trim import strip_lead, strip_tail
from pipeline.facts.naming.phrases.verbs import leading_verb
from pipeline.facts.naming.state import Named, Naming

# 8个县（市、区）通过验收, 改造10个乡（镇）卫生院, 6个县（市）区: places of other kinds that are meant, too
_PLACES = re.compile(
    r"^(?:以上)?的?(?P<noun>[\u4e00-\u9fff]{0,7}?[县市区州旗盟乡镇村道])(?P<others>（[县市区州旗盟乡镇村社街道团场、]{1,8}）)"
    r"(?P<next>[\u4e00-\u9fff]?)"
)
# 9座污水（污泥）处理厂, 6万平方米旧房（棚户区）改造: what else they are called, inside the noun
_ASIDE = re.compile(
    r"^(?:以上)?的?(?P<noun>[\u4e00-\u9fff]{2,8})(?P<others>（[\u4e00-\u9fff]{2,10}）)(?P<next>[\u4e00-\u9fff]{2})"
)
_NO_NAME = re.compile(r"含|包括|其中|不|下同|预计|如|即|指|等|占|约|牵头|责任|单位|全[省市县]")
# 幼儿园40所（公办18所）, 上市公司9家（主板4家）: of which kind they are; no thing that could be counted alone
_KIND = re.compile(
    r"(?:[\u4e00-\u9fff]{0,4}(?:性|型|公办|民办)|公立|私立|国有|国企|民营|外资|集体|主板|创业板|科创板|新三板|北交所|上交所|深交所|港交所|"
    r"境内|境外|海外|产权公有|自建|租赁|农村|乡村)"
)
# 新增学位2万个（小学1万个）: what schools have, by their stage; schools themselves are counted alone
_STAGE = re.compile(r"(?:学前教育|学前|义务教育|幼儿园|小学|初中|高中|普通高中|中职|高职|中小学|高等教育)")
_OF_STAGES = re.compile(r"(?:学位|班级|班|教室)$")
# 供应用地900亩（东湖经济区500亩、其他县区400亩)
_OTHERS = re.compile(r"(?:其[他余它]|余下)?各?(?:县市区|市县区|区县|县区|县市|[县区]|乡镇|镇街|园区)")
_WHERE = re.compile(
    r"(?:主|中心|老)?城区|市区|"
    r"[\u4e00-\u9fff]{1,7}(?:(?<![小社景地城灾园街山库])区|县|(?<![城超都门股上])市|(?<!城)镇|街道)"
)
_PLACES_COUNTED = re.compile(r"[区县市镇乡村道园]$")
_NAMED_BY_DOING = re.compile(r"(?:上市|挂牌|注册|出口|创业)(?:企业|公司|商标)")


def name_kind_in_bracket(naming: Naming, index: int) -> Named | None:
    """幼儿园40所（公办18所）: the bracket tells of which kind, or where, some of what stands before it are."""
    first = index
    while first and naming.frames[first].bracketed:
        first -= 1
    frame, whole = naming.frames[index], naming.frames[first]
    counted = whole.number.unit == frame.number.unit and not whole.bracketed and not frame.post
    if not counted or not naming.readings[index].kind == naming.readings[first].kind == "level":
        return None
    head = naming.memory.names[first]
    verb = "" if _NAMED_BY_DOING.match(head) else leading_verb(head, naming.patterns)
    thing = head.removeprefix(verb)
    own = strip_tail(strip_lead(frame.pre.strip("、，"), naming.patterns), naming.patterns)
    if not thing or own == thing:
        return None
    place = _OTHERS.fullmatch(own) or (_WHERE.fullmatch(own) and areas.is_area(own, naming.patterns))
    if place and not _PLACES_COUNTED.search(thing):
        return Named(head, own, "head combined")
    if frame.number.unit != "元" and (
        (_KIND.fullmatch(own) and own not in thing) or (_STAGE.fullmatch(own) and _OF_STAGES.search(thing))
    ):
        return Named(verb + own + thing, None, "head combined")
    return None


def put_places_back(frame: Frame, named: Named) -> Named:
    """Give a counted place the kinds of places that stand in brackets behind it."""
    if "（" not in frame.after:
        return named
    if (places := _PLACES.match(frame.after)) is None:
        return _put_aside_back(frame, named)
    noun, indicator = places["noun"], named.indicator
    for size in range(len(noun), 0, -1):  # 首批创建的 | 县: of the words before the bracket some may be gone
        end = indicator.rfind(noun[-size:]) + size
        if end >= size and indicator[end : end + 1] in ("", places["next"]):
            return replace(named, indicator=indicator[:end] + places["others"] + indicator[end:])
    return named


def _put_aside_back(frame: Frame, named: Named) -> Named:
    """Give a noun the other word for it that stands in brackets inside it."""
    aside = _ASIDE.match(frame.after)
    if aside is None or _NO_NAME.search(aside["others"]):
        return named
    before, noun, rest = named.indicator.rpartition(aside["noun"])
    follows = noun and rest.startswith(aside["next"])
    return replace(named, indicator=before + noun + aside["others"] + rest) if follows else named
