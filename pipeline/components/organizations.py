"""`huibao_organizations`: named organizations, which may nest.

`doc.spans["huibao_organizations"]`, labelled with the type, with the org_id as `kb_id_`; `doc.ents`, the same without
nested ones; `doc._.huibao_organizations`, rows of the mentions table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spacy.language import Language

from pipeline.components.annotator import DEFAULTS, Annotator

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from pipeline.components.steps import Steps

KEY = "huibao_organizations"


@Language.factory("huibao_organizations", assigns=["doc.spans", "doc.ents", f"doc._.{KEY}"], default_config=DEFAULTS)
def make_organizations(
    nlp: Language,  # noqa: ARG001
    name: str,  # noqa: ARG001
    params: dict[str, Any],
    resources: str | None,
) -> Annotator:
    """Make the component that writes organizations."""
    return Annotator(annotate, own="organization_finder", attributes=(KEY,), params=params, resources=resources)


def annotate(doc: Doc, steps: Steps) -> None:
    """Write organizations on the doc."""
    from pipeline.components.carried import plain_rows
    from pipeline.components.spans import set_entities, set_spans

    mentions = steps.find_organizations(doc)
    set_spans(doc, KEY, ((item.char_start, item.char_end, item.type, item.org_id) for item in mentions))
    set_entities(doc, doc.spans[KEY])
    doc._.set(KEY, plain_rows(mentions))
