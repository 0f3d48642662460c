"""`huibao train pillars`: a model for a scheme of pillars, ours or a user's."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from pipeline.errors import UsageError
from pipeline.params import Params, load_params
from pipeline.resources.pillars import SCHEME_FILE, read_pillar_taxonomy

_SUBJECTS = ("pillars",)


def train_command(
    subject: Annotated[str, typer.Argument(metavar="SUBJECT", help=f"One of {', '.join(_SUBJECTS)}.")],
    sentences: Annotated[
        list[Path],
        typer.Option(
            metavar="FILE", exists=True, help="Labelled sentences (.csv, .jsonl), or a folder of them; may be repeated."
        ),
    ],
    out: Annotated[Path, typer.Option(metavar="DIR", file_okay=False, help="Folder for the scheme and its model.")],
    scheme: Annotated[
        Path | None,
        typer.Option(metavar="FILE", exists=True, dir_okay=False, help="pillars.yaml of your own. [default: ours]"),
    ] = None,
    params: Annotated[
        Path | None, typer.Option(metavar="FILE", help="params.yaml whose section train_pillars is used.")
    ] = None,
) -> None:
    """Train the classifier of pillars on labelled sentences; `huibao extract --pillars DIR` uses it.

    A CSV file has the columns text and pillar; rows without a pillar are left out, so that what `huibao suggest
    pillars` wrote can be given as it is, filled in. Of a sentence that stands twice, the last label counts.

    \b
    Examples:
      huibao train pillars --scheme pillars.yaml --sentences sentences.csv --out scheme
      huibao train pillars --sentences data/train/pillars --sentences labelled.csv --out scheme
    """
    if subject not in _SUBJECTS:
        message = f"{subject!r} is none of {', '.join(_SUBJECTS)}"
        raise UsageError(message)
    settings = load_params(params)
    for line in train_scheme(scheme, sentences, out, settings):
        print(line)


def train_scheme(scheme: Path | None, sentences: list[Path], out: Path, params: Params) -> Iterator[str]:
    """Write `out` with pillars.yaml, model.json, metrics.json and plots/; give the lines that tell how it went."""
    # scikit-learn takes a second to import, and only this command needs it
    from pipeline.pillars.examples import join_examples, read_training
    from pipeline.pillars.outcome import METRICS, write_outcome
    from pipeline.pillars.training import train_pillars
    from pipeline.resources.files import resource_path

    source = resource_path(SCHEME_FILE) if scheme is None else scheme
    taxonomy = read_pillar_taxonomy(source)
    report = train_pillars(join_examples(taxonomy, read_training(sentences)), out, params.train_pillars, taxonomy)
    write_outcome(report, out / METRICS, out / "plots")
    if source.resolve() != (out / SCHEME_FILE).resolve():
        shutil.copyfile(source, out / SCHEME_FILE)
    score = report.score
    yield f"{report.sentences} sentences of {len(taxonomy.labels)} labels ({', '.join(taxonomy.labels)})"
    yield f"on groups kept out: macro-F1 {score.macro_f1:.3f}, accuracy {score.accuracy:.3f}, " + (
        f"calibration error {score.ece:.3f} ({report.chosen})"
    )
    yield f"use it: huibao extract REPORTS --out TABLES --pillars {out.as_posix()}"
