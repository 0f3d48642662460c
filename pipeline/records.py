"""The records that stages pass on: frozen (as mypy checks), typed, without behavior beyond small views of themselves.

All offsets are half-open `[start, end)` and count Unicode code points of `Document.text`
(the decoded report, line ends normalized to LF). `document.text[start:end] == record.text` always holds.
Only a sentence also has a clean view; it carries the map back to the raw text.
"""

from __future__ import annotations

from dataclasses import field
from decimal import Decimal
from types import MappingProxyType
from typing import Literal, get_args

from pipeline.frozen import frozen

DocumentStatus = Literal["read", "duplicate", "skipped", "quarantined"]
MetadataSource = Literal["given", "title", "text", "file"]
RegionKind = Literal["notice", "omission", "outline", "contents", "front_matter", "navigation", "citation", "glossary"]
SentenceKind = Literal["body", "heading", "outline"]
OrganizationType = Literal[
    "company", "university", "institute", "hospital", "school", "government", "platform", "other"
]
Bound = Literal["exact", "approx", "min", "max"]
Kind = Literal["level", "change", "share", "rank", "ratio"]
Direction = Literal["up", "down"]
Status = Literal["actual", "target", "estimate"]
Measure = Literal["stock", "flow", "cumulative", "rate"]
Reason = Literal[
    "date",
    "duration",
    "list numbering",
    "document number",
    "name",
    "threshold",
    "size in a name",
    "structure",
    "ordinal",
    "idiom",
    "page noise",
    "contact",
    "masked",
    "correction",
    "unexplained",
]
CorrectionTarget = Literal["fact", "mention", "sentence"]
CorrectionAction = Literal["set", "drop", "add"]
CorrectionStatus = Literal["applied", "confirmed", "stale", "absent"]

CheckKind = Literal[
    "from_to",
    "level_growth",
    "two_changes",
    "average_growth",
    "percentage_points",
    "part_whole",
    "parts_sum",
    "parts_growth",
    "ratio_chain",
    "share",
    "restated",
]
Verdict = Literal["consistent", "inconsistent", "cannot_tell"]
Doubt = Literal["constant prices", "revised figures", "comparable basis", "rounding", "multiple of what"]
DerivedRule = Literal["growth", "change", "multiple", "share"]
PromiseVerdict = Literal["kept", "exceeded", "missed", "unknown", "open"]

ORGANIZATION_TYPES: tuple[str, ...] = get_args(OrganizationType)
PILLARS: tuple[str, ...] = ("enterprise", "resources", "platform", "talent", "cooperation", "none")
"""The pillars of our own scheme; a scheme of a user has others, so that the fields below are plain texts."""
REASONS: tuple[str, ...] = get_args(Reason)
STORED_APART = MappingProxyType({"stored_apart": True})
"""Metadata of a field that is no column: what it holds are rows of another table."""


@frozen
class SetAside:
    """A report that a stage could not do, and why."""

    doc_id: str
    reason: str


@frozen
class Place:
    """Where a stretch of a report's text stands in the file that it was read from.

    page: number of the page from 1 (pdf, images); paragraph: number of the paragraph or table from 1 (docx).
    left, top, right, bottom: the box on the page in points (pixels of an image), from its upper left corner.
    confidence: how sure the OCR is of the line, 0 to 1; null for a text layer.
    """

    doc_id: str
    char_start: int
    char_end: int
    page: int | None = None
    paragraph: int | None = None
    left: float | None = None
    top: float | None = None
    right: float | None = None
    bottom: float | None = None
    confidence: float | None = None


@frozen
class Document:
    """One report as `ingest` leaves it; one row of the documents table. `places` are rows of a table of their own."""

    doc_id: str
    path: str
    sha256: str
    format: str
    text: str
    encoding: str | None = None
    title: str | None = None
    issuer: str | None = None
    region: str | None = None
    region_code: str | None = None
    level: str | None = None
    report_date: str | None = None
    """`YYYY`, `YYYY-MM` or `YYYY-MM-DD`."""
    report_year: int | None = None
    """Year that the report belongs to; a work report of December belongs to the year that it plans for."""
    status: DocumentStatus = "read"
    reason: str | None = None
    duplicate_of: str | None = None
    """doc_id of the report that counts in place of this one."""
    title_source: MetadataSource | None = None
    issuer_source: MetadataSource | None = None
    region_source: MetadataSource | None = None
    level_source: MetadataSource | None = None
    report_date_source: MetadataSource | None = None
    notes: str | None = None
    """What a user should know of a report that was read, such as a charset that was declared wrong."""
    places: tuple[Place, ...] = field(default=(), metadata=STORED_APART)


@frozen
class Region:
    """A part of the raw text that is not the report's own prose, such as a site's notice.

    Nothing is extracted from it, nothing is deleted: `Document.text` keeps it.
    """

    doc_id: str
    char_start: int
    char_end: int
    kind: RegionKind


@frozen
class Section:
    """A heading with everything under it. `parent` is the `section_id` of the section around it."""

    section_id: str
    doc_id: str
    char_start: int
    char_end: int
    depth: int
    title: str
    path: str
    """Titles from the top section down to this one, joined by ` > `."""
    parent: str | None = None
    inferred: bool = False
    """True where the heading itself is missing from the body and an outline tells it."""


@frozen
class Sentence:
    """One sentence, with a clean view and the map from it back to the raw text.

    `clean[i]` stands for the raw character at `offsets[i]`; offsets rise strictly.
    The clean view leaves out line breaks inside words, Markdown marks, regions and blanks that carry nothing,
    and writes full-width letters, digits and marks in one way. `"".join(tokens) == clean`.
    """

    sentence_id: str
    doc_id: str
    char_start: int
    char_end: int
    text: str
    clean: str
    offsets: tuple[int, ...]
    kind: SentenceKind
    paragraph: int
    """Number of the paragraph in the document, from 0; a paragraph is what stands between two line ends."""
    section_id: str | None = None
    tokens: tuple[str, ...] = ()

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """Give the raw span of `clean[start:end]`, which must not be empty."""
        return self.offsets[start], self.offsets[end - 1] + 1


@frozen
class Segmented:
    """What `segment` adds to one document: regions, sections and sentences, each sorted by place."""

    regions: tuple[Region, ...]
    sections: tuple[Section, ...]
    sentences: tuple[Sentence, ...]


@frozen
class Mention:
    """One mention of a named organization. Mentions may nest: an owner's name inside its platform's name."""

    doc_id: str
    sentence_id: str
    char_start: int
    char_end: int
    text: str
    type: OrganizationType
    org_id: str
    rule: str
    """Name of the rule, `gazetteer` or `model`: what found it."""
    confidence: float


@frozen
class PillarName:
    """One label of the scheme that sentences are classified by: a pillar, or `none`."""

    pillar: str
    name_zh: str
    name_en: str
    definition: str


@frozen
class PillarLabel:
    """The pillar of one sentence, with what decided."""

    sentence_id: str
    pillar: str
    score: float
    """Probability of `pillar`, 0 to 1."""
    cues: tuple[str, ...] = ()
    clause_ends: tuple[int, ...] = ()
    """Ends of the clauses in the clean view, where they are not all about `pillar`; else empty."""
    clause_pillars: tuple[str, ...] = ()
    """The pillar of each of these clauses."""

    def pillar_at(self, place: int) -> str:
        """Give the pillar of the clause at a place of the clean view."""
        for end, name in zip(self.clause_ends, self.clause_pillars, strict=True):
            if place < end:
                return name
        return self.pillar


@frozen
class Number:
    """One number of the text: a value with its unit, or a number that is no quantity, with the reason.

    `value` is in the base scale of `unit` (1.2万亿元: 1200000000000 元); it is null where `reason` is set.
    `clean_start`, `clean_end` are its place in the clean view of its sentence; both are -1 for a number in a region.
    """

    doc_id: str
    sentence_id: str | None
    char_start: int
    char_end: int
    text: str
    clean_start: int
    clean_end: int
    value: Decimal | None = None
    value_max: Decimal | None = None
    unit: str | None = None
    form: str = "quantity"
    """How it is written: quantity, rank, ratio_part, fraction, multiple, medal, bare."""
    plus: bool = False
    """True where 余, 多 or 几 stands inside the number: the value is a lower bound."""
    reason: Reason | None = None
    unit_start: int | None = None
    """Place of the unit in the raw text where it stands apart: in the header of a table, or behind a later number."""
    unit_end: int | None = None


@frozen
class Fact:
    """One figure bound to what it means; one row of the facts table (field by field as design section 4)."""

    fact_id: str
    doc_id: str
    sentence_id: str
    char_start: int
    char_end: int
    text: str
    value: Decimal
    value_max: Decimal | None
    unit: str
    bound: Bound
    kind: Kind
    direction: Direction | None
    indicator: str
    scope: str | None
    status: Status
    period: str | None
    baseline: str | None
    organizations: tuple[str, ...]
    part_of: str | None
    pillar: str
    section: str | None
    sentence: str
    confidence: float
    rule: str
    indicator_id: str | None = None
    period_start: str | None = None
    period_end: str | None = None
    unit_base: str | None = None
    value_base: Decimal | None = None
    dimension: str | None = None
    measure: Measure | None = None
    corrected: bool = False
    """Whether a person's correction changed the fact, or something that it takes over."""


@frozen
class Correction:
    """What a person says of one place of a report: one row of a corrections.csv.

    `char_start`, `char_end` and `text` are a figure, a name, or for a sentence the whole of it. `document_hash` is that
    of the whole text, `sentence_hash` that of the sentence around, which began at `sentence_start`: one of the two
    is there, and tells whether the place still means the same. `field` and `value` are what is said; an empty value
    says that there is none.
    """

    doc_id: str
    document_hash: str | None
    sentence_hash: str | None
    sentence_start: int | None
    char_start: int
    char_end: int
    text: str
    target: CorrectionTarget
    action: CorrectionAction
    field: str | None
    value: str | None
    who: str
    day: str
    why: str
    origin: str = ""
    """File and line, for messages."""


@frozen
class CorrectionOutcome:
    """What became of one correction; one row of the table corrections. `char_start`, `char_end` are where it is now.

    `report` is the doc_id that the correction names, `doc_id` the report of this run that it was for, null for none.
    """

    correction_id: str
    report: str
    doc_id: str | None
    char_start: int
    char_end: int
    text: str
    target: CorrectionTarget
    action: CorrectionAction
    field: str | None
    value: str | None
    before: str | None
    status: CorrectionStatus
    note: str | None
    fact_id: str | None
    who: str
    day: str
    why: str


@frozen
class Check:
    """Figures held against each other; one row of the table of checks.

    `fact_id` is the figure that is checked, `char_start` and `char_end` are its place; `fact_ids` are all figures
    used, it among them, also of an earlier report. `stated` and `expected` are in `unit`; the two are consistent where
    they differ by no more than `tolerance`, which follows from the digits that are written.
    """

    check_id: str
    doc_id: str
    char_start: int
    char_end: int
    kind: CheckKind
    verdict: Verdict
    doubt: Doubt | None
    """Why it cannot be told; null where it can."""
    indicator: str
    unit: str
    stated: Decimal
    expected: Decimal
    tolerance: Decimal | None
    """Null where a figure is only a bound, so that there is no limit on one side."""
    fact_id: str
    fact_ids: tuple[str, ...]
    message: str


@frozen
class Derived:
    """A value that stated figures imply: never a fact, always with its formula and its inputs."""

    derived_id: str
    doc_id: str
    char_start: int
    rule: DerivedRule
    indicator: str
    indicator_id: str | None
    scope: str | None
    value: Decimal
    value_low: Decimal | None
    value_high: Decimal | None
    """What the written digits of the inputs leave open: the value lies between the two; null: no limit."""
    unit: str
    period: str | None
    formula: str
    fact_ids: tuple[str, ...]


@frozen
class Promise:
    """A target with its outcome; one row of the table of promises, by the `fact_id` of the target."""

    fact_id: str
    doc_id: str
    char_start: int
    main: bool
    """Whether it stands among the main targets of the report (主要预期目标)."""
    tone: tuple[str, ...]
    """Words of the text that tell how firmly it is promised: 力争, 确保, 左右."""
    aim: Literal["higher", "lower"]
    indicator: str
    indicator_id: str | None
    scope: str | None
    kind: Kind
    bound: Bound
    unit: str
    period: str | None
    promised: Decimal
    """In `unit`, negative for a fall."""
    promised_max: Decimal | None
    verdict: PromiseVerdict
    outcome: Decimal | None
    outcome_period: str | None
    difference: Decimal | None
    """Outcome less promise, in `unit`."""
    outcome_fact_id: str | None
    outcome_doc_id: str | None


@frozen
class Audit:
    """What the figures of all reports tell of each other, each sorted by report and place."""

    checks: tuple[Check, ...] = ()
    derived: tuple[Derived, ...] = ()
    promises: tuple[Promise, ...] = ()


@frozen
class Analysis:
    """One report with everything that the stages found in it; all empty where the report was not read."""

    document: Document
    segmented: Segmented
    mentions: tuple[Mention, ...] = ()
    labels: tuple[PillarLabel, ...] = ()
    numbers: tuple[Number, ...] = ()
    facts: tuple[Fact, ...] = ()
    corrections: tuple[CorrectionOutcome, ...] = ()


def empty_analysis(document: Document) -> Analysis:
    """Build the analysis of a report in which nothing was looked for."""
    return Analysis(document, Segmented((), (), ()))
