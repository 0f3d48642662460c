"""doc_id: what a report is called in all tables.

It is the path below the input root without suffix, so that it does not depend on what else is in the run. Only reports
that would share one get a longer id, all of them alike: first with their suffix (a.txt and a.md), then with as many
folders above their roots as it takes (in/2019/a.txt and in/2020/a.txt given as two roots: 2019/a.txt and 2020/a.txt).
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Container, Sequence
from pathlib import Path, PurePosixPath


def build_doc_ids(files: Sequence[tuple[Path, PurePosixPath]], *, plain_suffixes: Container[str]) -> list[str]:
    """Build the doc_ids of files, each given as its root and its path below it; no file may stand twice.

    Files of other kinds than `plain_suffixes` keep their suffix, so that a table beside a report leaves its id alone.
    """
    lengths = [0 if relative.suffix.lower() in plain_suffixes else 1 for _, relative in files]
    while True:
        doc_ids = [
            _build_doc_id(root, relative, length) for (root, relative), length in zip(files, lengths, strict=True)
        ]
        counts = Counter(doc_ids)
        clashing = [number for number, doc_id in enumerate(doc_ids) if counts[doc_id] > 1]
        if not clashing:
            return doc_ids
        for number in clashing:
            lengths[number] += 1


def printable(path: str) -> str:
    """Give a path as text that can be stored: bytes of a name that are no UTF-8 are written in hexadecimal."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _build_doc_id(root: Path, relative: PurePosixPath, length: int) -> str:
    if length == 0:
        return printable(str(relative.with_suffix("")))
    parents = Path(os.path.normpath(root.absolute())).parts[1:]
    above = parents[len(parents) - (length - 1) :] if length - 1 < len(parents) else parents
    return printable("/".join([*above, str(relative)]))
