"""`huibao extract`: reports in, tables out, without DVC."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from tqdm import tqdm

from pipeline.cli.summary import describe_ledger
from pipeline.corrections import describe_outcomes, list_problems, load_overlay
from pipeline.distribute import analyze_documents
from pipeline.errors import UsageError
from pipeline.facts.catalog import load_own_catalog
from pipeline.ingest import find_duplicates, find_sources_and_warnings, read_documents
from pipeline.organizations.link import load_directory
from pipeline.params import FORMATS, Params, load_params
from pipeline.pillars import build_names, load_scheme
from pipeline.publish import build_contract_tables, write_contract_tables
from pipeline.records import Analysis, CorrectionOutcome, Document
from pipeline.resources.corrections import find_correction_files, read_corrections
from pipeline.resources.user_lists import read_user_lists

EXIT_QUARANTINED = 3
_FORMATS = ("parquet", "csv")
"""What is written where nobody asks for more."""


def extract_command(
    inputs: Annotated[list[Path], typer.Argument(metavar="INPUT", help="Reports, or folders of reports.")],
    out: Annotated[Path, typer.Option(metavar="DIR", help="Folder for the tables; it is created.")],
    formats: Annotated[
        list[str] | None,
        typer.Option(
            "--format", metavar="FORMAT", help=f"{', '.join(FORMATS)}; may be repeated. [default: parquet, csv]"
        ),
    ] = None,
    metadata: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="CSV with the columns file, title, region, level, report_date, issuer."),
    ] = None,
    workers: Annotated[int, typer.Option(min=1, help="Processes to work in.")] = 1,
    params: Annotated[
        Path | None, typer.Option(metavar="FILE", help="params.yaml to use in place of the defaults.")
    ] = None,
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
    pillars: Annotated[
        Path | None,
        typer.Option(metavar="DIR", exists=True, file_okay=False, help="Pillars of your own, from `huibao train`."),
    ] = None,
    organizations: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR", exists=True, file_okay=False, help="Model of organizations of your own, from `huibao train`."
        ),
    ] = None,
    gazetteer: Annotated[
        Path | None,
        typer.Option(metavar="FILE", exists=True, dir_okay=False, help="CSV of your own organizations; they win."),
    ] = None,
    stop_list: Annotated[
        Path | None,
        typer.Option(metavar="FILE", exists=True, dir_okay=False, help="Names that are no organizations, one a line."),
    ] = None,
    corrections: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", exists=True, dir_okay=False, help="corrections.csv with what people corrected before."
        ),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress bar and no summary.")] = False,
) -> None:
    """Extract facts, mentions, sentences and the ledger of numbers from reports.

    A metadata.csv inside an input folder tells titles and dates of its reports, a corrections.csv there what people
    corrected in them. Files that cannot be read are listed with the reason, on stderr and in the table documents, and
    all others are extracted.

    \b
    Examples:
      huibao extract report.txt --out out
      huibao extract reports/ more/ --out out --format csv --workers 4
      huibao extract reports/ --out out --corrections corrections.csv
    """
    settings = with_user_lists(load_params(params), gazetteer, stop_list)
    if indicators is not None:
        settings = replace(settings, facts=replace(settings.facts, indicators=str(indicators)))
    if organizations is not None:
        settings = replace(settings, organizations=replace(settings.organizations, model=str(organizations)))
    if corrections is not None:
        settings = replace(settings, corrections=replace(settings.corrections, file=str(corrections)))
    if pillars is not None:
        settings = replace(settings, pillars=replace(settings.pillars, scheme=str(pillars)))
    names = build_names(load_scheme(settings.pillars, overrides=resources))
    catalog = load_own_catalog(settings.facts, overrides=resources)
    directory = load_directory(resources, read_user_lists(settings.organizations))
    chosen = choose_formats(formats) or (_FORMATS if params is None else settings.publish.formats)
    check_out_folder(out, inputs)
    own = Path(settings.corrections.file) if settings.corrections.file else None
    corrected = read_corrections(find_correction_files(inputs, own))
    found = find_sources_and_warnings(inputs, metadata=metadata)
    for warning in found.warnings:
        _tell(warning)
    documents = find_duplicates(read_documents(found.sources, settings.ingest, overrides=resources))
    overlay = load_overlay(
        corrected,
        documents,
        settings.facts,
        directory=directory,
        pillars=[name.pillar for name in names],
        overrides=resources,
    )
    analyses = analyze_documents(documents, settings, workers=workers, overrides=resources)
    hidden = quiet or not sys.stderr.isatty()
    seen: list[Document] = []
    watched = _watch(tqdm(analyses, total=len(documents), unit=" reports", disable=hidden), seen)
    outcomes = list(overlay.absent)
    tables = build_contract_tables(
        _note_outcomes(overlay.apply(watched), outcomes),
        directory=directory,
        pillars=names,
        catalog=catalog,
        absent=overlay.absent,
        audit_params=settings.audit,
        overrides=resources,
    )
    write_contract_tables(out, tables, formats=chosen, labels=settings.publish.labels)
    for problem in list_problems(outcomes):
        _tell(problem)
    if not quiet:
        statuses = Counter(document.status for document in seen)
        counted = ", ".join(f"{count} {status}" for status, count in sorted(statuses.items()))
        print(f"{len(seen)} files ({counted}), {tables['facts'].num_rows} facts; tables are in {out.as_posix()}")
        print(describe_ledger(tables["quantities"].column("reason").to_pylist()))
        if outcomes:
            print(describe_outcomes(outcomes))
    if any(document.status == "quarantined" for document in seen):
        raise typer.Exit(EXIT_QUARANTINED)


def with_user_lists(params: Params, gazetteer: Path | None, stop_list: Path | None) -> Params:
    """Give the parameters with the user's lists of the command line in place of theirs."""
    own = params.organizations
    if gazetteer is not None:
        own = replace(own, gazetteer=str(gazetteer))
    if stop_list is not None:
        own = replace(own, stop_list=str(stop_list))
    return replace(params, organizations=own)


def choose_formats(given: Sequence[str] | None) -> tuple[str, ...]:
    """Give the formats of repeated or comma-separated options, each once.

    Raises:
        UsageError: one of them is unknown.
    """
    names = [name.strip().lower() for option in given or () for name in option.split(",")]
    unknown = [name for name in names if name not in FORMATS]
    if unknown:
        message = f"unknown format {unknown[0]!r}; choose from {', '.join(FORMATS)}"
        raise UsageError(message)
    return tuple(dict.fromkeys(names))


def check_out_folder(out: Path, inputs: Iterable[Path]) -> None:
    """Refuse a folder that is none, or that lies in an input, where the next run would read it.

    Raises:
        UsageError: tells which.
    """
    if out.exists() and not out.is_dir():
        message = f"{out}: is a file; --out must name a folder"
        raise UsageError(message)
    for entry in inputs:
        if entry.is_dir() and out.resolve().is_relative_to(entry.resolve()):
            message = f"{out}: lies inside the input {entry}, so that the next run would read it; choose another --out"
            raise UsageError(message)


def _watch(analyses: Iterable[Analysis], seen: list[Document]) -> Iterator[Analysis]:
    """Pass on analyses, tell at once of what could not be read, and note the document."""
    for analysis in analyses:
        document = analysis.document
        if document.status == "quarantined":
            _tell(f"{document.path}: {document.reason}")
        seen.append(document)
        yield analysis


def _note_outcomes(analyses: Iterable[Analysis], outcomes: list[CorrectionOutcome]) -> Iterator[Analysis]:
    """Pass on analyses, and note what became of their corrections."""
    for analysis in analyses:
        outcomes.extend(analysis.corrections)
        yield analysis


def _tell(message: str) -> None:
    # tqdm.write keeps a progress bar whole
    tqdm.write(f"huibao: {message}", file=sys.stderr)
