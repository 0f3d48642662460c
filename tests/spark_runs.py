"""Runs on Spark, some of them disturbed; a process of its own, since a process has one JVM and one session.

python tests/spark_runs.py MASTER REPORTS OUT CALM|WORKER|EXECUTOR...

Each run writes its tables into OUT/<name in lower case>. A worker or an executor is killed once, in the middle of a
shard; a file in OUT tells that it was.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from unittest import mock

# by its name, also where this file is run: other processes must find these functions again
import spark_runs

from pipeline.distribute import shards
from pipeline.distribute.dataset import write_dataset
from pipeline.distribute.shards import Part, Settings, Shard, analyze_shard, analyze_staged
from pipeline.distribute.spark import SparkCluster, open_cluster
from pipeline.ingest.sources import find_sources
from pipeline.params import Params
from pipeline.records import Analysis, Document

FATAL = "3"
"""The report that is being analyzed when the process dies."""
PARTS = 3


class Disturbed:
    """A cluster on which something dies while it analyzes reports."""

    def __init__(self, cluster: SparkCluster, run: str, flag: Path) -> None:
        self.cores = cluster.cores
        self._cluster = cluster
        self._run = run
        self._flag = flag

    def map(self, work: partial, shards: Sequence) -> Iterable:
        """Hand over shards; those of reports are disturbed."""
        if work.func is analyze_shard:
            work = partial(spark_runs.analyze_disturbed, work=work, run=self._run, flag=self._flag)
        return self._cluster.map(work, shards)


def analyze_disturbed(shard: Shard, attempt: int, *, work: partial, run: str, flag: Path) -> Part:
    """Analyze a shard; something dies when its fatal report comes for the first time."""
    with mock.patch.object(shards, "analyze_staged", partial(spark_runs.disturb, run=run, flag=flag)):
        return work(shard, attempt)


def disturb(document: Document, *, settings: Settings, run: str, flag: Path) -> Analysis:
    """Analyze a report, or kill."""
    if document.doc_id == FATAL and not flag.exists():
        flag.touch()
        {"WORKER": kill_worker, "EXECUTOR": kill_executor}[run]()
    return analyze_staged(document, settings=settings)


def kill_worker() -> None:
    """Kill the Python worker, which is this process."""
    os.kill(os.getpid(), signal.SIGKILL)


def kill_executor() -> None:
    """Kill the JVM that started the daemon that forked this process."""
    daemon = os.getppid()
    stat = Path(f"/proc/{daemon}/stat").read_text(encoding="utf-8")
    executor = int(stat.rpartition(")")[2].split()[1])
    assert b"java" in Path(f"/proc/{executor}/cmdline").read_bytes()
    os.kill(executor, signal.SIGKILL)


def main(master: str, reports: str, out: str, *runs: str) -> None:
    """Run one after the other in one session."""
    sources = find_sources([Path(reports)])
    with open_cluster(master, {"spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false"}) as cluster:
        for run in runs:
            folder = Path(out) / run.lower()
            chosen = cluster if run == "CALM" else Disturbed(cluster, run, folder.with_suffix(".killed"))
            write_dataset(chosen, sources, folder, Params(), parts=PARTS)


if __name__ == "__main__":
    spark_runs.main(*sys.argv[1:])
