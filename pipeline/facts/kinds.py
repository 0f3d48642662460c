"""Tell what kind of statement a figure makes: a level, a change, a share, a rank or a ratio; and its bound."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.facts.frames import LIST_MARKS, Frame
from pipeline.facts.patterns import Patterns
from pipeline.facts.ranks import is_place_moved
from pipeline.frozen import frozen
from pipeline.records import Direction, Kind
from pipeline.resources.pattern_ends import compile_ending

# words after a figure that do not name what it counts
NOT_A_NOUN = re.compile(
    r"^(?:的)?(?:(?:预期|年度|年初|全年)?(?:目标|任务|计划)(?:$|还|未|没)|(?:高速|较快|快速|两位数)?增长|增速|速度|目标|"
    r"水平|规模$|左右|以上|以下|以内|和|与|及|并(?!网)|且|比(?!亚)|较(?![大高好强])|同比|环比|居(?![民家住])|位(?!于)|排(?![水污涝])|"
    r"占|均(?!衡)|分别|计(?![算量生])|按|由|从|至|到|后(?![备勤])|来(?!料)|等(?!级)|高于|低于|为|有力|圆满|超(?![市算高大导常]|[\d.十百千万亿]+元?[\u4e00-\u9fff])|其中|"
    r"创(?![新业意客投])|在(?![校建研编岗职读库册])|被|向|将(?!军)|已|仍|是|能(?![源人级])|可(?![再利移视])|达|"
    r"不(?![锈动])|再(?![生制])|也|还|又|年(?![产轻])"
    r"|提高|提升|增加|减少|压减|缩减|收窄|前移|下降|降|上升|扩大|缩|升(?!级)|发展到|调整|回落|压缩|跃升|"
    r"增至|(?:减|整合|合并|归并|撤并|调整|划分|压缩|精简|扩大?|改)(?:为|成)$|[\u4e00-\u9fff]{1,4}[到至]$|，|、|。|；|时|的$|同期|总体|稳|名列|跻身|人民币|保持|继续|全部完成|均已|正在(?:积极|抓紧|加快|有序|全力)*(?:推进|实施|办理|建设|施工|进行)中?$|"
    r"持续|远(?![程郊洋])|近(?![海洋远郊岸代现])|几乎|连续|首次|突破|实现|接近|优于|好于|快于)"
)
# 村级站点实现100%覆盖: the verb behind the figure makes it a rate
RATE_AFTER = re.compile(r"^(?P<whole>全)?(?P<done>覆盖|参保|达标)$")
FROM = re.compile(r"(?:由|从)[^，；、]*$")
"""由2019年的39%: where a change starts."""
_TO = re.compile(r"^[\u4e00-\u9fff]{1,5}[到至为][^，；、]{0,12}$")
EACH = re.compile(r"每[人户生月年天亩]")
_TIMES_SAID = re.compile(r"(?:分别)?(?:是|为|相当于|达到?)(?P<of>[^，；、是为]{0,16})的(?:近|约|超)?$")
_TIMES_OF = re.compile(r"(?P<of>[^，；、是为]{0,16}?)的(?:近|约|超)?$")
# 恢复到上年的52.3%, 仅为全国的41%、全省的63%
_PART_OF_OTHER = re.compile(
    r"(?:(?:恢复到|恢复至|达到|为|是|相当于|只有|^、)(?:了)?"
    r"(?P<of>(?:上年|去年|前年|(?:19|20)\d{2}年)(?:同期|底|末)?|同期)|"
    r"(?:仅为|只有|相当于|^、)(?P<of_all>全[国省](?:平均水平|平均|总量)?))的(?:约|近)?$"
)
# 超过全国平均水平1.2个百分点, 超目标任务14.5%
_OVER = re.compile(
    r"(?:超|超过|超出)(?:全国|全省|全市|全区|全县|国家|省|平均|年度|全年|年初|预期|目标|计划|序时)[^，；、的]{0,8}$"
)
_OVER_OTHER = re.compile(r"(?:超过|超出|超)[\u4e00-\u9fff]{2,10}$")  # 超过第二产业1.6个百分点
_BEYOND = re.compile(r"^(?:均|都|远)?(?P<side>[高低])[出于](?!预算)[\u4e00-\u9fff]{2,10}$")  # 高出底价33%
_PLAN_SHARE = re.compile(
    r"(?:(?:仅|只|约)?(?:为|占(?=年度|全年|年初|计划|任务)|完成|达到?|是)|^(?!占))(?:了)?(?P<of>[^，；、]{0,6}(?:计划|预算(?!支出|收入)|目标|任务|进度|"
    r"年度)[^，；、]{0,8}?)的(?:约|近)?$"
)
_SHARE_WORD = compile_ending(
    r"(?:占比|比重|份额|占有率|(?:相当于|占)[^，；、]{2,16}的比例)(?:预计|达到?|为|超过?|约|近|分别|提高到|提升到|提升至|提高至|升至|"
    r"稳定在|保持在|达|在|均|不低于|不到|不足|不超过|仅为|高达|由|从|上升到|下降到|降至|调整为|"
    r"首次|已|至|到|突破|仅|也|高达|接近|(?:由|从)[^，；、]{0,8}的)*$"
)
# 民生投入超过财政总支出的80%, 覆盖常住人口的80%以上
_SHARE_REACHED = re.compile(
    r"(?:覆盖(?:到|了)?|(?<=[\u4e00-\u9fff]{2})(?:达到|超过|约为|相当于))"
    r"(?![^，；、]{0,8}(?:目标|计划|预算|上年|去年|同期|任务|水平|年))[\u4e00-\u9fff]{2,12}的(?:约|近)?$"
)
# 按不低于本级支出额1%计提
_SHARE_ALLOWED = re.compile(r"按(?:照)?(?:不低于|不少于|不超过|不高于)[\u4e00-\u9fff]{2,14}$")
_RATE_END = re.compile(r"率(?:达到?|为|超过?|约|近|在|均|是|已|仅|逾|不足|不到|突破|高达|接近)*$")
_BARE_SHARE = re.compile(r"^(?P<part>.*?)(?:的)?(?:约|仅|只|已|均|就|大约|各)?占(?:到|了)?(?:约|近|超过?|不到)?$")
_RATE_WORD = compile_ending(
    r"(?:(?P<average>(?:[两三四五十\d]年)?(?:年均|平均))?(?:增速|增幅|(?<!自然)增长率|涨幅|"
    r"增长速度|增长(?=(?:均|都)在))|(?P<fall>(?:平均)?(?:降幅|减幅|跌幅)))(?:达到?|为|超过?|约|近|分别|保持在|控制在|稳定在|达|在|均|不低于|居)*$"
)


# 居民消费价格涨幅控制在3%左右: the rate is what is held, not what it grows by
_RATE_HELD = compile_ending(
    r"(?:[涨增降减跌]幅|增速|增长率)(?:要|应|须|均|都|分别|继续|全年)*(?:被)?控制在(?:了)?(?:约|近)?$"
)

_GROWTH_AFTER = re.compile(
    r"^(?:以上|左右|以内)?的?(?:高速|较快|快速|平稳|中高速|两位数)?(?:增长速度|增长|增速|增幅)(?![\u4e00-\u9fff])"
)
# 实现8%以上的年均增长目标: the aim is a growth
_GROWTH_AIM = re.compile(
    r"^(?:以上|左右|以内)?的(?:预期)?(?P<average>年均)?"
    r"(?P<what>[\u4e00-\u9fff]{0,8}(?:总值|增加值|产值|收入|投资|总额|出口|支出|税收|消费|经济))?"
    r"(?:增长|增速)(?:预期)?(?:目标|任务|要求|速度|水平)"
)
_KEPT = re.compile(r"(?:保持|实现|达到|取得)(?:了)?(?:约|近|超过)?$")
_AVERAGE_GROWTH = compile_ending(
    r"(?:年均|平均)(?:增长|递增)(?P<each>(?:分别)?)(?:达到?|为|保持在|稳定在|在)(?:约|近)?$"
)
# 减轻个人负担38%: the thing stands between verb and figure
_MOVED = re.compile(
    r"(?P<verb>降低|减少|减轻|压缩|压减|压降|缩减|缩短|提高|提升)(?P<what>(?:(?!占|达到|实现|完成|覆盖|率[达为])[\u4e00-\u9fff]){2,20})"
    r"(?:约|近|超过)?(?<![到至为率重比])$"
)
_MORE = compile_ending(r"(?<=[\u4e00-\u9fff]{2})(?:新增|净增)(?:约|近|超过?)?$")  # 市场主体新增10%以上
# 贷款余额90亿元，比年初新增8亿元: what was added since then is a change
_ADDED_SINCE = compile_ending(
    r"(?<!占)[比较](?P<of>年初|[上去]年(?:[底末]|同期)?|同期)(?:新增|净增)了?(?:约|近|超过?)?$"
)
# 下拉全市工业增速1.7个百分点
_PULLED = re.compile(
    r"(?:下拉|拉低|拖累)(?P<what>[\u4e00-\u9fff]{0,14}?)(?:增长|增速|增幅)?(?:回落|下降)?了?(?:约|近|超过?)?$"
)
# 将生产总值增长目标定为8%: the aim is a growth of what is named before it
_AIM_SET = re.compile(
    r"[将把](?P<what>[\u4e00-\u9fff]{2,14}?)(?:增长|增速|增幅)的?(?:预期|年度|全年)?目标(?:确定|调整|设定|定)[为在](?:了)?$"
)
_ADDED = compile_ending(
    r"(?<=[\u4e00-\u9fff]{2})(?:面积|里程|总数|规模|总量|装机|人数|收入|能力|容量|床位数?|"
    r"余额)(?P<verb>新增|增加了?)(?:约|近|超过?)?$"
)
# 扩大流转面积2.5万亩: what there is of it grew
_STOCK = "(?:面积|规模|保有量|蓄积量?|库容|里程)"
_STOCK_MOVED = re.compile(
    rf"^(?:累计|共|已|净)?(?P<verb>增加|扩大|减少|核减|缩减|压减)(?P<what>[\u4e00-\u9fff]{{2,14}}{_STOCK})(?:约|近|超过?)?$"
)
_STOCK_ALONE = re.compile(rf"^[、和与及]?(?P<what>[\u4e00-\u9fff]{{2,10}}{_STOCK})$")
# 高于上年3.5个百分点: against an earlier value, not somebody else's
_EARLIER = re.compile(r"^(?:上年|去年|同期)(?:同期|水平)?$")


@frozen
class Reading:
    """How a figure is stated. `stem` is the frame's `pre` without the words that state it."""

    kind: Kind
    direction: Direction | None
    stem: str
    rule: str
    average: bool = False
    against: str | None = None
    """What it is compared with, in words: 上年, 2021年, 全国平均水平, 年度计划."""
    foreign: bool = False
    """True where the comparison is with somebody else's value, not an earlier one."""


def classify_kinds(frames: list[Frame], patterns: Patterns) -> list[Reading]:
    """Classify the frames of a sentence; a figure of a list without words of its own is stated like the one before."""
    readings: list[Reading] = []
    for index, frame in enumerate(frames):
        before = readings[-1] if readings else None
        if before and _aims_higher(frame, frames[index - 1], before):
            readings.append(replace(before, stem=""))
            continue
        if (
            before
            and frame.joint in LIST_MARKS
            and before.kind != "rank"
            and frame.number.form not in ("rank", "ratio_part", "multiple")
        ):
            bare = not EACH.sub("", frame.pre).strip("、和与及")
            alike = frame.number.unit == frames[index - 1].number.unit or (
                before.kind == "change" and "分别" in frame.before[-40:]
            )
            if bare and alike and not frame.post_is_noun:
                readings.append(replace(before, stem=""))
                continue
            moved_too = _STOCK_ALONE.match(frame.pre) if before.rule == "stock moved" else None
            if moved_too and not frame.post_is_noun:
                readings.append(replace(before, stem=moved_too["what"]))
                continue
            if alike and before.rule == "compared with others" and _OTHER_TOO.fullmatch(frame.pre):
                readings.append(replace(before, stem=""))
                continue
            if before.rule == "share of a whole" and frame.pre.endswith("的") and "占" not in frame.pre:
                frame = replace(frame, pre="占" + frame.pre.lstrip("、和与及"))
        reading = classify_kind(frame, patterns)
        if before and before.kind == "rank" and _goes_on_ranks(frame) and reading.kind == "level":
            reading = replace(before, stem="")  # 位列第73位和92位
        if before and before.kind == "share" and not frame.joint and _is_changed_to(frame, frames[index - 1], reading):
            reading = replace(reading, kind="share")  # 占比由28.4%上升到35.1%, 由2019年的39%提高到2022年的44%
        readings.append(reading)
    _share_growth(frames, readings)
    return [_turn_negative(frame, reading) for frame, reading in zip(frames, readings, strict=True)]


# 低于全国8个百分点、全省5个百分点: the next one that it is compared with
_OTHER_TOO = re.compile(r"[、和与及](?:全[国省区州市](?:平均(?:水平)?)?|平均(?:水平)?)")
_AIM = re.compile(r"、?(?:并|且)?(?:力争|确保|争取|奋力|努力|冲刺|奋斗目标)(?:达到?|实现|冲刺|突破|超过?)?")
_FAR_MORE = 3


def _aims_higher(frame: Frame, before: Frame, reading: Reading) -> bool:
    """增长8%、力争达到9%: the higher aim is a growth too, where it is not a level of another size."""
    value, stated = frame.number.value, before.number.value
    if value is None or stated is None or frame.joint not in ("、", "，") or not _AIM.fullmatch(frame.pre):
        return False
    alike = frame.number.unit == before.number.unit == "%" and reading.kind == "change"
    return alike and not frame.post_is_noun and stated <= value <= stated * _FAR_MORE


def _is_changed_to(frame: Frame, before: Frame, reading: Reading) -> bool:
    """Tell whether a figure is where the one before it, its start, has changed to."""
    alike = reading.kind == "level" and frame.number.unit == before.number.unit
    return reading.rule == "changed to" or (alike and bool(FROM.search(before.pre)) and bool(_TO.search(frame.pre)))


def _share_growth(frames: list[Frame], readings: list[Reading]) -> None:
    """分别保持12%和9%以上的增速: what follows the last figure of the list is said of all."""
    for index in range(len(frames) - 2, -1, -1):
        here, after = frames[index], frames[index + 1]
        bare = after.joint in LIST_MARKS and not after.pre.strip("、和与及")
        if not bare or here.number.unit != "%" or not _GROWTH_AFTER.match(after.after):
            continue
        if kept := _KEPT.search(here.pre):
            readings[index] = Reading("change", "up", here.pre[: kept.start()], "change")
            readings[index + 1] = Reading("change", "up", "", "change")


def _goes_on_ranks(frame: Frame) -> bool:
    """Tell whether a plain number goes on with the ranks before it."""
    return frame.number.unit == "位" and frame.joint in LIST_MARKS and not frame.pre.strip("、和与及")


def _turn_negative(frame: Frame, reading: Reading) -> Reading:
    """增长-3.2% is a fall of 3.2%."""
    if reading.kind != "change" or not frame.pre.endswith("-"):
        return reading
    return replace(reading, direction="down" if reading.direction == "up" else "up")


# 同比-5.2%, 较上年+1.3个百分点: the sign is the verb
_SIGNED = compile_ending(r"(?:[同环]比|(?<!占)[比较](?P<of>[^，；、]{1,10}))[-+]$")


def classify_kind(frame: Frame, patterns: Patterns) -> Reading:
    """Classify one frame. The first reading that fits, in the order below, counts."""
    number, pre = frame.number, frame.pre.removesuffix("-").removesuffix("+")
    signed = _SIGNED.search(frame.pre) if pre != frame.pre and number.unit in ("%", "百分点") else None
    if signed:
        return Reading("change", "up", pre[: signed.start()], "change", against=signed["of"])
    frame = frame if pre == frame.pre else replace(frame, pre=pre)
    if number.form == "rank":
        match = patterns.rank_tail.search(pre)
        return Reading("rank", None, pre[: match.start()] if match else pre, "rank")
    if number.form == "ratio_part":
        return Reading("share", None, pre, "ratio chain")
    if number.form == "multiple":
        return Reading("ratio", None, _strip_period_words(pre), "doubling", against=_find_against(pre))
    compared = patterns.compared.search(pre)
    if compared and number.unit in (
        "百分点",
        "%",
        "元",
        "美元",
        "位",
        "个",
        "天",
        "倍",
        "家",
        "户",
        "项",
        "人",
        "件",
        "岁",
    ):
        word = compared["word"] or compared["side"] or "少"
        if not (compared["word"] and not compared["other"]):
            direction: Direction = "down" if word[0] in "低慢少" else "up"
            others = not _EARLIER.match(compared["other"] or "")
            return Reading("change", direction, pre[: compared.start()], "compared with others", foreign=others)
    beyond = _BEYOND.match(pre) if number.unit in ("%", "百分点") and not frame.post_is_noun else None
    if beyond:
        side: Direction = "down" if beyond["side"] == "低" else "up"
        return Reading("change", side, "", "compared with others", foreign=True)
    over = _OVER.search(pre) if number.unit in ("%", "百分点") else None
    over = over or (_OVER_OTHER.search(pre) if number.unit == "百分点" else None)
    if over:
        return Reading("change", "up", pre[: over.start()], "compared with others", foreign=True)
    if pre.endswith("超额") and frame.after.startswith("完成"):
        return Reading("change", "up", pre.removesuffix("超额"), "compared with others", foreign=True)
    pulled = _PULLED.search(pre) if number.unit in ("%", "百分点") else None
    if pulled:
        return Reading("change", "down", pre[: pulled.end("what")], "change")
    yearly = _AVERAGE_GROWTH.search(pre)
    if yearly and number.unit in ("%", "百分点"):
        return Reading("change", "up", pre[: yearly.start()] + yearly["each"], "rate of change", average=True)
    grown = _GROWTH_AFTER.match(frame.after) if number.unit == "%" else None
    if grown and (kept := _KEPT.search(pre)):
        grows = pre[: kept.start()]  # 年均保持10%以上增长
        return Reading("change", "up", grows.removesuffix("年均"), "change", average=grows.endswith("年均"))
    aimed = _GROWTH_AIM.match(frame.after) if number.unit == "%" else None
    if aimed:
        grows = _growing(aimed["what"]) if aimed["what"] else _KEPT.sub("", pre)
        return Reading("change", "up", grows, "change", average=bool(aimed["average"]))
    if number.unit == "%" and _RATE_HELD.search(pre):
        return Reading("level", None, pre, "rate held")
    rate = _RATE_WORD.search(pre)
    if rate and number.unit == "%":
        direction = "down" if rate["fall"] else "up"
        return Reading("change", direction, pre[: rate.start()], "rate of change", average=bool(rate["average"]))
    if number.unit == "位" and not frame.post_is_noun and _PLACED.search(pre):
        return Reading("rank", None, pre, "rank")
    aim = _AIM_SET.search(pre) if number.unit == "%" else None
    if aim:
        return Reading("change", "up", _growing(aim["what"]), "change")
    is_level = bool(patterns.to_level.search(pre))
    if is_place_moved(frame, is_level=is_level):
        return Reading("rank", None, pre, "rank moved")
    if is_level:
        return _level_or_share(frame, patterns, "changed to")
    since = _ADDED_SINCE.search(pre)
    if since and not frame.post_is_noun:
        return Reading("change", "up", pre[: since.start()], "added to", against=since["of"])
    more = _MORE.search(pre) if number.unit == "%" else None
    if more and not frame.post_is_noun:
        return Reading("change", "up", pre[: more.start()], "change")
    added = _ADDED.search(pre)
    if added and not re.match(r"^[\u4e00-\u9fff]{2}", frame.post) and number.unit not in ("%", "倍"):
        return Reading("change", "up", pre[: added.start("verb")], "added to")
    grew = _STOCK_MOVED.search(pre) if number.unit not in ("%", "百分点", "倍") and not frame.post_is_noun else None
    if grew:
        return Reading("change", "up" if grew["verb"] in patterns.up else "down", grew["what"], "stock moved")
    moved = _MOVED.search(pre) if number.unit in ("%", "百分点") else None
    if moved and not patterns.change.search(pre) and not frame.post_is_noun:
        direction = "up" if moved["verb"] in patterns.up else "down"
        return Reading("change", direction, pre[: moved.start()] + moved["what"], "change")
    change = patterns.change.search(pre)
    if change and not _is_object(change, frame):
        return _read_change(change, pre, frame, patterns)
    if number.unit == "倍":
        times = _TIMES_SAID.search(pre) or _TIMES_OF.search(pre)
        against = times["of"] if times else None
        return Reading("ratio", None, pre[: times.start()] if times else pre, "multiple", against=against)
    part = _PART_OF_OTHER.search(pre) if number.unit == "%" else None
    if part:
        of = part["of"] or part["of_all"]
        return Reading("ratio", None, pre[: part.start()], "part of another", against=of, foreign=part["of"] is None)
    if number.unit == "%" and (plan := _PLAN_SHARE.search(pre)):
        return Reading("ratio", None, pre[: plan.start()], "share of a plan", foreign=True)
    return _level_or_share(frame, patterns, "level")


def _level_or_share(frame: Frame, patterns: Patterns, rule: str) -> Reading:
    pre, number = frame.pre, frame.number
    if number.unit in ("%", "百分点", "") or number.form == "fraction":
        share = patterns.share.search(pre)
        if share and share["of"]:
            return Reading("share", None, pre, "share of a whole", against=share["whole"])
        bare = _BARE_SHARE.match(pre)
        if bare:
            return Reading("share", None, bare["part"], "share, whole before")
        if number.unit == "%" and (_SHARE_REACHED.search(pre) or _SHARE_ALLOWED.search(pre)):
            return Reading("share", None, pre, "share")
        if _SHARE_WORD.search(pre) or (number.form == "fraction" and number.unit == "%" and not _RATE_END.search(pre)):
            return Reading("share", None, pre, "share")
        if (
            frame.post
            and number.unit == "%"
            and re.match(r"^(?:的)?[“\u4e00-\u9fff]{2,}", frame.post)
            and not NOT_A_NOUN.match(frame.post)
        ):
            stated: Kind = "level" if RATE_AFTER.match(frame.post) else "share"
            return Reading(stated, None, pre, "share of what follows")
    return Reading("level", None, pre, rule)


_COUNTED = frozenset({"条", "个", "家", "处", "座", "所"})


def _is_object(change: re.Match[str], frame: Frame) -> bool:
    """降低 3亿元 of 成本 states a change; 减少 in 减少污染企业20家 does not stand before the figure at all.

    Single characters are verbs of change only beside a comparison (比上年多20天), and 增/减 before a thing to come
    (新增, 增加20个项目) introduces a thing that was added.
    """
    verb = change["verb"]
    if verb in ("多", "少", "快", "高", "提前", "领先", "节约", "加快", "前进", "减轻", "精简", "压缩"):
        return not re.search(r"[比较]", change["how"]) and not (
            verb in ("压缩", "精简", "前进") and frame.number.unit in ("%", "位", "百分点", "天", "工作日")
        )
    if verb in ("提升", "扩大", "减轻") and frame.post_is_noun and frame.number.unit in _COUNTED:
        return frame.post[0] not in "位名档"  # 试点提升2条历史文化街区, but 提升2个位次
    attributive = bool(re.match(r"^[\u4e00-\u9fff]{2,}", frame.post)) and frame.number.unit not in ("%", "百分点", "倍")
    nothing_before = not frame.pre[: change.start()].strip("、") and not change["how"]
    return attributive and nothing_before


# 比平日增长11%: a usual value is no earlier one
_USUAL = re.compile(r"^(?:平日|平时|往日|往常|常年|正常年份|多年平均)")


def _read_change(change: re.Match[str], pre: str, frame: Frame, patterns: Patterns) -> Reading:
    how = change["how"]
    direction: Direction = "up" if change["verb"] in patterns.up else "down"
    average = bool(re.search(r"年均|平均每年|每年平均|年平均|复合", how)) or pre[: change.start()].endswith("年均")
    if not average and frame.number.unit == "%" and re.search(r"每年", how):
        average = True
    against = _find_against(how or pre)
    usual = bool(against and _USUAL.match(against))
    return Reading("change", direction, pre[: change.start()], "change", average, against, foreign=usual)


def _find_against(text: str) -> str | None:
    match = re.search(
        r"(?:比|较|是|与)(?P<of>[^，；]{1,14}?)(?:相比|增|提|上|下|减|降|净|翻|高|低|多|少|扩|压|缩|$)", text
    )
    return match["of"] if match else None


def _growing(what: str) -> str:
    """经济 alone measures nothing: 经济增长."""
    return f"{what}增长" if what == "经济" else what


def _strip_period_words(pre: str) -> str:
    return re.sub(r"(?:比|较)[^，；]{1,10}$|(?:[三四五十]年|实现|将|要|力争)+$", "", pre)


# 位居甲排行榜58位: a place without 第
_PLACED = re.compile(r"(?:位居|位列|名列|排名|排在|跃居)[^，；、]{2,24}(?:榜|排名|强|[省国球市])$")
