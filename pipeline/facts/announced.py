"""Tell whether words before a figure announce what is to come: 将会同有关部门，投入2亿元."""

from __future__ import annotations

import re

from pipeline.resources.pattern_index import compile_guarded

# 将会同…, 将在年内…, 拟对12个镇…, 还要再投入: they govern all that their part of the sentence goes on to say.
# 将标准由…提高到… moves what it names; 将对口…, 将在建…, 将会议… begin with a name.
_ANNOUNCED = compile_guarded(
    r"(?<![即必终行])将(?:会(?![议计员展场所费馆])|在(?![建校编职岗册读售外押逃线])|对(?![口外])|联合(?![国体社])|统筹(?![的区])|"
    r"进一步|按(?![钮揭摩])|根据|结合(?!部)|围绕|从(?!业)|通过|分[期批年步]|陆续|逐步|重点(?=[抓围推做实对从在支建])|出台|"
    r"启动(?![区资器仪])|全面|全力|积极(?!性)|加大|加快|抓住|着力|持续)|"
    r"(?<![模虚草])拟(?:对|在|于|将|安排|通过|用|再|继续|争取|推进|实施|组织|改造|选|采[用取])|(?:还|仍|也)要(?:再|继续|投入|新[增建])"
)
# 项目建成后可实现…, 达产后，年产值将达…: what follows once the work is done
_ONCE_DONE = re.compile(
    r"(?:建成|竣工|完工|投产|达产|投用|投运|满产|达效)(?:投产|达产|达效|投用|运营|使用)*之?后，?[^，；\d]{0,12}?"
    r"(?:(?<![许认])可(?!持续|再生|视|比|支配)|将(?![军领]))"
)
TOLD = re.compile(
    r"以来|截[至止]|累计|(?<![项从由比较])目前|现有|已(?!经济)|仅[为有]|实际(?!利用|到位|使用|吸收|引进|完成|增长|需[要求]|情况)"
)
"""目前已开工38个, 实际入托率仅为…: what is there, in a sentence that tells of plans."""


def is_announced(part: str) -> bool:
    """Tell whether the words of a part of a sentence before a figure announce it, and nothing is told as done since."""
    if "将" not in part and "拟" not in part and "要" not in part:
        return False
    said = [match.end() for match in _ANNOUNCED.finditer(part)]
    return bool(said) and not TOLD.search(part, said[-1])


def follows_from_work(clause: str) -> int:
    """Give the place in a clause behind the words that say what a work brings once it is done; 0 where none do."""
    if "后" not in clause or not (brings := _ONCE_DONE.search(clause)) or TOLD.search(clause, brings.start()):
        return 0
    return brings.end()
