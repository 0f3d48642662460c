"""Training of the organization model: the composed sentences, and that the same input gives the same bytes."""

from __future__ import annotations

import dataclasses
import json

import pytest

from pipeline.errors import ResourceError
from pipeline.organizations.compose import (
    TYPE_OF_LETTER,
    Example,
    compose_examples,
    parse_marked,
    read_slots,
    read_templates,
)
from pipeline.organizations.tagger import FEATURES_VERSION, META, MODEL
from pipeline.params import Params, TrainOrganizationsParams
from pipeline.records import ORGANIZATION_TYPES
from pipeline.resources.files import models_dir
from pipeline.resources.gazetteer import load_gazetteer
from pipeline.stages.train_organizations import run_train_organizations

TEMPLATES = """\
# a comment
引进{co}、{co}等{n}家企业。
{dept}、{dept}联合印发通知。
{plat}落户{zone}。
{uni}与{inst}共建{plat}。
大力发展{ind}产业。
"""
PARAMS = dataclasses.replace(Params(), train_organizations=TrainOrganizationsParams(iterations=8, models=2))


@pytest.fixture(scope="module")
def data(root):
    return root / "data" / "train" / "organizations"


def compose(data, *, seed=7, rounds=1, held_out=False):
    templates, slots = read_templates(data / "templates.txt"), read_slots(data / "slots.yaml")
    return compose_examples(templates, slots, load_gazetteer(), seed=seed, rounds=rounds, held_out=held_out)


def test_every_letter_is_a_type():
    assert sorted(TYPE_OF_LETTER.values()) == sorted(ORGANIZATION_TYPES)


def test_marks_become_spans():
    example = parse_marked("引进<c 通裕>、<u 江南大学>团队。")
    assert example == Example("引进通裕、江南大学团队。", ((2, 4, "company"), (5, 9, "university")))


def test_the_same_seed_gives_the_same_sentences(data):
    assert compose(data) == compose(data)
    assert compose(data) != compose(data, seed=8)


def test_every_slot_is_filled_and_every_span_holds_a_name(data):
    for example in compose(data, rounds=2):
        assert not set("{}<>") & set(example.text)
        ends = [0]
        for start, end, kind in example.spans:
            assert ends[-1] <= start < end <= len(example.text)
            assert kind in ORGANIZATION_TYPES
            ends.append(end)


def test_invented_names_differ_between_training_and_held_out(data):
    slots = read_slots(data / "slots.yaml")
    drawn = [
        {example.text for example in compose_examples(["{nb}"], slots, (), seed=7, rounds=200, held_out=held_out)}
        for held_out in (False, True)
    ]
    assert all(drawn)
    assert not drawn[0] & drawn[1]


def test_files_that_cannot_be_read_are_told(tmp_path):
    with pytest.raises(ResourceError, match=r"templates\.txt"):
        read_templates(tmp_path / "templates.txt")
    with pytest.raises(ResourceError, match=r"slots\.yaml"):
        read_slots(tmp_path / "slots.yaml")
    (tmp_path / "slots.yaml").write_text("ind: [半导体]\n", encoding="utf-8")
    with pytest.raises(ResourceError, match="ind must be words"):
        read_slots(tmp_path / "slots.yaml")


def test_training_twice_gives_the_same_bytes(tmp_path, data):
    written = []
    for name in ("one", "two"):
        folder = tmp_path / name / "data" / "train" / "organizations"
        folder.mkdir(parents=True)
        (folder / "templates.txt").write_text(TEMPLATES, encoding="utf-8")
        (folder / "slots.yaml").write_bytes((data / "slots.yaml").read_bytes())
        report = run_train_organizations(tmp_path / name, PARAMS)
        assert report.stage == "train_organizations"
        model = tmp_path / name / "models" / "organizations"
        written.append({path.name: path.read_bytes() for path in model.iterdir()})
    assert set(written[0]) == {MODEL, META}
    assert written[0] == written[1]


def test_the_model_in_git_was_trained_by_this_version_with_the_default_parameters():
    meta = json.loads((models_dir() / "organizations" / META).read_text(encoding="utf-8"))
    assert meta["features"] == FEATURES_VERSION
    assert meta["params"] == dataclasses.asdict(TrainOrganizationsParams())
    assert meta["score"]["f1"] > 0.9
