"""How a figure is stated, and the words that several readers look for."""

from __future__ import annotations

import re

from pipeline.frozen import frozen
from pipeline.records import Direction, Kind
from pipeline.resources.pattern_ends import compile_ending

POINTS = ("%", "百分点")
"""Units in which a rate or a distance is told."""
COMPARED = "compared with others"
"""The rule of a figure that says how far something lies from a value of others, or from an aim."""
AVERAGED = "average of a change"
"""The rule of 平均增幅达10%: over the years under review, or over several things where there is but one year."""
# words after a figure that do not name what it counts
NOT_A_NOUN = re.compile(
    r"^(?:的)?(?:(?:预期|年度|年初|全年|调控|省定|控制)?(?:目标|任务|计划)(?:$|[以之]?内$|还|未|没)|阶段性?水平$|(?:高速|较快|快速|两位数)?增长|增速|速度|目标|"
    r"水平|规模$|基础上|左右|以上|以下|以内|和(?![美谐]|[睦善])|与(?![\u4e00-\u9fff]{2,14}的[\u4e00-\u9fff]{2})|及|并(?!网)|且|比(?!亚)|较(?![大高好强])|同比|环比|居(?![民家住])|位(?!于)|排(?![水污涝放])|"
    r"占(?!地\d[\d.]*亩)|均(?!衡)|分别|计(?![算量生])|按|由|从|至|到|后(?![备勤])|来(?!料)|等(?!级)|高于|低于|为|有力|圆满|超(?![市算高大导常标级龄]|[\d.十百千万亿]+元?[\u4e00-\u9fff])|其中|"
    r"创(?![新业意客投改])|在(?![校建研编岗职读库册孵])|被|向|将(?!军)|已|仍|是|能(?![源人级])|可(?![再利移视信穿])|达(?!标[^，。；、率])|"
    r"不(?![锈动]|可移动)|再(?![生制])|也|还(?![建款贷原草林])|又|年(?![产轻]|度(?![^，。；、]{0,4}目标|计划(?!投)|内|预算|[，。；、]|$)|新增|销售|出口|营业|主营|交易|加工|利税|纳税)"
    r"|提高|提升|增加|减少|压减|缩减|收窄|前移|下降|降|上升|扩大|缩|升(?!级)|发展到|调整|回落|压缩|跃升|"
    r"增至|(?:减|整合|合并|归并|撤并|调整|划分|压缩|精简|扩大?|改)(?:为|成)$|[\u4e00-\u9fff]{1,4}[到至]$|，|、|。|；|时|的$|同期|总体|稳(?!增长|就业|外贸)|名列|跻身|人民币|保持|继续|全部完成|逐[步渐]|均已|正在(?:积极|抓紧|加快|有序|全力)*(?:推进|实施|办理|建设|施工|进行)中?$|"
    r"持续|远(?![程郊洋])|转变为|近(?![海洋远郊岸代现])|几乎|连续|首次|突破|实现|接近|优于|好于|快于)"
)
# 村级站点实现100%覆盖: the verb behind the figure makes it a rate
RATE_AFTER = re.compile(r"^(?P<whole>全)?(?P<done>覆盖|参保|达标)$")
FROM = re.compile(r"(?:由|从)[^，；、]*$")
EACH = re.compile(r"每[人户生月年天亩]")
GROWTH_AFTER = re.compile(
    r"^(?:以上|左右|以内)?的?(?:高速|较快|快速|平稳|中高速|两位数)?(?:增长速度|增长|增速|增幅)(?![\u4e00-\u9fff])"
)
KEPT = compile_ending(r"(?:保持|实现|达到|取得)(?:了)?(?:约|近|超过)?$")
# 扩大流转面积2.5万亩: what there is of it grew
STOCK = "(?:面积|规模|保有量|蓄积量?|库容|里程)"


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
