"""`huibao_pillars`: the pillar of each sentence.

`doc.spans["huibao_pillars"]`, one span a sentence, labelled with its pillar; `doc._.huibao_pillars`, the same as rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spacy.language import Language

from pipeline.components.annotator import DEFAULTS, Annotator

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from pipeline.components.steps import Steps

KEY = "huibao_pillars"


@Language.factory("huibao_pillars", assigns=["doc.spans", f"doc._.{KEY}"], default_config=DEFAULTS)
def make_pillars(nlp: Language, name: str, params: dict[str, Any], resources: str | None) -> Annotator:  # noqa: ARG001
    """Make the component that writes pillars."""
    return Annotator(annotate, own="pillar_classifier", attributes=(KEY,), params=params, resources=resources)


def annotate(doc: Doc, steps: Steps) -> None:
    """Write pillars on the doc."""
    from pipeline.components.carried import plain_rows
    from pipeline.components.spans import set_spans

    sentences, labels = steps.segment(doc).sentences, steps.classify_pillars(doc)
    pairs = zip(sentences, labels, strict=True)
    set_spans(doc, KEY, ((sentence.char_start, sentence.char_end, label.pillar) for sentence, label in pairs))
    doc._.set(KEY, plain_rows(labels))
