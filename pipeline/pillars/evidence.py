"""What speaks for each pillar in one sentence: its words, and what stands around it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from pipeline.pillars.features import Cue
from pipeline.pillars.model import PillarModel, Reading
from pipeline.records import PillarLabel
from pipeline.resources.pillars import NONE

_MOST_CUES = 5
_LEAST_SHARE = 0.05
_FIGURE = "0"


@dataclass(frozen=True, slots=True)
class Effect:
    """What something around a sentence adds to the log odds of a label.

    source: where it stands (title, lead, section, section above, itself, part); title: its words.
    """

    source: str
    title: str
    label: str
    log_odds: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """Log odds by label from the words of a sentence, with the words that they come from."""

    log_odds: Mapping[str, float]
    reading: Reading
    model: PillarModel
    cues: tuple[Cue, ...]


@dataclass(frozen=True, slots=True)
class Judgment:
    """How a sentence came to its label. `evidence` is None where it has no words and follows the one before."""

    label: PillarLabel
    evidence: Evidence | None = None
    effects: tuple[Effect, ...] = ()

    def probabilities(self, *, surroundings: bool = True) -> dict[str, float]:
        """Give the probability of each label, from the words alone where `surroundings` is False."""
        if self.evidence is None:
            return {self.label.pillar: self.label.score}
        return to_probabilities(add_effects(self.evidence.log_odds, self.effects if surroundings else ()))

    def terms(self, most: int = 8) -> tuple[tuple[str, float], ...]:
        """Give what speaks most for the label, each with what it adds to the log odds over the mean of all labels.

        Terms are words of the sentence, of which none is part of another, and counts of cues such as `talent strong`.
        """
        if self.evidence is None or self.label.pillar not in self.evidence.model.labels:
            return ()
        model, column = self.evidence.model, self.evidence.model.labels.index(self.label.pillar)
        shares = model.shares(self.evidence.reading)
        gains = shares[:, column] - shares.mean(axis=1)
        named = [
            (model.ngram(place).strip("^$"), float(gain))
            for place, gain in zip(self.evidence.reading.places, gains, strict=True)
        ]
        found = [
            (name.strip("<>"), float(share[column] - share.mean()))
            for name, share in model.cue_shares(self.evidence.cues).items()
        ]
        for term, gain in sorted(named, key=lambda item: (-item[1], item[0])):
            if len(term) > 1 and gain > 0 and not any(term in other or other in term for other, _ in found):
                found.append((term, gain))
        ranked = sorted((item for item in found if item[1] > 0), key=lambda item: (-item[1], item[0]))
        return tuple((term, round(gain, 3)) for term, gain in ranked[:most])


def add_effects(log_odds: Mapping[str, float], effects: Iterable[Effect]) -> dict[str, float]:
    """Give log odds with what stands around the text added."""
    total = dict(log_odds)
    for effect in effects:
        if effect.label in total:
            total[effect.label] += effect.log_odds
    return total


def to_probabilities(log_odds: Mapping[str, float]) -> dict[str, float]:
    """Give the probability of each label."""
    highest = max(log_odds.values())
    powers = {key: math.exp(value - highest) for key, value in log_odds.items()}
    total = sum(powers.values())
    return {key: power / total for key, power in powers.items()}


def name_cues(evidence: Evidence, pillar: str, heading: str = "") -> tuple[str, ...]:
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
