"""Reports spread over processes: the same result for any number of them, whatever dies on the way."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from pipeline.distribute.processes import AHEAD, analyze_in_processes
from pipeline.distribute.reports import analyze_or_quarantine
from pipeline.errors import ModelError
from pipeline.records import Analysis, Document, empty_analysis


def build_reports(count: int) -> list[Document]:
    return [
        Document(doc_id=f"r{n:02}", path=f"r{n:02}.txt", sha256=f"{n:064}", format="text", text="甲" * n)
        for n in range(count)
    ]


def do_nothing(document: Document) -> Analysis:
    return empty_analysis(document)


def die_on(document: Document, *, fatal: tuple[str, ...]) -> Analysis:
    if document.doc_id in fatal:
        os.kill(os.getpid(), signal.SIGKILL)
    return empty_analysis(document)


def die_once_on(document: Document, *, fatal: str, folder: Path) -> Analysis:
    """Die on a report the first time that it comes; a file tells that it came."""
    seen = folder / document.doc_id
    if document.doc_id == fatal and not seen.exists():
        seen.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return empty_analysis(document)


def lack_a_model(document: Document) -> Analysis:
    message = f"no model for {document.doc_id}"
    raise ModelError(message)


class FaultyEngine:
    """Has a fault that one report shows."""

    def analyze(self, document: Document) -> Analysis:
        if document.doc_id == "r01":
            message = "list index\nout of range"
            raise IndexError(message)
        return empty_analysis(document)


@pytest.mark.parametrize("count", [0, 1, 3, 2 * AHEAD, 5 * AHEAD])
def test_results_come_in_the_order_of_the_reports(count):
    reports = build_reports(count)
    found = list(analyze_in_processes(reports, do_nothing, workers=2))
    assert [analysis.document for analysis in found] == reports


def test_reports_are_taken_as_they_are_needed():
    taken = []
    reports = build_reports(10 * AHEAD)
    results = analyze_in_processes((taken.append(one) or one for one in reports), do_nothing, workers=1)
    assert next(results).document == reports[0]
    assert len(taken) <= AHEAD + 1
    results.close()


def test_a_killed_worker_costs_nothing_where_the_report_is_not_to_blame(tmp_path):
    reports = build_reports(15)
    analyze = partial(die_once_on, fatal="r05", folder=tmp_path)
    found = list(analyze_in_processes(reports, analyze, workers=2))
    assert (tmp_path / "r05").exists()
    assert [analysis.document for analysis in found] == reports


def test_a_report_that_kills_its_worker_again_is_quarantined_and_no_other():
    reports = build_reports(15)
    fatal = ("r03", "r04", "r12")
    found = [one.document for one in analyze_in_processes(reports, partial(die_on, fatal=fatal), workers=2)]
    assert [document.doc_id for document in found] == [document.doc_id for document in reports]
    assert tuple(document.doc_id for document in found if document.status == "quarantined") == fatal
    assert all("ended twice" in document.reason for document in found if document.doc_id in fatal)


def test_a_missing_model_is_not_the_fault_of_a_report():
    with pytest.raises(ModelError, match="no model for r00"):
        list(analyze_in_processes(build_reports(3), lack_a_model, workers=2))


def test_a_fault_of_the_program_quarantines_the_report_that_shows_it():
    found = [analyze_or_quarantine(FaultyEngine(), report).document for report in build_reports(3)]
    assert [document.status for document in found] == ["read", "quarantined", "read"]
    assert found[1].reason == "internal error IndexError: list index out of range"


def wait_long(document: Document) -> Analysis:
    Path(document.path).write_text(str(os.getpid()), encoding="utf-8")
    time.sleep(600)
    return empty_analysis(document)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="asks /proc whether a process lives")
def test_workers_end_when_their_parent_is_killed(tmp_path):
    pid_file = tmp_path / "pid"
    code = (
        "import test_distribute as tests\n"
        "from dataclasses import replace\n"
        "if __name__ == '__main__':\n"
        f"    report = replace(tests.build_reports(1)[0], path={str(pid_file)!r})\n"
        "    list(tests.analyze_in_processes([report], tests.wait_long, workers=1))\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], cwd=Path(__file__).parent)
    deadline = time.monotonic() + 30
    while not (pid_file.exists() and pid_file.read_text(encoding="utf-8")) and time.monotonic() < deadline:
        time.sleep(0.05)
    worker = int(pid_file.read_text(encoding="utf-8"))
    parent.kill()
    parent.wait()
    while is_running(worker) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not is_running(worker)


def is_running(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"  # a zombie has ended; who adopted it has not taken notice yet
