"""Which engine `huibao extract` works with, and the options that only one of them has."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from pipeline.distribute import Extracted, ReportLimits
from pipeline.distribute.dataset import write_dataset
from pipeline.distribute.report_table import is_report_table
from pipeline.distribute.spark import open_cluster
from pipeline.errors import UsageError
from pipeline.ingest import Source
from pipeline.params import Params
from pipeline.records import Correction

ENGINES = ("local", "spark")


def check_engine(
    engine: str, inputs: Sequence[Path], out: Path, *, master: str | None, conf: Sequence[str], parts: int | None
) -> None:
    """Refuse an engine that is unknown, or that does not go with the other arguments.

    Raises:
        UsageError: tells which.
    """
    if engine not in ENGINES:
        message = f"unknown engine {engine!r}; choose from {', '.join(ENGINES)}"
        raise UsageError(message)
    tables = [path for path in inputs if is_report_table(path)]
    if engine == "spark":
        if tables and (len(inputs) > 1 or not tables[0].exists()):
            message = f"{tables[0]}: a table of reports must be there, and be the only input"
            raise UsageError(message)
        return
    if master is not None or conf or parts is not None:
        message = "--master, --conf and --parts are for --engine spark"
        raise UsageError(message)
    if tables:
        message = f"{tables[0]}: tables of reports are read by --engine spark; give files, or choose it"
        raise UsageError(message)
    parted = next((path for path in sorted(out.glob("*.parquet")) if path.is_dir()), None)
    if parted is not None:
        message = f"{parted}: is a folder of parts, which --engine spark wrote; choose another --out, or remove it"
        raise UsageError(message)


def parse_conf(given: Iterable[str]) -> dict[str, str]:
    """Parse settings of Spark, each `KEY=VALUE`.

    Raises:
        UsageError: one of them has no `=`.
    """
    conf = {}
    for setting in given:
        key, equals, value = setting.partition("=")
        if not (key.strip() and equals):
            message = f"--conf {setting}: must be KEY=VALUE, such as spark.executor.memory=2g"
            raise UsageError(message)
        conf[key.strip()] = value
    return conf


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
    tell: Callable[[str], None],
    progress: bool,
) -> Extracted:
    """Extract into parts of tables, over the machines of a Spark session that lives as long as this takes.

    `tell` is told of each report that is set aside; `progress` shows Spark's own progress bar.

    Raises:
        HuibaoError: the run is wrong in itself, or Spark failed.
    """
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
            tell=tell,
        )
