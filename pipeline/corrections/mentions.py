"""Corrections of organizations: drop a mention, add one, set its type or the organization that it is linked to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pipeline.corrections.results import (
    CONFIRMED,
    RULE,
    SURE,
    Placed,
    Result,
    Span,
    find_contradictions,
    overlaps,
    stale,
)
from pipeline.organizations.homes import Home
from pipeline.organizations.link import Directory, organization_id
from pipeline.records import Fact, Mention, OrganizationType
from pipeline.resources.correction_fields import parse_organization_type, parse_value


@dataclass(slots=True)
class MentionCorrector:
    """Holds the mentions of one report while they are corrected. `lost` are those that are there no more."""

    directory: Directory
    home: Home
    mentions: dict[Span, Mention]
    results: dict[Placed, Result] = field(default_factory=dict)
    lost: list[Mention] = field(default_factory=list)
    added: list[Mention] = field(default_factory=list)

    def correct(self, placed: Sequence[Placed]) -> None:
        """Apply all corrections of mentions: drops first, then additions, then types and links."""
        for item in placed:
            if item.correction.action == "drop":
                self.results[item] = self._drop(item)
        for item in placed:
            if item.correction.action == "add":
                self.results[item] = self._add(item)
        by_span: defaultdict[Span, list[Placed]] = defaultdict(list)
        for item in placed:
            if item.correction.action == "set":
                by_span[item.span].append(item)
        for span, group in by_span.items():
            self._set(span, group)

    def rename(self, fact: Fact) -> Fact:
        """Give a fact with the names of its sentence as they are now: one that was dropped is gone or replaced."""
        own = [mention for mention in self.lost if mention.sentence_id == fact.sentence_id]
        there = {mention.text for mention in self.mentions.values() if mention.sentence_id == fact.sentence_id}
        names = dict.fromkeys(fact.organizations)
        for mention in own:
            if mention.text in names and mention.text not in there:
                new = [item.text for item in self.added if overlaps(_span(item), _span(mention))]
                names = dict.fromkeys(other for name in names for other in (new if name == mention.text else [name]))
        kept = tuple(names)
        return fact if kept == fact.organizations else replace(fact, organizations=kept, corrected=True)

    def _drop(self, item: Placed) -> Result:
        mention = self.mentions.pop(item.span, None)
        if mention is None:
            return CONFIRMED
        self.lost.append(mention)
        return Result("applied", before=f"{mention.type}: {mention.text}")

    def _add(self, item: Placed) -> Result:
        if item.span in self.mentions:
            return CONFIRMED
        crossing = sorted(span for span in self.mentions if _crosses(span, item.span))
        replaced = [self.mentions.pop(span) for span in crossing]
        kind: OrganizationType = parse_organization_type(item.correction.value)  # type: ignore[assignment]  # checked
        text = item.correction.text
        mention = Mention(
            doc_id=item.place.sentence.doc_id,
            sentence_id=item.place.sentence.sentence_id,
            char_start=item.place.start,
            char_end=item.place.end,
            text=text,
            type=kind,
            org_id=organization_id(self.directory.name(text, kind, self.home), kind),
            rule=RULE,
            confidence=SURE,
        )
        self.mentions[item.span] = mention
        self.added.append(mention)
        self.lost += replaced
        before = "; ".join(f"{other.type}: {other.text}" for other in replaced)
        return Result("applied", before=before or None)

    def _set(self, span: Span, group: list[Placed]) -> None:
        mention = self.mentions.get(span)
        if mention is None:
            self.results |= dict.fromkeys(group, stale("no organization is found at this place any more"))
            return
        self.results |= find_contradictions(group)
        wanted = {item.correction.field: item for item in group if item not in self.results}
        kind: OrganizationType = mention.type
        if "type" in wanted:
            kind = parse_value("mention", "type", wanted["type"].correction.value)
            self.results[wanted["type"]] = _compare(mention.type, kind, mention.type)
        linked = mention.text if kind != mention.type else None
        if "organization" in wanted:
            linked = wanted["organization"].correction.value
        org_id = mention.org_id
        if linked is not None:
            org_id = organization_id(self.directory.name(linked, kind, self.home), kind)
        if "organization" in wanted:
            self.results[wanted["organization"]] = _compare(mention.org_id, org_id, self._name(mention))
        if (kind, org_id) != (mention.type, mention.org_id):
            self.mentions[span] = replace(mention, type=kind, org_id=org_id, rule=RULE, confidence=SURE)

    def _name(self, mention: Mention) -> str:
        """Give the name of the organization that a mention is linked to, its id where the name cannot be told."""
        entry = self.directory.entry(mention.org_id)
        name = entry.name if entry else self.directory.name(mention.text, mention.type, self.home)
        return name if organization_id(name, mention.type) == mention.org_id else mention.org_id


def _compare(old: str, new: str, shown: str) -> Result:
    return CONFIRMED if old == new else Result("applied", before=shown)


def _span(mention: Mention) -> Span:
    return mention.char_start, mention.char_end


def _crosses(one: Span, other: Span) -> bool:
    """Tell whether two names overlap without one holding the other."""
    is_nested = (one[0] <= other[0] and other[1] <= one[1]) or (other[0] <= one[0] and one[1] <= other[1])
    return overlaps(one, other) and not is_nested
