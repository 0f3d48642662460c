"""Committees of parties and of the youth league by their whole name: 民进云川市委会, 九三学社省委, 中共云川市委员会."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.organizations.scan import Candidate, Scan

_COMMITTEE = re.compile(
    r"(?:民革|民盟|民建|民进|农工党|农工民主党|致公党|九三学社|台盟)"
    r"(?:中央(?:委员会)?(?!精神)|(?:(?![和与及])[\u4e00-\u9fff]){0,5}?[省市县区州](?:委员会|委会|工委|委(?!员)|总支|支部))"
)
_OF_THE_LEAGUE = re.compile(
    r"共青团(?:(?![和与及在由按向为被])[\u4e00-\u9fff]){0,5}?[省市县区州](?:委员会|工委|委(?!员))"
)
_OF_THE_CPC = re.compile(r"中共(?:(?![和与及])[\u4e00-\u9fff]){2,10}?(?:自治区|[省市县区州盟旗])委员会")
COMMITTEES = (_COMMITTEE, _OF_THE_LEAGUE, _OF_THE_CPC)
"""What names a committee; none of them matches a line end."""


def find_committees(scan: Scan, candidates: Iterable[Candidate]) -> list[Candidate]:
    """Put each committee in the place of what was found of it: the party, and the 市委 behind it."""
    found = list(candidates)
    whole = [Candidate(*match.span(), "other", "government", 0.95) for match in _COMMITTEE.finditer(scan.text)]
    whole += [Candidate(*match.span(), "other", "government", 0.95) for match in _OF_THE_LEAGUE.finditer(scan.text)]
    whole += [Candidate(*match.span(), "government", "government", 0.95) for match in _OF_THE_CPC.finditer(scan.text)]
    rest = [item for item in found if not any(item.overlaps(one) for one in whole)]
    return [*rest, *whole]
