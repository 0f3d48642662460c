"""All corrections of a run, laid over what was found in its reports."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.corrections.assign import Assigned, assign_corrections, check_pillars
from pipeline.corrections.corrector import Corrector, load_corrector
from pipeline.organizations.link import Directory
from pipeline.params import FactsParams
from pipeline.records import Analysis, Correction, CorrectionOutcome, Document


@dataclass(frozen=True, slots=True)
class Overlay:
    """Corrections by report, with what applies them; `corrector` is None where there is none to apply."""

    assigned: Assigned
    corrector: Corrector | None

    @property
    def absent(self) -> tuple[CorrectionOutcome, ...]:
        """Outcomes of the corrections whose report is not in the run."""
        return self.assigned.absent

    def apply(self, analyses: Iterable[Analysis]) -> Iterator[Analysis]:
        """Give the analyses in their order, corrected."""
        for analysis in analyses:
            own = self.assigned.by_report.get(analysis.document.doc_id, ())
            yield self.corrector.correct(analysis, own) if self.corrector is not None and own else analysis


def load_overlay(
    corrections: Sequence[Correction],
    documents: Iterable[Document],
    params: FactsParams,
    *,
    directory: Directory,
    pillars: Collection[str],
    overrides: Path | None = None,
) -> Overlay:
    """Load what the corrections of a run need. `pillars` are those of its scheme, `directory` linked its organizations.

    Raises:
        ResourceError: a correction names an unknown pillar, or a data file is wrong.
    """
    check_pillars(corrections, pillars)
    corrector = load_corrector(params, directory, overrides=overrides) if corrections else None
    return Overlay(assign_corrections(corrections, documents), corrector)
