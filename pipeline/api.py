"""From Python: `pipeline.extract(source)` gives the tables as data frames."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.corrections.overlay import load_overlay
from pipeline.distribute.documents import analyze_documents
from pipeline.distribute.reports import analyze_report
from pipeline.errors import UsageError
from pipeline.ingest.document import build_document, read_documents
from pipeline.ingest.duplicates import find_duplicates
from pipeline.ingest.metadata_file import Metadata
from pipeline.ingest.sources import find_sources
from pipeline.organizations.link import load_directory
from pipeline.params import Params, build_params, load_params
from pipeline.pillars import build_names, load_scheme
from pipeline.records import Analysis, CorrectionOutcome, Document, PillarName
from pipeline.resources.corrections import find_correction_files, read_corrections
from pipeline.resources.user_lists import read_user_lists

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa


@dataclass(frozen=True)
class Extraction:
    """What was found in one or more reports. Every table is built when it is first asked for."""

    analyses: tuple[Analysis, ...]
    resources: Path | None = None
    """Folder of data files that took precedence over the packaged ones."""
    pillars: tuple[PillarName, ...] | None = None
    """The labels of the scheme that sentences were classified by; ours where it is None."""
    params: Params = field(default_factory=Params)
    """Parameters that it was found with."""
    absent: tuple[CorrectionOutcome, ...] = ()
    """What became of corrections whose report is none of these."""

    def __repr__(self) -> str:
        facts = sum(len(analysis.facts) for analysis in self.analyses)
        return f"<Extraction of {len(self.analyses)} report(s): {facts} fact(s)>"

    @cached_property
    def facts(self) -> pd.DataFrame:
        """One row for each figure."""
        return self._frame("facts")

    @cached_property
    def mentions(self) -> pd.DataFrame:
        """One row for each mention of a named organization."""
        return self._frame("mentions")

    @cached_property
    def sentences(self) -> pd.DataFrame:
        """One row for each sentence, with its section and pillar."""
        return self._frame("sentences")

    @cached_property
    def quantities(self) -> pd.DataFrame:
        """One row for each number, with its fact or the reason why it is none."""
        return self._frame("quantities")

    @cached_property
    def documents(self) -> pd.DataFrame:
        """One row for each report, also for those that could not be read."""
        return self._frame("documents")

    @cached_property
    def sections(self) -> pd.DataFrame:
        """One row for each heading."""
        return self._frame("sections")

    @cached_property
    def organizations(self) -> pd.DataFrame:
        """One row for each organization that is mentioned."""
        return self._frame("organizations")

    @cached_property
    def scorecard(self) -> pd.DataFrame:
        """One row for each report, pillar and indicator: actual, target and growth."""
        return self._frame("scorecard")

    @cached_property
    def fact_organizations(self) -> pd.DataFrame:
        """One row for each organization that a figure is about."""
        return self._frame("fact_organizations")

    @cached_property
    def corrections(self) -> pd.DataFrame:
        """One row for each correction: what a person said, what was there before, and what became of it."""
        return self._frame("corrections")

    @cached_property
    def checks(self) -> pd.DataFrame:
        """One row for each figure that other figures tell something of, and whether it fits."""
        return self._frame("checks")

    @cached_property
    def derived(self) -> pd.DataFrame:
        """One row for each value that stated figures imply; none of them is a fact."""
        return self._frame("derived")

    @cached_property
    def promises(self) -> pd.DataFrame:
        """One row for each target, with its outcome where a later report tells it."""
        return self._frame("promises")

    def write(self, folder: Path | str, *, formats: Sequence[str] = ("parquet",)) -> list[Path]:
        """Write all tables into `folder`, as `huibao extract --out` does; give the paths."""
        from pipeline.publish import write_contract_tables

        return write_contract_tables(Path(folder), self._tables, formats=formats)

    @cached_property
    def _tables(self) -> dict[str, pa.Table]:
        from pipeline.facts.catalog import load_own_catalog
        from pipeline.publish import build_contract_tables

        return build_contract_tables(
            self.analyses,
            directory=load_directory(self.resources, read_user_lists(self.params.organizations)),
            pillars=self.pillars,
            catalog=load_own_catalog(self.params.facts, overrides=self.resources),
            absent=self.absent,
            audit_params=self.params.audit,
            overrides=self.resources,
        )

    def _frame(self, name: str) -> pd.DataFrame:
        from pipeline.tables.rows import to_frame

        return to_frame(self._tables[name])


def extract(
    source: str | Path | Sequence[Path],
    *,
    params: Params | Mapping[str, Any] | Path | None = None,
    metadata: Path | None = None,
    title: str | None = None,
    region: str | None = None,
    level: str | None = None,
    report_date: str | None = None,
    issuer: str | None = None,
    resources: Path | None = None,
    corrections: Path | None = None,
    workers: int = 1,
) -> Extraction:
    """Find all facts in a text, a file or folders of files.

    Args:
        source: a `str` is the text itself, a `Path` a file or a folder.
        params: parameters, as a record, as nested mappings or as the path of a params.yaml.
        metadata: path of a metadata.csv for the files of `source`.
        title: title of the report; this and the next four are for a text or a single file.
        region: place that the report is about.
        level: country, province, city, district, county...
        report_date: YYYY, YYYY-MM or YYYY-MM-DD; without it, many periods cannot be told.
        issuer: who reports.
        resources: folder of data files that take precedence over the packaged ones.
        corrections: path of a corrections.csv; that of a folder in `source` counts too.
        workers: number of processes.

    Raises:
        HuibaoError: the call, the parameters or a resource are wrong. A report that cannot be read raises nothing: it
            is a row of `documents` with its reason.
    """
    known = Metadata(title=title, region=region, level=level, report_date=report_date, issuer=issuer)
    settings = _as_params(params)
    documents = (
        [_build_text(source, known)]
        if isinstance(source, str)
        else _read_files(source, metadata, known, settings, resources)
    )
    pillars = build_names(load_scheme(settings.pillars, overrides=resources))
    overlay = load_overlay(
        read_corrections(find_correction_files(_folders(source), corrections or _own_corrections(settings))),
        documents,
        settings.facts,
        directory=load_directory(resources, read_user_lists(settings.organizations)),
        pillars=[name.pillar for name in pillars],
        overrides=resources,
    )
    analyses = tuple(overlay.apply(_analyze(documents, settings, resources, workers)))
    return Extraction(analyses, resources, pillars, settings, overlay.absent)


def _folders(source: str | Path | Sequence[Path]) -> list[Path]:
    if isinstance(source, str):
        return []
    return [source] if isinstance(source, Path) else list(source)


def _own_corrections(params: Params) -> Path | None:
    return Path(params.corrections.file) if params.corrections.file else None


def _analyze(documents: list[Document], params: Params, resources: Path | None, workers: int) -> Iterable[Analysis]:
    if workers > 1:
        return analyze_documents(documents, params, workers=workers, overrides=resources)
    # The engine stays loaded between calls: a notebook asks for one text after the other.
    return (analyze_report(document, params=params, overrides=resources) for document in documents)


def _build_text(text: str, known: Metadata) -> Document:
    if text.endswith((".txt", ".md")) and "\n" not in text and Path(text).is_file():
        message = f"{text!r} is the name of a file, but a str is taken for the text itself; give Path({text!r})"
        raise UsageError(message)
    return build_document(text, **{item.name: getattr(known, item.name) for item in fields(known)})


def _read_files(
    source: Path | Sequence[Path], metadata: Path | None, known: Metadata, params: Params, resources: Path | None
) -> list[Document]:
    sources = find_sources(_folders(source), metadata=metadata)
    if known != Metadata() and len(sources) > 1:
        message = f"title, region, level, report_date and issuer are for one report, not {len(sources)}; use metadata="
        raise UsageError(message)
    described = (replace(item, metadata=known.over(item.metadata)) for item in sources)
    return find_duplicates(read_documents(described, params.ingest, overrides=resources))


def _as_params(params: Params | Mapping[str, Any] | Path | None) -> Params:
    if params is None or isinstance(params, Params):
        return params or Params()
    return load_params(params) if isinstance(params, Path) else build_params(dict(params))
