"""Words of government reports, with the number of reports that use each: what every report says names nobody.

The finder of organizations asks it whether an unknown run of characters is made of everyday words (then it is a phrase,
扎实推进, not a company), and shows the model how usual each word is. Only single words and counts stand in the file,
no text of any report.
"""

from __future__ import annotations

from pathlib import Path

from pipeline.errors import ResourceError
from pipeline.resources.files import read_rows, resource_path

FILE = "report_words.csv"


def load_report_words(overrides: Path | None = None) -> dict[str, int]:
    """Load the words, each with the number of reports that use it.

    Raises:
        ResourceError: a count is no whole number.
    """
    words = {}
    for row in read_rows(FILE, ("word", "reports"), overrides):
        if not (row["reports"].isascii() and row["reports"].isdigit()):
            message = f"{resource_path(FILE, overrides)}: {row['word']} has the count {row['reports']!r}; write digits"
            raise ResourceError(message)
        words[row["word"]] = int(row["reports"])
    return words
