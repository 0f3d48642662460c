"""The sentences of one report that have words, read at a time, and the leads that they stand under."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import groupby

from pipeline.pillars.evidence import Effect, Words
from pipeline.pillars.headings import HeadingReader
from pipeline.pillars.surroundings import Surroundings, build_surroundings
from pipeline.pillars.words import WordReader
from pipeline.records import Document, Segmented, Sentence

_WORD = re.compile(r"[^\W\d_]")
_DIGIT = re.compile(r"\d")
ITEM = re.compile(r"^\s*(?:[（(]?[一二三四五六七八九十]{1,3}(?:是|要|[）)、])|\d{1,2}[.．、]|[—–-]{2,})")
_LONGEST_LEAD = 18
Lead = tuple[str, str]
"""The theme of the short sentence that opens a paragraph or an item, and that sentence."""


@dataclass(slots=True)
class Report:
    """The sentences of one report that have words, a row each, and what is told of them on the way."""

    surroundings: Surroundings
    title: str
    sentences: list[Sentence]
    words: Words
    opened_by: list[int | None]
    """The row of the lead that each stands under."""
    leads: dict[int, Lead | None]
    """What each lead opens with; None where that says nothing, or is not told yet."""
    weighed: dict[tuple[str | None, str, Lead | None], tuple[Effect, ...]] = field(default_factory=dict)
    """The effects of places where a sentence was seen before."""

    def lead(self, row: int) -> Lead | None:
        """Give the lead of a row."""
        opened_by = self.opened_by[row]
        return None if opened_by is None else self.leads[opened_by]


def read_report(document: Document, segmented: Segmented, reader: WordReader, headings: HeadingReader) -> Report:
    """Read all words of a report, and find its leads; what these open with is still to be told."""
    sentences: list[Sentence] = []
    opened_by: list[int | None] = []
    leads: dict[int, Lead | None] = {}
    for _, group in groupby(segmented.sentences, key=lambda sentence: (sentence.kind, sentence.paragraph)):
        paragraph = list(group)
        lead: int | None = None
        for sentence in paragraph:
            if not _WORD.search(sentence.clean):
                continue
            leads_on = _is_lead(sentence, alone=sentence is paragraph[-1])
            if leads_on:
                lead = len(sentences)
                leads[lead] = None
            opened_by.append(None if leads_on else lead)
            sentences.append(sentence)
    surroundings = build_surroundings(document, segmented, headings)
    title = (document.title or "") if surroundings.on_theme else ""
    words = reader.read([sentence.clean for sentence in sentences])
    return Report(surroundings, title, sentences, words, opened_by, leads)


def _is_lead(sentence: Sentence, *, alone: bool) -> bool:
    if sentence.kind != "body":
        return False
    text = sentence.clean.strip()
    if len(text) > _LONGEST_LEAD:
        return False
    return bool(ITEM.match(text)) or (not alone and not _DIGIT.search(text) and "，" not in text)
