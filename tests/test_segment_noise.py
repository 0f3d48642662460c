"""What stands in a text without being the report is told by its kind, kept in the text, and read by nobody."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from cases_of import read_cases
from hypothesis import given
from hypothesis import strategies as st

import pipeline
from pipeline.ingest.document import build_document
from pipeline.params import SegmentParams
from pipeline.records import Segmented
from pipeline.segment import Segmenter, load_segmenter
from pipeline.segment.clean import clean_line

CASES = read_cases("noise.yaml")
CLEANING = read_cases("cleaning.yaml")
BEFORE, AFTER = "全市新增高新技术企业12家，总数达到86家，同比增长16.2%。", "下一步，我们将继续推进科技创新各项工作。"


@pytest.fixture(scope="module")
def segmenter() -> Segmenter:
    return load_segmenter(SegmentParams())


def segment(segmenter: Segmenter, text: str) -> Segmented:
    return segmenter.segment(build_document(text))


@pytest.mark.parametrize(
    ("group", "text"),
    [
        pytest.param(group, text, id=f"{group['meaning']}-{number}")
        for group in CASES
        for number, text in enumerate(group["texts"], 1)
    ],
)
def test_each_kind_is_told(segmenter: Segmenter, group: dict[str, Any], text: str) -> None:
    whole = f"{BEFORE}\n{text}\n{AFTER}\n"
    found = segment(segmenter, whole)
    kinds = {region.kind for region in found.regions if region.char_start >= len(BEFORE)}
    read = "".join(sentence.clean for sentence in found.sentences)
    if group["kind"] is None:
        assert not kinds
        assert text in read
    else:
        assert kinds == {group["kind"]}
        covered = {place for region in found.regions for place in range(region.char_start, region.char_end)}
        start = len(BEFORE) + 1
        assert all(place in covered for place in range(start, start + len(text)))


@pytest.mark.parametrize("case", CLEANING, ids=[case["meaning"] for case in CLEANING])
def test_whole_texts(segmenter: Segmenter, case: dict[str, Any]) -> None:
    found = segment(segmenter, case["text"])
    marked = [[region.kind, case["text"][region.char_start : region.char_end]] for region in found.regions]
    assert marked == case["marked"]
    assert [one.clean for one in found.sentences if one.kind != "outline"] == case["read"]


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("**乡里面貌渐渐变新**。新增公路3公里。", "乡里面貌渐渐变新。新增公路3公里。"),
        ("**市场活力持续增强，**新增经营主体3万户。", "市场活力持续增强，新增经营主体3万户。"),
        ("**十是**推进改革。", "十是推进改革。"),
        ("**一、回顾**", "一、回顾"),
        ("**市与**大学合作。", "**市与**大学合作。"),  # names left out
        ("引进**大学和**研究院。", "引进**大学和**研究院。"),
        ("**市新增企业3家。", "**市新增企业3家。"),
    ],
)
def test_bold_type_of_markdown_and_names_left_out(raw: str, clean: str) -> None:
    assert clean_line(raw, 0, markdown=True).text == clean


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("政 府 工 作 报 告", "政府工作报告"),
        ("增长5&nbsp;.2%&mdash;&mdash;再创新高", "增长5.2%——再创新高"),
        ("企业\ue004新增\u200b3家", "企业新增3家"),
    ],
)
def test_the_clean_view_has_nothing_that_shows_nothing(raw: str, clean: str) -> None:
    assert clean_line(raw, 0).text == clean


@given(st.text(alphabet="全市增长一二，。：:、（）-+.%％*#>&\t \u3000\u2000\u200b123０Ab", max_size=12))
def test_a_plain_line_is_cleaned_as_any_other(raw: str) -> None:
    nothing = [(0, 0)]  # what has something to leave out is never taken for plain
    assert clean_line(raw, 3) == clean_line(raw, 3, nothing)


def test_a_markdown_file_without_front_matter_is_markdown(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# 总结\n\n工作中，**市场活力增强**。\n", encoding="utf-8")
    (analysis,) = pipeline.extract(tmp_path / "a.md").analyses
    assert analysis.segmented.sentences[-1].clean == "工作中，市场活力增强。"


def test_nothing_is_deleted_from_the_text(segmenter: Segmenter) -> None:
    text = f"{BEFORE}\n打印 关闭\n{AFTER}\n名词解释\n1. 高新企业：指12类企业。\n2. 平台：指3类机构。\n"
    document = build_document(text)
    regions = segmenter.segment(document).regions
    assert document.text == text
    assert [region.kind for region in regions] == ["navigation", "glossary"]
