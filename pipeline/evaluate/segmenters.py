"""Compare the segmenters: how far they agree, how fast they are, and what the organizations found lose or gain.

    python -m pipeline.evaluate.segmenters GOLD

prints the figures for a folder of annotated reports. Times are CPU times of one process, and each is also given as a
multiple of jieba alone on the same text in the same run, since machines differ.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from pipeline.errors import HuibaoError
from pipeline.evaluate.ablation import SETTINGS
from pipeline.evaluate.gold import GoldReport, read_gold
from pipeline.evaluate.measures import Tally
from pipeline.ingest.document import build_document
from pipeline.organizations.finder import load_organization_finder
from pipeline.params import SEGMENTERS, SegmentParams
from pipeline.records import Document, Mention, Segmented
from pipeline.segment import load_segmenter
from pipeline.segment.jieba_words import load_jieba
from pipeline.segment.tokens import load_tokenizer

Found = list[tuple[GoldReport, Document, Segmented]]


def compare_segmenters(gold: Path) -> Iterator[str]:
    """Give the figures as lines.

    Raises:
        TableError: an annotation is missing or wrong.
    """
    reports = read_gold(gold)
    segmented = {name: _segment(reports, name) for name in SEGMENTERS}
    sentences = [item.clean for _, _, found in segmented["jieba"] for item in found.sentences]
    yield f"{len(reports)} reports, {sum(map(len, sentences))} characters"
    tokens = {name: [item.tokens for _, _, found in segmented[name] for item in found.sentences] for name in SEGMENTERS}
    yield f"words that both cut alike (F1): {agreement(*tokens.values()):.4f}"
    jieba = load_jieba()
    yardstick = _seconds(lambda texts: [jieba(text) for text in texts], sentences)
    for name in SEGMENTERS:
        tokenizer = load_tokenizer(name)
        yield _describe_time(f"{name} with the gazetteer", _seconds(tokenizer.cut_all, sentences), yardstick)
    for name in SEGMENTERS:
        for setting, params in SETTINGS.items():
            finder = load_organization_finder(params)
            start = time.process_time()
            mentions = [finder.find(document, found) for _, document, found in segmented[name]]
            seconds = time.process_time() - start
            f1 = _score(reports, mentions)
            yield f"{_describe_time(f'organizations, {name}, {setting}', seconds, yardstick)}, F1 {f1:.4f}"


def agreement(one: Iterable[tuple[str, ...]], other: Iterable[tuple[str, ...]]) -> float:
    """Give the F1 of the words of one segmentation against another of the same sentences."""
    tally = Tally()
    for first, second in zip(one, other, strict=True):
        mine, theirs = set(_word_spans(first)), set(_word_spans(second))
        tally.add(hit=len(mine & theirs), predicted=len(mine), gold=len(theirs))
    return tally.figures()["f1"]


def _word_spans(words: Iterable[str]) -> Iterator[tuple[int, int]]:
    place = 0
    for word in words:
        yield place, place + len(word)
        place += len(word)


def _segment(reports: Iterable[GoldReport], name: str) -> Found:
    segmenter = load_segmenter(SegmentParams(segmenter=name))
    documents = [(report, build_document(report.text, doc_id=report.name)) for report in reports]
    return [(report, document, segmenter.segment(document)) for report, document in documents]


def _score(reports: Iterable[GoldReport], mentions: Iterable[tuple[Mention, ...]]) -> float:
    tally = Tally()
    for report, found in zip(reports, mentions, strict=True):
        spans = {(item.char_start, item.char_end) for item in found}
        spans = {span for span in spans if report.covers(span)}
        hit = len(spans & report.organizations.keys())
        tally.add(hit=hit, predicted=len(spans), gold=len(report.organizations))
    return tally.figures()["f1"]


def _seconds(cut_all: Callable[[list[str]], object], sentences: list[str]) -> float:
    start = time.process_time()
    cut_all(sentences)
    return time.process_time() - start


def _describe_time(name: str, seconds: float, yardstick: float) -> str:
    return f"{name:42}{seconds:8.3f} s, {seconds / max(yardstick, 1e-9):5.2f} times jieba alone"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; give its exit status: 0, or 2 where the reports cannot be read."""
    parser = argparse.ArgumentParser(prog="python -m pipeline.evaluate.segmenters", description=__doc__)
    parser.add_argument("gold", type=Path, help="folder of annotated reports")
    try:
        for line in compare_segmenters(parser.parse_args(arguments).gold):
            sys.stdout.write(f"{line}\n")
    except HuibaoError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
