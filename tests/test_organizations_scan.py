"""What the rules of organizations look up quickly is what the plain way gives."""

from __future__ import annotations

import re
from itertools import accumulate, pairwise

import pytest
from cases_of import read_cases
from hypothesis import given
from hypothesis import strategies as st

from pipeline.organizations import contexts, finder, frames, projects
from pipeline.organizations.joined import Joined
from pipeline.organizations.lexicon import Lexicon
from pipeline.organizations.scan import Scan
from pipeline.resources.gazetteer import GazetteerEntry
from pipeline.resources.organization_patterns import load_organization_patterns

TEXTS = [case["text"] for cases in read_cases("organizations.yaml").values() for case in cases]
OF_TWO_LINES = GazetteerEntry("甲银行\n乙", "company", None, (), ())
LEXICON = Lexicon((OF_TWO_LINES,), load_organization_patterns())
PLAIN = {
    # by the characters that a text is made of, what is searched and the plain expression
    "hint": (
        "等期园获批入选项目订单上市3两家户所、了",
        finder._HINT.search,
        r"[等期园城产购]|获[批评]|入选|跻身|成为|转让|项目|总部|基地|上市|龙头|链主|营业收入|营收|订单|[\d两三四五六七八九十][家户所]",
    ),
    "few": (
        "等第约0123３两十家户所、",
        re.compile(contexts._FEW).search,
        r"(?<![等第近超约增达到])(?<!\d)(?:[2-9]|[12]\d|[两三四五六七八九十])(?:家|户|所)",
    ),
    "phases": ("一二六七期上市挂牌了", contexts._PHASE_WORDS.search, "[一二三四五六]期|上市|挂牌"),
    "named": (
        "获迈膺入选围跻身成晋为长升列评定上榜了",
        frames._WORDS.search,
        "[获迈膺]|入[选围]|跻身|[成晋][为长升]|荣登|登上|列入|[评列定]为|上榜",
    ),
    "built": (
        "产业物流科技商贸园城食品文家居工厂线技改扩能一五期数据研发中心区项目年3.万吨套GWh",
        lambda text: projects._may_be_built(text, 0, len(text)) or None,
        f"{projects._AMOUNT}|{projects._THING}",
    ),
}


@pytest.mark.parametrize("name", PLAIN)
@given(data=st.data())
def test_signs_stand_where_the_plain_expression_matches(name, data):
    signs, search, plain = PLAIN[name]
    text = data.draw(st.text(signs, max_size=10))
    assert (search(text) is None) == (re.search(plain, text) is None)


@given(tokens=st.lists(st.text("甲乙1（", min_size=1, max_size=4), min_size=1, max_size=8), data=st.data())
def test_the_words_of_a_span_are_those_between_the_borders(tokens, data):
    text = "".join(tokens)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    borders = list(accumulate(map(len, tokens), initial=0))
    scan = Scan(text, tuple(tokens))
    places = [start, *(place for place in borders if start < place < end), end]
    parts = [text[one:other] for one, other in pairwise(places)] if start < end else []
    assert scan.parts(start, end) == parts
    assert scan.bounds == set(borders)
    before = max((place for place in borders if place < start), default=0)
    assert scan.token_before(start) == (before, text[before:start])
    if start < end:
        assert scan.part_at(start, end) == parts[0]
        assert scan.token_at(start) in tokens
        assert scan.token_start(start) == max(place for place in borders if place <= start)


def test_words_are_found_in_each_sentence_by_itself():
    assert LEXICON.find(Joined(TEXTS)) == [LEXICON.find(Joined([text]))[0] for text in TEXTS]


def test_no_word_lies_in_two_sentences():
    of_one, of_two = LEXICON.find(Joined(["在甲银行\n乙"])), LEXICON.find(Joined(["在甲银行", "乙"]))
    assert [hit.role for hit in of_one[0]] == ["gazetteer", "suffix"]
    assert [[hit.role for hit in hits] for hits in of_two] == [["suffix"], []]


def test_sentences_are_told_by_their_number():
    joined = Joined(["民进云川市委会", "无", "中共云川市委员会", "民进云川市"])
    assert joined.find_all([re.compile("民进"), re.compile("中共")]) == {0, 2, 3}
    assert [joined.number_at(place) for place in joined.firsts] == [0, 1, 2, 3]
