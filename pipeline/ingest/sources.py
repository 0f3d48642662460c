"""Inputs to sources: which files there are to read, what each is called, and what metadata.csv says of it."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from pipeline.errors import UsageError
from pipeline.ingest.identify import build_doc_ids, printable
from pipeline.ingest.metadata_file import METADATA_NAME, NOTHING_KNOWN, Metadata, MetadataTable, read_metadata
from pipeline.resources.files import CORRECTIONS_NAME

FORMAT_OF_SUFFIX = {
    "": "text",
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".docx": "docx",
    ".docm": "docx",
    ".doc": "doc",
    ".wps": "doc",
    ".rtf": "rtf",
    ".pdf": "pdf",
    ".html": "html",
    ".htm": "html",
    ".shtml": "html",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".xls": "xls",
    ".et": "xls",
    ".csv": "csv",
    ".tsv": "csv",
    ".zip": "zip",
    ".png": "image",
    ".jpg": "image",
    ".jpeg": "image",
    ".tif": "image",
    ".tiff": "image",
    ".bmp": "image",
    ".webp": "image",
}
"""Kinds of files that are read, as their names promise; the content decides. Without suffix: taken for text."""
PLAIN_SUFFIXES = frozenset(
    suffix for suffix, kind in FORMAT_OF_SUFFIX.items() if kind not in ("csv", "xlsx", "xls", "zip", "image")
)
"""Suffixes that a doc_id leaves out."""


@dataclass(frozen=True, slots=True)
class Source:
    """One file to read. `path` is its path below the input root, `is_named` whether the user named the file itself."""

    doc_id: str
    path: str
    file: Path
    is_named: bool = False
    metadata: Metadata = NOTHING_KNOWN

    @property
    def suffix(self) -> str:
        """Suffix of the file, lower case, with its dot."""
        return self.file.suffix.lower()


@dataclass(frozen=True, slots=True)
class FoundSources:
    """All sources, sorted by doc_id, and what the user should know: metadata without a file, folders not listed."""

    sources: tuple[Source, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    """A file below a root, before it has a doc_id."""

    root: Path
    relative: PurePosixPath
    is_named: bool

    @property
    def file(self) -> Path:
        return self.root / self.relative


def find_sources(inputs: Sequence[Path], *, metadata: Path | None = None) -> list[Source]:
    """Find all files below `inputs`, sorted by doc_id; see `find_sources_and_warnings`."""
    return list(find_sources_and_warnings(inputs, metadata=metadata).sources)


def find_sources_and_warnings(inputs: Sequence[Path], *, metadata: Path | None = None) -> FoundSources:
    """Find all files below `inputs`, which are files or folders.

    Hidden files and folders are passed over. A metadata.csv at the root of an input folder is metadata, and a
    corrections.csv there is no report; `metadata` is one more file of metadata, for all inputs, which wins cell by
    cell. A file that is reached twice is one source.

    Raises:
        UsageError: an input does not exist, holds no report, or a metadata file is wrong.
    """
    found: dict[Path, _Found] = {}
    warnings: list[str] = []
    tables: dict[Path, MetadataTable] = {}
    for entry in inputs:
        for item in _find_files(entry, tables, warnings):
            # by its place, not by what it links to: a link to a report is a report of its own, and then a duplicate
            found.setdefault(Path(os.path.normpath(item.file.absolute())), item)
    given = read_metadata(metadata) if metadata is not None else None
    items = list(found.values())
    doc_ids = build_doc_ids([(item.root, item.relative) for item in items], plain_suffixes=PLAIN_SUFFIXES)
    used: set[tuple[Path, str]] = set()
    sources = [
        Source(
            doc_id=doc_id,
            path=printable(str(item.relative)),
            file=item.file,
            is_named=item.is_named,
            metadata=_find_metadata(item, [given, tables.get(item.root)], used),
        )
        for item, doc_id in zip(items, doc_ids, strict=True)
    ]
    for table in [*tables.values(), *([given] if given else [])]:
        absent = [key for key in table.by_file if (table.path, key) not in used]
        warnings.extend(f"{table.path}: no report {key} among the inputs; its row is not used" for key in absent)
    return FoundSources(tuple(sorted(sources, key=lambda source: source.doc_id)), tuple(warnings))


def _find_metadata(item: _Found, tables: Sequence[MetadataTable | None], used: set[tuple[Path, str]]) -> Metadata:
    merged = Metadata()
    for table in tables:
        key = table.key_for(item.relative) if table is not None else None
        if table is not None and key is not None:
            used.add((table.path, key))
            merged = merged.over(table.by_file[key])
    return merged


def _find_files(entry: Path, tables: dict[Path, MetadataTable], warnings: list[str]) -> Iterator[_Found]:
    if not entry.is_dir():
        if not os.path.lexists(entry):
            message = f"{entry}: no such file or folder"
            raise UsageError(message)
        yield _Found(entry.parent, PurePosixPath(entry.name), is_named=True)
        return
    files = sorted(_walk(entry, warnings))
    if PurePosixPath(METADATA_NAME) in files:
        files.remove(PurePosixPath(METADATA_NAME))
        tables[entry] = read_metadata(entry / METADATA_NAME)
    if PurePosixPath(CORRECTIONS_NAME) in files:
        files.remove(PurePosixPath(CORRECTIONS_NAME))  # no report; whoever applies corrections reads it
    if not any(file.suffix.lower() in FORMAT_OF_SUFFIX for file in files):
        raise UsageError(_no_reports(entry, files))
    for file in files:
        yield _Found(entry, file, is_named=False)


def _no_reports(folder: Path, files: Sequence[PurePosixPath]) -> str:
    kinds = Counter(file.suffix.lower() for file in files)
    known = ", ".join(suffix for suffix in FORMAT_OF_SUFFIX if suffix)
    others = ", ".join(f"{count} of kind {suffix}" for suffix, count in sorted(kinds.items()))
    return f"{folder}: no reports in this folder ({known}); found " + (others or "no files at all")


def _walk(root: Path, warnings: list[str]) -> Iterator[PurePosixPath]:
    """Give all files below `root`. Each real folder is visited once: linked folders after all others, loops never."""
    visited: set[str] = set()
    pending = [root]
    linked: list[Path] = []
    while pending or linked:
        folder = pending.pop() if pending else linked.pop(0)
        real = os.path.realpath(folder)
        if real in visited:
            continue
        visited.add(real)
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            warnings.append(f"{folder}: cannot be listed ({error.strerror}); its files are not read")
            continue
        for entry in entries:
            path = folder / entry.name
            if entry.name.startswith("."):
                continue
            if _is_folder(entry):
                (linked if entry.is_symlink() else pending).append(path)
            else:
                yield PurePosixPath(path.relative_to(root).as_posix())


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads to itself
        return False
