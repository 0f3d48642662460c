"""What each part of the finder of organizations adds: gazetteer, then patterns, then the model.

    python -m pipeline.evaluate.ablation GOLD [--leave-out REPORT]

prints the table for a folder of annotated reports, with our whole gazetteer, and without all entries whose names occur
in them: how much is known by heart, and how well names are found that are not.
"""

from __future__ import annotations

import argparse
import csv
import sys
import tempfile
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from pipeline.errors import HuibaoError
from pipeline.evaluate.gold import GoldReport, read_gold
from pipeline.evaluate.measures import Tally
from pipeline.ingest.document import build_document
from pipeline.organizations.finder import load_organization_finder
from pipeline.params import OrganizationsParams, SegmentParams
from pipeline.resources.gazetteer import COLUMNS, FILE, OPTIONAL_COLUMNS, GazetteerEntry, load_gazetteer
from pipeline.segment import load_segmenter

SETTINGS = {
    "gazetteer": OrganizationsParams(use_patterns=False, use_model=False),
    "patterns": OrganizationsParams(use_model=False),
    "model": OrganizationsParams(),
}
"""Each setting with all that those before it have."""
GAZETTEERS = ("whole", "without_known")


def measure_ablation(gold: Path, *, leave_out: Collection[str] = ()) -> dict[str, dict[str, Any]]:
    """Give precision, recall and F1 (strict spans) of each setting, by gazetteer; reports of `leave_out` do not count.

    Raises:
        TableError: an annotation is missing or wrong.
    """
    reports = [report for report in read_gold(gold) if report.name not in leave_out]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _write_gazetteer(folder, _without_known(load_gazetteer(), [report.text for report in reports]))
        overrides = dict(zip(GAZETTEERS, (None, folder), strict=True))
        return {name: dict(_measure(reports, given)) for name, given in overrides.items()}


def describe_ablation(table: dict[str, dict[str, Any]]) -> str:
    """Give the table as lines."""
    lines = [f"{'gazetteer':15}{'parts':12}{'precision':>10}{'recall':>10}{'F1':>10}"]
    for gazetteer, settings in table.items():
        for setting, figures in settings.items():
            shown = "".join(f"{figures[key]:>10.4f}" for key in ("p", "r", "f1"))
            lines.append(f"{gazetteer:15}{setting:12}{shown}")
    return "\n".join(lines)


def _measure(reports: Iterable[GoldReport], overrides: Path | None) -> Iterator[tuple[str, Any]]:
    segmenter = load_segmenter(SegmentParams(), overrides=overrides)
    documents = [(report, build_document(report.text, doc_id=report.name)) for report in reports]
    segmented = [(report, document, segmenter.segment(document)) for report, document in documents]
    for setting, params in SETTINGS.items():
        finder = load_organization_finder(params, overrides=overrides)
        tally = Tally()
        for report, document, found in segmented:
            spans = {(mention.char_start, mention.char_end) for mention in finder.find(document, found)}
            spans = {span for span in spans if report.covers(span)}
            tally.gold += len(report.organizations)
            tally.predicted += len(spans)
            tally.hit += len(spans & report.organizations.keys())
        yield setting, tally.figures()


def _without_known(entries: Iterable[GazetteerEntry], texts: Sequence[str]) -> list[GazetteerEntry]:
    return [entry for entry in entries if not any(name in text for name, _ in entry.surfaces() for text in texts)]


def _write_gazetteer(folder: Path, entries: Iterable[GazetteerEntry]) -> None:
    with (folder / FILE).open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow((*COLUMNS, *OPTIONAL_COLUMNS))
        for entry in entries:
            names = "|".join(entry.aliases), "|".join(entry.context_aliases)
            rows.writerow((entry.name, entry.type, entry.region or "", *names, entry.credit_code or ""))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; give its exit status: 0, or 2 where the reports cannot be read."""
    parser = argparse.ArgumentParser(prog="python -m pipeline.evaluate.ablation", description=__doc__)
    parser.add_argument("gold", type=Path, help="folder of annotated reports")
    parser.add_argument("--leave-out", action="append", default=[], help="a report that does not count; repeatable")
    options = parser.parse_args(arguments)
    try:
        sys.stdout.write(describe_ablation(measure_ablation(options.gold, leave_out=options.leave_out)) + "\n")
    except HuibaoError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
