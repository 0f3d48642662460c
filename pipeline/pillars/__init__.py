"""Which pillar of science and innovation work a sentence is about."""

from __future__ import annotations

from pipeline.pillars.classifier import PillarClassifier, load_pillar_classifier

__all__ = ["PillarClassifier", "load_pillar_classifier"]
