"""Importing costs nothing and does nothing."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = ("pandas", "spacy", "sklearn", "pyarrow", "jieba", "dvc", "typer", "scipy", "thinc")
CORE = ("ingest.document", "segment", "organizations.finder", "pillars", "quantities", "facts.build", "engine")


def loaded_by(statement: str) -> set[str]:
    code = f"{statement}\nimport sys\nprint(*sorted({{name.partition('.')[0] for name in sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return set(done.stdout.split())


def test_importing_the_package_loads_nothing_heavy():
    assert not loaded_by("import pipeline") & set(HEAVY)


@pytest.mark.parametrize("module", CORE)
def test_the_core_loads_no_data_frames_no_spacy_and_no_command_line(module):
    assert not loaded_by(f"import pipeline.{module}") & {"pandas", "spacy", "typer", "dvc"}


def test_the_core_leaves_the_dictionary_of_jieba_alone():
    loaded_by("import pipeline.engine, jieba\nassert not jieba.dt.initialized")


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_the_command_line_says_what_it_can_do_without_loading_it(option):
    call = f"with contextlib.redirect_stdout(None), contextlib.suppress(SystemExit):\n    main(['{option}'])"
    loaded = loaded_by(f"import contextlib\nfrom pipeline.cli import main\n{call}")
    assert "typer" in loaded
    assert not loaded & (set(HEAVY) - {"typer"} | {"numpy", "yaml", "tqdm", "duckdb", "pycrfsuite", "rjieba"})


def test_the_options_of_extract_are_read_before_what_works_is_loaded():
    loaded = loaded_by(
        "import sys, pipeline.cli.extract\nassert not {'pipeline.engine', 'pipeline.facts'} & sys.modules.keys()"
    )
    assert not loaded & {"rjieba", "pycrfsuite", "numpy", "pyarrow", "pydantic"}


def test_a_process_that_leaves_the_stages_to_others_loads_none_of_them():
    stages = {f"pipeline.{name}" for name in ("engine", "facts.build", "organizations.finder", "segment.tokens")}
    loaded_by(
        "import sys, pipeline.cli.extracting, pipeline.distribute.extraction\n"
        f"assert not {stages | {'pipeline.corrections.corrector'}} & sys.modules.keys()"
    )


def test_a_repository_without_corrections_compiles_no_patterns_of_facts_to_apply_them():
    loaded_by("import sys, pipeline.stages.corrections\nassert 'pipeline.facts.build' not in sys.modules")


def test_extracting_loads_only_what_it_needs(tmp_path):
    (tmp_path / "a.txt").write_text("2022年底，全市高新技术企业达到47家。", encoding="utf-8")
    call = f"main(['extract', '{tmp_path}/a.txt', '--out', '{tmp_path}/out', '--format', 'parquet', '-q'])"
    extract = f"with contextlib.suppress(SystemExit):\n    {call}"
    loaded = loaded_by(f"import contextlib\nfrom pipeline.cli import main\n{extract}")
    assert "pyarrow" in loaded
    assert not loaded & {"pandas", "spacy", "sklearn", "scipy", "duckdb", "dvc", "pyspark", "pandera"}


def test_pandas_is_there_for_who_asks_for_it_where_it_was_left_out():
    loaded_by(
        "import sys\n"
        "from pipeline.tables.own_process import leave_pandas_out\n"
        "leave_pandas_out()\n"
        "import pyarrow as pa\n"
        "table = pa.table({'figure': [1, 2]})\n"
        "assert 'pandas' not in sys.modules\n"
        "frame = table.to_pandas()\n"
        "assert frame['figure'].sum() == 3 and pa.Table.from_pandas(frame) == table\n"
        "assert pa.array(frame['figure'].where(frame['figure'] > 1)).null_count == 1"
    )


def test_importing_is_quick():
    code = "import time\nstart = time.perf_counter()\nimport pipeline\nprint(time.perf_counter() - start)"
    seconds = [
        float(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)
        for _ in range(3)
    ]
    assert min(seconds) < 0.3
