"""Records: as a frozen dataclass, but that only mypy sees who sets a field anew."""

from __future__ import annotations

import dataclasses
import pickle

from mypy import api

from pipeline.frozen import frozen


@frozen
class Cell:
    """A record of two fields."""

    row: int
    words: tuple[str, ...] = ()


def test_records_are_equal_hashed_and_copied_by_their_fields():
    cell = Cell(3, ("a",))
    assert cell == Cell(3, ("a",)) != Cell(4, ("a",))
    assert len({cell, Cell(3, ("a",)), Cell(3)}) == 2
    assert dataclasses.replace(cell, row=4) == Cell(4, ("a",))
    assert pickle.loads(pickle.dumps(cell)) == cell
    assert not hasattr(cell, "__dict__")


def test_mypy_refuses_to_set_a_field_anew(tmp_path):
    code = "from pipeline.frozen import frozen\n@frozen\nclass Cell:\n    row: int\nCell(3).row = 4\n"
    (tmp_path / "code.py").write_text(code, encoding="utf-8")
    told, _, status = api.run([str(tmp_path / "code.py"), "--cache-dir", str(tmp_path), "--no-error-summary"])
    assert status == 1
    assert "read-only" in told
    assert len(told.splitlines()) == 1
