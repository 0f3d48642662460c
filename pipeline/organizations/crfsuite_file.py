"""Takes the weights out of a model that python-crfsuite trained, with all their digits.

Its own listing (`Tagger.info()`) names features and labels but rounds the weights to six places; the file has them as
they are, by the numbers of features and labels.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pycrfsuite

from pipeline.errors import ModelError
from pipeline.organizations.weights import OUTSIDE, Weights, make_weights

_WEIGHTS = b"FEAT"
_STATE, _TRANSITION = 0, 1
_RECORD = np.dtype([("kind", "<u4"), ("source", "<u4"), ("target", "<u4"), ("weight", "<f8")])
_HEADER = 12
"""Bytes of the name of a part of the file, of its size and of the number of its records."""


def read_crfsuite(path: Path) -> Weights:
    """Read the weights of a model file of python-crfsuite.

    Raises:
        ModelError: it is none, or never saw a name of two characters of one of its types.
    """
    tagger = pycrfsuite.Tagger()
    try:
        tagger.open(str(path))
        info = tagger.info()
    except (OSError, ValueError) as error:
        message = f"{path}: cannot be read as a model of crfsuite ({error}); train it again"
        raise ModelError(message) from error
    kinds = sorted({label[2:] for label in info.labels if label != OUTSIDE})
    lacking = [kind for kind in kinds if not {f"B-{kind}", f"I-{kind}"} <= set(info.labels)]
    if lacking or not kinds:
        message = f"{path}: no name of two characters to learn from, of type {', '.join(lacking) or 'any'}; add some"
        raise ModelError(message)
    records = _read_records(path.read_bytes(), int(info.header["off_features"], 16))
    features, labels = _by_number(info.attributes), _by_number(info.labels)
    state, transitions = records[records["kind"] == _STATE], records[records["kind"] == _TRANSITION]
    return make_weights(
        {(features[one], labels[other]): weight for _, one, other, weight in state.tolist()},
        {(labels[one], labels[other]): weight for _, one, other, weight in transitions.tolist()},
        kinds,
    )


def _read_records(content: bytes, start: int) -> Any:
    if content[start : start + len(_WEIGHTS)] != _WEIGHTS:
        message = "crfsuite writes its models in another way; install the version in constraints.txt"
        raise ModelError(message)
    count = int.from_bytes(content[start + _HEADER - 4 : start + _HEADER], "little")
    return np.frombuffer(content, _RECORD, count, start + _HEADER)


def _by_number(numbers: dict[str, str]) -> dict[int, str]:
    return {int(number): name for name, number in numbers.items()}
