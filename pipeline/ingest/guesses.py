"""What a report says of itself: title, date, region, level and issuer, each only where it is sure, with its source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath

from pipeline.ingest.dates import find_report_date, find_report_year, is_work_report
from pipeline.ingest.front_matter import FrontMatter, find_front_matter
from pipeline.ingest.head_lines import HeadLines, find_head_lines
from pipeline.ingest.metadata_file import NOTHING_KNOWN, Metadata
from pipeline.ingest.places import Place, PlaceFinder, find_issuer, join_surroundings
from pipeline.ingest.titles import find_title
from pipeline.records import MetadataSource
from pipeline.resources.counties import load_counties
from pipeline.resources.regions import load_regions

_NO_LINES = HeadLines((), ())


@dataclass(frozen=True, slots=True)
class Described:
    """Metadata of a report, the code of its region, its year, and the source of each field that is known.

    A source is `given` (by the user), `title`, `text` or `file` (front matter, properties or name of the file).
    """

    metadata: Metadata
    region_code: str | None
    report_year: int | None
    sources: Mapping[str, MetadataSource]


@lru_cache(maxsize=4)
def load_place_finder(overrides: Path | None = None) -> PlaceFinder:
    """Load the places once for each folder of overrides."""
    regions = load_regions(overrides=overrides)
    return PlaceFinder(regions, load_counties(regions, overrides=overrides))


def describe_report(
    text: str, given: Metadata, finder: PlaceFinder, *, told: Metadata = NOTHING_KNOWN, path: str | None = None
) -> Described:
    """Fill up what is given with what the text says, and that with what the file tells (`told`, and its `path`).

    What is given always wins.
    """
    stem = PurePosixPath(path).stem if path else None
    front = find_front_matter(text)
    lines = find_head_lines(text, start=front.end)
    sources: dict[str, MetadataSource] = {}

    def choose(name: str, *candidates: tuple[str | None, MetadataSource]) -> str | None:
        for value, source in candidates:
            if value:
                sources[name] = source
                return value
        return None

    title = choose(
        "title",
        (given.title, "given"),
        (front.title, "file"),
        (find_title(lines.head), "text"),
        (told.title, "file"),
        (stem, "file"),
    )
    own_title = title if sources.get("title") != "file" or front.title or told.title else None
    place, place_source = _find_place(text, given, front, lines, own_title, path, finder)
    region = choose(
        "region", (given.region, "given"), (front.region, "file"), (place.region if place else None, place_source)
    )
    level = choose(
        "level", (given.level, "given"), (front.level, "file"), (place.level if place else None, place_source)
    )
    issuer_source: MetadataSource = "title" if place_source == "title" else "text"
    issuer = choose(
        "issuer", (given.issuer, "given"), (front.issuer, "file"), (find_issuer(own_title, place, lines), issuer_source)
    )
    found_date, date_source = find_report_date(
        front_matter_date=front.report_date, title=own_title, lines=lines, text=text
    )
    report_date = choose(
        "report_date", (given.report_date, "given"), (found_date, date_source), (told.report_date, "file")
    )
    metadata = Metadata(title=title, region=region, level=level, report_date=report_date, issuer=issuer)
    year = find_report_year(report_date, is_work_report=is_work_report(title, lines, text))
    return Described(metadata, place.code if place else None, year, sources)


def _find_place(
    text: str,
    given: Metadata,
    front: FrontMatter,
    lines: HeadLines,
    title: str | None,
    path: str | None,
    finder: PlaceFinder,
) -> tuple[Place | None, MetadataSource]:
    """Find the place that is said, else the one of title, text or file name; tell which of them it is from."""
    prose, said = text[front.end :], given.region or front.region
    if said:
        around = join_surroundings(title, lines, prose, path or "")
        return finder.describe_place(said, around=around), "given" if given.region else "file"
    place = finder.find_place(title, lines, prose, path=path or "")
    if place is not None:
        in_title = finder.find_place(title, _NO_LINES, "")
        return place, "title" if in_title is not None and in_title.name == place.name else "text"
    return (finder.find_place_in_name(PurePosixPath(path).stem) if path else None), "file"
