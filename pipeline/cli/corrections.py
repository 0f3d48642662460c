"""`huibao corrections`: write what is wrong in the tables into a corrections.csv, and see what became of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from pipeline.cli.summary import read_column_rows
from pipeline.errors import ResourceError, UsageError
from pipeline.ingest.text_hash import hash_text
from pipeline.records import Correction, CorrectionAction, CorrectionTarget
from pipeline.resources.corrections import format_corrections, merge_corrections, read_corrections
from pipeline.tables.files import write_files

_HELP = """Correct what is wrong in the tables, so that it stays corrected.

\b
Examples:
  huibao corrections set 3f0c59bd2a1e6d74 status=target --tables tables --who 李想 --why "is promised"
  huibao corrections list tables
"""
corrections_app = typer.Typer(
    help=_HELP,
    no_args_is_help=True,
    rich_markup_mode=None,  # plain help, as for the other commands
    context_settings={"help_option_names": ["-h", "--help"]},
)
_PLACE = re.compile(r"(?P<doc_id>.+):(?P<start>\d+)-(?P<end>\d+)")

Where = Annotated[
    str, typer.Argument(metavar="WHAT", help="A fact_id, a sentence_id, or DOC_ID:START-END for an organization.")
]
Tables = Annotated[
    Path, typer.Option(metavar="DIR", exists=True, file_okay=False, help="Folder of the tables that are corrected.")
]
Who = Annotated[str, typer.Option(metavar="NAME", help="Who says so.")]
Why = Annotated[str, typer.Option(metavar="TEXT", help="Why it is so.")]
Day = Annotated[str | None, typer.Option(metavar="DATE", help="When, YYYY-MM-DD. [default: today]")]
File = Annotated[Path, typer.Option(metavar="FILE", dir_okay=False, help="The corrections; the file is created.")]
_TABLES, _FILE = Path("data/processed"), Path("data/raw/corrections.csv")


@corrections_app.command("set")
def set_command(
    what: Where,
    fields: Annotated[list[str], typer.Argument(metavar="FIELD=VALUE...", help="What it really is.")],
    who: Who,
    why: Why,
    day: Day = None,
    tables: Tables = _TABLES,
    file: File = _FILE,
) -> None:
    """Set fields of a fact, the type or organization of a mention, or the pillar of a sentence.

    \b
    Example:
      huibao corrections set 3f0c59bd2a1e6d74 status=target period=2023 --who 李想 --why "is promised"
    """
    place = find_place(tables, what)
    _write(file, [place.say("set", who, why, day, *pair) for pair in _split(fields)])


@corrections_app.command("drop")
def drop_command(
    what: Where,
    who: Who,
    why: Why,
    reason: Annotated[
        str | None, typer.Option(metavar="REASON", help="What the number is instead: date, name, threshold...")
    ] = None,
    day: Day = None,
    tables: Tables = _TABLES,
    file: File = _FILE,
) -> None:
    """Say that a fact or an organization is none.

    \b
    Example:
      huibao corrections drop 3f0c59bd2a1e6d74 --reason name --who 李想 --why "the name of a program"
    """
    _write(file, [find_place(tables, what).say("drop", who, why, day, None, reason)])


@corrections_app.command("add")
def add_command(
    what: Annotated[str, typer.Argument(metavar="DOC_ID:START-END", help="Where it stands in documents.text.")],
    fields: Annotated[list[str], typer.Argument(metavar="FIELD=VALUE...", help="What it is.")],
    who: Who,
    why: Why,
    day: Day = None,
    tables: Tables = _TABLES,
    file: File = _FILE,
) -> None:
    """Add a fact (with indicator, value and unit) or an organization (with type) that was not found.

    \b
    Examples:
      huibao corrections add report:120-124 indicator=高新技术企业 value=65 unit=家 --who 李想 --why "was not found"
      huibao corrections add report:30-34 type=company --who 李想 --why "was not found"
    """
    pairs = dict(_split(fields))
    kind = pairs.pop("type", None)
    place = find_span(tables, what, "fact" if kind is None else "mention")
    whole = place.say("add", who, why, day, None, kind)
    _write(file, [whole, *(place.say("set", who, why, day, *pair) for pair in pairs.items())])


@corrections_app.command("list")
def list_command(
    tables: Annotated[
        Path, typer.Argument(metavar="TABLES", exists=True, file_okay=False, help="Folder of extracted tables.")
    ] = _TABLES,
    status: Annotated[
        str | None, typer.Option(metavar="STATUS", help="Only those that are applied, confirmed, stale or absent.")
    ] = None,
) -> None:
    """List corrections with what became of each.

    \b
    Example:
      huibao corrections list tables --status stale
    """
    columns = ("report", "char_start", "target", "action", "field", "value", "before", "status", "note", "text")
    for row in read_column_rows(tables, "corrections", *columns):
        if status in (None, row["status"]):
            print(_describe(row))


@dataclass(frozen=True, slots=True)
class CorrectedPlace:
    """A place that corrections can be written for."""

    doc_id: str
    document_hash: str
    sentence_hash: str
    sentence_start: int
    char_start: int
    char_end: int
    text: str
    target: CorrectionTarget

    def say(
        self, action: CorrectionAction, who: str, why: str, day: str | None, field: str | None, value: str | None
    ) -> Correction:
        """Build a correction of this place, of today where no day is given."""
        today = day or date.today().isoformat()
        cell = value or None
        return Correction(**asdict(self), action=action, field=field, value=cell, who=who, day=today, why=why)


def find_place(tables: Path, what: str) -> CorrectedPlace:
    """Find the fact, sentence or mention that a user names.

    Raises:
        UsageError: there is none.
    """
    columns = ("doc_id", "char_start", "char_end")
    for target, table, key in (("fact", "facts", "fact_id"), ("sentence", "sentences", "sentence_id")):
        for row in read_column_rows(tables, table, key, *columns):
            if row[key] == what:
                return _place(tables, row["doc_id"], row["char_start"], row["char_end"], target)  # type: ignore[arg-type]  # a literal
    place = find_span(tables, what, "mention")
    spans = {
        (row["doc_id"], row["char_start"], row["char_end"]) for row in read_column_rows(tables, "mentions", *columns)
    }
    if (place.doc_id, place.char_start, place.char_end) not in spans:
        message = f"{tables}: no organization was found at {what}; `huibao corrections add` adds one"
        raise UsageError(message)
    return place


def find_span(tables: Path, what: str, target: CorrectionTarget) -> CorrectedPlace:
    """Find the place that a user writes as DOC_ID:START-END.

    Raises:
        UsageError: it is not written so, or is in no sentence of a report.
    """
    match = _PLACE.fullmatch(what)
    if match is None:
        message = f"{what!r} is no fact_id and no sentence_id of {tables}, and not written as DOC_ID:START-END"
        raise UsageError(message)
    return _place(tables, match["doc_id"], int(match["start"]), int(match["end"]), target)


def _place(tables: Path, doc_id: str, start: int, end: int, target: CorrectionTarget) -> CorrectedPlace:
    texts = {row["doc_id"]: row["text"] for row in read_column_rows(tables, "documents", "doc_id", "text")}
    rows = read_column_rows(tables, "sentences", "doc_id", "char_start", "char_end", "text")
    for row in rows:
        if row["doc_id"] == doc_id and row["char_start"] <= start < end <= row["char_end"]:
            own = (hash_text(texts[doc_id]), hash_text(row["text"]), row["char_start"])
            return CorrectedPlace(doc_id, *own, start, end, texts[doc_id][start:end], target)
    message = f"{doc_id}:{start}-{end} lies in no sentence of a report in {tables}"
    raise UsageError(message)


def _split(fields: Sequence[str]) -> list[tuple[str, str]]:
    for field in fields:
        if "=" not in field:
            message = f"{field!r} must be written as FIELD=VALUE"
            raise UsageError(message)
    return [(name, value) for name, _, value in (field.partition("=") for field in fields)]


def save_corrections(file: Path, corrections: Sequence[Correction]) -> None:
    """Add corrections to a file, which is created; it stays as it was where one of them is wrong.

    Raises:
        ResourceError: a correction is wrong, or the file with it.
    """
    old = read_corrections([file]) if file.exists() else ()
    content = format_corrections(merge_corrections(old, corrections))
    trial = file.with_name(f".{file.name}.new")
    trial.parent.mkdir(parents=True, exist_ok=True)
    try:
        trial.write_text(content, encoding="utf-8")
        read_corrections([trial])
    except ResourceError as error:
        raise ResourceError(str(error).replace(str(trial), str(file))) from error
    finally:
        trial.unlink(missing_ok=True)
    write_files({file: content.encode()})


def _write(file: Path, corrections: Sequence[Correction]) -> None:
    save_corrections(file, corrections)
    print(f"{len(corrections)} corrections are in {file.as_posix()}; the next run applies them")


def _describe(row: dict[str, Any]) -> str:
    what = " ".join(filter(None, (row["action"], row["target"], row["field"])))
    change = f"{row['before'] or '-'} -> {row['value'] or '-'}" if row["action"] == "set" else row["before"] or ""
    text = " ".join(row["text"].split())
    note = f" ({row['note']})" if row["note"] else ""
    return f"{row['status']:<10}{row['report']}:{row['char_start']} {text[:20]}: {what} {change}{note}"
