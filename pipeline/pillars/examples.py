"""Labelled sentences: what the model is trained on, from JSON lines, from a CSV file, and from the scheme itself."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import ResourceError
from pipeline.resources.pillars import PillarTaxonomy

ANY = "any"
"""The label of a training sentence that says nothing of its theme: its surroundings decide."""
COMPOSED_GROUP = "composed-"
SUFFIXES = (".csv", ".jsonl")
_FIELDS = ("text", "pillar", "group", "section")


@dataclass(frozen=True, slots=True)
class Example:
    """One training sentence; sentences of one group are never split between training and test."""

    text: str
    pillar: str
    group: str
    section: str = ""

    @property
    def is_written(self) -> bool:
        """Tell whether somebody wrote the sentence, rather than the grammar."""
        return not self.group.startswith(COMPOSED_GROUP)

    def to_json(self) -> str:
        """Give the line of a training file."""
        values = {name: getattr(self, name) for name in _FIELDS}
        return json.dumps(values, ensure_ascii=False)


def read_training(paths: Iterable[Path]) -> list[Example]:
    """Read files of labelled sentences, and all such files of folders, in the order of their names.

    Raises:
        ResourceError: a path is neither a folder nor a .csv or .jsonl file, or a line is wrong.
    """
    files: list[Path] = []
    for path in paths:
        if path.is_dir():
            files += sorted(file for file in path.iterdir() if file.suffix in SUFFIXES)
        else:
            files.append(path)
    return [example for file in files for example in read_examples(file)]


def read_examples(path: Path) -> list[Example]:
    """Read one file of labelled sentences.

    JSON lines hold text, pillar, group and section. A CSV file has the columns text and pillar, and may have section
    and group; others are ignored, and so is a row whose pillar is empty, which nobody has labelled yet.

    Raises:
        ResourceError: the file cannot be read, or a line is no such sentence.
    """
    try:
        content = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        message = f"{path}: cannot be read as UTF-8 text ({error})"
        raise ResourceError(message) from error
    if path.suffix == ".csv":
        return _read_csv(path, content)
    if path.suffix == ".jsonl":
        return [_parse_line(line, f"{path}, line {number}") for number, line in enumerate(content.splitlines(), 1)]
    message = f"{path}: sentences stand in a file {' or '.join(SUFFIXES)}"
    raise ResourceError(message)


def scheme_examples(taxonomy: PillarTaxonomy) -> list[Example]:
    """Give the examples and counter-examples that stand in a scheme, each a group of its own."""
    found: dict[str, str] = {}
    for pillar in taxonomy.pillars:
        found |= dict.fromkeys(pillar.examples, pillar.key)
        found |= dict(pillar.counter_examples)
    return [Example(text, label, f"scheme-{number}") for number, (text, label) in enumerate(found.items(), 1)]


def join_examples(taxonomy: PillarTaxonomy, examples: Sequence[Example]) -> list[Example]:
    """Give labelled sentences after those of the scheme.

    A sentence that stands more than once counts once, as it stands last, so that a later file mends an earlier one.
    """
    return list({example.text: example for example in [*scheme_examples(taxonomy), *examples]}.values())


def _read_csv(path: Path, content: str) -> list[Example]:
    reader = csv.DictReader(io.StringIO(content, newline=""))
    names = reader.fieldnames or ()
    if not {"text", "pillar"} <= set(names):
        message = f"{path}: the header must name text and pillar, found {','.join(names) or 'nothing'}"
        raise ResourceError(message)
    examples = []
    for row in reader:
        values = {name: (row.get(name) or "").strip() for name in _FIELDS}
        if values["text"] and values["pillar"]:
            group = values["group"] or f"{path.stem}-{reader.line_num}"
            examples.append(Example(values["text"], values["pillar"], group, values["section"]))
    return examples


def _parse_line(line: str, where: str) -> Example:
    try:
        values = json.loads(line)
    except json.JSONDecodeError as error:
        message = f"{where}: not JSON ({error})"
        raise ResourceError(message) from error
    if not isinstance(values, dict) or set(values) != set(_FIELDS) or not all(map(_is_text, values.values())):
        message = f"{where}: expected the texts {', '.join(_FIELDS)}"
        raise ResourceError(message)
    return Example(**values)


def _is_text(value: object) -> bool:
    return isinstance(value, str)
