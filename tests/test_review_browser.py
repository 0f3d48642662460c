"""The pages of reports in a browser: what a reader can do with mouse and keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser import LAPTOP, open_browser

import pipeline
from pipeline.params import ReviewParams
from pipeline.review import page_name, write_review
from pipeline.tables.contract import CONTRACT_TABLES
from pipeline.tables.files import read_table, write_table
from pipeline.tables.rows import build_table

pytest.importorskip("playwright", reason="the extra `dev` is not installed")
pytestmark = pytest.mark.browser

REPORT = (
    "青溪市2022年科技创新工作总结\n"
    "一、企业培育<script>document.title='hacked'</script><img src=x onerror=\"document.title='hacked'\">\n"
    "😀𠮷截至2022年底，全市高新技术企业达到86家，同比增长16.2%，其中国家级18家。\n"
    "二、平台建设\n"
    "青溪大学与远山新材料有限公司共建实验室3个，投入资金约1.5亿元。\n"
    + "全市科技系统坚持问题导向，深入基层一线，帮助企业解决困难。\n"
    * 60
    + "三、2023年打算\n"
    "2023年，力争高新技术企业达到100家，引进博士60名。\n"
)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("browser")
    pipeline.extract(REPORT, title="青溪市总结<b>", report_date="2023-01").write(folder / "tables")
    write_review(folder / "tables", folder / "pages", ReviewParams())
    return folder / "pages"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with open_browser() as page:
        yield page


@pytest.fixture
def page(browser: Any, pages: Path) -> Iterator[Any]:
    """The page of the report, freshly loaded; nothing may go wrong on it, nor may it ask for anything."""
    browser.problems.clear()
    browser.goto("about:blank")
    (path,) = (pages / "reports").iterdir()
    browser.goto(path.as_uri())
    browser.wait_for_selector("html[data-ready]")
    yield browser
    browser.emulate_media(media="screen")
    assert browser.problems == []


def texts(page: Any, selector: str) -> list[str]:
    return page.eval_on_selector_all(selector, "found => found.map(each => each.textContent)")


def shown_rows(page: Any) -> list[str]:
    return texts(page, "#rows tbody tr:not([hidden]) td:first-child")


def selected(page: Any) -> str:
    return "".join(texts(page, "#text .on"))


def is_in_view(page: Any, selector: str) -> bool:
    return page.eval_on_selector(
        selector,
        """element => {
            const box = element.getBoundingClientRect();
            const frame = element.closest("#text, .scroll").getBoundingClientRect();
            return box.top >= frame.top - 1 && box.bottom <= frame.bottom + 1;
        }""",
    )


def test_the_text_is_shown_whole_and_none_of_it_runs(page: Any) -> None:
    assert page.eval_on_selector("#text", "text => text.textContent") == REPORT
    assert page.title() == "青溪市总结<b> · 汇报 huibao"
    assert page.query_selector("#text script, #text img, h1 b") is None


def test_each_mark_stands_on_its_characters_also_behind_astral_ones(page: Any) -> None:
    rows = shown_rows(page)
    assert {"86家", "16.2%", "18家", "1.5亿元", "远山新材料有限公司", "2022"} <= set(rows)
    marked = page.evaluate("""() => marks.map(mark => mark.pieces.map(piece => piece.element.textContent).join(""))""")
    assert marked == rows


def test_a_click_on_a_mark_shows_all_fields_and_why(page: Any) -> None:
    page.click("#text .fact >> text=86家")
    detail = page.inner_text("#detail")
    for shown in ("高新技术企业", "86", "家", "已完成 actual", "2022-12-31", "全市", "依据 Why", "置信度 confidence"):
        assert shown in detail
    names = texts(page, "#detail dt small")
    assert {"fact_id", "sentence_id", "char_start", "value", "indicator", "status", "rule", "sentence"} <= set(names)
    assert selected(page) == "86家"
    assert is_in_view(page, "#rows tr.on")


def test_the_part_leads_to_its_whole(page: Any) -> None:
    page.click("#text .fact >> text=18家")
    page.click("#detail dd .jump")
    assert selected(page) == "86家"


def test_hovering_shows_a_tip_that_goes_away(page: Any) -> None:
    page.hover("#text .fact >> text=16.2%")
    tip = page.inner_text("#tip")
    assert "16.2" in tip
    assert "依据 Why" in tip
    page.mouse.move(2, 2)
    assert not page.is_visible("#tip")


def test_organizations_and_excluded_numbers_tell_what_they_are(page: Any) -> None:
    page.click("#text .organization >> text=远山新材料有限公司")
    assert "企业 company" in page.inner_text("#detail")
    page.click("#text .number >> nth=0")
    assert "日期 date" in page.inner_text("#detail .why")


def test_a_row_of_the_table_jumps_to_its_place(page: Any) -> None:
    assert not is_in_view(page, "#text .target >> nth=-1")
    page.click("#rows tr >> text=60名")
    assert selected(page) == "60名"
    assert is_in_view(page, "#text .on")


def test_filters_by_kind_status_pillar_and_confidence(page: Any) -> None:
    every = shown_rows(page)
    page.click("[data-filter=status][data-value=target]")
    assert shown_rows(page) == ["100家", "60名"]
    assert texts(page, "#text .fact") == ["100家", "60名"]
    assert texts(page, "#text .organization, #text .number") == []
    page.click("[data-filter=status][data-value=target]")
    assert shown_rows(page) == every
    page.click("[data-filter=pillar][data-value=enterprise]")
    assert {"86家", "16.2%"} <= set(shown_rows(page)) < set(every)
    assert set(texts(page, "#rows tbody tr:not([hidden]) td:nth-child(5)")) == {"强企业"}
    page.click("[data-filter=pillar][data-value=enterprise]")
    page.click("[data-filter=kind][data-value=organization]")
    assert texts(page, "#text .organization") == shown_rows(page)
    page.click("[data-filter=kind][data-value=number]")
    assert "2022" in shown_rows(page)
    page.click("[data-filter=kind][data-value=number]")
    page.click("[data-filter=kind][data-value=organization]")
    page.click("[data-filter=confidence][data-value=high]")
    sure = [float(text) for text in texts(page, "#rows tbody tr:not([hidden]) td:nth-child(6)")]
    assert sure
    assert min(sure) >= 0.9


def test_search_narrows_the_marks_and_finds_words_in_the_text(page: Any) -> None:
    page.keyboard.press("/")
    page.keyboard.type("博士")
    assert shown_rows(page) == ["100家", "60名"]  # both stand in the sentence that names them
    assert page.evaluate("CSS.highlights.get('found').size") == 1
    page.keyboard.press("Enter")
    assert selected(page) == "100家"
    page.keyboard.press("Escape")
    assert len(shown_rows(page)) > 2
    page.fill("#search", "高新技术企业达到")  # a mark's end lies between: it is found across pieces
    assert page.evaluate("CSS.highlights.get('found').size") == 2


def test_the_keyboard_goes_through_all_that_is_shown_and_round(page: Any) -> None:
    page.click("[data-filter=kind][data-value=fact]")
    facts = shown_rows(page)
    seen = []
    for _ in facts:
        page.keyboard.press("j")
        seen.append(selected(page))
    assert seen == facts
    assert page.inner_text("#position") == f"{len(facts)} / {len(facts)}"
    page.keyboard.press("n")
    assert selected(page) == facts[0]
    page.keyboard.press("k")
    assert selected(page) == facts[-1]
    page.click("#previous")
    assert selected(page) == facts[-2]
    page.click("#next")
    page.keyboard.press("Escape")
    assert selected(page) == ""


def test_stepping_goes_on_from_a_mark_that_a_filter_hid(page: Any) -> None:
    page.click("#text .fact >> text=1.5亿元")
    page.click("[data-filter=status][data-value=target]")
    page.keyboard.press("j")
    assert selected(page) == "100家"


def test_a_link_with_the_id_of_a_fact_opens_it(page: Any) -> None:
    page.click("#text .fact >> text=60名")
    address = page.url
    assert "#" in address
    page.goto("about:blank")
    page.goto(address)
    page.wait_for_selector("html[data-ready]")
    assert selected(page) == "60名"
    assert is_in_view(page, "#text .on")


def test_print_shows_text_and_table_without_controls(page: Any) -> None:
    page.emulate_media(media="print")
    assert not page.is_visible("#search")
    assert not page.is_visible("#detail")
    box = page.eval_on_selector("#text", "text => [text.scrollHeight, text.clientHeight]")
    assert box[0] == box[1]  # nothing of it is hidden behind a scroll bar
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")


@pytest.fixture(scope="module")
def many(pages: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hundred reports: the same one under a hundred names."""
    source, folder = pages.parent / "tables", tmp_path_factory.mktemp("many")
    for name, schema in CONTRACT_TABLES.items():
        found = read_table(schema, source / f"{name}.parquet").to_pylist()
        copies = [row | {"doc_id": f"d{n:03}"} if "doc_id" in row else row for n in range(100) for row in found]
        if name == "documents":
            copies = [row | {"region": f"第{n}区"} for n, row in enumerate(copies)]
        write_table(schema, build_table(schema, copies), folder / f"{name}.parquet")
    write_review(folder, folder / "pages", ReviewParams())
    return folder / "pages"


def test_a_hundred_reports_are_listed_searched_sorted_and_opened(browser: Any, many: Path) -> None:
    browser.problems.clear()
    browser.goto((many / "index.html").as_uri())
    browser.wait_for_selector("html[data-ready]")
    regions = "#reports tbody tr:not([hidden]) td:nth-child(2)"
    assert len(texts(browser, regions)) == 100
    browser.click("#reports th:nth-child(2)")
    browser.click("#reports th:nth-child(2)")
    assert texts(browser, regions)[0] == "第99区"
    browser.keyboard.press("/")
    browser.keyboard.type("第42区")
    assert texts(browser, regions) == ["第42区"]
    assert browser.inner_text("#position") == "1 / 100"
    browser.click("#reports tbody tr:not([hidden]) a")
    browser.wait_for_selector("html[data-ready]")
    assert browser.url.endswith(page_name("d042"))
    browser.click(".back")
    assert browser.url.endswith("index.html")
    assert browser.problems == []


def test_a_narrow_window_shows_the_list_without_scrolling_sideways(browser: Any, many: Path) -> None:
    browser.set_viewport_size({"width": 1280, "height": 800})
    try:
        browser.goto((many / "index.html").as_uri())
        browser.wait_for_selector("html[data-ready]")
        page = "document.documentElement"
        assert browser.evaluate(f"{page}.scrollWidth <= {page}.clientWidth")
        assert browser.evaluate("document.querySelector('#reports td').clientWidth") >= 200
    finally:
        browser.set_viewport_size(LAPTOP)


def test_a_figure_that_does_not_fit_tells_why(browser: Any, tmp_path: Path) -> None:
    text = "全市高新技术企业由2020年的40家增加到2022年的65家，增长52.5%。2022年，全市三次产业结构为8.2:45.6:46.2。\n"
    pipeline.extract(text, title="青溪市", report_date="2023-01").write(tmp_path / "tables")
    write_review(tmp_path / "tables", tmp_path / "pages", ReviewParams())
    (path,) = (tmp_path / "pages" / "reports").iterdir()
    browser.problems.clear()
    browser.goto(path.as_uri())
    browser.wait_for_selector("html[data-ready]")
    assert browser.locator("#checks summary").inner_text() == "核对 Checks：相符 1，不符 1，无法判断 0"
    browser.locator("#text .conflict").first.click()
    assert "应为62.5%，原文为52.5%，不符" in browser.locator("#detail .checks").inner_text()
    browser.locator("#checks button").first.click()
    assert browser.locator("#detail h2").inner_text().endswith("52.5%")
    assert browser.problems == []
