"""Rules for ranks: what is ranked, and in which list."""

from __future__ import annotations

import re

from pipeline.facts.naming.medals import games_before
from pipeline.facts.naming.phrases.heads import combine_head, is_bare_head
from pipeline.facts.naming.state import Named, Naming, remember
from pipeline.facts.naming.subjects import context_subject
from pipeline.facts.naming.words_before import clean_noun
from pipeline.facts.ranks import find_contest
from pipeline.resources.pattern_ends import compile_ending

# 跻身全国茶业集团30强, 进入全省镇域经济前五强
# 进入“中国产业园区投资潜力100强”: the list is quoted whole
_QUOTED_LIST = re.compile(r"“(?P<thing>[\u4e00-\u9fff]{4,20})$")
_AMONG_THE_FIRST = re.compile(
    r"(?:进入|跻身|入选|入围|入闱|位列|名列|荣登|荣获|成为|(?:被)?评为|获评|登上|列入|上榜|挺进|晋级|晋升|晋位|冲刺|[列居位])(?:了)?"
    r"(?:全国|全省|全市|全区|我国|国家)?(?P<thing>[\u4e00-\u9fff]{4,12}?|[\u4e00-\u9fff]{0,8}“[\u4e00-\u9fff]{4,16}”)(?:排名|榜单?)?(?:前列)?$"
)
# 位居中国数字城市百强榜第19位, 在全国百强镇中位列第58位, 被评为热门城市第4名
_LISTED_AS = re.compile(
    r"(?:(?:位居|位列|名列|排名|晋位|居|列|入选|获评|评为|荣获|获)(?:\d{4}年?)?"
    r"(?P<thing>[\u4e00-\u9fff]{2,12}(?:榜单?|百强[县区市镇]?|考核|评价|测评|评比|评选|排行榜)|(?<=[获评]评|评为)[\u4e00-\u9fff]{2,10}城市)|"
    r"在(?:(?:19|20)\d{2}年?度?)?(?:全[国省市区县州])?(?P<among>[\u4e00-\u9fff“”]{2,16}(?:考评|考核|评价|评估|测评|评比|评选|监测|竞赛活动|排行榜|榜单|排名|"
    r"百强[县区市镇]))中(?:的)?"
    r"(?:位居|位列|名列|排名|排|居|列|获得?|取得|荣获))(?:排名)?$"
)
# 在首届中国最美城市排行榜中，青溪市位居第20位
_AMONG = re.compile(
    r"(?:^|[，；。])在(?:首届|第[一二三四五六七八九十\d]+届|\d{4}年?)?"
    r"(?P<list>[\u4e00-\u9fff]{4,16}(?:榜|排行榜|考评|考核|评价|测评|评比|评选|排名))中，?$"
)
# 新区在国家级新区综合排名由第8位上升到…, 在全国县域百强排名十连升，位列…
_RANKED_IN = re.compile(
    r"(?:^|[，。；])(?P<who>[\u4e00-\u9fff]{2,8})在(?![园校建册岗职])(?P<list>[\u4e00-\u9fff]{4,18}(?:排名|排行榜|榜单|综合评价|考核评价|测评))"
    r"(?:中)?(?:[^，；、\d]{0,8}，|[三四五六七八九十]+连[升进增]，?)?(?:由|从|[位排名居]?列?)$"
)
# 森林覆盖率在全国城市排名由…: what is ranked is a figure, and the list only those among whom
_FIGURE = compile_ending(
    r"(?:[率值额量数度力比]|增[速幅]|评价|监测|考核|评估|测评|考评|质量|水平|环境|收入|支出|投资|经济|绩效|满意|进度|成绩|标准|时间|时限|"
    r"面积|产|重|排名|排放|消费|贸易|[存贷]款|税收|利润|价格|成本|里程|浓度|工资|寿命|周期|覆盖面|[制标]面)$"
)
# 取得年度测评第14名, 参加省运会获金牌总数第3: what was won is what the rank is in
_WON = re.compile(
    r"^(?:[我全][省市区县州])?(?:参加[\u4e00-\u9fff\d“”]{2,20}?|(?:连续|再次|首次|成功|一举|蝉联|又|并|且)*)"
    r"(?:取得|获得|夺得|荣获|斩获|喜获|勇夺|力夺|包揽|摘[得掉]|获评|分?获(?!批|评|奖|国家|[省市]级))了?(?:全[国省市区县州])?"
    r"(?P<what>[\u4e00-\u9fff“”、]{2,16})$"
)
# 举办省第七届运动会，获得全省第一的好成绩: the games are what the result is of
_WON_AT_GAMES = re.compile(
    r"(?P<games>[省市]?第[一二三四五六七八九十\d]+届[\u4e00-\u9fff]{0,8}?(?:运动会|城运会|全运会|省运会|大赛))[上中]?，?"
    r"(?:[我全][省市区县州])?(?:取得|获得|夺得|荣获)了?(?:全[国省市区县州])?$"
)
_RESULT = re.compile(r"的?(?:[\u4e00-\u9fff]{0,4}的?)?(?:成绩|佳绩)")
# 我市在全省15个城市营商测评中: no measure of the place but the list itself
_LIST_OF_GROUP = re.compile(
    r"(?:城市|市州|州市|省份|省区|[县市区州]|单位|口岸|港口|机场)(?P<list>[\u4e00-\u9fff]{2,14}(?:排名|排行榜|考核|考评|评价|测评|评比|监测))$"
)
_AMONG_WHOM = re.compile(r"(?:城市|省会|[地省县各]市|市州|州市|省份|[县市镇]区|区县|[居列位排])$")


def name_counted_among(naming: Naming, index: int) -> Named | None:
    """满意度在全省14个市中排第2: the count before a rank is of those among whom it is."""
    contest = find_contest(naming.frames, index)
    return Named(contest.noun, contest.area, "counted among") if contest else None


def name_ranked(naming: Naming, index: int) -> Named | None:
    """满意度在全省14个市中排第2: what stands before the count is ranked, or else what was named last."""
    contest = find_contest(naming.frames, index - 1) if index else None
    if contest is None:
        return None
    before = naming.frames[index - 1]
    scope, ranked = clean_noun(naming, contest.ranked)
    listed = _LIST_OF_GROUP.search(contest.noun)
    ranked = ranked or (listed["list"] if listed else "") or naming.memory.head or context_subject(naming, before)
    if is_bare_head(ranked) and naming.memory.levels:
        ranked = combine_head(naming.memory.head, ranked)  # 生产总值增长6%，增速居全省9个县区第4位
    _, of = clean_noun(naming, contest.of)
    if of and is_bare_head(of):
        ranked = combine_head(ranked, of)
    elif of and not contest.ranked:
        ranked = of
    remember(naming, ranked)
    return Named(ranked, scope, "words before")


def name_list(naming: Naming, index: int) -> Named | None:
    """位居中国数字城市百强榜第19位: the list is what the rank is in."""
    frame = naming.frames[index]
    listed = _LISTED_AS.search(frame.pre) if naming.readings[index].kind == "rank" else None
    if listed is None:
        return None
    scope, _ = clean_noun(naming, frame.pre[: listed.start()])
    what = listed["thing"] or listed["among"]
    naming.memory.head = what  # 位列第21位、全省第2位
    return Named(what, scope, "words before")


def name_list_of_clause(naming: Naming, index: int) -> Named | None:
    """新区在国家级新区综合排名由第8位上升到…: the list, and who is on it, is named before the places are."""
    frame = naming.frames[index]
    ranked = _RANKED_IN.search(frame.context + frame.pre) if naming.readings[index].kind == "rank" else None
    if ranked is None or _FIGURE.search(ranked["who"]):
        return None
    naming.memory.head = ranked["list"]
    return Named(ranked["list"], ranked["who"], "words before")


def name_list_before(naming: Naming, index: int) -> Named | None:
    """在首届中国最美城市排行榜中，青溪市位居第20位: the clause before names the list."""
    among = _AMONG.search(naming.frames[index].context) if naming.readings[index].kind == "rank" else None
    return Named(among["list"], None, "words before") if among else None


def name_among_the_first(naming: Naming, index: int) -> Named | None:
    """跻身全国茶业集团30强, 进入“中国产业园区投资潜力100强”: those who are counted, or a quoted name, name the list."""
    frame = naming.frames[index]
    is_list = naming.readings[index].kind == "rank" and "强" in frame.number.text
    quoted = _QUOTED_LIST.search(frame.pre) if is_list and frame.after.startswith("”") else None
    ranked = quoted or (_AMONG_THE_FIRST.search(frame.pre) if is_list else None)
    return Named(ranked["thing"], None, "words before") if ranked else None


def name_won(naming: Naming, index: int) -> Named | None:
    """取得年度测评第14名: a verb of winning is no part of what the place is in."""
    frame, reading = naming.frames[index], naming.readings[index]
    follows = index and naming.frames[index - 1].runs_on  # 16人入选人才计划、居第二
    if reading.kind != "rank" or frame.number.form != "rank" or follows:
        return None
    if _RESULT.match(frame.after) and (games := _WON_AT_GAMES.search(frame.context + frame.pre)):
        return Named(f"{games['games']}成绩", None, "words before")
    won = _WON.match(reading.stem) or (None if reading.stem else _WON.match(frame.pre))
    if won is None or _AMONG_WHOM.search(won["what"]):
        return None
    what = games_before(naming, index, won["what"]) + won["what"] + ("排名" if won["what"] == "综合" else "")
    remember(naming, what)
    return Named(what, None, "words before")
