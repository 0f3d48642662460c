"""What docs/cluster.md says of spark-submit, done on this machine: `make submit` calls this.

python benchmarks/submit.py [--master MASTER] [--environment DIR]

It builds an environment, packs it, has two executors unpack it, extracts the reports of data/raw there, and compares
the rows with those of a run without Spark. It needs Java, network for pip, 2 GB of disk in .submit/, and some minutes.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Mapping
from pathlib import Path

from commands import ROOT

HERE = ROOT / ".submit"
MASTER = "local-cluster[2,1,1024]"
SCRIPT = "from pipeline.cli import main\n\nmain()\n"
REPORTS = ROOT / "data" / "raw"
COMPARE = """
import sys
from pathlib import Path

from pipeline.cli.publish import read_contract_tables

one, other = (dict(read_contract_tables(Path(folder))) for folder in sys.argv[1:])
differ = [name for name, table in one.items() if not table.equals(other[name])]
facts = one["facts"].num_rows
sys.exit(f"other rows on Spark: {', '.join(differ)}" if differ or not facts else print(f"{facts} facts, the same rows"))
"""


def main() -> None:
    """Pack, submit, compare."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--master", default=MASTER, help=f"[default: {MASTER}]")
    parser.add_argument(
        "--environment", type=Path, help="one that is there already, with the extra spark and venv-pack"
    )
    arguments = parser.parse_args()
    HERE.mkdir(exist_ok=True)
    environment = (arguments.environment or build_environment(HERE / "environment")).resolve()
    archive = pack(environment, HERE / "environment.tar.gz")
    submit(environment, archive, arguments.master, HERE / "on_spark")
    shutil.rmtree(HERE / "locally", ignore_errors=True)
    options = ("--format", "parquet", "--no-cache", "--quiet")
    call(environment / "bin" / "huibao", "extract", REPORTS, "--out", HERE / "locally", *options)
    call(environment / "bin" / "python", "-c", COMPARE, HERE / "locally", HERE / "on_spark")


def build_environment(folder: Path) -> Path:
    """Build the environment that is shipped."""
    venv.create(folder, with_pip=True, clear=True)
    wanted = (f"{ROOT}[spark]", "venv-pack", "setuptools")
    call(folder / "bin" / "pip", "install", "--quiet", "-c", ROOT / "constraints.txt", *wanted)
    return folder


def pack(environment: Path, archive: Path) -> Path:
    """Pack an environment."""
    call(environment / "bin" / "venv-pack", "-p", environment, "-o", archive, "--force", "--quiet")
    print(f"{archive.name}: {archive.stat().st_size / 1e6:.0f} MB", flush=True)
    return archive


def submit(environment: Path, archive: Path, master: str, out: Path) -> None:
    """Run `huibao extract` by spark-submit; executors have nothing but the archive."""
    shutil.rmtree(out, ignore_errors=True)
    script = HERE / "huibao_submit.py"
    script.write_text(SCRIPT, encoding="utf-8")
    python = environment / "bin" / "python"
    settings = {
        "PYSPARK_DRIVER_PYTHON": str(python),
        "PYSPARK_PYTHON": "./environment/bin/python",
        "SPARK_LOCAL_IP": "127.0.0.1",
    }
    shipped = ("--master", master, "--archives", f"{archive}#environment")
    extract = ("extract", REPORTS, "--out", out, "--engine", "spark")
    call(environment / "bin" / "spark-submit", *shipped, script, *extract, settings=settings)


def call(*command: object, settings: Mapping[str, str] | None = None) -> None:
    """Run a command, with the packages of its own environment only.

    Raises:
        SystemExit: it failed.
    """
    clean = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "SPARK_HOME")}
    done = subprocess.run([*map(str, command)], cwd=HERE, env=clean | dict(settings or {}), check=False)
    if done.returncode:
        sys.exit(f"{command[0]} failed with {done.returncode}")


if __name__ == "__main__":
    main()
