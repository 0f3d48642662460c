"""Lists: where the items of one begin and end, and what its closing noun says that they are."""

from __future__ import annotations

from pipeline.organizations.scan import Scan
from pipeline.records import OrganizationType

LONGEST_ITEM, _LONGEST_LIST = 30, 60
_UNIVERSITY_HEADS = ("高校", "院校", "名校", "大学", "高等院校", "知名高校", "高校院所")
_INSTITUTE_HEADS = ("院所", "科研院所", "研究机构", "科研机构", "大院大所")
_PLATFORM_HEADS = ("平台", "载体")
_ENDS = '。；;：:，,！!？?、“”"《》（）()\n'


def kind_of_list(head: str) -> OrganizationType | None:
    """Give the type of what the closing noun of a list says that it lists; None where it may be anything."""
    if head.endswith(_PLATFORM_HEADS):
        return "platform"
    if head in _UNIVERSITY_HEADS:
        return "university"
    if head in _INSTITUTE_HEADS:
        return "institute"
    if head.endswith(("部门", "单位", "机构")) and not head.endswith(("金融机构", "投资机构")):
        return None
    if head.endswith(("医院", "名院")):
        return "hospital"
    return "company"


def list_items(scan: Scan, end: int) -> list[tuple[int, int]]:
    """Give the items of the list that ends at `end`, from left to right."""
    text = scan.text
    items: list[tuple[int, int]] = []
    while end > 0 and len(items) < _LONGEST_LIST:
        start = end
        while start > 0 and text[start - 1] not in _ENDS:
            start -= 1
            if end - start > LONGEST_ITEM:
                break
        if start < end:
            items.append((start, end))
        if start == 0 or text[start - 1] != "、":
            break
        end = start - 1
    items.reverse()
    split: list[tuple[int, int]] = []
    for start, stop in items:
        joint = max(text.rfind("和", start + 2, stop - 1), text.rfind("与", start + 2, stop - 1))
        if joint > 0 and joint in scan.bounds and joint + 1 in scan.bounds and (start, stop) == items[-1]:
            split += [(start, joint), (joint + 1, stop)]
        else:
            split.append((start, stop))
    return split
