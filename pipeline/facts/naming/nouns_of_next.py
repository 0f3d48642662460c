"""Nouns after a figure that stand behind the next one: 4批58名医护人员, 5个公路项目120公里建成通车."""

from __future__ import annotations

import re

from pipeline.facts.kinds import NOT_A_NOUN
from pipeline.facts.naming import listed, people_after
from pipeline.facts.naming.phrases.following import read_noun_after
from pipeline.facts.naming.phrases.heads import is_bare_head
from pipeline.facts.naming.phrases.trim import strip_lead, strip_tail
from pipeline.facts.naming.phrases.verbs import leading_verb
from pipeline.facts.naming.state import Naming
from pipeline.facts.naming.wording import COUNT_UNITS, NOUN_START, TRAILING
from pipeline.facts.naming.words_before import clean_noun, own_words

# 5个公路项目120公里建成通车: what was done is said behind both figures
DONE_WITH = re.compile(
    r"^(?:已|均|全部|基本|顺利|陆续|相继|即将)*(?P<verb>(?:建成|竣工|全线)(?:通车|贯通|投用|投产|运营|并网)|新?开工建设|新?开工|"
    r"建成|竣工|通车|投产|投用|完工|交付|投运|并网)(?:了)?$"
)
TOGETHER_WITH = re.compile(r"(?:共计?|总长|全长|总里程)$")
# 6个园区进入全省30强: what they got into is the next figure
_GOT_INTO = re.compile(
    r"^(?P<noun>[\u4e00-\u9fff]{2,8}?)(?P<list>(?:进入|跻身|入围|入选|挺进|上榜|晋级)[\u4e00-\u9fff]*)$"
)
_COUNTED_TOGETHER = COUNT_UNITS | {"栋", "批", "处", "件", "幢", "亩", "平方米", "公里"}
_INVESTED = re.compile(r"、(?:总|计划总?|年度(?:计划)?)投资(?:约|近|超过?)?")
_ISSUED = re.compile(r"(?:推行|出台|推出|发布|制定|公布|实行|印发|梳理)(?:了)?")


def read_behind_next(naming: Naming, index: int) -> str | None:
    """28支 | 总规模 420亿元的产业基金: the noun stands behind the next figure, which is said of it."""
    frame = naming.frames[index]
    if not frame.runs_on or not is_bare_head(strip_tail(frame.post, naming.patterns)):
        return None
    if naming.frames[index + 1].number.form == "multiple":  # 两个收入提前翻番的目标
        return None
    thing = naming.frames[index + 1].post
    if frame.post.startswith("项目") and not thing.startswith("的"):
        return None  # 12个 | 项目完成投资 3亿元
    return TRAILING.sub("", read_noun_after(thing, naming.patterns)) if thing.startswith("的") else ""


# 8个 | 省级试点镇和临川镇等 9个市级重点镇: the names behind the mark are of what the next figure counts
_NAMES_OF_NEXT = re.compile(
    r"^(?P<noun>[\u4e00-\u9fff“”]{2,14}?)(?:以及|[和与及、])[\u4e00-\u9fff“”、]{2,24}等(?:共)?$"
)


def read_before_names(naming: Naming, index: int) -> str | None:
    """8个 | 省级试点镇和临川镇等 9个市级重点镇: the things, without the names that the next figure sums up."""
    frame = naming.frames[index]
    after = naming.frames[index + 1]
    if frame.number.unit == "元" or after.number.unit not in _COUNTED_TOGETHER:
        return None
    between = frame.after[: after.number.clean_start - frame.number.clean_end]
    named = _NAMES_OF_NEXT.match(between)
    if named is None or naming.patterns.predicate.search(named["noun"], 1):
        return None
    naming.memory.noun_after = named["noun"]
    return named["noun"]


# 47% | 的村集体经济收入突破 10万元, 4个 | 县财政收入均超过 20亿元: what all of them reach is said of those counted
_REACH = re.compile(
    r"^(?:以上)?(?:的)?(?P<who>[\u4e00-\u9fff]{0,10}?(?:行政村|经济薄弱村|[县市镇乡村](?![级域内])|(?<=[县城辖市])区(?![域块])|街道|企业|农户|家庭|脱贫户))"
    r"(?P<what>[\u4e00-\u9fff]{2,14}?(?:收入|产值|税收|利润|总值|销售额|增加值|利税))"
    r"(?P<each>(?:均|都|全部|稳定|已)*)(?P<than>超过?|突破|达到?|过|高于|不低于)$"
)
_PLACES = re.compile(r"[县市镇乡村道]$|[县城辖市]区$")


def read_reaching(naming: Naming, index: int) -> str | None:
    """47% | 的村集体经济收入突破 10万元: the share, or the number, of those that reach it."""
    frame = naming.frames[index]
    after = naming.frames[index + 1] if frame.runs_on else None
    if after is None or after.number.unit != "元" or frame.number.unit not in ("%", "个", "家", "户"):
        return None
    found = _REACH.match(frame.after[: after.number.clean_start - frame.number.clean_end])
    if found is None or not (frame.number.unit == "%" or found["each"] or _PLACES.search(found["who"])):
        return None
    naming.memory.noun_after = found["who"]
    return f"{found['what']}{found['than']}{after.number.text}{found['who']}"


def read_shared(naming: Naming, index: int) -> str | None:
    """4批 | 58名医护人员: two figures count the same thing."""
    frame = naming.frames[index]
    if frame.post not in ("", "共", "共计", "总计") or not (frame.runs_on or _shares_noun(naming, index)):
        return None
    own = clean_noun(naming, own_words(naming, index))[1]
    own = re.sub(r"(?:对|为|向|给|以|将|把|让|使|与|加快|推进|推动)$", "", own)
    own = strip_lead(own.rpartition("、")[2], naming.patterns)  # 均衡布局、统筹建设
    if own and leading_verb(own, naming.patterns) != own and not _ISSUED.fullmatch(own):
        return None
    following = naming.frames[index + 1].post
    if frame.number.unit == "户" and (whole := people_after.ALL_REACHED.match(following)):
        return whole["what"] + "户数"  # 512户 | 1106人全部实现脱贫
    task = listed.read_task(naming, index + 1)
    return task or ("" if NOT_A_NOUN.match(following) else read_noun_after(following, naming.patterns))


def _shares_noun(naming: Naming, index: int) -> bool:
    """120个、5万户老旧小区: two counts of one thing in different units, with nothing between them."""
    frame, after = naming.frames[index], naming.frames[index + 1]
    if after.joint != "、":
        return False
    if after.pre.strip("、"):  # 500个、总投资 1000亿元的重点项目
        return bool(_INVESTED.fullmatch(after.pre)) and after.post.startswith("的") and after.number.unit == "元"
    units = {frame.number.unit, after.number.unit}
    homes = units == {"户", "人"} and people_after.ALL_REACHED.match(after.post)  # 120户、460人脱贫
    return bool(homes or (after.post_is_noun and len(units) > 1 and units <= _COUNTED_TOGETHER))


def read_with_next(naming: Naming, index: int) -> str | None:
    """5个公路项目120公里建成通车, 6个园区进入全省30强: what is said of the things stands at the next figure."""
    frame = naming.frames[index]
    after = naming.frames[index + 1] if frame.runs_on and frame.post else None
    if after is None or frame.number.unit in ("元", "%") or NOT_A_NOUN.match(frame.post):
        return None
    got = _GOT_INTO.match(frame.post) if after.number.text.endswith("强") else None
    if got:
        naming.memory.noun_after = frame.post
        return got["list"] + after.number.text + got["noun"]
    done = DONE_WITH.match(after.post)
    if done is None or not NOUN_START.match(frame.post) or after.pre != frame.post:
        return None
    naming.memory.noun_after = frame.post
    return done["verb"] + TOGETHER_WITH.sub("", frame.post)
