"""Bodies that the report says were founded, 专班 also put to work: 成立云茶产业联盟, 组建行政调解委员会."""

from __future__ import annotations

import re

from pipeline.organizations.scan import Candidate, Scan
from pipeline.records import OrganizationType
from pipeline.resources.organization_patterns import OrganizationPatterns

_TYPES: dict[str, OrganizationType] = {
    "专班": "government",
    "委员会": "government",
    "研究院": "institute",
}
_EXPERTS = ("专家委员会", "专家咨询委员会")
"""They advise, and are no office."""
_LASTS = ("联盟", "联合会", "促进会", "研究会", "商会", "协会", "学会", *_TYPES)
_LAST = "|".join(_LASTS)
# Whose first one it is does not belong to the name: 成立全国首个某某联盟.
_FIRST = r"(?:(?:全国|全省|全市|全区|全州|国内|省内|省级|市级)?首[个家]|(?:全国|全省|全市))?(?:市级|省级|县级)?"
# What is counted, or set up with others and for all kinds of work, names nobody: 组建一批联盟, 成立各类协会.
_ESTABLISHED = re.compile(
    rf"(?:成立|组建|发起|设立|发挥(?=[^，。；]{{4,20}}专班))了?{_FIRST}(?P<name>(?![一各多由以新该由相]|多[个家]|若干|[两三四五六七八九十\d])"
    rf"(?:(?![和与及或等的以由各为首级性]|一批|一个)[\u4e00-\u9fff]){{4,18}}?(?P<last>{_LAST}))(?=[，。；、]|$|的?(?:[\u4e00-\u9fff]{{2,4}})?作用)"
)
_CONFIDENCE = 0.9


def find_established(scan: Scan, patterns: OrganizationPatterns) -> list[Candidate]:
    """Find what is founded under a name that says more than its kind does (产业技术创新联盟 is any one)."""
    if not any(last in scan.text for last in _LASTS):
        return []
    return [
        Candidate(*match.span("name"), _type_of(match), "government", _CONFIDENCE)
        for match in _ESTABLISHED.finditer(scan.text)
        if not all(
            len(part) == 1 or part in patterns.generic_parts or part in patterns.left_stops
            for part in scan.parts(match.start("name"), match.start("last"))
        )
    ]


def _type_of(match: re.Match[str]) -> OrganizationType:
    return "other" if match["name"].endswith(_EXPERTS) else _TYPES.get(match["last"], "other")
