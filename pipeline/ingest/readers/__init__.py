"""One small reader for each kind of file: bytes in, text out. They run in a process of their own (see reading.py).

A reader imports its library when it is called, so that a run that meets no such file does not need it. What it cannot
read raises ReportError, whose message becomes the reason in the table of documents.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable

from pipeline.errors import ReportError
from pipeline.ingest.extracted import Extracted, Limits

Reader = Callable[[bytes, Limits], Extracted]

READERS: dict[str, str] = {
    "docx": "docx",
    "doc": "doc",
    "rtf": "rtf",
    "pdf": "pdf",
    "html": "html",
    "xlsx": "xlsx",
    "xls": "xls",
    "csv": "csv_table",
    "image": "image",
}
"""Kind of file: module of this package whose function `read` reads it."""


def read_content(kind: str, content: bytes, limits: Limits) -> Extracted:
    """Read the text of a file of a known kind.

    Raises:
        ReportError: the file is broken, too large, protected, or holds no text.
        KeyError: the kind is none of READERS.
    """
    module = importlib.import_module(f"{__name__}.{READERS[kind]}")
    reader: Reader = module.read
    extracted = reader(content, limits)
    if not extracted.text.strip():
        message = "empty: the file holds no text"
        raise ReportError(message)
    return extracted
