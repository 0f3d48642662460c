"""Measure huibao on this machine, in one run; `make bench` calls this.

python benchmarks/bench.py [--corpus DIR] [--reports DIR] [--sizes 1,10,100,1000] [--no-peers] [--out FILE]

No part works on more reports than the largest size, so that `--sizes 1,10` is quick throughout.

It writes benchmarks/results.json and from it the tables of docs/performance.md. With `--reports` the reports to measure
with are made out of those of a folder; with `--corpus` those of a folder are measured as they are, too. Nothing of
their text is kept, only figures.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict
from operator import attrgetter
from pathlib import Path
from typing import Any

import publish
from commands import Spent, extract
from inputs import make_reports, read_texts, write_reports
from machine import describe_machine
from peers import measure_peers
from spark import measure_spark
from stages import time_jieba, time_jieba_at_once, time_stages
from tables import PAGE, name_run, update_page

RESULTS = Path(__file__).parent / "results.json"
CORES = len(os.sched_getaffinity(0))
STAGE_REPORTS = 60
SCALING_REPORTS = 300
AGAIN_REPORTS = 100
SAMPLE_REPORTS = 12
FACTS = 20_000
ROUNDS = 5
"""So many times real reports are measured."""


def main() -> None:
    """Measure, and write down."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--corpus", type=Path, help="folder of real reports to measure as they are")
    parser.add_argument("--reports", type=Path, help="folder of reports to make others out of [default: data/raw]")
    parser.add_argument("--sizes", default="1,10,100,1000", help="numbers of reports, joined by commas")
    parser.add_argument("--no-peers", action="store_true", help="leave other programs out; they need an environment")
    parser.add_argument("--out", type=Path, help="write the results there, and leave docs/performance.md alone")
    arguments = parser.parse_args()
    started = time.perf_counter()
    texts = read_texts(arguments.reports)
    with tempfile.TemporaryDirectory(prefix="huibao-bench-") as folder:
        results = measure(texts, Path(folder), [int(size) for size in arguments.sizes.split(",")], arguments)
    content = json.dumps(results, ensure_ascii=False, indent=2) + "\n"
    (arguments.out or RESULTS).write_text(content, encoding="utf-8")
    if arguments.out is None:
        update_page(PAGE, results)
    tell(f"done in {time.perf_counter() - started:.0f} s: {arguments.out or RESULTS}")


def measure(texts: Sequence[str], work: Path, sizes: Sequence[int], arguments: argparse.Namespace) -> dict[str, Any]:
    """Measure all parts, one after the other."""
    results: dict[str, Any] = {
        "machine": describe_machine(),
        "input": {"from": "data/raw" if arguments.reports is None else "a folder of reports", "texts": len(texts)},
    }
    most = max(sizes)
    corpus = arguments.corpus
    for name, part in (
        ("stages", lambda: measure_stages(texts, min(STAGE_REPORTS, most))),
        ("sizes", lambda: measure_sizes(texts, work, sizes)),
        ("workers", lambda: measure_workers(texts, min(SCALING_REPORTS, most), work)),
        ("again", lambda: measure_again(texts, min(AGAIN_REPORTS, most), work)),
        ("publish", lambda: publish.measure(FACTS, work / "published")),
        ("spark", lambda: measure_spark(texts, min(SCALING_REPORTS, most), work)),
        ("peers", lambda: {} if arguments.no_peers else measure_with_peers(texts, work)),
        # last: of the processes that cut at once one stays until this one ends, and who waits for orphans waits for it
        ("corpus", lambda: {} if corpus is None else measure_corpus(corpus, work)),
    ):
        started = time.perf_counter()
        results[name] = part()
        tell(f"{name}: {time.perf_counter() - started:.0f} s")
    return results


def measure_stages(texts: Sequence[str], count: int) -> dict[str, Any]:
    """Each stage, and `jieba.cut`, over the same reports."""
    reports = list(make_reports(texts, count))
    jieba = time_jieba(reports)
    seconds, facts = time_stages(reports)
    return {
        "reports": len(reports),
        "characters": sum(map(len, reports)),
        "facts": facts,
        "jieba": jieba,
        "seconds": seconds,
    }


def measure_corpus(folder: Path, work: Path) -> dict[str, Any]:
    """Real reports as they are: `jieba.cut` over their texts, and `huibao extract` on one core and on all.

    All take turns, and the quickest of each counts: a machine that others use, too, is never faster than it is alone,
    but slower for minutes.
    """
    texts = read_texts(folder)
    counts = sorted({1, CORES})
    cut: list[float] = []
    spent: dict[int, list[Spent]] = {count: [] for count in counts}
    for _ in range(ROUNDS):
        for count in counts:
            out = work / f"corpus{count}"
            one = extract(folder, out, "--no-cache", log=work / "log", workers=count, may_quarantine=True)
            spent[count].append(one)
        cut.append(time_jieba(texts, rounds=1))
        told = ", ".join(f"{count} workers {spent[count][-1].seconds:.1f} s" for count in counts)
        tell(f"  {told}, jieba.cut {cut[-1]:.1f} s")
    return {
        "reports": len(texts),
        "characters": sum(map(len, texts)),
        "jieba": min(cut),
        "jieba_at_once": {count: min(time_jieba_at_once(texts, count) for _ in range(ROUNDS)) for count in counts},
        "output_megabytes": sum(path.stat().st_size for path in out.glob("*.parquet")) / 1e6,
        "runs": [{"workers": count, **asdict(min(spent[count], key=attrgetter("seconds")))} for count in counts],
        "rounds": {
            "`jieba.cut`": cut,
            **{name_run(count): [one.seconds for one in spent[count]] for count in counts},
        },
    }


def measure_sizes(texts: Sequence[str], work: Path, sizes: Sequence[int]) -> list[dict[str, float]]:
    """`huibao extract` over more and more reports, on one core and without a cache."""
    rows = []
    for size in sizes:
        folder, out = work / f"in{size}", work / f"out{size}"
        characters = write_reports(texts, size, folder)
        spent = extract(folder, out, "--no-cache", log=work / "log")
        megabytes = sum(path.stat().st_size for path in out.glob("*.parquet")) / 1e6
        rows.append({"reports": size, "characters": characters, **asdict(spent), "output_megabytes": megabytes})
        tell(f"  {size} reports: {spent.seconds:.1f} s")
    return rows


def measure_workers(texts: Sequence[str], reports: int, work: Path) -> list[dict[str, float]]:
    """`huibao extract` with more and more processes, each of which has a core."""
    folder = work / "scaling"
    characters = write_reports(texts, reports, folder)
    counts = sorted({1, *(2**power for power in range(1, 10) if 2**power < CORES), CORES})
    rows = []
    for count in counts:
        spent = extract(folder, work / f"scaled{count}", "--no-cache", log=work / "log", workers=count)
        rows.append({"workers": count, "reports": reports, "characters": characters, **asdict(spent)})
    return rows


def measure_again(texts: Sequence[str], reports: int, work: Path) -> dict[str, float]:
    """The same reports again, when all is in the cache, and with one more report."""
    folder, out = work / "again", work / "again_out"
    write_reports(texts, reports, folder)
    seconds = {"the first time": extract(folder, out, log=work / "log").seconds}
    seconds["nothing new"] = extract(folder, out, log=work / "log").seconds
    *_, another = make_reports(texts, reports + 1)
    (folder / "another.txt").write_text(another, encoding="utf-8")
    seconds["one report more"] = extract(folder, out, log=work / "log").seconds
    return seconds


def measure_with_peers(texts: Sequence[str], work: Path) -> dict[str, Any]:
    """Other programs, huibao and `jieba.cut` over one sample."""
    reports = list(make_reports(texts, SAMPLE_REPORTS))
    sample = work / "sample.txt"
    sample.write_text("\n".join(reports), encoding="utf-8")
    measured = measure_peers(sample)
    seconds, facts = time_stages(reports)
    return {
        "characters": sum(map(len, reports)),
        "jieba": time_jieba(reports),
        "huibao": {"seconds": sum(seconds.values()), "found": facts},
        "others": measured,
    }


def tell(line: str) -> None:
    """Show how far it is."""
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
