"""Rules for medals: at which games they were won (在全省运动会上夺得9枚金牌)."""

from __future__ import annotations

import re

from pipeline.facts.naming.state import Named, Naming, remember

_MEDAL = re.compile(r"的?(?P<medal>[金银铜奖]牌)(?![总榜数])")
_MEDAL_BEFORE = re.compile(r"(?P<medal>[金银铜奖]牌)(?:总数)?(?:共|达到?)?$")
# 我市选手在全省青年运动会上夺得9枚金牌，参加全国技能大赛，获金牌
_GAMES = re.compile(
    r"(?:^|[，；。]|在|参加)(?:(?:19|20)\d{2}年)?"
    r"(?P<games>(?:(?!在|参加|[举承主]办|[获夺])[\u4e00-\u9fffA-Za-z\d“”、]){1,16}?(?:运会|奥会|运动会|锦标赛|[世亚]锦赛|世界杯|大赛|赛事|比赛))[上中]?，?"
    r"(?:(?![会赛])[\u4e00-\u9fff]){0,8}?(?:夺|获|取得|摘|斩|揽|拿)[得取获下了]*(?:(?:[金银铜奖]牌)?[\d.一二两三四五六七八九十]+[金银铜枚块](?:[金银铜]牌)?[、，和]?)*"
    r"(?:[金银铜奖]牌)?(?:总数)?(?:共|达到?)?$"
)
_WON_AT = re.compile(r"^(?P<games>.+[会赛杯事])[金银铜奖]牌$")
_UNITS = frozenset({"枚", "块", "个"})
_SCORES = re.compile(r"综合|团体|总分")


def name_medal(naming: Naming, index: int) -> Named | None:
    """夺得9金7银4铜: each of them is a count of medals."""
    number = naming.frames[index].number
    return Named(f"{number.text[-1]}牌", None, "medals") if number.form == "medal" else None


def name_medal_at_games(naming: Naming, index: int) -> Named | None:
    """在全省运动会上夺得9枚金牌: medals are those of the games, where these are named before them."""
    frame = naming.frames[index]
    if frame.number.unit not in _UNITS or not ("牌" in frame.post[:3] or "牌" in frame.pre[-6:]):
        return None
    behind = _MEDAL.match(frame.post)
    medal = behind or _MEDAL_BEFORE.search(frame.pre)
    at = _GAMES.search(frame.before) if medal else None
    if medal is None or at is None:
        return None
    indicator = at["games"] + medal["medal"]
    remember(naming, indicator)
    return Named(indicator, None, "words after" if behind else "words before")


def games_before(naming: Naming, index: int, what: str) -> str:
    """夺得19枚金牌，综合排名第五: give the games that the medals right before a rank in them were won at."""
    won = _WON_AT.match(naming.memory.names[index - 1]) if index and _SCORES.match(what) else None
    return won["games"] if won else ""
