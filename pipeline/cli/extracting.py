"""What `huibao extract` does once its options are read: over processes or over a cluster, and what it tells."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from pipeline.cli.summary import EXIT_QUARANTINED, describe_ledger
from pipeline.corrections.summary import describe_outcomes, list_problems
from pipeline.distribute.extraction import DoneReport, Extracted, Watcher
from pipeline.errors import UsageError
from pipeline.ingest.sources import Source
from pipeline.limits import ReportLimits
from pipeline.params import Params
from pipeline.records import Correction

if TYPE_CHECKING:
    from tqdm import tqdm


@contextmanager
def watched(*, hidden: bool, goes_on: bool) -> Iterator[Watcher]:
    """Show a progress bar, if any, and tell after Ctrl-C how to go on where that can be done."""
    try:
        with _Bar(hidden=hidden) as bar:
            yield bar
    except KeyboardInterrupt:
        if goes_on:
            _tell("interrupted; the old tables are untouched, and the same command goes on from here")
        raise


def extract_on_spark(
    reports: Sequence[Source] | Path,
    out: Path,
    params: Params,
    *,
    corrections: Sequence[Correction],
    formats: Sequence[str] | None,
    master: str | None,
    conf: Mapping[str, str],
    parts: int | None,
    limits: ReportLimits,
    overrides: Path | None,
    progress: bool,
) -> Extracted:
    """Extract into parts of tables, over the machines of a Spark session that lives as long as this takes.

    `progress` shows Spark's own progress bar.

    Raises:
        HuibaoError: the run is wrong in itself, or Spark failed.
    """
    from pipeline.distribute.dataset import write_dataset  # no other run needs them
    from pipeline.distribute.spark import open_cluster

    if formats and set(formats) != {"parquet"}:
        message = "--engine spark writes Parquet only; give the folder to `huibao publish` for other formats"
        raise UsageError(message)
    shown = {"spark.ui.showConsoleProgress": str(progress).lower()}
    with open_cluster(master, shown | dict(conf)) as cluster:
        return write_dataset(
            cluster,
            reports,
            out,
            params,
            corrections=corrections,
            overrides=overrides,
            parts=parts,
            limits=limits,
            tell=_tell,
        )


def finish(extracted: Extracted, out: Path, *, quiet: bool) -> None:
    """Tell what came out, and exit with the status that says whether all files were read."""
    for problem in list_problems(extracted.outcomes):
        _tell(problem)
    if not quiet:
        counted = ", ".join(f"{count} {status}" for status, count in sorted(extracted.statuses.items()))
        total, facts = extracted.statuses.total(), extracted.rows["facts"]
        print(f"{total} files ({counted}), {facts} facts; tables are in {out.as_posix()}")
        print(describe_ledger(extracted.numbers))
        if extracted.outcomes:
            print(describe_outcomes(extracted.outcomes))
    if extracted.statuses["quarantined"]:
        raise typer.Exit(EXIT_QUARANTINED)


class _Bar:
    """A progress bar: how many reports and characters are done, how fast, and how long it will still take."""

    def __init__(self, *, hidden: bool) -> None:
        self._bar = None if hidden else _build_bar()
        self._reports = 0
        self._done = 0

    def __enter__(self) -> _Bar:
        return self

    def __exit__(self, *_raised: object) -> None:
        if self._bar is not None:
            self._bar.close()

    def begin(self, reports: int, characters: int) -> None:
        """Show what there is to do; time counts from here."""
        self._reports = reports
        if self._bar is not None:
            self._bar.reset(total=characters)
            self._show(self._bar)

    def tell(self, done: DoneReport) -> None:
        """Take note of one report, and tell at once where it was set aside."""
        if done.status == "quarantined":
            _tell(f"{done.path}: {done.reason}", self._bar)
        self._done += 1
        if self._bar is not None:
            self._bar.update(done.characters)
            self._show(self._bar)

    def _show(self, bar: tqdm[None]) -> None:
        bar.set_description_str(f"{self._done}/{self._reports} reports", refresh=False)


def _build_bar() -> tqdm[None]:
    from tqdm import tqdm  # it takes as long to load as NumPy, and often nobody looks

    return tqdm(unit="char", unit_scale=True, desc="reading", dynamic_ncols=True)


def _tell(message: str, bar: tqdm[None] | None = None) -> None:
    line = f"huibao: {message}"
    if bar is None:
        print(line, file=sys.stderr)
    else:
        bar.write(line, file=sys.stderr)  # it keeps the bar whole
