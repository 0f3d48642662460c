"""Put clean lines together to blocks (a paragraph, a heading, a row, a cell): line ends inside sentences go away."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from pipeline.frozen import frozen
from pipeline.records import Region
from pipeline.segment.clean import CleanLine, clean_line
from pipeline.segment.lines import Line
from pipeline.segment.marks import Mark, find_mark

_FINISHED = re.compile(r"[。！？；：…][”’》）】\"]*$")
_OPEN_END = re.compile(r"[，、（“‘《—·]$|\d\.$")
_CLOSING_START = re.compile(r"[，。、；：！？）”’》】%‰]")
_CUT_NUMBER = re.compile(r"[^\d.,]\D*[\d.,]*\d$")
_NUMBER_GOES_ON = re.compile(
    r"(?:\d|[十百千万亿]*(?:元|人|个|家|项|户|亩|吨|公里|平方|千瓦|美元|件|名|所|处|条|次|倍|位|"
    r"年|月|日|成|百分点|公顷|立方|万|亿|辆|台|套|座|张|份|天|岁|斤))"
)
_SPEECH = re.compile(r"(?:各位|同志们|尊敬的)\S{0,12}[，：！]?$")
# 电价：0.6元/千瓦时 over 水价：3元/吨: lines of a list, each with its key
_KEY = re.compile(r"[\u4e00-\u9fff]{2,8}：\S")
_UNEVEN = 4
"""Characters by which a broken line may be longer than most: narrow letters and marks that hang over."""
PROSE = 25
"""Characters from which a line with a comma is taken for prose, not for a title."""


@frozen
class Block:
    """What belongs together: clean text over one or more lines, with the raw place of each character.

    number: of the block in the report; heading_level, bold, row: as in CleanLine.
    after_omission: True where text is missing before it.
    lines: how many raw lines it was joined from.
    """

    number: int
    text: str
    offsets: tuple[int, ...]
    heading_level: int
    bold: int
    row: bool
    after_omission: bool
    lines: int
    mark: Mark | None

    @property
    def is_finished(self) -> bool:
        """Whether it ends like a sentence."""
        return bool(_FINISHED.search(self.text))


@dataclass(slots=True)
class _Open:
    """A block that the next line may still join."""

    pieces: list[CleanLine]
    after_omission: bool
    ends_in_omission: bool = False
    blank_after: bool = False


def build_blocks(lines: Sequence[Line], regions: Sequence[Region], *, markdown: bool) -> list[Block]:
    """Build the blocks of a report, in order.

    Args:
        lines: all lines of the report.
        regions: what to leave out, sorted; an omission ends a block, what is otherwise left out is passed over.
        markdown: True where the report is Markdown.
    """
    opened: list[_Open] = []
    width = 0
    omitted = False
    pieces = list(_clean_pieces(lines, regions, markdown=markdown))
    width = _wrap_width([piece for piece in pieces if isinstance(piece, CleanLine)])
    for piece in pieces:
        if piece == "omission":
            omitted = True
            if opened:
                opened[-1].ends_in_omission = True
        elif piece == "blank":
            if opened:
                opened[-1].blank_after = True
        elif isinstance(piece, CleanLine):
            if opened and not omitted and _goes_on(opened[-1], piece, width):
                opened[-1].pieces.append(piece)
                opened[-1].blank_after = False
            else:
                opened.append(_Open([piece], after_omission=omitted))
            omitted = False
    return [_close(number, item) for number, item in enumerate(opened)]


def _clean_pieces(lines: Sequence[Line], regions: Sequence[Region], *, markdown: bool) -> Iterator[CleanLine | str]:
    """Give clean lines with "blank" and "omission" between them; an omission inside a line cuts it in two."""
    index = 0
    for line in lines:
        if not line.text.strip():
            yield "blank"
            continue
        while index < len(regions) and regions[index].char_end <= line.start:
            index += 1
        inside = []
        for region in regions[index:]:
            if region.char_start >= line.end:
                break
            inside.append(region)
        yield from _clean_pieces_of(line, inside, markdown=markdown)


def _clean_pieces_of(line: Line, inside: Sequence[Region], *, markdown: bool) -> Iterator[CleanLine | str]:
    start = line.start
    dropped: list[tuple[int, int]] = []
    for region in inside:
        first, last = max(region.char_start, line.start), min(region.char_end, line.end)
        if region.kind != "omission":
            dropped.append((first, last))
            continue
        yield from _clean_piece(line, start, first, dropped, markdown=markdown)
        yield "omission"
        start, dropped = last, []
    yield from _clean_piece(line, start, line.end, dropped, markdown=markdown)


def _clean_piece(
    line: Line, start: int, end: int, dropped: list[tuple[int, int]], *, markdown: bool
) -> Iterator[CleanLine]:
    raw = line.text[start - line.start : end - line.start]
    piece = clean_line(raw, start, [(first - start, last - start) for first, last in dropped], markdown=markdown)
    if piece.text:
        yield piece


def _wrap_width(pieces: Sequence[CleanLine]) -> int:
    """Give the width at which a report's lines are broken, 0 where they end with their paragraphs.

    Lines of a broken report mostly end inside a sentence, and mostly at one width, which hardly a line exceeds: where
    many do, the short lines are headings of one length.
    """
    open_ends = [len(piece.text) for piece in pieces if not _FINISHED.search(piece.text)]
    if len(open_ends) < 8 or len(open_ends) * 5 < len(pieces) * 2:
        return 0
    counts = Counter(open_ends)
    width = max(counts, key=lambda length: (sum(counts[length + step] for step in (-2, -1, 0, 1, 2)), length))
    near = sum(count for length, count in counts.items() if abs(length - width) <= 2)
    longer = sum(len(piece.text) > width + _UNEVEN for piece in pieces)
    return width if width >= 12 and near * 2 >= len(open_ends) and longer * 4 <= len(pieces) else 0


def _goes_on(opened: _Open, piece: CleanLine, width: int) -> bool:
    """Tell whether a line goes on with the sentence that the block before it leaves open."""
    before = opened.pieces[-1]
    last = before.text
    if before.row or piece.row or piece.heading_level or before.heading_level or _FINISHED.search(last):
        return False
    if _CLOSING_START.match(piece.text) and not _is_cell(last):
        return piece.text[0] not in "%‰" or last[-1].isdigit()
    if find_mark(piece.text) or piece.bold or _is_cell(last):
        return False
    if _KEY.match(piece.text) and _KEY.match(opened.pieces[0].text) and not _OPEN_END.search(last):
        return False
    if _cut_for_certain(last, piece.text, item=len(opened.pieces) == 1):
        return True
    if opened.blank_after or 0 < before.bold == len(last):
        return False
    prose = any(mark in last for mark in "。；") or (len(last) >= PROSE and "，" in last)
    is_heading = len(opened.pieces) == 1 and find_mark(last) is not None and "。" not in last and len(last) < PROSE * 2
    if prose and not is_heading:
        return True
    return width > 0 and abs(len(last) - width) <= 2


def _is_cell(text: str) -> bool:
    """A figure or a word alone may be a cell of a table that lost its layout."""
    return len(text) <= 12 and ("，" not in text) and find_mark(text) is None and not _OPEN_END.search(text)


def _cut_for_certain(last: str, following: str, *, item: bool) -> bool:
    if _OPEN_END.search(last):
        return not _SPEECH.search(last)
    if last[-1].isdecimal() and _NUMBER_GOES_ON.match(following) and _CUT_NUMBER.search(last):
        return True
    mark = find_mark(last)
    # 二是强化 + 调研服务。: what a mark of a list opens has more than a verb.
    return item and mark is not None and mark.style == "is" and len(last) - mark.length <= 3


def _close(number: int, opened: _Open) -> Block:
    first, *others = opened.pieces
    text, offsets = first.text, first.offsets
    if others:
        text = "".join(piece.text for piece in opened.pieces)
        offsets = tuple(chain.from_iterable(piece.offsets for piece in opened.pieces))
    return Block(
        number,
        text,
        offsets,
        first.heading_level,
        first.bold if len(opened.pieces) == 1 else min(first.bold, len(first.text)),
        first.row,
        opened.after_omission,
        len(opened.pieces),
        find_mark(text),
    )
