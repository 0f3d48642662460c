"""What a person is told about corrections after a run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import get_args

from pipeline.records import CorrectionOutcome, CorrectionStatus

_SHOWN = 20


def count_outcomes(outcomes: Iterable[CorrectionOutcome]) -> dict[str, int]:
    """Count outcomes by status; every status is there."""
    counted = Counter(outcome.status for outcome in outcomes)
    return {status: counted[status] for status in get_args(CorrectionStatus)}


def describe_outcomes(outcomes: Sequence[CorrectionOutcome]) -> str:
    """Give one line: `4 corrections: 2 applied, 1 confirmed, 1 stale, 0 absent`."""
    counts = ", ".join(f"{count} {status}" for status, count in count_outcomes(outcomes).items())
    return f"{len(outcomes)} corrections: {counts}"


def list_problems(outcomes: Iterable[CorrectionOutcome]) -> Iterator[str]:
    """Give a line for each correction that was not applied because its text or report is not there."""
    lost = [outcome for outcome in outcomes if outcome.status in ("stale", "absent")]
    for outcome in lost[:_SHOWN]:
        what = f"{outcome.action} {outcome.target}" + (f" {outcome.field}" if outcome.field else "")
        text = outcome.text if len(outcome.text) <= _SHOWN else f"{outcome.text[:_SHOWN]}…"
        where = f"{outcome.report}:{outcome.char_start}"
        yield f"{where}: {outcome.status} correction ({what} of {' '.join(text.split())}): {outcome.note}"
    if len(lost) > _SHOWN:
        yield f"and {len(lost) - _SHOWN} more, in the table corrections"
