"""The cache: nothing is done twice, nothing stale or broken is used, and whatever dies, the tables are the same."""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
import test_dvc
from correction_cases import build_correction
from hypothesis import given, settings
from hypothesis import strategies as st
from mini import read_folder, write_reports

import pipeline
from pipeline.cache import fingerprints
from pipeline.cache.engine import KINDS, CachedEngine
from pipeline.cache.entries import pack_records, pack_tables, unpack_records, unpack_tables
from pipeline.cache.fingerprints import find_fingerprint, find_starts
from pipeline.cache.sources import find_data_files, find_modules, module_path
from pipeline.cache.store import KEPT, Shelf, Store, hash_parts, passing_store
from pipeline.cache.versions import find_version
from pipeline.cli import main
from pipeline.engine import load_engine
from pipeline.facts.catalog import load_catalog
from pipeline.ingest.document import build_document
from pipeline.organizations.link import load_directory
from pipeline.params import CorrectionsParams, FactsParams, OrganizationsParams, Params
from pipeline.publish import build_report_tables, report_schemas
from pipeline.records import PILLARS, Analysis, Document, Fact, Mention, Number, PillarLabel, Region, Section, Sentence
from pipeline.resources.corrections import format_corrections
from pipeline.resources.whole_places import load_whole_places
from pipeline.review.marks import build_rows
from pipeline.stages import run_stage
from pipeline.stages.incremental import build_all
from pipeline.tables.hashes import RowHasher, hash_table

ROOT = Path(__file__).parents[1]
DATA = ROOT / "pipeline" / "resources" / "data"
ALL_STAGES = ("ingest", *KINDS, "corrections", "audit", "publish", "review")
CORRECTED = "白石镇2021"
EARLIER = "远山县2021年政府工作报告\n2021年，全县高新技术企业达到40家。\n"
LATER = "远山县2022年政府工作报告\n2022年，全县高新技术企业达到50家，增长45%。\n"
ONE_MORE = "云溪县2023年工作情况\n2023年，全县新增高新技术企业7家，完成技术合同成交额2.4亿元。\n"


class TestStore:
    def test_an_entry_comes_back(self, tmp_path: Path) -> None:
        shelf = Store(tmp_path / "cache").open_shelf("facts", "f1")
        shelf.write("ab12", b"content")
        assert shelf.read("ab12") == b"content"
        assert shelf.read("ab13") is None
        assert Store(tmp_path / "cache").open_shelf("facts", "f2").read("ab12") is None

    @settings(deadline=None)
    @given(st.data())
    def test_whatever_is_done_to_an_entry_is_noticed(self, tmp_path_factory: pytest.TempPathFactory, data) -> None:
        shelf = Shelf(tmp_path_factory.mktemp("shelf"))
        shelf.write("ab12", data.draw(st.binary(max_size=60)))
        place = shelf.folder / "a" / "ab12"
        stored = bytearray(place.read_bytes())
        at = data.draw(st.integers(0, len(stored) - 1))
        stored[at] ^= data.draw(st.integers(1, 255))
        place.write_bytes(stored)
        assert shelf.read("ab12") is None
        place.write_bytes(stored[:at])
        assert shelf.read("ab12") is None

    def test_an_entry_in_the_place_of_another_is_noticed(self, tmp_path: Path) -> None:
        shelf = Shelf(tmp_path)
        shelf.write("ab12", b"content")
        shutil.copy(tmp_path / "a" / "ab12", tmp_path / "a" / "ab34")
        assert shelf.read("ab34") is None

    def test_old_shelves_go(self, tmp_path: Path) -> None:
        for number in range(KEPT + 2):
            Store(tmp_path).open_shelf("facts", f"f{number}").write("ab12", b"content")
            os.utime(tmp_path / "facts" / f"f{number}", (number, number))
        Store(tmp_path).open_shelf("facts", "f0")
        assert sorted(path.name for path in (tmp_path / "facts").iterdir()) == ["f0", "f3", "f4", "f5"]

    def test_git_passes_over_it(self, tmp_path: Path) -> None:
        Store(tmp_path).open_shelf("facts", "f1")
        assert (tmp_path / ".gitignore").read_text(encoding="utf-8") == "*\n"

    def test_a_passing_store_leaves_nothing(self, tmp_path: Path) -> None:
        ended = subprocess.Popen([sys.executable, "-c", ""])
        ended.wait()
        (tmp_path / f".huibao-passing-{ended.pid}" / "ingest").mkdir(parents=True)
        with passing_store(tmp_path) as store:
            store.open_shelf("ingest", "f1").write("ab12", b"content")
            assert len(list(tmp_path.iterdir())) == 1
        assert list(tmp_path.iterdir()) == []

    def test_where_a_part_ends_matters(self) -> None:
        assert len({hash_parts("ab", "c"), hash_parts("a", "bc"), hash_parts("abc"), hash_parts("abc", "")}) == 4


@cache
def analysis() -> Analysis:
    document = build_document(
        ONE_MORE + "青溪大学与远山新材料有限公司共建实验室3个。", doc_id="a", report_date="2024-01"
    )
    return load_engine().analyze(document)


class TestEntries:
    def test_records_come_back(self) -> None:
        found = analysis()
        groups = {
            Document: (found.document,),
            Region: found.segmented.regions,
            Section: found.segmented.sections,
            Sentence: found.segmented.sentences,
            Mention: found.mentions,
            PillarLabel: found.labels,
            Number: found.numbers,
            Fact: found.facts,
        }
        assert found.mentions
        assert found.facts
        assert unpack_records(pack_records(groups), tuple(groups)) == groups

    def test_tables_come_back(self) -> None:
        schemas = report_schemas(PILLARS)
        tables = build_report_tables(
            analysis(), directory=load_directory(), places=load_whole_places(), catalog=load_catalog(), schemas=schemas
        )
        assert unpack_tables(pack_tables(tables), schemas) == tables
        long = pack_tables(tables, is_kept=False)
        assert unpack_tables(long, schemas) == tables
        assert len(long) > len(pack_tables(tables))


ROW = st.fixed_dictionaries(
    {
        "text": st.none() | st.text(max_size=5),
        "texts": st.lists(st.text(max_size=3), max_size=3),
        "integers": st.lists(st.integers(0, 9), max_size=4),
        "integer": st.none() | st.integers(0, 9),
        "number": st.none() | st.floats(0, 1),
        "decimal": st.none() | st.decimals(0, 9, places=2),
        "boolean": st.none() | st.booleans(),
    }
)
ROW_SCHEMA = pa.schema(
    {
        "text": pa.string(),
        "texts": pa.list_(pa.string()),
        "integers": pa.list_(pa.int64()),
        "integer": pa.int64(),
        "number": pa.float64(),
        "decimal": pa.decimal128(38, 10),
        "boolean": pa.bool_(),
    }
)


class TestHashes:
    @settings(deadline=None)
    @given(st.lists(ROW, max_size=9), st.lists(ROW, max_size=9), st.lists(ROW, max_size=9))
    def test_rows_have_their_hash_wherever_they_are_cut_from(self, before: list, rows: list, after: list) -> None:
        alone = pa.Table.from_pylist(rows, ROW_SCHEMA)
        within = pa.Table.from_pylist([*before, *rows, *after], ROW_SCHEMA)
        assert hash_table(within.slice(len(before), len(rows))) == hash_table(alone)
        assert RowHasher(within).hash(len(before), len(before) + len(rows)) == hash_table(alone)
        in_pieces = pa.concat_tables([within.slice(start, 1) for start in range(within.num_rows)] or [within])
        assert RowHasher(in_pieces).hash(len(before), len(before) + len(rows)) == hash_table(alone)

    @settings(deadline=None)
    @given(st.lists(ROW, max_size=4), st.lists(ROW, max_size=4))
    def test_other_rows_have_another(self, rows: list, others: list) -> None:
        tables = [pa.Table.from_pylist(some, ROW_SCHEMA) for some in (rows, others)]
        assert (hash_table(tables[0]) == hash_table(tables[1])) == tables[0].equals(tables[1])


class TestVersions:
    def test_it_stays_while_nothing_changes(self, tmp_path: Path) -> None:
        (tmp_path / "units.csv").touch()
        assert find_version(Params(), overrides=tmp_path) == find_version(Params(), overrides=tmp_path)

    def test_it_changes_with_parameters_data_files_and_what_is_named(self, tmp_path: Path) -> None:
        named, own = tmp_path / "mine.csv", tmp_path / "own"
        own.mkdir()
        params = replace(Params(), facts=FactsParams(indicators=str(named)))
        told = [find_version(Params()), find_version(params), find_version(params, overrides=own)]
        named.write_text("a", encoding="utf-8")
        told.append(find_version(params, overrides=own))
        (own / "units.csv").write_text("b", encoding="utf-8")
        told.append(find_version(params, overrides=own))
        (own / "units.csv").write_text("bc", encoding="utf-8")
        told.append(find_version(params, overrides=own))
        assert len(set(told)) == len(told)

    def test_what_python_compiles_meanwhile_does_not_count(self, tmp_path: Path) -> None:
        before = find_version(Params(), overrides=tmp_path)
        compiled = tmp_path / "__pycache__"
        compiled.mkdir()
        (compiled / "module.pyc").touch()
        assert find_version(Params(), overrides=tmp_path) == before


class TestFingerprints:
    @pytest.mark.parametrize("stage", ["ingest", *KINDS])
    def test_the_code_of_a_stage_is_all_that_it_imports(self, stage: str) -> None:
        graph = test_dvc.import_graph()
        starts = set(find_starts(stage))
        found = set(find_modules(starts))
        assert found >= starts.union(*map(graph.find_upstream_modules, starts))
        assert all(module_path(module).is_file() for module in found)
        needless = {f"pipeline.{other}" for other in ALL_STAGES if other != stage} - starts
        if stage in ("ingest", "segment", "organizations", "pillars"):
            assert not [module for module in found if module in needless]

    def test_a_module_that_is_only_named_counts(self) -> None:
        assert "pipeline.ingest.readers.process" in find_modules(["pipeline.ingest.document"])

    def test_a_changed_reader_changes_ingest_and_nothing_else(self, monkeypatch: pytest.MonkeyPatch) -> None:
        before = {stage: find_fingerprint(stage, Params()) for stage in ALL_STAGES}
        hash_file = fingerprints.hash_file
        monkeypatch.setattr(
            fingerprints, "hash_file", lambda path: "other" if path.name == "pdf_characters.py" else hash_file(path)
        )
        after = {stage: find_fingerprint(stage, Params()) for stage in ALL_STAGES}
        assert {stage for stage in ALL_STAGES if before[stage] != after[stage]} == {"ingest"}

    def test_data_files_are_those_that_dvc_knows(self) -> None:
        for stage in KINDS:
            deps = test_dvc.stages()[stage]["deps"]
            told = {Path(dep).name for dep in deps if dep.startswith("pipeline/resources/data/")}
            assert set(find_data_files(find_modules(find_starts(stage)))) == told, stage

    @pytest.mark.parametrize(
        ("name", "stages"),
        [
            ("indicators.csv", {"facts", "corrections", "audit", "publish"}),
            ("pillars.yaml", {"pillars"}),
            ("exclusions.yaml", {"quantities"}),
            ("noise.yaml", {"segment"}),
            ("units.csv", {"segment", "quantities", "facts", "corrections", "audit", "publish"}),
            ("gazetteer.csv", {"segment", "organizations", "corrections", "publish"}),
            ("unknown.csv", set()),
        ],
    )
    def test_a_data_file_changes_what_depends_on_it_and_nothing_else(
        self, tmp_path: Path, name: str, stages: set[str]
    ) -> None:
        before = {stage: find_fingerprint(stage, Params(), overrides=tmp_path) for stage in ALL_STAGES}
        content = (DATA / name).read_bytes() if (DATA / name).exists() else b""
        (tmp_path / name).write_bytes(content + b"\n# changed\n")
        after = {stage: find_fingerprint(stage, Params(), overrides=tmp_path) for stage in ALL_STAGES}
        assert {stage for stage in ALL_STAGES if before[stage] != after[stage]} == stages

    def test_parameters_and_the_files_that_they_name_count(self, tmp_path: Path) -> None:
        own = tmp_path / "own.csv"
        own.write_text("name,type\n", encoding="utf-8")
        named = replace(Params(), organizations=OrganizationsParams(gazetteer="own.csv"))
        first = find_fingerprint("organizations", named, root=tmp_path)
        assert first != find_fingerprint("organizations", Params(), root=tmp_path)
        own.write_text("name,type\n云雀有限公司,company\n", encoding="utf-8")
        assert first != find_fingerprint("organizations", named, root=tmp_path)
        assert find_fingerprint("segment", named) == find_fingerprint("segment", Params())
        strict = replace(Params(), facts=FactsParams(min_confidence=0.5))
        assert find_fingerprint("facts", strict) != find_fingerprint("facts", Params())


def huibao(*arguments: object) -> int:
    with pytest.raises(SystemExit) as stopped:
        main([str(argument) for argument in arguments])
    return int(stopped.value.code or 0)


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_reports(tmp_path_factory.mktemp("in") / "reports")


@pytest.fixture(scope="module")
def extracted(tmp_path_factory: pytest.TempPathFactory, reports: Path) -> Path:
    """A folder of tables with its cache."""
    out = tmp_path_factory.mktemp("out") / "tables"
    assert huibao("extract", reports, "--out", out, "-q") == 0
    return out


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory, reports: Path) -> Path:
    """A cache that one run left, and no other."""
    kept = tmp_path_factory.mktemp("pristine") / "cache"
    assert huibao("extract", reports, "--out", kept.parent / "out", "--cache", kept, "-q") == 0
    return kept


@pytest.fixture
def analyzed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Ids of the reports that the engine has worked on since."""
    worked: list[str] = []
    analyze = CachedEngine.analyze

    def note(self: CachedEngine, document: Document) -> Analysis:
        worked.append(document.doc_id)
        return analyze(self, document)

    monkeypatch.setattr(CachedEngine, "analyze", note)
    return worked


class TestExtract:
    def test_a_second_run_works_on_nothing(self, reports: Path, extracted: Path, analyzed: list[str]) -> None:
        before = read_folder(extracted)
        assert huibao("extract", reports, "--out", extracted, "-q") == 0
        assert analyzed == []
        assert read_folder(extracted) == before

    def test_one_report_more_is_the_only_one_worked_on(
        self, reports: Path, extracted: Path, tmp_path: Path, analyzed: list[str]
    ) -> None:
        more = tmp_path / "more.txt"
        more.write_text(ONE_MORE, encoding="utf-8")
        cached = ("--cache", extracted / ".huibao-cache")
        assert huibao("extract", reports, more, "--out", tmp_path / "out", *cached, "-q") == 0
        assert analyzed == ["more"]
        assert huibao("extract", reports, more, "--out", tmp_path / "anew", "--no-cache", "-q") == 0
        assert read_folder(tmp_path / "out") == read_folder(tmp_path / "anew")
        assert not list((tmp_path / "anew").glob(".*"))

    def test_other_metadata_is_another_report(
        self, reports: Path, extracted: Path, tmp_path: Path, analyzed: list[str]
    ) -> None:
        table = tmp_path / "metadata.csv"
        table.write_text("file,report_date\n白石镇2021.txt,2022-02\n", encoding="utf-8")
        cached = ("--cache", extracted / ".huibao-cache", "--metadata", table)
        assert huibao("extract", reports, "--out", tmp_path / "out", *cached, "-q") == 0
        assert analyzed == ["白石镇2021"]

    def test_a_changed_data_file_has_just_its_stages_work(
        self, reports: Path, extracted: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, analyzed: list[str]
    ) -> None:
        def fail(*_arguments: object, **_options: object) -> None:
            message = "this stage has nothing to do"
            raise AssertionError(message)

        for name in ("segmenter", "organization_finder", "pillar_classifier", "number_finder"):
            monkeypatch.setattr(f"pipeline.cache.engine.load_{name}", fail)
        (tmp_path / "data").mkdir()
        shutil.copy(DATA / "indicators.csv", tmp_path / "data")
        with (tmp_path / "data" / "indicators.csv").open("a", encoding="utf-8") as file:
            file.write("# changed\n")
        options = ("--cache", extracted / ".huibao-cache", "--resources", tmp_path / "data")
        assert huibao("extract", reports, "--out", tmp_path / "out", *options, "-q") == 0
        assert len(analyzed) == 3
        assert read_folder(tmp_path / "out") == read_folder(extracted)

    @pytest.mark.parametrize("harm", ["cut", "changed", "swapped", "deleted", "emptied"])
    def test_a_harmed_cache_is_noticed(
        self, reports: Path, extracted: Path, pristine: Path, tmp_path: Path, harm: str
    ) -> None:
        kept = tmp_path / "cache"
        shutil.copytree(pristine, kept)
        entries = sorted(path for path in kept.rglob("*") if path.is_file() and len(path.name) == 40)
        assert len(entries) >= 3 * 7
        contents = [path.read_bytes() for path in entries]
        for number, (path, content) in enumerate(zip(entries, contents, strict=True)):
            match harm:
                case "cut":
                    path.write_bytes(content[: number % len(content)])
                case "changed":
                    path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
                case "swapped":
                    path.write_bytes(contents[number - 1])
                case "emptied":
                    path.write_bytes(b"")
                case _:
                    path.unlink()
        assert huibao("extract", reports, "--out", tmp_path / "out", "--cache", kept, "-q") == 0
        assert read_folder(tmp_path / "out") == read_folder(extracted)
        assert [path.read_bytes() for path in entries] == contents

    def test_a_cache_inside_an_input_is_refused(self, reports: Path, tmp_path: Path) -> None:
        assert huibao("extract", reports, "--out", tmp_path / "out", "--cache", reports / "cache") == 2


class TestStages:
    def run_all(self, root: Path) -> dict[str, bytes]:
        for stage in ALL_STAGES:
            run_stage(stage, root, Params(corrections=CorrectionsParams("data/raw/corrections.csv")))
        written = read_folder(root / "data" / "processed")
        return {name: content for name, content in written.items() if name != "huibao.duckdb"}

    @pytest.fixture
    def repository(self, reports: Path, tmp_path: Path) -> Path:
        """A repository with reports, of one of which somebody corrected a figure."""
        raw = tmp_path / "kept" / "data" / "raw"
        shutil.copytree(reports, raw)
        (one,) = [one for one in pipeline.extract(reports).analyses if one.document.doc_id == CORRECTED]
        said = build_correction(one, {"fact": "9家", "set": "status", "value": "target"})
        (raw / "corrections.csv").write_text(format_corrections([said]), encoding="utf-8")
        return tmp_path / "kept"

    def test_one_report_more_is_the_only_one_worked_on(
        self, repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        shutil.copytree(repository, tmp_path / "anew")
        before = self.run_all(repository)
        for root in (repository, tmp_path / "anew"):
            (root / "data" / "raw" / "a.txt").write_text(ONE_MORE, encoding="utf-8")
        worked: list[str] = []
        build = pipeline_build(worked)
        for module in ("incremental", "corrections", "audit", "publish"):
            monkeypatch.setattr(f"pipeline.stages.{module}.build_all", build)
        paged: list[str] = []
        monkeypatch.setattr("pipeline.review.folder.build_rows", pipeline_build(paged, build_rows, "documents"))
        after = self.run_all(repository)
        assert worked == ["a"] * (len(KINDS) + len(("audit", "publish")))
        assert paged == ["a"]
        assert after == self.run_all(tmp_path / "anew")
        (repository / "data" / "raw" / "a.txt").unlink()
        assert self.run_all(repository) == before

    def test_a_report_of_the_same_place_has_the_place_audited_again(self, repository: Path, tmp_path: Path) -> None:
        raw = repository / "data" / "raw"
        (raw / "早.txt").write_text(EARLIER, encoding="utf-8")
        shutil.copytree(repository, tmp_path / "anew")
        self.run_all(repository)
        for root in (repository, tmp_path / "anew"):
            (root / "data" / "raw" / "晚.txt").write_text(LATER, encoding="utf-8")
        after = self.run_all(repository)
        assert after == self.run_all(tmp_path / "anew")
        assert "inconsistent" in after["checks.csv"].decode("utf-8-sig")

    def test_a_correction_taken_back_changes_its_report(self, repository: Path) -> None:
        corrected = self.run_all(repository)
        (repository / "data" / "raw" / "corrections.csv").write_text(format_corrections([]), encoding="utf-8")
        assert self.run_all(repository)["facts.csv"] != corrected["facts.csv"]

    @pytest.mark.parametrize("harm", ["cut", "changed", "swapped", "deleted"])
    def test_a_harmed_cache_is_noticed(self, repository: Path, harm: str) -> None:
        before = self.run_all(repository)
        kept = repository / ".huibao-cache"
        assert {path.name for path in kept.iterdir() if path.is_dir()} == set(ALL_STAGES)
        if harm == "deleted":
            shutil.rmtree(kept)
        else:
            entries = sorted(path for path in kept.rglob("*") if path.is_file() and len(path.name) == 40)
            contents = [path.read_bytes() for path in entries]
            for number, (path, content) in enumerate(zip(entries, contents, strict=True)):
                changed = content[:-1] + bytes([content[-1] ^ 1])
                path.write_bytes({"cut": content[:-1], "changed": changed, "swapped": contents[number - 1]}[harm])
        assert self.run_all(repository) == before


def pipeline_build(
    worked: list[str], build_all: Callable[..., Any] = build_all, documents: Any = Document
) -> Callable[..., Any]:
    """Give what builds records of a report, and notes the report."""

    def build(parts: dict[Any, pa.Table]) -> Any:
        worked.extend(parts[documents].column("doc_id").to_pylist())
        return build_all(parts)

    return build


# A full disk


@pytest.mark.parametrize("cached", [True, False])
def test_a_full_disk_is_told_and_leaves_the_old_output_whole(
    reports: Path, extracted: Path, tmp_path: Path, cached: bool
) -> None:
    out = tmp_path / "out"
    shutil.copytree(extracted, out)
    before = read_folder(out)
    more = tmp_path / "more.txt"
    more.write_text(ONE_MORE, encoding="utf-8")
    command = [sys.executable, "-m", "pipeline.cli", "extract", str(reports), str(more), "--out", str(out)]
    done = subprocess.run(
        [*command, *([] if cached else ["--no-cache"])],
        capture_output=True,
        text=True,
        check=False,
        # the indicators alone take more than that
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000)),
    )
    assert done.returncode == 1
    assert done.stderr.startswith("huibao: the disk is full (")
    assert done.stderr.count("\n") == 1
    assert "the old output is untouched" in done.stderr
    assert read_folder(out) == before
    assert huibao("extract", reports, more, "--out", out, "-q") == 0
    assert huibao("extract", reports, more, "--out", tmp_path / "anew", "-q") == 0
    assert read_folder(out) == read_folder(tmp_path / "anew")


# Killed at any point

# Loads everything once, and for each number on stdin runs the command in a copy of itself that is killed at that
# operation on files.
KILLER = """
import functools, os, random, signal, sys
from pathlib import Path
import pyarrow.parquet as pq
import pipeline.cache.engine as engine
import pipeline.cli.app
from pipeline.params import Params

for name in ("segmenter", "organization_finder", "pillar_classifier", "number_finder", "fact_builder"):
    load = functools.lru_cache(getattr(engine, f"load_{name}"))
    setattr(engine, f"load_{name}", load)
for stage, name in zip(engine.KINDS, ("segmenter", "organization_finder", "pillar_classifier", "number_finder")):
    getattr(engine, f"load_{name}")(getattr(Params(), stage), overrides=None)
engine.load_fact_builder(Params().facts, overrides=None)

def count_down(real):
    def operation(*arguments, **options):
        global left
        left -= 1
        if left == 0:
            if is_after:
                real(*arguments, **options)
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*arguments, **options)
    return operation

for line in sys.stdin:
    left, is_after = map(int, line.split())
    child = os.fork()
    if not child:
        Path.replace = count_down(Path.replace)
        Path.write_bytes = count_down(Path.write_bytes)
        pq.ParquetWriter.write_table = count_down(pq.ParquetWriter.write_table)
        pq.ParquetWriter.close = count_down(pq.ParquetWriter.close)
        try:
            pipeline.cli.app.main(sys.argv[1:])
        except SystemExit as ended:
            os._exit(ended.code or 0)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


@pytest.mark.slow
def test_a_run_killed_at_any_point_goes_on_and_ends_with_the_same_tables(reports: Path, tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    shutil.copytree(reports, folder)
    command = ("extract", str(folder), "--out", str(out), "--quiet")
    assert huibao(*command) == 0
    old = read_folder(out)
    for number in range(4):
        (folder / f"more{number}.txt").write_text(f"第{number}号\n{ONE_MORE}" * (number + 1), encoding="utf-8")
    assert huibao("extract", folder, "--out", tmp_path / "undisturbed", "-q", "--no-cache") == 0
    new = read_folder(tmp_path / "undisturbed")
    choices = random.Random(11)
    ends = []
    with subprocess.Popen(
        [sys.executable, "-c", KILLER, *command], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as killer:
        for _ in range(17):
            print(choices.randrange(1, 90), choices.randrange(2), file=killer.stdin, flush=True)
            ends.append(int(killer.stdout.readline()))
            assert_each_file_is_whole(out, old, new)
        killer.stdin.close()
    assert set(ends) <= {0, -signal.SIGKILL}
    assert ends.count(-signal.SIGKILL) >= 12
    for _ in range(3):
        arguments = [sys.executable, "-m", "pipeline.cli", *command, "--workers", "2"]
        running = subprocess.Popen(arguments, start_new_session=True, stderr=subprocess.PIPE)
        time.sleep(choices.uniform(0.5, 4.0))
        os.killpg(running.pid, signal.SIGKILL)
        running.communicate()
        assert_each_file_is_whole(out, old, new)
    assert huibao(*command) == 0
    assert read_folder(out) == new


def assert_each_file_is_whole(out: Path, old: dict[str, bytes], new: dict[str, bytes]) -> None:
    seen = {name: content for name, content in read_folder(out).items() if not name.startswith(".")}
    assert set(seen) == set(new)
    assert {name for name, content in seen.items() if content not in (old[name], new[name])} == set()
