"""The pillars of the clauses of one sentence, where they are not all that of the sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.pillars.features import FoundCue

Weigh = Callable[[str], Mapping[str, float]]
"""Gives the log odds of a text by label, with the effects of its surroundings."""

_CLAUSE = re.compile(r"[^，,；;、。！？]+[，,；;、。！？]*")
_DIGIT = re.compile(r"\d")
_STAY = 0.7
"""In log odds: how much more likely a clause that names several pillars stays with what was said before."""
_NAMED = 1.2
"""In log odds: how much more likely the one pillar is that a clause names than the words alone tell."""


@dataclass(frozen=True, slots=True)
class ClausePillars:
    """Where each clause ends in the clean text of its sentence, and its pillar; empty where all have one pillar."""

    ends: tuple[int, ...] = ()
    pillars: tuple[str, ...] = ()


def label_clauses(text: str, cues: Sequence[FoundCue], pillar: str, weigh: Weigh) -> ClausePillars:
    """Label the clauses of a sentence whose own label is `pillar`.

    A clause is what stands between two commas, semicolons or 、. One without cues goes on about what the clause
    before it is about (…达到47家，增长12%); one with cues of another pillar has that one where its words speak for it.
    """
    if not _DIGIT.search(text) or all(found.cue[1] == pillar for found in cues if found.cue[2] == "strong"):
        return ClausePillars()
    ends: list[int] = []
    pillars: list[str] = []
    current = pillar
    for clause in _CLAUSE.finditer(text):
        inside = [found.cue for found in cues if clause.start() <= found.start and found.end <= clause.end()]
        named = {key for _, key, strength in inside if strength == "strong"}
        if named and named != {current}:
            current = _choose(weigh(clause[0]), named, {current, pillar})
        ends.append(clause.end())
        pillars.append(current)
    if set(pillars) <= {pillar}:
        return ClausePillars()
    return ClausePillars(tuple(ends), tuple(pillars))


def _choose(log_odds: Mapping[str, float], named: set[str], before: set[str]) -> str:
    favored, bonus = (named, _NAMED) if len(named) == 1 else (before, _STAY)
    weights = {key: log_odds[key] + (bonus if key in favored else 0.0) for key in sorted(named | before)}
    return max(weights, key=lambda key: weights[key])
