"""`huibao extract --engine spark` on this machine, beside the same reports without Spark."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from commands import HUIBAO, run
from inputs import write_reports


def measure_spark(texts: Sequence[str], count: int, work: Path) -> dict[str, Any]:
    """Give the seconds for one report, which is the start, and for many; nothing where PySpark or Java is not there."""
    if find_spec("pyspark") is None or not (os.environ.get("JAVA_HOME") or shutil.which("java")):
        return {}
    cores = len(os.sched_getaffinity(0))
    options = ["--engine", "spark", "--master", f"local[{cores},4]", "--conf", "spark.ui.enabled=false", "--quiet"]
    measured: dict[str, Any] = {"cores": cores}
    for name, size in (("start", 1), ("many", count)):
        folder = work / f"spark_{name}"
        characters = write_reports(texts, size, folder)
        spent = run([*HUIBAO, "extract", folder, "--out", work / f"spark_{name}_out", *options], log=work / "log")
        measured[name] = {"reports": size, "characters": characters, "seconds": spent.seconds}
    return measured
