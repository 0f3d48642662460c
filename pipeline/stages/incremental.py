"""A stage report by report: where nothing that a report depends on has changed, what was found before is taken."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipeline.cache.entries import pack_tables, unpack_tables
from pipeline.cache.fingerprints import find_fingerprint
from pipeline.cache.store import CACHE_FOLDER, Shelf, Store
from pipeline.errors import ReportError
from pipeline.limits import GivenUp, find_limits, work_within
from pipeline.params import Params
from pipeline.records import Document, SetAside
from pipeline.stages.staged import Parts, Records, StagedReports, StageWriter, build_all
from pipeline.tables.rows import build_record_table
from pipeline.tables.staged import stage_tables, table_of

Work = Callable[[Document, Records], Records]
"""What a stage does with one report: from the records of the stages before to its own."""


def open_stage_shelf(root: Path, stage: str, params: Params) -> Shelf:
    """Give the shelf of a stage in the cache of the repository at `root`."""
    return Store(root / CACHE_FOLDER).open_shelf(stage, find_fingerprint(stage, params, root=root))


def run_on_each(
    root: Path,
    stage: str,
    params: Params,
    *,
    reads: Sequence[type[Any]],
    load: Callable[[], Work],
    tell: Callable[[str], None],
) -> Iterator[Mapping[str, pa.Table]]:
    """Run a stage on each report that was read, write its tables, and give those of each report on the way.

    `reads` are the records of other stages that it works on; `load` gives what does the work, and is called when there
    is some. A report that takes more than the limits, or shows a fault of the program, is set aside: `tell` is told,
    the next stages pass over it, and it is tried again when the stage runs again.

    Raises:
        TableError: a stage before it has not been run.
        ResourceError: a data file is wrong.
        ModelError: a trained model is missing.
        StorageError: the disk is full.
    """
    shelf = open_stage_shelf(root, stage, params)
    aside = table_of(SetAside, stage)
    kinds = [table.record for table in stage_tables(stage).values() if table.is_of_report and table != aside]
    limits = find_limits(params)
    work: Work | None = None
    with StageWriter(root, stage) as writer:
        for parts in StagedReports(root, reads).parts(statuses=("read",)):

            def find(parts: Parts = parts) -> Records:
                nonlocal work
                done = work = work or load()  # loading is not the report's to answer for
                records = build_all(parts)
                document = records[Document][0]
                found = work_within(limits, len(document.text), lambda: done(document, records))
                if isinstance(found, GivenUp):
                    raise ReportError(found.reason)
                return found

            try:
                tables = keep_tables(shelf, parts.hash(), stage, kinds, find)
            except ReportError as error:
                told = [SetAside(parts.doc_id, str(error))]
                writer.append({aside.name: build_record_table(aside.schema, told)})
                tell(f"{parts[Document].column('path')[0]}: {error}")
                continue
            writer.append(tables)
            yield tables


def keep_tables(
    shelf: Shelf, key: str, stage: str, kinds: Sequence[type[Any]], find: Callable[[], Records]
) -> dict[str, pa.Table]:
    """Give the tables of a stage with records of these `kinds` from its shelf, or have them found and put there.

    Raises:
        StorageError: the disk is full.
    """
    schemas = {table.name: table.schema for table in (table_of(kind, stage) for kind in kinds)}
    content = shelf.read(key)
    if content is None:
        found = find()
        content = pack_tables(
            {
                schema.name: build_record_table(schema, found[kind], sort=False)
                for kind, schema in zip(kinds, schemas.values(), strict=True)
            }
        )
        shelf.write(key, content)
    return unpack_tables(content, schemas)
