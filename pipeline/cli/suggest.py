"""`huibao suggest indicators TABLES`: phrases that the catalog does not know, most frequent first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.summary import read_column_rows
from pipeline.errors import UsageError
from pipeline.facts.catalog import Catalog, load_catalog

_SUBJECTS = ("indicators",)


def suggest_command(
    subject: Annotated[str, typer.Argument(metavar="SUBJECT", help=f"One of {', '.join(_SUBJECTS)}.")],
    tables: Annotated[
        Path, typer.Argument(metavar="TABLES", exists=True, file_okay=False, help="Folder of extracted tables.")
    ] = Path("data/processed"),
    limit: Annotated[int, typer.Option(min=1, help="Phrases to list.")] = 50,
    resources: Annotated[
        Path | None,
        typer.Option(metavar="DIR", exists=True, file_okay=False, help="Data files to use in place of ours."),
    ] = None,
    indicators: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", exists=True, dir_okay=False, help="CSV of your own indicators, which win over ours."
        ),
    ] = None,
) -> None:
    """List what the catalog of indicators lacks: each phrase with its number of facts.

    After the phrase: the words that the catalog does not know, and the nearest indicators.

    \b
    Example:
      huibao suggest indicators tables
    """
    if subject not in _SUBJECTS:
        message = f"{subject!r} is none of {', '.join(_SUBJECTS)}"
        raise UsageError(message)
    for line in suggest_indicators(tables, limit=limit, catalog=load_catalog(overrides=resources, extra=indicators)):
        print(line)


def suggest_indicators(tables: Path, *, limit: int, catalog: Catalog) -> Iterator[str]:
    """Give a line with the share of facts that the catalog maps, and one line a phrase that it does not.

    The facts are mapped anew, so that a catalog can be tried without extracting again.
    """
    rows = read_column_rows(tables, "facts", "indicator", "kind", "dimension")
    unmapped = Counter(
        row["indicator"]
        for row in rows
        if catalog.find_fitting(row["indicator"] or "", row["kind"], row["dimension"]) is None
    )
    mapped = len(rows) - unmapped.total()
    yield f"{mapped} of {len(rows)} facts have an indicator of the catalog ({mapped / max(len(rows), 1):.1%})"
    names = {item.name: item.indicator_id for item in catalog.words.indicators.values()}
    for phrase, count in sorted(unmapped.items(), key=lambda item: (-item[1], item[0] or ""))[:limit]:
        near = ", ".join(f"{name} ({names[name]})" for name in get_close_matches(phrase, names, n=3))
        unknown = (
            "its unit or kind does not fit" if catalog.find(phrase) else f"unknown: {catalog.find_unknown(phrase)}"
        )
        yield f"{count:>6}  {phrase}  [{unknown}]  ~ {near or '-'}"
