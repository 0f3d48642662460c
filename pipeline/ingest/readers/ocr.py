"""Optical character recognition: an optional extra, since its models are large. They come with the package."""

from __future__ import annotations

import importlib.util
from functools import lru_cache
from typing import Any

from pipeline.errors import ReportError
from pipeline.ingest.readers.pages import Segment

ADVICE = "install the extra for OCR (pip install 'huibao[ocr]'), or give the text"


def is_installed() -> bool:
    """Tell whether the extra is there."""
    return all(importlib.util.find_spec(name) is not None for name in ("rapidocr", "onnxruntime"))


def find_segments(image: Any, *, scale: float) -> tuple[Segment, ...]:
    """Find the lines of a picture (an array of pixels); places are divided by `scale`.

    Raises:
        ReportError: the extra is not installed.
    """
    found = _load_engine()(image)
    if found.boxes is None:
        return ()
    segments = []
    for box, text, score in zip(found.boxes, found.txts, found.scores, strict=True):
        xs, ys = [float(x) / scale for x, _ in box], [float(y) / scale for _, y in box]
        if text.strip():
            segments.append(Segment(text.strip(), min(xs), min(ys), max(xs), max(ys), round(float(score), 3)))
    return tuple(segments)


@lru_cache(maxsize=1)
def _load_engine() -> Any:
    if not is_installed():
        message = f"a picture of text; {ADVICE}"
        raise ReportError(message)
    from rapidocr import RapidOCR

    return RapidOCR(params={"Global.log_level": "critical"})
