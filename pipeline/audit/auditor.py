"""All checks over all reports: the one object that the stage, the command line and the API call."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from typing import Any

from pipeline.audit.bases import Prepared
from pipeline.audit.changes import check_changes
from pipeline.audit.derive import derive_values
from pipeline.audit.headline import check_headlines
from pipeline.audit.named_wholes import check_named_wholes
from pipeline.audit.parts import check_parts
from pipeline.audit.promises import build_promises
from pipeline.audit.subjects import build_reports
from pipeline.facts.catalog import Catalog, load_catalog
from pipeline.params import AuditParams
from pipeline.records import Audit, Check, Derived, Document, Fact, Promise
from pipeline.resources.audit import AuditWords, load_audit_words
from pipeline.resources.whole_places import WholePlaces, load_whole_places
from pipeline.tables.decimals import fits_decimal
from pipeline.tables.values import layout_of


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
        prepared = [Prepared(report, self.words) for report in built]
        by_place = _by_place(prepared)
        checks = [
            check for one in prepared for check in self._check(one, _earlier(one, by_place[one.report.place or ""]))
        ]
        derived = [value for one in prepared for value in derive_values(one, self.words)]
        promises = build_promises(built, self.words)
        return Audit(
            checks=tuple(sorted(_unique(checks), key=lambda row: (row.doc_id, row.char_start, row.check_id))),
            derived=tuple(sorted(filter(_fits, derived), key=lambda row: (row.doc_id, row.char_start, row.derived_id))),
            promises=tuple(sorted(filter(_fits, promises), key=lambda row: (row.doc_id, row.char_start, row.fact_id))),
        )

    def _sure(self, facts: Sequence[Fact]) -> list[Fact]:
        return [fact for fact in facts if fact.confidence >= self.params.min_confidence]

    def _check(self, prepared: Prepared, earlier: Sequence[Prepared]) -> Iterator[Check]:
        report = prepared.report
        yield from check_changes(prepared, earlier, self.words)
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


def _by_place(reports: Iterable[Prepared]) -> defaultdict[str, list[Prepared]]:
    found: defaultdict[str, list[Prepared]] = defaultdict(list)
    for one in reports:
        if one.report.place is not None and one.report.year is not None:
            found[one.report.place].append(one)
    return found


def _earlier(prepared: Prepared, same_place: Sequence[Prepared]) -> list[Prepared]:
    """Give the reports of the place before this one, the latest first."""
    year = prepared.report.year
    if year is None:
        return []
    before = [other for other in same_place if other.report.year is not None and other.report.year < year]
    return sorted(before, key=lambda other: (-(other.report.year or 0), other.report.document.doc_id))


def _unique(checks: Iterable[Check]) -> Iterable[Check]:
    return {check.check_id: check for check in checks if _fits(check)}.values()


def _fits(row: Check | Derived | Promise) -> bool:
    """Tell whether the columns hold its values; what follows from absurd figures may be beyond all bounds."""
    return all(value is None or fits_decimal(value) for value in _READ_DECIMALS[type(row)](row))


def _read_decimals(kind: type[Any]) -> Callable[[Any], tuple[Any, ...]]:
    layout = layout_of(kind)
    return attrgetter(*(layout.names[place] for place in layout.decimals))


_READ_DECIMALS: dict[type[Any], Callable[[Any], tuple[Any, ...]]] = {
    kind: _read_decimals(kind) for kind in (Check, Derived, Promise)
}
