"""Nouns after a figure that counts people: what they reached, and what was done for them."""

from __future__ import annotations

import re

from pipeline.facts.naming.phrases.following import read_noun_after
from pipeline.facts.naming.state import Naming
from pipeline.facts.naming.words_before import own_phrase
from pipeline.resources.pattern_ends import compile_ending

_DONE_TO = re.compile(r"^被[\u4e00-\u9fff]{3}")
# 选派科技特派员28名进村入户: what the people do is not what is counted
_GO = re.compile(r"^(?:担任|进村|进企|入企|赴|前往|到|参加|入驻|支援|深入|下沉|挂职|任|服务|奔赴|充实|返乡)")
ALL_REACHED = re.compile(
    r"^(?:均|已|当年)*(?:全部实现|全部|实现|(?=稳定|精准|脱贫|搬迁|住[上进]|搬[进入]|迁入|喝上|用上))(?P<what>(?:精准|稳定)?(?:脱贫|就业|转移就业|创业|搬迁)|"
    r"(?:住[上进]|搬[进入]|迁入|喝上|用上)(?:了)?[\u4e00-\u9fff]{2,10})$"
)
# 60万人口的现代化中心县: so many live there
_SIZE_OF_TOWN = re.compile(r"^人口的?[\u4e00-\u9fff]{0,6}(?:城市|中心|大市|大县|新城|大镇)(?!污水|垃圾|医院|学校)")
# 4万农村低收入群众年人均收入达到…: the first figure counts the people
_PEOPLE_WHOSE = re.compile(
    r"^(?:名)?(?P<who>[\u4e00-\u9fff]{0,10}?(?:群众|居民|人口|农民|职工|学生|农户|家庭|人员))(?=[年月]?(?:人均|户均|平均|均)|收入|工资|全部|生活)"
)
# 解决3.6万农村人口的饮水困难, 改善2.4万人饮水条件
_EASES = compile_ending(
    r"(?P<verb>新?(?:解决|改善|缓解|提高|提升|发放|减免|免收|免除|兑现|落实))(?:了|好)?(?P<where>农村|城镇|城乡|山区|牧区|库区|移民)?(?:约|近|超过?)?$"
)
_EASED = re.compile(
    r"^(?P<whom>(?:[\u4e00-\u9fff]{0,14}(?:人口|群众|居民|家庭|农户|村民|职工|[农渔牧]民|学生|人畜|移民|人员|对象|教工|儿童|幼儿|老人|村庄|村屯|企业|无电户)"
    r"(?:[及和与、][\u4e00-\u9fff]{0,4}(?:师生|学生|居民|职工|群众|人员|人口))?)?)(?:的)?"
    r"(?P<what>[\u4e00-\u9fff]{2,14}(?:困难|问题|难题|条件|安全|标准|待遇|政策|保险费)|"
    r"[\u4e00-\u9fff]{0,6}(?:养老金|学费|补贴|津贴|补助|保教费|低保金|救助金|慰问金))(?:问题)?$"
)

# 全市400万人民的智慧, 4300名医护人员义无反顾: what is praised in them is not counted
_OF_THE_PLACE = re.compile(
    r"^(?:的)?(?P<who>[\u4e00-\u9fff]{0,5}?(?:人民(?:群众)?(?!群众|医院|银行|团|币|陪审|调解|防空|检察|法院|政府|代表|警察|公园|武装|路|广场)|"
    r"(?<=[\u4e00-\u9fff]{2})儿女|父老乡亲))(?=[\u4e00-\u9fff])"
)
_PRAISED = re.compile(
    r"^(?:的)?(?P<who>[\u4e00-\u9fff]{0,8}?(?:人员|工作者|干部|党员|民警|官兵|志愿者|队员|职工|将士|教师|员工|群众|企业|企业家))"
    r"(?:义无反顾|白衣[为执]甲|闻令而动|闻令而[行战]|勇挑重担|众志成城|尽锐出战|逆行|逆向而行|冲锋在前|挺身而出|坚守岗位|坚守一线|日夜奋战|"
    r"齐心协力|同心|不辞辛苦|舍生忘死|临危不惧|奋战|奋斗在|战斗在)"
)


def read_people(naming: Naming, index: int) -> str | None:
    """选派科技特派员28名进村入户, 4859人全部脱贫, 4万农村居民年人均收入…: people are counted, not what they do."""
    frame, unit = naming.frames[index], naming.frames[index].number.unit
    if unit in ("人", "名", "位", "人次") and _GO.match(frame.post) and own_phrase(naming, index):
        return ""
    if not frame.runs_on and _SIZE_OF_TOWN.match(frame.post):
        return "人口"
    if unit == "人" and (reached := ALL_REACHED.match(frame.post)):
        return reached["what"] + "人口"
    if frame.runs_on and unit in ("人", "", "户") and (people := _PEOPLE_WHOSE.match(frame.post)):
        return people["who"]
    return None


def read_praised(naming: Naming, index: int) -> str | None:
    """全市400万人民的智慧, 4300名医护人员义无反顾: the people, not what they are praised for."""
    frame = naming.frames[index]
    usable = frame.number.unit in ("", "人", "名", "家", "户")
    praised = (_OF_THE_PLACE.match(frame.post) or _PRAISED.match(frame.post)) if usable else None
    return praised["who"] if praised else None


def read_recommended(naming: Naming, index: int) -> str | None:
    """8人被推荐到国家级人才工程: what was done to them."""
    post = naming.frames[index].post
    return read_noun_after(post, naming.patterns) if _DONE_TO.match(post) else None


def read_eased(naming: Naming, index: int) -> str | None:
    """解决3.6万农村人口的饮水困难: what they are rid of is said of those who are counted."""
    frame = naming.frames[index]
    eases = _EASES.search(frame.pre) if not frame.runs_on else None
    said = _EASED.match(frame.post) if eases else None
    if eases is None or said is None:
        return None
    alone = _NEED.search(said["what"]) if len(said["what"]) <= _SHORT_NEED else None
    whom = said["whom"] or (_WHOM_OF_UNIT.get(frame.number.unit or "", "") if alone else "")
    if not whom or frame.number.unit == "元":
        return None
    where = eases["where"] or ""
    return (eases["verb"] if where else "") + said["what"] + where + whom


# 60多万职工 | 住房条件得到改善: what has become better is said of those who are counted
_BETTER_HOW = r"(?:明显|有效|全部|全面|基本|进一步|妥善|有力|充分|切实|彻底|及时|根本|较好|大幅)"
_GOT_BETTER = compile_ending(
    r"^(?:的)?(?P<whom>(?:[\u4e00-\u9fff“”]{0,10}(?:居民|群众|人口|[农渔牧灾]民|职工|学生|家庭|农户|住户|人员|师生|"
    r"村屯|[村县镇](?!屯|民)|社区|小区|学校))?)(?:的)?"
    rf"(?P<what>(?!(?:全部|均|都|已|基本|有效)*得到)[\u4e00-\u9fff“”]{{2,10}}?)(?:{_BETTER_HOW}|均|都|已)*(?:得到|得以)(?:了)?"
    rf"{_BETTER_HOW}*(?P<how>改善|保障|提高|解决|缓解|落实)$"
)
_BETTER_UNITS = frozenset({"", "人", "户", "名", "个", "所"})
_NEED = re.compile(r"饮水|用水|吃水|喝水|住房|居住|用电|出行|行路|办证|就医|上学|入学|取暖|温饱")
_SHORT_NEED = 14
"""How long the words for a need are at most where nothing says whose it is."""
_WHOM_OF_UNIT = {"人": "人口", "名": "人口", "户": "户数"}


def read_better(naming: Naming, index: int) -> str | None:
    """60多万职工住房条件得到改善: what has become better is said of those who are counted."""
    frame = naming.frames[index]
    usable = frame.number.unit in _BETTER_UNITS and not frame.runs_on
    said = _GOT_BETTER.match(frame.post) if usable else None
    if said is None:
        return None
    whom = said["whom"] or (_WHOM_OF_UNIT.get(frame.number.unit or "", "") if _NEED.search(said["what"]) else "")
    if not whom:
        return None
    solved = said["how"] in ("解决", "缓解")
    return (said["how"] + said["what"] if solved else said["what"] + said["how"]) + whom


# 选派45名 | 医护人员驰援外省: what those do that are sent is not what is counted
_SENT = compile_ending(r"(?:选派|派出|派遣|抽调|组织|动员|选送|增派|选拔|先后派出|下派|发动)(?:了)?(?:约|近)?$")
_SENT_TO = re.compile(
    r"^(?:的)?(?P<who>[\u4e00-\u9fff、]{0,12}?(?:人员|干部|工作者|队员|医生|医师|护士|教师|老师|专家|律师|学生|毕业生|农民工|民警|书记|学员|人才|志愿者|党员|骨干|青年|队伍|力量|特派员|队))"
    r"(?:驰援|支援|援助|奔赴|赶赴|赴|前往|下沉|进驻|深入|到(?!位)|投身|参与|参加|对口|援鄂|驻[村企]|下乡|挂职|担任|包联|入户|开展)[^，；。]*$"
)


def read_sent(naming: Naming, index: int) -> str | None:
    """选派45名医护人员驰援外省: those who are sent, not where they go."""
    frame = naming.frames[index]
    sent = _SENT_TO.match(frame.post) if _SENT.search(frame.pre) else None
    return sent["who"] if sent else None
