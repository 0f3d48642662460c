"""Expressions are the same, whether Python remembers what it made of their sets of characters or not."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.resources import remembered_sets
from pipeline.resources.remembered_sets import sets_remembered

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
FLAGS = st.sampled_from((0, re.ASCII, re.IGNORECASE, re.IGNORECASE | re.ASCII, re.MULTILINE))


def compile_anew(expression: str, flags: int) -> re.Pattern[str]:
    re.purge()
    return re.compile(expression, flags)


@given(st.lists(st.tuples(SETS, FLAGS), min_size=1, max_size=4))
def test_an_expression_is_compiled_to_the_same_code(drawn):
    expressions = [(f"{one}?{one}(?:{one}{{2}}|甲{one})", flags) for one, flags in drawn]
    expected = [compile_anew(*one) for one in expressions]
    with sets_remembered():
        found = [compile_anew(*one) for one in expressions * 2]
    assert found == expected * 2  # patterns are equal where their code is


@pytest.fixture
def looked_at(monkeypatch):
    """The sets that Python looks at."""
    sets = []
    look_at = remembered_sets._COMPILER._optimize_charset

    def count(charset, *case):
        sets.append(tuple(charset))
        return look_at(charset, *case)

    monkeypatch.setattr(remembered_sets._COMPILER, "_optimize_charset", count)
    return sets


def test_a_set_is_looked_at_once(looked_at):
    with sets_remembered():
        compile_anew("甲[一-鿿]{2}乙[一-鿿]", 0)
        compile_anew("丙[一-鿿]", 0)
    assert len(looked_at) == 1
    compile_anew("丙[一-鿿]", 0)
    assert len(looked_at) == 2


def test_python_is_as_it_was_after_an_error():
    before = remembered_sets._COMPILER._optimize_charset
    with pytest.raises(re.error), sets_remembered():
        compile_anew("[一-", 0)
    assert remembered_sets._COMPILER._optimize_charset is before


def test_a_python_that_has_another_way_is_left_alone(monkeypatch):
    monkeypatch.setattr(remembered_sets, "_LOOK_AT", "_not_there")
    with sets_remembered():
        assert compile_anew("[一-鿿]", 0).match("甲")


def test_python_is_as_it_was_when_the_last_one_has_compiled():
    before = remembered_sets._COMPILER._optimize_charset
    first, second = sets_remembered(), sets_remembered()
    first.__enter__()
    second.__enter__()
    first.__exit__(None, None, None)
    assert remembered_sets._COMPILER._optimize_charset is not before
    second.__exit__(None, None, None)
    assert remembered_sets._COMPILER._optimize_charset is before
