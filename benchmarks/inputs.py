"""Reports to measure with: those of a folder, changed from copy to copy so that none counts as a reprint of another.

The text of every clause changes, its kind does not: figures get other digits, and where there are none, the verb gets
an adverb. So a thousand reports cost what a thousand different ones cost.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from pipeline.ingest.document import read_documents
from pipeline.ingest.duplicates import find_duplicates
from pipeline.ingest.sources import find_sources
from pipeline.params import IngestParams

RAW = Path(__file__).parents[1] / "data" / "raw"
CHARACTERS = 2_500
"""Least characters of a made report; data/raw holds shorter ones, several of which then make one."""
_ADVERBS = tuple(
    "持续 全面 积极 稳步 深入 扎实 切实 着力 大力 加快 有序 统筹 坚定 主动 精准 协同 分类 分步 逐步 及时".split()  # noqa: SIM905  # read at a glance
)
_ORDINAL = "[一二三四五六七八九十]"
_MARK = "，。；：！？、,;\\n"
_CLAUSE = re.compile(rf"(?<![^{_MARK}])(?<!{_ORDINAL}、)(?!{_ORDINAL}是)[^{_MARK}]{{4,}}(?=[，。；,;])")
"""A whole clause with the mark behind it; headings (一、…) and what is counted off (一是…) are left alone."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_NUMBER = re.compile(r"(?<![\d.．])[1-9]\d*(?:\.\d+)?(?![\d.．])")


def read_texts(folder: Path | None) -> list[str]:
    """Read the texts of all reports of a folder, by default those of this repository."""
    documents = find_duplicates(read_documents(find_sources([folder or RAW]), IngestParams()))
    return [document.text for document in documents if document.status == "read" and document.text.strip()]


def make_reports(texts: Sequence[str], count: int) -> Iterator[str]:
    """Make reports out of texts: each begins with another one, and holds as many as it takes."""
    return islice(_make_all(texts), count)


def write_reports(texts: Sequence[str], count: int, folder: Path) -> int:
    """Write made reports into a new folder as files; give their characters."""
    folder.mkdir(parents=True)
    characters = 0
    for number, text in enumerate(make_reports(texts, count)):
        (folder / f"r{number:06}.txt").write_text(text, encoding="utf-8")
        characters += len(text)
    return characters


def vary(text: str, seed: str) -> str:
    """Change every clause of a text; the same seed changes it in the same way."""
    chance = random.Random(seed)
    return _CLAUSE.sub(lambda match: _vary_clause(match.group(), chance), text)


def _make_all(texts: Sequence[str]) -> Iterator[str]:
    number = 0
    while True:
        parts: list[str] = []
        while sum(map(len, parts)) < CHARACTERS:
            parts.append(vary(texts[(number + len(parts)) % len(texts)], f"{number}/{len(parts)}"))
        yield "\n\n".join(parts)
        number += 1


def _vary_clause(clause: str, chance: random.Random) -> str:
    changed = _NUMBER.sub(lambda match: _vary_number(match.group(), chance), clause)
    if changed != clause:
        return changed
    return "".join(chance.sample(_ADVERBS, 2)) + clause


def _vary_number(number: str, chance: random.Random) -> str:
    if _YEAR.fullmatch(number) or len(number) < 2:
        return number
    return number[0] + "".join(chance.choice("123456789") if digit.isdigit() else digit for digit in number[1:])
