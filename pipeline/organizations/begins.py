"""Where a name begins whose last word is known: the walk to the left from that word."""

from __future__ import annotations

import re

from pipeline.organizations.scan import Hit, Scan
from pipeline.organizations.vocabulary import Vocabulary
from pipeline.resources.organization_patterns import OrganizationPatterns

LEVELS = ("国家", "省", "市", "区", "县", "州", "自治区", "部", "盟", "旗")
_NAME_CHARACTERS = re.compile(r"[\u4e00-\u9fffA-Za-z0-9·&\-—“”]+")
_BRACKETS = re.compile(r"[(（][^()（）]{1,8}[)）]$")
_ENDS_BRACKETS = "）)\n"
"""What stands last where they match: `$` matches before a line end, too."""
_BRACKETS_REACH = 10
_LONGEST = 26
_ENDS_ITEM = frozenset({"university", "institute", "hospital", "school", "platform", "government"})
_OWNERS = frozenset({"university", "institute"})
_STRONG = ("强", "大", "优")
_JOINT_WORK, _JOINT_HEADS = "联合", frozenset({"institute", "platform"})
"""Right before the last word it tells who runs the place (云溪绣品联合研究院), and is no verb."""
FUNCTION_WORDS = frozenset("以把将向与由对在于为被从和赴")
_JOINTS = frozenset("与及和")
_SIDES = frozenset("东西南北")
"""西|太湖 is a place."""
LEADING_VERBS = re.compile(
    r"(?:大力|积极|重点|全力|着力|加快)?(?:[优强大]?做[优强大精响靓实]|支持|扶持|推动|推进|促进|引导|鼓励|培育|壮大|攻坚|提速|申创|"
    r"新设立?|兑现|充分利用|充分发挥|规划建设|推广|争取|发展(?!研究|银行|集团|改革|规划)|整体划入|深刻汲取|多设)+(?=.{2})"
)
"""What is done to whoever is named behind it, also where the segmenter cuts it otherwise: 大力支持|通裕, 优做|强."""
_BEGIN_NAMES = frozenset({*LEVELS, "国家", "中国", "全国", "国际", *_SIDES})


def find_begin(scan: Scan, hit: Hit, patterns: OrganizationPatterns, vocabulary: Vocabulary) -> tuple[int, str]:
    """Give where the name begins that ends in the suffix `hit`, and the token that stopped the search ("": a mark)."""
    start, stopped_by = _walk_left(scan, hit, patterns, vocabulary)
    start = _skip_modifiers(scan, start, hit.start, patterns, vocabulary)
    return _start_at_owner(scan, start, hit), stopped_by


def _walk_left(scan: Scan, hit: Hit, patterns: OrganizationPatterns, vocabulary: Vocabulary) -> tuple[int, str]:
    start = place = hit.start
    inside = scan.token_start(place) if place < len(scan.text) else place
    if inside < place and scan.text[inside:place] not in patterns.left_stops:
        start = inside
    business = scan.text[hit.start : hit.end].endswith(("公司", "集团"))
    while start > 0 and place - start < _LONGEST:
        if scan.text[start - 1] in _ENDS_BRACKETS and (opened := _opened_at(scan.text, start)):
            start = opened
            continue
        token_start, token = scan.token_before(start)
        if token in _JOINTS and (joined := _joined_start(scan, token_start, place, patterns)) is not None:
            return joined, ""
        business = business and token in patterns.business_words
        if business or not _is_stop(token, patterns):
            start = token_start
            continue
        joint = token == _JOINT_WORK and start == place and hit.type in _JOINT_HEADS
        if joint and scan.text.endswith(_STRONG, 0, token_start):
            return start, token  # 做强|联合交易所
        if not joint and not _belongs_to_name(scan, token_start, token, patterns, vocabulary):
            return start, token
        start = token_start
    return start, ""


def _opened_at(text: str, end: int) -> int:
    """Give where the bracket opens that closes at `end`, behind a character of a name; 0 where there is none."""
    window = max(0, end - _BRACKETS_REACH)
    bracket = _BRACKETS.search(text[window:end])
    start = window + bracket.start() if bracket else 0
    return start if start > 0 and _NAME_CHARACTERS.match(text[start - 1]) else 0


def _is_stop(token: str, patterns: OrganizationPatterns) -> bool:
    if token in patterns.left_stops or token[0] in "“”":
        return True
    if len(token) == 4 and token[:2] in patterns.left_stops and token[2:] in patterns.left_stops:
        return True  # 充分发挥 is one word for jieba
    if not _NAME_CHARACTERS.fullmatch(token):
        return True
    return token.isdigit() or (token[0].isdigit() and not token.isascii())


def _belongs_to_name(
    scan: Scan, start: int, token: str, patterns: OrganizationPatterns, vocabulary: Vocabulary
) -> bool:
    """An adjective right after a place or an owner is part of the name (合肥先进计算中心); so is 大 of 大数据."""
    if token == "大" and scan.text.startswith("数据", start + 1):
        return True
    if token not in patterns.inner_words or start == 0:
        return False
    before = scan.token_before(start)[1]
    return vocabulary.is_place(before) or _ends_owner(scan, start)


def _ends_owner(scan: Scan, place: int) -> bool:
    """Whether a known name or a university's last word ends at `place`: 云溪大学|高端绣机研究院."""
    return any(
        hit.end == place and (hit.is_name or (hit.role == "suffix" and hit.type in _OWNERS))
        for hit in scan.hits_near(place)
    )


def _joined_start(scan: Scan, joint: int, place: int, patterns: OrganizationPatterns) -> int | None:
    """Give where a name begins that has 与, 及 or 和 inside (语音及语音信息处理国家工程实验室), else None.

    Both sides must be plain fields: no owner, level or suffix closes the left side, no name begins the right one.
    """
    if place - joint < 3 or scan.text.startswith(LEVELS, joint + 1):
        return None
    if scan.names_at(joint + 1):
        return None
    if any(hit.end == joint and (hit.role != "suffix" or hit.type in _ENDS_ITEM) for hit in scan.hits_near(joint)):
        return None
    start = joint
    for token_start, token in scan.tokens_before(joint):
        if joint - token_start > 8 or _is_stop(token, patterns):
            break
        start = token_start
    opened = start == 0 or scan.text[start - 1] in "、，。；：（(“"
    return start if 2 <= joint - start <= (8 if opened else 4) else None


def _skip_modifiers(scan: Scan, start: int, place: int, patterns: OrganizationPatterns, vocabulary: Vocabulary) -> int:
    """Leave out words at the left end that cannot begin a name, where a name begins behind them."""
    skipped = start
    while skipped < place:
        token = scan.token_at(skipped)
        if skipped > start and _begins_name(scan, skipped, token, vocabulary):
            return skipped
        if token in _BEGIN_NAMES or not (token in patterns.generic_parts or vocabulary.is_common(token)):
            break
        if skipped == start and _begins_name(scan, skipped, token, vocabulary):
            break
        skipped += len(token)
    first = scan.token_at(start) if start < place else ""
    opens = first[:1] in FUNCTION_WORDS or first[:1] == "即"
    if opens and len(first) > 1 and not vocabulary.is_word(first) and start + 1 < place:
        return start + 1  # jieba joins what it does not know: 以科 in 以科创加速器为依托
    return start


def _begins_name(scan: Scan, start: int, token: str, vocabulary: Vocabulary) -> bool:
    if vocabulary.is_known_place(token) or scan.text.startswith(("国家", "中国"), start):
        return True
    return bool(scan.names_at(start))


def _start_at_owner(scan: Scan, start: int, hit: Hit) -> int:
    """A known name inside the run begins the name, unless what stands before it belongs to the name."""
    if "gazetteer" not in scan.roles:
        return start
    for owner in scan.hits_between(start, hit.start):
        if owner.role == "gazetteer" and start < owner.start and owner.end - owner.start >= 3:
            before = scan.text[start : owner.start]
            if not before.endswith(("省", "市", "县", "区", "州", "（", "(")) and owner.end <= hit.end:
                return owner.start if len(before) > 2 else start
    return start
