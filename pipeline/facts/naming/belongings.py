"""What belongs to a place, or follows from what was named: whose 入驻企业 and 床位 are, which 培训."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from pipeline.facts import areas
from pipeline.facts.naming.phrases.trim import strip_lead, strip_time
from pipeline.facts.naming.phrases.verbs import leading_verb, strip_verb_and_total
from pipeline.facts.naming.state import Completed, Naming, Words
from pipeline.facts.naming.subjects import CLAUSE_ENDS, last_clause

_ZONES = "(?:产业|工业|科技|软件|创业|物流)园|园区|集中区|集聚区|开发区|高新区|试验区|孵化器|综合体|众创空间|基地"
_WARDS = "医院|卫生院|敬老院|养老院|福利院|养老机构|养老服务机构|养老服务中心|养老中心"
_SCHOOLS = "中学|小学|高中|初中|学校|幼儿园|院校|高校|教育|研究生"
_INSURANCE = "保险|新农保|新农合|医保"
_AT_SCHOOL = ("在校学生", "在校生", "专任教师", "招生", "毕业生")
_OWNERS: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "入驻企业": re.compile(f"(?:{_ZONES})$"),
        "入园企业": re.compile(f"(?:{_ZONES})$"),
        "床位": re.compile(f"(?:{_WARDS})$"),
        "参保人数": re.compile(f"(?:{_INSURANCE})$"),
        **dict.fromkeys(_AT_SCHOOL, re.compile(f"(?:{_SCHOOLS})$")),
    }
)
"""Words that say nothing alone, with what their owner ends in."""
_OWNER_IN = re.compile(rf"^.*(?:{_ZONES}|{_WARDS}|{_INSURANCE})(?![\u4e00-\u9fff]?[费金区园院])")
# 加强职业技能培训，全年培训37万人: which training the clause before says
_TRAINING = re.compile(r"^(?P<done>完成)?(?:共|再|累计|开展|组织|各类)*培训$")
_WHICH_TRAINING = re.compile(r"^(?P<which>[\u4e00-\u9fff]{2,12}培训)(?!基地|中心|机构|学校|体系|制度|补贴)")
_DOING = re.compile(
    r"^(?:(?:继续|进一步|不断|积极|广泛|大力|大规模|加强|强化|抓好|做好|加大|深化|推进|扩大|实施|开展|开展了|了)(?=[\u4e00-\u9fff]{4}))+"
)
_LONGEST = 16


def complete_belonging(naming: Naming, index: int, words: Words) -> Completed | None:
    """创成科技企业孵化器12家，入驻企业900家: those in what was named before."""
    ends = _OWNERS.get(words.before)
    if ends is None or words.scope:
        return None
    if words.before in _AT_SCHOOL and naming.readings[index].kind != "level":
        return None  # 新建幼儿园9所，…，在校生增长2%: of all schools
    owner = next((thing for thing in _things_before(naming, index) if ends.search(thing)), "")
    if not owner:
        return None
    naming.memory.owned[owner + words.before] = owner  # 开发区入驻企业155户，总产值…: the zone's
    return Completed(owner + words.before, "head combined")


def complete_training(naming: Naming, index: int, words: Words) -> Completed | None:
    """加强职业技能培训，全年培训37万人: the training that the clause before speaks of."""
    bare = _TRAINING.match(words.before) if naming.frames[index].context else None
    if bare is None:
        return None
    which = _WHICH_TRAINING.match(_without_doing(naming, last_clause(naming.frames[index])))
    return Completed((bare["done"] or "") + which["which"], "head combined") if which else None


def _things_before(naming: Naming, index: int) -> Iterator[str]:
    """Give the things that the clauses before and the figures before name, the nearest first."""
    for clause in reversed(CLAUSE_ENDS.split(naming.frames[index].context)):
        if found := _OWNER_IN.match(clause):
            thing = _without_doing(naming, found.group())
            if len(thing) <= _LONGEST and "、" not in thing:
                yield thing
    for name in reversed(naming.memory.levels):
        yield strip_verb_and_total(name, naming.patterns)


def _without_doing(naming: Naming, clause: str) -> str:
    """Give a clause without what leads to its thing: times, adverbs, the region, the verb."""
    clause = strip_lead(strip_time(clause), naming.patterns)
    _, clause = areas.split_scope(clause, naming.patterns)
    clause = strip_lead(clause, naming.patterns)
    return _DOING.sub("", clause.removeprefix(leading_verb(clause, naming.patterns)))
