"""How, where and where to: what stands between the things that are counted and what they do."""

from __future__ import annotations

import re

from pipeline.resources.pattern_ends import compile_ending

# 8家 | 入园企业已签约, 5个 | 县先后入选
_HOW = compile_ending(
    r"(?<=[\u4e00-\u9fff”])(?:正式|先后|即将|正在?(?<!修正)|现(?<![体表实兑出发涌呈展])|(?:绝?大)?(?:部分|多数)|集体|首批|依次|批量|一次性|就近|高效|更?高标准|高水平|逐步|稳步|加速|抓紧|务必|"
    r"(?:确保|力争|[将已]于)?年内|[今去当前]年|[上下]半年|已经?|也|(?<![年月日人户亩平])均|都|全线|高质量|如期|率先|首次|基本上?|同步|圆满|初步|纷纷|成功|全部|完全|双双|快速|顺利|有望|亟待|继续|开始|免费|依法|直接|统一|正常|有力(?:有效|有序)?|各有|(?<=场所)规范|(?<=企业)规范|(?<=措)有效|(?<=[者民员户生童])(?:集体|自愿)|实体化|线上|一个不[少落]全?|灾后|扎实|连续[^，；]{1,3}[年届次]|稳定|平稳|错位|竞相|及早|尽早|早日|要|(?<!许)可|应|再|深度|全力|强力|主动|积极|不断|(?:按[时期])?足额|按[时期]|(?<![会展加])并|(?<=项目)向上|(?:汛|入冬|雨季|春节|年底|国庆|开学|供暖|采暖)前)+$"
)
_SHORT = "县市区乡镇村旗州"
"""A noun of one character that may stand before such words."""
# 9家 | 企业在四板挂牌, 400名 | 学员到企业就业: where they do it, behind at least two characters
_WHERE = re.compile(
    r"(?<=[\u4e00-\u9fff”]{2})(?:(?<!所)在(?![建校册编研职线孵库岗园乡营籍外用售读])|(?<![用位高低优低属处限关])于(?=[\u4e00-\u9fff]{2})|"
    r"(?<![定双单方外内面转投流走趋指导正])向(?![型导阳日心上])|(?<![受得达享提做感遇见买找])到(?![位期达会场账])|(?<![业服])从(?![业事属])|面向)"
    r"[^的，；]{2,}$"
)
# 9所 | 高校向我市 6家: to whom, right before the next figure
_TO_NEXT = re.compile(
    r"(?<=[\u4e00-\u9fff”]{2})(?<![定双单方外内面导正])[向为给](?:我[省市县区州]|全[省市县区]|[省市县区]+|农村|基层|社会|企业|群众|居民)[\u4e00-\u9fff]{0,6}$|"
    r"(?:(?<=[\u4e00-\u9fff]{2})|(?<=^[县市区镇乡村]))(?<![定双单方外内面导正])[向给][^，；]{2,10}的$"
)


def strip_circumstances(noun: str, *, runs_on: bool = False) -> str:
    """Drop how and where the things do what they do from the end of their noun: 企业在四板 -> 企业.

    `runs_on` says that another figure follows, so that those to whom they do it may be counted by that one.
    """
    how = _HOW.search(noun)
    if how and (how.start() > 1 or noun[0] in _SHORT):
        noun = noun[: how.start()]
    noun = _WHERE.sub("", noun)
    return _TO_NEXT.sub("", noun) if runs_on else noun
