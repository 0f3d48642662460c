"""Money that opens a statement (投资3000万元，建设实践基地): the clause behind it says what it is for."""

from __future__ import annotations

import re

from pipeline.facts.frames import Frame
from pipeline.facts.naming.phrases.verbs import leading_verb
from pipeline.facts.naming.state import Completed, Named, Naming, Words, remember
from pipeline.facts.naming.subjects import context_thing
from pipeline.facts.patterns import Patterns
from pipeline.resources.pattern_ends import compile_ending

_SPENT_ALONE = compile_ending(
    r"^(?:计划|累计|总|共|年度)?(?:投资|投入|筹资|出资|(?:(?:调整和)?(?:提前)?安排|统筹安排|投入|筹[措集]|拨付|统筹|整合|落实)"
    r"(?:财政|专项|各类)*资金|(?:财政|专项|各类)*资金|[省市县区]?财政(?:累计|共|新增)?(?:投入|安排|拨付)|(?:调整和)?(?:提前)?安排|筹措|统筹安排)$"
)
# 加强电网改造，投资8亿元: what the clause before works on has its own
_INVESTED = re.compile(r"投资$")
_NEXT_CLAUSE = re.compile(r"^(?:(?:专项|财政)?资金)?[，、](?P<clause>[^，；。：]{4,48})(?=[，；。：]|$)")
_ENSURED = re.compile(r"^确保(?:(?:今?年[内底末]前?|年底以前)(?:全部|全面)?)?")
_HOW = re.compile(
    r"^(?:(?:深入|大力|扎实|继续|积极|广泛|集中|切实|认真|先后|先行|率先|高标准|高质量|强力|持续|同步|快速|全面(?=完成|实施|启动|落实))(?=[\u4e00-\u9fff]))+"
)
_DOES = re.compile(
    r"完善|消除|办好|做好|抓好|搞好|优化|健全|推进|推动|加快|整体|全面|为|对(?!口)|用于|重点|着力|加强|提高|强化|改善|实行|修复|解除|"
    r"对口(?:支援|帮扶)|帮助|启动"
)
# 带动就业2万人 says what came of the money, 完成投资2亿元 how much of it, not what it was for
_CAME_OF_IT = re.compile(
    r"(?:已|累计|年内|当年|计划|预计|全年)*(?:完成|到位|实现)[\u4e00-\u9fff]{0,4}(?:投资|资金)[约近超过]*\d|"
    r"推动.{2,8}(?:步入|迈[上向入]|走上)|带动|拉动|惠及|受益|撬动|新增(?:就业|产值)|增[长加速]|完成率|占|实现(?:产值|收入|利税|销售)|[同环]比|达到|居|位"
)
_MANY = (
    r"[约近超过]*(?<![+“A-Za-z\d.])\d[\d.]*(?:多|余)?[万亿]?(?:多|余)?(?:平方米|平方公里|公里|立方米|公顷|人次|"
    r"[项个条处人户座家所亩套件间名场台辆栋米吨期只张位口头株盏眼块宗件]|(?=[\u4e00-\u9fff]))(?:以上|左右)?"
)
_QUANTITY = re.compile(_MANY)
# 30个、7.6万平方米校舍: two measures of one thing
_BESIDE_ANOTHER = re.compile(rf"{_MANY}、(?={_MANY})")
# 修复水毁房屋90户、重建20户: a number behind its noun ends what is named
_COUNTED_LAST = re.compile(rf"(?<=[\u4e00-\u9fff]{{4}})(?<![施造设成新决了建]){_MANY}(?![\u4e00-\u9fff]).*$")
_BY_THE_FISC = re.compile(r"财政(?:累计|共|新增)?(?:投入|安排|拨付)$")
_SETS_ABOUT = re.compile(r"，(?:广泛|全面|集中)?(?:开展|实施|新建|建设|改造|启动|修建)")
_LONGEST = 32
_MONEY = ("资金", "专项资金", "财政资金")


def complete_money_spent(naming: Naming, index: int, words: Words) -> Completed | None:
    """投资3000万元，建设实践基地: the money at the front of a statement is for what the next clause says."""
    frame = naming.frames[index]
    if frame.number.unit != "元" or frame.post or not _SPENT_ALONE.match(words.before):
        return None
    thing = _opens_with(naming, index, words)
    if not thing:
        return None
    spent = words.before if re.search("[资投]", words.before) else f"{words.before}资金"
    return Completed(thing + spent, "head combined")


def name_money_spent(naming: Naming, index: int, words: Words) -> Named | None:
    """投入3亿元资金，建设实践基地: the same, where the word for money stands behind the figure."""
    frame = naming.frames[index]
    spent = frame.post in _MONEY and _SPENT_ALONE.match(words.before)
    thing = _opens_with(naming, index, words) if spent else ""
    if not thing:
        return None
    indicator = thing + words.before + frame.post
    remember(naming, indicator)
    return Named(indicator, words.scope, "words after")


def _opens_with(naming: Naming, index: int, words: Words) -> str:
    """Give what the next clause does with the money, where the figure opens a statement; else an empty string."""
    frame = naming.frames[index]
    alone = not frame.context.strip("，；") or not _INVESTED.search(words.before) or not context_thing(naming, frame)
    opens = frame.joint.endswith("；") if index else alone
    if _BY_THE_FISC.search(words.before) and not _SETS_ABOUT.match(frame.after):
        return ""  # 财政投入900万元，支持农业: no more than who gains from it
    return _what_for(frame, naming.patterns) if opens else ""


def _what_for(frame: Frame, patterns: Patterns) -> str:
    """Give what the next clause does, without how much of it; empty where it does nothing with the money."""
    found = _NEXT_CLAUSE.match(frame.after)
    clause = _HOW.sub("", _ENSURED.sub("", found["clause"])) if found else ""
    if not clause or _CAME_OF_IT.match(clause) or not (leading_verb(clause, patterns) or _DOES.match(clause)):
        return ""
    if any(digit in clause for digit in "0123456789"):
        clause = _QUANTITY.sub("", _BESIDE_ANOTHER.sub("", _COUNTED_LAST.sub("", clause)))
    thing = re.sub(r"(?<=建设)一批|(?<=解决|完成|建成|启动|实施)了|(?<=^[为对])全[省市区县州]", "", clause)
    thing = thing if len(thing) <= _LONGEST else thing.split("、")[0]
    return thing if 4 <= len(thing) <= _LONGEST else ""
