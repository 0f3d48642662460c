"""The tables of docs/performance.md, made from benchmarks/results.json.

python benchmarks/tables.py: makes them again from the results that are there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from peers import DOES, LACKS

PAGE = Path(__file__).parents[1] / "docs" / "performance.md"
RESULTS = Path(__file__).parent / "results.json"
REPORTS = 1_000_000
LENGTH = 17_000
"""Characters of a report in the cost model: about what a government work report has."""
CORES = (1, 2, 8, 32, 128)


def update_page(page: Path, results: dict[str, Any]) -> None:
    """Put the tables between their marks; nothing else of the page is touched."""
    text = page.read_text(encoding="utf-8")
    for name, table in render(results).items():
        pattern = re.compile(rf"(<!-- {name} -->\n).*?(<!-- end -->)", re.DOTALL)
        if not pattern.search(text):
            message = f"{page}: has no place for {name}"
            raise SystemExit(message)
        text = pattern.sub(lambda match, table=table: f"{match[1]}{table}\n{match[2]}", text)
    page.write_text(text, encoding="utf-8")


def render(results: dict[str, Any]) -> dict[str, str]:
    """Give each table by its name."""
    return {
        "machine": render_machine(results["machine"], results["input"]),
        "stages": render_stages(results["stages"]),
        "corpus": render_corpus(results.get("corpus", {})),
        "sizes": render_sizes(results["sizes"], results["stages"]),
        "workers": render_workers(results["workers"]),
        "again": render_table(("run", "seconds"), ((name, f"{took:.1f}") for name, took in results["again"].items())),
        "publish": render_publish(results["publish"]),
        "spark": render_spark(results["spark"], results["workers"]),
        "peers": render_peers(results["peers"]),
        "cost": render_cost(results),
    }


def render_table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Write a Markdown table; all columns but the first are figures."""
    rule = ["---", *["---:"] * (len(header) - 1)]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in (header, rule, *rows))


def render_machine(machine: dict[str, Any], given: dict[str, Any]) -> str:
    """Tell what it was measured on."""
    packages = ", ".join(f"{name} {version}" for name, version in machine["packages"].items())
    rows = [
        ("processor", f"{machine['processor']}, {machine['cores']} cores, {machine['gigabytes']} GB of memory"),
        ("system", f"{machine['system']}, Python {machine['python']}"),
        ("packages", packages),
        ("commit", machine["commit"]),
        ("load at the start", f"{machine['load']} (above 1, others were working on the machine too)"),
        ("reports", f"made out of {given['texts']} texts of {given['from']}"),
    ]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (("", ""), ("---", "---"), *rows))


def render_stages(stages: dict[str, Any]) -> str:
    """Give seconds of the core, characters a second and the ratio to `jieba.cut`."""
    seconds = {"`jieba.cut`": stages["jieba"], **stages["seconds"], "all stages": sum(stages["seconds"].values())}
    return render_table(
        ("stage", "core seconds", "characters/s", "times `jieba.cut`"),
        (
            (name, f"{took:.2f}", thousands(stages["characters"] / took), f"{took / stages['jieba']:.2f}")
            for name, took in seconds.items()
        ),
    )


def render_corpus(corpus: dict[str, Any]) -> str:
    """Give what real reports cost beside `jieba.cut` over the same texts, in the same run."""
    if not corpus:
        return "Not measured: `make bench BENCH='--corpus DIR'` does."
    characters, jieba = corpus["characters"], corpus["jieba"]
    alone = corpus["runs"][0]["seconds"]
    rows = [("`jieba.cut`", f"{jieba:.1f}", f"{jieba:.1f}", "", "", thousands(characters / jieba), "1.00")]
    at_once = {int(count): seconds for count, seconds in corpus.get("jieba_at_once", {}).items()}
    for count in sorted(at_once)[1:]:
        speed, gain = count * characters / at_once[count], count * at_once[1] / at_once[count]
        told = f"`jieba.cut`, {count} at once, each all texts"
        rows.append((told, f"{at_once[count]:.1f}", "", f"{gain:.2f}", "", thousands(speed), ""))
    for run in corpus["runs"]:
        speed = thousands(characters / run["seconds"])
        rows.append(
            (
                name_run(run["workers"]),
                f"{run['seconds']:.1f}",
                f"{run['core_seconds']:.1f}",
                f"{alone / run['seconds']:.2f}",
                f"{run['megabytes']:.0f}",
                speed,
                f"{run['core_seconds'] / jieba:.2f}",
            )
        )
    header = ("", "seconds", "core seconds", "times as fast", "memory (MB)", "characters/s", "times `jieba.cut`")
    told = f"{corpus['reports']} reports of {thousands(characters / corpus['reports'])} characters on average."
    return f"{told}\n\n{render_table(header, rows)}\n\n{render_rounds(corpus['rounds'])}"


def name_run(workers: int) -> str:
    """Tell what a run was."""
    return f"huibao, {workers} workers" if workers > 1 else "huibao, one process"


def render_rounds(rounds: dict[str, list[float]]) -> str:
    """Give the seconds of all rounds: how far they lie apart tells what the ratios above are worth."""
    return render_table(
        ("", "seconds of each round", "mean"),
        (
            (name, ", ".join(f"{one:.1f}" for one in seconds), f"{sum(seconds) / len(seconds):.1f}")
            for name, seconds in rounds.items()
        ),
    )


def render_sizes(sizes: Sequence[dict[str, float]], stages: dict[str, Any]) -> str:
    """Give what more and more reports cost, and how often the time of `jieba.cut` that is."""
    jieba = stages["jieba"] / stages["characters"]
    return render_table(
        ("reports", "characters", "seconds", "core seconds", "memory (MB)", "output (MB)", "times `jieba.cut`"),
        (
            (
                f"{size['reports']:,}",
                thousands(size["characters"]),
                f"{size['seconds']:.1f}",
                f"{size['core_seconds']:.1f}",
                f"{size['megabytes']:.0f}",
                f"{size['output_megabytes']:.1f}",
                f"{size['core_seconds'] / (size['characters'] * jieba):.1f}",
            )
            for size in sizes
        ),
    )


def render_workers(workers: Sequence[dict[str, float]]) -> str:
    """Give how much faster more processes are."""
    alone = workers[0]["seconds"]
    return render_table(
        ("workers", "seconds", "times as fast", "characters/s", "memory of the largest process (MB)"),
        (
            (
                f"{row['workers']}",
                f"{row['seconds']:.1f}",
                f"{alone / row['seconds']:.2f}",
                thousands(row["characters"] / row["seconds"]),
                f"{row['megabytes']:.0f}",
            )
            for row in workers
        ),
    )


def render_publish(steps: dict[str, dict[str, float]]) -> str:
    """Give what building the tables and each format takes."""
    return render_table(
        ("step", "core seconds", "size (MB)"),
        (
            (name, f"{step['seconds']:.1f}", f"{step['megabytes']:.1f}" if "megabytes" in step else "")
            for name, step in steps.items()
        ),
    )


def render_spark(spark: dict[str, Any], workers: Sequence[dict[str, float]]) -> str:
    """Give what Spark takes to start, and what it takes for many reports."""
    if not spark:
        return "Not measured: PySpark or Java was not installed."
    many = spark["many"]
    local = workers[-1]
    return render_table(
        ("reports", "seconds on Spark", f"seconds with {local['workers']} workers"),
        (
            (f"{spark['start']['reports']}", f"{spark['start']['seconds']:.1f}", ""),
            (f"{many['reports']}", f"{many['seconds']:.1f}", f"{local['seconds']:.1f}"),
        ),
    )


def render_peers(peers: dict[str, Any]) -> str:
    """Give how fast others are, what they find, and what they do not do."""
    if not peers:
        return "Not measured."
    rows = [("`jieba.cut`", "words", "", peers["jieba"], "")]
    rows.append(("huibao", "all its tables", f"{peers['huibao']['found']} facts", peers["huibao"]["seconds"], ""))
    cells = [
        (name, does, found, thousands(peers["characters"] / took), f"{took / peers['jieba']:.1f}", lacks)
        for name, does, found, took, lacks in rows
    ]
    for name, measured in peers["others"].items():
        if "failed" in measured:
            cells.append((name, DOES[name], "did not run", "", "", LACKS[name]))
            continue
        took = measured["seconds"]
        speed = thousands(peers["characters"] / took)
        ratio = f"{took / peers['jieba']:.1f}"
        cells.append((name, DOES[name], f"{measured['found']}", speed, ratio, LACKS[name]))
    header = ("program", "finds", "found", "characters/s", "times `jieba.cut`", "does not find")
    return "\n".join(f"| {' | '.join(row)} |" for row in (header, ["---"] * len(header), *cells))


def render_cost(results: dict[str, Any]) -> str:
    """Compute, from what was measured, what a million reports cost on more and more cores."""
    corpus = results.get("corpus", {})
    cost, output = find_corpus_cost(corpus, results["sizes"][0]) if corpus else find_cost(results["sizes"])
    runs = corpus["runs"] if corpus else results["workers"]
    share = runs[0]["seconds"] / runs[-1]["seconds"] / runs[-1]["workers"]
    hours = REPORTS * LENGTH * cost / share / 3600
    rows = [(f"{cores}", f"{hours / cores:,.1f}", f"{hours / cores / 24:,.1f}") for cores in CORES]
    told = (
        f"{cost * 1e6:.1f} core seconds for a million characters, {share:.0%} of each core put to use, "
        f"{output * 1e6:.2f} MB of Parquet for a million characters,\n"
        f"{REPORTS * LENGTH * output / 1000:,.0f} GB in all."
    )
    return f"{told}\n\n" + render_table(("cores", "hours", "days"), rows)


def find_cost(sizes: Sequence[dict[str, float]]) -> tuple[float, float]:
    """Give core seconds and megabytes of output for a character more: between the last two sizes, so without start."""
    first, last = sizes[-2:]
    characters = last["characters"] - first["characters"]
    return (
        (last["core_seconds"] - first["core_seconds"]) / characters,
        (last["output_megabytes"] - first["output_megabytes"]) / characters,
    )


def find_corpus_cost(corpus: dict[str, Any], start: dict[str, float]) -> tuple[float, float]:
    """Give the same of real reports, without the start, which is what one report costs."""
    characters = corpus["characters"]
    return (corpus["runs"][0]["core_seconds"] - start["core_seconds"]) / characters, corpus[
        "output_megabytes"
    ] / characters


def thousands(number: float) -> str:
    """Write a number with three figures that count."""
    digits = max(0, len(str(int(number))) - 3)
    return f"{round(number, -digits):,.0f}"


if __name__ == "__main__":
    update_page(PAGE, json.loads(RESULTS.read_text(encoding="utf-8")))
