"""Bodies set up for one task, by their own name: 成立云河治理工作领导小组, 发挥南湖新城建设指挥部的作用."""

from __future__ import annotations

import re

from pipeline.organizations.scan import Candidate

_KINDS = ("领导小组", "指挥部")
# What is set up without a name of its own (成立专案指挥部, 市县乡三级指挥部), or in numbers, names nobody.
_NAME = (
    r"(?P<name>(?![全各专相高统]|强有力|市县|省市|由|以|了)(?:“[^”，。]{1,8}”)?"
    r"(?:(?![和与及由以的为任等级]|项目领导)[\u4e00-\u9fff]){4,20}?(?:领导小组|指挥部))(?![+＋”]|体[系制]|模式)"
)
_SET_UP = re.compile(rf"(?:成立|组建|设立|发挥|建立)了?(?:[由以][^，。；]{{2,24}}的)?{_NAME}")
_NEXT = re.compile(rf"[、和与及]{_NAME}")


def find_task_forces(text: str) -> list[Candidate]:
    """Find what is set up or put to work, and what stands beside it in a list."""
    if not any(kind in text for kind in _KINDS):
        return []
    found = []
    for match in _SET_UP.finditer(text):
        item: re.Match[str] | None = match
        while item:
            found.append(Candidate(*item.span("name"), "government", "government", 0.9))
            item = _NEXT.match(text, item.end())
    return found
