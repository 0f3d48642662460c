"""How long publishing takes: the shipped reports again and again under other names, until there are enough facts.

python benchmarks/publish.py [--facts 112000] [--out DIR]

It runs on one core, and prints the seconds and the memory of each step.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import resource
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pipeline
from pipeline.organizations.link import load_directory
from pipeline.publish import build_contract_tables, write_contract_tables
from pipeline.records import Analysis

RAW = Path(__file__).parents[1] / "data" / "raw"
FORMATS = ("parquet", "csv", "xlsx", "duckdb")


def main() -> None:
    """Measure and print; seconds are those of the core."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--facts", type=int, default=112_000)
    parser.add_argument("--out", type=Path, help="keep the files in this folder")
    arguments = parser.parse_args()
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    with tempfile.TemporaryDirectory() as temporary:
        for name, step in measure(arguments.facts, arguments.out or Path(temporary)).items():
            print(f"{name:20}", ", ".join(f"{value:.1f} {unit}" for unit, value in step.items()))
    print(f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.2f} GB")


def measure(facts: int, out: Path) -> dict[str, dict[str, float]]:
    """Build the tables, and write them in one format after the other; give what each step took."""
    originals = pipeline.extract(RAW).analyses
    clock = time.process_time()
    tables = build_contract_tables(repeat(originals, facts), directory=load_directory())
    steps = {"build the tables": {"seconds": time.process_time() - clock, "facts": float(tables["facts"].num_rows)}}
    for name in FORMATS:
        clock = time.process_time()
        paths = write_contract_tables(out / name, tables, formats=(name,))
        size = sum(path.stat().st_size for path in paths) / 1e6
        steps[f"write {name}"] = {"seconds": time.process_time() - clock, "megabytes": size}
    return steps


def repeat(originals: tuple[Analysis, ...], facts: int) -> Iterator[Analysis]:
    """Give copies of reports under other ids until they hold at least that many facts."""
    total = number = 0
    while total < facts:
        for original in originals:
            yield rename(original, f"copy{number:05}/")
            total += len(original.facts)
        number += 1


def rename(analysis: Analysis, prefix: str) -> Analysis:
    """Give an analysis as that of another report, with all ids changed."""
    doc_id = prefix + analysis.document.doc_id
    own = {"doc_id": doc_id}

    def fact_id(old: str | None) -> str | None:
        return None if old is None else hashlib.sha256(f"{prefix}{old}".encode()).hexdigest()[:16]

    return Analysis(
        # of another place too: the audit holds reports of one place against each other
        document=replace(
            analysis.document,
            **own,
            places=(),
            region=f"{prefix}{analysis.document.region}" if analysis.document.region else None,
            region_code=None,
        ),
        segmented=replace(
            analysis.segmented,
            sections=tuple(
                replace(item, **own, section_id=prefix + item.section_id, parent=item.parent and prefix + item.parent)
                for item in analysis.segmented.sections
            ),
            sentences=tuple(
                replace(
                    item,
                    **own,
                    sentence_id=prefix + item.sentence_id,
                    section_id=item.section_id and prefix + item.section_id,
                )
                for item in analysis.segmented.sentences
            ),
        ),
        mentions=tuple(replace(item, **own, sentence_id=prefix + item.sentence_id) for item in analysis.mentions),
        labels=tuple(replace(item, sentence_id=prefix + item.sentence_id) for item in analysis.labels),
        numbers=tuple(
            replace(item, **own, sentence_id=item.sentence_id and prefix + item.sentence_id)
            for item in analysis.numbers
        ),
        facts=tuple(
            replace(
                item,
                **own,
                sentence_id=prefix + item.sentence_id,
                fact_id=fact_id(item.fact_id),
                part_of=fact_id(item.part_of),
            )
            for item in analysis.facts
        ),
    )


if __name__ == "__main__":
    main()
