"""`huibao label`: sentences for a label tool, and what people changed there as corrections and training rows."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from pipeline.cli.corrections import save_corrections
from pipeline.cli.summary import read_column_rows
from pipeline.errors import ResourceError, UsageError
from pipeline.ingest.document import build_document
from pipeline.label.changes import Author, find_changes
from pipeline.label.items import FACT_FIELDS, Item, Labels, build_items, choose_items
from pipeline.label.plain import format_conll, format_doccano
from pipeline.label.studio import Annotated as AnnotatedTask
from pipeline.label.studio import build_task, format_config, parse_export
from pipeline.label.training import ORGANIZATIONS_FILE, PILLARS_FILE, format_organizations, format_pillars
from pipeline.params import Params
from pipeline.quantities import load_number_finder
from pipeline.records import Correction, PillarName
from pipeline.resources.correction_fields import format_value
from pipeline.segment import load_segmenter
from pipeline.tables.contract import FACTS, MENTIONS
from pipeline.tables.files import Content, write_files

EXIT_PARTIAL = 3
_HELP = """Check and correct many sentences in a label tool (Label Studio, doccano).

\b
Examples:
  huibao label export tables --out label --uncertain --limit 200
  huibao label import export.json --training labelled
"""
label_app = typer.Typer(
    help=_HELP,
    no_args_is_help=True,
    rich_markup_mode=None,  # plain help, as for the other commands
    context_settings={"help_option_names": ["-h", "--help"]},
)
_FORMATS = ("label-studio", "doccano", "conll")
_WHY = "labelled in Label Studio"


@label_app.command("export")
def export_command(
    out: Annotated[Path, typer.Option(metavar="DIR", file_okay=False, help="Folder for the files; it is created.")],
    tables: Annotated[
        Path, typer.Argument(metavar="TABLES", exists=True, file_okay=False, help="Folder of extracted tables.")
    ] = Path("data/processed"),
    format_name: Annotated[
        str, typer.Option("--format", metavar="FORMAT", help=f"One of {', '.join(_FORMATS)}.")
    ] = "label-studio",
    reports: Annotated[
        list[str] | None, typer.Option("--report", metavar="DOC_ID", help="Only this report; may be repeated.")
    ] = None,
    uncertain: Annotated[bool, typer.Option("--uncertain", help="The least sure sentences first.")] = False,
    limit: Annotated[int | None, typer.Option(min=1, help="Sentences to write.")] = None,
) -> None:
    """Write sentences with all that was found in them: facts with their fields, organizations and pillars.

    For Label Studio tasks.json (import it) and config.xml (paste it as the labeling interface); for doccano and CoNLL
    one file, without the fields of facts.

    \b
    Examples:
      huibao label export tables --out label
      huibao label export tables --out label --report 云溪市2023 --uncertain --limit 100
    """
    if format_name not in _FORMATS:
        message = f"unknown format {format_name!r}; choose one of {', '.join(_FORMATS)}"
        raise UsageError(message)
    items = choose_items(read_items(tables), reports=reports or (), limit=limit, uncertain=uncertain)
    if not items:
        message = f"{tables}: no sentence" + (f" of {', '.join(reports)}" if reports else "")
        raise UsageError(message)
    contents = _format_items(format_name, items, tables)
    write_files({out / name: content for name, content in contents.items()})
    print(f"{len(items)} sentences; wrote {', '.join((out / name).as_posix() for name in contents)}")


@label_app.command("import")
def import_command(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", exists=True, dir_okay=False, help="What Label Studio exported as JSON.")
    ],
    corrections: Annotated[
        Path, typer.Option(metavar="FILE", dir_okay=False, help="The corrections; the file is created.")
    ] = Path("data/raw/corrections.csv"),
    training: Annotated[
        Path | None,
        typer.Option(metavar="DIR", file_okay=False, help="Folder for training rows: pillars.csv, organizations.txt."),
    ] = None,
    who: Annotated[
        str | None, typer.Option(metavar="NAME", help="Who labelled. [default: as Label Studio tells]")
    ] = None,
    why: Annotated[str, typer.Option(metavar="TEXT", help="Why, for all of them.")] = _WHY,
) -> None:
    """Turn what people changed in Label Studio into corrections, and what they saw into training rows.

    Tasks that nobody has submitted are passed over. What cannot be used is listed on stderr, and the command ends with
    3; all else is written.

    \b
    Example:
      huibao label import export.json --corrections reports/corrections.csv --training labelled
    """
    tasks = parse_export(_read_json(file), str(file))
    labelled = [(task.item, task.said) for task in tasks if task.said is not None]
    problems: list[str] = []
    changes = _find_changes(tasks, who, why, problems)
    if changes:
        save_corrections(corrections, changes)
    print(f"{len(tasks)} tasks, {len(labelled)} labelled: {len(changes)} corrections in {corrections.as_posix()}")
    if training is not None and labelled:
        _write_training(training, labelled)
    for problem in problems:
        print(f"huibao: {problem}", file=sys.stderr)
    if problems:
        raise typer.Exit(EXIT_PARTIAL)


def read_items(tables: Path) -> list[Item]:
    """Read the sentences of a folder of tables with all that was found in them."""
    spans = ("sentence_id", "char_start", "char_end", "confidence")
    return build_items(
        read_column_rows(tables, "documents", "doc_id", "title", "text"),
        read_column_rows(
            tables, "sentences", "doc_id", "sentence_id", "char_start", "text", "section", "pillar", "pillar_score"
        ),
        read_column_rows(tables, "facts", *spans, *FACT_FIELDS),
        read_column_rows(tables, "mentions", *spans, "type", "org_id"),
        {row["org_id"]: row["name"] for row in read_column_rows(tables, "organizations", "org_id", "name")},
    )


def load_figure_reader() -> Callable[[str], Mapping[str, str]]:
    """Load what reads value and unit of a figure that stands alone."""
    params = Params()
    segmenter, finder = load_segmenter(params.segment), load_number_finder(params.quantities)

    def read_figure(text: str) -> dict[str, str]:
        document = build_document(text)
        for number in finder.find(document, segmenter.segment(document)):
            if number.value is not None:
                cells = {name: format_value(getattr(number, name)) for name in ("value", "value_max", "unit")}
                return {name: cell for name, cell in cells.items() if cell is not None}
        return {}

    return read_figure


def _format_items(format_name: str, items: Sequence[Item], tables: Path) -> dict[str, Content]:
    if format_name == "doccano":
        return {"doccano.jsonl": format_doccano(items).encode()}
    if format_name == "conll":
        return {"sentences.conll": format_conll(items).encode()}
    tasks = json.dumps([build_task(item) for item in items], ensure_ascii=False, indent=1)
    pillars = [
        PillarName(row["pillar"], row["name"], row["name_english"], row["definition"])
        for row in read_column_rows(tables, "pillars", "pillar", "name", "name_english", "definition")
    ]
    titles = {column.name: f"{column.chinese} {column.name}" for column in FACTS.columns}
    titles["organization"] = f"{next(item.chinese for item in MENTIONS.columns if item.name == 'text')} organization"
    return {"tasks.json": f"{tasks}\n".encode(), "config.xml": format_config(pillars, titles).encode()}


def _read_json(file: Path) -> Any:
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        message = f"{file}: cannot be read as JSON ({error}); export it from Label Studio as JSON"
        raise ResourceError(message) from error


def _find_changes(tasks: Sequence[AnnotatedTask], who: str | None, why: str, problems: list[str]) -> list[Correction]:
    read_figure = load_figure_reader()
    today = date.today().isoformat()
    return [
        correction
        for task in tasks
        for correction in find_changes(
            task, Author(who or task.who or "Label Studio", task.day or today, why), read_figure, problems
        )
    ]


def _write_training(folder: Path, labelled: Sequence[tuple[Item, Labels]]) -> None:
    pillars, organizations = folder / PILLARS_FILE, folder / ORGANIZATIONS_FILE
    old = [path.read_text(encoding="utf-8") if path.exists() else "" for path in (pillars, organizations)]
    contents: dict[Path, Content] = {
        pillars: format_pillars(labelled, old[0]).encode(),
        organizations: format_organizations(labelled, old[1]).encode(),
    }
    write_files(contents)
    print(f"training rows are in {pillars.as_posix()} and {organizations.as_posix()}")
