"""Nouns after a count that begin with a word that else begins none: 出台30条突破性政策, 打造3条与园区相连的走廊."""

from __future__ import annotations

import re

from pipeline.facts.kinds import NOT_A_NOUN
from pipeline.facts.naming.phrases.trim import strip_lead
from pipeline.facts.naming.phrases.verbs import last_verb
from pipeline.facts.naming.state import Naming
from pipeline.facts.naming.wording import COUNT_UNITS
from pipeline.facts.naming.words_before import own_phrase

_COUNTED = COUNT_UNITS | {"处", "件", "批", "类", "种", "大类", "支", "名", "宗", "栋", "片", "部", "只", ""}
_DOES = re.compile(r"(?:[办抓做]好|推进|推动|实施|落实|加快|规范提升|整治提升|改造提升|支持)(?:了)?")
_LONGEST_VERB = 6
# 目标, 以上, 增长 and the like never begin an object
_NO_OBJECT = re.compile(
    r"(?:等|目标|任务|计划|水平|规模|基础上|左右|以[上下内]|增[长速幅]|速度|位|名列|跻身|均|分别|其中|同比|环比|人民币|左|时|后|来|占|排|居|到|至|从|[，、。；]|"
    r"[\u4e00-\u9fff]{1,4}[到至]$|提高了?$|下降$|上升$|减少$|增加$)"
)
# 打造3条 | 与园区相连、高效联动的走廊
_SAID_OF = re.compile(
    r"^(?P<said>[^，；。！？（）：\d]{2,26}?的)(?P<noun>(?![^，；。]*的)[\u4e00-\u9fff“”]{2,14})(?=[，；。！？]|$)"
)
_LONGEST = 14
"""How long that is at most which is said of the things and taken into their name."""
_OBJECT = re.compile(
    r"[\u4e00-\u9fff“”]{2,16}(?:项目|措施|政策|清单|企业|工程|任务|[商饭门药]?店|事项|方案|行动|协议|规定|制度|标准|问题|机制|活动|试点|设施|产品|服务|改革|"
    r"品牌|基地|园区|平台|学校|公园|中心|人才|意见|举措|课题|线路|景区|示范[区县镇村]?|比赛|赛事)"
)


def read_object(naming: Naming, index: int) -> str | None:
    """出台30条 | 突破性政策: behind a verb, what is counted stands, whatever word it begins with."""
    frame = naming.frames[index]
    post = frame.post.removeprefix("的")
    if frame.runs_on or frame.number.unit not in _COUNTED or not NOT_A_NOUN.match(frame.post):
        return None
    if _NO_OBJECT.match(post) or not _is_verb(naming, own_phrase(naming, index)):
        return None
    if "的" not in post and _OBJECT.fullmatch(post):
        return post
    said = _SAID_OF.match(frame.after)
    if said is None:
        return None
    short = "、" not in said["said"] and len(said.group()) <= _LONGEST
    return said.group() if short else said["noun"]


def _is_verb(naming: Naming, own: str) -> bool:
    own = strip_lead(own, naming.patterns)
    return len(own) <= _LONGEST_VERB and bool(_DOES.fullmatch(own) or last_verb(own, naming.patterns))
