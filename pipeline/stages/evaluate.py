"""Stage `evaluate`: extract the annotated reports with the code as it is now, and score what comes out."""

from __future__ import annotations

from pathlib import Path

from pipeline.engine import load_engine
from pipeline.errors import UsageError
from pipeline.evaluate import compare_tables, write_metrics, write_misses
from pipeline.evaluate.ablation import measure_ablation
from pipeline.facts.catalog import load_own_catalog
from pipeline.ingest.document import read_document
from pipeline.ingest.sources import find_sources
from pipeline.organizations.link import load_directory
from pipeline.params import Params
from pipeline.pillars import build_names
from pipeline.publish import build_contract_tables
from pipeline.records import Audit
from pipeline.resources.user_lists import read_user_lists
from pipeline.stages.folders import stage_folder
from pipeline.stages.report import StageReport
from pipeline.tables.contract import schemas_of
from pipeline.tables.files import write_tables

METRICS = Path("metrics") / "evaluate.json"


def run_evaluate(root: Path, params: Params) -> StageReport:
    """Score the pipeline on the annotated reports; write the figures, and every difference behind them."""
    gold = root / params.evaluate.gold
    engine = load_engine(params)
    sources = [source for source in find_sources([gold]) if source.suffix == ".txt"]
    if not sources:
        message = f"{gold}: no annotated reports (NAME.txt with NAME.gold.jsonl)"
        raise UsageError(message)
    pillars = build_names(engine.pillar_classifier.taxonomy)
    analyses = (engine.analyze(read_document(source)) for source in sources)
    directory = load_directory(user=read_user_lists(params.organizations))
    catalog = load_own_catalog(params.facts)
    # the audit is left out: it lowers confidences, and what is measured is how sure the rules are
    tables = build_contract_tables(analyses, directory=directory, pillars=pillars, catalog=catalog, audit=Audit())
    folder = stage_folder(root, "evaluate")
    write_tables(folder, tables, schemas_of(tables), formats=("parquet",))
    evaluation = compare_tables(gold, folder)
    metrics = evaluation.metrics | {"organization_ablation": measure_ablation(gold)}
    write_metrics(metrics, root / METRICS)
    write_misses(evaluation.misses, folder / "misses.jsonl")
    return StageReport("evaluate", {"reports": len(sources), "misses": len(evaluation.misses)})
