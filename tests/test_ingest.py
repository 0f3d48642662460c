"""Bytes and files to documents: whatever is in them, every file gets a row that says what became of it."""

from __future__ import annotations

import os
import random
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from renderings import render_docx

from pipeline.errors import ReportError, UsageError
from pipeline.ingest.decode import MAX_BYTES, decode
from pipeline.ingest.document import build_document, read_document
from pipeline.ingest.duplicates import find_duplicates
from pipeline.ingest.plausible import find_implausible
from pipeline.ingest.sources import find_sources, find_sources_and_warnings
from pipeline.records import Document

PROSE = "云溪市二〇二二年科技工作总结\n全市新增高新技术企业12家，总数达到86家，同比增长16.2%。\n" * 3
hanzi = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)
# no deadline: bytes that look like a picture or a PDF start the process that reads them
one_file = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


def read_bytes(folder: Path, content: bytes, *, name: str = "report.txt") -> Document:
    path = folder / name
    path.write_bytes(content)
    (source,) = find_sources([path])
    return read_document(source)


class TestPlausible:
    @given(st.text())
    def test_strange_characters_are_counted(self, text: str) -> None:
        strange = [char for char in text if unicodedata.category(char) in ("Cc", "Co", "Cn", "Cs")]
        strange = [char for char in strange if char not in "\t\n\r\v\f\u0085"]
        assert (find_implausible(text, was_guessed=False) is not None) == (len(strange) > 0.02 * len(text))

    @pytest.mark.parametrize("char", "\x1c\x1d\x1e\x1f\0\ue000")
    def test_strange_are_also_blanks_that_nobody_writes(self, char: str) -> None:
        assert find_implausible(f"云溪{char}", was_guessed=False) is not None

    @pytest.mark.parametrize("char", " \t\n\u3000\u00a0\u200b\ufeff")
    def test_other_blanks_are_not(self, char: str) -> None:
        assert find_implausible(f"云溪{char}", was_guessed=False) is None


class TestDecode:
    @pytest.mark.parametrize(
        ("codec", "encoding"),
        [
            ("utf-8", "utf-8"),
            ("utf-8-sig", "utf-8-sig"),
            ("gb18030", "gb18030"),
            ("gbk", "gb18030"),
            ("utf-16", "utf-16-le"),
            ("utf-16-le", "utf-16-le"),
            ("utf-16-be", "utf-16-be"),
            ("utf-32", "utf-32-le"),
        ],
    )
    def test_every_encoding_gives_the_same_text(self, codec: str, encoding: str) -> None:
        text = PROSE.replace("〇", "零")  # GBK lacks 〇
        decoded = decode(text.encode(codec))
        assert (decoded.text, decoded.encoding) == (text, encoding)

    def test_marked_big_endian(self) -> None:
        assert decode(b"\xfe\xff" + PROSE.encode("utf-16-be")).text == PROSE

    def test_line_ends_become_lf_and_nothing_else_changes(self) -> None:
        assert (
            decode("一\r\n二\r三\u0085四\u2028五\n\r\n\u3000六\t\f\v".encode()).text
            == "一\n二\n三\n四\n五\n\n\u3000六\t\f\v"
        )

    @pytest.mark.parametrize("length", [1, 2, 3, 5])
    def test_short_texts(self, length: int) -> None:
        text = "增长三成。"[:length]
        for codec in ("utf-8", "gb18030"):
            assert decode(text.encode(codec)).text == text

    @given(st.text(alphabet="云溪市新增企业平台人才亿元，。％0123456789.%\n ", min_size=1))
    def test_chinese_text_survives_utf8_gb18030_and_utf16(self, text: str) -> None:
        assume(text.strip())
        assert decode(text.encode("utf-8")).text == text
        assert decode(text.encode("utf-16")).text == text
        try:
            text.encode("gb18030").decode("utf-8")
        except UnicodeDecodeError:
            assert decode(text.encode("gb18030")).text == text

    @given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cc", "Co", "Cn")), min_size=1))
    def test_any_printable_text_survives_utf8(self, text: str) -> None:
        assume(text.strip("\ufeff \u3000\u00a0"))
        assume(not text.startswith("\ufeff") and not text.encode().startswith((b"RIFF", b"ID3", b"PAR1", b"BZh9")))
        assert decode(text.encode()).text == text.replace("\u2028", "\n").replace("\u2029", "\n")

    @pytest.mark.parametrize("seed", range(40))
    def test_random_bytes_are_no_text(self, seed: int) -> None:
        source = random.Random(seed)
        for length in (16, 64, 1000):
            with pytest.raises(ReportError):
                decode(source.randbytes(length))

    @pytest.mark.parametrize("seed", range(20))
    def test_random_pairs_that_decode_are_no_text(self, seed: int) -> None:
        source = random.Random(seed)
        content = b"".join(bytes((source.randrange(0x81, 0xFF), source.randrange(0x80, 0xFF))) for _ in range(200))
        with pytest.raises(ReportError, match="not text"):
            decode(content)

    def test_big5_is_not_taken_for_gb18030(self) -> None:
        text = "本縣積極推動產業轉型與創新發展，全年新增高新技術企業十二家，總數達到八十六家。" * 3
        with pytest.raises(ReportError, match="not text"):
            decode(text.encode("big5"))

    @pytest.mark.parametrize(
        ("content", "reason"),
        [
            (b"", "empty"),
            (b"\xef\xbb\xbf", "empty"),
            (b" \r\n\t\n", "empty"),
            ("\u3000\n".encode("gb18030"), "empty"),
            (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
            (b"PK\x03\x04\x14\0", "docx"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0", r"\.doc"),
            (b"\x1f\x8b\x08\0", "gzip"),
            (b"\x89PNG\r\n\x1a\n\0", "PNG"),
            (b"{\\rtf1 \\u20113?}", "RTF"),
            ("正文\0正文".encode(), "NUL"),
            ("正文\0正文".encode("utf-16"), "NUL"),
            (PROSE.encode()[:-2], "no UTF-8"),
            (b"\xff\xfe\x00", "utf-16-le but breaks"),
            (b"\x01\x02\x03\x04\x05abc", "control"),
        ],
    )
    def test_what_is_no_text_says_why(self, content: bytes, reason: str) -> None:
        with pytest.raises(ReportError, match=reason):
            decode(content)


class TestReadDocument:
    @one_file
    @given(content=st.binary(max_size=400))
    def test_any_bytes_give_a_document(self, tmp_path: Path, content: bytes) -> None:
        document = read_bytes(tmp_path, content)
        assert document.status in ("read", "quarantined")
        assert (document.reason is None) == (document.status == "read")
        assert len(document.sha256) == 64
        document.text.encode()

    def test_read(self, tmp_path: Path) -> None:
        document = read_bytes(tmp_path, PROSE.encode("gb18030"))
        assert (document.doc_id, document.path, document.format) == ("report", "report.txt", "text")
        assert (document.status, document.encoding, document.text) == ("read", "gb18030", PROSE)
        assert document.title == "云溪市二〇二二年科技工作总结"

    def test_one_line_of_five_megabytes(self, tmp_path: Path) -> None:
        text = "全市新增企业12家，" * 500_000
        assert read_bytes(tmp_path, text.encode()).text == text

    def test_too_large(self, tmp_path: Path) -> None:
        path = tmp_path / "large.txt"
        with path.open("wb") as file:
            file.truncate(MAX_BYTES + 1)
        (source,) = find_sources([path])
        assert (
            read_document(source).reason
            == f"too large: {MAX_BYTES + 1} bytes, more than {MAX_BYTES}; split it into reports"
        )

    def test_kind_of_file(self, tmp_path: Path) -> None:
        (tmp_path / "renamed.txt").write_bytes(render_docx(PROSE.splitlines()))
        for name in ("a.txt", "a.md", "b.MD", "c.markdown", "d.text", "noext", "other.xyz"):
            (tmp_path / name).write_text(PROSE, encoding="utf-8")
        documents = {document.doc_id: document for document in map(read_document, find_sources([tmp_path]))}
        assert {name: (document.format, document.status) for name, document in documents.items()} == {
            "a.md": ("markdown", "read"),
            "a.txt": ("text", "read"),
            "b": ("markdown", "read"),
            "c": ("markdown", "read"),
            "d": ("text", "read"),
            "noext": ("text", "read"),
            "renamed": ("docx", "read"),
            "other.xyz": ("xyz", "skipped"),
        }
        assert documents["renamed"].notes == "is called .txt but is of the kind docx"
        reason = documents["other.xyz"].reason or ""
        assert reason.startswith("unknown kind of file .xyz; known are .txt, .text, .md, .markdown, .docx")
        (named,) = find_sources([tmp_path / "other.xyz"])
        assert read_document(named).status == "quarantined"

    def test_what_cannot_be_opened(self, tmp_path: Path) -> None:
        (tmp_path / "dangling.txt").symlink_to(tmp_path / "gone.txt")
        (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
        os.mkfifo(tmp_path / "pipe.txt")
        reasons = {document.doc_id: document.reason for document in map(read_document, find_sources([tmp_path]))}
        assert reasons == {
            "dangling": "cannot be opened: No such file or directory",
            "loop": "cannot be opened: Too many levels of symbolic links",
            "pipe": "not a regular file; give a file or a folder",
        }

    def test_file_that_vanishes_after_it_was_found(self, tmp_path: Path) -> None:
        path = tmp_path / "a.txt"
        path.write_text(PROSE, encoding="utf-8")
        (source,) = find_sources([path])
        path.unlink()
        assert read_document(source).reason == "cannot be opened: No such file or directory"

    def test_name_that_is_no_utf8(self, tmp_path: Path) -> None:
        name = os.fsdecode(b"\xd4\xc6.txt")
        (tmp_path / name).write_text(PROSE, encoding="utf-8")
        (source,) = find_sources([tmp_path])
        document = read_document(source)
        assert (document.doc_id, document.path) == ("\\xd4\\xc6", "\\xd4\\xc6.txt")


class TestFindSources:
    def write(self, folder: Path, *names: str) -> Path:
        for name in names:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(PROSE, encoding="utf-8")
        return folder

    def ids(self, *inputs: Path) -> list[str]:
        return [source.doc_id for source in find_sources(inputs)]

    def test_doc_id_is_the_path_without_suffix(self, tmp_path: Path) -> None:
        self.write(tmp_path, "2021/甲市.txt", "2022/甲市.txt", "2022/1.2版.md", ".hidden/x.txt", ".x.txt")
        assert self.ids(tmp_path) == ["2021/甲市", "2022/1.2版", "2022/甲市"]

    def test_clash_keeps_suffixes_of_both(self, tmp_path: Path) -> None:
        self.write(tmp_path, "a.txt", "a.md", "b.txt", "b.pdf")
        assert self.ids(tmp_path) == ["a.md", "a.txt", "b.pdf", "b.txt"]

    def test_clash_of_roots_adds_the_folders_above(self, tmp_path: Path) -> None:
        self.write(tmp_path, "x/2021/甲.txt", "x/2022/甲.txt", "y/2022/甲.txt", "x/2021/乙.txt")
        expected = ["2021/甲.txt", "x/2022/甲.txt", "y/2022/甲.txt", "乙"]
        roots = [tmp_path / "x/2021", tmp_path / "x/2022", tmp_path / "y/2022"]
        assert self.ids(*roots) == expected
        assert self.ids(*reversed(roots)) == expected

    def test_file_reached_twice_is_one_source(self, tmp_path: Path) -> None:
        self.write(tmp_path, "a.txt")
        assert self.ids(tmp_path, tmp_path / "a.txt", tmp_path / ".." / tmp_path.name / "a.txt") == ["a"]

    @pytest.mark.parametrize("content", [(), ("picture.svg", "b/data.json"), (".hidden.txt",), ("metadata.csv",)])
    def test_folder_without_reports(self, tmp_path: Path, content: tuple[str, ...]) -> None:
        for name in content:
            self.write(tmp_path, name)
        if "metadata.csv" in content:
            (tmp_path / "metadata.csv").write_text("file\n", encoding="utf-8")
        with pytest.raises(UsageError, match=r"no reports in this folder \(.txt"):
            find_sources([tmp_path])

    def test_input_that_does_not_exist(self, tmp_path: Path) -> None:
        with pytest.raises(UsageError, match="no such file or folder"):
            find_sources([tmp_path / "none"])

    def test_linked_folders_are_read_once_and_loops_end(self, tmp_path: Path) -> None:
        self.write(tmp_path, "in/b/x.txt", "else/y.txt")
        (tmp_path / "in/b/loop").symlink_to(tmp_path / "in")
        (tmp_path / "in/a").symlink_to(tmp_path / "in/b")
        (tmp_path / "in/c").symlink_to(tmp_path / "else")
        (tmp_path / "in/self").symlink_to(tmp_path / "in/self")
        assert self.ids(tmp_path / "in") == ["b/x", "c/y", "self"]

    def test_folder_that_cannot_be_listed(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.write(tmp_path, "a.txt", "closed/b.txt")
        scandir = os.scandir

        def refuse_closed(
            folder: Path,
        ) -> Iterator[os.DirEntry[str]]:  # root may list every folder, so chmod is no test
            if folder.name == "closed":
                raise PermissionError(13, "Permission denied")
            return scandir(folder)

        monkeypatch.setattr(os, "scandir", refuse_closed)
        found = find_sources_and_warnings([tmp_path])
        assert [source.doc_id for source in found.sources] == ["a"]
        assert found.warnings == (
            f"{tmp_path / 'closed'}: cannot be listed (Permission denied); its files are not read",
        )


def test_duplicates_are_the_same_text_in_whatever_file() -> None:
    documents = [
        build_document("新增企业3家。\n另起一行。", doc_id="b"),
        build_document("新增企业3家。\r\n\r\n  另起一行。\r\n", doc_id="c"),
        build_document("新增企业4家。", doc_id="a"),
        Document(doc_id="0", path="0", sha256="", format="text", text="", status="quarantined", reason="empty"),
        Document(doc_id="1", path="1", sha256="", format="text", text="", status="quarantined", reason="empty"),
    ]
    marked = find_duplicates(documents)
    assert [(document.doc_id, document.status, document.reason) for document in marked] == [
        ("0", "quarantined", "empty"),
        ("1", "quarantined", "empty"),
        ("a", "read", None),
        ("b", "read", None),
        ("c", "duplicate", "the same text as b, which counts in its place"),
    ]
    assert find_duplicates(reversed(marked)) == marked


def clauses(first: int, last: int) -> str:
    return "".join(f"第{number}批企业完成了技术改造投资{number}亿元，" for number in range(first, last))


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        (clauses(0, 100).replace("，", "，\n"), "the same text as whole"),
        (clauses(10, 60), "100% of its clauses stand in whole"),
        (clauses(20, 100) + clauses(200, 215), "84% of its clauses stand in whole"),
        (clauses(50, 100) + clauses(200, 240), None),  # half of it is new
        (clauses(0, 12), None),  # too short to tell a reprint from a common passage
        (clauses(300, 390), None),
    ],
)
def test_reprints_and_excerpts_are_duplicates_of_the_longest(other: str, reason: str | None) -> None:
    documents = [build_document(other, doc_id="z"), build_document(clauses(0, 100), doc_id="whole")]
    whole, found = find_duplicates(documents)
    assert whole.status == "read"
    assert found.duplicate_of == ("whole" if reason else None)
    assert found.reason == (f"{reason}, which counts in its place" if reason else None)


@pytest.mark.parametrize("shared", range(70, 91))
def test_four_fifths_of_the_clauses_make_a_reprint(shared: int) -> None:
    texts = {"whole": clauses(1000, 1200), "other": clauses(1200 - shared, 1300 - shared)}
    documents = [build_document(text, doc_id=doc_id) for doc_id, text in texts.items()]
    other, _ = find_duplicates(documents)
    assert (other.status == "duplicate") == (shared >= 80)


def test_of_equal_texts_the_plainer_format_counts() -> None:
    plain = build_document(clauses(0, 40), doc_id="z")
    marked = find_duplicates(
        [replace(plain, doc_id="a", format="pdf"), plain, replace(plain, doc_id="b", format="docx")]
    )
    assert [(one.doc_id, one.duplicate_of) for one in marked] == [("a", "z"), ("b", "z"), ("z", None)]
