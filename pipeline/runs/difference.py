"""What differs between the facts of two runs: added, removed, changed, or only moved to another place of the text.

Facts are paired by `fact_id`, which is made from report, place and text. What is left is paired inside each report by
sentence and figure: where a report was edited, the places behind the edit move and ids with them, but not the facts.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

from pipeline.tables.columns import Column, TableSchema
from pipeline.tables.decimals import format_decimal
from pipeline.tables.published import read_published

Row = Mapping[str, Any]
Change = Literal["added", "removed", "changed", "moved"]
CHANGES: tuple[Change, ...] = ("added", "removed", "changed", "moved")
_PLACE = ("fact_id", "doc_id", "sentence_id", "char_start", "char_end")
_TOLD = ("text", "indicator", "status", "period")
_WHOLE = "part_of"

DIFFERENCES = TableSchema(
    "differences",
    "Differences",
    "两次运行的差异",
    "One row for each fact that was added, removed or moved, and for each column in which a fact changed.",
    (
        Column("change", "text", "Change", "变化", "What became of the fact", enum=CHANGES),
        Column("doc_id", "text", "Report", "报告编号", "Path of the report below the input folder, without suffix"),
        Column("old_fact_id", "text", "Old fact", "原事实编号", "Its id in the old run", nullable=True),
        Column("fact_id", "text", "Fact", "事实编号", "Its id in the new run", nullable=True),
        Column(
            "char_start", "integer", "Start", "起始位置", "Its place in the new run, if it is there, else in the old"
        ),
        Column("text", "text", "Figure", "原文数字", "Numeral and unit as written"),
        Column(
            "indicator", "text", "Indicator", "指标", "What is measured, by the new run if it is there", nullable=True
        ),
        Column("status", "text", "Status", "状态", "Done, promised or estimated", nullable=True),
        Column("period", "text", "Period", "时期", "Period of the figure", nullable=True),
        Column("column", "text", "Column", "字段", "The column that changed", nullable=True),
        Column("old", "text", "Old value", "原值", "Its value in the old run, as text", nullable=True),
        Column("new", "text", "New value", "新值", "Its value in the new run, as text", nullable=True),
    ),
    key=("change", "doc_id", "char_start", "text", "column", "old_fact_id", "fact_id"),
    order=("doc_id", "char_start", "text"),
)


@dataclass(frozen=True, slots=True)
class Difference:
    """A fact that differs: `old` and `new` are its rows, `columns` those whose values changed."""

    change: Change
    old: Row | None
    new: Row | None
    columns: tuple[str, ...] = ()

    @property
    def shown(self) -> Row:
        """The row to show of it: the new one, or the old one of a fact that is gone."""
        return self.new or self.old or {}


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that differs between two runs.

    same: facts without a difference; only_old, only_new: columns of facts that one run lacks; documents: reports that
    one run lacks or that ended otherwise, as (doc_id, old status or None, new status or None).
    """

    differences: tuple[Difference, ...]
    same: int
    only_old: tuple[str, ...] = ()
    only_new: tuple[str, ...] = ()
    documents: tuple[tuple[str, str | None, str | None], ...] = ()

    @property
    def is_empty(self) -> bool:
        """Tell whether the two runs found the same in the same reports."""
        return not self.differences and not self.documents

    def rows(self) -> list[dict[str, Any]]:
        """Give the rows of the table DIFFERENCES."""
        return [row for difference in self.differences for row in _difference_rows(difference)]


def compare_runs(old: Path, new: Path, *, ignored: Collection[str] = ()) -> Comparison:
    """Compare the tables in two folders, which may be of different versions; `ignored` columns do not count.

    Raises:
        TableError: a table is missing or damaged.
    """
    old_table, new_table = read_published(old, "facts"), read_published(new, "facts")
    compared = compare_facts(old_table.to_pylist(), new_table.to_pylist(), ignored=ignored)
    return Comparison(
        compared.differences,
        compared.same,
        only_old=tuple(name for name in old_table.column_names if name not in new_table.column_names),
        only_new=tuple(name for name in new_table.column_names if name not in old_table.column_names),
        documents=tuple(_compare_documents(_statuses(old), _statuses(new))),
    )


def compare_facts(old: Sequence[Row], new: Sequence[Row], *, ignored: Collection[str] = ()) -> Comparison:
    """Compare two lists of facts by the columns that both have."""
    pairs = _pair_facts(old, new)
    ids = {before["fact_id"]: after["fact_id"] for before, after in pairs}
    paired_old, paired_new = {id(before) for before, _ in pairs}, {id(after) for _, after in pairs}
    differences: list[Difference] = []
    for before, after in pairs:
        columns = tuple(_changed_columns(before, after, ids, ignored))
        moved = any(before.get(name) != after.get(name) for name in ("char_start", "char_end"))
        if columns or moved:
            differences.append(Difference("changed" if columns else "moved", before, after, columns))
    differences += [Difference("removed", row, None) for row in old if id(row) not in paired_old]
    differences += [Difference("added", None, row) for row in new if id(row) not in paired_new]
    differences.sort(key=_place)
    differing_pairs = sum(difference.change in ("changed", "moved") for difference in differences)
    return Comparison(tuple(differences), len(pairs) - differing_pairs)


def _pair_facts(old: Sequence[Row], new: Sequence[Row]) -> list[tuple[Row, Row]]:
    by_id = {row["fact_id"]: row for row in new}
    pairs = [(row, by_id[row["fact_id"]]) for row in old if row["fact_id"] in by_id]
    taken = {before["fact_id"] for before, _ in pairs}
    waiting: defaultdict[tuple[Any, ...], deque[Row]] = defaultdict(deque)
    for row in new:
        if row["fact_id"] not in taken:
            waiting[_content(row)].append(row)
    for row in old:
        if row["fact_id"] not in taken and waiting[_content(row)]:
            pairs.append((row, waiting[_content(row)].popleft()))
    return pairs


def _content(row: Row) -> tuple[Any, ...]:
    return row["doc_id"], row["sentence"], row["text"]


def _changed_columns(before: Row, after: Row, ids: Mapping[str, str], ignored: Collection[str]) -> Iterator[str]:
    for name in before:
        if name not in after or name in _PLACE or name in ignored:
            continue
        old, new = before[name], after[name]
        if name == _WHOLE:
            old = ids.get(old, old)  # the same whole, even if its id moved
        if _plain(old) != _plain(new):
            yield name


def _difference_rows(difference: Difference) -> Iterator[dict[str, Any]]:
    old, new, shown = difference.old, difference.new, difference.shown
    row = {
        "change": difference.change,
        "doc_id": shown["doc_id"],
        "old_fact_id": old and old["fact_id"],
        "fact_id": new and new["fact_id"],
        "char_start": shown["char_start"],
        **{name: shown.get(name) for name in _TOLD},
    }
    for name in difference.columns or (None,):
        yield row | {
            "column": name,
            "old": _plain(old[name]) if name and old else None,
            "new": _plain(new[name]) if name and new else None,
        }


def _plain(value: Any) -> str | None:
    """Give a value as text, the same for a table that was read from Parquet and from CSV."""
    if value is None or value == []:
        return None
    if isinstance(value, Decimal):
        return format_decimal(value)
    if isinstance(value, list):
        return ";".join(map(str, value))
    return str(value)


def _place(difference: Difference) -> tuple[Any, ...]:
    shown = difference.shown
    return shown["doc_id"], shown["char_start"], shown["char_end"], CHANGES.index(difference.change)


def _statuses(folder: Path) -> dict[str, str]:
    documents = read_published(folder, "documents").select(["doc_id", "status"])
    return {row["doc_id"]: row["status"] for row in documents.to_pylist()}


def _compare_documents(old: Mapping[str, str], new: Mapping[str, str]) -> Iterable[tuple[str, str | None, str | None]]:
    for doc_id in sorted({*old, *new}):
        if old.get(doc_id) != new.get(doc_id):
            yield doc_id, old.get(doc_id), new.get(doc_id)
