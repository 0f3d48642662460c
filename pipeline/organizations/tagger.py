"""The trained model: a conditional random field over characters that also reads what the rules found."""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pycrfsuite

from pipeline.errors import ModelError, StorageError
from pipeline.organizations.features import FeatureBuilder, may_hold_list
from pipeline.organizations.gate import Gate
from pipeline.organizations.scan import Candidate, Scan
from pipeline.organizations.vocabulary import Vocabulary
from pipeline.records import ORGANIZATION_TYPES, OrganizationType
from pipeline.resources.files import models_dir

MODEL, META = "model.crfsuite", "meta.json"
FEATURES_VERSION = 1
_REMEDY = "run `huibao run train_organizations` or set organizations.use_model to false"
_CERTAIN = frozenset({"gazetteer", "government", "zone"})
_DOUBTED, _DOUBTED_OF_TWO = 0.7, 0.85
"""How much of its confidence a rule keeps where the model sees nothing; more where two rules agree."""
_SHORT_DOUBT = 0.75
_LEAST_OF_A_COMPANY = 0.65
"""A company that no rule sees must be this sure: it may be any coined word."""
_TYPES: dict[str, OrganizationType] = {kind: kind for kind in ORGANIZATION_TYPES}  # type: ignore[misc]


class Tagger:
    """Reads a sentence with its candidates and gives them confidences, with new candidates of its own."""

    def __init__(self, path: Path, vocabulary: Vocabulary) -> None:
        self._crf = pycrfsuite.Tagger()
        try:
            self._crf.open(str(path))
        except (OSError, ValueError) as error:
            message = f"{path}: cannot be read as a model ({error}); {_REMEDY}"
            raise ModelError(message) from error
        try:
            weights = self._crf.info()  # by way of a temporary file
        except (OSError, RuntimeError) as error:
            message = (
                f"the disk is full ({tempfile.gettempdir()}: {error}); free some space there, for temporary files, and "
                "run the same again: the old output is untouched"
            )
            raise StorageError(message) from error
        self.gate = Gate(weights, vocabulary)
        self._features = FeatureBuilder(vocabulary, self.gate.names)

    def revise_all(self, scans: Sequence[Scan], found: Sequence[list[Candidate]]) -> list[list[Candidate]]:
        """Revise the candidates of all sentences of a report, as `revise` would one by one."""
        bare = [
            number
            for number, (scan, own) in enumerate(zip(scans, found, strict=True))
            if not own and not may_hold_list(scan.text)
        ]
        silent = self.gate.find_silent([scans[number] for number in bare])
        skipped = {number for number, is_silent in zip(bare, silent, strict=True) if is_silent}
        return [
            [] if number in skipped else self.revise(scan, own)
            for number, (scan, own) in enumerate(zip(scans, found, strict=True))
        ]

    def revise(self, scan: Scan, found: list[Candidate]) -> list[Candidate]:
        """Weigh the rules' candidates against the model's; certain rules stay as they are."""
        spans = self.tag(scan, found)
        rules = Counter((item.start, item.end) for item in found)
        revised = []
        for item in found:
            seen = spans.get((item.start, item.end))
            if seen is not None:
                revised.append(Candidate(item.start, item.end, item.type, item.rule, max(item.confidence, seen[1])))
            elif item.rule in _CERTAIN:
                revised.append(item)
            else:
                doubt = _DOUBTED if rules[item.start, item.end] == 1 else _DOUBTED_OF_TWO
                revised.append(Candidate(item.start, item.end, item.type, item.rule, item.confidence * doubt))
        known = {(item.start, item.end) for item in found}
        own = [
            Candidate(start, end, kind, "model", confidence * (_SHORT_DOUBT if end - start <= 3 else 1.0))
            for (start, end), (kind, confidence) in spans.items()
            if (start, end) not in known
        ]
        revised += [item for item in own if item.type != "company" or item.confidence >= _LEAST_OF_A_COMPANY]
        return revised

    def tag(self, scan: Scan, found: list[Candidate]) -> dict[tuple[int, int], tuple[OrganizationType, float]]:
        """Give the model's spans with type and confidence."""
        labels = self._crf.tag(self._features.build(scan, found))
        spans: dict[tuple[int, int], tuple[OrganizationType, float]] = {}
        start = 0
        while start < len(labels):
            if not labels[start].startswith("B-"):
                start += 1
                continue
            end = start + 1
            inside = "I-" + labels[start][2:]
            while end < len(labels) and labels[end] == inside:
                end += 1
            sure = min(self._crf.marginal(labels[place], place) for place in range(start, end))
            if end - start > 1:
                spans[start, end] = (_TYPES[labels[start][2:]], sure)
            start = end
        return spans


def load_tagger(vocabulary: Vocabulary, folder: Path | None = None) -> Tagger:
    """Load the trained model.

    Raises:
        ModelError: it is missing, cannot be read, or was trained for other features.
    """
    folder = folder or models_dir() / "organizations"
    try:
        meta = json.loads((folder / META).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        message = f"{folder / META}: cannot be read ({error}); {_REMEDY}"
        raise ModelError(message) from error
    version = meta.get("features") if isinstance(meta, dict) else None
    if version != FEATURES_VERSION:
        message = f"{folder / META}: trained for features {version}, this version gives {FEATURES_VERSION}; {_REMEDY}"
        raise ModelError(message)
    return Tagger(folder / MODEL, vocabulary)
