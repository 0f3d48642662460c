"""Label Studio: its labeling configuration, tasks with predictions, and the annotations of its JSON export."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_args
from xml.sax.saxutils import quoteattr

from pipeline.errors import ResourceError
from pipeline.label.items import (
    CHOICE_FIELDS,
    FACT,
    MENTION_FIELDS,
    TEXT_FIELDS,
    Item,
    Labels,
    Region,
    sort_regions,
)
from pipeline.records import ORGANIZATION_TYPES, Bound, Direction, Kind, PillarName, Status

MODEL_VERSION = "huibao"
_TYPES = {"status": Status, "kind": Kind, "bound": Bound, "direction": Direction}
_CHOICES = {name: get_args(kind) for name, kind in _TYPES.items()}
_TO, _LABEL, _PILLAR = "sentence", "label", "pillar"
_KEY = ("doc_id", "document_hash", "sentence_hash", "section")
_COLORS = ("#b45309", "#1d4ed8", "#047857", "#7c3aed", "#be123c", "#0e7490", "#4d7c0f", "#334155", "#a16207")


@dataclass(frozen=True, slots=True)
class Annotated:
    """A task that came back: the sentence as it was given out, and what a person says of it.

    `said` is None where nobody has labelled it, where it was skipped, and where a region of it cannot be used: what is
    missing then would look like what was deleted. `problems` tell of these.
    """

    item: Item
    said: Labels | None
    who: str
    day: str
    problems: tuple[str, ...] = ()


def format_config(pillars: Sequence[PillarName], titles: Mapping[str, str]) -> str:
    """Give the labeling configuration; `titles` are the names of the fields that people see."""
    lines = [
        "<View>",
        '  <Header value="$about" size="5"/>',
        f'  <Labels name="{_LABEL}" toName="{_TO}">',
        *(
            f'    <Label value="{label}" background="{color}"/>'
            for label, color in zip((FACT, *ORGANIZATION_TYPES), _COLORS, strict=True)
        ),
        "  </Labels>",
        f'  <Text name="{_TO}" value="$text" granularity="symbol"/>',
        f'  <Header value={quoteattr(titles[_PILLAR])} size="5"/>',
        f'  <Choices name="{_PILLAR}" toName="{_TO}" choice="single" showInline="true">',
        *(f'    <Choice value="{item.pillar}" hint={quoteattr(item.name_zh)}/>' for item in pillars),
        "  </Choices>",
        *_field_controls(TEXT_FIELDS, FACT, titles),
        *_field_controls(MENTION_FIELDS, ",".join(ORGANIZATION_TYPES), titles),
        "</View>",
    ]
    return "\n".join(lines) + "\n"


def _field_controls(names: Sequence[str], labels: str, titles: Mapping[str, str]) -> list[str]:
    """Give the controls of fields that are shown where a region with one of the labels is selected."""
    lines = [f'  <View visibleWhen="region-selected" whenTagName="{_LABEL}" whenLabelValue="{labels}">']
    for name in names:
        control = f'name="{name}" toName="{_TO}" perRegion="true"'
        lines.append(f'    <Header value={quoteattr(titles[name])} size="6"/>')
        lines.append(f'    <TextArea {control} maxSubmissions="1" editable="true"/>')
    for name in CHOICE_FIELDS if labels == FACT else ():
        control = f'name="{name}" toName="{_TO}" perRegion="true"'
        lines.append(f'    <Header value={quoteattr(titles[name])} size="6"/>')
        lines.append(f'    <Choices {control} choice="single" showInline="true">')
        lines += [f'      <Choice value="{choice}"/>' for choice in _CHOICES[name]]
        lines.append("    </Choices>")
    return [*lines, "  </View>"]


def build_task(item: Item) -> dict[str, Any]:
    """Give the task of a sentence: all that is found in it stands in `predictions`, and once more in `data`.

    What comes back is compared with the latter: an export need not hold the predictions.
    """
    results = build_results(item)
    data = {
        "text": item.text,
        "about": item.about,
        **{name: getattr(item, name) for name in _KEY},
        "sentence_start": item.sentence_start,
        "score": item.score,
        "found": results,
    }
    return {"data": data, "predictions": [{"model_version": MODEL_VERSION, "score": item.score, "result": results}]}


def build_results(item: Item) -> list[dict[str, Any]]:
    """Give what is found in a sentence as results: the pillar, and for each region its label and its fields."""
    results: list[dict[str, Any]] = []
    for number, region in enumerate(item.found.regions, 1):
        place = {"start": region.start, "end": region.end}
        common = {"id": f"r{number}", "to_name": _TO}
        surface = item.text[region.start : region.end]
        labels = place | {"text": surface, "labels": [region.label]}
        results.append(common | {"from_name": _LABEL, "type": "labels", "value": labels})
        for name, cell in region.fields.items():
            kind, value = ("choices", {"choices": [cell]}) if name in CHOICE_FIELDS else ("textarea", {"text": [cell]})
            results.append(common | {"from_name": name, "type": kind, "value": place | value})
    pillar = {"id": "pillar", "from_name": _PILLAR, "to_name": _TO, "type": "choices"}
    return [*results, pillar | {"value": {"choices": [item.found.pillar]}}]


def parse_export(content: Any, where: str) -> list[Annotated]:
    """Read the tasks of a JSON export; `where` is named in errors. Of several annotations of a task the latest counts.

    Raises:
        ResourceError: it is no such export, or its tasks are not ours.
    """
    if not isinstance(content, list):
        message = f"{where}: is no list of tasks; export it from Label Studio as JSON"
        raise ResourceError(message)
    return [_parse_task(task, f"{where}, task {number}") for number, task in enumerate(content, 1)]


def _parse_task(task: Any, where: str) -> Annotated:
    try:
        data = task["data"]
        text = str(data["text"])
        found, _ = parse_results(text, data["found"])
        item = Item(
            **{name: str(data[name]) for name in _KEY},
            sentence_start=int(data["sentence_start"]),
            text=text,
            about=str(data["about"]),
            score=float(data["score"]),
            found=found,
        )
        finished = [one for one in task.get("annotations", []) if not one.get("was_cancelled")]
        if not finished:
            return Annotated(item, None, "", "")
        latest = max(finished, key=lambda one: str(one.get("updated_at") or ""))
        said, problems = parse_results(text, latest["result"])
        who = _name(latest.get("completed_by"))
        day = str(latest.get("updated_at") or latest.get("created_at") or "")[:10]
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        message = f"{where}: is no task of `huibao label export` ({type(error).__name__}: {error})"
        raise ResourceError(message) from error
    return Annotated(item, None if problems else said, who, day, problems)


def parse_results(text: str, results: Sequence[Mapping[str, Any]]) -> tuple[Labels, tuple[str, ...]]:
    """Give what results say of a sentence, and what is wrong with those that are left out."""
    pillar: str | None = None
    places: dict[str, tuple[int, int, str]] = {}
    fields: dict[str, dict[str, str]] = {}
    problems: list[str] = []
    for result in results:
        name, value = result.get("from_name"), result.get("value", {})
        if name == _PILLAR:
            pillar = str(value["choices"][0])
        elif name == _LABEL:
            place = _find_place(text, value)
            if place is None:
                problems.append(f"{value.get('text')!r} does not stand where its offsets say")
            else:
                places[result["id"]] = (*place, str(value["labels"][0]))
        elif name is not None:
            cells = value.get("choices") or value.get("text") or []
            cell = str(cells[-1] if isinstance(cells, list) else cells).strip()
            if cell:
                fields.setdefault(result["id"], {})[name] = cell
    regions: dict[tuple[int, int, str], Region] = {}
    for key, (start, end, label) in places.items():
        region = Region(start, end, label, _own_fields(label, fields.get(key, {})))
        if regions.setdefault((start, end, region.target), region) is not region:
            problems.append(f"{text[start:end]!r} is labelled twice in one place")
    return Labels(pillar, sort_regions(regions.values())), tuple(problems)


def _own_fields(label: str, fields: Mapping[str, str]) -> dict[str, str]:
    """Give the fields that go with a label: what was filled in before the label changed says nothing."""
    own = (*TEXT_FIELDS, *CHOICE_FIELDS) if label == FACT else MENTION_FIELDS
    return {name: fields[name] for name in own if name in fields}


def _find_place(text: str, value: Mapping[str, Any]) -> tuple[int, int] | None:
    """Give the place of a region in code points; a browser may have counted UTF-16 units."""
    start, end = int(value["start"]), int(value["end"])
    surface = value.get("text")
    for place in ((start, end), (_code_points(text, start), _code_points(text, end))):
        held = text[place[0] : place[1]]
        if held and (not isinstance(surface, str) or _squash(held) == _squash(surface)):
            return place
    return None


def _code_points(text: str, units: int) -> int:
    return len(text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", errors="ignore"))


def _squash(text: str) -> str:
    """Leave out blanks and line ends, which a browser may write in another way."""
    return re.sub(r"\\n|\s", "", text)


def _name(completed_by: Any) -> str:
    """Give who labelled: a mail address, or the number by which an export tells the user."""
    if isinstance(completed_by, Mapping):
        completed_by = completed_by.get("email") or completed_by.get("id")
    if isinstance(completed_by, int):
        return f"Label Studio user {completed_by}"
    return str(completed_by or "")
