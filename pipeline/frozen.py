"""Records that are made for each figure and each sentence: frozen, and quick to make."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar, dataclass_transform

KindT = TypeVar("KindT")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(kind: type[KindT]) -> type[KindT]:
    """Make a class a dataclass with slots and a hash whose fields nobody sets anew, as mypy checks.

    `dataclass(frozen=True)` refuses it while the program runs, too, and for that sets each field of a new record by
    `object.__setattr__`, which takes eight times as long: a report makes records with forty thousand fields.
    """
    return dataclass(slots=True, unsafe_hash=True)(kind)
