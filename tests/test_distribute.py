"""Reports spread over processes: the same result for any number of them, whatever dies on the way."""

from __future__ import annotations

import os
import re
import resource
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from pipeline.cache.store import Store
from pipeline.distribute import server
from pipeline.distribute.cores import FEW_BYTES, choose_workers, count_cores
from pipeline.distribute.longest_first import enumerate_longest_first
from pipeline.distribute.processes import AHEAD, Workers, analyze_in_processes
from pipeline.distribute.reports import analyze_or_quarantine
from pipeline.distribute.work import build_setting, engine_loader
from pipeline.errors import ModelError, ResourceError, StorageError
from pipeline.ingest.sources import find_sources
from pipeline.limits import ReportLimits
from pipeline.params import Params
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


# Limits of one report

RAISE = "split it, or raise"
QUICK = ReportLimits(seconds=0.2, megabytes=0)
SMALL = ReportLimits(seconds=0, megabytes=200)


class GreedyEngine:
    """Takes long or much for a report whose text says so."""

    def analyze(self, document: Document) -> Analysis:
        match document.text:
            case "slow":
                time.sleep(60)
            case "busy":
                re.fullmatch("(a*)*b", "a" * 40)
            case "greedy":
                return empty_analysis(replace(document, text="甲" * 400_000_000))
            case "stubborn":  # never comes back to Python, so that no alarm reaches it
                signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM})
                time.sleep(60)
        return empty_analysis(document)


def analyze_greedily(document: Document, *, limits: ReportLimits) -> Analysis:
    return analyze_or_quarantine(GreedyEngine(), document, limits=limits, is_worker=True)


def report(text: str) -> Document:
    return replace(build_reports(1)[0], doc_id=text, text=text)


@pytest.mark.parametrize(
    ("text", "limits", "reason"),
    [
        ("slow", QUICK, "too slow: not done within 0.2 s; split it, or raise --max-seconds (limits.max_seconds)"),
        ("busy", QUICK, "too slow: not done within 0.2 s; split it, or raise --max-seconds (limits.max_seconds)"),
        (
            "greedy",
            SMALL,
            "too large: more than 200 MB of memory; split it, or raise --max-memory (limits.max_memory_megabytes)",
        ),
        ("modest", QUICK, None),
        ("modest", SMALL, None),
    ],
)
def test_a_report_that_takes_too_much_is_quarantined(text, limits, reason):
    before = resource.getrlimit(resource.RLIMIT_DATA), signal.getsignal(signal.SIGALRM)
    found = analyze_or_quarantine(GreedyEngine(), report(text), limits=limits).document
    assert (found.status, found.reason) == ("quarantined" if reason else "read", reason)
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
    assert (resource.getrlimit(resource.RLIMIT_DATA), signal.getsignal(signal.SIGALRM)) == before


def test_a_long_report_has_more_time():
    assert [ReportLimits(seconds=300).seconds_for(length) for length in (0, 100_000, 250_000)] == [300, 300, 750]


def test_a_report_that_no_alarm_reaches_is_ended_with_its_worker():
    reports = [report(text) for text in ("a", "stubborn", "b", "slow", "c")]
    found = list(analyze_in_processes(reports, partial(analyze_greedily, limits=QUICK), workers=2))
    assert [one.document.status for one in found] == ["read", "quarantined", "read", "quarantined", "read"]
    assert "ended twice" in found[1].document.reason
    assert "too slow" in found[3].document.reason


@pytest.mark.parametrize("error", [StorageError, ModelError, ResourceError])
def test_what_is_not_the_fault_of_a_report_ends_the_run(error):
    class Failing:
        def analyze(self, _document: Document) -> Analysis:
            message = "not the report"
            raise error(message)

    with pytest.raises(error, match="not the report"):
        analyze_or_quarantine(Failing(), report("a"))


# Items of any kind


def double(number: int) -> int:
    return 2 * number


def test_what_is_known_is_not_worked_on():
    with Workers(2, double, give_up=lambda *_: -1) as pool:
        known = {3: 33, 7: 77}
        assert list(pool.map(range(9), look_up=known.get)) == [0, 2, 4, 33, 8, 10, 12, 77, 16]


def test_long_items_of_a_stretch_are_begun_first():
    assert list(enumerate_longest_first([3, 9, 3, 5, 1, 2, 7], lambda length: length, 4)) == [
        *[(1, 9), (3, 5), (0, 3), (2, 3)],
        *[(6, 7), (5, 2), (4, 1)],
    ]
    assert list(enumerate_longest_first("ba", None, 4)) == [(0, "b"), (1, "a")]


def begin_and_wait(number: int, *, folder: Path, first: int, last: int) -> int:
    """Leave a mark; the item `first` waits for that of `last`."""
    (folder / str(number)).touch()
    end = time.monotonic() + 60
    while number == first and not (folder / str(last)).exists() and time.monotonic() < end:
        time.sleep(0.01)
    return number if time.monotonic() < end else -1


@pytest.mark.parametrize("first", [0, 30])
def test_others_go_on_while_a_long_item_is_worked_on(tmp_path, first):
    work = partial(begin_and_wait, folder=tmp_path, first=first, last=5 * AHEAD)
    with Workers(2, work, give_up=lambda *_: -1) as pool:
        assert list(pool.map(range(200), weigh=lambda number: number == first)) == list(range(200))


def kill_once_on(number: int, *, folder: Path) -> int:
    if number == 20 and not (folder / "20").exists():
        (folder / "20").touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return 2 * number


def test_a_killed_worker_changes_no_order(tmp_path):
    with Workers(2, partial(kill_once_on, folder=tmp_path), give_up=lambda *_: -1) as pool:
        known = {3: 33, 70: 77}
        found = list(pool.map(range(100), look_up=known.get, weigh=lambda number: number % 7))
    assert found == [known.get(number, 2 * number) for number in range(100)]


def prepare_slowly() -> None:
    time.sleep(1)


@pytest.mark.parametrize("left", [5, 1000])
def test_this_process_works_while_the_others_start(left):
    """It takes the first items, but none after one that it must leave to the others."""
    here = []

    def work_here(number: int) -> int | None:
        here.append(number)
        time.sleep(0.01)
        return None if number == left else 2 * number

    with Workers(2, double, give_up=lambda *_: -1, prepare=prepare_slowly) as pool:
        found = list(pool.map(range(1200), look_up={3: 6}.get, meanwhile=work_here))
    assert found == [2 * number for number in range(1200)]
    assert here == [number for number in range(here[-1] + 1) if number != 3]
    assert here[-1] <= left


def refuse() -> None:
    message = "not ready"
    raise ValueError(message)


def leave_a_mark(folder: Path) -> None:
    (folder / str(os.getpid())).touch()


def test_processes_get_ready_before_the_first_item(tmp_path):
    with Workers(2, double, give_up=lambda *_: -1, prepare=partial(leave_a_mark, tmp_path)) as pool:
        assert list(pool.map([1])) == [2]
        assert [file.name for file in tmp_path.iterdir()] not in ([], [str(os.getpid())])


def test_a_process_that_does_not_get_ready_still_works():
    with Workers(1, double, give_up=lambda *_: -1, prepare=refuse) as pool:
        assert list(pool.map(range(3))) == [0, 2, 4]


FORKED = pytest.mark.skipif(sys.platform != "linux", reason="processes are forked from a server on Linux only")
TELL_SHARED = """
import os, sys
from functools import partial
from pathlib import Path
from pipeline.distribute.processes import Workers
from pipeline.engine import load_engine_once
from pipeline.params import Params

def tell(_item):
    engines = load_engine_once.cache_info()
    return len(os.listdir(f"/proc/{os.getppid()}/task")), engines.misses, engines.hits, os.getppid()

if __name__ == "__main__":
    with Workers(2, tell, give_up=print, prepare=partial(load_engine_once, Params(), version="1")) as pool:
        for threads, misses, hits, server in pool.map(range(3)):
            assert server != os.getpid()
            print(threads, misses, hits > 0)
"""


@FORKED
def test_processes_share_what_a_server_of_one_thread_loaded(tmp_path):
    script = tmp_path / "tell.py"
    script.write_text(TELL_SHARED, encoding="utf-8")
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, check=True)
    assert (done.stdout.splitlines(), done.stderr) == (["1 1 True"] * 3, "")


def kill_the_server_once(number: int, *, folder: Path) -> int:
    if number == 5 and not (folder / "5").exists():
        (folder / "5").touch()
        os.kill(os.getppid(), signal.SIGKILL)
        time.sleep(60)  # what is forked from it is ended, too
    return number


@FORKED
def test_a_killed_server_costs_nothing(tmp_path):
    with Workers(2, partial(kill_the_server_once, folder=tmp_path), give_up=lambda *_: -1) as pool:
        assert list(pool.map(range(12))) == list(range(12))
    assert (tmp_path / "5").exists()


def test_a_server_that_cannot_prepare_still_forks(tmp_path):
    script = tmp_path / "tell.py"
    script.write_text(TELL_SHARED.replace("Params()", "'no parameters'"), encoding="utf-8")
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, check=True)
    assert (len(done.stdout.splitlines()), done.stderr) == (3, "")


WITHOUT_SOCKET = """
import multiprocessing, tempfile
from pathlib import Path
from pipeline.distribute.processes import Workers

def tell(_item):
    return type(multiprocessing.current_process()).__name__

if __name__ == "__main__":
    for _run in range(2):
        with Workers(2, tell, give_up=print) as pool:
            print(*set(pool.map(range(9))))
        for socket in Path(tempfile.gettempdir()).glob("pymp-*/listener-*"):
            socket.unlink()
"""


@FORKED
@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("t", ["ForkServerProcess", "SpawnProcess"]),  # a cleaner of the folder removes the socket between two runs
        ("t" * 120, ["SpawnProcess", "SpawnProcess"]),  # longer than the address of a socket may be
    ],
)
def test_processes_start_where_the_server_cannot_be_reached(name, expected):
    with tempfile.TemporaryDirectory(dir="/tmp") as short:
        folder = Path(short, name)
        folder.mkdir()
        script = Path(short, "tell.py")
        script.write_text(WITHOUT_SOCKET, encoding="utf-8")
        done = subprocess.run(
            [sys.executable, script], capture_output=True, text=True, check=True, env={**os.environ, "TMPDIR": folder}
        )
    assert (done.stdout.splitlines(), done.stderr) == (expected, "")


def test_few_bytes_are_read_in_this_process(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"a" * FEW_BYTES)
    sources = find_sources([tmp_path])
    assert choose_workers(None, sources) == 1
    assert choose_workers(3, sources) == 3
    (tmp_path / "b.txt").write_bytes(b"b")
    assert choose_workers(None, find_sources([tmp_path])) == count_cores() >= 1


@pytest.mark.skipif(not server.MAY_FORK, reason="processes are forked from a server on Linux only")
def test_the_server_that_runs_ahead_loads_what_the_pool_asks_for(tmp_path, monkeypatch):
    told = []
    monkeypatch.setattr(server, "run_server", told.append)
    server.run_ahead(Params(), overrides=None, cache=tmp_path / "new")
    server.run_ahead(Params(), overrides=None, cache=None)
    server.run_ahead(Params(), overrides=None, cache=tmp_path)  # perhaps all is known
    setting = build_setting(
        Params(), overrides=None, pillars=(), limits=ReportLimits(), store=Store(tmp_path), is_kept=False
    )
    asked = engine_loader(setting)
    assert [(each.func, each.args) for each in told] == [(asked.func, asked.args)] * 2


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
