"""`huibao_facts`: figures bound to what they mean.

`doc.spans["huibao_facts"]`, labelled with the indicator; `doc._.huibao_facts`, the rows of the facts table as dicts of
plain values, numbers as decimal text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spacy.language import Language

from pipeline.components.annotator import DEFAULTS, Annotator

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from pipeline.components.steps import Steps

KEY = "huibao_facts"


@Language.factory("huibao_facts", assigns=["doc.spans", f"doc._.{KEY}"], default_config=DEFAULTS)
def make_facts(nlp: Language, name: str, params: dict[str, Any], resources: str | None) -> Annotator:  # noqa: ARG001
    """Make the component that writes facts."""
    return Annotator(annotate, own="fact_builder", attributes=(KEY,), params=params, resources=resources)


def annotate(doc: Doc, steps: Steps) -> None:
    """Write facts on the doc."""
    from pipeline.components.carried import plain_rows
    from pipeline.components.spans import set_spans

    facts = steps.build_facts(doc)
    set_spans(doc, KEY, ((item.char_start, item.char_end, item.indicator) for item in facts))
    doc._.set(KEY, plain_rows(facts))
