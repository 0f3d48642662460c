"""The title of a report, from the lines at its top."""

from __future__ import annotations

import re
from collections.abc import Sequence

_LONGEST = 60
_KIND = (
    r"(?:报告|汇报|规划|纲要|要点|总结|计划|方案|意见|答复|复函|通知|情况|公报|通报|清单|办法|措施|综述|白皮书|"
    r"材料|安排|打算|分析|[简概]况)"
)
_NOTE = r"(?: ?[(\[《].{0,40}[)\]》]){0,2}"
_TITLE = re.compile(rf".{{0,{_LONGEST}}}{_KIND}{_NOTE}")
_NO_TITLE = re.compile(
    r"[。;；!！?？]|[,，:：]$|^(?:各位|同志们|来源|发布|时间|日期|当前位置|首页|打印|字号|浏览|作者|编辑|责任|阅读|分享)|"
    # 四、保障措施: a heading
    r"^(?:[(（]?[一二三四五六七八九十]{1,3}[、)）]|第[一二三四五六七八九十]{1,3}[章节部]|\d{1,2}[、.])"
)


def find_title(lines: Sequence[str]) -> str | None:
    """Find the title among plain lines; a title over two lines is joined. None where no line looks like one."""
    for number, line in enumerate(lines):
        cut = re.split(r" ?[-—―─–－]{2,}", line)[0] or line
        if _is_title(cut):
            before = lines[number - 1] if number else ""
            return before + cut if _runs_on(before) else cut
    return None


def _is_title(line: str) -> bool:
    return bool(_TITLE.fullmatch(line)) and not _NO_TITLE.search(line) and len(line) >= 4


def _runs_on(line: str) -> bool:
    """Tell a first line that a title needs: 关于……的, a place with its government, or one that ends in 和 or 与."""
    if not line or len(line) > _LONGEST or _NO_TITLE.search(line):
        return False
    return line.startswith("关于") or line.endswith(("的", "和", "与", "及", "人民政府"))
