"""Check or raise floors: `python -m pipeline.evaluate GOLD TABLES --floors FILE --name NAME [--raise]`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from pipeline.errors import HuibaoError
from pipeline.evaluate.floors import FLOORED, check_floors, raise_floors, read_floors, write_floors
from pipeline.evaluate.gold import hash_gold
from pipeline.evaluate.scores import score_tables


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; give its exit status: 0, 1 where a figure is below its floor, 2 where it cannot be told."""
    parser = argparse.ArgumentParser(prog="python -m pipeline.evaluate", description=__doc__)
    parser.add_argument("gold", type=Path, help="folder of annotated reports")
    parser.add_argument("tables", type=Path, help="folder of the tables extracted from them")
    parser.add_argument("--floors", type=Path, required=True, help="the floors file")
    parser.add_argument("--name", required=True, help="the block of the floors file")
    parser.add_argument("--raise", dest="raising", action="store_true", help="raise floors to what was reached")
    parser.add_argument("--allow-lower", action="store_true", help="with --raise: also lower them; say why in the log")
    options = parser.parse_args(arguments)
    try:
        complaints = _run(options)
    except (HuibaoError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    for complaint in complaints:
        sys.stderr.write(f"{complaint}\n")
    return 1 if complaints else 0


def _run(options: argparse.Namespace) -> list[str]:
    metrics, corpus = score_tables(options.gold, options.tables), hash_gold(options.gold)
    known = read_floors(options.floors) if options.floors.exists() else {}
    if options.raising:
        old = known.get(options.name)
        known[options.name] = raise_floors(metrics, old, corpus=corpus, allow_lower=options.allow_lower)
        write_floors(known, options.floors)
    if options.name not in known:
        return [f"{options.floors}: no floors for {options.name!r} yet; set them with --raise"]
    block = known[options.name]
    for name in FLOORED:
        measure, figure = name.split(".")
        sys.stdout.write(f"{name:24}{metrics[measure][figure]:8.4f}   floor {block.figures.get(name, 0.0):.4f}\n")
    return check_floors(metrics, block, corpus=corpus)


if __name__ == "__main__":
    sys.exit(main())
