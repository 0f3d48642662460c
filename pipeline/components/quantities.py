"""`huibao_quantities`: every number of a report.

`doc.spans["huibao_quantities"]`, numerals with their unit, labelled with the unit; `doc._.huibao_quantities`, the whole
ledger as rows, with the reason where a number is no quantity.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spacy.language import Language

from pipeline.components.annotator import DEFAULTS, Annotator

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from pipeline.components.steps import Steps

KEY = "huibao_quantities"


@Language.factory("huibao_quantities", assigns=["doc.spans", f"doc._.{KEY}"], default_config=DEFAULTS)
def make_quantities(
    nlp: Language,  # noqa: ARG001
    name: str,  # noqa: ARG001
    params: dict[str, Any],
    resources: str | None,
) -> Annotator:
    """Make the component that writes quantities."""
    return Annotator(annotate, own="number_finder", attributes=(KEY,), params=params, resources=resources)


def annotate(doc: Doc, steps: Steps) -> None:
    """Write quantities on the doc."""
    from pipeline.components.carried import plain_rows
    from pipeline.components.spans import set_spans

    numbers = steps.find_quantities(doc)
    quantities = (item for item in numbers if item.reason is None)
    set_spans(doc, KEY, ((item.char_start, item.char_end, item.unit or "") for item in quantities))
    doc._.set(KEY, plain_rows(numbers))
