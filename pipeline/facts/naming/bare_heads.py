"""Completions of words that are only a head (产值, 总量, 占比): whose it is, or that it stands alone."""

from __future__ import annotations

import re

from pipeline.facts import areas
from pipeline.facts.frames import LIST_MARKS
from pipeline.facts.naming.phrases.coordination import join_indicators
from pipeline.facts.naming.phrases.heads import combine_head, combine_pair, is_bare_head, share_owner
from pipeline.facts.naming.phrases.levels import combine_level, is_level_only
from pipeline.facts.naming.phrases.trim import strip_lead
from pipeline.facts.naming.state import Completed, Named, Naming, Words
from pipeline.facts.naming.subjects import NO_COUNT, context_thing, counted_before, is_part, owner_of_head
from pipeline.facts.naming.wording import BALANCE, LENDER, MONEY_FLOW, SHARED
from pipeline.facts.naming.words_before import own_phrase
from pipeline.resources.pattern_ends import compile_ending

_SHARE_AWAY = re.compile(
    r"^(?:在|于)?(?P<where>全[国省市区县]|[\u4e00-\u9fff]{2,6})(?:的)?(?P<what>占比|份额|比重|"
    r"占有率)$"
)
# 增加值占GDP的比重: whose it is the clause before says
_HEAD_OF_WHOLE = re.compile(r"^(?P<head>[\u4e00-\u9fff]{2,4})(?P<of>占(?!比).+)$")
# 占生产总值比重提高2个百分点
_SHARE_OF = re.compile(r"^[其约]?占(?!比)[^，；、]{2,16}(?:比重|比例|份额)$")
# 与地区生产总值之比为2.5%: 与 is taken for a word that leads to the name
_RATIO_TO = re.compile(r"^(?:地区生产总值|国内生产总值|生产总值|GDP)之比$")
_GAPS = ("收入比", "收入倍差", "收入差距", "人均收入比", "收入差")
_ALL_LOANS = re.compile(r"(?:各项|本外币|人民币)+(?:存|贷)款(?:余额)?")
_ALL_DEPOSITS = re.compile(r"^(?P<whose>[\u4e00-\u9fff]{2,8}?(?:机构|银行|信用社))(?:各项|本外币|人民币)+(?:存|贷)款")
_RAISED = re.compile(r"招商|引资|项目|资金|基金|投资|签约|内资|外资|融资|贷款|活动|合作|合同|工程|协议|企业|课题")
_WEAK = re.compile(r"(?:滞后|不足|不强|薄弱|较弱|不够|缓慢|不高)$")  # 招商能力较为滞后: no owner of money
_SUM = compile_ending(r"(?:额|值|款|余额|资金|收入|投资|支出|规模)$")
_CONTRIBUTES = re.compile(r"对[^，；、]{2,14}?的?贡献率")
_SUMMED = re.compile(r"(?:[两三四五]年|全年)?(?:累计|合计|总计|共计?)(?![享建同])")
_SIZES = ("总量", "规模", "总数", "数量")
_ZONE = re.compile(r"(?:开发区|新区|高新区|经开区|保税区|综保区)$")
_OUTPUT = re.compile(r"(?:工业|总)?产值|营业收入|增加值|税收|利税|投资")
_TRADE = re.compile(r"进出口|外贸|贸易|产品|货物|商品|进口|出口(?!退税)")
# 进出口总额12亿美元，其中出口8亿美元；进口4亿美元
_ALL_TRADE = re.compile(r"(?:完成|实现|累计|地区|全年)*(?:进出口|进口|出口)(?:贸易)?(?:总[额值量]|额)?")
_ONE_WAY = re.compile(r"(?P<lead>外贸|对外贸易)(?:进口|出口)(?P<sum>总?[额值]?)")
# 移交工作居全省第一。研发投入…, 开工率100%，完成投资…: neither has money of its own
_NO_OWNER = re.compile(
    r"(?:(?<!社会)工作 .*(?:投入|投资|收入|支出|产值)|开放 .*[进出]口总?额?|率 .*(?:投资|收入|支出|产值)|"
    r"(?:干部|人员|人数|职工|学生|劳动力|人次|比例) .*投入(?:资金)?|"
    r"(?:生产总值|GDP|零售总额) .*(?:投资|投入|资金|投资规模)|(?:次数|环节|系统|平台) .*时限)$"
)
# 40项惠民工程建成，投入资金…; 打赢攻坚战，投入资金…: of the works themselves
_NO_PART = re.compile(r"^(?:\d+[项件]|力?打[赢好])(?=[\u4e00-\u9fff“]{4})")
# 援建项目52个，资金3亿元
_FUNDS = ("资金", "总资金")
_FUNDED = re.compile(r"(?:项目|工程|活动|订单|协议|合同|课题|改造|建设)$")
# 园区注册企业60家: counted as something done
_REGISTERED = re.compile(r"(?:注册|登记|入驻|入园|落户)(?=[\u4e00-\u9fff]{2})")


def complete_level(naming: Naming, index: int, words: Words) -> Completed | None:
    """新增国家级高新技术企业3家，省级12家: only the level is said."""
    if not is_level_only(words.before) or not naming.memory.head:
        return None
    head = counted_before(naming, index) if is_part(naming.frames[index]) else ""
    head = re.sub(r"^累计(?:建成|培育|拥有|认定|创建)?", "", head or naming.memory.head)
    return Completed(combine_level(head, words.before), "level carried")


def keep_of_new_area(naming: Naming, index: int, words: Words) -> Completed | None:
    """…；北部新区完成投资: a new area, or a part of the region that opens a sentence, has its own."""
    part = bool(words.scope) and not areas.is_whole(words.scope or "") and words.scope not in naming.regions
    opens = naming.frames[index].joint == "；" or (part and not index)
    new = words.scope and opens and words.before.startswith("完成")
    return Completed(words.before) if new else None


def keep_arrived(naming: Naming, index: int, words: Words) -> Completed | None:
    """外贸进出口总额20亿元，实际到位资金5亿元: of the money that came, where none was spoken of."""
    if not words.before.endswith("到位资金"):
        return None
    owner = owner_of_head(naming, index)
    return None if _RAISED.search(owner) and not _WEAK.search(owner) else Completed(words.before)


def keep_of_zone(naming: Naming, _index: int, words: Words) -> Completed | None:
    """推动园区升级，青溪经开区产值达76亿元: an output of the zone that is named right before it."""
    zone = words.scope and _ZONE.search(words.scope)
    return Completed(words.before) if zone and _OUTPUT.fullmatch(words.before) and not naming.memory.levels else None


def keep_trade(naming: Naming, _index: int, words: Words) -> Completed | None:
    """完成出口退税15亿元，实现出口26亿美元: 出口 is a head only where trade in something was named."""
    head = naming.memory.head
    if words.before not in ("出口", "进口"):
        return None
    if other := _ONE_WAY.fullmatch(head):
        return Completed(other["lead"] + words.before + other["sum"], "head combined")
    return Completed(words.before) if not _TRADE.search(head) or _ALL_TRADE.fullmatch(head) else None


def keep_balance(naming: Naming, _index: int, words: Words) -> Completed | None:
    """完成直接融资90亿元；贷款余额…: the region's, where no lender was named."""
    alone = BALANCE.fullmatch(words.before) and not LENDER.search(naming.memory.head)
    return Completed(words.before) if alone else None


def complete_balance(naming: Naming, _index: int, words: Words) -> Completed | None:
    """金融机构各项存款余额210亿元，各项贷款余额…: of the same lenders."""
    other, head = _ALL_LOANS.fullmatch(words.before), naming.memory.head
    owned = _ALL_DEPOSITS.match(head) if other else None
    return Completed(owned["whose"] + words.before, "head combined") if owned else None


def complete_funds(naming: Naming, index: int, words: Words) -> Completed | None:
    """落实援建项目52个，资金3亿元: that of the projects which are counted right before it."""
    head, frame = naming.memory.head, naming.frames[index]
    counted = index and naming.frames[index - 1].number.unit not in NO_COUNT and not frame.context.strip("，、")
    if words.before not in _FUNDS or not counted or not _FUNDED.search(head):
        return None
    return Completed(combine_head(head, words.before), "head combined")


def complete_total_of_list(naming: Naming, index: int, words: Words) -> Completed | None:
    """名镇9个、名村23个，数量居全省第一: the number of all that the list counts."""
    listed = _listed_before(naming, index) if words.before in ("数量", "总数", "总量") else ""
    return Completed(listed + words.before, "shared") if listed else None


def keep_of_organization(naming: Naming, index: int, words: Words) -> Completed | None:
    """甲钢产值…，乙能营收接近500亿元: the organization is no part of the indicator."""
    return Completed(words.before) if _is_of_organization(naming, index) else None


def keep_staff(naming: Naming, _index: int, words: Words) -> Completed | None:
    """园区注册企业60家，从业人员…: those who work there, where the companies were counted as something done."""
    acted = naming.memory.verb or _REGISTERED.match(naming.memory.head)
    return Completed(words.before) if acted and words.before in ("从业人员", "雇工人员", "雇工") else None


# 城镇化率45%。从业人员…: a rate employs nobody; 水泥…；发电量…: nor does another product make power
_NO_MAKER = re.compile(
    r".*(?:率|比重|指数) (?:从业人员|职工|总?产值|总投资|面积)|"
    r"(?![^ ]*(?:[电能光风核机]|焚烧|垃圾|项目|工程|企业|公司|园))[^ ]* 发电量"
)


def complete_bare_head(naming: Naming, index: int, words: Words) -> Completed | None:
    """高新技术企业86家，产值…: the head is of what was named before, or of what the clause before speaks of."""
    part = words.scope and words.before.endswith("面积") and not naming.memory.levels  # 主城区面积 is its own
    owner = "" if part else _whole_before(naming, index) or owner_of_head(naming, index)
    if words.before == "税占比" and "收入" not in owner:
        return None
    owned = f"{owner} {words.before}"
    owner = "" if _NO_OWNER.search(owned) or _NO_MAKER.fullmatch(owned) else naming.memory.owned.get(owner, owner)
    if words.before.endswith("完成投资"):
        owner = naming.memory.staged.get(owner, owner)  # 项目完工22个，完成投资…: of all of them
    owner = _NO_PART.sub("", owner)
    if not owner:
        return None
    indicator = combine_head(owner, words.before)
    if words.before in _SIZES and indicator.endswith(words.before):
        thing = indicator.removesuffix(words.before)  # 总量居第三，增速…: of the same thing
        naming.memory.owned[indicator] = owner if _SUM.search(owner) else thing
    head = words.before.removeprefix("累计")
    if head != words.before and MONEY_FLOW.search(head) and indicator.endswith(head):
        indicator = f"{indicator.removesuffix(head)}累计{head}"
    return Completed(indicator, "head combined")


def complete_head_of_whole(naming: Naming, index: int, words: Words) -> Completed | None:
    """增加值占GDP的比重: whose it is the clause before says."""
    memory = naming.memory
    part_of = _HEAD_OF_WHOLE.match(words.before) if memory.head else None
    if part_of is None or not is_bare_head(part_of["head"]):
        return None
    owner = (context_thing(naming, naming.frames[index]).removesuffix("发展") or memory.head).split("、")[0]
    return Completed(combine_head(owner, part_of["head"]) + part_of["of"], "head combined")


def complete_share_that_moves(naming: Naming, index: int, words: Words) -> Completed | None:
    """民营经济加快发展，占生产总值比重提高2个百分点: whose share it is was said before."""
    owner = owner_of_head(naming, index) if _SHARE_OF.match(words.before) else ""
    return Completed(owner + words.before.lstrip("其约"), "head combined") if owner else None


def complete_ratio_to(naming: Naming, index: int, words: Words) -> Completed | None:
    """研发经费支出9亿元，与地区生产总值之比为2.5%: of what was named before."""
    owner = owner_of_head(naming, index) if _RATIO_TO.match(words.before) else ""
    return Completed(f"{owner}与{words.before}", "head combined") if owner else None


def complete_gap(naming: Naming, index: int, words: Words) -> Completed | None:
    """城乡居民收入分别增长8%、9%，收入倍差缩小到2.4: the gap is that between town and country."""
    gap = words.before in _GAPS and "城乡居民" in naming.frames[index].before
    return Completed(f"城乡居民{words.before}", "head combined") if gap else None


def complete_pair(naming: Naming, index: int, words: Words) -> Completed | None:
    """新增龙头企业27家，增量、总量均居全省第一: both heads are of what was named before."""
    head, rank = naming.memory.head, naming.readings[index].kind == "rank"
    pair = combine_pair(head, words.before) if head and rank else ""
    if not pair and SHARED.search(naming.frames[index].pre) and not words.before.endswith("率"):
        owner = owner_of_head(naming, index)  # 建筑业平稳发展，总产值、增加值均增长9%
        pair = combine_pair(owner, words.before) if owner and not _NO_OWNER.search(f"{owner} {words.before}") else ""
    return Completed(pair, "head combined") if pair else None


def name_contribution(naming: Naming, index: int, words: Words) -> Named | None:
    """服务业增加值9亿元，对经济增长的贡献率达五成: what was named last contributes."""
    said = _CONTRIBUTES.match(naming.frames[index].pre) if words.before.endswith("贡献率") else None
    head = naming.memory.head
    return Named(head + said.group(), None, "head combined") if said and head else None


def name_share_away(naming: Naming, index: int, words: Words) -> Named | None:
    """生产企业47家，全国占比8%: the share somewhere else, which later figures do not take up."""
    head, share = naming.memory.head, naming.readings[index].kind == "share"
    away = head and share and _SHARE_AWAY.match(words.before) and re.match(r"^(?:在|于|全|国内|省内)", words.before)
    return Named(head + words.before, None, "head combined") if away else None


def complete_share_of_part(naming: Naming, index: int, words: Words) -> Completed | None:
    """其中女性占比40%: the share of a part of what was named before."""
    head = naming.memory.head
    if not is_part(naming.frames[index]) or not head or not re.match(r"^[^，]{1,4}(?:占比|比重)$", words.before):
        return None
    return Completed(share_owner(head) + words.before, "head combined")


def _whole_before(naming: Naming, index: int) -> str:
    """引进项目30个，其中工业项目5个，共完成投资90亿元: a sum behind a part is of the whole; empty for others."""
    part = index - 1
    if part < 1 or naming.frames[index].joint != "，" or not _SUMMED.match(naming.frames[index].pre):
        return ""
    while part and naming.frames[part].joint in LIST_MARKS:
        part -= 1
    counted = naming.frames[part].number.unit not in NO_COUNT and is_part(naming.frames[part])
    return naming.memory.names[part - 1] if part and counted else ""


def _is_of_organization(naming: Naming, index: int) -> bool:
    """Tell whether the words before a figure begin with an organization of the sentence."""
    phrase = strip_lead(own_phrase(naming, index), naming.patterns)
    return any(phrase.startswith(owner) for owner in naming.owners)


def _listed_before(naming: Naming, index: int) -> str:
    """名镇9个、名村23个，数量居全省第一: the rank is of all that the list before it counts."""
    first = index - 1
    while first > 0 and naming.frames[first].joint in LIST_MARKS:
        first -= 1
    count = index - first
    counted = all(naming.readings[at].kind == "level" for at in range(first, index))
    usable = counted and 1 < count <= len(naming.memory.levels)
    return join_indicators(naming.memory.levels[-count:]) if usable else ""
