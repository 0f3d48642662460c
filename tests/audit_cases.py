"""The cases of tests/cases/audit.yaml, one a row of figures, as reports of a fictional place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from cases_of import read_cases

from pipeline.engine import Engine, load_engine
from pipeline.ingest.document import build_document
from pipeline.records import Document, Fact

VERDICTS = ("consistent", "inconsistent", "cannot_tell", "silent")
Report = tuple[Document, tuple[Fact, ...]]


@dataclass(frozen=True)
class Case:
    """A text, with the report of the year before or none, and what must come of it."""

    kind: str
    expected: str
    text: str
    earlier: str | None

    def __str__(self) -> str:
        return f"{self.kind}: {self.expected}: {self.text}"


def read_audit_cases() -> Iterator[Case]:
    """Read every case; a group without rows, or with an unknown key, is an error."""
    for group in read_cases("audit.yaml"):
        rows = {name: group.pop(name) for name in VERDICTS if name in group}
        kind, text, earlier = group.pop("kind"), group.pop("text"), group.pop("earlier", None)
        assert group.keys() == {"about"}, f"{kind}: {group}"
        for expected, listed in rows.items():
            for figures in listed:
                yield Case(kind, expected, text.format(*figures), earlier and earlier.format(*figures))


@cache
def engine() -> Engine:
    return load_engine()


def analyze(text: str, year: int, *, title: str = "政府工作报告", region: str = "云溪市") -> Report:
    """Give a report of January, with its facts."""
    document = build_document(
        f"{region}{year}年{title}\n{text}\n",
        doc_id=f"{region}{year}",
        title=f"{region}{year}年{title}",
        region=region,
        level="city",
        report_date=f"{year}-01",
    )
    return document, engine().analyze(document).facts


def reports_of(case: Case) -> list[Report]:
    reports = [analyze(case.text, 2023)]
    return reports if case.earlier is None else [analyze(case.earlier, 2022), *reports]
