"""Organizations: what is found in our sentences, what is not, and what holds for every text."""

from __future__ import annotations

import shutil
import time
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from cases_of import read_cases
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import ModelError, ParamsError, ResourceError
from pipeline.organizations.finder import OrganizationFinder, load_organization_finder
from pipeline.organizations.homes import find_home
from pipeline.organizations.link import load_directory, organization_id
from pipeline.organizations.short_names import find_full_names
from pipeline.organizations.tagger import META, MODEL, load_tagger
from pipeline.organizations.user_names import UserNames
from pipeline.organizations.vocabulary import load_vocabulary
from pipeline.params import OrganizationsParams, SegmentParams
from pipeline.records import ORGANIZATION_TYPES, Document, Mention, OrganizationType, Segmented, Sentence
from pipeline.resources.body_names import load_body_names
from pipeline.resources.files import models_dir, resource_path
from pipeline.resources.gazetteer import GazetteerEntry, is_credit_code, load_gazetteer
from pipeline.resources.organization_patterns import load_organization_patterns
from pipeline.resources.regions import load_regions
from pipeline.resources.report_words import load_report_words
from pipeline.resources.user_lists import UserLists
from pipeline.segment import load_segmenter

GROUPS = read_cases("organizations.yaml")
CASES = [
    pytest.param(case["text"], case.get("finds", []), id=f"{group}: {case['text'][:16]}")
    for group, cases in GROUPS.items()
    for case in cases
]
SEGMENTER = load_segmenter(SegmentParams())
FINDER = load_organization_finder(OrganizationsParams())
RULES = load_organization_finder(OrganizationsParams(use_model=False))
OWN = replace(
    FINDER,
    user_names=UserNames(
        UserLists((GazetteerEntry("保龄宝云川", "company", None, (), ()),), ("江南大学",)), FINDER.rules.vocabulary
    ),
)
HEADER = "name,type,region,aliases,context_aliases\n"


def report(text: str, **fields: str) -> Document:
    return replace(Document("r", "r.txt", "0", "txt", text), **fields)


def find(text: str, finder: OrganizationFinder = FINDER, **fields: str) -> tuple[Mention, ...]:
    document = report(text, **fields)
    return finder.find(document, SEGMENTER.segment(document))


def surfaces(mentions: tuple[Mention, ...]) -> list[str]:
    return [f"{mention.type} {mention.text}" for mention in mentions]


@pytest.mark.parametrize(("text", "finds"), CASES)
def test_finds_exactly_the_named_organizations(text, finds):
    assert surfaces(find(text)) == finds


@pytest.mark.parametrize(
    ("text", "fields", "finds"),
    [
        ("潭北市教育局\n2023年8月14日", {"region": "潭北市"}, ["government 潭北市教育局"]),
        ("关于答复的函\n潭北市教育局", {"title": "潭北市教育局关于提案的答复"}, ["government 潭北市教育局"]),
        ("合水区科学技术局\n受合水区人民政府委托", {"region": "临江市合水区"}, 2 * ["government 合水区"]),
        ("平鹤城投集团上缴利润。", {"region": "平鹤市"}, ["company 平鹤城投集团"]),
        # another place, and the title of a speech
        ("市教育局印发通知。", {"region": "潭北市"}, ["government 市教育局"]),
        ("在全市科技大会上\n市科技局印发通知。", {}, ["government 市科技局"]),
        ("康宁市第二人民医院投入使用。", {"region": "康宁市"}, ["hospital 康宁市第二人民医院"]),
    ],
)
def test_the_own_place_of_a_report_is_part_of_a_name(text, fields, finds):
    found = surfaces(find(text, **fields))
    assert len(found) == len(finds)
    assert all(one.startswith(name) for one, name in zip(found, finds, strict=True)), found


def test_a_county_around_the_place_of_a_report_is_no_company():
    text = "开工建设汪清饲料厂、丹凤2万吨电子纱等项目。"
    found = {code: surfaces(find(text, region_code=code)) for code in ("222400", "220000", "340800")}
    assert "company 汪清" in found["340800"]
    assert "company 汪清" not in found["222400"] + found["220000"]
    assert all("company 丹凤" in names for names in found.values())
    assert "company 丹凤" not in surfaces(find(text, region_code="611000"))


def test_a_firm_begins_behind_the_county_of_the_report_where_it_builds():
    text = "推进汪清沣禾新材料二期、汪清红星美凯龙等项目，汪清沣禾新材料有限公司、汪清农商行投产。"
    found = {code: surfaces(find(text, region_code=code)) for code in ("222400", "220000", "340800")}
    whole = ["company 汪清沣禾新材料有限公司", "company 汪清农商行"]
    assert found["222400"] == found["220000"] == ["company 沣禾新材料", "company 红星美凯龙", *whole]
    assert "company 汪清沣禾新材料" in found["340800"]


def test_a_name_that_one_sentence_makes_sure_of_is_found_in_the_others():
    text = "云岳重工股份有限公司完成改制。\n云岳重工二期投产。"
    assert "company 云岳重工" in surfaces(find(text))


def test_lines_of_an_outline_are_left_out():
    sentence = Sentence("s", "r", 0, 4, "江南大学", "江南大学", (0, 1, 2, 3), "outline", 0, tokens=("江南大学",))
    assert FINDER.find(report("江南大学"), Segmented((), (), (sentence,))) == ()
    assert FINDER.find(report("江南大学"), Segmented((), (), (replace(sentence, kind="body"),))) != ()


def test_a_name_across_a_line_end_keeps_its_raw_span():
    text = (
        "我市积极对接省内外高校院所，推进科技成果转移转化，新增技术合同86项，与清华大\n学签订合作协议，引进专家12人。"
    )
    (mention,) = find(text)
    assert text[mention.char_start : mention.char_end] == mention.text == "清华大\n学"


WORDS = (
    "保龄宝 通裕 等8家企业 、 和 省 市 科技厅 江南大学 国家 重点实验室 有限公司 云川",
    "（ ） ** 中共 12 家 。 推动 学校 产业",
)
PIECES = st.lists(st.sampled_from([*" ".join(WORDS).split(), " ", "\n"]), max_size=25).map("".join)


class TestProperties:
    @settings(max_examples=60, deadline=None)
    @given(st.one_of(st.text(max_size=60), PIECES))
    def test_mentions_point_at_their_text_and_are_sorted_without_duplicates(self, text):
        text = text.replace("\r", "\n")
        mentions = find(text)
        assert all(text[item.char_start : item.char_end] == item.text for item in mentions)
        places = [(item.char_start, -item.char_end) for item in mentions]
        assert places == sorted(set(places))
        assert all(item.type in ORGANIZATION_TYPES and 0 < item.confidence <= 1 for item in mentions)

    @settings(max_examples=20, deadline=None)
    @given(PIECES)
    def test_mentions_overlap_only_where_an_owner_opens_the_name(self, text):
        mentions = find(text)
        for outer, inner in pairwise(mentions):
            if inner.char_start < outer.char_end:
                assert inner.char_start == outer.char_start
                assert inner.char_end < outer.char_end

    def test_the_same_text_gives_the_same_mentions(self):
        text = "保龄宝、通裕等8家企业与江南大学合作，省科技厅给予支持。"
        assert find(text) == find(text)
        assert find(text, load_organization_finder(OrganizationsParams())) == find(text)


DIRECTORY = load_directory()
REGIONS = load_regions()


def full_name(surface: str, kind: OrganizationType, region: str | None = None, code: str | None = None) -> str:
    return DIRECTORY.name(surface, kind, find_home(region, code, REGIONS))


class TestLinking:
    def test_all_names_of_one_organization_have_one_id(self):
        first, second = find("中国科学院沈阳自动化研究所落户。\n沈阳自动化所揭牌。")
        assert first.org_id == second.org_id

    def test_the_id_does_not_depend_on_the_report(self):
        (here,), (there,) = find("与清华大学合作。", doc_id="a"), find("走访清华大学。", doc_id="b", region="云川市")
        assert here.org_id == there.org_id

    def test_a_body_of_a_level_is_another_one_in_another_region(self):
        ids = {find("市科技局牵头。", region=region)[0].org_id for region in ("山东省德州市", "安徽省合肥市")}
        assert len(ids) == 2
        for written in ("德州市科技局", "山东省德州市科技局", "德州市科学技术局"):
            assert find(f"{written}牵头。")[0].org_id in ids

    @pytest.mark.parametrize(
        ("surface", "region", "name"),
        [
            ("市科技局", "广西壮族自治区南宁市", "南宁市科学技术局"),
            ("自治区党委", "广西壮族自治区南宁市", "广西壮族自治区党委"),
            ("区科技局", "广西壮族自治区南宁市", "区科学技术局"),
            ("区科技局", "广西壮族自治区南宁市青秀区", "南宁市青秀区科学技术局"),
            ("青秀区教育局", "广西壮族自治区南宁市青秀区", "南宁市青秀区教育局"),
            ("省科技厅", "山东省德州市", "山东省科学技术厅"),
            ("省科技厅基础处", "山东省", "山东省科学技术厅基础处"),
            ("省科技厅", "河南省", "河南省科学技术厅"),
            ("市委", "内蒙古自治区呼伦贝尔市海拉尔区", "中共呼伦贝尔市委"),
            ("区委组织部", "内蒙古自治区呼伦贝尔市海拉尔区", "中共呼伦贝尔市海拉尔区委组织部"),
            ("中共德州市委", "山东省", "中共德州市委"),
            ("市政府", "上海市浦东新区", "上海市人民政府"),
            ("市人民政府", "云溪市", "云溪市人民政府"),
            ("市十六届人民政府", "云溪市", "云溪市人民政府"),
            ("州政府", "四川省凉山彝族自治州", "凉山彝族自治州人民政府"),
            ("财政局", "云溪市", "云溪市财政局"),
            ("高新区管委会", "山东省德州市", "德州市高新区管理委员会"),
            ("国务院", "云溪市", "国务院"),
            ("市科技局", None, "市科学技术局"),
        ],
    )
    def test_a_body_has_the_name_on_its_door_with_its_place(self, surface, region, name):
        assert full_name(surface, "government", region) == name

    def test_the_code_tells_the_province_of_a_place_that_does_not(self):
        assert full_name("省科技厅", "government", "云溪县", "371400") == "山东省科学技术厅"

    def test_spelling_does_not_matter(self):
        assert full_name("某某 (青岭)有限\n公司", "company") == full_name("某某（青岭）有限公司", "company")

    @pytest.mark.parametrize("surface", ["华为", "华为公司", "华为集团", "华为技术有限公司"])
    def test_the_legal_form_does_not_matter(self, surface):
        assert full_name(surface, "company") == full_name("华为", "company")

    def test_a_subsidiary_is_another_company(self):
        assert full_name("华为云计算有限公司", "company") == "华为云计算有限公司"

    @pytest.mark.parametrize(
        ("region", "name"), [("山东省德州市", "岱岳大学"), ("山西省", "汾河大学"), ("河南省", "岱大"), (None, "岱大")]
    )
    def test_of_an_alias_of_two_organizations_the_region_decides(self, tmp_path, region, name):
        rows = "岱岳大学,university,山东省,岱大,\n汾河大学,university,山西省,岱大,\n"
        (tmp_path / "gazetteer.csv").write_text(f"{HEADER}{rows}", encoding="utf-8")
        directory = load_directory(tmp_path)
        assert directory.name("岱大", "university", find_home(region, None, REGIONS)) == name


class TestShortNames:
    @pytest.mark.parametrize(
        ("text", "full", "short"),
        [
            ("云岳重工股份有限公司完成改制。\n云岳重工二期投产。", "云岳重工股份有限公司", "云岳重工"),
            ("走访青岛云岳重工股份有限公司。\n云岳重工与江南大学签约。", "青岛云岳重工股份有限公司", "云岳重工"),
        ],
    )
    def test_a_short_name_is_the_organization_named_in_full(self, text, full, short):
        ids = {mention.text: mention.org_id for mention in find(text)}
        assert ids[short] == ids[full] == organization_id(full, "company")

    @pytest.mark.parametrize(
        ("full", "kind", "short"),
        [
            ("云溪泰丰智能控制股份有限公司", "company", "泰丰智能"),
            ("省海上风电技术创新中心", "platform", "海创中心"),
            ("江南大学云川食品产业技术研究院", "institute", "云川食研院"),
        ],
    )
    def test_what_a_report_calls_an_organization_is_linked_to_it(self, full, kind, short):
        found = find(f"{full}（以下简称“{short}”）揭牌。\n支持{short}引进人才12名。\n{short}完成投资3亿元。")
        linked = [(mention.type, mention.org_id) for mention in found if mention.text == short]
        assert linked == [(kind, organization_id(full, kind))] * 3
        assert [mention.org_id for mention in found if mention.text == full] == [organization_id(full, kind)]

    def test_what_a_report_calls_two_organizations_is_neither(self):
        found = find("云岳重工有限公司（简称“云岳”）和云岳制药有限公司（简称“云岳”）签约。\n云岳投产。")
        assert [mention.text for mention in found] == ["云岳重工有限公司", "云岳制药有限公司"]

    def test_a_called_name_holds_from_its_definition_on_and_for_whole_words(self):
        text = "岱二化学区改造。\n岱岳第二化工科技有限公司（以下简称“岱二化”）停产。\n支持岱二化搬迁。"
        found = [mention for mention in find(text, RULES) if mention.text == "岱二化"]
        assert [mention.char_start for mention in found] == [text.index("岱二化”"), text.rindex("岱二化")]
        assert {mention.rule for mention in found} == {"called"}

    def test_a_short_name_of_two_is_neither(self):
        names = [("云岳重工有限公司", "company"), ("云岳制药有限公司", "company"), ("云岳公司", "company")]
        assert find_full_names(names, (), lambda name: name) == {}
        assert find_full_names([names[0], names[2]], (), lambda name: name) == {names[2]: "云岳重工有限公司"}

    def test_a_place_and_a_name_of_the_gazetteer_are_nobodys_short_name(self):
        names = [("云溪水务有限公司", "company"), ("云溪", "company")]
        assert find_full_names(names, (), lambda name: name.removeprefix("云溪")) == {}
        assert find_full_names(names, names[1:], lambda name: name) == {}


def own_lists(folder: Path, rows: str = "", stops: str = "", **fields: object) -> OrganizationsParams:
    """Write a user's lists, and give the parameters that name them."""
    (folder / "own.csv").write_text(f"name,type,aliases\n{rows}", encoding="utf-8")
    (folder / "stops.txt").write_text(stops, encoding="utf-8")
    return OrganizationsParams(gazetteer=str(folder / "own.csv"), stop_list=str(folder / "stops.txt"), **fields)


class TestUserLists:
    """What the user's own files say wins, with the model that is there."""

    @pytest.mark.parametrize(
        ("text", "rows", "stops", "finds"),
        [
            ("高端装备竞争力提升。", "高端装备,company,\n", "", ["company 高端装备"]),
            ("与江南大学签约。", "江南大学,company,\n", "", ["company 江南大学"]),
            ("与江南大学签约。", "", "江南大学\n", []),
            ("与江南大学签约。", "", "# 注释\n\n与江南大学\n", []),
            ("与江南大学签约。", "", "江南\n", ["university 江南大学"]),
            ("与江南大学签约。", "江南,company,\n", "", ["university 江南大学", "company 江南"]),
            ("与江南大学签约。", "江南大学签约办,other,\n", "江南大学\n", []),
            ("打通裕华路，通裕扩产。", "通裕,company,\n", "", ["company 通裕"]),
            ("访青岭，与岭青岭见面。", "青岭,company,\n", "", ["company 青岭", "company 青岭"]),
            (
                "依托云雀国家重点实验室攻关。",
                "云雀,company,\n",
                "",
                ["platform 云雀国家重点实验室", "company 云雀"],
            ),
        ],
    )
    def test_they_win(self, tmp_path, text, rows, stops, finds):
        finder = load_organization_finder(own_lists(tmp_path, rows, stops))
        assert surfaces(find(text, finder)) == finds

    def test_all_names_of_an_entry_have_one_id_and_are_found_for_sure(self, tmp_path):
        finder = load_organization_finder(own_lists(tmp_path, "云雀有限公司,company,云雀|百灵\n", min_confidence=1.0))
        mentions = find("云雀投产。\n百灵扩产。\n云雀有限公司上市。", finder)
        assert [(item.text, item.rule, item.confidence) for item in mentions] == [
            (name, "user_gazetteer", 1.0) for name in ("云雀", "百灵", "云雀有限公司")
        ]
        assert {item.org_id for item in mentions} == {organization_id("云雀有限公司", "company")}

    def test_a_name_of_ours_is_taken_over(self, tmp_path):
        finder = load_organization_finder(own_lists(tmp_path, "山岳大学,university,山大\n"))
        ours, theirs = find("走访山东大学。", finder)[0], find("走访山大。", finder)[0]
        assert ours.org_id == find("走访山东大学。")[0].org_id != theirs.org_id
        assert theirs.org_id == organization_id("山岳大学", "university")

    @pytest.mark.parametrize(
        ("rows", "stops", "says"),
        [
            ("云雀,company,\n百灵,firm,\n", "", r"own\.csv, line 3: 百灵 has type 'firm'"),
            ("云雀,company\n", "", r"own\.csv, line 2: 2 cells where 3 are expected"),
            ("", "# 注释\n云雀,百灵\n", r"stops\.txt, line 2: '云雀,百灵' is no name"),
            ("", "云\n", r"stops\.txt, line 1: '云' is no name"),
            ("云雀,company,百灵\n", "百灵\n", r"stops\.txt: 百灵 stands in .*own\.csv too"),
        ],
    )
    def test_a_wrong_line_is_told(self, tmp_path, rows, stops, says):
        with pytest.raises(ResourceError, match=says):
            load_organization_finder(own_lists(tmp_path, rows, stops))

    def test_a_missing_file_is_told(self):
        for params in (OrganizationsParams(gazetteer="absent.csv"), OrganizationsParams(stop_list="absent.txt")):
            with pytest.raises(ResourceError, match="absent"):
                load_organization_finder(params)

    @settings(max_examples=40, deadline=None)
    @given(PIECES)
    def test_user_names_are_found_and_stop_words_hold_none(self, text):
        mentions = find(text, OWN)
        spans = {(item.char_start, item.char_end) for item in mentions}
        clean = text.replace("\n", "").replace(" ", "")
        assert ("保龄宝云川" in clean) <= any("".join(item.text.split()) == "保龄宝云川" for item in mentions)
        assert all("江南大学" not in item.text.replace("\n", "") or len(item.text) > 4 for item in mentions)
        assert len(spans) == len(mentions)


class TestOverrides:
    def test_one_line_adds_an_organization(self, tmp_path):
        text = "走访青岭云雀，了解需求。"
        assert find(text, RULES) == ()
        shutil.copy(resource_path("gazetteer.csv"), tmp_path)
        with (tmp_path / "gazetteer.csv").open("a", encoding="utf-8") as file:
            file.write("青岭云雀科技有限公司,company,,青岭云雀,\n")
        finder = load_organization_finder(OrganizationsParams(), overrides=tmp_path)
        (mention,) = find(text, finder)
        assert (mention.text, mention.type, mention.rule) == ("青岭云雀", "company", "gazetteer")
        assert mention.org_id == find("青岭云雀科技有限公司投产。", finder)[0].org_id

    @pytest.mark.parametrize(
        ("row", "says"),
        [
            (",company,,,", "no name"),
            ("青岭云雀,firm,,,", "firm"),
            ("青岭云雀,company,,雀,", "one character"),
            ("青岭云雀,company,,,\n云雀,company,,青岭云雀,", "line 3.*keep it in one row"),
            ("青岭云雀,company,甲省,云雀,\n岭上云雀,company,甲省,云雀,", "line 3.*keep it in one row"),
            ("青岭云雀,company,,", "line 2: 4 cells where 5"),
        ],
    )
    def test_a_wrong_row_is_refused(self, tmp_path, row, says):
        (tmp_path / "gazetteer.csv").write_text(f"{HEADER}{row}\n", encoding="utf-8")
        with pytest.raises(ResourceError, match=says):
            load_gazetteer(tmp_path)

    def test_a_credit_code_is_checked(self, tmp_path):
        assert is_credit_code("914403001922038216")
        assert not is_credit_code("914403001922038217")
        for code, says in (
            ("914403001922038216", None),
            ("914403001922038212", "line 2.*checksum"),
            ("91", "18 signs"),
        ):
            (tmp_path / "gazetteer.csv").write_text(f"name,type,credit_code\n云雀,company,{code}\n", encoding="utf-8")
            if says:
                with pytest.raises(ResourceError, match=says):
                    load_gazetteer(tmp_path)
            else:
                assert load_gazetteer(tmp_path)[0].credit_code == code

    def test_short_names_of_bodies_are_checked(self, tmp_path):
        for rows, says in (("科委,\n", "lacks a name"), ("甲局,乙局\n乙局,丙局\n", "keep one")):
            (tmp_path / "body_names.csv").write_text(f"short,full\n{rows}", encoding="utf-8")
            with pytest.raises(ResourceError, match=says):
                load_body_names(tmp_path)

    @pytest.mark.parametrize(
        ("old", "new", "says"),
        [("\nlevels:", "\nlevel:", "unknown keys"), ("\n  university:", "\n  college:", "college")],
    )
    def test_wrong_patterns_are_refused(self, tmp_path, old, new, says):
        text = resource_path("organization_patterns.yaml").read_text(encoding="utf-8")
        (tmp_path / "organization_patterns.yaml").write_text(text.replace(old, new, 1), encoding="utf-8")
        with pytest.raises(ResourceError, match=says):
            load_organization_patterns(tmp_path)

    def test_a_count_that_is_no_number_is_refused(self, tmp_path):
        (tmp_path / "report_words.csv").write_text("word,reports\n推进,many\n", encoding="utf-8")
        with pytest.raises(ResourceError, match="many"):
            load_report_words(tmp_path)


class TestModel:
    def test_rules_alone_work(self):
        assert surfaces(find("省科技厅与江南大学合作。", RULES)) == ["government 省科技厅", "university 江南大学"]
        assert RULES.tagger is None

    def test_the_gazetteer_alone_works(self):
        finder = load_organization_finder(OrganizationsParams(use_model=False, use_patterns=False))
        assert surfaces(find("省科技厅与江南大学合作。", finder)) == ["university 江南大学"]
        with pytest.raises(ParamsError, match="use_patterns"):
            OrganizationsParams(use_patterns=False)

    def test_a_higher_bar_lets_fewer_through(self):
        text = "推动鑫沃、晟晋华利电子等企业技改，中科瑞泽落户。\n保龄宝入选。"
        strict = load_organization_finder(OrganizationsParams(min_confidence=0.999))
        assert set(surfaces(find(text, strict))) < set(surfaces(find(text)))

    def test_a_missing_model_is_told(self, tmp_path):
        with pytest.raises(ModelError, match="train_organizations"):
            load_tagger(load_vocabulary(), tmp_path)

    def test_a_model_of_another_version_is_told(self, tmp_path):
        shutil.copy(models_dir() / "organizations" / MODEL, tmp_path)
        (tmp_path / META).write_text('{"features": 0}', encoding="utf-8")
        with pytest.raises(ModelError, match="trained for features 0"):
            load_tagger(load_vocabulary(), tmp_path)

    def test_a_broken_model_is_told(self, tmp_path):
        shutil.copy(models_dir() / "organizations" / META, tmp_path)
        (tmp_path / MODEL).write_bytes(b"no model")
        with pytest.raises(ModelError, match=MODEL):
            load_tagger(load_vocabulary(), tmp_path)


def measure(text):
    """CPU seconds to find the organizations of a text, apart from its segmentation."""
    document = report(text)
    segmented = SEGMENTER.segment(document)
    start = time.process_time()
    FINDER.find(document, segmented)
    return time.process_time() - start


def test_the_time_grows_with_the_text_on_prose_and_on_hostile_text():
    line = "保龄宝、通裕等8家企业与江南大学合作，省科技厅、市发改委支持重点实验室建设，新增高企12家。\n"
    for text, times in ((line, 100), ("研究院", 1500), ("等8家企业", 750), ("省科技厅、", 750)):
        short, long = measure(text * times), measure(text * times * 4)
        assert long < 8 * short + 0.2  # CPU time, with room for a busy machine; four times the text
