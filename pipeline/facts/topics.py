"""What a sentence or a paragraph is about, for the figures that come after it."""

from __future__ import annotations

import re

from pipeline.facts.leads import FAST
from pipeline.facts.naming.subjects import WORKED_ON
from pipeline.resources.pattern_ends import compile_ending

_CHAIN = re.compile(
    r"^(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.]|[一二三四五六七八九十]是)?(?:做大做强|做强做优|做强|做优|做大|壮大|发展|聚焦)?"
    r"(?P<chain>[\u4e00-\u9fff]{2,10}?)(?:全)?产业链?(?:[，：。]|——)"
)
# 抓好示范带建设。: a sentence that names a piece of work, whose figures come next
_WORK = compile_ending(r"(?:建设|改造|工程|项目|制度)(?:力度|步伐|进度)?[。：]$")
# （一）一般公共预算。: the account that the sentences after the heading state
_ACCOUNT = re.compile(
    r"^[（(]?[一二三四五六七八九十\d]{1,3}[）)、.](?P<account>[\u4e00-\u9fff]{2,10}(?:预算|基金))(?:执行|收支|收入|支出|情况)*。?$"
)
_FARES = re.compile(
    r"^(?:[^，；]{0,6}是)?+([\u4e00-\u9fff]{2,10}?)(?:发展)?(?:步伐|势头|态势)?(?:稳|持续|不断|加快|"
    + FAST
    + r"|进一步|明显|显著|取得|"
    r"实现|更|全面|提质|有力|有效|较快|平稳|蓬勃|健康|提速|加速|迅[速猛]|良好|向好|强劲|增势|初具|量质齐|崛起|逆势|再上|(?<!要)继续)"
)


def chain_of(clean: str) -> str:
    """静宁苹果产业链，实施…: whose 全产业链产值 the paragraph states."""
    match = _CHAIN.match(clean)
    return match["chain"] if match else ""


def budget_account(clean: str) -> str:
    """（三）政府性基金预算。: the account whose 收入 and 支出 come next."""
    match = _ACCOUNT.match(clean)
    account = match["account"] if match else ""
    return account.removesuffix("预算") if account.endswith("基金预算") else account


def subject_of(clean: str) -> str:
    """市场主体不断壮大。总量达… : a short sentence without a figure may name what the next one counts."""
    if account := budget_account(clean):
        return account
    match = _FARES.match(clean)
    named = match is None and _WORK.search(clean)
    worked = WORKED_ON.match(clean.rstrip("。：")) if named else None
    return match[1] if match else worked["thing"] if worked else ""
