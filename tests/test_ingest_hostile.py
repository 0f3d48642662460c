"""Broken and hostile files: each is set aside with a reason, the others are read, and nothing else happens."""

from __future__ import annotations

import io
import os
import random
import re
import socket
import struct
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
from renderings import (
    WORD,
    build_compound,
    build_docx,
    build_drawn_pdf,
    build_pdf,
    build_zip,
    draw_text,
    join_objects,
    render_doc,
    render_docx,
    render_html,
    render_pdf,
    word_paragraph,
)

from pipeline.errors import ReportError
from pipeline.ingest.document import read_documents
from pipeline.ingest.extracted import Limits
from pipeline.ingest.readers import read_content
from pipeline.ingest.reading import ReadingProcess
from pipeline.ingest.sources import find_sources
from pipeline.params import IngestParams
from pipeline.records import Document

LINES = ["云溪市科技创新工作总结", "全市新增高新技术企业12家，总数达到86家，同比增长16.2%。"] * 5
GOOD = "\n".join(LINES).encode()
ENTITIES = '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {chr(98 + level)} "{f"&{chr(97 + level)};" * 10}">' for level in range(9)
)


def zip_of_zeros(name: str, size: int) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive, archive.open(name, "w", force_zip64=True) as part:
        for _ in range(size // 2**20):
            part.write(b"\0" * 2**20)
    return file.getvalue()


def lying_docx() -> bytes:
    """Give a document whose body unpacks to far more than its header says."""
    honest = zip_of_zeros("word/document.xml", 80 * 2**20)
    return honest.replace(struct.pack("<I", 80 * 2**20), struct.pack("<I", 1000))


def encrypted_zip() -> bytes:
    content = bytearray(build_zip({"a.txt": GOOD}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + offset] |= 1
    return bytes(content)


def picture_of(width: int, height: int) -> bytes:
    """Give the head of a PNG that claims a size, and little more."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + header
    return (
        b"\x89PNG\r\n\x1a\n"
        + struct.pack(">I", 13)
        + chunk
        + struct.pack(">I", zlib.crc32(chunk))
        + struct.pack(">I", 0)
        + b"IEND\xaeB`\x82"
    )


def encrypted_pdf() -> bytes:
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 0 /Kids [] >>",
        b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <" + b"00" * 32 + b"> /U <" + b"11" * 32 + b"> >>",
    ]
    return join_objects(objects, trailer=b"/Encrypt 3 0 R /ID [<00><00>] ")


def wild_text() -> bytes:
    """Draw a text at places and sizes that no page has."""
    places = [
        ("1e38 0 0 1e38", 1e38, 1e38),
        ("0 0 0 0", 0, 0),
        ("1e-30 0 0 1e-30", 5, 5),
        ("-1e9 1e9 1e9 1e9", -1e9, 0),
    ]
    return b"".join(draw_text(x, y, "正文", turn=turn) for turn, x, y in places)


def pages_in_a_circle() -> bytes:
    return join_objects([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 2 /Kids [2 0 R 2 0 R] >>"])


def swollen_pdf() -> bytes:
    """Give a page whose drawing is packed a thousandfold."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b" " * 2**20) for _ in range(1024)) + packer.flush()
    stream = b"<< /Filter /FlateDecode /Length %d >>\nstream\n" % len(packed) + packed + b"\nendstream"
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << >> >>"
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>", page, stream]
    return join_objects(objects)


def deep(opening: str, closing: str, count: int) -> str:
    return opening * count + closing * count


def workbook_with_entities() -> bytes:
    file = io.BytesIO()
    openpyxl.Workbook().save(file)
    parts = {}
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/workbook.xml"] = (ENTITIES + "]><a>&j;</a>").encode()
    return build_zip(parts)


HOSTILE: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "truncated docx": ("a.docx", lambda: render_docx(LINES)[:-60], "broken.*cut off"),
    "docx without a body": ("a.docx", lambda: build_zip({"word/document.xml": f"<w:document {WORD}/>"}), "no body"),
    "docx with broken xml": ("a.docx", lambda: build_zip({"word/document.xml": "<a><b>"}), "no XML"),
    "docx with an undeclared prefix": ("a.docx", lambda: build_zip({"word/document.xml": "<w:a/>"}), "no XML"),
    "docx with a damaged part": ("a.docx", lambda: damage(render_docx(LINES)), "cannot be unpacked|no XML"),
    "docx with a password": ("a.docx", lambda: build_compound({"EncryptedPackage": b"x"}), "password"),
    "docx that is empty": ("a.docx", lambda: build_docx(""), "no text"),
    "xml entity bomb in docx": (
        "a.docx",
        lambda: build_zip({"word/document.xml": ENTITIES + f"]><w:document {WORD}>&j;</w:document>"}),
        "not safe.*entities",
    ),
    "external entity in docx": (
        "a.docx",
        lambda: build_zip({"word/document.xml": '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'}),
        "not safe",
    ),
    "xml nested deep in docx": ("a.docx", lambda: build_docx(deep("<w:p>", "</w:p>", 50_000)), "2000 deep"),
    "zip bomb as docx": ("a.docx", lambda: zip_of_zeros("word/document.xml", 300 * 2**20), "too large"),
    "docx whose sizes lie": ("a.docx", lying_docx, "broken|too large|no XML"),
    "entity bomb in xlsx": ("a.xlsx", workbook_with_entities, "not safe"),
    "xlsx without sheets": ("a.xlsx", lambda: build_zip({"xl/workbook.xml": "<workbook/>"}), "broken"),
    "broken xls": ("a.xls", lambda: build_compound({"Workbook": b"\x09\x08" + b"\xff" * 900}), "broken"),
    "truncated pdf": ("a.pdf", lambda: render_pdf(LINES)[:700], "broken|no text"),
    "pdf with a password": ("a.pdf", encrypted_pdf, "protected"),
    "pdf that is noise": ("a.pdf", lambda: b"%PDF-1.7\n" + random.Random(1).randbytes(5000), "broken"),
    "pdf without text": ("a.pdf", lambda: build_pdf([[]]), "no text"),
    "pdf with too many pages": ("a.pdf", lambda: build_pdf([[(90, 700, "文")]] * 31), "31 pages, more than 30"),
    "pdf whose text is nowhere": ("a.pdf", lambda: build_drawn_pdf([wild_text()]), "no text|broken"),
    "pdf whose pages are themselves": ("a.pdf", pages_in_a_circle, "broken|no text"),
    "pdf that unpacks to a gigabyte": ("a.pdf", swollen_pdf, "memory|broken|no text|crashed|too slow"),
    "doc that is cut off": ("a.doc", lambda: render_doc(LINES)[:1500], "another kind"),
    "doc with a password": ("a.doc", lambda: render_doc(LINES, flags=0x100), "password"),
    "doc with wild offsets": ("a.doc", lambda: build_compound({"WordDocument": b"\xec\xa5" + b"\xff" * 900}), "broken"),
    "old document of another kind": ("a.doc", lambda: build_compound({"MatOST": b"x"}), "another kind"),
    "html nested deep": ("a.html", lambda: ("<html>" + "<div>" * 100_000 + "文").encode(), "3000 deep"),
    "html without text": ("a.html", lambda: b"<html><body><script>1</script></body></html>", "no text"),
    "rtf with a character that is none": ("a.rtf", lambda: b"{\\rtf1 \\u99999999999999999999?}", "broken"),
    "rtf without text": ("a.rtf", lambda: b"{\\rtf1 " + b"{" * 5000, "no text|broken"),
    "picture of a trillion pixels": ("a.png", lambda: picture_of(1_000_000, 1_000_000), "too large|broken|OCR"),
    "archive with a password": ("a.zip", encrypted_zip, "password"),
    "archive that leads out": ("a.zip", lambda: build_zip({"../../evil.txt": GOOD}), "leads out"),
    "archive with an absolute path": ("a.zip", lambda: build_zip({"/tmp/evil.txt": GOOD}), "leads out"),
    "archive with a drive": ("a.zip", lambda: build_zip({"C:\\evil.txt": GOOD}), "leads out"),
    "archive in an archive": ("a.zip", lambda: build_zip({"b.zip": build_zip({"c.txt": GOOD})}), "inside an archive"),
    "zip bomb": ("a.zip", lambda: zip_of_zeros("a.txt", 40 * 2**20), "too large"),
    "archive with too many files": ("a.zip", lambda: build_zip({f"{n}.txt": b"x" for n in range(41)}), "41 files"),
    "empty archive": ("a.zip", lambda: build_zip({}), "no files"),
    "truncated archive": ("a.zip", lambda: build_zip({"a.txt": GOOD})[:-30], "cut off"),
    "text with nuls": ("a.txt", lambda: "正文\0正文".encode(), "NUL"),
    "lone surrogate in utf-8": ("a.txt", lambda: "正文".encode() + b"\xed\xa0\x80" + "。".encode(), "not text"),
    "two encodings in one file": ("a.txt", lambda: GOOD + "总数".encode("gb18030") + b"\xff", "two encodings"),
    "big5": ("a.txt", lambda: ("本縣積極推動產業轉型，新增企業十二家。" * 3).encode("big5"), "Big5"),
    "text larger than the limit": ("a.txt", lambda: b"a" * (33 * 2**20), "too large"),
    "presentation": ("a.zip", lambda: build_zip({"ppt/presentation.xml": "<a/>"}), "presentation"),
}  # fmt: skip


def damage(content: bytes) -> bytes:
    middle = content.index(b"word/document.xml") + 60
    return content[:middle] + bytes(byte ^ 0x5A for byte in content[middle : middle + 40]) + content[middle + 40 :]


MEMORY = 700
"""Megabytes that the process that reads them may take."""
PEAKS: list[int] = []


def note_peak(reading: ReadingProcess) -> None:
    """Note how much memory the process took, in kilobytes, and end it."""
    if reading._child is not None and sys.platform == "linux":
        status = Path(f"/proc/{reading._child.pid}/status")
        shown = status.read_text(encoding="ascii", errors="replace") if status.exists() else ""
        PEAKS.extend(int(peak) for peak in re.findall(r"VmHWM:\s*(\d+) kB", shown))
    STOP(reading)


STOP = ReadingProcess.stop


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, list[Document]]]:
    """Read all hostile files in one run, a good one among them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ReadingProcess, "stop", note_peak)
        yield read_all(tmp_path_factory)


def read_all(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Document]]:
    folder = tmp_path_factory.mktemp("hostile")
    for number, (name, build, _) in enumerate(HOSTILE.values()):
        path = folder / f"{number:02}" / name
        path.parent.mkdir()
        path.write_bytes(build())
    (folder / "good.docx").write_bytes(render_docx(LINES))
    params = IngestParams(max_megabytes=32, max_pages=30, max_members=40, max_seconds=30, max_memory_megabytes=MEMORY)
    documents = list(read_documents(find_sources([folder]), params))
    by_case = {name: [one for one in documents if one.path.startswith(f"{n:02}/")] for n, name in enumerate(HOSTILE)}
    return {**by_case, "good": [one for one in documents if one.path == "good.docx"]}


@pytest.mark.parametrize("case", HOSTILE)
def test_each_ends_with_a_reason(results: dict[str, list[Document]], case: str) -> None:
    (document,) = results[case]
    assert document.status == "quarantined", document.text[:200]
    assert document.text == ""
    with pytest.raises(ReportError, match=HOSTILE[case][2]):
        raise ReportError(document.reason)
    assert "\n" not in (document.reason or "")


@pytest.mark.skipif(sys.platform != "linux", reason="the limit on memory is one of Linux")
def test_memory_stays_under_the_limit(results: dict[str, list[Document]]) -> None:
    assert results
    assert PEAKS
    assert max(PEAKS) < MEMORY * 1024 + 100 * 1024  # the program itself is not counted by the limit


def test_the_run_goes_on(results: dict[str, list[Document]]) -> None:
    (document,) = results["good"]
    assert (document.status, document.text.splitlines()) == ("read", LINES)


def test_a_reader_that_takes_too_long_is_ended() -> None:
    with ReadingProcess(Limits(max_seconds=0.01)) as reading:
        with pytest.raises(ReportError, match=r"too slow: not read within 0\.01 s"):
            reading.read("html", render_html(LINES * 20_000))
        with pytest.raises(ReportError, match="too slow"):
            reading.read("html", render_html(LINES * 20_000))


@pytest.mark.skipif(sys.platform != "linux", reason="the limit on memory is one of Linux")
def test_a_reader_that_needs_too_much_memory_is_ended_and_the_next_file_is_read() -> None:
    body = "".join(word_paragraph("a" * 20) for _ in range(200_000))
    with ReadingProcess(Limits(max_memory=100 * 2**20)) as reading:
        with pytest.raises(ReportError, match=r"memory|crashed"):
            reading.read("docx", build_docx(body))
        assert reading.read("docx", render_docx(LINES)).text.splitlines() == LINES


def test_no_reader_opens_a_connection() -> None:
    code = (
        "import sys; from pipeline.ingest.readers import process\n"
        "sys.addaudithook(process._refuse_network)\n"
        "import socket\n"
        "socket.create_connection(('127.0.0.1', 9), timeout=1)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "PermissionError: a reader asked for the network" in done.stderr


OUTSIDE = "http://127.0.0.1:PORT/a"
RELATION = '<Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" '


def refer_html() -> bytes:
    return (
        f'<html><head><link rel="stylesheet" href="{OUTSIDE}"><script src="{OUTSIDE}"></script><base href="{OUTSIDE}">'
        f'<meta http-equiv="refresh" content="0;url={OUTSIDE}"><style>@import url({OUTSIDE});</style></head><body>'
        f'<img src="{OUTSIDE}"><iframe src="{OUTSIDE}"></iframe><object data="{OUTSIDE}"></object>'
        f'<video src="{OUTSIDE}"></video>'
        f'<svg><image href="{OUTSIDE}"/><use href="{OUTSIDE}#x"/></svg><p>正文，一句。</p></body></html>'
    ).encode()


def refer_svg() -> bytes:
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg"><image href="{OUTSIDE}"/></svg>'
    declared = f'<?xml version="1.0"?><!DOCTYPE svg SYSTEM "{OUTSIDE}">'
    return f"{declared}<html><body>{drawing}<p>正文，一句。</p></body></html>".encode()


def refer_docx() -> bytes:
    relations = f'<Relationships>{RELATION}TargetMode="External" Target="{OUTSIDE}"/></Relationships>'
    field = f'<w:p><w:r><w:instrText>INCLUDEPICTURE "{OUTSIDE}"</w:instrText></w:r></w:p>'
    more = {"word/_rels/document.xml.rels": relations, "word/_rels/settings.xml.rels": relations}
    return build_docx(word_paragraph("正文，一句。") + field, more)


def refer_xlsx() -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["正文，一句。"])
    book.active["A1"].hyperlink = OUTSIDE
    book.active["B1"] = f'=WEBSERVICE("{OUTSIDE}")'
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def refer_rtf() -> bytes:
    text = "".join(f"\\u{ord(char) - 0x10000 if ord(char) > 0x7FFF else ord(char)}?" for char in "正文，一句。")
    return (f'{{\\rtf1 {{\\field{{\\*\\fldinst INCLUDEPICTURE "{OUTSIDE}"}}}}' + text + "\\par}").encode()


def refer_pdf() -> bytes:
    return build_pdf([[(90, 700, "正文，一句。这里还有一些文字。")]]).replace(
        b"/Type /Catalog", f"/Type /Catalog /OpenAction << /S /URI /URI ({OUTSIDE}) >>".encode()
    )


REFERRING = {
    "html": refer_html, "svg in html": refer_svg, "docx": refer_docx, "xlsx": refer_xlsx, "rtf": refer_rtf,
    "pdf": refer_pdf,
}  # fmt: skip


@pytest.mark.parametrize("case", REFERRING)
def test_references_are_not_followed(case: str) -> None:
    kind = case.rpartition(" ")[2]
    with socket.create_server(("127.0.0.1", 0)) as server, ReadingProcess(Limits()) as reading:
        server.setblocking(False)
        content = REFERRING[case]().replace(b":PORT", b":%d" % server.getsockname()[1])
        text = reading.read(kind, content).text
        with pytest.raises(BlockingIOError):  # nobody has come
            server.accept()
    assert "正文，一句。" in text
    assert "127.0.0.1" not in text


@pytest.mark.parametrize("case", REFERRING)
def test_no_reader_makes_a_socket(case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object, **_options: object) -> None:
        message = "a reader asked for the network"
        raise AssertionError(message)

    content = REFERRING[case]()
    monkeypatch.setattr(socket, "socket", refuse)
    assert "正文" in read_content(case.rpartition(" ")[2], content, Limits()).text


def test_nothing_is_written_beside_the_output(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.zip").write_bytes(build_zip({"../evil.txt": GOOD, "good.txt": GOOD}))
    before = sorted(tmp_path.rglob("*"))
    statuses = {one.path: one.status for one in read_documents(find_sources([folder]))}
    assert statuses == {"a.zip/evil.txt": "quarantined", "a.zip/good.txt": "read"}
    assert sorted(tmp_path.rglob("*")) == before


def test_odd_names(tmp_path: Path) -> None:
    names = ["两\n行.txt", "汉" * 80 + ".docx", "a b.txt", "-x.txt", "$(id).txt", os.fsdecode(b"\xb9\xab.docx")]
    for name in names:
        (tmp_path / name).write_bytes(render_docx(LINES))
    documents = list(read_documents(find_sources([tmp_path])))
    assert [document.status for document in documents] == ["read"] * len(names)
    assert len({document.doc_id for document in documents}) == len(names)
    assert all(document.path.encode() for document in documents)


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.docx").write_bytes(render_docx(LINES))
    (source,) = find_sources([tmp_path])

    def refuse(*_arguments: object, **_options: object) -> None:  # root may read every file, so chmod is no test
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    (document,) = read_documents([source])
    assert (document.status, document.reason) == ("quarantined", "cannot be opened: Permission denied")


def test_names_that_meet_in_an_archive_stay_apart(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(build_zip({"x/b.txt": GOOD, "x//b.txt": GOOD, "../x/b.txt": GOOD}))
    documents = list(read_documents(find_sources([tmp_path])))
    assert len({document.doc_id for document in documents}) == 3
