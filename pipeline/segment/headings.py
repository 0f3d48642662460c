"""Tell which blocks are headings, and which begin with one (一是强化引导。……)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.segment.blocks import PROSE, Block
from pipeline.segment.marks import MARKDOWN_RANK, RANKS

_END = re.compile(r"[。！？][”’》）】]*")
_SPEECH = re.compile(r"(?:各位|同志们|尊敬的)")
_SIGNED = re.compile(r"(?:19|20)\d{2}年\d{1,2}月|^——|市长|省长|县长|区长|主席|州长")
_FIGURE = re.compile(r"\d(?:\.\d+)?(?:%|[十百千万亿]?[元家个项人户亩吨])")
# 2014年目标任务: a line of the opening that is no line of the title
_PART_OF_REPORT = re.compile(
    r"(?:目标|任务|工作|部署|安排|要求|打算|思路|回顾|总结|举措|措施|建议|情况|"
    r"成就|成效|成绩|历程|进展|开局|完成)$"
)
_TITLE_LINE = re.compile(r"报告|会议|大会|政府$|实施|方案|要点$|通知|意见|印发")
# 附件一, and the line below it that says what it is: what comes is no part of the section before. Nor is what an
# account tells that is added to a plan: 9. 2023年10件民生实事完成情况：
_APPENDIX = re.compile(
    r"附[件表录][一二三四五六七八九十\d]{0,2}：?$|"
    r"(?:\d{1,2}[.．、]\s*)?20\d{2}年[^。；，]{2,24}(?:完成|进展|落实|办理)情况：$"
)
_APPENDIX_RANK = 0.0
# 2021年工作计划：, 下一步打算：: a line that opens what is to come, or what was done, though it ends with a colon
_OPENS_WORK = re.compile(
    r"(?:(?:19|20)\d{2}年(?:度)?|(?:20\d{2}年)?下一?(?:步|年度?|阶段|季度)|明年|今后|来年)(?:的)?(?:全[市县区镇乡]|主要|重点|政府)*"
    r"(?:工作)?(?:的)?(?:计划|打算|安排|思路|谋划|重点|目标|任务|总结|回顾)：$"
)
_LINE_HEADING = 60
_RUN_IN = 34
_PLAIN = 30


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: the block that holds it, how many clean characters of it, its style and its rank where it has one."""

    block: int
    length: int
    style: str
    rank: float | None
    run_in: bool
    """True where the paragraph goes on after it."""


def find_headings(blocks: Sequence[Block], *, first: int, title: str | None) -> list[Heading]:
    """Find the headings of the body, sorted by place.

    Args:
        blocks: all blocks of the report.
        first: the first block of the body, after an outline.
        title: the title of the report, which is no heading of a section.
    """
    opening = find_opening_end(blocks, first)
    found: list[Heading] = []
    for block in blocks[first:]:
        if block.row or not block.text:
            continue
        if appendix := _read_appendix(block, found):
            found.append(appendix)
            continue
        following = blocks[block.number + 1] if block.number + 1 < len(blocks) else None
        if block.number < opening:
            if _opens_part(block, first, title):
                found.append(Heading(block.number, len(block.text), "plain", None, run_in=False))
            continue
        heading = _read_heading(block, following)
        if heading and not _is_title(block, heading, title):
            found.append(heading)
    return found


def _read_appendix(block: Block, found: Sequence[Heading]) -> Heading | None:
    """Read the mark of an appendix behind the sections of a report, or the title in the line below it."""
    if found and _APPENDIX.match(block.text):
        return Heading(block.number, len(block.text), "appendix", _APPENDIX_RANK, run_in=False)
    opens = bool(found) and found[-1].style == "appendix" and found[-1].block == block.number - 1
    if not opens or block.mark or len(block.text) > _LINE_HEADING or re.search(r"[，。；]", block.text):
        return None
    return Heading(block.number, len(block.text), "appendix_title", _APPENDIX_RANK + 0.5, run_in=False)


def find_opening_end(blocks: Sequence[Block], first: int) -> int:
    """Give the block that ends the title lines at the top: the first prose, marked heading or salutation."""
    for block in blocks[first : first + 12]:
        marked = block.mark and block.mark.style != "dash"
        if marked or _SPEECH.match(block.text) or len(block.text) > PROSE * 2 or block.row:
            return block.number
        if block.heading_level >= 2:
            return block.number
        if block.is_finished and len(block.text) >= PROSE:
            return block.number
    return first


def _opens_part(block: Block, first: int, title: str | None) -> bool:
    """Tell whether a line above the first prose heads a part of the report (2014年目标任务)."""
    return (
        block.number > first
        and block.mark is None
        and 4 <= len(block.text) <= _PLAIN
        and block.text != title
        and bool(_PART_OF_REPORT.search(block.text))
        and not _TITLE_LINE.search(block.text)
    )


def _is_title(block: Block, heading: Heading, title: str | None) -> bool:
    return title is not None and heading.style in ("markdown1", "plain") and block.text == title


def _read_heading(block: Block, following: Block | None) -> Heading | None:
    whole = _line_style(block, following)
    if whole:
        return Heading(block.number, len(block.text), *whole, run_in=False)
    return _read_run_in(block)


def _line_style(block: Block, following: Block | None) -> tuple[str, float | None] | None:
    """Give style and rank of a block that is a heading as a whole."""
    text = block.text
    if block.heading_level:
        return f"markdown{block.heading_level}", MARKDOWN_RANK + block.heading_level / 10
    if len(text) > _LINE_HEADING or text.endswith(("；", "，", "、")) or _END.search(text[:-1]):
        return None
    if block.mark and block.mark.style != "dash":
        is_item = bool(_FIGURE.search(text)) and block.mark.style in ("arabic", "arabic_paren", "is")
        return None if is_item or len(text) <= block.mark.length else (block.mark.style, RANKS[block.mark.style])
    bold_line = block.bold >= len(text) and len(text) >= 2
    if _OPENS_WORK.match(text) and block.lines == 1:
        return "plain", None
    if block.is_finished or _SPEECH.match(text) or _SIGNED.search(text) or _FIGURE.search(text):
        return None
    before_prose = following is not None and following.is_finished and len(following.text) >= PROSE
    marked_below = following is not None and following.mark is not None
    if bold_line and following is not None and not following.row:
        return "bold", None
    is_plain = 4 <= len(text) <= _PLAIN and not re.search(r"[，：、；]$", text) and (before_prose or marked_below)
    return ("plain", None) if is_plain and block.lines == 1 else None


def _read_run_in(block: Block) -> Heading | None:
    """A short first sentence behind a mark, or in bold type, heads the rest of its paragraph."""
    if 0 < block.bold < len(block.text) and 4 <= block.bold <= _LINE_HEADING:
        style = block.mark.style if block.mark else "bold_run_in"
        return Heading(block.number, block.bold, style, RANKS.get(style, 8.0), run_in=True)
    if block.mark is None:
        return None
    end = _END.search(block.text, 0, _RUN_IN + block.mark.length)
    if end is None or end.end() >= len(block.text) or end.start() - block.mark.length < 2:
        return None
    return Heading(block.number, end.end(), block.mark.style, RANKS[block.mark.style], run_in=True)
