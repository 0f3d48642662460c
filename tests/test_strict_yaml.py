"""YAML files: what would be lost silently is refused, by file and line."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from pipeline.errors import ParamsError, ResourceError
from pipeline.params import read_params
from pipeline.resources.files import read_yaml
from pipeline.strict_yaml import parse_yaml


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("a: 1\nb: 2\n", {"a": 1, "b": 2}),
        ("a: {x: 1}\nb: {x: 2}\n", {"a": {"x": 1}, "b": {"x": 2}}),  # one key in two mappings
        ("a: &one {x: 1}\nb: {<<: *one, x: 2}\n", {"a": {"x": 1}, "b": {"x": 2}}),  # a merge may be overruled
        ("", None),
    ],
)
def test_reads_plain_values(text: str, content: object) -> None:
    assert parse_yaml(text) == content


@pytest.mark.parametrize("text", ["a: 1\nb: 2\na: 3\n", "- {x: 1, x: 1}\n", "a:\n  b: 1\n  c: 2\n  b: 3\n"])
def test_a_key_that_stands_twice_is_refused(text: str) -> None:
    with pytest.raises(yaml.YAMLError, match=r"the key [abx] stands twice"):
        parse_yaml(text)


def test_the_message_names_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "noise.yaml").write_text("lines: []\nspans: []\nlines: [x]\n", encoding="utf-8")
    with pytest.raises(ResourceError, match=r"(?s)noise\.yaml: .*the key lines stands twice.*line 3"):
        read_yaml("noise.yaml", overrides=tmp_path)
    (tmp_path / "params.yaml").write_text("seed: 1\nseed: 2\n", encoding="utf-8")
    with pytest.raises(ParamsError, match=r"(?s)params\.yaml: .*the key seed stands twice.*line 2"):
        read_params(tmp_path / "params.yaml")
