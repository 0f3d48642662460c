"""Write the review pages of a folder of tables: one index, one page for each report that was read."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from urllib.parse import quote

from pipeline.params import ReviewParams
from pipeline.review.index_page import build_index_page
from pipeline.review.marks import group_reports
from pipeline.review.report_page import build_report_page
from pipeline.tables.files import write_files
from pipeline.tables.published import read_published_rows

INDEX_FILE = "index.html"
REPORTS_FOLDER = "reports"
_TABLES = ("documents", "facts", "mentions", "quantities", "sentences", "sections", "checks")
_LONGEST_NAME = 40
"""Characters of a page's name before its hash; a file name may have 255 bytes, and Chinese takes three a character."""


def write_review(tables: Path, out: Path, params: ReviewParams) -> list[Path]:
    """Write `index.html` and `reports/*.html` for the tables in a folder; pages of an earlier run are removed.

    The same tables give the same bytes.

    Returns:
        The paths written, the index first.

    Raises:
        TableError: a table is missing or damaged.
    """
    reports = group_reports({name: read_published_rows(tables, name) for name in _TABLES})
    pillars = {row["pillar"]: row["name"] for row in read_published_rows(tables, "pillars")}
    names = {
        rows.document["doc_id"]: page_name(rows.document["doc_id"])
        for rows in reports
        if rows.document.get("status") == "read"
    }
    contents = {
        out / REPORTS_FOLDER / names[rows.document["doc_id"]]: build_report_page(rows, pillars, params)
        for rows in reports
        if rows.document["doc_id"] in names
    }
    links = {doc_id: f"{REPORTS_FOLDER}/{quote(name)}" for doc_id, name in names.items()}
    contents[out / INDEX_FILE] = build_index_page(reports, links, pillars, params)
    write_files(contents)
    for stale in (out / REPORTS_FOLDER).glob("*.html"):
        if stale not in contents:
            stale.unlink()
    return [out / INDEX_FILE, *sorted(path for path in contents if path.parent != out)]


def page_name(doc_id: str) -> str:
    """Give the name of a report's page: readable, safe on any disk, and the same whatever else is in the run."""
    readable = re.sub(r"[^\w-]+", "_", doc_id)[:_LONGEST_NAME].strip("_")
    digest = hashlib.sha256(doc_id.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{readable}-{digest}.html"
