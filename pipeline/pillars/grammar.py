"""The sentence grammar: patterns and slots, expanded to training sentences with a seed."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pipeline.errors import ResourceError
from pipeline.pillars.examples import COMPOSED_GROUP, Example
from pipeline.resources.files import read_yaml_file

TEMPLATES, SLOTS, COMPOSED = "templates.yaml", "slots.yaml", "composed.jsonl"
ROUNDS = 14
_SLOT = re.compile(r"\{([a-z]+)\}")
_DRAWN = frozenset({"n", "p", "y"})


def compose_examples(folder: Path, *, seed: int, rounds: int = ROUNDS) -> list[Example]:
    """Expand every pattern of templates.yaml `rounds` times; the same seed gives the same sentences."""
    templates, slots = _read_lists(folder / TEMPLATES), _read_lists(folder / SLOTS)
    _check_slots([*templates.values(), *slots.values()], slots, folder / TEMPLATES)
    examples: list[Example] = []
    for pillar, patterns in templates.items():
        for number, pattern in enumerate(patterns, 1):
            pattern_id = f"{pillar}-{number}"
            # its own source, so that a new pattern changes no other sentence
            rng = random.Random(f"{seed} {pattern_id}")
            texts = dict.fromkeys(_fill(pattern, slots, rng) for _ in range(rounds))
            examples.extend(Example(text, pillar, f"{COMPOSED_GROUP}{pattern_id}") for text in texts)
    return examples


def _fill(pattern: str, slots: dict[str, list[str]], rng: random.Random) -> str:
    def draw(match: re.Match[str]) -> str:
        slot = match.group(1)
        if slot == "n":
            return rng.choice((str(rng.randint(2, 99)), str(rng.randint(100, 5000)), f"{rng.uniform(1, 90):.1f}"))
        if slot == "p":
            return f"{rng.uniform(0.5, 60):.1f}"
        if slot == "y":
            return str(rng.randint(2003, 2027))
        return _SLOT.sub(draw, rng.choice(slots[slot]))

    return _SLOT.sub(draw, pattern)


def _check_slots(lists: Iterable[list[str]], slots: dict[str, list[str]], path: Path) -> None:
    used = {slot for patterns in lists for pattern in patterns for slot in _SLOT.findall(pattern)}
    unknown = sorted(used - slots.keys() - _DRAWN)
    if unknown:
        message = f"{path}: slots that are not in {SLOTS}: {', '.join(unknown)}"
        raise ResourceError(message)


def _read_lists(path: Path) -> dict[str, list[str]]:
    content: Any = read_yaml_file(path)
    lists = content.values() if isinstance(content, dict) else [None]
    if not all(isinstance(words, list) and words and all(isinstance(word, str) for word in words) for words in lists):
        message = f"{path}: expected a mapping of lists of texts"
        raise ResourceError(message)
    return dict(content)
