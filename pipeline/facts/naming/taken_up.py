"""What a list of figures without words of their own takes up from the figures before it."""

from __future__ import annotations

from pipeline.facts.naming.state import Naming


def levels_of_parts(naming: Naming, index: int, count: int) -> list[str] | None:
    """甲收入2万元；乙收入1万元；扣除价格因素后，分别增长8%和9%: the levels of as many parts of the sentence."""
    if not naming.frames[index].joint.startswith("；"):
        return None
    levels = [at for at in range(index) if naming.readings[at].kind == "level"][-count:]
    units = {naming.frames[at].number.unit for at in levels}
    parts = {naming.frames[at].part for at in levels}
    return [naming.memory.names[at] for at in levels] if len(parts) == count and len(units) == 1 else None


def shares_before(naming: Naming, index: int, count: int) -> list[str] | None:
    """甲占比达53%，乙占比达46%，分别提高4和5个百分点: the shares that moved, as many as there are figures."""
    units = [frame.number.unit for frame in naming.frames[max(0, index - count) : index + count]]
    if units != ["%"] * count + ["百分点"] * count:
        return None
    shares = naming.memory.names[index - count : index]
    return shares if all(reading.kind == "share" for reading in naming.readings[index - count : index]) else None
