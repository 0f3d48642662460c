"""Find the place that a correction means in the report as it is now."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.ingest.text_hash import hash_text
from pipeline.records import Correction, Document, Sentence


@dataclass(frozen=True, slots=True)
class Place:
    """Where a correction applies: `[start, end)` in the text, in a sentence; `is_moved` where it stood elsewhere."""

    start: int
    end: int
    sentence: Sentence
    is_moved: bool = False


class LostError(Exception):
    """The place is not there any more; the message says why. Never leaves this package."""


@dataclass(frozen=True, slots=True)
class Places:
    """A report in which places are looked for: its text, and its sentences in order; `by_hash`: where each begins."""

    text: str
    document_hash: str
    sentences: Sequence[Sentence]
    by_hash: Mapping[str, Sequence[int]]

    def find(self, correction: Correction) -> Place:
        """Find the place of a correction.

        In an unchanged text it is where the correction says. In a changed one the sentence tells: it must be there as
        it was, in its old place or once in the report.

        Raises:
            LostError: the place is not there, or its text is another.
        """
        shift = 0
        if correction.document_hash != self.document_hash:
            shift = self._find_shift(correction)
        start, end = correction.char_start + shift, correction.char_end + shift
        found = self.text[start:end]
        if found != correction.text:
            message = f"the text there is {found!r}, not {correction.text!r}"
            raise LostError(message)
        return Place(start, end, self._sentence(start, end, is_whole=correction.target == "sentence"), shift != 0)

    def _find_shift(self, correction: Correction) -> int:
        """Give how far the sentence of a correction has moved."""
        if correction.sentence_hash is None or correction.sentence_start is None:
            message = "the report has changed, and the correction names no sentence to find again"
            raise LostError(message)
        starts = self.by_hash.get(correction.sentence_hash, ())
        if correction.sentence_start in starts:
            return 0
        if not starts:
            elsewhere = "; the words are still in the report" if correction.text in self.text else ""
            message = f"its sentence has changed or is gone{elsewhere}"
            raise LostError(message)
        if len(starts) > 1:
            message = f"its sentence has moved and stands {len(starts)} times in the report"
            raise LostError(message)
        return starts[0] - correction.sentence_start

    def _sentence(self, start: int, end: int, *, is_whole: bool) -> Sentence:
        index = bisect_right([item.char_start for item in self.sentences], start) - 1
        sentence = self.sentences[index] if index >= 0 else None
        if sentence is None or end > sentence.char_end:
            message = "the place does not lie in one sentence"
            raise LostError(message)
        if is_whole and (sentence.char_start, sentence.char_end) != (start, end):
            message = "the text is cut into other sentences now"
            raise LostError(message)
        return sentence


def build_places(document: Document, sentences: Sequence[Sentence]) -> Places:
    """Build the places of a report."""
    ordered = sorted(sentences, key=lambda item: item.char_start)
    by_hash: defaultdict[str, list[int]] = defaultdict(list)
    for sentence in ordered:
        by_hash[hash_text(sentence.text)].append(sentence.char_start)
    return Places(document.text, hash_text(document.text), ordered, by_hash)
