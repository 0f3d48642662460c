"""The bridge between facts and organizations: one row for each organization that a figure is about."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from pipeline.records import Analysis, Fact, Mention


def build_fact_organizations(analysis: Analysis) -> list[dict[str, Any]]:
    """Link each name in `organizations` of a fact to the mention that it is, with the place of that mention.

    Of several mentions of a name the one nearest before the figure counts, in its own sentence if there is one.
    """
    by_text: defaultdict[str, list[Mention]] = defaultdict(list)
    for mention in analysis.mentions:
        by_text[mention.text].append(mention)
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    for fact in analysis.facts:
        for name in fact.organizations:
            if not by_text[name]:
                continue
            mention = min(by_text[name], key=lambda item: _distance(fact, item))
            rows.setdefault(
                (fact.fact_id, mention.org_id),
                {
                    "fact_id": fact.fact_id,
                    "org_id": mention.org_id,
                    "doc_id": mention.doc_id,
                    "char_start": mention.char_start,
                    "char_end": mention.char_end,
                    "text": mention.text,
                },
            )
    return list(rows.values())


def _distance(fact: Fact, mention: Mention) -> tuple[bool, bool, int]:
    is_elsewhere = mention.sentence_id != fact.sentence_id
    return is_elsewhere, mention.char_end > fact.char_start, abs(fact.char_start - mention.char_end)
