"""`huibao_segment`: the sentences and sections of a report, as span groups.

`doc.spans["huibao_sentences"]`, labelled body, heading or outline; `doc.spans["huibao_sections"]`, labelled by title.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spacy.language import Language

from pipeline.components.annotator import DEFAULTS, Annotator

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from pipeline.components.steps import Steps

SENTENCES = "huibao_sentences"
SECTIONS = "huibao_sections"


@Language.factory("huibao_segment", assigns=["doc.spans"], default_config=DEFAULTS)
def make_segment(nlp: Language, name: str, params: dict[str, Any], resources: str | None) -> Annotator:  # noqa: ARG001
    """Make the component that writes sentences and sections."""
    return Annotator(annotate, own="segmenter", params=params, resources=resources)


def annotate(doc: Doc, steps: Steps) -> None:
    """Write sentences and sections on the doc."""
    from pipeline.components.spans import set_spans

    segmented = steps.segment(doc)
    set_spans(doc, SENTENCES, ((item.char_start, item.char_end, item.kind) for item in segmented.sentences))
    set_spans(doc, SECTIONS, ((item.char_start, item.char_end, item.title) for item in segmented.sections))
