"""Styles and list numbers of a Word document: which paragraph is a heading, and which number Word shows before it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from pipeline.ingest.readers.packages import attribute, find_first, iterate_children

_HEADING_NAME = re.compile(r"(?:heading|标题) ?([1-9])", re.IGNORECASE)
_HAN = "零一二三四五六七八九"
_LEVELS = 9
_MAX_BASED_ON = 20


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """heading: its level, 0 for none; numbering: id of the list and level in it, None outside of lists."""

    heading: int = 0
    numbering: tuple[str, int] | None = None


class Styles:
    """The paragraph styles of a document, by their id."""

    def __init__(self, root: Element | None) -> None:
        self._elements: dict[str, Element] = {}
        for style in iterate_children(root, "style") if root is not None else ():
            self._elements[attribute(style, "styleId") or ""] = style

    def find(self, paragraph: Element) -> ParagraphStyle:
        """Give the style of a paragraph: what it says itself wins over its named style, and that over its base."""
        own = find_first(paragraph, "pPr")
        named = _value(own, "pStyle")
        heading, numbering = _outline_level(own), _numbering_of(own)
        for style in self._chain(named):
            name = _HEADING_NAME.fullmatch(_value(style, "name") or "")
            properties = find_first(style, "pPr")
            heading = heading or (int(name[1]) if name else 0) or _outline_level(properties)
            numbering = numbering or _numbering_of(properties)
        return ParagraphStyle(heading, None if numbering is None or numbering[0] == "0" else numbering)

    def _chain(self, style_id: str | None) -> list[Element]:
        chain: list[Element] = []
        while style_id in self._elements and len(chain) < _MAX_BASED_ON:
            chain.append(self._elements[style_id])
            style_id = _value(chain[-1], "basedOn")
        return chain


@dataclass(frozen=True, slots=True)
class _Level:
    number_format: str
    pattern: str
    start: int


class Numbering:
    """The lists of a document; it counts on while labels are asked for in the order of the text."""

    def __init__(self, root: Element | None) -> None:
        levels: dict[str, dict[int, _Level]] = {}
        self._levels: dict[str, Mapping[int, _Level]] = {}
        self._abstract: dict[str, str] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        if root is None:
            return
        for abstract in iterate_children(root, "abstractNum"):
            found = {
                _integer(attribute(level, "ilvl")): _read_level(level) for level in iterate_children(abstract, "lvl")
            }
            levels[attribute(abstract, "abstractNumId") or ""] = found
        for number in iterate_children(root, "num"):
            number_id, abstract_id = attribute(number, "numId") or "", _value(number, "abstractNumId") or ""
            self._levels[number_id] = levels.get(abstract_id, {})
            self._abstract[number_id] = abstract_id

    def label(self, numbering: tuple[str, int] | None) -> str:
        """Count on in a list and give the number as it is shown: 一、 or （二） or 3. ; empty for bullets."""
        if numbering is None:
            return ""
        number_id, depth = numbering
        level = self._levels.get(number_id, {}).get(depth)
        if level is None or level.number_format in ("bullet", "none"):
            return ""
        counts = self._counts[self._abstract[number_id]]
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in range(depth + 1, _LEVELS):
            counts.pop(deeper, None)

        def write(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            shown = self._levels[number_id].get(place, level)
            return _write_number(counts.get(place, shown.start), shown.number_format)

        return re.sub(r"%([1-9])", write, level.pattern)


def _read_level(level: Element) -> _Level:
    return _Level(
        _value(level, "numFmt") or "decimal", _value(level, "lvlText") or "", _integer(_value(level, "start") or "1")
    )


def _write_number(number: int, number_format: str) -> str:
    if "hinese" in number_format or "apanese" in number_format or number_format == "ideographDigital":
        return _write_han(number)
    if number_format in ("lowerLetter", "upperLetter") and 1 <= number <= 26:
        return chr((ord("a") if number_format == "lowerLetter" else ord("A")) + number - 1)
    if number_format.startswith("decimalEnclosedCircle") and 1 <= number <= 20:
        return chr(0x2460 + number - 1)
    return str(number)


def _write_han(number: int) -> str:
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else _HAN[tens] + "十"
    return head + (_HAN[ones] if ones else "")


def _outline_level(properties: Element | None) -> int:
    value = _value(properties, "outlineLvl")
    level = _integer(value) if value else _LEVELS
    return level + 1 if level < _LEVELS else 0


def _numbering_of(properties: Element | None) -> tuple[str, int] | None:
    found = find_first(properties, "numPr") if properties is not None else None
    number_id = _value(found, "numId")
    return (number_id, _integer(_value(found, "ilvl") or "0")) if number_id else None


def _value(element: Element | None, name: str) -> str | None:
    child = find_first(element, name) if element is not None else None
    return attribute(child, "val") if child is not None else None


def _integer(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else 0
