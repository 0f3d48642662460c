"""Where patterns cannot match: what an index leaves out never matches, and a guard changes no match."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.facts.dating.expressions import _EXPRESSIONS
from pipeline.facts.dating.openings import _PLAN_OPENING
from pipeline.facts.naming import bare_verbs, lead_ins, words_before
from pipeline.facts.patterns import build_patterns
from pipeline.quantities.grammar import build_grammar
from pipeline.resources.cues import load_cues
from pipeline.resources.exclusions import load_exclusions
from pipeline.resources.pattern_ends import EndPattern, compile_ending
from pipeline.resources.pattern_index import DIGIT, PatternIndex, compile_guarded, find_needs, find_starts
from pipeline.resources.pattern_openings import Openings
from pipeline.resources.pattern_pairs import END, START, compile_hint, find_ends, find_pairs
from pipeline.resources.pattern_signs import codes, parse, read_signs
from pipeline.resources.units import load_units, longest_of

EXCLUSIONS = load_exclusions()
GRAMMAR = build_grammar(load_units())
SIGNS = "第一二三十百万亿0123456789.年月日号届家个项期工程园区前翻番成强（）“”，。：A+-/%分之全会连续"


@pytest.mark.parametrize(
    ("expression", "needs"),
    [
        ("第[一二]届", [{"第"}, {"一", "二"}, {"届"}]),
        (r"\d+届?", [{DIGIT}]),
        ("甲|乙丙", [{"甲", "乙"}]),
        ("(?:甲|[^乙])丙", [{"丙"}]),
        ("甲?", []),
        ("(?<=甲)乙(?=丙)(?!丁)", [{"甲"}, {"乙"}, {"丙"}]),
        ("5G", [{DIGIT}, {"G"}]),
        (r"\w甲.", [{"甲"}]),
        ("(?i)abc", []),
    ],
)
def test_what_a_pattern_needs(expression, needs):
    assert find_needs(re.compile(expression)) == [frozenset(need) for need in needs]


@pytest.mark.parametrize(
    ("expression", "pairs"),
    [
        ("第[一二]届", [{"第一", "第二"}, {"一届", "二届"}]),
        ("[1-3]年", [{"1年", "2年", "3年"}]),
        (r"\d年", [{f"{digit}年" for digit in range(10)}]),
        ("３年", [{"0年"}]),  # another digit than those of ASCII counts as 0
        ("甲乙?丙", [{"甲丙", "乙丙"}]),
        ("甲{2}", [{"甲甲"}]),
        ("甲*乙", []),
        ("(?:甲乙|丙丁)戊", [{"乙戊", "丁戊"}, {"甲乙", "丙丁"}]),
        ("甲乙|丙", []),
        ("(?<=甲|乙)丙(?=丁)(?!戊)", [{"丙丁"}, {"甲丙", "乙丙"}]),
        ("甲(?:丙|$)", [{"甲丙", f"甲{END}", "甲\n"}]),
        ("甲(?:丙|乙?$)", []),
        ("(?:^|(?<=，))甲$", [{f"{START}甲", "，甲"}, {f"甲{END}", "甲\n"}]),
        ("甲^乙", [{"甲乙"}]),
        ("(?m)^甲", []),
        ("(?i:甲a)乙", []),
        ("甲.乙", []),
        (r"(甲)\1乙", []),
    ],
)
def test_which_neighbors_a_pattern_needs(expression, pairs):
    found = find_pairs(re.compile(expression))
    assert sorted(map(sorted, found)) == sorted(map(sorted, pairs))


def test_an_index_names_what_can_match_in_the_order_of_the_patterns():
    index = PatternIndex([re.compile(item) for item in ("丙", ".", r"甲\d", "[甲乙]丙丁戊")])
    assert index.find_possible("甲丙") == [0, 1]
    assert index.find_possible("甲３") == [1, 2]
    assert index.find_possible("乙丙丁丙戊") == [0, 1]  # 丁 and 戊, but not side by side
    assert index.find_possible("丁戊，丙丁") == [0, 1, 3]
    assert index.find_possible("") == [1]


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=SIGNS, max_size=30))
def test_an_index_leaves_out_nothing_that_matches(text):
    possible = {id(item) for item in EXCLUSIONS.find_possible(text)}
    assert not [
        item.pattern.pattern for item in EXCLUSIONS.items if item.pattern.search(text) and id(item) not in possible
    ]


@pytest.mark.parametrize(
    ("expression", "guard"),
    [
        ("(?:甲乙|丙)丁", "(?=[丙甲][丁乙])(?=[丙][丁]|[甲][乙])"),
        ("(?:甲|乙丙?)丙", "(?=[乙甲][丙])"),
        ("(?:甲|乙)+丙", "(?=[乙甲][丙乙甲])"),
        (r"(?P<n>\d)?(?:-|])", r"(?=[\d\-\]])(?=[\-\]]|[\d][\-\]])"),
        ("(?<!丁)(?:甲+)", "(?=[甲])"),
        ("甲丙|", ""),  # may be empty
        ("[甲乙]丙", ""),  # Python skips to it by itself
        ("(?:[^甲])", ""),
        ("(?i)(?:a|b)", ""),
    ],
)
def test_a_guard_tells_what_a_match_begins_with(expression, guard):
    compiled = compile_guarded(expression).pattern
    assert compiled == (f"{guard}(?:{expression})" if guard else expression)


GUARDS = re.compile(r"\(\?=(?:\[(?:\\.|[^\]\\])+\][+*]*|\|)+\)")  # looks ahead at sets of signs only
UNGUARDED = {guarded: GUARDS.subn("", guarded.pattern) for guarded in (GRAMMAR.number, _EXPRESSIONS)}


@settings(max_examples=500, deadline=None)
@given(st.text(alphabet=SIGNS + "至到点强成分翻元月万余", max_size=30))
def test_a_guard_changes_no_match(text):
    for guarded, (plain, removed) in UNGUARDED.items():
        assert removed > 1
        assert guarded.pattern.startswith("(?=")
        assert [(match.span(), match.groups()) for match in guarded.finditer(text)] == [
            (match.span(), match.groups()) for match in re.finditer(plain, text)
        ]


PIECES = st.recursive(
    st.sampled_from(["甲", "乙", "[甲丙]", "1", r"\d", "[1-3]", ".", "[^乙]", "(?<=甲)", "(?!乙)", "(?=甲)", "^", "$"]),
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map("".join),
        st.lists(inner, min_size=2, max_size=3).map("|".join).map("(?:{})".format),
        st.tuples(inner, st.sampled_from(["?", "*", "+", "{2,3}", "??"])).map(lambda it: f"(?:{it[0]}){it[1]}"),
    ),
    max_leaves=6,
)


@settings(max_examples=1000, deadline=None)
@example("(?:(?:甲.|乙)丙)", "甲1丙")
@example("(?:(?:甲.)?丙)", "甲1丙")
@given(PIECES, st.text(alphabet="甲乙丙12３", max_size=6))
def test_no_guard_changes_a_match(expression, text):
    guarded = compile_guarded(f"(?:{expression})").finditer(text)
    assert [match.span() for match in guarded] == [match.span() for match in re.finditer(expression, text)]


@settings(max_examples=300, deadline=None)
@given(
    st.dictionaries(
        st.text("甲乙丙.", min_size=1, max_size=4), st.sampled_from(["", "(?!甲)", "(?![乙丙])"]), min_size=1
    ),
    st.text("甲乙丙.", max_size=12),
)
def test_words_that_share_a_beginning_are_tried_longest_first(words, text):
    one_by_one = "|".join(re.escape(word) + words[word] for word in sorted(words, key=len, reverse=True))
    for rest in ("", "乙", "(?=甲)"):
        shared, plain = (re.compile(f"(?:{way}){rest}") for way in (longest_of(words), one_by_one))
        assert [match.span() for match in shared.finditer(text)] == [match.span() for match in plain.finditer(text)]


@pytest.mark.parametrize(
    ("expression", "ends"),
    [
        ("[甲乙]丙?$", "甲乙丙\n"),
        ("(?:甲$|(?:乙|丙)+(?<!丁)$)", "甲乙丙\n"),
        (r"甲\d$", "0123456789\n"),
        ("甲", None),
        ("甲*$", None),  # may be empty
        ("甲.$", None),
        ("甲$|乙", None),
        ("(?m)甲$", None),
    ],
)
def test_what_a_text_must_end_with(expression, ends):
    assert find_ends(expression) == (None if ends is None else frozenset(ends))


@pytest.mark.parametrize(
    ("expression", "starts"),
    [
        ("^(?:甲乙|丙)丁", "甲丙"),
        ("^(?:甲|乙)*[丙丁](?!戊)", "甲乙丙丁"),
        ("^(?:甲|乙)*(?=丙)", None),
        ("^甲?", None),
        ("^(?:甲|.)乙", None),
        ("(?i)^a", None),
    ],
)
def test_what_stands_where_a_match_begins(expression, starts):
    assert find_starts(re.compile(expression)) == (None if starts is None else frozenset(starts))


def test_openings_tell_whether_one_of_them_may_match():
    openings = Openings(re.compile(r"^\d年|^(?:甲|乙)*丙"), re.compile("(?:^丁|^戊)己"))
    assert [openings.may_match(text) for text in ("2年", "３年", "甲", "丙", "戊", "己", "")] == [True] * 5 + [
        False
    ] * 2
    for expression in ("甲|^乙", "(?:^甲|乙)", "^甲?", "甲"):
        with pytest.raises(ValueError, match="is not told"):
            Openings(re.compile(expression))


def holds_one(items, signs) -> bool:
    """Tell whether all that a sequence matches holds one of the signs."""
    for code, argument in items:
        if code is codes.BRANCH:
            found = all(holds_one(branch, signs) for branch in argument[1])
        elif code in (codes.SUBPATTERN, codes.ASSERT):
            found = holds_one(argument[-1], signs)
        elif code is codes.MAX_REPEAT or code is codes.MIN_REPEAT:
            found = argument[0] > 0 and holds_one(argument[2], signs)
        else:
            read = read_signs([(code, argument)] if code is codes.LITERAL else argument if code is codes.IN else ())
            found = bool(read) and read <= signs
        if found:
            return True
    return False


@pytest.mark.parametrize(
    ("expression", "signs"),
    [
        (words_before._INSIDE, words_before._AREA_SIGNS),
        (words_before._INSTITUTION_DOES, words_before._INSTITUTION_SIGNS),
        (lead_ins._AIM_IS, lead_ins._AIM_SIGNS),
        (lead_ins._ORDERED, lead_ins._ORDER_SIGNS),
        (bare_verbs._GAIN, bare_verbs._GAIN_SIGNS),
    ],
    ids=["areas", "institutions", "aims", "orders", "gains"],
)
def test_no_expression_matches_without_its_signs(expression, signs):
    assert holds_one(parse(expression.pattern), signs)


def test_an_expression_without_a_told_end_is_refused():
    with pytest.raises(ValueError, match="the end of 甲\\|乙 is not told"):
        compile_ending("甲|乙")
    with pytest.raises(ValueError, match="tells no pairs"):
        compile_hint(re.compile("甲"))


CUE_PATTERNS = build_patterns(load_cues())
ENDING = [
    (pattern, EndPattern(pattern, find_ends(pattern.pattern)))
    for pattern in (CUE_PATTERNS.tail, CUE_PATTERNS.change, CUE_PATTERNS.to_level, CUE_PATTERNS.min_before)
]
HINTS = [(pattern, compile_hint(pattern)) for pattern in (_EXPRESSIONS, _PLAN_OPENING)]
TIMES = (
    "今去明前上下同本年月日季度目现在截至到底末五四三二一十0123456789３.，“”累计来间共增长提高为至约达到超过同比较\n"
)


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=TIMES, max_size=12))
def test_what_is_told_of_ends_and_pairs_changes_no_match(text):
    for pattern, guarded in ENDING:
        plain, found = pattern.search(text), guarded.search(text)
        assert (plain and plain.span()) == (found and found.span())
        assert pattern.sub("", text) == guarded.sub("", text)
    for pattern, hint in HINTS:
        assert hint.search(text) or not pattern.search(text)
