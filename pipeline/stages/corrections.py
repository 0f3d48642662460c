"""Stage `corrections`: what people said is wrong, over what the stages before it found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.cache.store import hash_parts
from pipeline.corrections.assign import assign_corrections, check_pillars
from pipeline.corrections.summary import count_outcomes, list_problems
from pipeline.organizations.link import load_directory
from pipeline.params import Params
from pipeline.records import (
    Correction,
    CorrectionOutcome,
    Document,
    Fact,
    Mention,
    Number,
    PillarLabel,
    PillarName,
    SetAside,
)
from pipeline.resources.corrections import read_corrections
from pipeline.resources.user_lists import read_user_lists
from pipeline.stages.folders import read_records
from pipeline.stages.incremental import keep_tables, open_stage_shelf
from pipeline.stages.report import StageReport
from pipeline.stages.staged import (
    SEGMENTED,
    Parts,
    Records,
    StagedReports,
    StageWriter,
    build_all,
    build_analysis,
)
from pipeline.tables.rows import build_record_table, build_records
from pipeline.tables.staged import STAGED_SET_ASIDE, table_of

if TYPE_CHECKING:
    from pipeline.corrections.corrector import Corrector

_STAGE = "corrections"
_CORRECTED = (Mention, PillarLabel, Number, Fact)
_WRITTEN = (*_CORRECTED, CorrectionOutcome)


def run_corrections(root: Path, params: Params) -> StageReport:
    """Apply corrections.csv, and note what became of each correction."""
    corrections = read_corrections([Path(params.corrections.file)] if params.corrections.file else [])
    check_pillars(corrections, [name.pillar for name in read_records(root, PillarName)])
    assigned = assign_corrections(corrections, read_records(root, Document) if corrections else ())
    shelf = open_stage_shelf(root, _STAGE, params)
    outcomes = table_of(CorrectionOutcome)
    told: list[CorrectionOutcome] = []

    @cache
    def load() -> Corrector:
        # imported only where there are some: all patterns of facts take a second or two to compile
        from pipeline.corrections.corrector import load_corrector

        return load_corrector(params.facts, load_directory(user=read_user_lists(params.organizations)))

    with StageWriter(root, _STAGE) as writer:
        reports = StagedReports(root, (*SEGMENTED, *_CORRECTED))
        for parts in reports.parts():
            own = assigned.by_report.get(parts.doc_id, ())
            if not own:
                writer.append({table_of(kind).name: parts[kind] for kind in _CORRECTED})
                continue
            tables = keep_tables(shelf, _key_of(parts, own), _STAGE, _WRITTEN, partial(_correct, load, parts, own))
            told += build_records(CorrectionOutcome, outcomes.schema, tables[outcomes.name])
            writer.append(tables)
        writer.append({outcomes.name: build_record_table(outcomes.schema, assigned.absent, sort=False)})
        aside = [SetAside(doc_id, reason) for doc_id, reason in reports.set_aside.items()]
        writer.append({STAGED_SET_ASIDE.name: build_record_table(STAGED_SET_ASIDE, aside)})
    told += assigned.absent
    return StageReport(_STAGE, count_outcomes(told), tuple(list_problems(told)))


def _key_of(parts: Parts, own: Sequence[Correction]) -> str:
    # where a correction is written down makes no difference
    return hash_parts(parts.hash(), *(repr(replace(correction, origin="")) for correction in own))


def _correct(load: Callable[[], Corrector], parts: Parts, own: Sequence[Correction]) -> Records:
    corrected = load().correct(build_analysis(build_all(parts)), own)
    return {
        Mention: corrected.mentions,
        PillarLabel: corrected.labels,
        Number: corrected.numbers,
        Fact: corrected.facts,
        CorrectionOutcome: corrected.corrections,
    }
