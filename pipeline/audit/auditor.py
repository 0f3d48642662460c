"""All checks over all reports: the one object that the stage, the command line and the API call."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from pathlib import Path

from pipeline.audit.changes import check_changes
from pipeline.audit.derive import derive_values
from pipeline.audit.headline import check_headlines
from pipeline.audit.named_wholes import check_named_wholes
from pipeline.audit.parts import check_parts
from pipeline.audit.promises import build_promises
from pipeline.audit.subjects import Report, build_reports
from pipeline.facts.catalog import Catalog, load_catalog
from pipeline.params import AuditParams
from pipeline.records import Audit, Check, Derived, Document, Fact, Promise
from pipeline.resources.audit import AuditWords, load_audit_words
from pipeline.resources.whole_places import WholePlaces, load_whole_places
from pipeline.tables.decimals import fits_decimal


@dataclass(frozen=True, slots=True)
class Auditor:
    """Holds the figures of reports against each other. It knows words, and no report."""

    params: AuditParams
    words: AuditWords
    catalog: Catalog
    places: WholePlaces

    def audit(self, reports: Iterable[tuple[Document, Sequence[Fact]]]) -> Audit:
        """Check, derive and join the facts of reports, in any order; a fact below `min_confidence` counts for nothing.

        A change is also held against the level in earlier reports of the same place, and a promise against the
        outcome in later ones.
        """
        built = build_reports(((document, self._sure(facts)) for document, facts in reports), self.places)
        by_place = _by_place(built)
        checks = [
            check for report in built for check in self._check(report, _earlier(report, by_place[report.place or ""]))
        ]
        derived = [value for report in built for value in derive_values(report, self.words)]
        promises = build_promises(built, self.words)
        return Audit(
            checks=tuple(sorted(_unique(checks), key=lambda row: (row.doc_id, row.char_start, row.check_id))),
            derived=tuple(sorted(filter(_fits, derived), key=lambda row: (row.doc_id, row.char_start, row.derived_id))),
            promises=tuple(sorted(filter(_fits, promises), key=lambda row: (row.doc_id, row.char_start, row.fact_id))),
        )

    def _sure(self, facts: Sequence[Fact]) -> list[Fact]:
        return [fact for fact in facts if fact.confidence >= self.params.min_confidence]

    def _check(self, report: Report, earlier: Sequence[Report]) -> Iterator[Check]:
        yield from check_changes(report, earlier, self.words)
        yield from check_parts(report, self.words)
        yield from check_headlines(report, self.words)
        yield from check_named_wholes(report, self.words, self.catalog)


def load_auditor(params: AuditParams, *, overrides: Path | None = None) -> Auditor:
    """Load the words of the audit and the catalog of indicators.

    Raises:
        ResourceError: a data file is wrong.
    """
    return Auditor(
        params,
        load_audit_words(overrides=overrides),
        load_catalog(overrides=overrides),
        load_whole_places(overrides),
    )


def _by_place(reports: Iterable[Report]) -> defaultdict[str, list[Report]]:
    found: defaultdict[str, list[Report]] = defaultdict(list)
    for report in reports:
        if report.place is not None and report.year is not None:
            found[report.place].append(report)
    return found


def _earlier(report: Report, same_place: Sequence[Report]) -> list[Report]:
    """Give the reports of the place before this one, the latest first."""
    year = report.year
    before = [other for other in same_place if year is not None and other.year is not None and other.year < year]
    return sorted(before, key=lambda other: (-(other.year or 0), other.document.doc_id))


def _unique(checks: Iterable[Check]) -> Iterable[Check]:
    return {check.check_id: check for check in checks if _fits(check)}.values()


def _fits(row: Check | Derived | Promise) -> bool:
    """Tell whether the columns hold its values; what follows from absurd figures may be beyond all bounds."""
    values = (getattr(row, item.name) for item in fields(row))
    return all(fits_decimal(value) for value in values if isinstance(value, Decimal))
