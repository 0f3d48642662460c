"""The trained model: a conditional random field over characters that also reads what the rules found."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from pipeline.errors import ModelError
from pipeline.organizations.character_rows import CharacterRows
from pipeline.organizations.decoding import decode, find_names
from pipeline.organizations.emissions import Emissions
from pipeline.organizations.scan import Candidate, Scan
from pipeline.organizations.vocabulary import Vocabulary
from pipeline.organizations.weights import Weights, read_weights
from pipeline.records import ORGANIZATION_TYPES, OrganizationType
from pipeline.resources.files import models_dir

MODEL, META = "weights.npz", "meta.json"
FEATURES_VERSION = 1
_REMEDY = "run `huibao run train_organizations` or set organizations.use_model to false"
_CERTAIN = frozenset({"gazetteer", "government", "zone"})
_DOUBTED, _DOUBTED_OF_TWO = 0.7, 0.85
"""How much of its confidence a rule keeps where the model sees nothing; more where two rules agree."""
_SHORT_DOUBT = 0.75
_LEAST_OF_A_COMPANY = 0.66
"""A company that no rule sees must be this sure: it may be any coined word."""
_LEAST_TO_SUPPORT, UNSUPPORTED = 0.5, 0.3
"""With less it may be one where a list has it beside another firm; till then this is what it is worth."""
_TYPES: dict[str, OrganizationType] = {kind: kind for kind in ORGANIZATION_TYPES}  # type: ignore[misc]

Spans = Mapping[tuple[int, int], tuple[OrganizationType, float]]
"""What the model says that a sentence names: type and confidence by place, in the order of the text."""


class Tagger:
    """Reads sentences with their candidates and gives these confidences, with new candidates of its own."""

    def __init__(self, weights: Weights, vocabulary: Vocabulary) -> None:
        """Sort the weights so that sentences can be read side by side."""
        self._transitions = weights.transitions
        self._kinds = [_TYPES[kind] for kind in weights.kinds]
        self._emissions = Emissions(weights, vocabulary)

    def revise_all(self, scans: Sequence[Scan], found: Sequence[list[Candidate]]) -> list[list[Candidate]]:
        """Weigh the rules' candidates of all sentences of a report against the model's."""
        return [_revise(own, spans) for own, spans in zip(found, self.tag_all(scans, found), strict=True)]

    def tag_all(self, scans: Sequence[Scan], found: Sequence[list[Candidate]]) -> list[Spans]:
        """Give the model's spans of each sentence with its candidates; no sentence may be empty."""
        if not scans:
            return []
        lines = CharacterRows([scan.text for scan in scans])
        factors = self._emissions.weigh(lines, scans, found)
        decoded = decode(factors, lines.first, lines.sizes, lines.find_breaks(), self._transitions)
        spans: list[dict[tuple[int, int], tuple[OrganizationType, float]]] = [{} for _ in scans]
        for sentence, start, end, kind, share in find_names(decoded, len(self._kinds)):
            if end - start > 1:
                spans[sentence][start, end] = (self._kinds[kind], share)
        return list(spans)


def _revise(found: list[Candidate], spans: Spans) -> list[Candidate]:
    """Weigh the rules' candidates of a sentence against the model's; certain rules stay as they are."""
    if not found and not spans:
        return []
    places = [(item.start, item.end) for item in found]
    revised = []
    for item, place in zip(found, places, strict=True):
        seen = spans.get(place)
        if seen is not None:
            revised.append(Candidate(item.start, item.end, item.type, item.rule, max(item.confidence, seen[1])))
        elif item.rule in _CERTAIN:
            revised.append(item)
        else:
            doubt = _DOUBTED if places.count(place) == 1 else _DOUBTED_OF_TWO
            revised.append(Candidate(item.start, item.end, item.type, item.rule, item.confidence * doubt))
    own = [
        Candidate(start, end, kind, "model", confidence * (_SHORT_DOUBT if end - start <= 3 else 1.0))
        for (start, end), (kind, confidence) in spans.items()
        if (start, end) not in places
    ]
    for item in own:
        if item.type != "company" or item.confidence >= _LEAST_OF_A_COMPANY:
            revised.append(item)
        elif item.confidence >= _LEAST_TO_SUPPORT:  # too little by itself
            revised.append(replace(item, confidence=UNSUPPORTED))
    return revised


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
    try:
        return Tagger(read_weights(folder / MODEL), vocabulary)
    except ModelError as error:
        message = f"{error}; {_REMEDY}"
        raise ModelError(message) from error
