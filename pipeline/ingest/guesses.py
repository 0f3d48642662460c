"""What a report says of itself: title, date, region, level and issuer, each only where it is sure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from pipeline.ingest.dates import find_report_date
from pipeline.ingest.front_matter import find_front_matter
from pipeline.ingest.head_lines import find_head_lines
from pipeline.ingest.metadata_file import Metadata
from pipeline.ingest.places import PlaceFinder, find_issuer
from pipeline.ingest.titles import find_title
from pipeline.resources.regions import load_regions


@dataclass(frozen=True, slots=True)
class Described:
    """Metadata of a report with the code of its region."""

    metadata: Metadata
    region_code: str | None


@lru_cache(maxsize=4)
def load_place_finder(overrides: Path | None = None) -> PlaceFinder:
    """Load the places once for each folder of overrides."""
    return PlaceFinder(load_regions(overrides=overrides))


def describe_report(text: str, given: Metadata, finder: PlaceFinder) -> Described:
    """Fill up what is given with what the text says. What is given always wins."""
    front = find_front_matter(text)
    lines = find_head_lines(text, start=front.end)
    title = given.title or front.title or find_title(lines.head)
    said_region = given.region or front.region
    place = finder.describe_place(said_region) if said_region else finder.find_place(title, lines, text[front.end :])
    guessed = Metadata(
        title=title,
        region=front.region or (place.region if place else None),
        level=front.level or (place.level if place else None),
        report_date=None,
        issuer=front.issuer or find_issuer(title, place, lines),
    )
    metadata = given.over(guessed)
    if metadata.report_date is None:
        found = find_report_date(front_matter_date=front.report_date, title=title, lines=lines, text=text)
        metadata = replace(metadata, report_date=found)
    return Described(metadata, place.code if place else None)
