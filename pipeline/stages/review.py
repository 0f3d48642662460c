"""Stage `review`: the contract tables as pages to read, in data/processed/review/."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from pipeline.cache.entries import compress, decompress
from pipeline.cache.store import hash_parts
from pipeline.params import Params
from pipeline.review import write_review
from pipeline.stages.folders import processed_folder
from pipeline.stages.incremental import open_stage_shelf
from pipeline.stages.report import StageReport


def run_review(root: Path, params: Params) -> StageReport:
    """Write the review pages of the published tables."""
    folder = processed_folder(root)
    shelf = open_stage_shelf(root, "review", params)

    def keep(hashes: Sequence[bytes], build: Callable[[], bytes]) -> bytes:
        key = hash_parts(*hashes)
        content = shelf.read(key)
        if content is None:
            content = compress(build())
            shelf.write(key, content)
        return decompress(content)

    pages = write_review(folder, folder / "review", params.review, keep=keep)
    return StageReport("review", {"pages": len(pages)})
