"""Areas that are each meant: 每个县（市、区）, 各县区和开发区, 所有乡镇."""

from __future__ import annotations

import re

_LEVEL = (
    r"(?:地级以上市|设区市|地级市|旗县(?:市区|区)?|县市区|市县区|县区市|县区|市县|县市|区县|区市|市州|州市|盟市|市区|"
    r"县(?![城级域处乡]|（区）属)|市(?![场民值级直属])|区(?![域间内块位级属])|旗(?![下舰])|州|盟|乡镇|镇街|镇村|乡(?![村土亲贤])|镇(?![区域级])|街道|"
    r"行政村|村居|村(?![民级卫委社庄务]|集体)|社区|园区|开发区)(?:（[市县区旗州盟镇乡街道、]{1,8}）)?[市区县]?"
)
_MORE = rf"(?:[、和及与](?:各|每个)?(?:省级以上)?{_LEVEL})*"
EACH_AREA = rf"(?>(?:每个|各|所有)(?:涉农|贫困|山区|重点|农业|牧业|主城)?{_LEVEL}{_MORE})"
"""Each of the areas of a level, as a report writes it; several levels may be listed, and none of them is left out."""
# 各县（市、区）都要至少建设1所: how a clause goes on from the area to what is done
_OPENS = re.compile(
    rf"^(?P<area>{EACH_AREA})(?!(?:[、和及与]|各级|级|类|部门|单位|政府|党|人大|政协|卫生院|医院|学校|领导|干部|之间|上下|联动|两级|三级))"
    r"(?:都|也|均|要|应|须|必须|至少|分别|平均|共|再|各|每年|集中|重点|加快|继续)*"
)


def split_each_area(phrase: str) -> tuple[str | None, str]:
    """Split areas that are each meant off the front of a phrase: 各县区至少打造商圈 -> (各县区, 打造商圈)."""
    opens = _OPENS.match(phrase) if phrase[:1] in "每各所" else None
    return (opens["area"], phrase[opens.end() :]) if opens else (None, phrase)


def is_each(scope: str) -> bool:
    """Tell whether a scope is areas that are each meant."""
    return scope.startswith(("每个", "各", "所有"))
