"""Committees of the parties that are not the Communist one: 民进云川市委会, 九三学社省委."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.organizations.scan import Candidate, Scan

_COMMITTEE = re.compile(
    r"(?:民革|民盟|民建|民进|农工党|农工民主党|致公党|九三学社|台盟)"
    r"(?:中央(?:委员会)?(?!精神)|(?:(?![和与及])[\u4e00-\u9fff]){0,5}?[省市县区州](?:委员会|委会|工委|委(?!员)|总支|支部))"
)
_HINT = "民农致九台"


def find_committees(scan: Scan, candidates: Iterable[Candidate]) -> list[Candidate]:
    """Put each committee in the place of what was found of it: the party, and the 市委 behind it."""
    found = list(candidates)
    if not any(sign in scan.text for sign in _HINT):
        return found
    spans = [match.span() for match in _COMMITTEE.finditer(scan.text)]
    rest = [item for item in found if not any(start < item.end and item.start < end for start, end in spans)]
    return [*rest, *(Candidate(start, end, "other", "government", 0.95) for start, end in spans)]
