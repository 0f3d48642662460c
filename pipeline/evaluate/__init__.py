"""Score what was extracted against reports that people annotated."""

from __future__ import annotations

from pipeline.evaluate.floors import Floors, check_floors, raise_floors, read_floors, write_floors
from pipeline.evaluate.gold import GoldFact, GoldReport, hash_gold, read_gold
from pipeline.evaluate.misses import Miss, count_causes, write_misses
from pipeline.evaluate.scores import (
    Evaluation,
    compare_tables,
    round_metrics,
    score_rows,
    score_tables,
    write_metrics,
)

__all__ = [
    "Evaluation",
    "Floors",
    "GoldFact",
    "GoldReport",
    "Miss",
    "check_floors",
    "compare_tables",
    "count_causes",
    "hash_gold",
    "raise_floors",
    "read_floors",
    "read_gold",
    "round_metrics",
    "score_rows",
    "score_tables",
    "write_floors",
    "write_metrics",
    "write_misses",
]
