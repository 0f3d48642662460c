"""Write the contract tables with their description into one folder, all or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pyarrow as pa

from pipeline.publish.dictionary import format_data_dictionary, format_datapackage
from pipeline.tables.contract import schemas_of
from pipeline.tables.files import write_tables

DICTIONARY_FILE = "data_dictionary.md"
DATAPACKAGE_FILE = "datapackage.json"


def write_contract_tables(folder: Path, tables: Mapping[str, pa.Table], *, formats: Sequence[str]) -> list[Path]:
    """Write `<table>.<format>` for each table and format, with data_dictionary.md and datapackage.json.

    Returns:
        The paths written, sorted.

    Raises:
        TableError: a format is unknown, or a table does not have the contract's columns.
    """
    schemas = schemas_of(tables)
    described = {
        DICTIONARY_FILE: format_data_dictionary(schemas.values()).encode(),
        DATAPACKAGE_FILE: format_datapackage(formats, schemas.values()).encode(),
    }
    return write_tables(folder, tables, schemas, formats=formats, extra=described)
