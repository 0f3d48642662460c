"""`huibao gazetteer add` and `check`: write a user's entry, and see what entries and stop words change in reports."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from pipeline.errors import ResourceError, UsageError
from pipeline.ingest.document import read_documents
from pipeline.ingest.duplicates import find_duplicates
from pipeline.ingest.sources import find_sources
from pipeline.organizations.finder import OrganizationFinder, load_organization_finder
from pipeline.params import OrganizationsParams, Params
from pipeline.records import ORGANIZATION_TYPES, Document, Mention
from pipeline.resources.files import read_header
from pipeline.resources.gazetteer import COLUMNS, OPTIONAL_COLUMNS, check_entry, read_gazetteer
from pipeline.segment import load_segmenter

_HELP = """Your own organizations: add one, or see what entries and stop words change.

\b
Examples:
  huibao gazetteer check reports --name 云溪制药 --type company
  huibao gazetteer add 云溪制药 --type company
"""
gazetteer_app = typer.Typer(
    help=_HELP,
    no_args_is_help=True,
    rich_markup_mode=None,  # plain help, as for the other commands
    context_settings={"help_option_names": ["-h", "--help"]},
)
_DEFAULT = Path("data") / "organizations" / "gazetteer.csv"
_AROUND = 12

Kind = Annotated[str, typer.Option("--type", metavar="TYPE", help=f"One of {', '.join(ORGANIZATION_TYPES)}.")]
Aliases = Annotated[list[str] | None, typer.Option("--alias", metavar="NAME", help="Another name; may be repeated.")]
ContextAliases = Annotated[
    list[str] | None,
    typer.Option("--context-alias", metavar="NAME", help="Another name that is also a word or a place; repeatable."),
]
GazetteerFile = Annotated[
    Path | None, typer.Option(metavar="FILE", exists=True, dir_okay=False, help="Your gazetteer, a CSV file.")
]
StopListFile = Annotated[
    Path | None, typer.Option(metavar="FILE", exists=True, dir_okay=False, help="Your stop list, one name a line.")
]


@gazetteer_app.command("add")
def add_command(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Full name of the organization.")],
    kind: Kind,
    aliases: Aliases = None,
    context_aliases: ContextAliases = None,
    region: Annotated[str, typer.Option(metavar="PLACE", help="Where it is.")] = "",
    credit_code: Annotated[str, typer.Option(metavar="CODE", help="Unified social credit code.")] = "",
    file: Annotated[Path, typer.Option(metavar="FILE", help="The gazetteer; it is created.")] = _DEFAULT,
) -> None:
    """Add an organization to your gazetteer. Nothing is written where the entry is wrong or its name is taken.

    \b
    Example:
      huibao gazetteer add 云溪制药股份有限公司 --type company --alias 云溪制药 --file own.csv
    """
    row = _build_row(name, kind, aliases, context_aliases)
    add_entry(file, row | {"region": region, "credit_code": credit_code})
    print(f"{name} is in {file.as_posix()}")


@gazetteer_app.command("check")
def check_command(
    inputs: Annotated[list[Path], typer.Argument(metavar="INPUT", help="Reports, or folders of reports.")],
    gazetteer: GazetteerFile = None,
    stop_list: StopListFile = None,
    name: Annotated[str, typer.Option(metavar="NAME", help="An entry to try, with --type and --alias.")] = "",
    kind: Kind = "company",
    aliases: Aliases = None,
    context_aliases: ContextAliases = None,
    stop: Annotated[list[str] | None, typer.Option(metavar="NAME", help="A stop word to try; repeatable.")] = None,
) -> None:
    """Show which mentions an entry, a gazetteer or a stop list would add to reports (+) and take from them (-).

    \b
    Examples:
      huibao gazetteer check reports --name 云溪制药 --type company
      huibao gazetteer check reports --gazetteer own.csv --stop 云溪新城
    """
    before = OrganizationsParams()
    if name or stop:
        before = replace(before, gazetteer=str(gazetteer or ""), stop_list=str(stop_list or ""))
    elif gazetteer is None and stop_list is None:
        message = "nothing to try: give --name, --stop, --gazetteer or --stop-list"
        raise UsageError(message)
    row = _build_row(name, kind, aliases, context_aliases) if name else None
    with TemporaryDirectory() as folder:
        after = _write_lists(Path(folder), gazetteer, stop_list, row, stop or [])
        finders = load_organization_finder(before), load_organization_finder(after)
    counts = {"+": 0, "-": 0}
    for sign, line in compare_mentions(inputs, *finders):
        counts[sign] += 1
        print(sign, line)
    print(f"{counts['+']} mentions added, {counts['-']} taken away")


def add_entry(file: Path, row: dict[str, str]) -> None:
    """Append one entry to a gazetteer file.

    Raises:
        ResourceError: the entry is wrong, or the file with it: it then stays as it was.
    """
    check_entry(row)
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        content = _csv_line((*COLUMNS, *OPTIONAL_COLUMNS))
    else:
        content = file.read_text(encoding="utf-8-sig")
        content += "" if content.endswith("\n") else "\n"
    trial = file.with_name(f".{file.name}.new")
    try:
        trial.write_text(content, encoding="utf-8")
        header = read_header(trial)
        lost = [column for column, cell in row.items() if cell and column not in header]
        if lost:
            message = f"{file}: has no column {lost[0]}; add it to the header"
            raise UsageError(message)
        trial.write_text(content + _csv_line(tuple(row.get(column, "") for column in header)), encoding="utf-8")
        read_gazetteer(trial)
        trial.replace(file)
    except ResourceError as error:
        raise ResourceError(str(error).replace(str(trial), str(file))) from error
    finally:
        trial.unlink(missing_ok=True)


def compare_mentions(
    inputs: list[Path], before: OrganizationFinder, after: OrganizationFinder
) -> Iterator[tuple[str, str]]:
    """Give each mention that only one of two finders finds: + or -, and where it stands with what is around it."""
    segmenter = load_segmenter(Params().segment)
    for document in find_duplicates(read_documents(find_sources(inputs), Params().ingest)):
        if document.status != "read":
            continue
        segmented = segmenter.segment(document)
        old, new = before.find(document, segmented), after.find(document, segmented)
        changes = [("-", item) for item in old if not _is_among(item, new)]
        changes += [("+", item) for item in new if not _is_among(item, old)]
        for sign, item in sorted(changes, key=lambda change: (change[1].char_start, change[0])):
            yield sign, _describe(document, item)


def _is_among(mention: Mention, others: tuple[Mention, ...]) -> bool:
    place = (mention.char_start, mention.char_end, mention.type, mention.org_id)
    return any(place == (item.char_start, item.char_end, item.type, item.org_id) for item in others)


def _describe(document: Document, mention: Mention) -> str:
    before = document.text[max(0, mention.char_start - _AROUND) : mention.char_start]
    after = document.text[mention.char_end : mention.char_end + _AROUND]
    around = " ".join(f"{before}[{mention.text}]{after}".split())
    return f"{document.doc_id}:{mention.char_start} {mention.type} {around}"


def _build_row(name: str, kind: str, aliases: list[str] | None, context_aliases: list[str] | None) -> dict[str, str]:
    return {
        "name": name,
        "type": kind,
        "aliases": "|".join(aliases or ()),
        "context_aliases": "|".join(context_aliases or ()),
    }


def _write_lists(
    folder: Path, gazetteer: Path | None, stop_list: Path | None, row: dict[str, str] | None, stops: list[str]
) -> OrganizationsParams:
    """Write the lists with what is to be tried into a folder; the user's files stay as they are."""
    own, words = folder / "gazetteer.csv", folder / "stop_list.txt"
    if gazetteer is not None:
        read_gazetteer(gazetteer)  # a wrong line is told with the name of the user's file
        own.write_text(gazetteer.read_text(encoding="utf-8-sig"), encoding="utf-8")
    if row is not None:
        add_entry(own, row)
    given = stop_list.read_text(encoding="utf-8-sig") if stop_list is not None else ""
    words.write_text("\n".join((given, *stops)), encoding="utf-8")
    return OrganizationsParams(gazetteer=str(own) if own.exists() else "", stop_list=str(words))


def _csv_line(cells: tuple[str, ...]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(cells)
    return line.getvalue()
