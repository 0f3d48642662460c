"""`huibao train`: a model of pillars for a scheme, ours or a user's, or of organizations, also from corrections."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from pipeline.errors import UsageError
from pipeline.params import Params, load_params
from pipeline.resources.files import models_dir
from pipeline.resources.pillars import SCHEME_FILE, read_pillar_taxonomy

_SUBJECTS = ("pillars", "organizations")
_PATTERNS = Path("data") / "train" / "organizations"


def train_command(
    subject: Annotated[str, typer.Argument(metavar="SUBJECT", help=f"One of {', '.join(_SUBJECTS)}.")],
    out: Annotated[Path, typer.Option(metavar="DIR", file_okay=False, help="Folder for the model; it is created.")],
    sentences: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="FILE",
            exists=True,
            help="Labelled sentences (.csv, .jsonl), or a folder of them; may be repeated. Of organizations the folder "
            f"of patterns. [default of organizations: {_PATTERNS.as_posix()}]",
        ),
    ] = None,
    add: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="FILE",
            exists=True,
            help="Sentences from `huibao label import`; tells what they change. Repeatable.",
        ),
    ] = None,
    scheme: Annotated[
        Path | None,
        typer.Option(metavar="FILE", exists=True, dir_okay=False, help="pillars.yaml of your own. [default: ours]"),
    ] = None,
    params: Annotated[
        Path | None, typer.Option(metavar="FILE", help="params.yaml whose sections train_... are used.")
    ] = None,
) -> None:
    """Train the classifier of pillars or the tagger of organizations; `huibao extract` uses what is written.

    A CSV file of sentences has the columns text and pillar; rows without a pillar are left out, so that what `huibao
    suggest pillars` wrote can be given as it is, filled in. Of a sentence that stands twice, the last label counts.

    With --add the model is compared with the one without these sentences, on the same groups that both have not seen;
    comparison.json beside the model holds the figures.

    \b
    Examples:
      huibao train pillars --scheme pillars.yaml --sentences sentences.csv --out scheme
      huibao train pillars --sentences data/train/pillars --add labelled/pillars.csv --out scheme
      huibao train organizations --add labelled/organizations.txt --out organizations
    """
    if subject not in _SUBJECTS:
        message = f"{subject!r} is none of {', '.join(_SUBJECTS)}"
        raise UsageError(message)
    settings = load_params(params)
    if subject == "pillars":
        if not sentences:
            message = "train pillars needs --sentences, the labelled sentences to train on"
            raise UsageError(message)
        lines = train_scheme(scheme, sentences, out, settings, add or [])
    else:
        lines = train_tagger(_find_patterns(sentences, scheme), out, settings, add or [])
    for line in lines:
        print(line)


def train_scheme(
    scheme: Path | None, sentences: list[Path], out: Path, params: Params, add: list[Path]
) -> Iterator[str]:
    """Write `out` with pillars.yaml, model.json, metrics.json and plots/; give the lines that tell how it went."""
    # scikit-learn takes a second to import, and only this command needs it
    from pipeline.pillars.comparison import COMPARISON, compare_training, write_comparison
    from pipeline.pillars.examples import join_examples, read_training
    from pipeline.pillars.outcome import METRICS, write_outcome
    from pipeline.pillars.training import train_pillars
    from pipeline.resources.files import resource_path

    source = resource_path(SCHEME_FILE) if scheme is None else scheme
    taxonomy = read_pillar_taxonomy(source)
    before = join_examples(taxonomy, read_training(sentences))
    examples = join_examples(taxonomy, read_training([*sentences, *add]))
    report = train_pillars(examples, out, params.train_pillars, taxonomy)
    write_outcome(report, out / METRICS, out / "plots")
    if source.resolve() != (out / SCHEME_FILE).resolve():
        shutil.copyfile(source, out / SCHEME_FILE)
    score = report.score
    yield f"{report.sentences} sentences of {len(taxonomy.labels)} labels ({', '.join(taxonomy.labels)})"
    yield f"on groups kept out: macro-F1 {score.macro_f1:.3f}, accuracy {score.accuracy:.3f}, " + (
        f"calibration error {score.ece:.3f} ({report.chosen})"
    )
    if add:
        change = compare_training(before, examples, params.train_pillars, taxonomy, report.chosen)
        write_comparison(change, out / COMPARISON)
        yield f"{change.added} sentences added or labelled anew; models without and with them, on the same groups:"
        for what, old, new in (
            ("all", change.before, change.after),
            ("added", change.added_before, change.added_after),
        ):
            yield f"  {what} ({new.sentences} sentences): macro-F1 {old.macro_f1:.3f} -> {new.macro_f1:.3f}, " + (
                f"accuracy {old.accuracy:.3f} -> {new.accuracy:.3f}"
            )
        yield f"  {change.mended} sentences mended, {change.spoiled} spoiled"
    yield f"use it: huibao extract REPORTS --out TABLES --pillars {out.as_posix()}"


def train_tagger(patterns: Path, out: Path, params: Params, add: list[Path]) -> Iterator[str]:
    """Write `out` with the model of organizations; give the lines that tell how it went."""
    from pipeline.organizations.comparison import COMPARISON, compare_training, write_comparison
    from pipeline.organizations.compose import read_marked
    from pipeline.organizations.training import train_organizations
    from pipeline.segment.tokens import load_tokenizer

    added = list({example.text: example for file in add for example in read_marked(file)}.values())
    # jieba whatever segment.segmenter says: the one model serves both segmenters
    tokenize = load_tokenizer("jieba")
    score = train_organizations(patterns, out, params.train_organizations, tokenize, added=added)
    yield f"{score.sentences} sentences; on names never seen: F1 {score.f1:.3f}"
    if added:
        change = compare_training(patterns, models_dir() / "organizations", added, params.train_organizations, tokenize)
        write_comparison(change, out / COMPARISON)
        yield f"{len(added)} sentences added; our model, and one with them but for those kept out:"
        for what, old, new in (
            ("composed sentences", change.composed_before, change.composed_after),
            ("added sentences kept out", change.added_before, change.added_after),
        ):
            if old is None or new is None:
                yield f"  {what}: none; label more to see what they change"
                continue
            yield f"  {what} ({new.sentences}): F1 {old.f1:.3f} -> {new.f1:.3f}, " + (
                f"precision {old.precision:.3f} -> {new.precision:.3f}, recall {old.recall:.3f} -> {new.recall:.3f}"
            )
    yield f"use it: huibao extract REPORTS --out TABLES --organizations {out.as_posix()}"


def _find_patterns(sentences: list[Path] | None, scheme: Path | None) -> Path:
    """Give the folder of patterns of organizations.

    Raises:
        UsageError: more than one folder is given, or what goes with pillars only.
    """
    patterns = sentences or [_PATTERNS]
    if len(patterns) > 1 or not patterns[0].is_dir():
        message = f"train organizations needs one folder of patterns, not {', '.join(map(str, patterns))}"
        raise UsageError(message)
    if scheme is not None:
        message = "--scheme goes with pillars; organizations have no scheme"
        raise UsageError(message)
    return patterns[0]
