"""`huibao extract`: reports in, tables out, without DVC."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cache.store import CACHE_FOLDER
from pipeline.cli.engines import ENGINES, LOCAL, SPARK, check_engine, is_report_table, parse_conf
from pipeline.distribute.cores import choose_workers
from pipeline.distribute.server import run_ahead
from pipeline.errors import UsageError
from pipeline.ingest.sources import Source, find_sources_and_warnings
from pipeline.limits import ReportLimits, find_limits
from pipeline.params import FORMATS, LimitsParams, Params, load_params

_LIMITS = LimitsParams()
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
    workers: Annotated[
        int | None, typer.Option(min=1, help="Processes to work in. [default: all cores where there is much to do]")
    ] = None,
    cache: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            file_okay=False,
            envvar="HUIBAO_CACHE",
            help="Folder of what was found before and need not be found again. [default: .huibao-cache in --out]",
        ),
    ] = None,
    no_cache: Annotated[bool, typer.Option("--no-cache", help="Find everything anew, and keep nothing.")] = False,
    max_seconds: Annotated[
        float | None,
        typer.Option(
            min=0,
            help=f"Time for a report of up to 100,000 characters, 0 for any; then it is set aside. "
            f"[default: that of --params, or {_LIMITS.max_seconds:g}]",
        ),
    ] = None,
    max_memory: Annotated[
        int | None,
        typer.Option(
            min=0,
            help=f"Megabytes for a report, 0 for any number; then it is set aside. "
            f"[default: that of --params, or {_LIMITS.max_memory_megabytes}]",
        ),
    ] = None,
    engine: Annotated[
        str, typer.Option(metavar="ENGINE", help=f"{' or '.join(ENGINES)}: what it runs on; see docs/cluster.md.")
    ] = ENGINES[0],
    master: Annotated[
        str | None, typer.Option(metavar="URL", help="Spark: its master. [default: that of spark-submit, or local]")
    ] = None,
    conf: Annotated[
        list[str] | None, typer.Option("--conf", metavar="KEY=VALUE", help="Spark: a setting; may be repeated.")
    ] = None,
    parts: Annotated[
        int | None, typer.Option(min=1, help="Spark: parts of each table. [default: by reports and cores]")
    ] = None,
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
      huibao extract reports/ --out out --engine spark --master spark://host:7077

    A run that was broken off goes on where it was when the same command is given again.
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
    is_shown = not quiet and sys.stderr.isatty()
    limits = with_limits(settings, max_seconds, max_memory)
    chosen = choose_formats(formats) or (_FORMATS if params is None else settings.publish.formats)
    check_out_folder(out, inputs)
    check_engine(engine, inputs, out, master=master, conf=conf or (), parts=parts)
    if cache is not None:
        check_out_folder(cache, inputs)
    by_table = engine == SPARK and is_report_table(inputs[0])
    sources = inputs[0] if by_table else _find_sources(inputs, metadata)
    kept = None if no_cache else cache or out / CACHE_FOLDER
    if engine == LOCAL and not isinstance(sources, Path) and choose_workers(workers, sources) > 1:
        run_ahead(settings, overrides=resources, cache=kept)
    # what these import takes a second, in which the server of processes gets ahead
    from pipeline.cli.extracting import extract_on_spark, finish, watched
    from pipeline.distribute.extraction import extract_reports
    from pipeline.resources.corrections import find_correction_files, read_corrections
    from pipeline.tables.own_process import leave_pandas_out

    leave_pandas_out()
    own = Path(settings.corrections.file) if settings.corrections.file else None
    corrected = read_corrections(find_correction_files(inputs, own))
    if isinstance(sources, Path) or engine == SPARK:
        extracted = extract_on_spark(
            sources,
            out,
            settings,
            corrections=corrected,
            formats=choose_formats(formats),
            master=master,
            conf=parse_conf(conf or ()),
            parts=parts,
            limits=limits,
            overrides=resources,
            progress=is_shown,
        )
    else:
        with watched(hidden=not is_shown, goes_on=kept is not None) as watcher:
            extracted = extract_reports(
                sources,
                out,
                settings,
                formats=chosen,
                watcher=watcher,
                corrections=corrected,
                workers=workers,
                cache=kept,
                limits=limits,
                overrides=resources,
            )
    finish(extracted, out, quiet=quiet)


def _find_sources(inputs: Sequence[Path], metadata: Path | None) -> Sequence[Source]:
    found = find_sources_and_warnings(inputs, metadata=metadata)
    for warning in found.warnings:
        print(f"huibao: {warning}", file=sys.stderr)
    return found.sources


def with_user_lists(params: Params, gazetteer: Path | None, stop_list: Path | None) -> Params:
    """Give the parameters with the user's lists of the command line in place of theirs."""
    own = params.organizations
    if gazetteer is not None:
        own = replace(own, gazetteer=str(gazetteer))
    if stop_list is not None:
        own = replace(own, stop_list=str(stop_list))
    return replace(params, organizations=own)


def with_limits(params: Params, max_seconds: float | None, max_memory: int | None) -> ReportLimits:
    """Give the limits of a report: those of the command line, else those of the parameters."""
    told = find_limits(params)
    return ReportLimits(
        told.seconds if max_seconds is None else max_seconds, told.megabytes if max_memory is None else max_memory
    )


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
