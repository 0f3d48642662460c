"""The table of organizations: what mentions of all reports say together of each one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pipeline.organizations.homes import Home
from pipeline.organizations.link import Directory, normalize_name, organization_id
from pipeline.records import ORGANIZATION_TYPES, Analysis
from pipeline.tables.columns import Column, TableSchema

ORGANIZATION_COUNTS = TableSchema(
    "organization_counts",
    "Organizations of a report",
    "报告机构",
    "What one report calls an organization, and how often; only on the way to the table of organizations.",
    (
        Column("org_id", "text", "Organization", "机构编号", "Id of the organization"),
        Column("type", "text", "Type", "类型", "Kind of organization", enum=ORGANIZATION_TYPES),
        Column("surface", "text", "Surface", "名称", "The name as written, in one way of writing"),
        Column("name", "text", "Name", "全称", "The full name that the id is made from", nullable=True),
        Column("given", "text", "Given name", "更正名称", "The full name that a person gave", nullable=True),
        Column("mentions", "integer", "Mentions", "提及次数", "Number of mentions of this name"),
    ),
    key=("org_id", "type", "surface", "name"),
    order=("org_id", "type", "surface"),
)


@dataclass(slots=True)
class _Organization:
    """What is gathered of one organization. `names` are full names, `surfaces` names as written."""

    names: Counter[str] = field(default_factory=Counter)
    surfaces: Counter[str] = field(default_factory=Counter)
    types: Counter[str] = field(default_factory=Counter)
    documents: int = 0


def count_organizations(analysis: Analysis, directory: Directory) -> list[dict[str, Any]]:
    """Count the names in one report: rows of ORGANIZATION_COUNTS."""
    home = directory.home(analysis.document)
    counts: Counter[tuple[str, str, str, str | None]] = Counter()
    mentions = Counter((mention.org_id, mention.type, mention.text) for mention in analysis.mentions)
    for (org_id, kind, text), count in mentions.items():
        full_name = directory.name(text, kind, home)
        # The id is made from the name that linking found: where it fits, that is the name.
        name = full_name if organization_id(full_name, kind) == org_id else None
        counts[org_id, kind, normalize_name(text), name] += count
    given = _find_given(analysis, directory, home)
    return [
        {
            "org_id": org_id,
            "type": kind,
            "surface": surface,
            "name": name,
            "given": given.get(org_id),
            "mentions": count,
        }
        for (org_id, kind, surface, name), count in counts.items()
    ]


def _find_given(analysis: Analysis, directory: Directory, home: Home) -> dict[str, str]:
    """Give by id the names that people linked mentions to: they are the full ones."""
    given = {}
    types = {mention.type for mention in analysis.mentions}
    for outcome in analysis.corrections:
        if outcome.field == "organization" and outcome.value and outcome.status in ("applied", "confirmed"):
            for kind in types:
                name = directory.name(outcome.value, kind, home)
                given[organization_id(name, kind)] = name
    return given


class OrganizationCounts:
    """Gathers organizations report by report."""

    def __init__(self) -> None:
        self._organizations: defaultdict[str, _Organization] = defaultdict(_Organization)
        self._given: dict[str, str] = {}

    def add(self, counts: Iterable[Mapping[str, Any]]) -> None:
        """Add the rows of one report."""
        seen = set()
        for row in counts:
            organization = self._organizations[row["org_id"]]
            if row["name"] is not None:
                organization.names[row["name"]] += row["mentions"]
            if row["given"] is not None:
                self._given[row["org_id"]] = row["given"]
            organization.surfaces[row["surface"]] += row["mentions"]
            organization.types[row["type"]] += row["mentions"]
            organization.documents += row["org_id"] not in seen
            seen.add(row["org_id"])

    def merge(self, other: OrganizationCounts) -> None:
        """Add what was gathered of other reports."""
        for org_id, counts in other._organizations.items():
            organization = self._organizations[org_id]
            organization.names.update(counts.names)
            organization.surfaces.update(counts.surfaces)
            organization.types.update(counts.types)
            organization.documents += counts.documents
        self._given |= other._given

    def rows(self, directory: Directory) -> list[dict[str, Any]]:
        """Give one row an organization; `directory` is the one that linked the mentions."""
        return [
            _row(org_id, organization, directory, self._given.get(org_id))
            for org_id, organization in self._organizations.items()
        ]


def _row(org_id: str, organization: _Organization, directory: Directory, given: str | None) -> dict[str, Any]:
    entry = directory.entry(org_id)
    name = entry.name if entry else given or _most_frequent(organization.names or organization.surfaces)
    return {
        "org_id": org_id,
        "name": name,
        "aliases": sorted(set(organization.surfaces) - {name}),
        "type": _most_frequent(organization.types),
        "region": directory.region(org_id, name),
        "credit_code": entry.credit_code if entry else None,
        "in_gazetteer": entry is not None,
        "mentions": organization.surfaces.total(),
        "documents": organization.documents,
    }


def _most_frequent(counts: Counter[str]) -> str:
    """Give the most frequent text; of several the longest, of several of these the first by code points."""
    return min(counts, key=lambda text: (-counts[text], -len(text), text))
