"""Segmenters with their user dictionary: what is kept in one piece, and what holds for every text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.evaluate.segmenters import agreement
from pipeline.segment.cut_texts import CutTexts
from pipeline.segment.jieba_words import cut_words, load_jieba
from pipeline.segment.tokens import load_tokenizer
from pipeline.segment.whole_words import WholeWords, load_whole_words

DATA = Path(__file__).parents[1] / "data"
WHOLE = load_whole_words()
JIEBA = load_jieba()
CUTTERS = {name: load_tokenizer(name) for name in ("jieba", "pkuseg")}


@pytest.mark.parametrize("segmenter", sorted(CUTTERS))
@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("研发投入57.3亿元，增长12.5%。", ["57.3", "亿元", "12.5%"]),
        ("节电30万千瓦时，新增1,200余平方公里。", ["30", "万千瓦时", "1,200", "平方公里"]),
        ("保龄宝与江南大学、中国科学院沈阳自动化研究所签约。", ["保龄宝", "江南大学", "中国科学院沈阳自动化研究所"]),
    ],
)
def test_names_numerals_and_units_are_not_cut_apart(segmenter, text, words):
    tokens = CUTTERS[segmenter](text)
    assert "".join(tokens) == text
    assert [token for token in tokens if token in words] == words


def join(whole: WholeWords, *words: str) -> tuple[str, ...]:
    """Give the words of one text after names, numerals and units were joined."""
    cut = CutTexts(["".join(words)], lambda _: [*words, "\n"])
    whole.join(cut)
    return cut.words()[0]


def test_a_short_name_inside_other_words_stays_cut_as_it_was():
    whole = WholeWords(["通裕"], "家")
    assert join(whole, "打通", "裕华", "路") == ("打通", "裕华", "路")
    assert join(whole, "新", "通", "裕", "投产") == ("新", "通裕", "投产")


def test_a_long_name_wins_over_the_words_that_it_cuts():
    assert join(WholeWords(["云溪制药"], "家"), "到云", "溪制", "药厂") == ("到", "云溪制药", "厂")


def test_without_names_only_figures_are_joined():
    assert join(WholeWords([], "家"), "共", "1", ".", "5", "家") == ("共", "1.5", "家")


def test_the_words_are_those_of_jieba_in_our_reports():
    texts = [path.read_text(encoding="utf-8") for path in sorted(DATA.glob("gold/*.txt"))]
    lines = [line for text in texts for line in text.splitlines()]
    assert len(lines) >= 100
    assert [cut_words(line) for line in lines] == [JIEBA(line) for line in lines]


@pytest.mark.parametrize(
    "text",
    [
        "2016-2020年",
        "PM_2.5浓度",
        "1.5.0版",
        "4.5MW风机",
        "A+轮",
        "R&D经费",
        "3%、B2.5",
        "互联网+政务",
        "5G-A、e_1.2.3和1.",
        "C++、互联网-5",
        "一\r\n二\u3000 三",
        "㐂𠀀〇é龥",
    ],
)
def test_the_words_are_those_of_jieba_with_odd_marks_too(text):
    assert cut_words(text) == JIEBA(text)


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="高新技术企业研究所保龄宝亿元A1b2.5%-_+#&。， \n\r\u3000", max_size=20))
def test_the_words_are_those_of_jieba_for_any_mixture(text):
    assert cut_words(text) == JIEBA(text)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="保龄宝江南大学通裕增长12.5%,万亿元千瓦时家 。", max_size=30), st.data())
def test_joined_tokens_are_the_text(text, data):
    cuts = sorted(data.draw(st.sets(st.integers(1, max(1, len(text) - 1)), max_size=10))) if len(text) > 1 else []
    tokens = tuple(text[start:end] for start, end in zip((0, *cuts), (*cuts, len(text)), strict=True))
    joined = join(WHOLE, *tokens)
    assert "".join(joined) == text
    assert all(joined)
    assert join(WHOLE, *joined) == joined


def test_a_word_that_reaches_into_the_next_text_is_cut_between_them():
    cut = CutTexts(["一二", "三"], lambda text: [text[:1], text[1:4], text[4:]])
    assert cut.words() == [("一", "二"), ("三",)]


def test_texts_may_hold_the_character_that_is_put_between_words():
    assert CutTexts(["一\0二", "\0"], list).words() == [("一", "\0", "二"), ("\0",)]
    assert CutTexts([], list).words() == []


def test_agreement_counts_words_cut_alike():
    assert agreement([("云溪", "制药")], [("云溪", "制药")]) == 1.0
    assert agreement([("云溪", "制药")], [("云", "溪", "制药")]) == pytest.approx(0.4)


def test_the_dictionary_of_another_folder_is_used(tmp_path: Path):
    (tmp_path / "gazetteer.csv").write_text("name,type\n高质量发展司,other\n", encoding="utf-8")
    assert "高质量发展司" in load_tokenizer("jieba", tmp_path)("由高质量发展司牵头")


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text(alphabet="高新技术江南大学1２5.,%-+&亿元家余。， \n\r", max_size=12), max_size=5))
def test_many_texts_are_cut_as_each_alone(texts):
    for tokenizer in CUTTERS.values():
        tokens = tokenizer.cut_all(texts)
        assert tokens == [tokenizer(text) for text in texts]
        assert ["".join(words) for words in tokens] == texts
        assert all(word for words in tokens for word in words)
