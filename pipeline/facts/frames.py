"""Cut a sentence into frames: one for each quantity, with the words before and after that belong to it."""

from __future__ import annotations

import re

from pipeline.facts.spliced import opened_clause
from pipeline.frozen import frozen
from pipeline.records import Number
from pipeline.resources.pattern_index import compile_guarded

LIST_MARKS = ("、", "和", "与", "及")
_ITEM_NUMBER = re.compile(r"（[一二三四五六七八九十\d]{1,3}）")
_BOUNDARY = re.compile(r"[，；。：！？（）|｜]")
_LIST_MARK = compile_guarded(
    r"^[一二三四五六七八九十]{1,2}是|^第[一二三四五六七八九十百]{1,4}条(?=[\u4e00-\u9fff])[：、]?|^第[一二三四五六七八九十]{1,2}[，、](?!第?[一二三](?:次产业|产业|、))|"
    r"^（[一二三四五六七八九十\d]{1,2}）|^\d{1,2}(?:、|\.(?!\d))"
)
# 研究与试验发展（R&D）经费支出: the bracket is inside the name
_INNER_BRACKET = re.compile(
    r"(?<=[\u4e00-\u9fff”])(?:（(?:[^（），；。\d]{1,12}|PM[\d.]{1,4})）(?=[\u4e00-\u9fff]|、[\u4e00-\u9fff])|（(?:[\u4e00-\u9fff]{1,6}|[\u4e00-\u9fff]{1,4}(?:、[\u4e00-\u9fff]{1,4}){1,3}|不?含[\u4e00-\u9fff]{2,8})）$)"
)
# 总产值（预计数）8亿元, 预计（下同）实现, 指数（上年=100）为98.7: a remark on the figure, no part of the name
_REMARK = re.compile(
    r"（(?:[^（），。；\d]{0,4}(?:预计|初步核算|初步统计|快报|统计快报|可比口径|可比价格?|不变价格?|同口径)数?(?:，?(?:以)?下同)?|(?:以)?下同|[^（），。；\d]{2,10}[=＝为]100)）|"
    r"（[A-Z]{2,5}）(?=(?:达到?|为|实现|完成|约|突破)*$)"  # 地区生产总值（GDP）达到80亿元
)
# 6个镇（村）入选, 14件小（一）型水库: the bracket is an aside in the noun phrase, as in 9个县（市、区）第4位
_ASIDE = re.compile(
    r"^(?P<noun>[\u4e00-\u9fff]{1,8})（(?:[\u4e00-\u9fff、]{1,10}）(?=[\u4e00-\u9fff])|[市县区州旗、]{1,5}）$)"
)
# 创建14个生态乡（镇）、6个生态村: nor does it end the list
_ASIDE_IN_LIST = re.compile(r"^[\u4e00-\u9fff“”]{1,16}（[\u4e00-\u9fff、]{1,10}）(?=(?:、|和|与|及|以及)$)")
# 5条主干道的景观化、标准化改造: the mark is inside what is done to them
_ACTIONS = re.compile(
    r"^[^，；。：！？（）、\d]{2,10}?的?[\u4e00-\u9fff]{2}(?P<end>[化性型])、[\u4e00-\u9fff]{2}(?P=end)"
    r"(?:和|、)?(?:改造|建设|治理|整治|提升|修缮|升级)(?=[，；。：！？（）])"
)
# 14条河道清淤、护岸: several works on the same things
_WORKS = (
    "脱硫|脱硝|除尘|绿化|美化|亮化|净化|硬化|彩化|新建|改建|扩建|改扩建|清淤|疏浚|截污|护岸|搬迁|拆迁|安置|维修|维护|加固|"
    "改造|修缮|升级|治理|整治|修复|提升|重建|保护|检修|更新"
)
_SEVERAL_WORKS = re.compile(
    rf"^[^，；。：！？（）、\d]{{2,12}}(?:{_WORKS})(?:、[^，；。：！？（）、\d]{{2,6}}){{0,2}}、"
    rf"(?!推[进动]|实施|完成|开展|加[快强]|启动|[抓做]好|[强深]化|建成|打造)[^，；。：！？（）、\d]{{0,6}}?(?:{_WORKS})"
    r"(?:建设|工程|项目|任务|工作)*(?=[，；。：！？（）]|全部|均)"
)
_WORD = re.compile(r"[\u4e00-\u9fff]{2}")
# 46个小区、约 2万户居民: the mark of a list, with what is said of how exact the next figure is
_LAST_MARK = re.compile(r"(?P<mark>[、和与]|(?<![惠涉普波])及)(?:约|近|超过?|逾|不少于|至少|不低于)?$")
_SHORT = 20
"""How many characters may stand between two figures of a list at most."""
_STOP_AFTER = re.compile(r"[，；。：！？（）、|｜]")
# 改造260个站牌、新增优化7条线路: what follows the mark is done, not counted
_ACTS = (
    "(?:新增|优化|改造|新建|改建|扩建|建成|建设|完成|实施|新?引进|新?培育|打造|提升|发放|推进|更新|修复|整治|创建|"
    "新?开工|竣工|新?投[运产用]|启动|新?签约|新?落地|新?认定)"
)
_DONE = re.compile(_ACTS)
# 10亿元国家、省专项资金: the mark is inside the noun phrase
_WIDER = re.compile(
    r"^[^，；。：！？（）、]{1,4}(?:、[^，；。：！？（）、]{1,4})*、(?P<last>(?!总[数量计]|累计|[共合]计|增[长幅速])[^，；。：！？（）、]{2,40})"
)
# 实施“百村示范、千村整治”行动: a mark inside a name ends nothing
_QUOTED = re.compile(r"“[^”，。；]{2,24}”")
# 由党中央、国务院授予, 成为国家、省示范单位
_BODIES = re.compile(
    r"党中央、国务院|(?P<level>[省市区县州盟旗])委、(?P=level)(?:人民)?政府|"
    r"(?:国家|中央|自治区|(?<=[\u4e00-\u9fff])[省市])级?、(?:国家|自治区|[省市县区部])级?(?![、，。；]|\d)"
)
_TRAILING_BOUND = compile_guarded(
    r"^(?:人民币)?(?:左右|上下|以上|以下|以内|及以上|及以下|之上|之内|内(?=[，；。、）]|$)|(?:[两三四]个|级)?(?:大关|关口|[大新]?台阶)|的水平|许)|^人民币(?=[，；。、）]|$)"
)


@frozen
class Frame:
    """One quantity of a sentence with its neighborhood in the clean view.

    pre: the words between the last boundary (mark, bracket or quantity) and the quantity.
    post: the words from the quantity to the next mark or quantity, without a bound such as 以上.
    before: everything before the quantity from the beginning of the sentence.
    after: everything after the quantity up to the end of the sentence.
    joint: what separates the frame from the quantity before it: "" for the first, or marks such as `、` or `，`.
    context: words of clauses without a quantity that stand between the last quantity (or the start) and `pre`.
    part: number of the part of the sentence, counted at `；`.
    bracketed: True inside （…）.
    """

    number: Number
    pre: str
    pre_start: int
    post: str
    before: str
    after: str
    joint: str
    context: str
    part: int
    bracketed: bool
    runs_on: bool
    """True where only words, no mark, separate the figure from the next one."""

    @property
    def post_is_noun(self) -> bool:
        """Tell whether words follow the figure directly."""
        return _WORD.match(self.post) is not None

    @property
    def is_next_of_list(self) -> bool:
        """Tell whether only marks stand between the figure and the one before: 8%、11% or 3亿吨和2亿吨."""
        return self.joint in LIST_MARKS and not self.pre.strip("、和与及")


def build_frames(clean: str, numbers: list[Number]) -> list[Frame]:
    """Build the frames of one sentence.

    Args:
        clean: the clean view of the sentence.
        numbers: its quantities (no exclusions), sorted by place.
    """
    frames: list[Frame] = []
    has_brackets = "（" in clean
    previous_end, between = 0, clean[: numbers[0].clean_start] if numbers else ""
    for index, number in enumerate(numbers):
        start, end = number.clean_start, number.clean_end
        is_last = index + 1 == len(numbers)
        rest = clean[end:] if is_last else clean[end : numbers[index + 1].clean_start]
        inner, remarks = _find_brackets(between, start=previous_end) if has_brackets else ([], [])
        joint, cut = _find_marks(between, [*inner, *remarks])
        # （三）完成投资6亿元: the bracket that is cut at closes the number of the item
        numbered = between[cut - 1 : cut] == "）" and not index and _ITEM_NUMBER.fullmatch(between, 0, cut)
        context = _LIST_MARK.sub("", between[: cut - 1]) if cut > 1 and not numbered else ""
        if (joint and joint[-1] in "；。") or not (joint or index):
            opening = _LIST_MARK.match(between[cut:])
            cut += opening.end() if opening else 0
        elif not joint:
            joint, cut = _split_unmarked(between)
        words = _REMARK.sub("", between[cut:]) if remarks else between[cut:]
        place = previous_end + cut
        if joint == "）" and frames and frames[-1].bracketed:
            opener = next(item for item in reversed(frames) if "（" in item.joint or item is frames[0])
            if opened := opened_clause(opener.context, words):
                words, joint, context = opened + words, opener.joint.rstrip("（"), opener.context.removesuffix(opened)
                place = opener.pre_start - len(opened) - 1
        # by place: by name it takes three times as long, and each figure has a frame
        frames.append(
            Frame(
                number,
                words if cut or not index else _without_aside(words),
                place,
                _build_post(rest),
                clean[:start],
                clean[end:],
                joint if index else "",
                context,
                clean.count("；", 0, start),
                has_brackets and clean.count("（", 0, start) > clean.count("）", 0, start),
                not is_last and not _STOP_AFTER.search(_without_aside(rest)),
            )
        )
        previous_end, between = end, rest
    return frames


def _find_marks(between: str, brackets: list[tuple[int, int]]) -> tuple[str, int]:
    """Give the marks that separate clauses, outside of brackets that do not, and the end of the last one."""
    if brackets:
        marks = [
            mark
            for mark in _BOUNDARY.finditer(between)
            if not any(start <= mark.start() < end for start, end in brackets)
        ]
        return "".join(mark.group() for mark in marks), marks[-1].end() if marks else 0
    joint = "".join(_BOUNDARY.findall(between))
    return joint, between.rfind(joint[-1]) + 1 if joint else 0


def _split_unmarked(between: str) -> tuple[str, int]:
    """Give the mark of a list that joins two figures of a clause, and where the words of the second one begin."""
    bound = _TRAILING_BOUND.match(between)
    cut = bound.end() if bound else 0
    words = between[cut:]
    mark = _LAST_MARK.search(words)
    joint = words[:1] if words[:1] in LIST_MARKS else mark["mark"] if mark else ""
    if mark and len(words) <= _SHORT:
        cut += mark.start()  # 1名院士及1名教授: the words between belong to the figure before
    return joint, cut


def _find_brackets(between: str, *, start: int) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Give the spans of brackets that are inside a name, and of those that only remark on the figure to come."""
    if "（" not in between:
        return [], []
    remarks = [match.span() for match in _REMARK.finditer(between) if match.start() or not start]
    inner = [match.span() for match in _INNER_BRACKET.finditer(between)]
    if start and (listed := _ASIDE_IN_LIST.match(between)):
        inner.append(listed.span())
    return inner, remarks


def goes_on_chain(before: Frame, frame: Frame) -> bool:
    """Tell whether a figure is the next part of the same chain (9.6:45.1:45.3) as the one before it."""
    both = before.number.form == frame.number.form == "ratio_part"
    return both and frame.number.clean_start - before.number.clean_end == 1


def _without_aside(words: str) -> str:
    """Drop the bracket of a noun that words open with: 县（市、区）生产总值 -> 县生产总值."""
    return _ASIDE.sub(r"\g<noun>", words) if "（" in words else words


def _build_post(rest: str) -> str:
    bound = _TRAILING_BOUND.match(rest)
    rest = _without_aside(rest[bound.end() :] if bound else rest)
    stop = _find_stop(rest)
    if stop < 0:
        return rest
    if rest[stop] == "、":
        if listed := _ACTIONS.match(rest) or _SEVERAL_WORKS.match(rest):
            return listed.group()
        wider = _WIDER.match(rest) if stop <= 4 else None
        if wider and (_DONE.match(rest) or not _DONE.match(wider["last"])):
            return wider.group()
    return rest[:stop]


def _find_stop(rest: str) -> int:
    """Give the place of the first mark that no name holds, -1 where there is none."""
    stop = _STOP_AFTER.search(rest)
    if stop is None:
        return -1
    if stop.group() != "、" and "“" not in rest[: stop.start()]:
        return stop.start()  # only a name that holds a 、 or stands in quotation marks holds a mark
    quoted = [match.span() for match in _QUOTED.finditer(rest)] if "“" in rest else []
    quoted += [match.span() for match in _BODIES.finditer(rest)] if "、" in rest else []
    stops = (mark.start() for mark in _STOP_AFTER.finditer(rest))
    return next((stop for stop in stops if not any(start < stop < end for start, end in quoted)), -1)
