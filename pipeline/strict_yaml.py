"""YAML as the data files of the project are read: a key that stands twice is an error, not a silent choice."""

from __future__ import annotations

from typing import Any

import yaml

_SAFE: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The one in C is ten times as fast; where PyYAML was built without it, the other reads the same."""


class _StrictLoader(_SAFE):  # type: ignore[misc]  # which of the two it is, is known when it runs
    """Refuses a key that stands twice: YAML would keep the last, and what the first says would be lost."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """Give a mapping.

        Raises:
            ConstructorError: a key stands twice in it.
        """
        seen = set()
        for key_node, _ in node.value:
            if isinstance(key_node, yaml.ScalarNode):  # a merge or any other key is seen to by PyYAML
                if key_node.value in seen:
                    message = f"the key {key_node.value} stands twice; merge the two"
                    raise yaml.constructor.ConstructorError(None, None, message, key_node.start_mark)
                seen.add(key_node.value)
        found: dict[Any, Any] = super().construct_mapping(node, deep)
        return found


def parse_yaml(text: str) -> Any:
    """Read YAML of plain values.

    Raises:
        YAMLError: it is no such YAML, or a key stands twice in a mapping.
    """
    return yaml.load(text, Loader=_StrictLoader)
