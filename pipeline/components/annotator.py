"""A component: parameters, loaded steps, and a function that writes on a doc what a step found."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from pipeline.components.steps import Steps

DEFAULTS: dict[str, Any] = {"params": {}, "resources": None}
"""Configuration of every component: sections of params.yaml, and a folder of data files over the packaged ones."""


class Annotator:
    """Calls `annotate(doc, steps)` and hands the doc on. The step named `own` is loaded when the component is made."""

    def __init__(
        self,
        annotate: Callable[[Doc, Steps], None],
        *,
        own: str,
        attributes: tuple[str, ...] = (),
        params: dict[str, Any],
        resources: str | None,
    ) -> None:
        from pipeline.components.spans import register_attributes
        from pipeline.components.steps import Steps

        self._annotate = annotate
        self._steps = Steps(params, resources)
        self._steps.load(own)
        register_attributes(*attributes)

    def __call__(self, doc: Doc) -> Doc:
        """Annotate one doc."""
        self._annotate(doc, self._steps)
        return doc
