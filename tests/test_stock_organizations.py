"""Names of organizations, known ones and invented ones, come back whole from the phrases that reports put them into."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipeline.engine import load_engine_once
from pipeline.ingest.document import build_document
from pipeline.organizations.compose import read_slots
from pipeline.organizations.invent import Inventor
from pipeline.params import Params
from pipeline.records import Mention
from pipeline.resources.counties import load_counties
from pipeline.resources.gazetteer import load_gazetteer
from pipeline.resources.regions import load_regions

SLOTS = Path(__file__).parent.parent / "data" / "train" / "organizations" / "slots.yaml"
SIZE = 120
BESIDE = "云岳机械"
"""A firm beside the name where a phrase lists two."""


def inventor() -> Inventor:
    """Invents names that no training sentence has: a new one the same names, whatever was asked of others."""
    return Inventor(random.Random(3), read_slots(SLOTS), load_gazetteer(), held_out=True)


def known(kind: str, *, words: bool = False) -> list[str]:
    """Names of the gazetteer of a type; `words` chooses those that mean other things too."""
    return sorted(
        {
            surface
            for entry in load_gazetteer()
            for surface, needs_context in entry.surfaces()
            if entry.type == kind and needs_context is words and 2 <= len(surface) <= 8
        }
    )


def brands() -> Iterator[str]:
    """Invented short names of two or three characters."""
    slots, invented = read_slots(SLOTS), inventor()
    for _ in range(SIZE):
        draw = random.Random(invented.fill("nb"))
        yield draw.choice(slots["name_head"]) + draw.choice(slots["name_tail"]) + draw.choice(("", "特", "斯", "利"))


def filled(slot: str) -> list[str]:
    """Invented names of one kind, without the marks of a span around them."""
    invented = inventor()
    return [invented.fill(slot)[3:-1] for _ in range(SIZE)]


NAMES: dict[str, Callable[[], list[str]]] = {
    "company": lambda: random.Random(1).sample(known("company"), SIZE),
    "word": lambda: known("company", words=True)[:SIZE],
    "university": lambda: random.Random(1).sample(known("university"), SIZE),
    "institute": lambda: random.Random(1).sample(known("institute"), SIZE),
    "hospital": lambda: random.Random(1).sample(known("hospital"), SIZE),
    "invented": lambda: list(brands()),
    "with industry": lambda: filled("nbsuf"),
    "of a word": lambda: filled("wordsuf"),
    "county": lambda: random.Random(1).sample(sorted(load_counties(load_regions()).by_name), SIZE),
}
# Per kind and phrase, how many of 120 names may be missed or cut; of counties, how many may be taken for firms. The
# numbers may only fall; some leave room for what another training of the tagger changes.
PHRASES = [
    ("company", "支持{name}、云岳机械等企业做大做强。", 0),
    ("company", "加快{name}动力电池、云岳机械齿轮等项目建设。", 0),
    ("company", "{name}落户高新区。", 0),
    ("word", "引进{name}、云岳机械等12家企业。", 0),
    ("word", "加快{name}动力电池、云岳机械齿轮等项目建设。", 13),
    ("word", "以{name}为龙头，培育产业集群。", 2),
    ("invented", "支持{name}、云岳机械等企业做大做强。", 3),
    ("invented", "{name}动力电池、云岳机械齿轮竣工投产。", 16),
    ("invented", "{name}、云岳机械成功上市。", 5),
    ("invented", "{name}二期、云岳机械三期投产。", 6),
    ("invented", "以{name}为龙头，培育产业集群。", 6),
    ("invented", "推动{name}扩产增效。", 6),
    ("with industry", "加快{name}动力电池、云岳机械齿轮等项目建设。", 13),
    ("with industry", "{name}营业收入突破40亿元。", 4),
    ("of a word", "加快{name}动力电池、云岳机械齿轮等项目建设。", 70),
    ("of a word", "{name}营业收入突破40亿元。", 41),
    ("of a word", "支持{name}、云岳机械等企业做大做强。", 5),
    ("university", "与{name}共建联合实验室。", 1),
    ("institute", "{name}揭牌运行。", 0),
    ("hospital", "{name}建成投用，新增床位500张。", 0),
    ("county", "推进{name}试点项目建设。", 0),
    ("county", "{name}、云岳机械等项目开工。", 2),
    ("county", "支持{name}发展。", 0),
]


def find(lines: list[str]) -> Iterator[list[Mention]]:
    """Give what is found in each line."""
    document = build_document("\n\n".join(lines), doc_id="stock")
    mentions = load_engine_once(Params()).analyze(document).mentions
    place = 0
    for line in lines:
        yield [item for item in mentions if place <= item.char_start < place + len(line)]
        place += len(line) + 2


@pytest.mark.parametrize(("kind", "phrase", "most"), PHRASES, ids=[f"{kind}: {phrase}" for kind, phrase, _ in PHRASES])
def test_names_come_back_whole(kind: str, phrase: str, most: int) -> None:
    names = NAMES[kind]()
    assert len(names) == SIZE
    lines = [phrase.format(name=name) for name in names]
    found = [[item.text for item in own if item.type != "government"] for own in find(lines)]
    assert len(found) == SIZE
    if kind == "county":
        wrong = [line for line, own in zip(lines, found, strict=True) if set(own) - {BESIDE}]
    else:
        wrong = [line for line, name, own in zip(lines, names, found, strict=True) if name not in own]
    assert len(wrong) <= most, wrong
