"""Write the review pages of a folder of tables: one index, one page for each report that was read."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from urllib.parse import quote

from pipeline.params import ReviewParams
from pipeline.review.index_page import IN_INDEX, Found, build_index_page, count_found
from pipeline.review.marks import REVIEWED, Parts, Row, build_rows, cut_reports
from pipeline.review.report_page import build_report_page
from pipeline.tables.files import replacing
from pipeline.tables.hashes import hash_table
from pipeline.tables.published import read_published

INDEX_FILE = "index.html"
REPORTS_FOLDER = "reports"
Keep = Callable[[Sequence[bytes], Callable[[], bytes]], bytes]
"""Gives what a function builds of rows with these hashes, or what it built of the same rows before."""
_LONGEST_NAME = 40
"""Characters of a page's name before its hash; a file name may have 255 bytes, and Chinese takes three a character."""


def build_anew(_hashes: Sequence[bytes], build: Callable[[], bytes]) -> bytes:
    """Keep nothing."""
    return build()


def write_review(tables: Path, out: Path, params: ReviewParams, *, keep: Keep = build_anew) -> list[Path]:
    """Write `index.html` and `reports/*.html` for the tables in a folder; pages of an earlier run are removed.

    The same tables give the same bytes. `keep` may give what was built before.

    Returns:
        The paths written, the index first.

    Raises:
        TableError: a table is missing or damaged.
        StorageError: the disk is full.
    """
    names = read_published(tables, "pillars").select(["pillar", "name"])
    pillars = {row["pillar"]: row["name"] for row in names.to_pylist()}
    reports: list[tuple[Row, Found]] = []
    links: dict[str, str] = {}
    pages = []
    with replacing() as beside:
        for parts in cut_reports({name: read_published(tables, name) for name in REVIEWED}):
            built = keep([hash_table(names), *parts.hashes()], partial(_build, parts, pillars, params))
            told, _, page = built.partition(b"\n")
            content = json.loads(told)
            reports.append((content["document"], Found(**content["found"])))
            if content["document"].get("status") == "read":
                doc_id = content["document"]["doc_id"]
                name = page_name(doc_id)
                links[doc_id] = f"{REPORTS_FOLDER}/{quote(name)}"
                pages.append(out / REPORTS_FOLDER / name)
                beside(pages[-1]).write_bytes(page)
        beside(out / INDEX_FILE).write_bytes(build_index_page(reports, links, pillars, params))
    for stale in {*(out / REPORTS_FOLDER).glob("*.html")}.difference(pages):
        stale.unlink()
    return [out / INDEX_FILE, *sorted(pages)]


def _build(parts: Parts, pillars: Mapping[str, str], params: ReviewParams) -> bytes:
    """Build what the index says of a report, as one line of JSON, and behind it its page where it was read."""
    rows = build_rows(parts)
    document = {name: value and str(value) for name, value in rows.document.items() if name in IN_INDEX}
    told = json.dumps({"document": document, "found": asdict(count_found(rows, params))})
    page = build_report_page(rows, pillars, params) if rows.document.get("status") == "read" else b""
    return told.encode() + b"\n" + page


def page_name(doc_id: str) -> str:
    """Give the name of a report's page: readable, safe on any disk, and the same whatever else is in the run."""
    readable = re.sub(r"[^\w-]+", "_", doc_id)[:_LONGEST_NAME].strip("_")
    digest = hashlib.sha256(doc_id.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{readable}-{digest}.html"
