"""Composes the training sentences in memory, from our own patterns and words; the same seed gives the same sentences.

templates.txt holds the patterns, slots.yaml the words for their slots; invent.py fills a slot. Nothing is copied from a
report, and the sentences are not kept: whoever wants to read them calls `compose_examples`.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import ResourceError
from pipeline.organizations.invent import Inventor
from pipeline.records import OrganizationType
from pipeline.resources.files import read_yaml_file
from pipeline.resources.gazetteer import GazetteerEntry

TYPE_OF_LETTER: Mapping[str, OrganizationType] = {
    "c": "company",
    "u": "university",
    "i": "institute",
    "h": "hospital",
    "s": "school",
    "g": "government",
    "p": "platform",
    "o": "other",
}
_SLOT = re.compile(r"\{(\w+)\}")
_MARK = re.compile(r"<([cuihsgpo]) ([^<>]+)>")
_MARK_OR_WORD = re.compile(r"<[cuihsgpo] [^<>]+>|\S+")


@dataclass(frozen=True, slots=True)
class Example:
    """One sentence with its organizations: spans `(start, end, type)` in the order of the text."""

    text: str
    spans: tuple[tuple[int, int, OrganizationType], ...]


def read_templates(path: Path) -> tuple[str, ...]:
    """Read the sentence patterns, one a line; `#` starts a comment line.

    Raises:
        ResourceError: the file cannot be read.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        message = f"{path}: cannot be read as UTF-8 text ({error})"
        raise ResourceError(message) from error
    return tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def read_marked(path: Path) -> tuple[Example, ...]:
    """Read sentences whose organizations are marked (`<c 通裕>`), one a line; `#` starts a comment line.

    Raises:
        ResourceError: the file cannot be read, or a line holds a mark that is none, or a slot.
    """
    examples = []
    for line in read_templates(path):
        example = parse_marked(line)
        if any(sign in example.text for sign in "<>{}"):
            message = f"{path}: {line!r} holds a sign that is no mark; write <c 名称> with one of cuihsgpo"
            raise ResourceError(message)
        examples.append(example)
    return tuple(examples)


def read_slots(path: Path) -> dict[str, tuple[str, ...]]:
    """Read the words for the slots.

    Raises:
        ResourceError: the file cannot be read, or a value is no text of words.
    """
    content = read_yaml_file(path)
    slots = {}
    for name, value in content.items():
        if not isinstance(value, str):
            message = f"{path}: {name} must be words set apart by blanks"
            raise ResourceError(message)
        slots[str(name)] = tuple(_MARK_OR_WORD.findall(value))
    return slots


def compose_examples(
    templates: Iterable[str],
    slots: Mapping[str, tuple[str, ...]],
    entries: tuple[GazetteerEntry, ...],
    *,
    seed: int,
    rounds: int,
    held_out: bool = False,
) -> list[Example]:
    """Fill every pattern `rounds` times; one without slots gives one sentence.

    `held_out` draws the names from another part of the gazetteer and of the invented names. Each pattern has a stream
    of its own, so that a new pattern adds its sentences and changes no others.
    """
    inventor = Inventor(random.Random(), slots, entries, held_out=held_out)
    marked: dict[str, None] = {}  # as a set that keeps its order
    for template in templates:
        inventor.reseed(f"{seed}:{held_out}:{template}")
        for _ in range(rounds if _SLOT.search(template) else 1):
            marked[_fill(template, inventor.fill)] = None
    return [parse_marked(sentence) for sentence in marked]


def parse_marked(marked: str) -> Example:
    """Parse a sentence in which `<c 名称>` marks an organization."""
    text = ""
    place = 0
    spans = []
    for mark in _MARK.finditer(marked):
        text += marked[place : mark.start()]
        spans.append((len(text), len(text) + len(mark[2]), TYPE_OF_LETTER[mark[1]]))
        text += mark[2]
        place = mark.end()
    return Example(text + marked[place:], tuple(spans))


def _fill(template: str, fill: Callable[[str], str]) -> str:
    while True:
        filled = _SLOT.sub(lambda slot: fill(slot[1]), template)
        if filled == template:
            return filled
        template = filled
