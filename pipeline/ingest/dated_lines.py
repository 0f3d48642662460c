"""Lines at the top of a document that tell its date by a label or by its number: 成文日期：…, 临政发〔2023〕4号."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from pipeline.ingest.date_words import DATE, first_date, parse_date

_LABEL = r"(?:^|[ |\[【(])(?:{})[\]】)]?[ :|]{{1,3}}"
# 成文日期：2023年5月18日, 时间：2023年8月24日（星期四）: when it was written, or when what it records took place
_WRITTEN = re.compile(
    _LABEL.format("(?:成文|生成|发文|签发|印发)(?:日期|时间)|(?:会议|活动|发布会|召开|举行)时间")
    + rf"(?:{DATE.pattern})"
)
_OF_EVENT = re.compile(rf"^(?:时间|日期)[ :|]{{1,3}}(?:{DATE.pattern})")
# 时间：2023年12月31日前: until when something is to be done or holds
_UNTIL = re.compile(r" ?(?:之?前|以前|起|至|止|以?后)")
# 来源：云溪市统计局 发布时间：2024-07-26 浏览次数：12: when a site took it up
_PUBLISHED = re.compile(
    _LABEL.format("(?:信息)?(?:发布|公开|发稿)(?:日期|时间)|信息日期|日期|时间") + rf"(?:{DATE.pattern})"
)
# 来源：云溪市统计局 2024-07-26 10:20 阅读：12
_BESIDE_SOURCE = re.compile(rf"(?:来源|浏览|阅读|点击).{{0,40}}?[ :|](?:{DATE.pattern})")
_OF_A_SITE = re.compile(r"来源|浏览|点击|阅读|访问|字[号体]|作者|编辑|发布")
_NUMBER = r"[\u4e00-\u9fff]{2,14} ?[〔\[【(](?P<number_year>(?:19|20)\d\d)[〕\]】)] ?第?\d{1,4} ?号"
# 临政办发〔2023〕17号 2023年5月18日, 发文字号：临政发〔2023〕4号: the document's own number begins its line
_OWN_NUMBER = re.compile(
    rf"(?:(?:[发公]文字号|发文文号|文件编号|文 ?号)[\]】]?[ :|]{{1,3}})?[(\[【]?{_NUMBER}[)\]】]?(?= |$)"
)
# 云溪市统计局 2024年7月20日: who signs above the text
_ISSUED = re.compile(
    rf"\(?[\u4e00-\u9fff]{{2,24}}(?:[局厅委办]|办公室|委员会|政府|研究院|大学|总队|调查队) (?:{DATE.pattern})\)?"
)
# （2023年5月18日市政府第3次会议审议通过，自6月1日起施行）; amended texts name several days
_ADOPTED = re.compile(rf"\((?:{DATE.pattern})[^()]*(?:通过|批准|审议|印发|公布)[^()]*\)")
_AMENDED = re.compile(r"修[订正改]")
# 一、发展基础; 各位领导：: from there on it is the text that names days
_TEXT_BEGINS = re.compile(
    r"[。;]|[:,]$|^(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)|第[一二三四五六七八九十]{1,3}[章节条部])"
)


def is_published_line(line: str) -> bool:
    """Tell whether the date of a line is that of a web page: 发布时间：2024-07-26."""
    return _find_published(line) is not None and _find_written(line) is None


def find_written_date(head: Sequence[str]) -> str | None:
    """Find when a document was written, adopted, or when the event that it records took place."""
    for line in takewhile(_is_above_text, head):
        match = _find_written(line)
        if match and (found := parse_date(match)):
            return found
        number = _OWN_NUMBER.match(line)
        if number and (found := first_date([line[number.end() :]])) and not is_published_line(line):
            return found
    adopted = (_ADOPTED.fullmatch(line) for line in head)
    return next((parse_date(match) for match in adopted if match and not _AMENDED.search(match[0])), None)


def find_published_date(head: Sequence[str]) -> str | None:
    """Find when a web page published a document."""
    for line in takewhile(_is_above_text, head):
        match = _find_published(line)
        if match and (found := parse_date(match)):
            return found
    return None


def find_number_year(head: Sequence[str]) -> str | None:
    """Find the year of the document's own number, 2023 in 临政办发〔2023〕17号."""
    numbers = map(_OWN_NUMBER.match, takewhile(_is_above_text, head))
    return next((match["number_year"] for match in numbers if match), None)


def _find_written(line: str) -> re.Match[str] | None:
    match = _WRITTEN.search(line)
    if match is None and not _OF_A_SITE.search(line):
        match = _OF_EVENT.match(line) or _ISSUED.fullmatch(line)
    return None if match is None or _UNTIL.match(line, match.end()) else match


def _find_published(line: str) -> re.Match[str] | None:
    match = _PUBLISHED.search(line) or _BESIDE_SOURCE.search(line)
    return None if match is None or _UNTIL.match(line, match.end()) else match


def _is_above_text(line: str) -> bool:
    return not _TEXT_BEGINS.search(line)
