"""Web pages: the report without the site around it. Nothing that a page refers to is ever fetched."""

from __future__ import annotations

import re

from pipeline.errors import ReportError
from pipeline.ingest.decode import Decoded, decode
from pipeline.ingest.extracted import Extracted, Limits, TextBuilder
from pipeline.ingest.metadata_file import Metadata
from pipeline.ingest.readers.html_blocks import Block, find_blocks

_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_-]{2,20})""", re.IGNORECASE)
_SAME_CHARSET = {"gb2312": "gb18030", "gbk": "gb18030", "utf8": "utf-8", "utf-8-sig": "utf-8"}
_DATE = re.compile(r"(20\d\d|19\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})")
_PROSE = re.compile(r"[，。；：]")
_BETWEEN_PARTS = re.compile(r"[_|]|\s[-–—]{1,2}\s|(?<=[\u4e00-\u9fff）])[-–—]{1,2}(?=[\u4e00-\u9fff])")
_SITE = re.compile(r"网$|网站|门户|政府$|首页")
_OPENING = 20_000
_NESTING = re.compile(
    r"<(/?)(?:div|span|font|b|i|em|strong|section|blockquote|table|ul|center|article|a)\b", re.IGNORECASE
)
_DEEPEST = 3_000


def read(content: bytes, limits: Limits) -> Extracted:
    """Read a web page; see `readers.read_content` for what is raised."""
    decoded = decode(content, max_bytes=limits.max_bytes)
    _check_nesting(decoded.text)
    page = find_blocks(decoded.text)
    title = _find_title(page.told, page.page_title)
    builder = TextBuilder()
    top = "".join("".join(block.text for block in page.blocks[:6]).split())
    if title and "".join(title.split()) not in top:
        builder.add(title)
    for block in page.blocks:
        for line in _format_block(block):
            builder.add(line)
    date = _DATE.search(page.told.get("pubdate", ""))
    told = Metadata(title=title, report_date=f"{date[1]}-{int(date[2]):02}-{int(date[3]):02}" if date else None)
    return builder.build(encoding=decoded.encoding, told=told, notes=_check_charset(content, decoded))


def _format_block(block: Block) -> list[str]:
    if block.heading and len(block.text) <= 60 and not _PROSE.search(block.text):
        return ["#" * block.heading + " " + block.text]
    return [block.text]


def _find_title(told: dict[str, str], page_title: str) -> str | None:
    """Take the title that the page declares, else that of its window without the name of the site behind it."""
    declared = told.get("articletitle") or told.get("og:title")
    if declared and len(declared.strip()) >= 4:
        return " ".join(declared.split())
    parts = [part.strip() for part in _BETWEEN_PARTS.split(page_title)]
    longest = max((part for part in parts if not _SITE.search(part)), key=len, default="")
    return longest if 6 <= len(longest) <= 80 else None


def _check_charset(content: bytes, decoded: Decoded) -> tuple[str, ...]:
    declared = _DECLARED.search(content[:_OPENING])
    if declared is None:
        return ()
    name = declared[1].decode("ascii").lower()
    real = _SAME_CHARSET.get(decoded.encoding, decoded.encoding)
    if _SAME_CHARSET.get(name, name) == real:
        return ()
    return (f"declares the charset {name} but is {decoded.encoding}",)


def _check_nesting(text: str) -> None:
    """Refuse elements inside one another by the thousand, over which a parser would sit for hours."""
    depth = 0
    for match in _NESTING.finditer(text):
        depth += -1 if match[1] else 1
        depth = max(depth, 0)
        if depth > _DEEPEST:
            message = f"not safe: this page nests elements more than {_DEEPEST} deep"
            raise ReportError(message)
