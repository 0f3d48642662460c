"""Read a report: leave out what is none of it, and give its sections and sentences."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.params import SegmentParams
from pipeline.records import Document, Region, Section, Segmented, Sentence, SentenceKind
from pipeline.resources.noise import Noise, load_noise
from pipeline.segment.blocks import Block, build_blocks
from pipeline.segment.headings import Heading, find_headings, find_opening_end
from pipeline.segment.lines import split_lines
from pipeline.segment.outline import Outline, find_outline
from pipeline.segment.regions import find_regions
from pipeline.segment.sections import build_sections
from pipeline.segment.sentences import cut_sentences
from pipeline.segment.tokens import Tokenizer, load_tokenizer


@dataclass(frozen=True, slots=True)
class Segmenter:
    """Segments documents. Build it with `load_segmenter`."""

    noise: Noise
    tokenizer: Tokenizer

    def segment(self, document: Document) -> Segmented:
        """Find regions, sections and sentences of a document, each sorted by place."""
        lines = tuple(split_lines(document.text))
        regions = find_regions(document.doc_id, document.text, lines, self.noise)
        markdown = document.format == "markdown" or any(region.kind == "front_matter" for region in regions)
        blocks = build_blocks(lines, regions, markdown=markdown)
        outline = find_outline(blocks)
        headings = find_headings(blocks, first=outline.last if outline else 0, title=document.title)
        sections = build_sections(document.doc_id, document.text, blocks, headings, outline)
        sentences = tuple(self._build_sentences(document, blocks, headings, sections, outline))
        return Segmented(_with_outline(document, regions, blocks, outline), sections, sentences)

    def _build_sentences(
        self,
        document: Document,
        blocks: Sequence[Block],
        headings: Sequence[Heading],
        sections: Sequence[Section],
        outline: Outline | None,
    ) -> Iterator[Sentence]:
        body = outline.last if outline else 0
        whole = {heading.block for heading in headings if not heading.run_in}
        whole |= set(range(body, find_opening_end(blocks, body)))  # the title, who spoke, when and where
        starts = [section.char_start for section in sections]
        # the innermost section around a place is the last one that starts before it, since each runs to the next
        section_ids = (None, *(section.section_id for section in sections))
        cuts = [(block, start, end) for block in blocks for start, end in cut_sentences(block.text)]
        cleans = [block.text[start:end] for block, start, end in cuts]
        tokens = self.tokenizer.cut_all(cleans)
        for number, (block, start, end) in enumerate(cuts):
            in_outline = outline is not None and outline.first <= block.number < outline.last
            kind: SentenceKind = "outline" if in_outline else "heading" if block.number in whole else "body"
            offsets = block.offsets[start:end]
            first, last = offsets[0], offsets[-1] + 1
            # by place: by name it takes more than twice as long
            yield Sentence(
                f"{document.doc_id}#s{number + 1:04d}",
                document.doc_id,
                first,
                last,
                document.text[first:last],
                cleans[number],
                offsets,
                kind,
                block.number,
                section_ids[bisect_right(starts, first)],
                tokens[number],
            )


def load_segmenter(params: SegmentParams, *, overrides: Path | None = None) -> Segmenter:
    """Load the noise patterns and a word segmenter.

    `overrides` is a folder whose data files take precedence over the packaged ones.

    Raises:
        ResourceError: noise.yaml is wrong.
        ModelError: the model of pkuseg is missing.
    """
    return Segmenter(load_noise(overrides=overrides), load_tokenizer(params.segmenter, overrides))


def _with_outline(
    document: Document, regions: Sequence[Region], blocks: Sequence[Block], outline: Outline | None
) -> tuple[Region, ...]:
    if outline is None or outline.first >= outline.last:
        return tuple(regions)
    start, end = blocks[outline.first].offsets[0], blocks[outline.last - 1].offsets[-1] + 1
    found = Region(document.doc_id, start, end, "contents" if outline.paged else "outline")
    outside = [region for region in regions if region.char_end <= start or region.char_start >= end]
    return tuple(sorted((*outside, found), key=lambda region: region.char_start))
