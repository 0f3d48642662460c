"""Words that go on behind a bracket which only gives a value: 较上年（86家）增加12家, 完成年度任务（150人）的58%."""

from __future__ import annotations

import re

_WORD = r"[^，；。：！？（）|｜、\d]"
# how a clause begins that a figure alone does not end, and what must stand between the bracket and the next figure
_OPENS = re.compile(
    rf"(?:(?P<grows>(?<!占)[比较](?![重例])(?:(?:19|20)\d{{2}}年|{_WORD}){{1,14}})|"
    rf"(?P<beside>(?:[高低快慢好优多少]于|超过|超出|领先|落后){_WORD}{{2,12}})|"
    rf"(?P<share>(?:完成|占){_WORD}{{0,8}}(?:目标|任务|计划|预算)(?:任务|目标|数|值)?))$"
)
_GOES_ON = {
    "grows": re.compile(
        r"(?:净|分别|同比|已|大幅|实现)*(?:增|减|提|上[升涨调]|下[降滑调]|回落|降|升|扩|缩|[高低快慢多少]|加快|放缓|翻)"
    ),
    "beside": re.compile(r"(?:约|近|出)?$"),
    "share": re.compile(r"的(?:约|近)?$"),
}


def opened_clause(before: str, behind: str) -> str:
    """Give the words right before a bracket that those behind it go on with; empty where they do not.

    Args:
        before: the words up to the bracket.
        behind: those between the bracket and the next figure.
    """
    opens = _OPENS.search(before)
    if opens is None or opens.lastgroup is None or not _GOES_ON[opens.lastgroup].match(behind):
        return ""
    return opens.group()
