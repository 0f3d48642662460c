"""Rule for what is cut: it stands behind the figure (每年压减8%的行政经费用于教育)."""

from __future__ import annotations

import re

from pipeline.facts.naming.state import Named, Naming

_CUT = re.compile(
    r"(?:每年|年均|全年|累计|共|力争|确保|继续|进一步|再|大力)*(?:减少|压减|压缩|削减|精简|缩减|核减|净增)了?(?:近|约|超过?)?"
)
_WHAT_IS_CUT = re.compile(
    r"的?(?!以|左右|的|[目任人]|时间|时限|办理)(?P<noun>[\u4e00-\u9fff“”]{3,14}?)(?=用于|支持|[，。；、]|$)"
)


def name_cut(naming: Naming, index: int) -> Named | None:
    """每年压减8%的行政经费用于教育, 减少20个贫困村: what is cut stands behind the figure, not before."""
    frame = naming.frames[index]
    cut = _CUT.fullmatch(frame.pre)
    what = _WHAT_IS_CUT.match(frame.after) if cut else None
    return Named(what["noun"], None, "words after") if what else None
