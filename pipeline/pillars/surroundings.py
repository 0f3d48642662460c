"""Where in its report a sentence stands: the sections around it, its part, or its place in an outline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.pillars.headings import AGAINST, Context, HeadingReader, build_contexts, read_outline
from pipeline.records import Document, Segmented, Sentence


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The contexts of one report. `on_theme` tells that its title names what the pillars are about."""

    contexts: Mapping[str | None, Context]
    parents: Mapping[str, str | None]
    outline: Mapping[str, tuple[str, str]]
    on_theme: bool

    def context(self, sentence: Sentence) -> Context:
        """Give the context of a sentence; a heading is not its own context, but is in its own part."""
        own = self.contexts.get(sentence.section_id, Context())
        if sentence.sentence_id in self.outline:
            pillar, title = self.outline[sentence.sentence_id]
            return Context(part=pillar, part_title=title)
        if sentence.kind == "heading" and sentence.section_id is not None:
            above = self.contexts.get(self.parents.get(sentence.section_id), Context())
            return Context(above.themes, own.part, own.part_title)
        return own


def build_surroundings(document: Document, segmented: Segmented, reader: HeadingReader) -> Surroundings:
    """Build the surroundings of all sentences of a report."""
    theme = None if document.title is None else reader.theme(document.title)
    return Surroundings(
        contexts=build_contexts(segmented.sections, reader),
        parents={section.section_id: section.parent for section in segmented.sections},
        outline=_read_outline(segmented.sentences, reader),
        on_theme=theme not in (None, AGAINST),
    )


def _read_outline(sentences: Sequence[Sentence], reader: HeadingReader) -> dict[str, tuple[str, str]]:
    lines = [sentence for sentence in sentences if sentence.kind == "outline"]
    tops = read_outline([line.clean for line in lines], reader)
    return {line.sentence_id: top for line, top in zip(lines, tops, strict=True) if top is not None}
