"""Seconds of the core for each stage and for `jieba.cut`, over the same texts in one process."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable, Sequence
from typing import Any

import jieba

from pipeline.engine import load_engine
from pipeline.ingest.document import build_document
from pipeline.ingest.duplicates import find_duplicates
from pipeline.organizations.link import load_directory
from pipeline.publish import build_contract_tables
from pipeline.records import Analysis

ROUNDS = 2
"""Each is done so many times, and the quickest counts."""


def time_jieba(texts: Sequence[str], *, rounds: int = ROUNDS) -> float:
    """Give the seconds of `jieba.cut`, once its dictionary is loaded."""
    jieba.setLogLevel(60)
    tokenizer = jieba.Tokenizer()
    tokenizer.initialize()
    return min(_seconds(lambda text: sum(1 for _ in tokenizer.cut(text)), texts)[0] for _ in range(rounds))


def time_jieba_at_once(texts: Sequence[str], count: int) -> float:
    """Give the seconds by the clock until so many processes have each cut all texts, all at once.

    They share nothing but the machine: with as many as it has cores, no program can gain more from them.
    """
    with multiprocessing.get_context("spawn").Pool(count) as pool:
        pool.map(_cut_all, [()] * count, chunksize=1)  # the dictionary is loaded
        started = time.perf_counter()
        pool.map(_cut_all, [tuple(texts)] * count, chunksize=1)
        return time.perf_counter() - started


def _cut_all(texts: Sequence[str]) -> int:
    return sum(1 for text in texts for _ in jieba.cut(text)) if texts else len(jieba.lcut(""))


def time_stages(texts: Sequence[str]) -> tuple[dict[str, float], int]:
    """Give the seconds of each stage over all texts, and the number of facts."""
    engine = load_engine()
    directory = load_directory()
    best: dict[str, float] = {}
    facts = 0
    for _ in range(ROUNDS):
        took: dict[str, float] = {}
        took["ingest"], documents = _seconds(
            lambda pair: build_document(pair[1], doc_id=f"r{pair[0]:06}"), list(enumerate(texts))
        )
        started = time.process_time()
        documents = find_duplicates(documents)
        took["ingest"] += time.process_time() - started
        took["segment"], segmented = _seconds(engine.segmenter.segment, documents)
        pairs = list(zip(documents, segmented, strict=True))
        took["organizations"], mentions = _seconds(lambda pair: engine.organization_finder.find(*pair), pairs)
        took["pillars"], labels = _seconds(lambda pair: engine.pillar_classifier.classify(*pair), pairs)
        took["quantities"], numbers = _seconds(lambda pair: engine.number_finder.find(*pair), pairs)
        found = list(zip(documents, segmented, mentions, labels, numbers, strict=True))
        took["facts"], built = _seconds(lambda one: engine.fact_builder.build(*one), found)
        analyses = [Analysis(*one, facts_of) for one, facts_of in zip(found, built, strict=True)]
        took["publish"], (tables,) = _seconds(
            lambda all_of: build_contract_tables(all_of, directory=directory), [analyses]
        )
        facts = tables["facts"].num_rows
        best = {name: min(seconds, best.get(name, seconds)) for name, seconds in took.items()}
    return best, facts


def _seconds(work: Callable[[Any], Any], items: Sequence[Any]) -> tuple[float, list[Any]]:
    started = time.process_time()
    results = [work(item) for item in items]
    return time.process_time() - started, results
