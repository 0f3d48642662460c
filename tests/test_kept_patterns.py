"""Expressions are the same, whether Python compiled them or they were kept; what is kept may be lost at any time."""

from __future__ import annotations

import re
import sys
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.resources import kept_patterns
from pipeline.resources.kept_patterns import PatternStore, patterns_kept, remembered
from pipeline.resources.pattern_index import compile_guarded, find_needs, find_starts
from pipeline.resources.pattern_pairs import find_ends, find_pairs

SIGNS = st.sampled_from("年月日一二〇％%，、甲乙abXY09ßÄıſKσς\U00020000\U0001f600")
PIECES = st.one_of(
    SIGNS.map(re.escape),
    st.sampled_from(
        (r"\d", r"\D", r"\s", r"\w", r"\W", "一-鿿", "a-z", "Ａ-Ｚ", "\x00-\uffff", "\U00020000-\U0002ffff")
    ),
)
SETS = st.tuples(st.sampled_from(("", "^")), st.lists(PIECES, min_size=1, max_size=6)).map(
    lambda drawn: f"[{drawn[0]}{''.join(drawn[1])}]"
)
SHAPES = st.sampled_from(
    ("{0}?{1}(?:{0}{{2}}|甲{1})", "(?P<one>{0}+)(?P<two>{1})?(?P=one)", "(?<={0})({1})(?!{0})$", "^(?>{0}*|{1}++)乙")
)
FLAGS = st.sampled_from((0, re.ASCII, re.IGNORECASE, re.IGNORECASE | re.ASCII, re.MULTILINE))
DRAWN = st.lists(st.tuples(SHAPES, SETS, SETS, FLAGS), min_size=1, max_size=4)
EXPRESSION = "(?P<甲>[一-鿿]+)(\\d+)(?P<unit>[年月])?$"


@pytest.fixture
def path(tmp_path):
    return tmp_path / "cache" / "kept.bin"


@pytest.fixture
def store(path):
    return PatternStore(path, b"ours")


@pytest.fixture(autouse=True)
def written(monkeypatch):
    """Compiled modules are written, whatever the tests run with."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)


@pytest.fixture
def compiled(monkeypatch):
    """The expressions that Python itself compiles."""
    seen = []
    code = kept_patterns._COMPILER._code

    def note(parsed, flags):
        seen.append(parsed.state.str)
        return code(parsed, flags)

    monkeypatch.setattr(kept_patterns._COMPILER, "_code", note)
    return seen


def compile_anew(expression, flags=0):
    re.purge()
    return re.compile(expression, flags)


def compile_in(store, expression=EXPRESSION):
    with patterns_kept(store):
        return compile_anew(expression)


@given(DRAWN)
def test_an_expression_is_the_same_when_it_was_kept(tmp_path_factory, drawn):
    expressions = [(shape.format(one, two), flags) for shape, one, two, flags in drawn]
    expected = [compile_anew(*one) for one in expressions]
    path = tmp_path_factory.mktemp("kept") / "kept.bin"
    for _ in range(2):  # found first, then read from the file
        with patterns_kept(PatternStore(path, b"ours")):
            found = [compile_anew(*one) for one in expressions]
        assert found == expected  # patterns are equal where their code is
        assert [one.groupindex for one in found] == [one.groupindex for one in expected]
        assert [one.groups for one in found] == [one.groups for one in expected]


@given(DRAWN)
def test_what_is_read_off_an_expression_is_the_same_when_it_was_kept(tmp_path_factory, drawn):
    def read(expression, flags):
        pattern = re.compile(expression, flags)
        guarded = compile_guarded(expression).pattern
        return find_pairs(pattern), find_needs(pattern), find_starts(pattern), find_ends(expression), guarded

    expressions = [(shape.format(one, two), flags) for shape, one, two, flags in drawn]
    expected = [read(*one) for one in expressions]
    path = tmp_path_factory.mktemp("kept") / "kept.bin"
    for _ in range(2):
        with patterns_kept(PatternStore(path, b"ours")):
            assert [read(*one) for one in expressions] == expected


def test_what_was_kept_is_not_compiled_again(compiled, path):
    first = compile_in(PatternStore(path, b"ours"))
    assert compiled.count(EXPRESSION) == 1
    second = compile_in(PatternStore(path, b"ours"))
    assert compiled.count(EXPRESSION) == 1
    assert second == first
    assert second.search("甲乙12年")["unit"] == "年"


def test_what_was_kept_is_not_found_again(path):
    answers = [[frozenset("甲"), None, ""], "never asked for", "now"]

    @remembered
    def answer(_expression):
        return answers.pop(0)

    for _ in range(2):
        with patterns_kept(PatternStore(path, b"ours")):
            assert answer(EXPRESSION) == [frozenset("甲"), None, ""]
    answers.pop(0)
    assert answer(EXPRESSION) == "now"  # nobody loads


SPOILT = {
    "cut short": lambda content: content[:-1],
    "empty": lambda content: content[:0],
    "one bit": lambda content: content[:100] + bytes([content[100] ^ 1]) + content[101:],
    "its signature": lambda content: bytes([content[0] ^ 1]) + content[1:],
    "something else": lambda content: b"PK\x03\x04" + content,
}


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT)
def test_a_file_that_is_spoilt_is_written_anew(compiled, path, spoil):
    expected = compile_in(PatternStore(path, b"ours"))
    written = path.read_bytes()
    path.write_bytes(spoil(written))
    assert compile_in(PatternStore(path, b"ours")) == expected
    assert compiled.count(EXPRESSION) == 2
    assert path.read_bytes() == written


def test_a_file_of_other_code_or_another_python_does_not_count(compiled, path):
    compile_in(PatternStore(path, b"ours"))
    compile_in(PatternStore(path, b"later"))
    assert compiled.count(EXPRESSION) == 2


def test_a_file_that_has_grown_too_large_is_begun_anew(path, monkeypatch):
    compile_in(PatternStore(path, b"ours"), "甲" * 500)
    monkeypatch.setattr(kept_patterns, "_LARGEST", 1000)
    compile_in(PatternStore(path, b"ours"))
    assert path.stat().st_size < 1000


def test_nothing_is_written_where_nothing_is_new(path):
    compile_in(PatternStore(path, b"ours"))
    before = path.stat().st_mtime_ns, path.stat().st_ino
    compile_in(PatternStore(path, b"ours"))
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == before
    assert list(path.parent.iterdir()) == [path]


def test_nothing_is_written_where_no_compiled_modules_are(path, monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert compile_in(PatternStore(path, b"ours")).match("甲1")
    assert not path.exists()


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path):
    (tmp_path / "file").write_text("")
    assert compile_in(PatternStore(tmp_path / "file" / "kept.bin", b"ours")).match("甲1")


def test_a_full_disk_leaves_nothing_behind(path, monkeypatch):
    def fill(self, content):
        with self.open("wb") as file:
            file.write(content[:10])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", fill)
    assert compile_in(PatternStore(path, b"ours")).match("甲1")
    assert list(path.parent.iterdir()) == []


def test_what_is_compiled_for_bytes_is_not_kept(compiled, path):
    for _ in range(2):
        assert compile_in(PatternStore(path, b"ours"), b"[a-z]").match(b"a")
    assert compiled.count(b"[a-z]") == 2


def test_python_is_as_it_was_after_an_error(store):
    before = kept_patterns._COMPILER.compile, kept_patterns._COMPILER._code
    with pytest.raises(re.error, match="unterminated"), patterns_kept(store):
        compile_anew("[一-")
    assert (kept_patterns._COMPILER.compile, kept_patterns._COMPILER._code) == before


def test_python_is_as_it_was_when_the_last_one_has_compiled(store):
    before = kept_patterns._COMPILER.compile
    first, second = patterns_kept(store), patterns_kept(store)
    first.__enter__()
    second.__enter__()
    first.__exit__(None, None, None)
    assert kept_patterns._COMPILER.compile is not before
    second.__exit__(None, None, None)
    assert kept_patterns._COMPILER.compile is before


def test_a_python_that_has_another_way_is_left_alone(monkeypatch, store):
    before = kept_patterns._COMPILER.compile
    monkeypatch.setattr(kept_patterns, "_compiles_as_known", lambda: False)
    with patterns_kept(store):
        assert kept_patterns._COMPILER.compile is before
        assert compile_anew("[一-鿿]").match("甲")


def test_threads_that_compile_at_once_get_their_own(store):
    expressions = [f"甲{{{number}}}[乙{chr(0x4E00 + number)}]+" for number in range(200)]
    found = {}

    def compile_all(which):
        found[which] = [re.compile(one) for one in expressions[which::2]]

    re.purge()
    with patterns_kept(store):
        threads = [threading.Thread(target=compile_all, args=(which,)) for which in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    for which in range(2):
        assert found[which] == [compile_anew(one) for one in expressions[which::2]]
