from __future__ import annotations

import warnings
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pipeline.tables.contract import DOCUMENTS, FACTS
from pipeline.tables.files import write_table
from pipeline.tables.rows import build_table

ROOT = Path(__file__).parents[1]
NOTEBOOK = ROOT / "notebooks" / "01_facts_by_pillar.ipynb"
PROCESSED = ROOT / "data" / "processed"

nbformat = pytest.importorskip("nbformat", reason="the extra `notebooks` is not installed")
nbclient = pytest.importorskip("nbclient", reason="the extra `notebooks` is not installed")

LIST_LABELS = """
from matplotlib.text import Text
shown = [text.get_text() for text in figure.findobj(Text) if text.get_visible() and text.get_text()]
print("\\nLABELS", *shown)
"""
NO_GLYPH = "missing from font"


def build_facts(*, region: str, years: tuple[int, ...]) -> list[dict[str, Any]]:
    """Two facts a year: what was reached, and what is promised for the next."""
    rows = []
    for year in years:
        sentence = f"{year}年，{region}高新技术企业达65家，{year + 1}年力争达到80家。"
        for text, value, status, period in (("65家", 65, "actual", year), ("80家", 80, "target", year + 1)):
            start = sentence.index(text)
            rows.append(
                {
                    **dict.fromkeys(column.name for column in FACTS.columns),
                    "fact_id": f"{region}{year}{status}",
                    "doc_id": f"{region}{year}",
                    "sentence_id": f"{region}{year}:0",
                    "char_start": start,
                    "char_end": start + len(text),
                    "text": text,
                    "value": Decimal(value),
                    "unit": "家",
                    "bound": "exact",
                    "kind": "level",
                    "indicator": "高新技术企业",
                    "scope": region,
                    "status": status,
                    "period": str(period),
                    "organizations": [],
                    "pillar": "enterprise" if status == "actual" else "talent",
                    "sentence": sentence,
                    "confidence": 0.9,
                    "rule": "level",
                    "counted": True,
                }
            )
    return rows


def write_processed(folder: Path, facts: list[dict[str, Any]]) -> Path:
    documents = {
        row["doc_id"]: {
            **dict.fromkeys(column.name for column in DOCUMENTS.columns),
            "doc_id": row["doc_id"],
            "path": f"{row['doc_id']}.txt",
            "sha256": "0" * 64,
            "format": "text",
            "region": row["scope"],
            "status": "read",
            "text": row["sentence"],
        }
        for row in facts
    }
    folder.mkdir(exist_ok=True)
    write_table(FACTS, build_table(FACTS, facts), folder / "facts.parquet")
    write_table(DOCUMENTS, build_table(DOCUMENTS, list(documents.values())), folder / "documents.parquet")
    return folder


def run_notebook(processed: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Execute the notebook on a folder of tables, and let it tell every warning and the labels of its figure."""
    monkeypatch.setenv("HUIBAO_PROCESSED", str(processed))
    monkeypatch.setenv("MPLBACKEND", "module://matplotlib_inline.backend_inline")
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    notebook.cells.insert(0, nbformat.v4.new_code_cell("import warnings\nwarnings.simplefilter('always')"))
    notebook.cells.append(nbformat.v4.new_code_cell(LIST_LABELS))
    with warnings.catch_warnings():
        # What the kernel's own packages warn of is not ours to mend; our cells run in another process.
        warnings.simplefilter("ignore")
        nbclient.NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(NOTEBOOK.parent)}}).execute()
    return notebook


def find_labels(notebook: Any) -> str:
    return next(line for line in printed(notebook).splitlines() if line.startswith("LABELS"))


def printed(notebook: Any) -> str:
    return "".join(
        output.get("text", "") + output.get("data", {}).get("text/plain", "")
        for cell in notebook.cells
        if cell.cell_type == "code"
        for output in cell.outputs
    )


@pytest.mark.slow
def test_the_notebook_runs_and_its_labels_render(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    facts = build_facts(region="云溪市", years=(2021, 2022))
    notebook = run_notebook(write_processed(tmp_path / "processed", facts), monkeypatch)
    labels = find_labels(notebook)
    assert NO_GLYPH not in printed(notebook)
    for label in ("强企业", "聚要素", "建平台", "育人才", "促合作", "各支柱的指标数量", "目标"):
        assert label in labels
    assert any("image/png" in output.get("data", {}) for cell in notebook.cells for output in cell.get("outputs", ()))
    assert "text_promised" in printed(notebook)
    assert "80家" in printed(notebook).split("text_promised")[1]  # promised in 2021 for 2022, when 65 were reached


@pytest.mark.slow
def test_the_notebook_runs_on_the_tables_of_the_repository(monkeypatch: pytest.MonkeyPatch) -> None:
    if not (PROCESSED / "facts.parquet").exists():
        pytest.skip("data/processed is empty; `make repro` fills it")
    notebook = run_notebook(PROCESSED, monkeypatch)
    assert "育人才" in find_labels(notebook)
    assert NO_GLYPH not in printed(notebook)


@pytest.mark.slow
def test_a_figure_without_the_font_would_be_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    facts = build_facts(region="云溪市", years=(2022,))
    processed = write_processed(tmp_path / "processed", facts)
    content = nbformat.read(NOTEBOOK, as_version=4)
    plot = next(cell for cell in content.cells if "addfont" in cell.source)
    plot.source = plot.source.replace('plt.rcParams["font.family"] =', "unused =")
    plain = tmp_path / "plain.ipynb"
    nbformat.write(content, plain)
    monkeypatch.setitem(globals(), "NOTEBOOK", plain)
    assert NO_GLYPH in printed(run_notebook(processed, monkeypatch))


def test_the_notebook_is_kept_without_outputs() -> None:
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    nbformat.validate(notebook)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            assert cell.outputs == []
            assert cell.execution_count is None
