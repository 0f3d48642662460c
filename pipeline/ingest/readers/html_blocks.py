"""The blocks of a web page that are the report: paragraphs, headings and rows of tables, site chrome left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from pipeline.ingest.readers.note_numbers import mark_note_number
from pipeline.ingest.readers.tables import Table, format_table


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_SKIPPED = _names(
    "script style noscript template iframe object embed svg math canvas audio video form button select textarea"
    " nav footer aside head dialog map"
)
_BLOCKS = _names(
    "p div section article main header h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table tbody thead tfoot tr td th caption"
    " blockquote pre center body figure figcaption address hr fieldset details summary"
)
_CHROME = re.compile(
    r"(?:^|[-_\s])(?:share|bdshare|print|crumbs?|breadcrumb|nav|navbar|menu|footer|foot|sidebar|pager|pagination|"
    r"toolbar|copyright|related|recommend|search|login|qrcode|ewm|position|location|dqwz|xgxx|comment)(?:$|[-_\s])",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_PROSE = re.compile(r"[，。；]")
_ENOUGH = 0.97
"""A part of a page that holds this share of its prose and figures holds the report: better too much than too little."""
_LONGEST_FIGURE = 20
_HOLDERS = frozenset({"body", "div", "td", "article", "section", "main", "html"})
"""Elements that hold a report; a paragraph or a row of a table holds a part of one."""


@dataclass(frozen=True, slots=True)
class Block:
    """One line of the report: its text and the level of a heading, 0 for none."""

    text: str
    heading: int = 0


@dataclass(frozen=True, slots=True)
class WebPage:
    """The blocks of a report, what the page tells in its head (names in lower case), and the title of its window."""

    blocks: list[Block]
    told: dict[str, str] = field(default_factory=dict)
    page_title: str = ""


def find_blocks(text: str) -> WebPage:
    """Find the report in a page."""
    parser = LexborHTMLParser(text)
    told: dict[str, str] = {}
    for node in parser.css("meta"):
        name = node.attributes.get("name") or node.attributes.get("property")
        if name and node.attributes.get("content"):
            told.setdefault(name.lower(), node.attributes["content"] or "")
    title = parser.css_first("title")
    body = parser.body
    if body is None:
        return WebPage([], told, "")
    blocks = list(_read_blocks(_find_main(body)))
    return WebPage(blocks, told, title.text(strip=True) if title is not None else "")


def _find_main(body: LexborNode) -> LexborNode:
    """Go down from the body as long as one child holds nearly all of the prose, then up to a part that holds blocks."""
    prose = _weigh_prose(body)
    node, whole = body, prose.get(body.mem_id, 0)
    while whole:
        heaviest = max(_children(node), key=lambda child: prose.get(child.mem_id, 0), default=None)
        if heaviest is None or prose.get(heaviest.mem_id, 0) < _ENOUGH * whole:
            break
        node = heaviest
    while node.tag not in _HOLDERS and node.parent is not None:
        node = node.parent
    return node


def _weigh_prose(body: LexborNode) -> dict[int, int]:
    """Weigh every element: how many characters of prose stand in it, those of links not counted."""
    weights: dict[int, int] = {}
    stack: list[tuple[LexborNode, int]] = [(body, 0)]
    order: list[tuple[int, int]] = []
    while stack:
        node, above = stack.pop()
        if node.is_text_node:
            text = node.text_content or ""
            if _PROSE.search(text) or (len(text) <= _LONGEST_FIGURE and any(map(str.isdigit, text))):
                weights[above] = weights.get(above, 0) + len(text.strip())
            continue
        if _is_skipped(node) or node.tag == "a":
            continue
        order.append((node.mem_id, above))
        stack.extend((child, node.mem_id) for child in _children(node))
    for own, above in reversed(order):
        weights[above] = weights.get(above, 0) + weights.get(own, 0)
    return weights


def _read_blocks(main: LexborNode) -> Iterator[Block]:
    """Give the lines of an element in order; a table gives rows."""
    pieces: list[str] = []
    linked = 0
    heading = 0
    stack: list[LexborNode | tuple[str, int]] = [main]

    def close() -> Iterator[Block]:
        nonlocal linked
        for line in "".join(pieces).split("\n"):
            text = _squeeze(line)
            if text and not (linked > 0.6 * len(text) and not _PROSE.search(text)):
                yield Block(text, heading)
        pieces.clear()
        linked = 0

    while stack:
        item = stack.pop()
        if isinstance(item, tuple):
            yield from close()
            heading = item[1]
            continue
        if item.is_text_node:
            text = re.sub(r"\s+", " ", item.text_content or "")
            pieces.append(text)
            linked += len(text.strip()) if _in_link(item) else 0
        elif item.tag == "sup":
            pieces.append(mark_note_number(item.text(), pieces[-1] if pieces else ""))
        elif item.tag == "br":
            pieces.append("\n")
        elif item.tag == "table" and not _holds_table(item):
            yield from close()
            for caption in item.css("caption"):
                yield from _read_blocks(caption)
            yield from (Block(line) for line in format_table(_read_table(item)))
        elif not _is_skipped(item) or item is main:
            if item.tag in _BLOCKS:
                yield from close()
                stack.append(("end", heading))
                heading = int(item.tag[1]) if re.fullmatch(r"h[1-6]", item.tag or "") else heading
            stack.extend(reversed(list(_children(item))))
    yield from close()


def _read_table(table: LexborNode) -> Table:
    rows: Table = []
    below: dict[int, tuple[int, str]] = {}
    for row in table.css("tr"):
        cells: list[str] = []
        spans: dict[int, tuple[int, str]] = {}
        for cell in (child for child in _children(row) if child.tag in ("td", "th")):
            while len(cells) in below:
                cells.append(below[len(cells)][1])
            text = "\n".join(block.text for block in _read_blocks(cell))
            width, height = _span(cell, "colspan"), _span(cell, "rowspan")
            for _ in range(width):
                if height > 1:
                    spans[len(cells)] = (height - 1, text)
                cells.append(text)
        while len(cells) in below:
            cells.append(below[len(cells)][1])
        below = {index: (left - 1, text) for index, (left, text) in below.items() if left > 1} | spans
        rows.append(cells)
    return rows


def _holds_table(table: LexborNode) -> bool:
    """Tell a table that only lays out the page: another one stands in it."""
    return any(inner.mem_id != table.mem_id for inner in table.css("table"))


def _span(cell: LexborNode, name: str) -> int:
    value = cell.attributes.get(name) or "1"
    return min(max(int(value), 1), 64) if value.isascii() and value.isdigit() and len(value) < 6 else 1


def _children(node: LexborNode) -> Iterator[LexborNode]:
    child = node.first_child
    while child is not None:
        yield child
        child = child.next


def _in_link(node: LexborNode) -> bool:
    above = node.parent
    for _ in range(4):
        if above is None or above.tag in _BLOCKS:
            return False
        if above.tag == "a":
            return True
        above = above.parent
    return False


def _is_skipped(node: LexborNode) -> bool:
    if not node.is_element_node or node.tag in _SKIPPED:
        return True
    attributes = node.attributes
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    return bool(_CHROME.search(names) or _HIDDEN.search(attributes.get("style") or ""))


def _squeeze(text: str) -> str:
    return re.sub(r"[ \t\r\n\u00a0]+", " ", text).strip(" ")
