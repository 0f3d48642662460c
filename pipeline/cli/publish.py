"""`huibao publish TABLES`: extracted tables once more, in other formats or in a PostgreSQL database."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import pyarrow as pa
import typer

from pipeline.cli.extract import choose_formats
from pipeline.errors import TableError, UsageError
from pipeline.params import FORMATS, LABELS, TABLE_FORMATS
from pipeline.publish import write_contract_tables
from pipeline.tables.contract import contract_tables, schemas_of
from pipeline.tables.files import read_table


def publish_command(
    tables: Annotated[
        Path, typer.Argument(metavar="TABLES", exists=True, file_okay=False, help="Folder of extracted tables.")
    ] = Path("data/processed"),
    postgres: Annotated[
        str | None,
        typer.Option(metavar="URL", envvar="HUIBAO_POSTGRES", help="Load them into this PostgreSQL database."),
    ] = None,
    schema: Annotated[str, typer.Option(metavar="NAME", help="Schema of the database; it is created.")] = "huibao",
    out: Annotated[Path | None, typer.Option(metavar="DIR", help="Write them into this other folder.")] = None,
    formats: Annotated[
        list[str] | None,
        typer.Option(
            "--format", metavar="FORMAT", help=f"For --out: {', '.join(FORMATS)}; may be repeated. [default: xlsx]"
        ),
    ] = None,
    labels: Annotated[
        str, typer.Option(metavar="LANGUAGE", help=f"{' or '.join(LABELS)}: of sheets and columns in Excel.")
    ] = "english",
) -> None:
    """Publish extracted tables once more: into a PostgreSQL database, or in other formats into another folder.

    A load into PostgreSQL replaces the rows of the one before, in one transaction: if it fails, the old rows stay.
    PGPASSWORD or a password file keep the password out of URL.

    \b
    Examples:
      huibao publish tables --postgres postgresql://user@host/database
      huibao publish tables --out excel --format xlsx --labels chinese
    """
    if postgres is None and out is None:
        message = "nothing to do: give --postgres URL, or --out DIR"
        raise UsageError(message)
    if labels not in LABELS:
        message = f"unknown labels {labels!r}; choose from {', '.join(LABELS)}"
        raise UsageError(message)
    if out is not None and out.resolve() == tables.resolve():
        message = f"{out}: is the folder of the tables themselves; choose another --out"
        raise UsageError(message)
    chosen = choose_formats(formats) or ("xlsx",)
    read = read_contract_tables(tables)
    if out is not None:
        written = write_contract_tables(out, read, formats=chosen, labels=labels)
        print(f"{len(written)} files are in {out.as_posix()}")
    if postgres is not None:
        rows = _load(postgres, read, schema)
        print(f"{sum(rows.values())} rows in {len(rows)} tables are in schema {schema}")


def read_contract_tables(folder: Path) -> dict[str, pa.Table]:
    """Read all contract tables of a folder, each in whichever format it is there.

    Raises:
        TableError: a table is missing, or is not that of the contract.
    """
    tables = {}
    for name, schema in contract_tables(()).items():  # pillars of whatever scheme
        paths = [path for path in (folder / f"{name}.{suffix}" for suffix in TABLE_FORMATS) if path.exists()]
        if not paths:
            message = f"{folder}: no table {name}; write it with `huibao extract` or `make repro`"
            raise TableError(message)
        tables[name] = read_table(schema, paths[0])
    return tables


def _load(url: str, tables: dict[str, pa.Table], schema: str) -> dict[str, int]:
    try:
        from pipeline.publish.postgres import load_database
    except ImportError as error:
        message = f"--postgres needs psycopg ({error}); install it with: pip install 'huibao[postgres]'"
        raise UsageError(message) from error
    return load_database(url, tables, schemas_of(tables), schema=schema)
