"""What the sentences beside a sentence say: a paragraph mostly keeps to its theme."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from pipeline.pillars.model import Floats
from pipeline.records import Sentence

BESIDE = "beside"
WHERE = "the sentences before and after in the paragraph"
_NOTE = re.compile(r"[（(][^（）()]*[）)]")
"""A sentence in brackets names who is responsible, or where to look: it says nothing of the theme."""


def weigh_beside(sentences: Sequence[Sentence], nones: Floats) -> Floats:
    """Give what the sentences just before and after each one tell for `none`, between -2 and 2.

    Each of the two tells 1 where it is surely `none`, and -1 where it surely has a pillar, whichever: sentences of one
    paragraph share their theme more than their pillar.

    Args:
        sentences: those of a report that have words.
        nones: how probable `none` is for each, from its words and what stands over it.
    """
    told = np.zeros(len(sentences))
    if len(sentences) < 2:
        return told
    paragraphs = np.array([item.paragraph if item.kind == "body" else -1 for item in sentences])
    together = (paragraphs[1:] == paragraphs[:-1]) & (paragraphs[1:] >= 0)
    votes = 2.0 * nones - 1.0
    told[1:] += np.where(together, votes[:-1], 0.0)
    told[:-1] += np.where(together, votes[1:], 0.0)
    told[[row for row, item in enumerate(sentences) if _NOTE.fullmatch(item.clean)]] = 0.0
    return told
