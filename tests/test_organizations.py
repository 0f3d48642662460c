"""Organizations: what is found in our sentences, what is not, and what holds for every text."""

from __future__ import annotations

import shutil
import time
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import ModelError, ResourceError
from pipeline.organizations import OrganizationFinder, load_organization_finder
from pipeline.organizations.link import canonical_name, link_organization
from pipeline.organizations.tagger import META, MODEL, load_tagger
from pipeline.organizations.vocabulary import load_vocabulary
from pipeline.params import OrganizationsParams, SegmentParams
from pipeline.records import ORGANIZATION_TYPES, Document, Mention, Segmented, Sentence
from pipeline.resources.files import models_dir, resource_path
from pipeline.resources.gazetteer import load_gazetteer
from pipeline.resources.organization_patterns import load_organization_patterns
from pipeline.resources.report_words import load_report_words
from pipeline.segment import load_segmenter

GROUPS = yaml.safe_load((Path(__file__).parent / "cases" / "organizations.yaml").read_text(encoding="utf-8"))
CASES = [
    pytest.param(case["text"], case.get("finds", []), id=f"{group}: {case['text'][:16]}")
    for group, cases in GROUPS.items()
    for case in cases
]
SEGMENTER = load_segmenter(SegmentParams())
FINDER = load_organization_finder(OrganizationsParams())
RULES = load_organization_finder(OrganizationsParams(use_model=False))
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


CANONICAL = {name: entry.name for entry in load_gazetteer() for name, _ in entry.surfaces()}


class TestLinking:
    def test_all_names_of_one_organization_have_one_id(self):
        first, second = find("中国科学院沈阳自动化研究所落户。\n沈阳自动化所揭牌。")
        assert first.org_id == second.org_id

    def test_the_id_does_not_depend_on_the_report(self):
        (here,), (there,) = find("与清华大学合作。", doc_id="a"), find("走访清华大学。", doc_id="b", region="云川市")
        assert here.org_id == there.org_id

    def test_a_body_of_a_level_is_another_one_in_another_region(self):
        ids = {find("市科技局牵头。", region=region)[0].org_id for region in ("山东省德州市", "安徽省合肥市")}
        full = find("德州市科技局牵头。")[0].org_id
        assert len(ids) == 2
        assert full not in ids, "without its province the name may be another city's"
        assert find("山东省德州市科技局牵头。")[0].org_id in ids

    @pytest.mark.parametrize(
        ("surface", "region", "name"),
        [
            ("市科技局", "广西壮族自治区南宁市", "广西壮族自治区南宁市科技局"),
            ("自治区党委", "广西壮族自治区南宁市", "广西壮族自治区党委"),
            ("区科技局", "广西壮族自治区南宁市", "区科技局"),
            ("区科技局", "广西壮族自治区南宁市青秀区", "广西壮族自治区南宁市青秀区科技局"),
            ("省科技厅", "山东省德州市", "山东省科技厅"),
            ("市委", "内蒙古自治区呼伦贝尔市海拉尔区", "内蒙古自治区呼伦贝尔市委"),
            ("区委", "内蒙古自治区呼伦贝尔市海拉尔区", "内蒙古自治区呼伦贝尔市海拉尔区委"),
            ("市政府", "上海市浦东新区", "上海市政府"),
            ("州政府", "四川省凉山彝族自治州", "四川省凉山彝族自治州政府"),
            ("市科技局", None, "市科技局"),
        ],
    )
    def test_the_level_is_replaced_by_its_part_of_the_region(self, surface, region, name):
        assert canonical_name(surface, "government", CANONICAL, region=region) == name

    def test_spelling_does_not_matter(self):
        one = link_organization("某某（青岭）有限公司", "company", {})
        assert one == link_organization("某某 (青岭)有限\n公司", "company", {})


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
            ("青岭云雀,company,,,\n云雀,company,,青岭云雀,", "keep it in one row"),
        ],
    )
    def test_a_wrong_row_is_refused(self, tmp_path, row, says):
        (tmp_path / "gazetteer.csv").write_text(f"{HEADER}{row}\n", encoding="utf-8")
        with pytest.raises(ResourceError, match=says):
            load_gazetteer(tmp_path)

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
