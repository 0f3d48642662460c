"""The raw lines of a report."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.frozen import frozen


@frozen
class Line:
    """One raw line without its line end, and its offset in the report."""

    start: int
    text: str

    @property
    def end(self) -> int:
        """The offset after its last character."""
        return self.start + len(self.text)


def split_lines(text: str) -> Iterator[Line]:
    """Split a report at its line feeds, and at nothing else."""
    start = 0
    for line in text.split("\n"):
        yield Line(start, line)
        start += len(line) + 1
