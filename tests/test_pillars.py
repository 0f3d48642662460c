"""Pillars: which one a sentence is about, by its words, and by the headings that it stands under."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from cases_of import read_cases

from pipeline.errors import ModelError, ResourceError
from pipeline.params import PillarsParams
from pipeline.pillars import PillarClassifier, load_pillar_classifier
from pipeline.pillars.headings import HeadingReader
from pipeline.pillars.model import load_model
from pipeline.records import PILLARS, Document, PillarLabel, Section, Segmented, Sentence, SentenceKind
from pipeline.resources.pillars import load_pillar_taxonomy

CASES = read_cases("pillars.yaml")
AROUND = read_cases("pillars_around.yaml")
TAXONOMY = Path(__file__).parents[1] / "pipeline" / "resources" / "data" / "pillars.yaml"
DOCUMENT = Document("青溪", "青溪.txt", "0", "txt", "")


@pytest.fixture(scope="module")
def classifier() -> PillarClassifier:
    return load_pillar_classifier(PillarsParams())


def make_sentence(
    number: int, text: str, kind: SentenceKind = "body", *, section: str | None = None, paragraph: int | None = None
) -> Sentence:
    place = number if paragraph is None else paragraph
    offsets = tuple(range(len(text)))
    return Sentence(f"s{number}", "青溪", 0, len(text), text, text, offsets, kind, place, section)


def classify(classifier: PillarClassifier, *texts: str, paragraph: int | None = None) -> tuple[PillarLabel, ...]:
    sentences = tuple(make_sentence(number, text, paragraph=paragraph) for number, text in enumerate(texts))
    return classifier.classify(DOCUMENT, Segmented((), (), sentences))


def make_report(parts: dict[str, list[str]]) -> Segmented:
    """Build a report of top sections, each a heading with body sentences, one a paragraph."""
    sections, sentences = [], []
    for title, texts in parts.items():
        sections.append(Section(f"h{len(sections)}", "青溪", 0, 0, 1, title, title))
        sentences.append(make_sentence(len(sentences), title, "heading", section=sections[-1].section_id))
        for text in texts:
            sentences.append(make_sentence(len(sentences), text, section=sections[-1].section_id))
    return Segmented((), tuple(sections), tuple(sentences))


@pytest.mark.parametrize(
    ("pillar", "text"),
    [
        pytest.param(pillar, text, id=f"{pillar}, {meaning}: {text}")
        for pillar, meanings in CASES.items()
        for meaning, texts in meanings.items()
        for text in texts
    ],
)
def test_a_sentence_gets_the_pillar_of_its_words(classifier, pillar, text):
    (label,) = classify(classifier, text)
    assert label.pillar == pillar
    assert 0.0 < label.score <= 1.0
    assert label.cues or pillar == "none"


def test_every_pillar_has_cases():
    assert set(CASES) == set(PILLARS)


def test_cases_are_not_trained_on(root):
    trained = "".join(path.read_text(encoding="utf-8") for path in (root / "data/train/pillars").glob("*.jsonl"))
    texts = [text for meanings in CASES.values() for texts in meanings.values() for text in texts if len(text) > 6]
    assert not [text for text in texts if text in trained]


def test_there_is_one_label_a_sentence_in_order_for_every_kind(classifier):
    kinds: tuple[SentenceKind, ...] = ("heading", "outline", "body")
    sentences = tuple(make_sentence(number, "推进人才强市", kind) for number, kind in enumerate(kinds))
    labels = classifier.classify(DOCUMENT, Segmented((), (), sentences))
    assert [label.sentence_id for label in labels] == ["s0", "s1", "s2"]
    assert {label.pillar for label in labels} == {"talent"}


def test_nothing_in_gives_nothing_out(classifier):
    assert classifier.classify(DOCUMENT, Segmented((), (), ())) == ()


@pytest.mark.parametrize("text", ["", "　", "……", "*"])
def test_a_sentence_without_words_is_none(classifier, text):
    assert [label.pillar for label in classify(classifier, text)] == ["none"]


def test_the_figures_of_a_table_row_belong_to_its_name(classifier):
    labels = classify(classifier, "高新技术企业数（家）", "21", "30", "粮食总产量（万吨）", "46.2")
    assert [label.pillar for label in labels] == ["enterprise", "enterprise", "enterprise", "none", "none"]


FIVE_PARTS = {
    "一、突出强企业，壮大创新主体": ["一是抓好服务。", "深入车间了解情况，逐户建立台账。"],
    "二、着力聚要素，营造创新生态": ["全年共争取到位28项，排名靠前。"],
    "三、加快建平台，提升承载能力": ["一是加强谋划。", "截至10月底，已提交申报材料，正在公示。"],
    "四、用心育人才，强化智力支撑": ["二是做好申报。", "全程跟踪服务，协助完善材料。"],
    "五、扎实促合作，加快成果转化": ["赴外地考察对接6次，达成初步意向。"],
}
PARTS = ("enterprise", "resources", "platform", "talent", "cooperation")


def test_a_report_laid_out_by_pillars_is_decided_by_its_parts(classifier):
    labels = classifier.classify(DOCUMENT, make_report(FIVE_PARTS))
    sizes = [1 + len(texts) for texts in FIVE_PARTS.values()]
    assert [label.pillar for label in labels] == [
        pillar for pillar, size in zip(PARTS, sizes, strict=True) for _ in range(size)
    ]
    assert all(label.cues[0].startswith("heading: ") for label in labels)


def test_an_outline_laid_out_by_pillars_is_decided_by_its_top_lines(classifier):
    lines = [line for title in FIVE_PARTS for line in (title, "一是多跑基层", "二是狠抓落地")]
    sentences = tuple(make_sentence(number, line, "outline") for number, line in enumerate(lines))
    labels = classifier.classify(DOCUMENT, Segmented((), (), sentences))
    assert [label.pillar for label in labels] == [pillar for pillar in PARTS for _ in range(3)]


def test_in_an_ordinary_report_the_sentence_decides_within_a_science_section(classifier):
    report = make_report(
        {
            "一、实施创新驱动发展战略": ["新增高新技术企业16家。", "引进领军人才9名。", "城镇新增就业2.1万人。"],
            "二、保障和改善民生": ["新建幼儿园6所。"],
        }
    )
    labels = [label.pillar for label in classifier.classify(DOCUMENT, report)]
    assert labels[1:4] == ["enterprise", "talent", "none"]
    assert labels[4:] == ["none", "none"]


def test_a_heading_raises_the_odds_of_its_pillar(classifier):
    text = "累计发放补贴860万元，惠及320人。"
    (alone,) = classify(classifier, text)
    under = classifier.classify(DOCUMENT, make_report({"一、加强人才队伍建设": [text]}))[1]
    assert under.pillar == "talent"
    assert alone.pillar != "talent"
    assert under.cues[0] == "heading: 一、加强人才队伍建设"


@pytest.mark.parametrize(
    ("title", "pillar"),
    [("一、坚持以企业为主体，增强创新动能", "enterprise"), ("一、坚持以机制为保障，增强创新动能", "resources")],
)
def test_a_heading_that_puts_enterprises_first_is_of_them(classifier, title, pillar):
    assert classifier.classify(DOCUMENT, make_report({title: ["覆盖率达到五成。"]}))[0].pillar == pillar


def test_the_sentence_that_opens_a_paragraph_speaks_for_the_rest_of_it(classifier):
    text = "累计发放补贴860万元，惠及320人。"
    labels = classify(classifier, "人才引进培育加力。", text, paragraph=0)
    assert [label.pillar for label in labels] == ["talent", "talent"]
    assert classify(classifier, text)[0].pillar == "none"


@pytest.mark.parametrize("case", [case for cases in AROUND["beside"].values() for case in cases])
def test_the_sentences_beside_one_in_its_paragraph_tell_whether_it_has_a_pillar(classifier, case):
    texts = (case["before"], case["text"], case["after"])
    assert classify(classifier, case["text"])[0].pillar == case["alone"]
    assert classify(classifier, *texts, paragraph=0)[1].pillar == case["pillar"]
    assert classify(classifier, *texts)[1].pillar == case["alone"]


@pytest.mark.parametrize("case", [case for cases in AROUND["leads"].values() for case in cases])
def test_a_lead_has_the_pillar_that_it_names_in_a_section_on_the_theme(classifier, case):
    section = Section("h0", "青溪", 0, 0, 1, case["section"], case["section"])
    texts = (case["text"], "全年投入860万元，惠及320人。")
    body = [make_sentence(number, text, section="h0", paragraph=9) for number, text in enumerate(texts)]
    labels = classifier.classify(DOCUMENT, Segmented((), (section,), tuple(body)))
    assert labels[0].pillar == case["pillar"]


@pytest.mark.parametrize(
    ("pillar", "title"), [(pillar, title) for pillar, titles in AROUND["headings"].items() for title in titles]
)
def test_a_heading_names_the_pillar_of_who_innovates(pillar, title):
    assert HeadingReader(load_pillar_taxonomy()).pillar(title) == pillar


def test_a_scheme_may_lack_the_weight_of_what_stands_beside(tmp_path):
    content = yaml.safe_load(TAXONOMY.read_text(encoding="utf-8"))
    del content["weights"]["beside"]
    (tmp_path / "pillars.yaml").write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    assert load_pillar_taxonomy(overrides=tmp_path).weights == load_pillar_taxonomy().weights


def test_below_the_least_score_a_pillar_becomes_none():
    strict = load_pillar_classifier(PillarsParams(min_score=1.0))
    labels = strict.classify(DOCUMENT, make_report(FIVE_PARTS))
    assert {label.pillar for label in labels if label.score < 1.0} == {"none"}


def test_the_same_report_gives_the_same_labels(classifier):
    report = make_report(FIVE_PARTS)
    again = load_pillar_classifier(PillarsParams())
    assert classifier.classify(DOCUMENT, report) == again.classify(DOCUMENT, report)


def test_a_pillar_is_added_by_data_alone(tmp_path):
    content = yaml.safe_load(TAXONOMY.read_text(encoding="utf-8"))
    content["pillars"]["space"] = {
        "name_zh": "拓航天",
        "name_en": "Space",
        "definition": "Rockets and satellites.",
        "strong": ["运载火箭"],
        "weak": ["卫星"],
        "headings": ["拓航天"],
    }
    (tmp_path / "pillars.yaml").write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    added = load_pillar_classifier(PillarsParams(), overrides=tmp_path)
    labels = classify(added, "运载火箭和卫星总装基地封顶。", "引进高层次人才86名。", "粮食总产量稳定在9.6亿斤。")
    assert [label.pillar for label in labels] == ["space", "talent", "none"]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"parts": 1}, "parts must be"),
        ({"more": 1}, "the keys must be"),
        ({"pillars": {}}, "pillars must map"),
        ({"mixed_headings": ["科技("]}, "not a regular expression"),
        ({"none": {"strong": ["粮食"], "weak": [], "headings": ["民生"]}}, r"none\.weak must be a list"),
        ({"none": {"strong": ["粮食"], "weak": ["粮食"], "headings": ["民生"]}}, "both strong and weak"),
        ({"none": {"strong": ["专利"], "weak": ["农业"], "headings": ["民生"]}}, "strong cue of both"),
        ({"weights": {"lead": "much"}}, "the keys must be"),
    ],
)
def test_a_broken_taxonomy_is_refused_with_its_name(tmp_path, change, told):
    content = yaml.safe_load(TAXONOMY.read_text(encoding="utf-8")) | change
    path = tmp_path / "pillars.yaml"
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    with pytest.raises(ResourceError, match=told) as caught:
        load_pillar_taxonomy(overrides=tmp_path)
    assert str(path) in str(caught.value)


@pytest.mark.parametrize("content", [None, "[]", "{", '{"features": 0}', '{"features": 1, "scale": 0}'])
def test_a_missing_or_broken_model_is_refused_with_its_name(tmp_path, content):
    if content is not None:
        (tmp_path / "model.json").write_text(content, encoding="utf-8")
    with pytest.raises(ModelError, match=r"model\.json.*train_pillars"):
        load_model(tmp_path)


def test_classifying_does_not_load_scikit_learn():
    code = "import sys; from pipeline.pillars import load_pillar_classifier as load; from pipeline.params import *;"
    code += "load(PillarsParams()); sys.exit('sklearn' in sys.modules or 'scipy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
