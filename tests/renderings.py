"""A report written into each format that is read, byte by byte, so that no test needs an office program.

Every function takes the lines of a report, one a paragraph, and gives the bytes of a file.
"""

from __future__ import annotations

import html
import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
Rows = Sequence[Sequence[str]]


def build_zip(parts: Mapping[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def word_paragraph(text: str) -> str:
    return f'<w:p><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def word_table(rows: Rows) -> str:
    body = "".join(f"<w:tr>{''.join(f'<w:tc>{word_paragraph(cell)}</w:tc>' for cell in row)}</w:tr>" for row in rows)
    return f"<w:tbl>{body}</w:tbl>"


def build_docx(body: str, more: Mapping[str, str] | None = None) -> bytes:
    """Give a Word document with this XML in its body; `more` are further parts."""
    document = f'<?xml version="1.0"?><w:document {WORD}><w:body>{body}</w:body></w:document>'
    return build_zip({"[Content_Types].xml": "<Types/>", "word/document.xml": document, **(more or {})})


def render_docx(lines: Sequence[str]) -> bytes:
    return build_docx("".join(map(word_paragraph, lines)))


def render_openable_docx(lines: Sequence[str]) -> bytes:
    """Give a Word document with all the parts that an office program asks for."""
    body = "".join(map(word_paragraph, lines))
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    types = "http://schemas.openxmlformats.org/package/2006/content-types"
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{types}"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{kind}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{relations}"><Relationship Id="r" Type="{office}" '
        'Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {WORD}><w:body>{body}</w:body></w:document>",
    }
    return build_zip(parts)


def render_html(lines: Sequence[str]) -> bytes:
    """Give a page of a site: navigation, a list of links and a footer around the report."""
    links = "".join(f'<li><a href="http://site.example/{number}">第{number}条新闻标题</a></li>' for number in range(20))
    paragraphs = "".join(f"<p>　　{html.escape(line)}</p>\n" for line in lines)
    return (
        '<!DOCTYPE html><html><head><meta charset="utf-8"><title>工作汇报_某市政府网</title>'
        '<script src="http://site.example/x.js">var a = "增加100家";</script></head><body>'
        f'<div class="header"><ul>{links}</ul></div><div class="crumbs">当前位置：首页 &gt; 公开</div>'
        f'<div class="main"><div id="zoom">{paragraphs}</div><div class="share">分享到：微信 微博</div></div>'
        f'<div class="side"><ul>{links}</ul></div><div id="footer">版权所有 浏览量12345次，备案2020号</div>'
        "</body></html>"
    ).encode()


def render_rtf(lines: Sequence[str]) -> bytes:
    def write(line: str) -> str:
        return "".join(char if char.isascii() else f"\\u{_signed(char)}?" for char in line.replace("\\", "\\\\"))

    return ("{\\rtf1\\ansi\\ansicpg936\\uc1 " + "".join(f"{write(line)}\\par\n" for line in lines) + "}").encode(
        "ascii"
    )


def _signed(char: str) -> int:
    code = ord(char)
    return code - 0x10000 if code > 0x7FFF else code


def render_doc(
    lines: Sequence[str], *, flags: int = 0, foot: Sequence[str] = (), heads: str = "", end: Sequence[str] = ()
) -> bytes:
    """Give an old Word document: a compound file with the text in one piece of UTF-16.

    Behind the text stand its notes at the foot, the heads of its pages and the notes at its end, each with a mark.
    """
    parts = ["".join(f"{line}\r" for line in lines), _write_notes(foot), heads, "", "", _write_notes(end)]
    text = "".join(parts)
    encoded = text.encode("utf-16-le")
    main = bytearray(0x400)
    struct.pack_into("<HH", main, 0, 0xA5EC, 0xC1)
    struct.pack_into("<H", main, 0x0A, 0x0200 | flags)
    struct.pack_into("<6I", main, 0x4C, *map(len, parts))
    pieces = struct.pack("<II", 0, len(text)) + struct.pack("<HIH", 0, len(main), 0)
    clx = b"\x02" + struct.pack("<I", len(pieces)) + pieces
    struct.pack_into("<II", main, 0x1A2, 0, len(clx))
    return build_compound({"WordDocument": bytes(main) + encoded, "1Table": clx})


def _write_notes(notes: Sequence[str]) -> str:
    return "".join(f"\x02 {note}\r" for note in notes) + ("\r" if notes else "")


def build_compound(streams: Mapping[str, bytes]) -> bytes:
    """Give a compound file whose streams are all long enough to stand in sectors of their own."""
    sector, end, free = 512, 0xFFFFFFFE, 0xFFFFFFFF
    padded = {name: content.ljust(4096, b"\0") for name, content in streams.items()}
    chains: list[int] = []
    data = b""
    entries = []
    for name, content in padded.items():
        count = -(-len(content) // sector)
        start = len(chains)
        chains += [*range(start + 1, start + count), end]
        data += content.ljust(count * sector, b"\0")
        entries.append((name, 2, start, len(content)))
    directory_at = len(chains)
    chains.append(end)
    tables = -(-(len(chains) + 8) // 128)
    table_at = len(chains)
    chains += [0xFFFFFFFD] * tables
    table = struct.pack(f"<{len(chains)}I", *chains).ljust(tables * sector, b"\xff")
    directory = b"".join(
        _directory_entry(name, kind, start, size, number, len(entries))
        for number, (name, kind, start, size) in enumerate([("Root Entry", 5, end, 0), *entries])
    ).ljust(sector, b"\0")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    header += b"\0" * 6 + struct.pack("<IIIIIIIII", 0, tables, directory_at, 0, 4096, end, 0, end, 0)
    places = [*range(table_at, table_at + tables)]
    header += struct.pack("<109I", *places, *[free] * (109 - tables))
    return header + data + directory + table


def _directory_entry(name: str, kind: int, start: int, size: int, number: int, last: int) -> bytes:
    none = 0xFFFFFFFF
    encoded = name.encode("utf-16-le") + b"\0\0"
    right = number + 1 if 0 < number < last else none
    child = 1 if kind == 5 else none
    return (
        encoded.ljust(64, b"\0")
        + struct.pack("<HBB", len(encoded), kind, 1)
        + struct.pack("<III", none, right, child)
        + b"\0" * 36
        + struct.pack("<IQ", start, size)
    )


def render_pdf(lines: Sequence[str], *, head: str = "科技工作情况", columns: int = 34, rows: int = 30) -> bytes:
    """Give a PDF with a text layer: lines broken at a width, indented, with a running head and page numbers."""
    broken = []
    for line in lines:
        text = "　　" + line
        broken += [text[place : place + columns] for place in range(0, len(text), columns)]
    pages = []
    for start in range(0, len(broken), rows):
        drawn = [(250.0, 800.0, head)]
        drawn += [_indented(text, 740.0 - 22 * row) for row, text in enumerate(broken[start : start + rows])]
        pages.append([*drawn, (290.0, 40.0, f"— {len(pages) + 1} —")])
    return build_pdf(pages)


def _indented(text: str, y: float) -> tuple[float, float, str]:
    blanks = len(text) - len(text.lstrip("　"))
    return 90.0 + 12 * blanks, y, text[blanks:]


def draw_text(x: float, y: float, text: str, *, size: float = 12, turn: str = "1 0 0 1") -> bytes:
    """Give the drawing of a text, in a font that every reader has; `turn` is the first part of its matrix."""
    encoded = text.encode("utf-16-be").hex().encode()
    return f"BT /F1 {size} Tf {turn} {x} {y} Tm <".encode() + encoded + b"> Tj ET\n"


def build_pdf(pages: Sequence[Sequence[tuple[float, float, str]]]) -> bytes:
    """Give a PDF of pages with texts at places (from the lower left)."""
    return build_drawn_pdf([b"".join(draw_text(*item) for item in page) for page in pages])


def build_drawn_pdf(pages: Sequence[bytes]) -> bytes:
    """Give a PDF of pages with drawings."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /FontDescriptor 5 0 R >>",
        b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [0 -120 1000 880] /ItalicAngle 0"
        b" /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
    ]
    kids = []
    for drawn in pages:
        objects.append(b"<< /Length " + str(len(drawn)).encode() + b" >>\nstream\n" + drawn + b"endstream")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects)} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        kids.append(len(objects))
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(f'{kid} 0 R' for kid in kids)}] >>".encode()
    return join_objects(objects)


def join_objects(objects: Sequence[bytes], *, trailer: bytes = b"") -> bytes:
    content = b"%PDF-1.7\n"
    places = []
    for number, item in enumerate(objects, 1):
        places.append(len(content))
        content += f"{number} 0 obj\n".encode() + item + b"\nendobj\n"
    start = len(content)
    content += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    content += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    content += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R ".encode() + trailer
    return content + f">>\nstartxref\n{start}\n%%EOF\n".encode()


RENDERINGS = {
    "txt": lambda lines: "\n".join(lines).encode(),
    "docx": render_docx,
    "doc": render_doc,
    "html": render_html,
    "rtf": render_rtf,
    "pdf": render_pdf,
}
