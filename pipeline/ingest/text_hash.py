"""The hash by which corrections know the text of a report, also where its file has another name."""

from __future__ import annotations

import hashlib


def hash_text(text: str) -> str:
    """Give the first 16 digits of the SHA-256 of a text, or of a part of it."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]
