"""Words of government reports, with the number of reports that use each."""

from __future__ import annotations

from pathlib import Path

from pipeline.errors import ResourceError
from pipeline.resources.files import read_rows, resource_path

FILE = "report_words.csv"


def load_report_words(overrides: Path | None = None) -> dict[str, int]:
    """Load the words.

    Raises:
        ResourceError: a count is no whole number.
    """
    words = {}
    for row in read_rows(FILE, ("word", "reports"), overrides):
        if not row["reports"].isdigit():
            message = f"{resource_path(FILE, overrides)}: {row['word']} has the count {row['reports']!r}; write digits"
            raise ResourceError(message)
        words[row["word"]] = int(row["reports"])
    return words
