"""Composes training sentences from our own patterns and words, with names drawn and invented; seeded throughout."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import yaml

from pipeline.errors import ResourceError
from pipeline.organizations.invent import Inventor
from pipeline.records import OrganizationType
from pipeline.resources.gazetteer import GazetteerEntry

CODES: dict[str, OrganizationType] = {
    "c": "company", "u": "university", "i": "institute", "h": "hospital", "s": "school", "g": "government",
    "p": "platform", "o": "other",
}  # fmt: skip
_SLOT = re.compile(r"\{(\w+)\}")
_MARK = re.compile(r"<([cuihsgpo]) ([^<>]+)>")
_MARK_OR_WORD = re.compile(r"<[cuihsgpo] [^<>]+>|\S+")


@dataclass(frozen=True, slots=True)
class Example:
    """One sentence with its organizations: spans `(start, end, type)` in the order of the text."""

    text: str
    spans: tuple[tuple[int, int, str], ...]

    def to_json(self) -> str:
        """Write one line of JSON."""
        return json.dumps({"text": self.text, "spans": [list(span) for span in self.spans]}, ensure_ascii=False)


def read_templates(path: Path) -> tuple[str, ...]:
    """Read the sentence patterns; `#` starts a comment line."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def read_slots(path: Path) -> dict[str, tuple[str, ...]]:
    """Read the words for the slots.

    Raises:
        ResourceError: a value is not a list of words.
    """
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    slots = {}
    for name, value in content.items():
        if not isinstance(value, str):
            message = f"{path}: {name} must be words set apart by blanks"
            raise ResourceError(message)
        slots[str(name)] = tuple(_MARK_OR_WORD.findall(value))
    return slots


def read_examples(path: Path) -> list[Example]:
    """Read sentences with their spans from JSON lines.

    Raises:
        ResourceError: a line is no such sentence, or a span lies outside of it.
    """
    examples = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            row = json.loads(line)
            spans = tuple((int(start), int(end), str(kind)) for start, end, kind in row["spans"])
            text = str(row["text"])
        except (ValueError, KeyError, TypeError) as error:
            message = f"{path}, line {number}: expected text and spans ({error})"
            raise ResourceError(message) from error
        if any(not 0 <= start < end <= len(text) or kind not in CODES.values() for start, end, kind in spans):
            message = f"{path}, line {number}: a span lies outside of its sentence or has an unknown type"
            raise ResourceError(message)
        examples.append(Example(text, spans))
    return examples


def compose_examples(
    templates: Iterable[str],
    slots: dict[str, tuple[str, ...]],
    entries: tuple[GazetteerEntry, ...],
    *,
    seed: int,
    rounds: int,
    held_out: bool = False,
) -> list[Example]:
    """Fill every pattern `rounds` times; one without slots gives one sentence.

    `held_out` draws the names from another part of the gazetteer and of the invented names.
    """
    rng = random.Random(f"{seed}:{held_out}")  # noqa: S311
    inventor = Inventor(rng, slots, entries, held_out=held_out)
    seen: set[str] = set()
    examples = []
    for template in templates:
        for _ in range(rounds if _SLOT.search(template) else 1):
            marked = _fill(template, inventor.fill)
            if marked not in seen:
                seen.add(marked)
                examples.append(parse_marked(marked))
    return examples


def parse_marked(marked: str) -> Example:
    """Parse a sentence in which `<c 名称>` marks an organization."""
    text, spans, place = "", [], 0
    for mark in _MARK.finditer(marked):
        text += marked[place : mark.start()]
        spans.append((len(text), len(text) + len(mark[2]), CODES[mark[1]]))
        text += mark[2]
        place = mark.end()
    return Example(text + marked[place:], tuple(spans))


def _fill(template: str, fill: Callable[[str], str]) -> str:
    while True:
        filled = _SLOT.sub(lambda slot: fill(slot[1]), template)
        if filled == template:
            return filled
        template = filled
