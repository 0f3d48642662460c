"""Segment: from the raw text of a report to its sections and sentences, each tied to raw characters.

The steps, one module each: lines, regions (what is not the report), clean (one way of writing), blocks (line ends
inside sentences go away), outline, headings with their marks, sections, sentences, tokens.
"""

from pipeline.segment.segmenter import Segmenter, load_segmenter

__all__ = ["Segmenter", "load_segmenter"]
