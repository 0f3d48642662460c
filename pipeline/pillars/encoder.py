"""Training sentences as rows of numbers: n-grams, cue features, labels and weights."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]  # comes with scikit-learn, without types

from pipeline.pillars.examples import ANY, Example
from pipeline.pillars.features import CueFinder, count_cues, find_ngrams, simplify
from pipeline.pillars.model import CUE_WEIGHT
from pipeline.resources.pillars import NONE, PillarTaxonomy

COMPOSED_WEIGHT = 0.35
"""A sentence that the grammar composed counts this much, since it repeats the words of its pattern."""
ANY_NONE = 0.5
"""A sentence that says nothing of its theme is `none` with this probability, else any pillar."""
ANY_WEIGHT = 2.0
"""Few sentences say nothing of their theme, though reports are full of them."""
MIN_GROUPS = 2
Rows = NDArray[np.intp]


class Encoder:
    """All sentences as rows over all n-grams and cue features.

    A sentence of the label `any` becomes one row a label, weighted by how likely that label is for it.
    """

    def __init__(self, examples: Sequence[Example], taxonomy: PillarTaxonomy) -> None:
        finder = CueFinder(taxonomy)
        expanded = [
            (place, label, weight)
            for place, example in enumerate(examples)
            for label, weight in _spread(example, taxonomy.keys)
        ]
        sets = [find_ngrams(simplify(example.text)) for example in examples]
        cues = [count_cues(finder.names(example.text)) for example in examples]
        self.sentences = np.array([place for place, _, _ in expanded], dtype=np.intp)
        self.labels = np.array([label for _, label, _ in expanded])
        self.weights = np.array([weight for _, _, weight in expanded])
        self.groups = np.array([examples[place].group for place in self.sentences])
        written = np.array([example.is_written for example in examples])
        fixed = np.array([example.pillar != ANY for example in examples])
        self.weights *= np.where(written, np.where(fixed, 1.0, ANY_WEIGHT), COMPOSED_WEIGHT)[self.sentences]
        self.counted = np.flatnonzero((written & fixed)[self.sentences])
        self.names = sorted(set().union(*sets))
        self.cue_names = sorted(set().union(*cues))
        places = {name: place for place, name in enumerate(self.names)}
        self._found = [np.array(sorted(places[ngram] for ngram in found), dtype=np.intp) for found in sets]
        self._cues = np.array([[row.get(name, 0.0) for name in self.cue_names] for row in cues]) * CUE_WEIGHT
        seen: Counter[int] = Counter(int(place) for row in self._found for place in row)
        counts = np.array([seen[place] for place in range(len(self.names))], dtype=np.float64)
        # rounded as the written model is, so that what is trained is what is used
        self.idf = np.round(np.log((1.0 + len(examples)) / (1.0 + counts)) + 1.0, 3)

    def frequent(self, rows: Rows) -> list[int]:
        """Give the n-grams that occur in more than one group."""
        groups: defaultdict[int, set[str]] = defaultdict(set)
        for row in rows:
            for place in self._found[self.sentences[row]]:
                groups[int(place)].add(str(self.groups[row]))
        return sorted(place for place, found in groups.items() if len(found) >= MIN_GROUPS)

    def matrix(self, keep: Sequence[int], rows: Rows) -> csr_matrix:
        """Give rows normalized to length 1, with the cue features behind the n-grams."""
        columns = np.full(len(self.names), -1, dtype=np.intp)
        columns[list(keep)] = np.arange(len(keep))
        data: list[float] = []
        indices: list[int] = []
        starts = [0]
        for sentence in self.sentences[rows]:
            found = self._found[sentence]
            known = found[columns[found] >= 0]
            values = self.idf[known]
            norm = float(np.sqrt((values * values).sum())) or 1.0
            cues = self._cues[sentence]
            named = np.flatnonzero(cues)
            data.extend([*(values / norm), *cues[named]])
            indices.extend([*columns[known], *(len(keep) + named)])
            starts.append(len(data))
        return csr_matrix((data, indices, starts), shape=(len(starts) - 1, len(keep) + len(self.cue_names)))


def _spread(example: Example, pillars: Sequence[str]) -> list[tuple[str, float]]:
    if example.pillar != ANY:
        return [(example.pillar, 1.0)]
    return [(NONE, ANY_NONE), *((pillar, (1.0 - ANY_NONE) / len(pillars)) for pillar in pillars)]
