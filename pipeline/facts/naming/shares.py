"""Rules for shares of a whole: chains of parts, 占…, a part that did something, and rates."""

from __future__ import annotations

import re

from pipeline.facts.kinds import RATE_AFTER
from pipeline.facts.naming.groups import run_length, start_turns, take_turn, takes_turn
from pipeline.facts.naming.known import KnownNames
from pipeline.facts.naming.paced import plain_head
from pipeline.facts.naming.phrases.coordination import split_coordination
from pipeline.facts.naming.phrases.heads import combine_head, is_bare_head, share_owner
from pipeline.facts.naming.phrases.short_lists import split_marks
from pipeline.facts.naming.phrases.verbs import last_verb, strip_verb_and_total
from pipeline.facts.naming.state import Named, Naming, Words, remember
from pipeline.facts.naming.subjects import context_subject, context_thing, is_part, owner_of_head
from pipeline.facts.naming.wording import ADDED_UP_LEAD, RESPECTIVE
from pipeline.facts.naming.words_before import clean_noun, own_words
from pipeline.resources.pattern_ends import compile_ending

# 城镇化率、服务业占GDP比重: a rate has no share in what the next one is a share of
_RATE = compile_ending(r"(?:率|占比|比重|比例|强度|水平|满意度|拥有量)$")
_THREE_SECTORS = ("第一产业占比", "第二产业占比", "第三产业占比")
# 占比重持续提升、达三成
_STATE = re.compile(
    r"(?:的?比重)?(?:持续|稳步|不断|逐步)+(?:提升|提高|上升|扩大|下降)、?$|"
    r"(?:已|均|都|也|仍|保持|努力|稳定|持续|始终|一直|稳步|逐步|不断|争取|力争|要|将|首次|预计|有望|基本|分别)+$"
)
# 税收占财政收入比重: of the region's income, whatever the clause before speaks of
_OF_REGION = re.compile(r"占[^，；]{0,8}(?:收入|支出|财政|预算|总税收|税收总[额量])")
# 机电和高新技术产品出口的主导作用增强，分别占…: they are what is a share, not what they do
_ROLE = compile_ending(
    r"的?(?:主导|支柱|主体|带动|支撑|龙头)+(?:作用|地位|产业)(?:(?:初步|基本)?形成)?$|"
    r"(?<=[\u4e00-\u9fff]{2})(?:发展)?(?:活力|实力|后劲)$"
)
_ATTAINED = re.compile(
    r"(?<=[\u4e00-\u9fff]{2})(?:基本|全部|均|都|率先|已|全面)*(?:实现|达到)(?=[\u4e00-\u9fff]{0,8}$)"
)
# 中小企业有91%完成改制: what a part of them did
_PART_DOING = re.compile(
    r"^(?:以上|左右)?(?:基本|全部|已|成功|顺利)*(?P<verb>实现|完成|进入|进行|通过|纳入|达到)(?:了)?(?:不同类型的)?"
    r"(?P<doing>(?!目标|预期)[\u4e00-\u9fff]{2,10})$"
)
# 财政支出71%以上用于民生, 行政村100%通宽带: what the thing before the figure does stands behind it
_THING_DOES = re.compile(
    r"^(?:全部|基本|率先|已|均|都|实现|成功|年内|真正)*(?P<doing>"
    r"(?:用[于在]|投[入向]|划[入为]|纳入|进入|就[地近]|返[城乡]|[上接]入|销往|来自|集中在|落户|集聚)[\u4e00-\u9fff“”、（）]{1,16}|"
    r"(?:[、和]?开?通(?:了|上)*[\u4e00-\u9fff（）]{0,4}(?:路|车|邮|电|网|气|水|宽带|公交|光纤))+|"
    r"(?:完成|实施|实行|开展|建[立有成])了?[\u4e00-\u9fff“”]{2,12}(?<!任务)(?<!工程)(?<!项目)|"
    r"[\u4e00-\u9fff]{0,4}(?:入学|升学|就业|上岗|破案|全破|侦破|摇号|接入|受理|进保|[建完]成|[竣完开]工|投[产用]|达[产效标]|"
    r"达产达效|达产见效|脱贫|出列|落实))$"
)
_REACHES = re.compile(r"(?<=[\u4e00-\u9fff）”]{2})(?:首次|全部|基本|率先|力争|已)*(?:实[现行])?(?:有|超过?|近|约)?$")
_LEAST_THING = 2
_SHARE = "占比"
_TAKEN = re.compile(r"^(?:坚持|继续|始终)*[将把](?=[\u4e00-\u9fff]{2})")


def name_ratio_part(naming: Naming, index: int) -> Named | None:
    """三次产业结构为9.6:45.1:45.3: each part of a chain has its place in it."""
    frames = naming.frames
    if frames[index].number.form != "ratio_part":
        return None
    first = index
    while (
        first > 0
        and frames[first - 1].number.form == "ratio_part"
        and frames[first].number.clean_start - frames[first - 1].number.clean_end == 1
    ):
        first -= 1
    size = 1
    while first + size < len(frames) and frames[first + size].number.form == "ratio_part":
        size += 1
    scope, noun = clean_noun(naming, frames[first].pre)
    if size >= 3 and re.search(r"产业|[一二三]产|结构", frames[first].before):
        return Named(_THREE_SECTORS[(index - first) % 3], scope, "three sectors")
    if noun:
        remember(naming, noun)
    return Named(noun or naming.memory.head, scope, "ratio chain")


def name_share(naming: Naming, index: int) -> Named | None:
    """占全省32.6%, 研发投入占GDP比重达到3.28%."""
    frame, reading, memory = naming.frames[index], naming.readings[index], naming.memory
    if reading.kind != "share" or reading.rule != "share of a whole":
        return None
    shares = bool(memory.whole) or any("占" in name for name in memory.group)
    if shares and not frame.pre.strip("、和与及") and takes_turn(naming, index):
        return Named(take_turn(naming, None).indicator + memory.whole, None, "share of a whole")
    if (count := run_length(index, naming.frames)) > 1:
        parts = split_marks(RESPECTIVE.split(frame.pre)[0])
        if len(parts) == count and _are_shares(parts, naming.known_names(index, count)):
            start_turns(naming, parts, "")
            memory.whole = ""
            return Named(take_turn(naming, None).indicator, None, "share of a whole")  # 甲占比重、乙占比重分别超过…
    told = frame.pre if "占" in frame.pre else reading.stem  # 民生支出超过财政支出的…, as if 占 were written
    pre = told if "占" in told else "占" + frame.pre.lstrip("、和与及")
    match = naming.patterns.share.search(pre)
    if not match:
        return Named(memory.head, None, "carried")
    scope, noun = clean_noun(naming, match["part"].removeprefix("争取"))
    if noun and is_bare_head(noun) and (of := _owner_of_share(naming, index, noun, match["of"])):
        noun = combine_head(of, noun)
    if noun.startswith("其") and len(noun) > 2:  # 非公有制经济较快发展，其增加值占…
        noun = combine_head(context_thing(naming, frame) or memory.head, noun[1:])
    listed = bool(RESPECTIVE.search(frame.pre)) or run_length(index, naming.frames) > 1
    clause = _ROLE.sub("", context_subject(naming, frame)) if not noun else ""
    in_turn = listed and ((bool(clause) and _take_group(naming, index, clause)) or _take_group(naming, index, noun))
    if in_turn:
        noun = take_turn(naming, scope).indicator
    owner = noun or ADDED_UP_LEAD.sub("", plain_head(naming, index)) or clause
    whole = (
        ""
        if "**" in match["of"]
        else "占" + match["whole"][1:]
        if match["whole"].startswith("其")
        else _STATE.sub("", match["of"])
    )
    ratio = (match["ratio"] or "").removeprefix("的") if not noun else (match["ratio"] or "")
    if ratio == "的":
        ratio = ""
    if noun and not in_turn:
        remember(naming, noun)
    memory.whole = f"{whole}{ratio}" if in_turn else ""
    return Named(f"{owner}{whole}{ratio}", scope, "share of a whole")


def _owner_of_share(naming: Naming, index: int, noun: str, of: str) -> str:
    """民营经济发展壮大，增加值占GDP比重达四成: whose a part is that is only a head, or empty: the region's."""
    if noun == "税收" and _OF_REGION.match(of):
        return ""
    return owner_of_head(naming, index) or naming.memory.head


def _are_shares(parts: list[str], known: KnownNames) -> bool:
    """Tell whether each thing of a list is a share or another rate by its own words: 甲占财政比重、城镇化率."""
    shares = ["占" in part for part in parts]
    return any(shares) and all(
        share or _RATE.search(part) or known.is_rate(part, at)
        for at, (part, share) in enumerate(zip(parts, shares, strict=True))
    )


def _take_group(naming: Naming, index: int, noun: str) -> bool:
    """Set what a list of figures takes in turn, of `noun` or the last levels; tell whether there is enough."""
    count = run_length(index, naming.frames)
    last = list(dict.fromkeys(naming.memory.levels))[-count:]
    parts = (split_coordination(noun, naming.known_names(index, count)) or []) if noun else last
    if count < 2 or len(parts) < count:
        return False
    start_turns(naming, parts, "")
    return True


def name_part(naming: Naming, index: int) -> Named | None:
    """其中海外人才占1/4: the part's share of what stands before it."""
    reading = naming.readings[index]
    if reading.rule != "share, whole before":
        return None
    memory, pre = naming.memory, naming.frames[index].pre
    if (memory.whole == _SHARE and not pre.strip("、和与及") and takes_turn(naming, index)) or (
        RESPECTIVE.fullmatch(pre.removesuffix("占")) and _take_group(naming, index, "")
    ):
        memory.whole = _SHARE  # 党政人才3万人，技能人才9万人，分别占8%、24%
        return Named(take_turn(naming, None).indicator + _SHARE, None, "share of a whole")
    scope, noun = clean_noun(naming, reading.stem)
    owner = noun or naming.memory.head
    naming.memory.head = naming.memory.head or f"{owner}占比"
    if noun and len(noun) <= 4 and is_part(naming.frames[index]) and naming.memory.head:
        owner = share_owner(naming.memory.head) + noun
    return Named(f"{owner}占比" if owner else "", scope, "share of a whole")


def name_part_doing(naming: Naming, index: int, words: Words) -> Named | None:
    """中小企业有91%完成改制: the share of them that did it."""
    frame = naming.frames[index]
    whole = strip_verb_and_total(naming.memory.head, naming.patterns) if is_part(frame) else ""
    owner = words.before or whole  # 完成43户企业的改制，其中80%完成转制
    doing = _PART_DOING.match(frame.post) if frame.number.unit == "%" and owner else None
    if doing is None:
        return None
    verb = doing["verb"] if doing["verb"] in ("进入", "通过", "纳入", "完成") else ""
    return Named(f"{verb}{doing['doing']}{owner}", words.scope, "words before" if words.before else "head combined")


# 将新增财力的60%用于改善民生
_TAKES = re.compile(r"[将把](?P<what>[^，；。将把]{2,24})的$")


def name_thing_doing(naming: Naming, index: int, words: Words) -> Named | None:  # noqa: ARG001 - as each rule by words
    """财政支出71%以上用于民生: what the things before the figure do, said behind it, is the share of them that do."""
    frame = naming.frames[index]
    stated = frame.number.unit == "%" and naming.readings[index].kind in ("share", "level") and not frame.runs_on
    does = _THING_DOES.match(frame.post) if stated else None
    taken = _TAKES.search(frame.pre) if frame.pre.endswith("的") else None
    if does is None or (frame.pre.endswith("的") and taken is None):
        return None
    own = taken["what"] if taken else own_words(naming, index)
    scope, noun = clean_noun(naming, _TAKEN.sub("", _REACHES.sub("", own)))
    if not noun and index and frame.joint in ("，", "、"):
        noun = naming.memory.owned.get(naming.memory.head, "")  # 项目90%以上开工，50%以上投产
    if len(noun) < _LEAST_THING or last_verb(noun, naming.patterns):
        return None
    indicator = noun + does["doing"].replace("了", "", 1)
    remember(naming, indicator)
    naming.memory.owned[indicator] = noun
    return Named(indicator, scope, "words before")


def name_rate(naming: Naming, index: int, words: Words) -> Named | None:  # noqa: ARG001 - as each rule by words
    """收运体系实现行政村100%覆盖: the rate of what stands before it, or of what was named last."""
    frame = naming.frames[index]
    found = RATE_AFTER.match(frame.post) if frame.number.unit == "%" else None
    if found is None:
        return None
    scope, noun = clean_noun(naming, _ATTAINED.sub("", own_words(naming, index)))
    owner = noun or strip_verb_and_total(naming.memory.head, naming.patterns)
    indicator = f"{owner}{found['done']}率"
    remember(naming, indicator)
    return Named(indicator, scope, "words before" if noun else "head combined")
