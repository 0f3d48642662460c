"""Reads the words of texts: what they say of each label of the scheme."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.pillars.evidence import Words
from pipeline.pillars.features import Cue, CueFinder, distinct_cues
from pipeline.pillars.model import Floats, PillarModel
from pipeline.resources.pillars import NONE, ContextWeights


@dataclass(frozen=True, slots=True)
class WordReader:
    """Weighs the n-grams and cue phrases of texts; a pillar that the model does not know stands on its cues alone."""

    model: PillarModel
    cues: CueFinder
    weights: ContextWeights
    known: tuple[str, ...]
    """The labels of the scheme that the model knows, `none` first."""
    unknown: tuple[str, ...]
    """The pillars that it does not know."""

    def read(self, texts: Sequence[str]) -> Words:
        """Read many texts at a time."""
        found = self.cues.find_all(texts)
        cues = [distinct_cues(items) for items in found]
        readings = self.model.read(texts, cues)
        log_odds = readings.log_odds[:, [self.model.labels.index(key) for key in self.known]]
        if self.unknown:
            log_odds = self._add_unknown(log_odds, cues)
        return Words((*self.known, *self.unknown), log_odds, readings, self.model, found, cues)

    def _add_unknown(self, log_odds: Floats, cues: Sequence[tuple[Cue, ...]]) -> Floats:
        wider = np.hstack([log_odds, np.zeros((len(log_odds), len(self.unknown)))])
        for row, named in enumerate(cues):
            for column, key in enumerate(self.unknown, log_odds.shape[1]):
                strengths = [strength for _, owner, strength in named if owner == key]
                bonus = self.weights.strong * strengths.count("strong") + self.weights.weak * strengths.count("weak")
                # one strong cue lifts it just over what the model, which never saw the pillar, takes the text for
                before = wider[row, :column]
                base = before.max() if "strong" in strengths else before[self.known.index(NONE)] + self.weights.unknown
                wider[row, column] = base + bonus
        return wider
