"""What is measured, and how counts become figures.

F1 over spans that match exactly, each measure asking for more of the fact to be right:

    quantity_span       the place of the figure alone
    value_unit          value (and value_max) and unit
    value_indicator     + the indicator, alike
    fact                + kind, direction, status, period
    fact_full           + bound, scope, baseline: every field
    part_of             pairs of a part and its whole, both places right
    organization        mentions of named organizations
    organization_typed  + their type

Field accuracies count figures at the right place only; direction only where the annotation says change, baseline only
for change and ratio. `indicator_exact` asks for the same characters, `organizations` for the same set of surfaces.
Pillars: accuracy and macro-F1 over the annotated sentences, each taking the pillar that covers most of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pipeline.evaluate.gold import GoldFact
from pipeline.evaluate.likeness import same_indicator, same_number, same_unit
from pipeline.evaluate.predicted import PredictedFact
from pipeline.records import PILLARS

_VALUE_UNIT = ("value", "unit")
_FACT = (*_VALUE_UNIT, "indicator", "kind", "direction", "status", "period")
FACT_MEASURES: dict[str, tuple[str, ...]] = {
    "quantity_span": (),
    "value_unit": _VALUE_UNIT,
    "value_indicator": (*_VALUE_UNIT, "indicator"),
    "fact": _FACT,
    "fact_full": (*_FACT, "bound", "scope", "baseline"),
}
FIELDS = FACT_MEASURES["fact_full"]
_KINDS_OF_FIELD = {"direction": ("change",), "baseline": ("change", "ratio")}


@dataclass(slots=True)
class Tally:
    """Counts for one measure: what was found and right, what was found, what there is."""

    hit: int = 0
    predicted: int = 0
    gold: int = 0

    def add(self, *, hit: int = 0, predicted: int = 0, gold: int = 0) -> None:
        """Add counts."""
        self.hit += hit
        self.predicted += predicted
        self.gold += gold

    def figures(self) -> dict[str, float]:
        """Give precision, recall, F1 and the number of annotated items."""
        precision = self.hit / self.predicted if self.predicted else 0.0
        recall = self.hit / self.gold if self.gold else 0.0
        both = precision + recall
        return {"p": precision, "r": recall, "f1": 2 * precision * recall / both if both else 0.0, "n": self.gold}


def applies(field: str, gold: GoldFact) -> bool:
    """Tell whether a field means anything for this fact."""
    kinds = _KINDS_OF_FIELD.get(field)
    return kinds is None or gold.kind in kinds


def compare_fact(predicted: PredictedFact, gold: GoldFact) -> dict[str, bool]:
    """Tell for each field whether it is right; a field that means nothing here is right."""
    right = {field: predicted.cells[field] == getattr(gold, field) for field in FIELDS if field != "value"}
    right["value"] = same_number(predicted.value, gold.value) and same_number(predicted.value_max, gold.value_max)
    right["unit"] = same_unit(predicted.cells["unit"], gold.unit)
    right["indicator"] = same_indicator(predicted.cells["indicator"], gold.indicator)
    return {field: right[field] or not applies(field, gold) for field in FIELDS}


def score_pillars(pairs: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Score pairs of annotated and predicted pillar; of another scheme, the pillars that occur count."""
    counts = Counter(pairs)
    seen = {pillar for pair in counts for pillar in pair}
    pillars = PILLARS if seen <= set(PILLARS) else tuple(sorted(seen))
    total = sum(counts.values())
    per_pillar = {}
    for pillar in pillars:
        tally = Tally(
            hit=counts[pillar, pillar],
            predicted=sum(n for (_, predicted), n in counts.items() if predicted == pillar),
            gold=sum(n for (gold, _), n in counts.items() if gold == pillar),
        )
        per_pillar[pillar] = tally.figures()
    return {
        "accuracy": sum(n for (gold, predicted), n in counts.items() if gold == predicted) / max(1, total),
        "macro_f1": sum(figures["f1"] for figures in per_pillar.values()) / len(pillars),
        "n": total,
        "per_pillar": per_pillar,
    }
