"""`huibao suggest`: what somebody should look at next, phrases for the catalog or sentences to label."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any

import typer

from pipeline.cli.summary import read_column_rows
from pipeline.facts.catalog import Catalog, load_catalog
from pipeline.pillars.examples import read_training
from pipeline.pillars.teaching import Candidate, choose_teaching
from pipeline.tables.files import write_files

_HELP = """Tell what to look at next: phrases that the catalog lacks, sentences that would teach most.

\b
Examples:
  huibao suggest indicators tables
  huibao suggest pillars 50 tables --out to_label.csv
"""
suggest_app = typer.Typer(
    help=_HELP,
    no_args_is_help=True,
    rich_markup_mode=None,  # plain help, as for the other commands
    context_settings={"help_option_names": ["-h", "--help"]},
)
_COLUMNS = ("text", "pillar", "guess", "probability", "section", "doc_id", "sentence_id")


@suggest_app.command("indicators")
def indicators_command(
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
    for line in suggest_indicators(tables, limit=limit, catalog=load_catalog(overrides=resources, extra=indicators)):
        print(line)


@suggest_app.command("pillars")
def pillars_command(
    count: Annotated[int, typer.Argument(metavar="N", min=1, help="Sentences to choose.")],
    tables: Annotated[
        Path, typer.Argument(metavar="TABLES", exists=True, file_okay=False, help="Folder of extracted tables.")
    ] = Path("data/processed"),
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", dir_okay=False, help="CSV file to write; printed where left out.")
    ] = None,
    sentences: Annotated[
        list[Path] | None,
        typer.Option(metavar="FILE", exists=True, help="Sentences labelled before, left out; may be repeated."),
    ] = None,
) -> None:
    """Choose the sentences that would teach the classifier of pillars most, as CSV with an empty column pillar.

    They are those of which it is least sure, and unlike one another. Fill in the column, with a key of the scheme or
    none, and give the file to `huibao train pillars --sentences`; rows left empty are ignored.

    \b
    Examples:
      huibao suggest pillars 50 tables --out label.csv
      huibao suggest pillars 50 tables --sentences data/train/pillars --out label.csv
    """
    content = suggest_pillars(tables, count, known=sentences or [])
    if out is None:
        print(content, end="")
    else:
        # Excel takes a CSV file for UTF-8 only where it begins with this mark
        write_files({out: b"\xef\xbb\xbf" + content.encode()})


def suggest_pillars(tables: Path, count: int, *, known: list[Path]) -> str:
    """Give the CSV of the sentences that would teach most; `known` are files and folders of labelled ones."""
    rows = read_column_rows(tables, "sentences", "doc_id", "sentence_id", "text", "section", "pillar", "pillar_score")
    by_id = {row["sentence_id"]: row for row in rows}
    candidates = (
        Candidate(row["sentence_id"], " ".join(row["text"].split()), row["pillar"], row["pillar_score"]) for row in rows
    )
    chosen = choose_teaching(candidates, count, known=(example.text for example in read_training(known)))
    content = io.StringIO(newline="")
    writer = csv.DictWriter(content, _COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(_teaching_row(candidate, by_id[candidate.sentence_id]) for candidate in chosen)
    return content.getvalue()


def _teaching_row(candidate: Candidate, row: dict[str, Any]) -> dict[str, Any]:
    return {
        "text": candidate.text,
        "pillar": "",
        "guess": candidate.pillar,
        "probability": candidate.score,
        "section": row["section"] or "",
        "doc_id": row["doc_id"],
        "sentence_id": row["sentence_id"],
    }


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
