"""Parts that together are their whole: the check of a sum."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

from pipeline.audit.intervals import Interval
from pipeline.audit.precision import in_unit_of, written_interval
from pipeline.audit.verdicts import Comparison, build_check, judge
from pipeline.records import Check, Fact


def check_sum(whole: Fact, parts: Sequence[Fact]) -> Check:
    """Check a whole against the sum of all its parts, which share its base unit."""
    total = reduce(Interval.plus, (written_interval(part, base=True) for part in parts))
    stated = written_interval(whole, base=True)
    how = "各部分" + "+".join(part.text for part in parts) + "之和"
    comparison = Comparison("parts_sum", in_unit_of(whole, stated), in_unit_of(whole, total), whole.unit, how)
    return build_check(whole, parts, comparison, judge(stated, total))
