from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import pytest

import pipeline

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))

jupytext = pytest.importorskip("jupytext", reason="the extra `notebooks` is not installed")
nbformat = pytest.importorskip("nbformat", reason="the extra `notebooks` is not installed")
nbclient = pytest.importorskip("nbclient", reason="the extra `notebooks` is not installed")

LIST_LABELS = """
from matplotlib.text import Text
shown = [text.get_text() for text in figure.findobj(Text) if text.get_visible() and text.get_text()]
print("\\nLABELS", *shown)
"""
NO_GLYPH = "missing from font"
LABELS = {
    "01_quick_look": ("强企业", "聚要素", "建平台", "育人才", "促合作", "各支柱的指标数量", "目标"),
    "02_pillars_scorecard": ("各报告的五大支柱指标数量", "育人才", "2021年青禾市政府工作报告"),
    "03_indicator_over_years": ("年份", "青禾市", "双峤市", "各地高新技术企业", "163家", "228家"),
    "04_figures_audited": ("数字核对结果", "相符", "part_whole", "ratio_chain", "核对次数"),
    "05_promises_and_outcomes": ("目标与实际对照", "220家 → 228家", "5.3% → 5.2%", "7.5% → 8.1%"),
}


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tables of the shipped reports."""
    folder = tmp_path_factory.mktemp("tables")
    pipeline.extract(ROOT / "data" / "raw").write(folder)
    return folder


@pytest.fixture(scope="module")
def one_report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tables of one report of a place, which has nothing to be compared with."""
    folder = tmp_path_factory.mktemp("one")
    pipeline.extract("2022年，全市高新技术企业达47家。", report_date="2023-01").write(folder)
    return folder


def read(path: Path) -> Any:
    return nbformat.read(path, as_version=4)


def execute(notebook: Any, processed: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Execute a notebook on a folder of tables; give what it printed, warnings and the labels of its figure too."""
    monkeypatch.setenv("HUIBAO_PROCESSED", str(processed))
    monkeypatch.setenv("MPLBACKEND", "module://matplotlib_inline.backend_inline")
    notebook.cells.insert(0, nbformat.v4.new_code_cell("import warnings\nwarnings.simplefilter('always')"))
    notebook.cells.append(nbformat.v4.new_code_cell(LIST_LABELS))
    folder = {"metadata": {"path": str(ROOT / "notebooks")}}
    with warnings.catch_warnings():
        # What the kernel's own packages warn of is not ours to mend; our cells run in another process.
        warnings.simplefilter("ignore")
        nbclient.NotebookClient(notebook, timeout=120, resources=folder).execute()
    return "".join(
        output.get("text", "") + output.get("data", {}).get("text/plain", "")
        for cell in notebook.cells
        if cell.cell_type == "code"
        for output in cell.outputs
    )


@pytest.mark.slow
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebooks_run_and_their_labels_render(path: Path, tables: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    notebook = read(path)
    printed = execute(notebook, tables, monkeypatch)
    assert NO_GLYPH not in printed
    assert "Warning" not in printed
    labels = next(line for line in printed.splitlines() if line.startswith("LABELS"))
    for label in LABELS[path.stem]:
        assert label in labels
    assert any("image/png" in output.get("data", {}) for cell in notebook.cells for output in cell.get("outputs", ()))


@pytest.mark.slow
def test_a_run_with_nothing_to_compare_is_no_error(one_report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    notebook = nbformat.v4.new_notebook()
    for path in NOTEBOOKS[1:]:
        notebook.cells += read(path).cells  # one kernel for all of them
    assert "目标与实际对照" in execute(notebook, one_report, monkeypatch)


@pytest.mark.slow
def test_a_figure_without_the_font_would_be_noticed(one_report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    notebook = read(NOTEBOOKS[0])
    plot = next(cell for cell in notebook.cells if "addfont" in cell.source)
    plot.source = plot.source.replace('plt.rcParams["font.family"] =', "unused =")
    assert NO_GLYPH in execute(notebook, one_report, monkeypatch)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebooks_are_kept_without_outputs_and_like_their_scripts(path: Path) -> None:
    notebook = read(path)
    nbformat.validate(notebook)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            assert cell.outputs == []
            assert cell.execution_count is None
    script = jupytext.read(path.with_suffix(".py"), fmt="py:percent")
    cells = [[(cell.cell_type, cell.source) for cell in each.cells] for each in (notebook, script)]
    assert cells[0] == cells[1], f"run: jupytext --sync {path.relative_to(ROOT)}"


def test_every_notebook_has_its_labels() -> None:
    assert [path.stem for path in NOTEBOOKS] == sorted(LABELS)
    assert sorted(path.stem for path in (ROOT / "notebooks").glob("*.py")) == sorted(LABELS)
