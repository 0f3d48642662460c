"""`huibao params`: every key that params.yaml may hold, with its meaning and value."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Annotated, Any

import typer
import yaml

from pipeline.params import Params, read_params


def params_command(
    file: Annotated[
        Path | None, typer.Option("--params", metavar="FILE", help="Show the values of this params.yaml.")
    ] = None,
) -> None:
    """Explain every parameter and print its value: the default, or that of a file.

    The output is itself a params.yaml.

    \b
    Examples:
      huibao params
      huibao params --params params.yaml
    """
    print(describe_params(Params() if file is None else read_params(file)), end="")


def describe_params(params: Params) -> str:
    """Give the parameters as YAML, each section under a comment that explains its keys."""
    parts = []
    for section in dataclasses.fields(params):
        record = getattr(params, section.name)
        explained = " ".join((type(record).__doc__ or "").split())
        values = yaml.safe_dump({section.name: _plain(record)}, allow_unicode=True, sort_keys=False)
        parts.append(f"# {explained}\n{values}")
    return "".join(parts)


def _plain(record: Any) -> dict[str, Any]:
    """Give a section as plain values, as YAML writes them: a list where the record holds a tuple."""
    values = dataclasses.asdict(record)
    return {key: list(value) if isinstance(value, tuple) else value for key, value in values.items()}
