"""The table of organizations: what mentions of all reports say together of each one."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from pipeline.organizations.link import Directory, normalize_name, organization_id
from pipeline.records import Analysis


@dataclass(slots=True)
class _Organization:
    """What is gathered of one organization. `names` are full names, `surfaces` names as written."""

    names: Counter[str] = field(default_factory=Counter)
    surfaces: Counter[str] = field(default_factory=Counter)
    types: Counter[str] = field(default_factory=Counter)
    documents: set[str] = field(default_factory=set)


class OrganizationCounts:
    """Gathers organizations report by report."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory
        self._organizations: dict[str, _Organization] = {}
        self._given: dict[str, str] = {}  # names that people linked mentions to: they are the full ones

    def add(self, analysis: Analysis) -> None:
        """Count the mentions of one report."""
        home = self._directory.home(analysis.document)
        for mention in analysis.mentions:
            organization = self._organizations.setdefault(mention.org_id, _Organization())
            full_name = self._directory.name(mention.text, mention.type, home)
            # The id is made from the name that linking found: where it fits, that is the name.
            if organization_id(full_name, mention.type) == mention.org_id:
                organization.names[full_name] += 1
            organization.surfaces[normalize_name(mention.text)] += 1
            organization.types[mention.type] += 1
            organization.documents.add(mention.doc_id)
        types = {mention.type for mention in analysis.mentions}
        for outcome in analysis.corrections:
            if outcome.field == "organization" and outcome.value and outcome.status in ("applied", "confirmed"):
                for kind in types:
                    name = self._directory.name(outcome.value, kind, home)
                    self._given[organization_id(name, kind)] = name

    def rows(self) -> list[dict[str, Any]]:
        """Give one row an organization."""
        return [self._row(org_id, organization) for org_id, organization in self._organizations.items()]

    def _row(self, org_id: str, organization: _Organization) -> dict[str, Any]:
        entry = self._directory.entry(org_id)
        names = organization.names or organization.surfaces
        name = entry.name if entry else self._given.get(org_id) or _most_frequent(names)
        return {
            "org_id": org_id,
            "name": name,
            "aliases": sorted(set(organization.surfaces) - {name}),
            "type": _most_frequent(organization.types),
            "region": self._directory.region(org_id, name),
            "credit_code": entry.credit_code if entry else None,
            "in_gazetteer": entry is not None,
            "mentions": organization.surfaces.total(),
            "documents": len(organization.documents),
        }


def _most_frequent(counts: Counter[str]) -> str:
    """Give the most frequent text; of several the longest, of several of these the first by code points."""
    return min(counts, key=lambda text: (-counts[text], -len(text), text))
