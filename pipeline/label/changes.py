"""What people changed in a label tool, as corrections."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from pipeline.label.items import FACT_FIELDS, MENTION_FIELDS, Item, Region
from pipeline.label.studio import Annotated
from pipeline.records import Correction, CorrectionAction, CorrectionTarget
from pipeline.resources.correction_fields import REQUIRED_TO_ADD, parse_value

ReadFigure = Callable[[str], Mapping[str, str]]
"""Gives value, value_max and unit of a figure as written (1.2万家), as far as they can be read."""
_DEFAULTS = {"kind": "level", "bound": "exact", "status": "actual"}
"""What a fact that is added says where nobody says otherwise."""


@dataclass(frozen=True, slots=True)
class Author:
    """Who says it, when and why."""

    who: str
    day: str
    why: str


def find_changes(
    annotated: Annotated, author: Author, read_figure: ReadFigure, problems: list[str]
) -> list[Correction]:
    """Give a correction for each thing that a person changed in a sentence; add to `problems` what cannot be one."""
    item, said = annotated.item, annotated.said
    problems += [f"{item.doc_id}:{item.sentence_start}: {problem}" for problem in annotated.problems]
    if said is None:
        return []
    changes = _Changes(item, author, problems)
    if said.pillar is not None and said.pillar != item.found.pillar:
        changes.say(0, len(item.text), "sentence", "set", "pillar", said.pillar)
    old = {(region.start, region.end, region.target): region for region in item.found.regions}
    new = {(region.start, region.end, region.target): region for region in said.regions}
    for key in sorted(old.keys() - new.keys()):
        changes.say(*key, "drop")
    for key, region in new.items():
        if key in old:
            changes.compare(old[key], region)
        else:
            changes.add(region, read_figure)
    return changes.corrections


class _Changes:
    """Gathers the corrections of one sentence."""

    def __init__(self, item: Item, author: Author, problems: list[str]) -> None:
        self._item, self._author, self._problems = item, author, problems
        self.corrections: list[Correction] = []

    def say(
        self,
        start: int,
        end: int,
        target: CorrectionTarget,
        action: CorrectionAction,
        field: str | None = None,
        value: str | None = None,
    ) -> None:
        """Note one correction, unless its value is none."""
        item = self._item
        if action == "set":
            try:
                parse_value(target, field or "", value)
            except ValueError as error:
                self._problems.append(f"{self._where(start)}: {field}: {error}")
                return
        self.corrections.append(
            Correction(
                doc_id=item.doc_id,
                document_hash=item.document_hash,
                sentence_hash=item.sentence_hash,
                sentence_start=item.sentence_start,
                char_start=item.sentence_start + start,
                char_end=item.sentence_start + end,
                text=item.text[start:end],
                target=target,
                action=action,
                field=field,
                value=value or None,
                who=self._author.who,
                day=self._author.day,
                why=self._author.why,
            )
        )

    def compare(self, old: Region, new: Region) -> None:
        """Note what differs between a region that was given out and what came back."""
        place = (new.start, new.end, new.target)
        if new.label != old.label:
            self.say(*place, "set", "type", new.label)
        for name in FACT_FIELDS if new.target == "fact" else MENTION_FIELDS:
            before, after = old.fields.get(name), new.fields.get(name)
            if before != after and (new.target == "fact" or after is not None):
                self.say(*place, "set", name, after)

    def add(self, region: Region, read_figure: ReadFigure) -> None:
        """Note a region that was not there."""
        place = (region.start, region.end, region.target)
        if region.target == "mention":
            self.say(*place, "add", None, region.label)
            for name, cell in region.fields.items():
                self.say(*place, "set", name, cell)
            return
        text = self._item.text[region.start : region.end]
        fields = {"unit": "", **read_figure(text), **region.fields}
        absent = [name for name in REQUIRED_TO_ADD if name not in fields]
        wrong = [problem for name in fields for problem in _check(name, fields[name])]
        if absent or wrong:
            reason = "; ".join([*(f"{name} is not filled in" for name in absent), *wrong])
            self._problems.append(f"{self._where(region.start)}: {text} is not added: {reason}")
            return
        self.say(*place, "add")
        for name in FACT_FIELDS:
            if name in REQUIRED_TO_ADD or fields.get(name) not in (None, _DEFAULTS.get(name)):
                self.say(*place, "set", name, fields[name])

    def _where(self, start: int) -> str:
        return f"{self._item.doc_id}:{self._item.sentence_start + start}"


def _check(name: str, cell: str) -> Iterator[str]:
    try:
        parse_value("fact", name, cell)
    except ValueError as error:
        yield f"{name}: {error}"
