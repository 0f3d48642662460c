"""Find what stands in the text without being the report: notices, navigation, front matter, an explanation of words."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from pipeline.records import Region, RegionKind
from pipeline.resources.noise import Noise, NoisePattern
from pipeline.segment.lines import Line

_FRONT_MATTER_LINES = 60
_MAX_LINE = 300  # a longer line is prose, whatever it begins with
_PAGE_NUMBER = re.compile(r"\d{1,3}")
_GLOSSARY_AFTER = 0.4  # an explanation of words stands behind the report, or it is a heading of its body
_GLOSSARY_ITEM = re.compile(
    r"(?:[*\s>-]*(?:\d{1,3}\s*[.、．)）]|[①-⑳]|[【\[“「《〔（]).{0,80})|.{1,60}?(?:[：:]|是指|"
    r"指的?是|——).*"
)

_APPENDIX = re.compile(r"[\s*#]*(?:附[件表录图]\s*[\d一二三四五六七八九十]{0,2}\s*(?:[：:].*)?[*\s]*$|\|)")
"""What ends an explanation of words: another appendix, or the first row of a table."""
_TITLE = re.compile(r"[^。；，！？|]{2,56}(?:报告|汇报|规划|纲要|要点|总结|计划|方案|意见|答复|通知|公报|通报)")
"""A first line that names no kind of paper may be a letterhead, which comes again as the signature."""
_PLAIN = re.compile(r"[\s*#_]+")
_LIST_MARK = re.compile(r"[一二三四五六七八九十\d]{1,3}[、.．]|[（(]|第.{1,3}[章节篇部条]")

# 9. 2023年10件民生实事完成情况： what was done is told among the words explained
_WHAT_WAS_DONE = re.compile(r"(?:\d{1,2}\s*[.、．]\s*)?[^。；，]{2,30}(?:完成|进展|落实|办理)情况[：:]?")

Found = tuple[int, int, RegionKind]


def find_regions(doc_id: str, text: str, lines: Sequence[Line], noise: Noise) -> list[Region]:
    """Find the regions of a report but for its outline, sorted by place; they never overlap.

    Args:
        doc_id: the report.
        text: its raw text.
        lines: the lines of `text`.
        noise: the patterns.
    """
    found: list[Found] = []
    front_matter_end = _front_matter_end(lines)
    if front_matter_end:
        found.append((0, front_matter_end, "front_matter"))
    possible = noise.find_possible([line.text for line in lines])
    for index, line in enumerate(lines):
        if line.start < front_matter_end or not line.text:
            continue
        whole = _line_kind(line.text, noise) or _bare_page_number(lines, index)
        if whole:
            found.append((line.start, line.end, whole))
        elif index in possible:
            found += _find_inside(line, possible[index])
    found += _find_repeated_titles(lines, front_matter_end, {start for start, _, _ in found})
    glossary = _find_glossary(text, lines, noise)
    if glossary is not None:
        start, end = glossary
        found = [item for item in found if item[1] <= start or item[0] >= end] + [(start, end, "glossary")]
    return [Region(doc_id, *item) for item in _without_overlaps(found)]


def _front_matter_end(lines: Sequence[Line]) -> int:
    if not lines or lines[0].text.lstrip("\ufeff").rstrip() != "---":
        return 0
    closing = (line.end for line in lines[1:_FRONT_MATTER_LINES] if line.text.strip() in ("---", "..."))
    return next(closing, 0)


def _line_kind(text: str, noise: Noise) -> RegionKind | None:
    stripped = text.strip()
    if not stripped or len(stripped) > _MAX_LINE:
        return None
    return noise.line_kind(stripped)


def _bare_page_number(lines: Sequence[Line], index: int) -> RegionKind | None:
    """A line of digits alone is a page number where prose stands around it, and a cell of a table elsewhere."""
    if not _PAGE_NUMBER.fullmatch(lines[index].text.strip()):
        return None
    before = next((line.text for line in reversed(lines[max(0, index - 3) : index]) if line.text.strip()), "")
    after = next((line.text for line in lines[index + 1 : index + 4] if line.text.strip()), "")
    return "navigation" if min(len(before.strip()), len(after.strip())) >= 15 else None


def _find_inside(line: Line, possible: Sequence[NoisePattern]) -> list[Found]:
    return [
        (line.start + match.start(), line.start + match.end(), item.kind)
        for item in possible
        for match in item.pattern.finditer(line.text)
        if match.end() > match.start()
    ]


def _find_repeated_titles(lines: Sequence[Line], start: int, marked: Set[int]) -> list[Found]:
    """Find the lines that say the first line of a report again, as a running head does that a converter left in."""
    title: str | None = None
    found: list[Found] = []
    for line in lines:
        if line.start < start or line.start in marked or not line.text.strip():
            continue
        if title is None:
            title = _PLAIN.sub("", line.text)
            if not _TITLE.fullmatch(title) or _LIST_MARK.match(title):
                return []
        elif title[0] in line.text and title[-1] in line.text and _PLAIN.sub("", line.text) == title:
            found.append((line.start, line.end, "navigation"))
    return found


def _find_glossary(text: str, lines: Sequence[Line], noise: Noise) -> tuple[int, int] | None:
    """Find where an explanation of words opens, and its end: that of the text, or what comes behind it."""
    for index, line in enumerate(lines):
        if line.start < len(text) * _GLOSSARY_AFTER:
            continue
        title = line.text.strip(" \t\u3000*#")
        if len(title) > 40 or not noise.glossary.fullmatch(title):
            continue
        inside = [item for item in lines[index + 1 :] if item.text.strip()]
        last = next((number for number, item in enumerate(inside) if _ends_glossary(item.text)), len(inside))
        rest = [item.text.strip() for item in inside[:last]]
        if rest and sum(bool(_GLOSSARY_ITEM.fullmatch(item[:_MAX_LINE])) for item in rest) >= len(rest) / 2:
            return line.start, inside[last - 1].end if last < len(inside) else len(text)
    return None


def _ends_glossary(line: str) -> bool:
    return bool(_APPENDIX.match(line) or _WHAT_WAS_DONE.fullmatch(line.strip(" \t\u3000*#")))


def _without_overlaps(found: list[Found]) -> list[Found]:
    """Of regions that overlap the longer one stays; it becomes an omission where the other is one."""
    kept: list[Found] = []
    for item in sorted(found, key=lambda region: (region[0], -region[1])):
        if kept and item[0] < kept[-1][1]:
            start, end, kind = kept[-1]
            kept[-1] = (start, max(end, item[1]), "omission" if item[2] == "omission" else kind)
        else:
            kept.append(item)
    return kept
