"""Verbs of doing around a thing: 新增, 完成, 开工."""

from __future__ import annotations

import re

from pipeline.facts.naming.phrases.circumstances import strip_circumstances
from pipeline.facts.naming.phrases.trim import strip_deadline
from pipeline.facts.patterns import Patterns
from pipeline.resources.pattern_ends import compile_ending

# 开工建设住房40套、基本建成12套: of what was begun only the thing is taken up
_SECOND_VERB = re.compile(
    r"^(?:启动)?(?:建设|新建|改造|推进|实施|申报)(?:[和、及与](?:建设|新建|改造|推进|实施))*(?=[\u4e00-\u9fff]{2})"
)
_WHOLLY = re.compile(r"^(?:基本|全部)(?=建成|竣工|完工)")
_RESUMED = re.compile(r"^开?复工")
# 经营主体总量, 标准化厂房开工建设
_TOTAL_OR_STAGE = compile_ending(
    r"(?:总量|总数|数量|总规模|总面积|面积|规模|数|开工建设|开复工|复工|新?(?:开工|启动|竣工|投产|签约|落地)|续建|在建)$"
)
# 未开工项目: what has not come to a stage is what others have come to; nothing else stands in 未开工
_NOT_YET = re.compile(
    r"^(?:尚未|还未|仍未|暂未|未|待)(?:完成)?(?:开工|完工|竣工|建成|投产|投用|启动|整改|拆除|拨付|签约|交付|办结|安置|消除|销号|验收|落地)"
)
_DONE_AFTER = compile_ending(
    r"^(?P<thing>[^，、]{3,14}?)(?P<verb>累计建成|累计建设|累计开工|(?:基本|全部)(?:建成|竣工|完工)|(?:建成|竣工)(?:投[用产运]|运营)|新(?:投产|竣工|签约|引进|落地)|建成|竣工|新开工|开工|投产|"
    r"交付|投用|完工|开复工|复工|新增)$"
)
# 新（改、扩）建中小学15所、幼儿园3所: a verb with others in brackets
_BRACKETED = re.compile(
    r"制（修）[定订]|修（制）[定订]|在建|(?:新建?|改建?)（[改扩新建续迁重、]{1,6}）建?|新改(?![建扩造变革善])(?=[\u4e00-\u9fff]{2})"
)
_ALREADY = re.compile(r"(?<=[\u4e00-\u9fff”]{2})(?:已经?|目前)$")  # 援建项目已开工46个
_DENIES = frozenset("尚还仍暂未待")
_OF_HOUSING = ("竣工", "开工")
_JOINS = re.compile(r"[、和与及并]?")
# verbs that follow another one without a mark between them: 新建改造道路, 制定修订规章
_FOLLOWS_VERB = re.compile(r"新建|改建|扩建|续建|改扩建|改造|提升|修复|整治|加固|更新|翻建|修订|修改|废止|建成")


def leading_verb(phrase: str, patterns: Patterns) -> str:
    """Give the verb of doing that a phrase begins with (新增, 完成...), or an empty string."""
    end = len("累计") if phrase.startswith("累计") else 0
    match = _BRACKETED.match(phrase[end:]) or patterns.flow.match(phrase[end:])
    if match is None:
        return ""
    end += match.end()
    while further := _JOINS.match(phrase, end):  # 新建和改造提升: verbs that share their object
        match = patterns.flow.match(phrase[further.end() :])
        if match is None or not (further.group() or _FOLLOWS_VERB.match(match.group())):
            break
        end = further.end() + match.end()
    return phrase[:end]


def last_verb(noun: str, patterns: Patterns) -> str:
    """Give the verb of doing that ends a phrase (深入实施引进 -> 引进; 建成 -> 建成)."""
    for start in range(max(0, len(noun) - 6), len(noun)):
        match = patterns.flow.match(noun[start:])
        if match and start + match.end() == len(noun):
            return noun[start:]
    return ""


def strip_verb_and_total(head: str, patterns: Patterns) -> str:
    """Reduce 经营主体总量 to 经营主体, and 建成标准化厂房 to 标准化厂房."""
    if head[:1] in _DENIES and (denied := _NOT_YET.match(head)):
        return head[denied.end() :]
    head = _WHOLLY.sub("", head)
    verb = leading_verb(head, patterns)
    bare = _RESUMED.sub("", head.removeprefix(verb)) or head
    bare = _SECOND_VERB.sub("", bare) if verb else bare
    return _TOTAL_OR_STAGE.sub("", bare) or bare


def verb_first(noun: str) -> str:
    """人才公寓竣工420套 is said of 竣工人才公寓."""
    match = None if noun.startswith(("完成", "实现")) else _DONE_AFTER.match(noun)
    if match is None or (match["verb"] in _OF_HOUSING and match["thing"].endswith(("房", "房产"))):
        return noun  # 安置房竣工9万平方米 is said as it stands
    return match["verb"] + strip_circumstances(strip_deadline(_ALREADY.sub("", match["thing"])))
