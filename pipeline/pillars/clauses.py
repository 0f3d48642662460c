"""The pillars of the clauses of one sentence, where they are not all that of the sentence."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import dropwhile
from typing import NamedTuple

from pipeline.pillars.features import FoundCue

_CLAUSE = re.compile(r"[^，,；;、。！？]+[，,；;、。！？]*")
_DIGIT = re.compile(r"\d")
_STAY = 0.7
"""In log odds: how much more likely a clause that names several pillars stays with what was said before."""
_NAMED = 1.2
"""In log odds: how much more likely the one pillar is that a clause names than the words alone tell."""


class Clause(NamedTuple):
    """A clause: where it ends in its sentence, and the pillars (or `none`) that its strong cues name."""

    end: int
    text: str
    named: frozenset[str]


@dataclass(frozen=True, slots=True)
class ClausePillars:
    """Where each clause ends in the clean text of its sentence, and its pillar; empty where all have one pillar."""

    ends: tuple[int, ...] = ()
    pillars: tuple[str, ...] = ()


NO_CLAUSES = ClausePillars()


def split_clauses(text: str, cues: Sequence[FoundCue], pillar: str) -> tuple[Clause, ...]:
    """Split a sentence whose own label is `pillar` into clauses; none where no clause can have another one.

    A clause is what stands between two commas, semicolons or 、.
    """
    strong = [found for found in cues if found.cue[2] == "strong"]
    if all(found.cue[1] == pillar for found in strong) or not _DIGIT.search(text):
        return ()
    return tuple(
        Clause(
            clause.end(),
            clause[0],
            frozenset(found.cue[1] for found in strong if clause.start() <= found.start and found.end <= clause.end()),
        )
        for clause in _CLAUSE.finditer(text)
    )


def find_asked(clauses: Sequence[Clause], pillar: str) -> list[str]:
    """Give the texts of clauses whose log odds matter in a sentence whose own label is `pillar`.

    They name pillars, and begin with the first that names another one: up to there all stay with the sentence.
    """
    named = [clause for clause in clauses if clause.named]
    return [clause.text for clause in dropwhile(lambda clause: clause.named == {pillar}, named)]


def label_clauses(clauses: Sequence[Clause], pillar: str, log_odds: Mapping[str, Mapping[str, float]]) -> ClausePillars:
    """Label the clauses of a sentence whose own label is `pillar`.

    `log_odds` are by text and label, of the clauses that `find_asked` gives, with the effects of what stands around.
    One without cues goes on about what the clause before it is about (…达到47家，增长12%); one with cues of another
    pillar has that one where its words speak for it.
    """
    pillars: list[str] = []
    current = pillar
    for clause in clauses:
        if clause.named and clause.named != {current}:
            current = _choose(log_odds[clause.text], clause.named, {current, pillar})
        pillars.append(current)
    if set(pillars) <= {pillar}:
        return NO_CLAUSES
    return ClausePillars(tuple(clause.end for clause in clauses), tuple(pillars))


def _choose(log_odds: Mapping[str, float], named: Set[str], before: Set[str]) -> str:
    favored, bonus = (named, _NAMED) if len(named) == 1 else (before, _STAY)
    weights = {key: log_odds[key] + (bonus if key in favored else 0.0) for key in sorted(named | before)}
    return max(weights, key=lambda key: weights[key])
