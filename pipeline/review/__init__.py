"""Review: pages that show each report with everything that was found in it, and why."""

from __future__ import annotations

from pipeline.review.folder import page_name, write_review

__all__ = ["page_name", "write_review"]
