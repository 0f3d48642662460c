"""What a figure is of: which figures may be held against each other, and which period comes before which."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from pipeline.records import Document, Fact
from pipeline.resources.whole_places import WholePlaces

_COUNTRY = frozenset({"全国", "我国"})
_LEVELS_ABOVE = {
    "全省": ("city", "district", "county", "town"),
    "全市": ("district", "county", "town"),
}
_NOT_WORDS = re.compile(r"[\s、的“”\"()（）]")
_YEAR_END = re.compile(r"(\d{4})-12-31")

Subject = tuple[str, str, str]
"""Indicator, area and who it is about: what two figures must share to be held against each other."""


@dataclass(frozen=True)
class Report:
    """One report with its facts in the order of the text."""

    document: Document
    facts: tuple[Fact, ...]
    places: WholePlaces

    @cached_property
    def by_id(self) -> dict[str, Fact]:
        """The facts by their ids."""
        return {fact.fact_id: fact for fact in self.facts}

    @cached_property
    def place(self) -> str | None:
        """The place that reports, as far as it is known."""
        return reporting_place(self.document.region_code, self.document.region)

    @cached_property
    def year(self) -> int | None:
        """The year that the report belongs to."""
        date = self.document.report_date
        return self.document.report_year or (int(date[:4]) if date else None)

    @cached_property
    def places_in_order(self) -> dict[str, int]:
        """The place of each fact among the facts, by its id."""
        return {fact.fact_id: place for place, fact in enumerate(self.facts)}

    @cached_property
    def by_subject(self) -> dict[Subject, list[Fact]]:
        """The facts by what they are of."""
        found: defaultdict[Subject, list[Fact]] = defaultdict(list)
        for fact in self.facts:
            found[self.subject(fact)].append(fact)
        return found

    def subject(self, fact: Fact) -> Subject:
        """Give what a fact is of."""
        known = self._subjects.get(fact.fact_id)
        if known is None:
            known = (indicator_key(fact), self.area(fact), "、".join(sorted(fact.organizations)))
            self._subjects[fact.fact_id] = known
        return known

    def area(self, fact: Fact) -> str:
        """Give the area of a fact, empty for the whole place that reports."""
        scope, level = fact.scope, self.document.level
        if scope is None or scope == self.document.region or (scope in _COUNTRY and level == "country"):
            return ""
        above = level in _LEVELS_ABOVE.get(scope, ())
        return "" if scope in self.places.words and not above else scope

    def words_between(self, first: Fact, second: Fact) -> str:
        """Give the words between two figures without blanks and marks of emphasis."""
        return clean(self.document.text[first.char_end : second.char_start])

    @cached_property
    def _subjects(self) -> dict[str, Subject]:
        """What was asked for before: each fact is held against many."""
        return {}


def reporting_place(region_code: str | None, region: str | None) -> str | None:
    """Give what two reports of one place share; only these are held against each other."""
    return region_code or region


def clean(text: str) -> str:
    """Give text without blanks, line ends and marks of emphasis, with plain commas."""
    return re.sub(r"[\s*_　]", "", text).replace(",", "，").replace(";", "；").replace("(", "（").replace(")", "）")


def indicator_key(fact: Fact) -> str:
    """Give what two figures of one indicator share: its id, else its words."""
    return fact.indicator_id or "=" + _NOT_WORDS.sub("", fact.indicator)


@lru_cache(maxsize=4096)
def period_key(period: str | None) -> str | None:
    """Give a period so that a year and its last day are the same: 2022 and 2022-12-31."""
    match = _YEAR_END.fullmatch(period) if period else None
    return match[1] if match else period


def year_key(period: str | None) -> int | None:
    """Give the year of a period that is a year or its last day, else null."""
    key = period_key(period)
    return int(key) if key and len(key) == len("2022") else None


def span_years(period: str | None) -> tuple[int, int] | None:
    """Give the first and last year of a span of years: 2016/2020."""
    match = re.fullmatch(r"(\d{4})/(\d{4})", period or "")
    return (int(match[1]), int(match[2])) if match else None


def build_reports(reports: Iterable[tuple[Document, Sequence[Fact]]], places: WholePlaces) -> list[Report]:
    """Build reports sorted by id, whatever the order in which they and their facts come."""
    built = [
        Report(document, tuple(sorted(facts, key=lambda fact: (fact.char_start, fact.char_end, fact.fact_id))), places)
        for document, facts in reports
    ]
    return sorted(built, key=lambda report: report.document.doc_id)
