"""What a person does in Label Studio, on tasks as its server gives them and into what its export holds."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.label.items import CHOICE_FIELDS

Task = dict[str, Any]
Results = list[dict[str, Any]]


def label(task: Task, edits: Sequence[Mapping[str, Any]] = (), pillar: str | None = None) -> Results:
    """Give the results of a task after somebody has edited its predictions."""
    results: Results = copy.deepcopy(task["predictions"][0]["result"])
    text = task["data"]["text"]
    for number, edit in enumerate(edits):
        start = text.index(edit["find"])
        place = {"start": start, "end": start + len(edit["find"])}
        key = find_region(results, place) or f"new{number}"
        if edit.get("delete"):
            results = [result for result in results if result["id"] != key]
            continue
        if "to" in edit:
            results = [result for result in results if (result["id"], result["from_name"]) != (key, "label")]
            value = place | {"text": edit["find"], "labels": [edit["to"]]}
            results.append(build_result(key, "label", "labels", value))
        for name, cell in edit.get("fields", {}).items():
            results = [result for result in results if (result["id"], result["from_name"]) != (key, name)]
            kind, value = ("choices", {"choices": [cell]}) if name in CHOICE_FIELDS else ("textarea", {"text": [cell]})
            if cell:
                results.append(build_result(key, name, kind, place | value))
    for result in results:
        if result["from_name"] == "pillar" and pillar:
            result["value"] = {"choices": [pillar]}
    return results


def find_region(results: Results, place: Mapping[str, int]) -> str | None:
    for result in results:
        if result["from_name"] == "label" and place.items() <= result["value"].items():
            return result["id"]
    return None


def build_result(key: str, name: str, kind: str, value: Mapping[str, Any]) -> dict[str, Any]:
    return {"id": key, "from_name": name, "to_name": "sentence", "type": kind, "value": value, "origin": "manual"}


def export(task: Task, *annotations: Results, cancelled: bool = False, number: int = 1) -> Task:
    """Give a task as the JSON export has it."""
    return {
        "id": number,
        "annotations": [
            {
                "id": place,
                "completed_by": 7,
                "result": result,
                "was_cancelled": cancelled,
                "ground_truth": False,
                "created_at": f"2023-04-0{place}T08:00:00.000001Z",
                "updated_at": f"2023-04-0{place}T08:10:00.000001Z",
                "task": number,
                "project": 1,
            }
            for place, result in enumerate(annotations, 1)
        ],
        "drafts": [],
        "predictions": [1],
        "data": task["data"],
        "meta": {},
        "inner_id": number,
        "total_annotations": len(annotations),
        "project": 1,
    }
