from __future__ import annotations

import dataclasses
import pickle
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab

from pipeline.components.carried import plain_rows, put_records, put_segmented, take_records, take_segmented
from pipeline.engine import Engine, load_engine
from pipeline.errors import ParamsError
from pipeline.ingest.document import build_document
from pipeline.params import Params
from pipeline.records import Fact

FACTORIES = ("huibao_segment", "huibao_organizations", "huibao_pillars", "huibao_quantities", "huibao_facts")
KEYS = {
    "huibao_segment": "huibao_sentences",
    "huibao_organizations": "huibao_organizations",
    "huibao_pillars": "huibao_pillars",
    "huibao_quantities": "huibao_quantities",
    "huibao_facts": "huibao_facts",
}

REPORT = """云溪市2022年科技创新工作情况汇报

一、强企业。2022年底，全市高新技术企业达到47家，同比增长12.5%，其中国家级18家。
二、聚要素。全社会研发投入57.3亿元，占地区生产总值比重2.1%；
云溪光电股份有限公司牵头承担省级以上项目３项。
三、育人才。引进高层次人才1200余人，云溪学院与云溪市科技局共建专家工作站8个。
2023年，力争高新技术企业超过80家。
"""
TEXTS = (
    REPORT,
    REPORT.replace("\n", "\r\n"),
    "全市新增专精特新企业12家，完成年度任务的120%。",
    "没有数字的一句话。",
    "  \n",
    "",
)


@pytest.fixture(scope="module")
def nlp() -> Language:
    """A blank pipeline with all components."""
    pipeline = spacy.blank("zh")
    for factory in FACTORIES:
        pipeline.add_pipe(factory)
    return pipeline


@pytest.fixture(scope="module")
def engine() -> Engine:
    return load_engine(Params())


def facts_of_engine(engine: Engine, text: str) -> list[dict[str, Any]]:
    document = build_document(text.replace("\r\n", " \n"))
    return plain_rows(engine.analyze(document).facts)


@pytest.mark.parametrize("text", TEXTS)
def test_components_give_the_facts_of_the_engine(nlp: Language, engine: Engine, text: str) -> None:
    doc = nlp(text)
    assert doc._.huibao_facts == facts_of_engine(engine, text)
    analysis = engine.analyze(build_document(text.replace("\r\n", " \n")))
    assert doc._.huibao_organizations == plain_rows(analysis.mentions)
    assert doc._.huibao_quantities == plain_rows(analysis.numbers)
    assert doc._.huibao_pillars == plain_rows(analysis.labels)


def test_the_report_gives_facts_at_all(nlp: Language) -> None:
    facts = nlp(REPORT)._.huibao_facts
    found = {(fact["text"], Decimal(fact["value"]), fact["unit"]) for fact in facts}
    assert {("47家", 47, "家"), ("57.3亿元", 5730000000, "元"), ("80家", 80, "家")} <= found


@pytest.mark.parametrize("factory", FACTORIES)
def test_each_component_works_alone(nlp: Language, factory: str) -> None:
    alone = spacy.blank("zh")
    alone.add_pipe(factory)
    expected, found = nlp(REPORT), alone(REPORT)
    key = KEYS[factory]
    assert [(span.start_char, span.end_char, span.label_) for span in found.spans[key]] == [
        (span.start_char, span.end_char, span.label_) for span in expected.spans[key]
    ]
    assert len(found.spans[key]) > 0
    if factory != "huibao_segment":
        assert found._.get(key) == expected._.get(key)


@pytest.mark.parametrize("order", [FACTORIES, FACTORIES[::-1]])
def test_order_does_not_matter(nlp: Language, order: tuple[str, ...]) -> None:
    pipeline = spacy.blank("zh")
    for factory in order:
        pipeline.add_pipe(factory)
    assert pipeline(REPORT)._.huibao_facts == nlp(REPORT)._.huibao_facts


def test_spans_stand_where_the_rows_say(nlp: Language) -> None:
    doc = nlp(REPORT)
    for key in ("huibao_organizations", "huibao_facts"):
        rows, spans = doc._.get(key), doc.spans[key]
        assert len(rows) == len(spans)
        for row, span in zip(rows, spans, strict=True):
            assert REPORT[row["char_start"] : row["char_end"]] == row["text"]
            assert (span.start_char, span.end_char) == (row["char_start"], row["char_end"])
    assert [span.label_ for span in doc.spans["huibao_organizations"]] == [
        row["type"] for row in doc._.huibao_organizations
    ]
    assert len(doc.spans["huibao_pillars"]) == len(doc.spans["huibao_sentences"]) == len(doc._.huibao_pillars)


def test_spans_widen_to_the_tokens_of_another_tokenizer() -> None:
    words = spacy.blank("zh")
    words.add_pipe("huibao_quantities")
    text = "达到47家企业"
    doc = words(Doc(words.vocab, words=["达到", "47", "家企业"], spaces=[False, False, False]))
    assert doc.text == text
    assert [span.text for span in doc.spans["huibao_quantities"]] == ["47家企业"]
    assert [(row["text"], row["unit"]) for row in doc._.huibao_quantities] == [("47家", "家")]


def test_what_a_component_left_is_used() -> None:
    finder = spacy.blank("zh")
    finder.add_pipe("huibao_quantities")
    builder = spacy.blank("zh")
    builder.add_pipe("huibao_facts")
    doc = finder(REPORT)
    put_records(doc, "quantities", ())
    assert builder(doc)._.huibao_facts == []  # it did not look for numbers a second time


def test_a_stored_doc_goes_on_where_it_stopped(nlp: Language) -> None:
    first = spacy.blank("zh")
    first.add_pipe("huibao_quantities")
    stored = DocBin(store_user_data=True, docs=[first(REPORT)]).to_bytes()
    second = spacy.blank("zh")
    second.add_pipe("huibao_facts")
    (doc,) = DocBin().from_bytes(stored).get_docs(second.vocab)
    assert second(doc)._.huibao_facts == nlp(REPORT)._.huibao_facts


def test_a_doc_survives_bytes(nlp: Language) -> None:
    doc = nlp(REPORT)
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert again._.huibao_facts == doc._.huibao_facts
    assert [span.text for span in again.spans["huibao_quantities"]] == [
        span.text for span in doc.spans["huibao_quantities"]
    ]


def test_a_pipeline_survives_disk_and_bytes(nlp: Language, tmp_path: Path) -> None:
    pipeline = spacy.blank("zh")
    strict = {"params": {"facts": {"min_confidence": 0.99}}}
    pipeline.add_pipe("huibao_facts", config=strict)
    expected = pipeline(REPORT)._.huibao_facts
    assert len(expected) < len(nlp(REPORT)._.huibao_facts)
    pipeline.to_disk(tmp_path / "model")
    loaded = spacy.load(tmp_path / "model")
    assert loaded.config == pipeline.config
    assert loaded(REPORT)._.huibao_facts == expected
    again = spacy.blank("zh")
    again.add_pipe("huibao_facts", config=strict)
    assert again.from_bytes(pipeline.to_bytes())(REPORT)._.huibao_facts == expected


def test_many_docs_at_once(nlp: Language) -> None:
    one_by_one = [nlp(text)._.huibao_facts for text in TEXTS]
    assert [doc._.huibao_facts for doc in nlp.pipe(TEXTS, n_process=1, batch_size=2)] == one_by_one


def entities(doc: Doc) -> list[tuple[str, str, str]]:
    return [(span.text, span.label_, span.kb_id_) for span in doc.ents]


OWNER = "依托保龄宝国家功能糖配料重点实验室，与江南大学签约。"


def test_organizations_are_entities_linked_to_their_ids(nlp: Language) -> None:
    doc = nlp(OWNER)
    rows = {row["text"]: (row["type"], row["org_id"]) for row in doc._.huibao_organizations}
    spans = [(span.text, span.label_, span.kb_id_) for span in doc.spans["huibao_organizations"]]
    assert spans == [(text, *linked) for text, linked in rows.items()]
    outer = "保龄宝国家功能糖配料重点实验室"
    assert set(rows) == {outer, "保龄宝", "江南大学"}
    assert entities(doc) == [(text, *rows[text]) for text in (outer, "江南大学")]  # entities do not nest


def test_entities_of_other_components_stay_where_they_do_not_overlap() -> None:
    words = spacy.blank("zh")
    words.add_pipe("entity_ruler").add_patterns([{"label": "X", "pattern": "签约"}, {"label": "X", "pattern": "大学"}])
    words.add_pipe("huibao_organizations")
    assert [(text, label) for text, label, _ in entities(words(OWNER))][-2:] == [
        ("江南大学", "university"),
        ("签约", "X"),
    ]


def test_organizations_survive_other_processes_disk_and_bytes(nlp: Language, tmp_path: Path) -> None:
    pipeline = spacy.blank("zh")
    (tmp_path / "own.csv").write_text("name,type\n签约,other\n", encoding="utf-8")
    own = {"params": {"organizations": {"gazetteer": str(tmp_path / "own.csv")}}}
    pipeline.add_pipe("huibao_organizations", config=own)
    texts = [OWNER, *TEXTS]
    expected = [entities(pipeline(text)) for text in texts]
    assert expected[0] != entities(nlp(OWNER))
    parallel = list(pipeline.pipe(texts, n_process=2, batch_size=2))
    assert [entities(doc) for doc in parallel] == expected
    assert parallel[0]._.huibao_organizations == pipeline(OWNER)._.huibao_organizations
    alone = pipeline(OWNER)
    spans = [span.kb_id_ for span in parallel[0].spans["huibao_organizations"]]
    assert spans == [span.kb_id_ for span in alone.spans["huibao_organizations"]]
    pipeline.to_disk(tmp_path / "model")
    again = spacy.blank("zh")
    again.add_pipe("huibao_organizations", config=own)
    for loaded in (spacy.load(tmp_path / "model"), again.from_bytes(pipeline.to_bytes())):
        assert entities(loaded(OWNER)) == expected[0]
    assert entities(Doc(pipeline.vocab).from_bytes(parallel[0].to_bytes())) == expected[0]


def test_a_component_goes_to_a_process_that_is_not_forked() -> None:
    pipeline = spacy.blank("zh")
    component = pipeline.add_pipe("huibao_organizations")
    again = pickle.loads(pickle.dumps(component))
    assert entities(again(pipeline.make_doc(OWNER))) == entities(pipeline(OWNER))


def test_metadata_of_a_report_is_used(nlp: Language) -> None:
    doc = nlp.make_doc("去年全市高新技术企业达到47家。")
    doc._.huibao_metadata = {"report_date": "2023-01", "doc_id": "yunxi"}
    (fact,) = nlp(doc)._.huibao_facts
    assert (fact["doc_id"], fact["period"]) == ("yunxi", "2022")


@pytest.mark.parametrize("params", [{"quantity": {}}, {"facts": {"min_confidence": 2.0}}])
def test_wrong_params_are_refused(params: dict[str, Any]) -> None:
    with pytest.raises(ParamsError):
        spacy.blank("zh").add_pipe("huibao_facts", config={"params": params})


def test_pkuseg_can_be_chosen() -> None:
    pipeline = spacy.blank("zh")
    pipeline.add_pipe("huibao_segment", config={"params": {"segment": {"segmenter": "pkuseg"}}})
    assert len(pipeline(REPORT).spans["huibao_sentences"]) > 0


def test_a_blank_language_loads_none_of_the_core() -> None:
    script = (
        "import sys, spacy; spacy.blank('zh');"
        "print(*sorted(name for name in sys.modules if name.startswith('pipeline.') or name in "
        "('jieba', 'sklearn', 'pandas', 'pycrfsuite', 'spacy_pkuseg')))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    core = ("ingest", "segment", "organizations", "pillars", "quantities", "facts", "resources", "records", "params")
    loaded = set(done.stdout.split())
    assert "pipeline.components.facts" in loaded  # found by entry point
    assert not loaded & {*(f"pipeline.{name}" for name in core), "jieba", "pandas", "pycrfsuite", "spacy_pkuseg"}


# What is carried on a doc


def test_carried_records_come_back_as_they_were(engine: Engine) -> None:
    analysis = engine.analyze(build_document(REPORT))
    doc = spacy.blank("zh")(REPORT)
    put_segmented(doc, analysis.segmented)
    put_records(doc, "organizations", analysis.mentions)
    put_records(doc, "pillars", analysis.labels)
    put_records(doc, "quantities", analysis.numbers)
    put_records(doc, "facts", analysis.facts)
    again = Doc(doc.vocab).from_bytes(doc.to_bytes())
    assert take_segmented(again) == analysis.segmented
    assert take_records(again, "organizations") == analysis.mentions
    assert take_records(again, "pillars") == analysis.labels
    assert take_records(again, "quantities") == analysis.numbers
    assert take_records(again, "facts") == analysis.facts


def test_nothing_is_taken_where_nothing_was_left() -> None:
    doc = spacy.blank("zh")("全市47家")
    assert take_segmented(doc) is None
    assert take_records(doc, "facts") is None
    put_records(doc, "facts", ())
    assert take_records(doc, "facts") == ()


@given(value=st.decimals(allow_nan=False, allow_infinity=False))
def test_decimals_keep_every_digit(value: Decimal) -> None:
    doc = Doc(Vocab())
    filled: dict[str, Any] = dict.fromkeys((field.name for field in dataclasses.fields(Fact)), "")
    fact = Fact(**{**filled, "value": value, "value_max": None, "value_base": value, "organizations": ("甲",)})
    put_records(doc, "facts", (fact,))
    (again,) = take_records(doc, "facts") or ()
    assert again == fact
    assert again.value.as_tuple() == value.as_tuple()


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(alphabet="全市新增企业65.3%亿元家，。；、\n\r\t 一（）*“”", max_size=60))
def test_any_text_is_annotated_within_itself(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert doc.text == text
    for row in doc._.huibao_quantities:
        assert 0 <= row["char_start"] < row["char_end"] <= len(text)
