"""The clean view of a line: one way of writing for marks, digits and letters, and nothing that carries no meaning.

Every clean character stands for one raw character, so a clean line is a string and a list of offsets.
"""

from __future__ import annotations

import html
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import compress

from pipeline.frozen import frozen

HAN = "\u3400-\u9fff〇"
_FULL_WIDTH = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if chr(code) not in "，：；（）！？"}
_RADICALS = {
    code: unicodedata.normalize("NFKC", chr(code))
    for code in (*range(0x2F00, 0x2FD6), *range(0xF900, 0xFAFF))
    if len(unicodedata.normalize("NFKC", chr(code))) == 1
}
_DASHES = dict.fromkeys(map(ord, "‐‑‒–−﹣"), "-")
_BLANKS = dict.fromkeys(
    map(
        ord,
        "\u00a0\u1680\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\x0b\x0c\x1c\x1d\x1e\x1f\x85\u2028\u2029",
    ),
    " ",
)
_LETTERS = {chr(code): sign for code, sign in (_FULL_WIDTH | _RADICALS | _DASHES | _BLANKS).items()}
_LETTERS |= {"﹪": "%", "﹒": "."}
# A comma or colon that belongs to a number is kept apart under a code of its own while the others turn full-width.
_KEPT_COMMA, _KEPT_COLON = "\x01", "\x02"
_MARKS = {
    ",": "，",
    ";": "；",
    ":": "：",
    "(": "（",
    ")": "）",
    "!": "！",
    "?": "？",
    "﹐": "，",
    "﹔": "；",
    "∶": "：",
} | {"﹕": "：", "﹙": "（", "﹚": "）", "︰": "：", "｡": "。", _KEPT_COMMA: ",", _KEPT_COLON: ":"}
# str.translate looks up every character of a text; most of a text is already written as it should be.
_OTHER_LETTERS = re.compile(f"[{re.escape(''.join(_LETTERS))}]")
_OTHER_MARKS = re.compile(f"[{re.escape(''.join(_MARKS))}]")
# The mark comes first: it is looked for in no time, and what stands before it only where there is one.
_THOUSANDS = re.compile(r",(?<=\d,)(?=\d{3}(?!\d))")
_RATIO = re.compile(r"[:：∶﹕︰](?:(?<=\d.)|(?<=\d .))(?= ?\d)")
_FULL_STOP = re.compile(rf"\.(?<=[{HAN}]{{4}}\.)(?=[{HAN}\s]|$)")
_QUOTE = re.compile('"')

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
_NOTHING = re.compile(
    r"[\u0000-\u0008\u000e-\u001b\u007f-\u0084\u0086-\u009f\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ue000-\uf8ff\ufff0-\uffff\U000e0000-\U0010ffff]"
)
_GAP = re.compile(r" +")
_WORD = re.compile(r"[0-9A-Za-z]")
_SPACED_DIGITS = re.compile(r"(?<![0-9A-Za-z] )(?<![0-9A-Za-z.])\d(?: \d)+ ?(?=[年月日])")
_WIDE_GAP = re.compile(r"(?<=\S)(?: {2,}|\s*\t\s*)(?=\S)")
_HEADER_CELL = re.compile(
    r"(?:主要)?(?:指标|项目|名称|序号|类别|年份|年度|县区|区县|地区)(?:名称)?(?:（[^（）]{1,6}）)?"
)
_CELL_VALUE = re.compile(r"[＞>≥<≤约]?-?\d[\d,.]*%?")
MAX_BOLD = 200


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


def clean_line(raw: str, start: int, dropped: Iterable[tuple[int, int]] = (), *, markdown: bool = False) -> CleanLine:
    """Build the clean view of a line.

    Args:
        raw: the line without its line end.
        start: its offset in the report.
        dropped: parts of it (relative to the line) to leave out, such as notices.
        markdown: True where `**` inside a line may be bold type; elsewhere only at its beginning or after a mark.
    """
    text = _write_one_way(raw)
    keep = [True] * len(text)
    for first, last in dropped:
        keep[first:last] = [False] * (last - first)
    level, opening = _drop_line_mark(text, keep)
    bold_end = _drop_bold(text, keep, opening, markdown=markdown)
    text = _drop_markup(text, keep)
    row = _is_row(text)
    text = _drop_blanks(text, keep, row=row)
    if all(keep):  # most lines: nothing is left out
        places: Sequence[int] = range(start, start + len(text))
        clean = text
    else:
        places = [start + index for index, kept in enumerate(keep) if kept]
        clean = "".join(compress(text, keep))
    lead, tail = len(clean) - len(clean.lstrip()), len(clean.rstrip())
    offsets = tuple(places[lead:tail])
    return CleanLine(clean[lead:tail], offsets, level, bisect_left(offsets, start + bold_end), row)


def _write_one_way(raw: str) -> str:
    """Translate character by character; the length never changes."""
    text = _OTHER_LETTERS.sub(lambda match: _LETTERS[match[0]], raw)
    text = _THOUSANDS.sub(_KEPT_COMMA, text)
    text = _RATIO.sub(_KEPT_COLON, text)
    text = _FULL_STOP.sub("。", text)
    if '"' in text:
        sides = iter("“”" * (text.count('"') // 2 + 1))
        text = _QUOTE.sub(lambda _: next(sides), text)
    return _OTHER_MARKS.sub(lambda match: _MARKS[match[0]], text)


def _drop_line_mark(text: str, keep: list[bool]) -> tuple[int, int]:
    """Drop `# `, `> ` and `- ` at the beginning; give the heading level and the place after the marks."""
    match = _LINE_MARK.match(text)
    if match is None or not match.group().strip():
        return 0, match.end() if match else 0
    keep[: match.end()] = [False] * match.end()
    return len(match["heading"] or ""), match.end()


def _drop_bold(text: str, keep: list[bool], opening: int, *, markdown: bool) -> int:
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
        keep[first : first + 2] = [False, False]
        keep[last : last + 2] = [False, False]
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


def _drop_markup(text: str, keep: list[bool]) -> str:
    """Drop tags, link targets, escapes and characters that show nothing; turn entities into what they mean."""
    for pattern in (_NOTHING, _TAG, _ESCAPE):
        for match in pattern.finditer(text):
            keep[match.start() : match.end()] = [False] * (match.end() - match.start())
    for match in _LINK.finditer(text):
        for first, last in ((match.start(), match.start("text")), (match.end("text"), match.end())):
            keep[first:last] = [False] * (last - first)
    if "&" in text:
        characters = list(text)
        for match in _ENTITY.finditer(text):
            meant = html.unescape(match.group().replace("；", ";"))
            if meant == '"':
                meant = "”" if text.count("“", 0, match.start()) > text.count("”", 0, match.start()) else "“"
            if len(meant) == 1:
                # The last character of the entity stands for it, so that a span that ends here holds all of it.
                keep[match.start() : match.end() - 1] = [False] * (match.end() - 1 - match.start())
                characters[match.end() - 1] = _write_one_way(meant)
        text = "".join(characters)
    return text


def _is_row(text: str) -> bool:
    """Tell whether a line is a row of a table: cells between `|`, tabs, or wide gaps with a figure among them."""
    stripped = text.strip()
    if stripped.count("|") >= 2:
        return True
    if "\t" not in stripped and "  " not in stripped:
        return False
    cells = [cell for cell in _WIDE_GAP.split(stripped) if cell]
    if len(cells) >= 3 and _HEADER_CELL.fullmatch(cells[0].strip()) and all(len(cell) <= 16 for cell in cells):
        return True
    if len(cells) < 3 and not ("\t" in stripped and len(cells) == 2):
        return False
    return any(_CELL_VALUE.fullmatch(cell.strip()) for cell in cells) or (
        "\t" in stripped and all(len(cell) <= 30 for cell in cells)
    )


def _drop_blanks(text: str, keep: list[bool], *, row: bool) -> str:
    """Drop blanks but for one between two Latin words or numbers; in a row a gap becomes a tab."""
    joined = text if row else text.replace("\t", " ")
    if row and "|" not in text:
        characters = list(text)
        for match in _WIDE_GAP.finditer(text):
            keep[match.start() : match.end()] = [False] * (match.end() - match.start())
            keep[match.start()], characters[match.start()] = True, "\t"
        joined = "".join(characters)
    if " " not in joined:
        return joined
    spaced = {place for match in _SPACED_DIGITS.finditer(joined) for place in range(match.start(), match.end())}
    for match in _GAP.finditer(joined):
        first, last = match.span()
        apart = first > 0 and last < len(joined) and _WORD.match(joined[first - 1]) and _WORD.match(joined[last])
        for place in range(first + 1 if apart and first not in spaced else first, last):
            keep[place] = False
    return joined
