"""The table of organizations: what mentions of all reports say together of each one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.organizations.link import canonical_name, organization_id
from pipeline.records import Analysis
from pipeline.resources.gazetteer import load_gazetteer


@dataclass(slots=True)
class _Organization:
    """What is gathered of one organization. `names` are full names, with the place where a report's region tells it."""

    names: Counter[str] = field(default_factory=Counter)
    types: Counter[str] = field(default_factory=Counter)
    documents: set[str] = field(default_factory=set)


class OrganizationCounts:
    """Gathers organizations report by report."""

    def __init__(self) -> None:
        self._organizations: dict[str, _Organization] = {}

    def add(self, analysis: Analysis) -> None:
        """Count the mentions of one report."""
        for mention in analysis.mentions:
            organization = self._organizations.setdefault(mention.org_id, _Organization())
            full_name = canonical_name(mention.text, mention.type, {}, region=analysis.document.region)
            # The id is made from the name that linking found: where it fits, that is the name.
            is_linked = organization_id(full_name, mention.type) == mention.org_id
            organization.names[full_name if is_linked else mention.text] += 1
            organization.types[mention.type] += 1
            organization.documents.add(mention.doc_id)

    def rows(self, names: Mapping[str, str]) -> list[dict[str, Any]]:
        """Give one row an organization; `names` are canonical names by id, and win over what was gathered."""
        return [
            {
                "org_id": org_id,
                "name": names.get(org_id) or _most_frequent(organization.names),
                "type": _most_frequent(organization.types),
                "mentions": organization.names.total(),
                "documents": len(organization.documents),
            }
            for org_id, organization in self._organizations.items()
        ]


def load_organization_names(*, overrides: Path | None = None) -> dict[str, str]:
    """Load the canonical names that the gazetteer knows, by org_id, for `build_contract_tables`."""
    return {organization_id(entry.name, entry.type): entry.name for entry in load_gazetteer(overrides)}


def _most_frequent(counts: Counter[str]) -> str:
    """Give the most frequent text; of several the longest, of several of these the first by code points."""
    return min(counts, key=lambda text: (-counts[text], -len(text), text))
