"""What is paid by the head or for each thing (80岁以上老人每人每月60元): those who get it, and what it is called."""

from __future__ import annotations

import re

from pipeline.facts import areas
from pipeline.facts.naming.groups import run_length, start_turns, take_turn
from pipeline.facts.naming.phrases.trim import strip_lead
from pipeline.facts.naming.state import Named, Naming
from pipeline.facts.naming.words_before import own_words
from pipeline.resources.pattern_ends import compile_ending

_PAYMENT = r"(?:奖励金?|奖补|补助金?|补贴|津贴|资助|奖学金|助学金|生活费|慰问金|抚恤金|养老金|扶助金|救助金)"
# 新建托位按每个1万元, 80—89周岁每人每月60元: for whom or what, and by what it is reckoned
_EACH = compile_ending(
    r"(?:按照?)?(?:每(?:[人生户个名位床班岗车村年月天日餐]|张床位?)){1,2}(?P<verb>发放|给予|增发|提供)?(?:不低于|不超过|最高|约)?$"
)
_WHO = re.compile(
    r"[\u4e00-\u9fff、—\-\d]{0,24}?(?:周?岁(?:以上)?|老年?人|[人户生童员民者家士师兵]|对象|家庭|机构|托位|床位|企业|幼儿园|学校|岗位|本科|专科|中心|“[^”]{2,10}”)"
)
# 的标准给予一次性建设补助: what is given at so much for each
_GIVEN_AFTER = re.compile(
    rf"(?:以上|以内)?(?:（[^）]{{1,16}}）)?(?:的标准)?(?:分别|每年|按月|及时)*(?:给予|发放|予以)(?P<what>[\u4e00-\u9fff]{{0,8}}?{_PAYMENT})(?=[，。；、]|$)"
)
# 给70岁以上老人每月发放90元津贴
_GIVEN_NEXT = re.compile(rf"(?:以上|以内)?(?:的)?(?P<what>[\u4e00-\u9fff]{{0,8}}?{_PAYMENT})(?=[，。；、]|$)")
_CALLED = re.compile(rf"(?P<what>(?!每)[\u4e00-\u9fff]{{2}}{_PAYMENT}(?:标准)?)(?!政策|资金|办法|体系|制度)")
_LEADS = re.compile(r"^[、，]?(?:并|还)?(?P<gives>[对给向为]?)")
# 本科、专科毕业生分别奖励3万元、2万元
_PAID_IN_TURN = compile_ending(
    rf"^(?:并|还)?[对给为向](?P<who>[^，；。]{{2,30}}?)分别(?:给予|予以|发放|一次性)*(?P<what>[\u4e00-\u9fff]{{0,4}}{_PAYMENT})(?:最高)?$"
)
_SHARED_END = re.compile(r"(?:毕业生|人才|实验室|企业|平台|中心|项目|学生|教师|学校|医院|园区|基地|机构|团队|工厂)$")


def name_paid_each(naming: Naming, index: int) -> Named | None:
    """高龄津贴标准…80—89周岁每人每月60元: by who gets it, and the name of what is paid."""
    frame = naming.frames[index]
    each = _EACH.search(frame.pre) if "每" in frame.pre else None
    if each is None:
        return None
    words = own_words(naming, index)
    lead = _LEADS.match(words)
    own = words[lead.end() if lead else 0 :].removesuffix(each.group())
    scope, who = areas.split_scope(strip_lead(own, naming.patterns), naming.patterns)
    if not _WHO.fullmatch(who):
        return None
    given = _GIVEN_AFTER.match(frame.after) or _given_to_next(naming, index)
    gives = lead is not None and lead["gives"]  # 对托育机构每生每月…: says itself what is given
    if not given and each["verb"] and gives in ("给", "为") and (given := _GIVEN_NEXT.match(frame.after)):
        who += each.group().removesuffix(each["verb"])
    counts = frame.post not in ("", "的标准")
    called = None if given or gives or counts else _last_called(frame.before.removesuffix(frame.pre))
    paid = given or called
    if paid is None:
        return None
    indicator = who + paid["what"].removesuffix("标准") + ("标准" if called else "")
    naming.memory.head, naming.memory.verb = indicator, ""
    naming.memory.levels.append(indicator)
    return Named(indicator, scope, "words before")


def _given_to_next(naming: Naming, index: int) -> re.Match[str] | None:
    """托位按每个1万元、床位按每个5000元的标准给予补助: what the next of them get, they get too."""
    after = index + 1
    while after < len(naming.frames) and naming.frames[after].joint == "、":
        if not _EACH.search(naming.frames[after].pre):
            return None
        if given := _GIVEN_AFTER.match(naming.frames[after].after):
            return given
        after += 1
    return None


def _last_called(before: str) -> re.Match[str] | None:
    """Give what is paid by the last name that the sentence has for such a payment."""
    return next(reversed(list(_CALLED.finditer(before))), None)


def name_paid_in_turn(naming: Naming, index: int) -> Named | None:
    """对本科、专科毕业生分别奖励3万元、2万元: each of them gets its own."""
    found = _PAID_IN_TURN.search(naming.frames[index].pre) if "分别" in naming.frames[index].pre else None
    pieces = re.split(r"[、和]", found["who"]) if found else []
    if found is None or len(pieces) < 2 or len(pieces) != run_length(index, naming.frames):
        return None
    shared, front = _SHARED_END.search(pieces[-1]), pieces[0].rpartition("的")
    if shared:
        pieces = [piece if _SHARED_END.search(piece) else piece + shared.group() for piece in pieces]
    if front[1] and not any("的" in piece for piece in pieces[1:]):
        pieces = [pieces[0], *(front[0] + front[1] + piece for piece in pieces[1:])]
    start_turns(naming, [piece + found["what"] for piece in pieces], "")
    return take_turn(naming, None)
