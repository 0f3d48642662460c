"""The command line: what it writes, what it says, and how it exits."""

from __future__ import annotations

import csv
import os
import random
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import yaml
from mini import METADATA, REPORTS, read_folder, write_reports
from typer.testing import CliRunner

import pipeline.distribute.extraction
from pipeline.cli.app import app, main
from pipeline.cli.commands import COMMANDS, load_command
from pipeline.params import SHARED, Params, build_params
from pipeline.stages import STAGES

HUIBAO = (sys.executable, "-m", "pipeline.cli")
CONTRACT = (
    "checks",
    "corrections",
    "derived",
    "documents",
    "fact_organizations",
    "facts",
    "indicators",
    "mentions",
    "organizations",
    "periods",
    "pillars",
    "places",
    "promises",
    "quantities",
    "scorecard",
    "sections",
    "sentences",
)


@pytest.fixture
def huibao(capsys):
    """Run a command in this process; give its exit status, stdout and stderr."""

    def run(*arguments: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as stopped:
            main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return stopped.value.code or 0, captured.out, captured.err

    return run


@pytest.fixture(scope="module")
def reports(tmp_path_factory) -> Path:
    return write_reports(tmp_path_factory.mktemp("in") / "reports")


@pytest.fixture(scope="module")
def extracted(tmp_path_factory, reports) -> Path:
    """The tables of the reports, written by one process."""
    out = tmp_path_factory.mktemp("out") / "tables"
    with pytest.raises(SystemExit) as stopped:
        main(["extract", str(reports), "--out", str(out), "--format", "parquet,csv,jsonl", "--quiet"])
    assert not stopped.value.code
    return out


def ends_within(group: int, *, seconds: float) -> bool:
    """Tell whether all processes of a group end in time."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_with_an_example(command):
    shown = CliRunner().invoke(app, [command, "--help"])
    assert shown.exit_code == 0
    assert re.search(rf"\n {{4,}}huibao {command}", shown.stdout)


@pytest.mark.parametrize("command", COMMANDS)
def test_the_list_of_commands_says_what_the_command_says_of_itself(command):
    assert load_command(command).get_short_help_str(1000) == COMMANDS[command]


def test_help_names_all_commands_and_exit_statuses():
    shown = CliRunner().invoke(app, ["--help"]).stdout
    assert all(f"  {command} " in shown for command in COMMANDS)
    assert "3 some reports could not be" in shown


def test_extract_writes_all_tables_in_all_formats(extracted):
    written = set(read_folder(extracted))
    tables = {f"{table}.{suffix}" for table in CONTRACT for suffix in ("parquet", "csv", "jsonl")}
    assert written == tables | {"data_dictionary.md", "datapackage.json"}


def test_extract_finds_the_figures(extracted):
    found = {(row["text"], row["unit"]) for row in read_csv(extracted / "facts.csv")}
    assert {("12家", "家"), ("86家", "家"), ("1.5亿元", "元"), ("182.6亿元", "元"), ("9家", "家")} <= found


def test_extract_reads_encodings_and_metadata(extracted):
    rows = {row["doc_id"]: row for row in read_csv(extracted / "documents.csv")}
    assert sorted(rows) == sorted(name.rpartition(".")[0] for name in REPORTS)
    assert {row["status"] for row in rows.values()} == {"read"}
    assert (rows["云岭县/2023"]["level"], rows["云岭县/2023"]["report_date"]) == ("county", "2024-01")
    assert rows["白石镇2021"]["text"] == REPORTS["白石镇2021.txt"]


@pytest.mark.slow
@pytest.mark.parametrize("workers", [2, 3])
def test_any_number_of_workers_writes_the_same_bytes(huibao, reports, extracted, tmp_path, workers):
    formats = ("--format", "parquet", "--format", "csv", "--format", "jsonl")
    status, _, complaints = huibao("extract", reports, "--out", tmp_path / "out", *formats, "--workers", workers)
    assert (status, complaints) == (0, "")
    assert read_folder(tmp_path / "out") == read_folder(extracted)


def test_a_second_run_writes_the_same_bytes_and_drops_other_formats(huibao, reports, extracted, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    (out / "facts.jsonl").write_text("an older run\n", encoding="utf-8")
    (out / "notes.txt").write_text("mine\n", encoding="utf-8")
    status, said, complaints = huibao("extract", reports, "--out", out, "--format", "csv")
    assert (status, complaints) == (0, "")
    assert said.startswith("3 files (3 read), ")
    assert (out / "notes.txt").exists()
    assert not (out / "facts.jsonl").exists()
    assert (out / "facts.csv").read_bytes() == (extracted / "facts.csv").read_bytes()


def test_what_cannot_be_read_is_told_and_the_rest_is_extracted(huibao, tmp_path):
    folder = write_reports(tmp_path / "in")
    (folder / "noise.txt").write_bytes(b"\x00" + random.Random(1).randbytes(4000))
    (folder / "empty.txt").touch()
    (folder / "clash.txt").touch()
    (folder / "clash.md").touch()
    (folder / "broken.txt").symlink_to(folder / "nowhere.txt")
    (folder / "picture.svg").write_bytes(b"<svg/>")
    (folder / "again.txt").write_text(REPORTS["白石镇2021.txt"], encoding="utf-8")
    status, said, complaints = huibao("extract", folder, "--out", tmp_path / "out", "--format", "csv")
    assert status == 3
    rows = {row["path"]: row for row in read_csv(tmp_path / "out" / "documents.csv")}
    unread = {path for path, row in rows.items() if row["status"] == "quarantined"}
    assert unread == {"noise.txt", "empty.txt", "clash.txt", "clash.md", "broken.txt"}
    assert sorted(complaints.splitlines()) == sorted(f"huibao: {path}: {rows[path]['reason']}" for path in unread)
    assert rows["picture.svg"]["status"] == "skipped"
    assert sorted(row["status"] for path, row in rows.items() if path in ("again.txt", "白石镇2021.txt")) == [
        "duplicate",
        "read",
    ]
    assert len({row["doc_id"] for row in rows.values()}) == len(rows) == 10
    assert said.startswith("10 files (1 duplicate, 5 quarantined, 3 read, 1 skipped), ")
    assert {"12家", "182.6亿元", "9家"} <= {row["text"] for row in read_csv(tmp_path / "out" / "facts.csv")}


@pytest.mark.slow
def test_five_megabytes_in_one_line_are_read(huibao, tmp_path):
    sentence = "全市新增高新技术企业12家，完成投资1.5亿元；"
    text = sentence * (5_000_000 // len(sentence.encode()) + 1)
    (tmp_path / "long.txt").write_text(text, encoding="utf-8")
    status, _, complaints = huibao("extract", tmp_path / "long.txt", "--out", tmp_path / "out", "--format", "parquet")
    assert (status, complaints) in ((0, ""), (3, complaints))
    if status == 3:
        assert complaints.count("\n") == 1
        assert "Traceback" not in complaints


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nowhere", "--out", "out"], "nowhere: no such file or folder"),
        (["empty", "--out", "out"], "empty: no reports in this folder"),
        (["pictures", "--out", "out"], "1 of kind .svg"),
        (["reports", "--out", "file"], "file: is a file; --out must name a folder"),
        (["reports", "--out", "reports/out"], "reports/out: lies inside the input reports"),
        (
            ["reports", "--out", "out", "--format", "xls"],
            "unknown format 'xls'; choose from parquet, csv, jsonl, xlsx, duckdb",
        ),
        (["reports", "--out", "out", "--metadata", "nowhere.csv"], "nowhere.csv: cannot be read"),
        (["reports", "--out", "out", "--metadata", "wrong.csv"], "wrong.csv: unknown column 'datei'"),
        (["reports", "--out", "out", "--metadata", "date.csv"], "'2023/3' is not written as YYYY, YYYY-MM"),
        (["reports", "--out", "out", "--workers", "0"], "0 is not in the range x>=1"),
        (["reports", "--out", "out", "--resources", "nowhere"], "'nowhere' does not exist"),
        (["reports"], "Missing option '--out'"),
        (["--out", "out"], "Missing argument 'INPUT"),
    ],
)
def test_wrong_usage_exits_2_with_a_message_and_writes_nothing(huibao, tmp_path, monkeypatch, arguments, message):
    monkeypatch.chdir(tmp_path)
    write_reports(Path("reports"))
    for folder in ("empty", "pictures"):
        Path(folder).mkdir()
    Path("pictures/a.svg").touch()
    Path("file").touch()
    Path("wrong.csv").write_text("datei\nx\n", encoding="utf-8")
    Path("date.csv").write_text("file,report_date\nx.txt,2023/3\n", encoding="utf-8")
    status, said, complaints = huibao("extract", *arguments)
    assert status == 2
    assert message in " ".join(complaints.split())
    assert "Traceback" not in complaints + said
    assert not Path("out").exists()


def test_unreadable_metadata_in_the_input_folder_is_wrong_usage(huibao, tmp_path):
    folder = write_reports(tmp_path / "in")
    (folder / "metadata.csv").write_bytes(b"\x00\x01\x02")
    status, _, complaints = huibao("extract", folder, "--out", tmp_path / "out")
    assert status == 2
    assert complaints.startswith(f"huibao: {folder / 'metadata.csv'}: cannot be read")


def test_metadata_without_a_report_is_told(huibao, reports, tmp_path):
    table = tmp_path / "more.csv"
    table.write_text(METADATA + "gone.txt,,,,\n", encoding="utf-8")
    status, _, complaints = huibao("extract", reports, "--out", tmp_path / "out", "--metadata", table)
    assert status == 0
    assert complaints == f"huibao: {table}: no report gone.txt among the inputs; its row is not used\n"


def test_wrong_params_exit_1_and_name_the_key(huibao, reports, tmp_path):
    (tmp_path / "params.yaml").write_text("facts:\n  min_confidense: 0.5\n", encoding="utf-8")
    status, _, complaints = huibao("extract", reports, "--out", tmp_path / "out", "--params", tmp_path / "params.yaml")
    assert status == 1
    assert "unknown key 'min_confidense'" in complaints
    assert not (tmp_path / "out").exists()


def test_params_choose_the_formats(huibao, reports, tmp_path):
    (tmp_path / "params.yaml").write_text("publish:\n  formats: [jsonl]\n", encoding="utf-8")
    status, _, _ = huibao("extract", reports, "--out", tmp_path / "out", "--params", tmp_path / "params.yaml", "-q")
    assert status == 0
    assert {Path(name).suffix for name in read_folder(tmp_path / "out")} == {".jsonl", ".md", ".json"}


def test_a_fault_of_the_program_is_one_line(huibao, reports, tmp_path, monkeypatch):
    def fail(*_arguments: object, **_options: object) -> None:
        message = "no such\nthing"
        raise KeyError(message)

    monkeypatch.delenv("HUIBAO_DEBUG", raising=False)
    monkeypatch.setattr(pipeline.distribute.extraction, "extract_reports", fail)
    status, _, complaints = huibao("extract", reports, "--out", tmp_path / "out")
    assert status == 1
    assert complaints.startswith("huibao: internal error: KeyError: ")
    assert complaints.count("\n") == 1
    monkeypatch.setenv("HUIBAO_DEBUG", "1")
    with pytest.raises(KeyError):
        main(["extract", str(reports), "--out", str(tmp_path / "out")])


def test_a_disk_that_refuses_is_one_line(huibao, reports, tmp_path):
    (tmp_path / "file").touch()
    status, _, complaints = huibao("extract", reports, "--out", tmp_path / "file" / "out")
    assert status == 1
    assert complaints.startswith("huibao: ")
    assert complaints.count("\n") == 1


def test_a_run_killed_while_it_writes_leaves_the_old_output_whole(reports, extracted, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    for name, content in read_folder(extracted).items():
        (out / name).write_bytes(content)
    code = (
        "import os, signal, sys\n"
        "from pathlib import Path\n"
        "move = Path.replace\n"
        "def die_at_a_table(path, place):\n"
        "    os.kill(os.getpid(), signal.SIGKILL) if place.suffix == '.parquet' else move(path, place)\n"
        "Path.replace = die_at_a_table\n"
        "from pipeline.cli import main\n"
        "main(sys.argv[1:])\n"
    )
    more = tmp_path / "more.txt"
    more.write_text("全镇新增企业5家。\n", encoding="utf-8")
    command = [sys.executable, "-c", code, "extract", str(reports), str(more), "--out", str(out)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr
    kept = {path.name: path.read_bytes() for path in out.iterdir() if not path.name.startswith(".")}
    assert kept == read_folder(extracted)


@pytest.mark.slow
@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_run_leaves_the_old_output_whole_and_no_process(tmp_path, workers, sent):
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    for n in range(60):  # none is like another: duplicates would take no time
        text = "".join(f"全市新增第{k}类企业{n}{k}家，完成投资{n}{k}.5亿元。\n" for k in range(2000))
        (folder / f"{n}.txt").write_text(f"第{n}号报告\n{text}", encoding="utf-8")
    out.mkdir()
    (out / "facts.csv").write_text("old\n", encoding="utf-8")
    command = [*HUIBAO, "extract", str(folder), "--out", str(out), "--workers", str(workers)]
    running = subprocess.Popen(
        command,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        # whoever starts the tests in the background lets them ignore the signal that they try
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    time.sleep(6)
    assert running.poll() is None, "the run ended too early to be interrupted"
    os.killpg(running.pid, sent) if sent == signal.SIGINT else running.send_signal(sent)
    _, complaints = running.communicate(timeout=60)
    assert running.returncode == {signal.SIGINT: 130, signal.SIGTERM: 143}[sent]
    assert "Traceback" not in complaints
    assert read_folder(out) == {"facts.csv": b"old\n"}
    assert ends_within(running.pid, seconds=10)


def test_summary_tells_what_a_folder_holds(huibao, tmp_path):
    folder = write_reports(tmp_path / "in")
    (folder / "empty.txt").touch()
    huibao("extract", folder, "--out", tmp_path / "out", "--format", "csv", "-q")
    status, said, _ = huibao("summary", tmp_path / "out")
    lines = [line.split() for line in said.splitlines()]
    assert status == 0
    assert ["reports", "read", "3"] in lines
    assert ["files", "quarantined", "1"] in lines
    assert "  empty.txt: empty: the file has no bytes" in said.splitlines()
    assert huibao("summary", tmp_path / "out", "--check")[0] == 3
    assert ["facts", str(len(read_csv(tmp_path / "out" / "facts.csv")))] in lines
    assert ["sentences", str(len(read_csv(tmp_path / "out" / "sentences.csv")))] in lines


def test_summary_of_a_folder_without_tables_says_what_to_do(huibao, tmp_path):
    status, _, complaints = huibao("summary", tmp_path)
    assert (status, complaints.startswith(f"huibao: {tmp_path}: no table documents; write it with")) == (1, True)


def test_params_prints_a_params_yaml(huibao, root):
    status, said, _ = huibao("params")
    assert status == 0
    assert build_params(yaml.safe_load(said)) == Params()
    explained = [line for line in said.splitlines() if line.startswith("# ")]
    assert len(explained) == len(STAGES) + len(SHARED)
    own = ("gazetteer", "stop_list")  # the repository has files for them
    shown = yaml.safe_load(huibao("params", "--params", root / "params.yaml")[1])
    shown["organizations"] |= dict.fromkeys(own, "")
    shown["corrections"]["file"] = ""
    assert shown == yaml.safe_load(said)


def test_run_refuses_an_unknown_stage(huibao, tmp_path):
    status, _, complaints = huibao("run", "quantity", "--root", tmp_path)
    assert status == 2
    assert "unknown stage 'quantity'; choose one of ingest, segment" in complaints


@pytest.mark.parametrize("asked", ["version", "--version"])
def test_version(huibao, asked):
    status, said, _ = huibao(asked)
    assert (status, said.split()[0]) == (0, "huibao")


def test_a_reader_that_stops_early_is_no_error():
    done = subprocess.run(
        f"{' '.join(HUIBAO)} params | head -n 1", shell=True, capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("# raw:")
    assert done.stderr == ""


# The user's own organizations


def test_gazetteer_add_writes_a_row_or_nothing(huibao, tmp_path):
    own = tmp_path / "lists" / "own.csv"
    add = ("gazetteer", "add", "--file", own)
    assert huibao(*add, "云雀有限公司", "--type", "company", "--alias", "云雀", "--alias", "百灵")[0] == 0
    before = own.read_text(encoding="utf-8")
    assert before.splitlines()[1:] == ["云雀有限公司,company,,云雀|百灵,,"]
    for arguments, says in (
        (("百灵", "--type", "company"), "own.csv, line 3: 百灵 stands for 云雀有限公司 and for 百灵"),
        (("喜鹊", "--type", "firm"), "喜鹊 has type 'firm'"),
        (("喜鹊", "--type", "company", "--credit-code", "91"), "18 signs"),
    ):
        status, _, complaints = huibao(*add, *arguments)
        assert (status, says in complaints) == (1, True)
        assert own.read_text(encoding="utf-8") == before
    assert [path.name for path in own.parent.iterdir()] == ["own.csv"]


def test_gazetteer_add_keeps_to_the_columns_of_the_file(huibao, tmp_path):
    own = tmp_path / "own.csv"
    own.write_text("# 注释\ntype,name,aliases\ncompany,云雀,", encoding="utf-8")
    wrong = own.read_text(encoding="utf-8")
    assert huibao("gazetteer", "add", "百灵", "--type", "other", "--file", own)[0] == 1  # the header is none
    assert own.read_text(encoding="utf-8") == wrong
    own.write_text("# 注释\nname,type,aliases\n云雀,company,", encoding="utf-8")
    assert huibao("gazetteer", "add", "百灵", "--type", "other", "--file", own)[0] == 0
    assert own.read_text(encoding="utf-8").splitlines() == [
        "# 注释",
        "name,type,aliases",
        "云雀,company,",
        "百灵,other,",
    ]
    assert huibao("gazetteer", "add", "喜鹊", "--type", "other", "--region", "云溪市", "--file", own)[0] == 2


def test_gazetteer_check_shows_what_changes(huibao, tmp_path):
    report = tmp_path / "云溪市.txt"
    report.write_text("云溪市工作汇报\n\n今年，高端装备竞争力提升，与江南大学签约。\n", encoding="utf-8")
    check = ("gazetteer", "check", report)
    status, said, _ = huibao(*check, "--name", "高端装备", "--type", "company", "--stop", "江南大学")
    assert status == 0
    assert said.splitlines() == [
        "+ 云溪市:12 company 云溪市工作汇报 今年，[高端装备]竞争力提升，与江南大学签",
        "- 云溪市:23 university ，高端装备竞争力提升，与[江南大学]签约。",
        "1 mentions added, 1 taken away",
    ]
    own, stops = tmp_path / "own.csv", tmp_path / "stops.txt"
    own.write_text("name,type\n高端装备,company\n", encoding="utf-8")
    stops.write_text("江南大学\n", encoding="utf-8")
    assert huibao(*check, "--gazetteer", own, "--stop-list", stops)[1] == said
    assert huibao(*check, "--gazetteer", own, "--stop-list", stops, "--name", "竞争力")[1].startswith("+ 云溪市:16")
    assert huibao(*check)[0] == 2
    own.write_text("name,type\n高端装备,firm\n", encoding="utf-8")
    assert "own.csv, line 2" in huibao(*check, "--gazetteer", own)[2]


def test_extract_takes_the_lists_of_a_user(huibao, tmp_path):
    report, own, stops = tmp_path / "in" / "a.txt", tmp_path / "own.csv", tmp_path / "stops.txt"
    report.parent.mkdir()
    report.write_text("高端装备竞争力提升，与江南大学签约，引进人才12人。\n", encoding="utf-8")
    own.write_text("name,type,credit_code\n高端装备,company,914403001922038216\n", encoding="utf-8")
    stops.write_text("江南大学\n", encoding="utf-8")
    lists = ("--gazetteer", own, "--stop-list", stops)
    assert huibao("extract", report.parent, "--out", tmp_path / "out", "-q", "--format", "csv", *lists)[0] == 0
    (row,) = read_csv(tmp_path / "out" / "organizations.csv")
    assert (row["name"], row["credit_code"], row["in_gazetteer"]) == ("高端装备", "914403001922038216", "true")
