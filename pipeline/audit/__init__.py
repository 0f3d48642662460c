"""Audit: the figures of reports held against each other: pure functions, facts in, checks and promises out."""

from __future__ import annotations

from pipeline.audit.auditor import Auditor, load_auditor
from pipeline.audit.doubted import lower_confidence
from pipeline.audit.subjects import reporting_place

__all__ = ["Auditor", "load_auditor", "lower_confidence", "reporting_place"]
