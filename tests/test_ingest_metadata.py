"""What a report says of itself, and metadata.csv, which wins."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import ResourceError, UsageError
from pipeline.ingest.document import build_document, read_document
from pipeline.ingest.front_matter import find_front_matter
from pipeline.ingest.metadata_file import read_metadata
from pipeline.ingest.sources import find_sources, find_sources_and_warnings
from pipeline.resources.counties import load_counties
from pipeline.resources.regions import load_regions

CASES = Path(__file__).parent / "cases"


def read_cases(name: str) -> list[Any]:
    groups = yaml.safe_load((CASES / name).read_text(encoding="utf-8"))
    return [
        pytest.param(group, text, id=f"{group['meaning']}-{number}")
        for group in groups
        for number, text in enumerate(group["texts"], 1)
    ]


@pytest.mark.parametrize(("group", "text"), read_cases("ingest_dates.yaml"))
def test_report_date(group: dict[str, Any], text: str) -> None:
    assert build_document(text).report_date == group["date"]


@pytest.mark.parametrize(("group", "text"), read_cases("ingest_places.yaml"))
def test_place(group: dict[str, Any], text: str) -> None:
    document = build_document(text)
    assert (document.region, document.region_code, document.level) == (group["region"], group["code"], group["level"])


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("政府工作报告\n——2016年12月15日在云溪市第八届人民代表大会第三次会议上\n", 2017),
        ("---\ntitle: 云溪市政府工作报告（2015年11月26日 林一）\n---\n正文。\n", 2016),
        ("（2020年12月29日在市人民代表大会上）\n各位代表：\n现在，我代表市政府，向大会报告工作。\n", 2021),
        ("政府工作报告\n——2017年1月5日在云溪市第八届人民代表大会第三次会议上\n", 2017),
        ("云溪市科技创新工作总结\n（2016年12月15日）\n\n今年以来，新增企业3家。\n", 2016),
        ("2016年政府工作报告\n\n各位代表：\n", 2016),
        ("工作总结\n正文。\n", None),
    ],
)
def test_the_year_that_a_report_belongs_to(text: str, year: int | None) -> None:
    assert build_document(text).report_year == year


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# 云溪市科技创新工作情况汇报\n\n正文。", "云溪市科技创新工作情况汇报"),
        ("政 府 工 作 报 告\n——2019年1月15日在云溪市会议上\n", "政府工作报告"),
        ("**政府工作报告——2012年1月11日在云溪市会议上**\n", "政府工作报告"),
        ("关于推动数字经济发展的\n提案的答复\n\n收悉。", "关于推动数字经济发展的提案的答复"),
        ("首页 > 政务\n云溪市2020年工作要点(征求意见稿)\n", "云溪市2020年工作要点(征求意见稿)"),
        ("云溪市卫健委2024年工作安排\n一、总体要求\n四、保障措施\n", "云溪市卫健委2024年工作安排"),
        ("云溪概览\n四、保障措施\n", None),
        ("今年以来，我们认真起草报告。\n", None),
        ("来源：云溪日报 报告\n", None),
        ("", None),
    ],
)
def test_title(text: str, title: str | None) -> None:
    assert build_document(text).title == title


def test_issuer_is_the_government_of_the_place_or_the_signature() -> None:
    assert build_document("云岭县政府工作报告\n").issuer == "云岭县人民政府"
    assert build_document("提案的答复\n\n收悉。\n\n云溪市科学技术局\n2021年5月8日\n").issuer == "云溪市科学技术局"
    assert build_document("工作总结\n\n收悉。\n\n此致\n2021年5月8日\n").issuer is None


def test_given_metadata_wins_over_what_the_text_says() -> None:
    text = "---\ntitle: 贵阳市2016年政府工作报告\ndate: 2016-01-20\n---\n"
    document = build_document(
        text, title="汇报", region="甘肃武威市", level="city", report_date="2021-02", issuer="某局"
    )
    assert (document.title, document.report_date, document.issuer) == ("汇报", "2021-02", "某局")
    assert (document.region, document.region_code) == ("甘肃武威市", "620600")
    assert build_document("", region="某市云岭区").level == "district"


SPOKEN = "政府工作报告\n省长 林一\n各位代表：\n现在，我代表{}人民政府向大会报告工作。\n{}"


@pytest.mark.parametrize(
    ("speaker", "prose", "region"),
    [
        ("省", "在江西省委领导下，江西经济向好。江西发展有新成效，与湖南合作。", "江西省"),
        ("市", "宁波市综合实力提升，宁波市新增企业，宁波市营商环境向好，学习上海、上海、上海、上海。", "浙江省宁波市"),
        ("省", "江西、湖南、江西、湖南、江西、湖南都有合作。", None),  # none by far
        ("省", "与江西合作，与江西对接。", None),  # too seldom
        ("市", "上海、上海、上海、上海都是学习的对象。", None),  # a city counts by its whole name
        ("县", "江西、江西、江西。", None),
    ],
)
def test_the_place_that_a_report_names_most(speaker: str, prose: str, region: str | None) -> None:
    document = build_document(SPOKEN.format(speaker, prose))
    assert (document.region, document.region_source) == (region, "text" if region else None)


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        (
            "a.txt",
            "2021年云岭县政府工作报告\n正文。",
            {"title": "text", "region": "title", "level": "title", "issuer": "title", "report_date": "title"},
        ),
        (
            "a.md",
            "---\ntitle: 甲市汇报\nissuer: 某局\ndate: 2021-03-01\n---\n正文。",
            {"title": "file", "issuer": "file", "report_date": "file"},
        ),
        ("03_贵阳市.txt", "正文。", {"title": "file", "region": "file", "level": "file"}),
        (
            "a.txt",
            "工作总结\n正文。\n云溪市科学技术局\n2021年5月8日\n",
            {"title": "text", "issuer": "text", "report_date": "text"},
        ),
        ("a.txt", "2021年5月工作总结\n正文。", {"title": "text", "report_date": "title"}),
    ],
)
def test_every_guess_tells_its_source(tmp_path: Path, name: str, text: str, expected: dict[str, str]) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    (source,) = find_sources([tmp_path])
    document = read_document(source)
    fields = ("title", "issuer", "region", "level", "report_date")
    found = {field: getattr(document, f"{field}_source") for field in fields}
    assert {field: source for field, source in found.items() if source} == expected
    assert all((getattr(document, field) is None) == (found[field] is None) for field in fields)


def test_what_is_given_has_that_source() -> None:
    document = build_document("2021年云岭县政府工作报告\n", title="汇报", region="贵阳市", report_date="2022")
    sources = (document.title_source, document.region_source, document.level_source, document.report_date_source)
    assert sources == ("given", "given", "given", "given")


@pytest.mark.parametrize("date", ["2023年3月", "2023-3", "2023-13", "2023-02-30", "23-01-01", "0000", ""])
def test_wrong_date_is_refused(date: str) -> None:
    with pytest.raises(UsageError, match="date"):
        build_document("正文", report_date=date)


def test_lone_surrogate_is_refused() -> None:
    with pytest.raises(UsageError, match="offset 2"):
        build_document("正文\ud800")


class TestFrontMatter:
    def test_reads_what_yaml_would_refuse(self) -> None:
        text = "---\ntitle: 汇报: 甲与\"乙\" [1]\n\tissuer: '某局'\nregion:\nmore\n---\n正文"
        front = find_front_matter(text)
        assert (front.title, front.issuer, front.region) == ('汇报: 甲与"乙" [1]', "某局", None)
        assert text[front.end :] == "正文"

    @pytest.mark.parametrize("text", ["---\n正文没有结束\n", "---", "--- \ntitle: 甲", "正文\n---\ntitle: 甲\n---\n"])
    def test_a_rule_is_no_front_matter(self, text: str) -> None:
        assert find_front_matter(text) == find_front_matter("")

    @given(st.text(alphabet="-: \n甲\"'#\tt", max_size=60))
    def test_never_raises(self, text: str) -> None:
        assert 0 <= find_front_matter("---\n" + text).end <= len(text) + 4


@given(st.text())
def test_any_text_becomes_a_document(text: str) -> None:
    document = build_document(text)
    assert document.status == "read"
    assert "\r" not in document.text


class TestMetadataFile:
    def write(self, folder: Path, table: str, *, encoding: str = "utf-8") -> Path:
        (folder / "2023").mkdir()
        (folder / "a.txt").write_text("全市新增企业3家。", encoding="utf-8")
        (folder / "2023" / "b.txt").write_text("全市新增企业5家。", encoding="utf-8")
        (folder / "metadata.csv").write_bytes(table.encode(encoding))
        return folder

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
    def test_in_the_folder_is_metadata(self, tmp_path: Path, encoding: str) -> None:
        table = "file,report_date,title\r\n2023/b.txt,2023-03,五家企业的汇报\r\na.txt,,\r\n"
        found = find_sources_and_warnings([self.write(tmp_path, table, encoding=encoding)])
        documents = {source.doc_id: read_document(source) for source in found.sources}
        assert list(documents) == ["2023/b", "a"]
        assert (documents["2023/b"].title, documents["2023/b"].report_date) == ("五家企业的汇报", "2023-03")
        assert (documents["a"].title, documents["a"].report_date) == ("a", None)
        assert found.warnings == ()

    def test_given_file_wins_cell_by_cell_and_matches_by_name(self, tmp_path: Path) -> None:
        folder = tmp_path / "in"
        folder.mkdir()
        self.write(folder, "file,title,region\n2023/b.txt,旧,云溪市\n")
        given = tmp_path / "more.csv"
        given.write_text("file,title\nb.txt,新\nc.txt,无\n", encoding="utf-8")
        found = find_sources_and_warnings([folder], metadata=given)
        assert (found.sources[0].metadata.title, found.sources[0].metadata.region) == ("新", "云溪市")
        assert found.warnings == (f"{given}: no report c.txt among the inputs; its row is not used",)

    @pytest.mark.parametrize(
        ("table", "message"),
        [
            ("file,date\na.txt,2023\n", "unknown column 'date'"),
            ("title\n甲\n", "column `file` is missing"),
            ("file,file\na.txt,a.txt\n", "stands twice"),
            ("file,title\na.txt,甲\na.txt,乙\n", "line 3: a.txt stands twice"),
            ("file,title\n,甲\n", "line 2: the cell `file` is empty"),
            ("file,title\na.txt,甲,乙\n", "line 2: 3 cells"),
            (
                "file,report_date\na.txt,2023年3月\n",
                "line 2, column report_date: the date '2023年3月' is not written as",
            ),
            ("", "empty"),
        ],
    )
    def test_wrong_file_is_named(self, tmp_path: Path, table: str, message: str) -> None:
        self.write(tmp_path, table)
        with pytest.raises(UsageError) as raised:
            find_sources([tmp_path])
        assert message in str(raised.value)
        assert "metadata.csv" in str(raised.value)

    def test_missing_file(self, tmp_path: Path) -> None:
        with pytest.raises(UsageError, match=r"none\.csv"):
            read_metadata(tmp_path / "none.csv")


class TestRegions:
    def test_all_prefectures_are_there(self) -> None:
        regions = {region.name: region for region in load_regions().by_name.values()}
        levels = [region.level for region in regions.values()]
        assert (levels.count("province"), levels.count("city")) == (34, 333)
        assert len({region.code for region in regions.values()}) == len(regions)
        for region in regions.values():
            assert (region.level == "province") == (not region.parent)
            if region.parent:
                assert region.code[:2] == regions[region.parent].code[:2]

    @pytest.mark.parametrize(
        "row", ["甲市,11,city,,", "甲市,110100,town,,", "甲市,110100,city,乙省,", ",110100,city,,", "甲市,1,city,,"]
    )
    def test_wrong_row_is_refused(self, tmp_path: Path, row: str) -> None:
        (tmp_path / "regions.csv").write_text(f"name,code,level,parent,short\n{row}\n", encoding="utf-8")
        with pytest.raises(ResourceError, match=r"regions\.csv"):
            load_regions(overrides=tmp_path)


class TestCounties:
    def test_all_of_today_are_there_and_lie_in_their_place(self) -> None:
        regions = load_regions()
        counties = [county for named in load_counties(regions).by_name.values() for county in named]
        today = [county for county in counties if county.until is None]
        direct = [region for region in regions.by_name.values() if region.level == "county"]
        assert 2840 <= len(today) + len(direct) <= 2850
        assert len({county.code for county in today}) == len(today)
        assert not {county.code for county in today} & {region.code for region in direct}
        for county in counties:
            assert county.parent.level in {"province", "city"}
            assert county.code.startswith(county.parent.code.rstrip("0")[:4])
            assert county.until is None or 1999 <= county.until <= 2023

    @pytest.mark.parametrize(
        ("given", "code"),
        [
            ("云岩区", "520103"),
            ("贵阳市云岩区", "520103"),
            ("贵州省贵阳市云岩区", "520103"),
            ("贵州贵阳市云岩区", "520103"),
            ("贵阳市青溪区", None),
            ("朝阳区", None),
            ("北京市朝阳区", "110105"),
            ("资阳市简阳市", "512081"),
            ("简阳市", "510185"),
        ],
    )
    def test_a_place_that_is_given_keeps_its_words(self, tmp_path: Path, given: str, code: str | None) -> None:
        (tmp_path / "a.txt").write_text("工作总结\n正文。\n", encoding="utf-8")
        (tmp_path / "metadata.csv").write_text(f"file,region\na.txt,{given}\n", encoding="utf-8")
        (source,) = find_sources([tmp_path])
        document = read_document(source)
        assert (document.region, document.region_code) == (given, code)

    @pytest.mark.parametrize(
        ("path", "region"),
        [
            ("昆山市2031.txt", "江苏省苏州市昆山市"),
            ("03_南京市鼓楼区-2031.txt", "江苏省南京市鼓楼区"),
            ("武威市-2031.txt", "甘肃省武威市"),
            ("武威市高新区-2031.txt", "甘肃省武威市"),
            ("全市总结.txt", None),
            ("鼓楼区.txt", None),
        ],
    )
    def test_a_name_of_a_file(self, tmp_path: Path, path: str, region: str | None) -> None:
        (tmp_path / path).write_text("工作总结\n正文。\n", encoding="utf-8")
        (source,) = find_sources([tmp_path])
        document = read_document(source)
        assert document.region == region

    def test_the_folder_tells_which_of_several_is_meant(self, tmp_path: Path) -> None:
        for city in ("南京市", "徐州市"):
            (tmp_path / city).mkdir()
            (tmp_path / city / "a.txt").write_text(f"鼓楼区政府工作报告\n正文{city[0]}。\n", encoding="utf-8")
        documents = [read_document(source) for source in find_sources([tmp_path])]
        assert {document.region_code for document in documents} == {"320106", "320302"}

    @pytest.mark.parametrize(
        ("row", "problem"),
        [
            ("甲乡,110101,", "must end with"),
            ("甲县,1101,", "not the six digits"),
            ("甲县,110100,", "not the six digits"),
            ("甲县,990101,", "lies in no province"),
            ("甲县,110101,去年", "is no year"),
            ("东城区,110101,\n东城区,110101,2009", "stands twice"),
            ("东城区,110101", "2 cells where 3"),
        ],
    )
    def test_a_wrong_row_is_refused_with_its_line(self, tmp_path: Path, row: str, problem: str) -> None:
        (tmp_path / "counties.csv").write_text(f"name,code,until\n{row}\n", encoding="utf-8")
        with pytest.raises(ResourceError, match=rf"counties\.csv, line \d: .*{problem}"):
            load_counties(load_regions(), overrides=tmp_path)
