"""Which pillar of science and innovation work a sentence is about."""

from __future__ import annotations

from pipeline.pillars.classifier import PillarClassifier, load_pillar_classifier, load_scheme
from pipeline.pillars.evidence import Judgment
from pipeline.pillars.names import build_names

__all__ = ["Judgment", "PillarClassifier", "build_names", "load_pillar_classifier", "load_scheme"]
