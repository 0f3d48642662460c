"""`huibao review TABLES --out DIR`: pages that show each report with everything that was found in it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.errors import UsageError
from pipeline.params import load_params
from pipeline.review import write_review


def review_command(
    out: Annotated[Path, typer.Option(metavar="DIR", help="Folder for the pages; it is created.")],
    tables: Annotated[
        Path, typer.Argument(metavar="TABLES", exists=True, file_okay=False, help="Folder of extracted tables.")
    ] = Path("data/processed"),
    params: Annotated[
        Path | None, typer.Option(metavar="FILE", help="params.yaml to use in place of the defaults.")
    ] = None,
) -> None:
    """Write pages to review what was found: an index, and for each report its text with every mark and why.

    Open index.html in a browser. The pages need no network and no server.

    \b
    Example:
      huibao review out --out pages
    """
    if out.exists() and not out.is_dir():
        message = f"{out}: is a file; --out must name a folder"
        raise UsageError(message)
    settings = load_params(params)
    index, *pages = write_review(tables, out, settings.review)
    print(f"{len(pages)} reports; open {index.as_posix()}")
