"""What speaks for each pillar in one sentence: its words, and what stands around it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.frozen import frozen
from pipeline.pillars.features import Cue, FoundCue
from pipeline.pillars.model import Floats, PillarModel, Reading, Readings
from pipeline.records import PillarLabel
from pipeline.resources.pillars import NONE

PART = "part"
_MOST_CUES = 5
_LEAST_SHARE = 0.05
_FIGURE = "0"


@frozen
class Effect:
    """What something around a sentence adds to the log odds of a label.

    source: where it stands (title, lead, section, section above, itself, beside, `PART`); title: its words.
    """

    source: str
    title: str
    label: str
    log_odds: float


@dataclass(frozen=True, slots=True)
class Words:
    """What the words of some texts say: a row a text, a column a label of the scheme, `none` first."""

    labels: tuple[str, ...]
    log_odds: Floats
    readings: Readings
    model: PillarModel
    found: Sequence[Sequence[FoundCue]]
    cues: Sequence[tuple[Cue, ...]]
    """Of each text, each cue phrase once."""


@frozen
class Evidence:
    """What the words of one text say: a view of one row."""

    words: Words
    row: int

    @property
    def log_odds(self) -> dict[str, float]:
        """The log odds by label."""
        return dict(zip(self.words.labels, self.words.log_odds[self.row].tolist(), strict=True))

    @property
    def reading(self) -> Reading:
        """The n-grams that they come from."""
        return self.words.readings[self.row]

    @property
    def model(self) -> PillarModel:
        """The model that knows these n-grams."""
        return self.words.model

    @property
    def cues(self) -> tuple[Cue, ...]:
        """The cue phrases that they come from, each once."""
        return self.words.cues[self.row]


@frozen
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
        reading = self.evidence.reading
        shares = model.shares(reading.places, reading.norm)
        gains = shares[:, column] - shares.mean(axis=1)
        named = [
            (model.ngram(place).strip("^$"), float(gain)) for place, gain in zip(reading.places, gains, strict=True)
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


def add_around(words: Words, rows: Sequence[int], effects: Sequence[tuple[Effect, ...]]) -> Floats:
    """Give the log odds of rows, with what stands around them but for a part, which is no matter of words."""
    columns = {label: column for column, label in enumerate(words.labels)}
    known: dict[int, int] = {}
    sums: list[list[float]] = []
    for told in effects:
        if known.setdefault(id(told), len(sums)) == len(sums):  # sentences at one place share one tuple
            total = [0.0] * len(columns)
            for effect in told:
                if effect.label in columns and effect.source != PART:
                    total[columns[effect.label]] += effect.log_odds
            sums.append(total)
    around = np.array(sums).reshape(len(sums), len(columns))
    places = np.array([known[id(told)] for told in effects], dtype=np.intp)
    added: Floats = words.log_odds[np.array(rows, dtype=np.intp)] + around[places]
    return added


def to_probabilities(log_odds: Mapping[str, float]) -> dict[str, float]:
    """Give the probability of each label."""
    highest = max(log_odds.values())
    powers = {key: math.exp(value - highest) for key, value in log_odds.items()}
    total = sum(powers.values())
    return {key: power / total for key, power in powers.items()}


def name_cues(cues: Sequence[Cue], pillar: str, heading: str, heaviest: Sequence[str]) -> tuple[str, ...]:
    """Name what decided for a pillar: the heading, its cue phrases, then the n-grams that weigh most.

    `cues` are those of the sentence, of whatever pillar; `heaviest` is what `find_heaviest` gives.
    """
    if not (cues or heading or heaviest):  # most sentences: nothing speaks for any pillar
        return ()
    found = [f"heading: {heading}"] if heading else []
    own = [cue for cue in cues if cue[1] == pillar]
    words = [word for word, _, strength in own if strength == "strong"]
    words += [word for word, _, strength in own if strength == "weak"]
    if len(words) + len(found) < _MOST_CUES:
        words += heaviest
    for word in words:
        if len(found) < _MOST_CUES and not any(word in other or other in word for other in found):
            found.append(word)
    return tuple(found)


def find_heaviest(words: Words, chosen: Mapping[int, str]) -> dict[int, list[str]]:
    """Give for each row the n-grams that weigh most for the pillar that was chosen; `none` has no words of its own."""
    model, readings = words.model, words.readings
    rows = [row for row, pillar in chosen.items() if pillar != NONE and pillar in model.labels]
    if not rows:
        return {}
    counts = [int(readings.starts[row + 1] - readings.starts[row]) for row in rows]
    places = np.concatenate([readings.of(row) for row in rows])
    columns = np.repeat([model.labels.index(chosen[row]) for row in rows], counts)
    shares = model.shares(places, np.repeat(readings.norms[rows], counts))
    gains = shares[np.arange(len(places)), columns] - shares.mean(axis=1)
    numbers = np.repeat(np.arange(len(rows)), counts)
    heavy = np.flatnonzero(gains >= _LEAST_SHARE)
    heavy = heavy[np.lexsort((-gains[heavy], numbers[heavy]))]
    found: dict[int, list[str]] = {row: [] for row in rows}
    for number, place in zip(numbers[heavy].tolist(), places[heavy].tolist(), strict=True):
        found[rows[number]].append(model.ngram(place).strip("^$"))
    return {
        row: [word for word in heaviest[: 4 * _MOST_CUES] if len(word) > 1 and _FIGURE not in word]
        for row, heaviest in found.items()
    }
