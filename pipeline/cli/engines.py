"""Which engine `huibao extract` works with, and the options that only one of them has."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from pipeline.errors import UsageError

LOCAL, SPARK = ENGINES = ("local", "spark")


def is_report_table(path: Path) -> bool:
    """Tell whether an input is a table of reports: a Parquet file, or a folder of such files, called *.parquet."""
    return path.suffix.lower() == ".parquet"


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
    if engine == SPARK:
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
