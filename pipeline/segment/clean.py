"""The clean view of a line: one way of writing for marks, digits and letters, and nothing that carries no meaning.

Every clean character stands for one raw character, so a clean line is a string and a list of offsets.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import chain

from pipeline.frozen import frozen
from pipeline.segment.writing import HAN, has_typed_zeros, write_one_way

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,8})；")  # after marks are full-width
_TAG = re.compile(r"</?[A-Za-z][^<>\n]{0,200}>")
_ESCAPE = re.compile(r"\\(?=[\\*_#>|`\[\]().!+~-])")
_LINK = re.compile(r"!?\[(?P<text>[^\[\]\n]{0,200})\](?P<target>\([^()\s]{0,500}(?:\s\"[^\"]{0,100}\")?\))")
_LINE_MARK = re.compile(r"\s*(?:>(?!\d)\s?)*\s*(?P<heading>#{1,6}(?=\s))?(?P<item>[*+-](?=\s))?\s*")
_BOLD_MARK = re.compile(r"(?<!\*)\*\*(?!\*)")
# `**市`, `**大学`, `**共18项` are masked names and numbers, `**一、回顾**` is bold type.
_MASKED = re.compile(
    r"\s*(?:[省市县区州旗盟镇乡村]|自治|大学|学院|医院|公司|集团|共|总|[多余]?[十百千万亿](?!、)|"
    r"[%元年月日人家项个名位倍]|级|同志|高新|开发区|街道)"
)
_BEFORE_BOLD = re.compile(r"[\s，。；：！？、）（”“》《,.;:!?()>#-]")
_PAUSES = "。：；！？，"
_LIST_MARK = re.compile(r"[一二三四五六七八九十]{1,3}[是要]")
_UNSEEN = (
    r"\u0000-\u0008\u000e-\u001b\u007f-\u0084\u0086-\u009f\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f"
    r"\ufeff\ue000-\uf8ff\ufff0-\uffff\U000e0000-\U0010ffff"
)
_NOTHING = re.compile(f"[{_UNSEEN}]")
_MARKUP = re.compile(rf"[<\\\[&{_UNSEEN}]")
"""A character of all that `_drop_markup` drops or turns."""
_GAP = re.compile(r" +")
_WORD = re.compile(r"[0-9A-Za-z]")
_SPACED_DIGITS = re.compile(r"(?<![0-9A-Za-z] )(?<![0-9A-Za-z.])\d(?: \d)+ ?(?=[年月日])")
# 收入9 860万元: thousands set apart by one blank; 附表1 200人 and 目标2 300人 number what stands before
_NUMBERED = "第|附件|附表|附图|见表|见图|如表|如图|下表|下图|^表|^图|（表|（图|专栏|专题|案例|目标|任务"
_SPACED_THOUSANDS = re.compile(
    rf"(?<=[{HAN}”（）])(?<!{_NUMBERED.replace('|', ')(?<!')})[1-9]\d{{0,2}}(?: \d{{3}})+"
    rf"(?=(?:\.\d+)?(?:%|[余多]?(?![年月日时点分号届期])[{HAN}]))"
)
_WIDE_GAP = re.compile(r"(?<=\S)(?: {2,}|\s*\t\s*)(?=\S)")
_HEADER_CELL = re.compile(
    r"(?:主要)?(?:指标|项目|名称|序号|类别|年份|年度|县区|区县|地区)(?:名称)?(?:（[^（）]{1,6}）)?"
)
_CELL_VALUE = re.compile(r"[＞>≥<≤约]?-?\d[\d,.]*%?")
# 指标 2020年 2025年 over 地区生产总值（亿元） 1256 1850: a table whose gaps shrank to one blank
_NARROW_CELL = r"[^ ，。；：！？]{1,16}"
_NARROW_FIGURE = r"(?:[＞>≥<≤约]?-?\d[\d,.]*%?|\[-?[\d.]+%?\]|—+|-+)"
_NARROW_ROW = re.compile(
    rf"(?=.* [\[＞>≥<≤约]?-?\d)[{HAN}A-Za-z“][^ ，。；：！？]{{1,30}}(?: {_NARROW_CELL}){{0,2}}"
    rf"(?: {_NARROW_FIGURE}){{2,}}(?: {_NARROW_CELL})?"
)
_NARROW_HEADER = re.compile(rf"(?:{_HEADER_CELL.pattern})(?: {_NARROW_CELL}){{2,}}")
_NARROW_GAP = re.compile(r"(?<=\S) (?=\S)")
MAX_BOLD = 200
# Most lines are clean as they are: they hold what has one way of writing only, and signs inside words and numbers.
_PLAIN = f"{HAN}0-9A-Za-z，。、；！？（）“”‘’《》【】…—―·/%‰"
_WORD_SIGN = rf"[+-](?=[{HAN}0-9A-Za-z])|\.(?:(?=[0-9A-Za-z])|(?<=[0-9A-Za-z]\.))|：(?:(?![0-9])|(?<![0-9]：))"
_PLAIN_LINE = re.compile(rf"[{_PLAIN}]*+(?:(?:{_WORD_SIGN})[{_PLAIN}]*+)*")


@frozen
class CleanLine:
    """The clean view of a piece of one raw line; `offsets[i]` is the raw place of `text[i]`.

    heading_level: number of `#` before it; bold: length of the bold type that it begins with, 0 for none.
    row: True for a row of a table, whose cells are kept apart by tabs or `|`.
    """

    text: str
    offsets: tuple[int, ...]
    heading_level: int = 0
    bold: int = 0
    row: bool = False


def clean_line(raw: str, start: int, dropped: Sequence[tuple[int, int]] = (), *, markdown: bool = False) -> CleanLine:
    """Build the clean view of a line.

    Args:
        raw: the line without its line end.
        start: its offset in the report.
        dropped: parts of it (relative to the line) to leave out, such as notices.
        markdown: True where `**` inside a line may be bold type; elsewhere only at its beginning or after a mark.
    """
    stripped = raw.strip()
    if not dropped and _PLAIN_LINE.fullmatch(stripped) and not has_typed_zeros(stripped):
        start += len(raw) - len(raw.lstrip())
        return CleanLine(stripped, tuple(range(start, start + len(stripped))))
    text = write_one_way(raw)
    keep = bytearray(b"\1") * len(text)
    """0 for each character that is left out."""
    for first, last in dropped:
        _leave_out(keep, first, last)
    level, opening = _drop_line_mark(text, keep)
    bold_end = _drop_bold(text, keep, opening, markdown=markdown)
    text = _drop_markup(text, keep)
    row = _is_row(text)
    text = _drop_blanks(text, keep, row=row)
    stretches = list(_kept_stretches(keep))
    text = "".join([text[first:last] for first, last in stretches])
    places = tuple(chain.from_iterable([range(start + first, start + last) for first, last in stretches]))
    lead, tail = len(text) - len(text.lstrip()), len(text.rstrip())
    offsets = places[lead:tail]
    return CleanLine(text[lead:tail], offsets, level, bisect_left(offsets, start + bold_end), row)


def _leave_out(keep: bytearray, first: int, last: int) -> None:
    keep[first:last] = bytes(last - first)


def _kept_stretches(keep: bytearray) -> Iterator[tuple[int, int]]:
    """Give the places between which nothing is left out."""
    first = keep.find(1)
    while first >= 0:
        last = keep.find(0, first)
        last = len(keep) if last < 0 else last
        yield first, last
        first = keep.find(1, last)


def _drop_line_mark(text: str, keep: bytearray) -> tuple[int, int]:
    """Drop `# `, `> ` and `- ` at the beginning; give the heading level and the place after the marks."""
    match = _LINE_MARK.match(text)
    if match is None or not match.group().strip():
        return 0, match.end() if match else 0
    _leave_out(keep, 0, match.end())
    return len(match["heading"] or ""), match.end()


def _drop_bold(text: str, keep: bytearray, opening: int, *, markdown: bool) -> int:
    """Drop pairs of `**`; give the end of the bold type at the beginning of the line, 0 for none."""
    marks = [match.start() for match in _BOLD_MARK.finditer(text)]
    bold_end, index = 0, 0
    while index + 1 < len(marks):
        first, last = marks[index], marks[index + 1]
        content = text[first + 2 : last]
        at_opening = first == opening
        free = at_opening or markdown or bool(_BEFORE_BOLD.match(text[first - 1]))
        longest = MAX_BOLD * 10 if markdown else MAX_BOLD
        if not free or not content.strip() or len(content) > longest or _is_masked(text, first, last, markdown):
            index += 1
            continue
        _leave_out(keep, first, first + 2)
        _leave_out(keep, last, last + 2)
        bold_end = last if at_opening else bold_end
        index += 2
    return bold_end


def _is_masked(text: str, first: int, last: int, markdown: bool) -> bool:
    """Tell whether the marks stand for names left out: `**市`, not `**乡村振兴**。`, which only begins alike.

    In Markdown, marks that begin a sentence and end with one are bold type, whatever stands between them.
    """
    content = text[first + 2 : last]
    if not _MASKED.match(content) or _LIST_MARK.fullmatch(content):
        return False
    ends = text[last - 1] in _PAUSES or not text[last + 2 :].strip() or text[last + 2] in _PAUSES
    return not (markdown and ends and not _MASKED.match(text[last + 2 :]))


def _drop_markup(text: str, keep: bytearray) -> str:
    """Drop tags, link targets, escapes and characters that show nothing; turn entities into what they mean."""
    if not _MARKUP.search(text):
        return text
    for pattern in (_NOTHING, _TAG, _ESCAPE):
        for match in pattern.finditer(text):
            _leave_out(keep, *match.span())
    for match in _LINK.finditer(text):
        for first, last in ((match.start(), match.start("text")), (match.end("text"), match.end())):
            _leave_out(keep, first, last)
    if "&" in text:
        characters = list(text)
        for match in _ENTITY.finditer(text):
            meant = html.unescape(match.group().replace("；", ";"))
            if meant == '"':
                meant = "”" if text.count("“", 0, match.start()) > text.count("”", 0, match.start()) else "“"
            if len(meant) == 1:
                # The last character of the entity stands for it, so that a span that ends here holds all of it.
                _leave_out(keep, match.start(), match.end() - 1)
                characters[match.end() - 1] = write_one_way(meant)
        text = "".join(characters)
    return text


def _is_row(text: str) -> bool:
    """Tell whether a line is a row of a table: cells between `|`, tabs, or wide gaps with a figure among them."""
    stripped = text.strip()
    if stripped.count("|") >= 2:
        return True
    if "\t" not in stripped and "  " not in stripped:
        return _is_narrow_row(stripped)
    cells = [cell for cell in _WIDE_GAP.split(stripped) if cell]
    if len(cells) >= 3 and _HEADER_CELL.fullmatch(cells[0].strip()) and all(len(cell) <= 16 for cell in cells):
        return True
    if len(cells) < 3 and not ("\t" in stripped and len(cells) == 2):
        return False
    return any(_CELL_VALUE.fullmatch(cell.strip()) for cell in cells) or (
        "\t" in stripped and all(len(cell) <= 30 for cell in cells)
    )


def _is_narrow_row(text: str) -> bool:
    """Tell whether single blanks part the cells of a row: a name and two figures or more, or the labels over them."""
    return text.count(" ") > 1 and bool(_NARROW_ROW.fullmatch(text) or _NARROW_HEADER.fullmatch(text))


def _drop_blanks(text: str, keep: bytearray, *, row: bool) -> str:
    """Drop blanks but for one between two Latin words or numbers; in a row a gap becomes a tab."""
    joined = text if row else text.replace("\t", " ")
    if row and "|" not in text:
        characters = list(text)
        gap = _NARROW_GAP if _is_narrow_row(text.strip()) else _WIDE_GAP
        for match in gap.finditer(text):
            _leave_out(keep, *match.span())
            keep[match.start()], characters[match.start()] = 1, "\t"
        joined = "".join(characters)
    if " " not in joined:
        return joined
    shapes = (_SPACED_DIGITS,) if row else (_SPACED_DIGITS, _SPACED_THOUSANDS)  # cells of a row are figures apart
    spaced = {place for shape in shapes for match in shape.finditer(joined) for place in range(*match.span())}
    for match in _GAP.finditer(joined):
        first, last = match.span()
        apart = first > 0 and last < len(joined) and _WORD.match(joined[first - 1]) and _WORD.match(joined[last])
        _leave_out(keep, first + 1 if apart and first not in spaced else first, last)
    return joined
