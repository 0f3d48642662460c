"""Aspects, told by the form of the word: 交付率, 作价金额 and 亏损面 are always of something that was named before."""

from __future__ import annotations

import re

# what a region has by itself: its 失业率 and 债务率 are of no thing that was named before
_OF_REGION = "出生|死亡|失业|增长|城镇|城市|绿地|绿化|债务|负债|杠杆|通胀|储蓄|抚养|赤字|容积"
# 违规金额 and 处罚金额 are sums of their own, not what a thing comes to
_OWN_SUM = "[违处罚扣]"
_ASPECT = re.compile(
    rf"(?!{_OF_REGION})(?:按[时期])?[\u4e00-\u9fff]{{2}}率|(?!{_OWN_SUM})[\u4e00-\u9fff]{{2}}金额|"
    r"(?:增长|下降|亏损|盈利|改制|达标|合格|停产|减产)面|"
    r"(?:展出|孵化|整治|治理|覆盖)面积|治理(?:河长|长度|里程)|占地|创收|赔付|短收|超收"
)
_RATE = re.compile(r"(?<=[\u4e00-\u9fff]{3})(?:按[时期])?[\u4e00-\u9fff]{2}率$")

_STEP = re.compile(r"[降增升涨减跌超]幅")


def is_aspect(phrase: str) -> bool:
    """Tell whether a word is an aspect by its form: 交付率, 作价金额, 占地."""
    return bool(_ASPECT.fullmatch(phrase))


def without_rate(phrase: str) -> str:
    """Give whose a rate is: 电子凭证激活率 -> 电子凭证."""
    return _RATE.sub("", phrase)


def is_step(phrase: str) -> bool:
    """Tell whether a word only says by how much something moved: 降幅."""
    return bool(_STEP.fullmatch(phrase))
