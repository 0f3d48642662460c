"""What labelled sentences that are added change: the model that is there and the new one, on the same sentences."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.organizations.compose import Example, compose_examples, read_slots, read_templates
from pipeline.organizations.training import (
    HELD_OUT_ROUNDS,
    SLOTS,
    TEMPLATES,
    TrainingScore,
    score_model,
    train_organizations,
)
from pipeline.params import TrainOrganizationsParams
from pipeline.resources.gazetteer import load_gazetteer

COMPARISON = "comparison.json"
_KEPT_OUT = 5
"""One of so many added sentences is kept out, by its checksum."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Scores before and after: on composed sentences with names never seen, and on added sentences kept out.

    `sentences` of a score are those that it is measured on. The last two are null where no added sentence is kept out.
    """

    added: int
    composed_before: TrainingScore
    composed_after: TrainingScore
    added_before: TrainingScore | None
    added_after: TrainingScore | None


def compare_training(
    data_dir: Path,
    before_dir: Path,
    added: Sequence[Example],
    params: TrainOrganizationsParams,
    tokenize: Callable[[str], tuple[str, ...]],
) -> Comparison:
    """Compare the model in `before_dir` with one that is trained on all added sentences but those kept out."""
    kept_out = [example for example in added if zlib.crc32(example.text.encode()) % _KEPT_OUT == 0]
    used = [example for example in added if example not in kept_out]
    composed = compose_examples(
        read_templates(data_dir / TEMPLATES),
        read_slots(data_dir / SLOTS),
        load_gazetteer(),
        seed=params.seed,
        rounds=HELD_OUT_ROUNDS,
        held_out=True,
    )
    with TemporaryDirectory() as folder:
        after_dir = Path(folder)
        train_organizations(data_dir, after_dir, params, tokenize, added=used)

        def score(examples: Sequence[Example], model_dir: Path) -> TrainingScore | None:
            return score_model(examples, model_dir, tokenize, trained_on=len(examples)) if examples else None

        composed_before, composed_after = (
            score_model(composed, model_dir, tokenize, trained_on=len(composed))
            for model_dir in (before_dir, after_dir)
        )
        return Comparison(
            len(added), composed_before, composed_after, score(kept_out, before_dir), score(kept_out, after_dir)
        )


def write_comparison(comparison: Comparison, path: Path) -> None:
    """Write the figures as JSON."""
    path.write_text(f"{json.dumps(asdict(comparison), indent=2)}\n", encoding="utf-8")
