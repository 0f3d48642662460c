"""What speaks for each pillar in one sentence, and which words decided."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from pipeline.pillars.model import PillarModel, Reading
from pipeline.resources.pillars import NONE

_MOST_CUES = 5
_LEAST_SHARE = 0.05
_FIGURE = "0"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Log odds by label, with the words that they come from."""

    log_odds: dict[str, float]
    reading: Reading
    model: PillarModel
    cues: tuple[tuple[str, str, str], ...]

    def probabilities(self) -> dict[str, float]:
        """Give the probability of each label."""
        highest = max(self.log_odds.values())
        powers = {key: math.exp(value - highest) for key, value in self.log_odds.items()}
        total = sum(powers.values())
        return {key: power / total for key, power in powers.items()}


def explain(evidence: Evidence, pillar: str, heading: str = "") -> tuple[str, ...]:
    """Give the words that decided for a pillar: the heading, its cue phrases, then the n-grams that weigh most."""
    found = [f"heading: {heading}"] if heading else []
    own = [cue for cue in evidence.cues if cue[1] == pillar]
    words = [word for word, _, strength in own if strength == "strong"]
    words += [word for word, _, strength in own if strength == "weak"]
    if len(words) + len(found) < _MOST_CUES:
        words += _heaviest(evidence, pillar)
    for word in words:
        if len(found) < _MOST_CUES and not any(word in other or other in word for other in found):
            found.append(word)
    return tuple(found)


def _heaviest(evidence: Evidence, pillar: str) -> list[str]:
    labels = evidence.model.labels
    if pillar not in labels or pillar == NONE:
        return []
    shares, places = evidence.model.shares(evidence.reading), evidence.reading.places
    gains = shares[:, labels.index(pillar)] - shares.mean(axis=1)
    ranked = np.argsort(-gains, kind="stable")[: 4 * _MOST_CUES]
    words = [evidence.model.ngram(places[row]).strip("^$") for row in ranked if gains[row] >= _LEAST_SHARE]
    return [word for word in words if len(word) > 1 and _FIGURE not in word]
