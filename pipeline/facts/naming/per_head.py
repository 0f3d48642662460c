"""Figures by the head: for whom they are reckoned (人均, 户均, 每千人), and the people whose income grew."""

from __future__ import annotations

import re

from pipeline.facts.frames import LIST_MARKS
from pipeline.facts.naming.state import Completed, Naming, Words
from pipeline.resources.pattern_ends import compile_ending

# 托位每千人达到9个: for how many it is comes first
_PER_PEOPLE = re.compile(r"(?<=[\u4e00-\u9fff]{2})(?P<each>每(?:[百千万](?:常住)?人口?|百户))$")
# 每百户拥有空调90台、汽车48辆: for how many it is holds for all that is listed
_EACH_OWNS = re.compile(
    r"[\u4e00-\u9fff]{0,8}每(?:[百千万]|\d{1,5})?名?(?:[\u4e00-\u9fff]{0,5}?(?:人口?|居民|老年?人|儿童|学生|户|家庭|职工)){1,2}(?:平均)?"
    r"(?:拥有|配备|占有|有)?(?=[\u4e00-\u9fff]{2})"
)
# 每百户拥有汽车36辆，空调90台: a comma parts goods that households have, but nothing else
_GOODS = re.compile(
    r"(?:家用)?(?:汽车|轿车|摩托车|电动车|空调器?|电?冰箱|洗衣机|彩(?:色)?电(?:视机)?|电视机|计算机|电脑|热水器|移动电话|手机|电话|照相机|微波炉)"
)
_PAID = compile_ending(r"(?<=[\u4e00-\u9fff]{2})(?:补助|补贴|筹资|收入|支出|经费|待遇|标准|增收|年收入|纯收入)$")
# 养老金月人均提高90元: by the head is how it is reckoned
_BY_THE_HEAD = compile_ending(r"(?<=[金准平贴助])(?:[月年]?人均(?:每?[月年])?|户均|月均)$")
# 农户户均增收900元: what grew is their income
_EARNS_MORE = compile_ending(r"增收(?:了|近|约|超过?|达)?$")
_EACH_ALONE = re.compile(r"[月年](?:人均|户均)|人均每?[月年]|每[人户]每[月年]")
# 退休职工月均增资90元, 养老金人均月增资90元: over whom and what it is reckoned
_RECKONED = re.compile(r"(?<=[\u4e00-\u9fff]{2})(?:[月年]?(?:人均|户均|平均)?[月年]?)$")
# 城镇居民人均可支配收入…，人均消费支出…: whose it is
_EARNERS = re.compile(
    r"(?P<who>(?:全体|全部|城镇|农村|城乡|城市|乡村|常住)*(?:居民|农民|农牧民|牧民))人均[\u4e00-\u9fff]{0,8}(?:收入|支出)$"
)
_SPENDING = re.compile(r"人均年?(?:生活)?(?:费|消费性?)?支出")
_WAGES = compile_ending(r"(?:金|工资|待遇|补贴|津贴)$")
_PEOPLE = compile_ending(r"(?:[人户民众工员农]|人口|对象|职工|群众|家庭)(?:[人户]均)?$")


def without_head(phrase: str) -> str:
    """养老金月人均: by the head is how it is reckoned, no part of what was raised."""
    return _BY_THE_HEAD.sub("", phrase)


def put_each(stem: str, phrase: str) -> str:
    """参合农民补助人均不低于…: of 人均 the tail takes the second sign, and the word belongs before what is paid.

    So does 年均 before what it is an average of; 月均 and any other 人均 stay where they stand.
    """
    if "每" in phrase and (people := _PER_PEOPLE.search(phrase)):
        return people["each"] + phrase[: people.start()]
    phrase = phrase.removesuffix("人均月")  # 养老金人均月增…
    each = phrase[-1:]
    if each not in ("人", "户", "亩", "日", "月", "年") or not stem.startswith(f"{phrase}均"):
        return phrase
    if each == "年":
        return f"年均{phrase[:-1]}"
    paid = _PAID.search(phrase[:-1]) if each not in ("日", "月") else None
    if paid is None:
        return f"{phrase}均"
    return f"{phrase[: paid.start()]}{each}均{paid.group()}" if paid.group() != "标准" else phrase[:-1]


def complete_each(naming: Naming, index: int, words: Words) -> Completed | None:
    """每千人口拥有床位6张、医师3人: the next thing of the list is reckoned by the head, too."""
    head = naming.memory.head
    joint = naming.frames[index].joint
    if not index or "每" not in head or "每" in words.before or joint not in (*LIST_MARKS, "，"):
        return None
    each = _EACH_OWNS.match(head)
    if joint == "，" and not (each and each.group().endswith("有") and _GOODS.fullmatch(words.before)):
        return None
    return Completed(each.group() + words.before, "head combined", whole=True) if each else None


def complete_spending(naming: Naming, index: int, words: Words) -> Completed | None:
    """城镇居民人均可支配收入4万元；人均消费支出2万元: those who spend are those who were said to earn."""
    del index
    earners = _EARNERS.match(naming.memory.head) if _SPENDING.fullmatch(words.before) else None
    return Completed(earners["who"] + words.before, "head combined", whole=True) if earners else None


def earns_more(before: str) -> bool:
    """Tell whether the words before a figure end in what people earn more: 户均增收."""
    return bool(_EARNS_MORE.search(before))


def earning(naming: Naming, index: int, phrase: str) -> str:
    """带动农民人均增收90元: of people who earn more it is the income that grew."""
    frame = naming.frames[index]
    pre = frame.pre
    if index and frame.joint in LIST_MARKS and _EACH_ALONE.fullmatch(phrase):
        return ""  # 城乡低保标准提高到月人均400元和年人均3000元
    if pre.endswith("增资") and (each := _RECKONED.search(phrase)):
        return phrase[: each.start()] + ("" if _WAGES.search(phrase[: each.start()]) else "增资")
    change = naming.readings[index].kind == "change" and _EARNS_MORE.search(pre)
    return f"{phrase.removeprefix('带动')}收入" if change and _PEOPLE.search(phrase) and len(phrase) > 2 else phrase
