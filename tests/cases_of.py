"""Sentences of the case files in which braces mark what is meant, and the shortest way to run them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from pipeline.records import Document
from pipeline.strict_yaml import parse_yaml

CASES = Path(__file__).parent / "cases"
_BRACE = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Marked:
    """A text without its braces, and the spans that stood in them."""

    text: str
    spans: tuple[tuple[int, int], ...]


def read_cases(name: str) -> Any:
    """Read one case file; a key that stands twice in it is an error: the first of two groups would never run."""
    return parse_yaml((CASES / name).read_text(encoding="utf-8"))


def read_marks(text: str) -> Marked:
    """Take the braces out of a sentence."""
    plain, spans, last = "", [], 0
    for match in _BRACE.finditer(text):
        plain += text[last : match.start()]
        spans.append((len(plain), len(plain) + len(match[1])))
        plain += match[1]
        last = match.end()
    return Marked(plain + text[last:], tuple(spans))


def build_document(text: str, *, name: str = "青溪", report_date: str | None = None) -> Document:
    """Build a Markdown document of a text."""
    return Document(name, f"{name}.md", "0", "md", text, report_date=report_date)


def each_surface(surfaces: Sequence[str | Mapping[str, str]], *meaning: object, id_: str) -> Iterator[Any]:
    """Give a pytest parameter for each surface; one that is known to be wrong is expected to fail."""
    for surface in surfaces:
        text = surface if isinstance(surface, str) else surface["text"]
        wrong = [] if isinstance(surface, str) else [pytest.mark.xfail(reason=surface["known_wrong"])]
        name = f"{id_}: {text[:60]}".replace("\n", "⏎").replace("\t", "⇥")
        yield pytest.param(*meaning, text, id=name, marks=wrong)


def count_surfaces(groups: Mapping[str, Sequence[Mapping[str, Any]]]) -> dict[str, int]:
    """Count the surfaces of each group."""
    return {name: sum(len(meaning["surfaces"]) for meaning in meanings) for name, meanings in groups.items()}
