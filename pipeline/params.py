"""Parameters of a run: one frozen record a stage, named like the stage and its section in params.yaml.

The defaults here are what an installed package runs with; params.yaml at the top of the repository states the same
values for DVC (a test compares the two).
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_type_hints

import yaml

from pipeline.errors import ParamsError
from pipeline.strict_yaml import parse_yaml

ANALYSIS_STAGES = ("segment", "organizations", "pillars", "quantities", "facts")
"""The stages that find something in a report, in their order; one that takes too much is set aside by each."""
SEGMENTERS = ("jieba", "pkuseg")
TABLE_FORMATS = ("parquet", "csv", "jsonl")
"""Formats with a file for each table."""
FORMATS = (*TABLE_FORMATS, "xlsx", "duckdb")
"""All formats; the last two hold every table in one file."""
LABELS = ("english", "chinese")
USER_PATHS = {
    "organizations": ("gazetteer", "stop_list", "model"),
    "pillars": ("scheme",),
    "facts": ("indicators",),
    "corrections": ("file",),
}
"""The keys, by section, that name a file or folder of the user's own."""


@dataclass(frozen=True, slots=True)
class IngestParams:
    """raw: folder of the reports; max_*: what one file may cost before it is set aside.

    max_megabytes: size of a file; max_pages: pages of a PDF or picture; max_members: files in an archive;
    max_seconds: time to read a file, of a scan each page; max_memory_megabytes: of the process that reads (Linux).
    """

    raw: str = "data/raw"
    max_megabytes: int = 64
    max_pages: int = 1000
    max_members: int = 1000
    max_seconds: int = 120
    max_memory_megabytes: int = 2048

    def __post_init__(self) -> None:
        for name in ("max_megabytes", "max_pages", "max_members", "max_seconds", "max_memory_megabytes"):
            if getattr(self, name) < 1:
                message = f"ingest.{name} is {getattr(self, name)}; it must be 1 or more"
                raise ParamsError(message)


@dataclass(frozen=True, slots=True)
class SegmentParams:
    """segmenter: which word segmenter cuts the clean text, jieba or pkuseg."""

    segmenter: str = "jieba"

    def __post_init__(self) -> None:
        if self.segmenter not in SEGMENTERS:
            message = f"segment.segmenter is {self.segmenter!r}; choose one of {', '.join(SEGMENTERS)}"
            raise ParamsError(message)


@dataclass(frozen=True, slots=True)
class OrganizationsParams:
    """use_model: also use the trained model; min_confidence: drop what it is less sure of (0 to 1).

    use_patterns: also find names by their form and context; the model needs them.
    model: folder of a model of your own, as `huibao train organizations` writes it; empty: ours.
    gazetteer: CSV file of your own organizations; stop_list: text file of names that are none, one a line. Both win
    over the model and our gazetteer; an empty path: there is none.
    """

    use_model: bool = True
    use_patterns: bool = True
    min_confidence: float = 0.5
    model: str = ""
    gazetteer: str = ""
    stop_list: str = ""

    def __post_init__(self) -> None:
        if self.use_model and not self.use_patterns:
            message = "organizations.use_model is true without use_patterns, which the model reads; switch both off"
            raise ParamsError(message)
        _check_probability("organizations.min_confidence", self.min_confidence)


@dataclass(frozen=True, slots=True)
class PillarsParams:
    """scheme: folder of pillars of your own, as `huibao train pillars` writes it; empty for the five of huibao.

    min_score: a pillar whose probability is below becomes `none` (0 to 1).
    """

    scheme: str = ""
    min_score: float = 0.0

    def __post_init__(self) -> None:
        _check_probability("pillars.min_score", self.min_score)


@dataclass(frozen=True, slots=True)
class QuantitiesParams:
    """keep_masked: give masked figures (`**亿元`) a row in the ledger of numbers."""

    keep_masked: bool = True


@dataclass(frozen=True, slots=True)
class FactsParams:
    """min_confidence: leave out facts that are less sure (0 to 1); indicators: a CSV file of indicators of your own.

    The file is merged into the catalog and wins over it; empty: none.
    """

    min_confidence: float = 0.0
    indicators: str = ""

    def __post_init__(self) -> None:
        _check_probability("facts.min_confidence", self.min_confidence)


@dataclass(frozen=True, slots=True)
class CorrectionsParams:
    """file: a corrections.csv, what people corrected in the tables; empty: none (docs/corrections.md)."""

    file: str = ""


@dataclass(frozen=True, slots=True)
class AuditParams:
    """min_confidence: facts that are less sure are held against nothing (0 to 1).

    penalty: by what the confidence of each fact is multiplied that an inconsistency involves (0 to 1).
    """

    min_confidence: float = 0.5
    penalty: float = 0.6

    def __post_init__(self) -> None:
        _check_probability("audit.min_confidence", self.min_confidence)
        _check_probability("audit.penalty", self.penalty)


@dataclass(frozen=True, slots=True)
class PublishParams:
    """formats: the file formats that the contract tables are written in; labels: of the sheets and columns in Excel."""

    formats: tuple[str, ...] = ("parquet", "csv", "xlsx", "duckdb")
    labels: str = "english"

    def __post_init__(self) -> None:
        unknown = [name for name in self.formats if name not in FORMATS]
        if unknown or not self.formats:
            message = f"publish.formats is {list(self.formats)!r}; choose from {', '.join(FORMATS)}"
            raise ParamsError(message)
        if self.labels not in LABELS:
            message = f"publish.labels is {self.labels!r}; choose one of {', '.join(LABELS)}"
            raise ParamsError(message)


@dataclass(frozen=True, slots=True)
class ReviewParams:
    """confident: facts from this confidence on count as sure; doubtful: facts below it are marked for a second look."""

    confident: float = 0.9
    doubtful: float = 0.7

    def __post_init__(self) -> None:
        _check_probability("review.confident", self.confident)
        _check_probability("review.doubtful", self.doubtful)
        if self.doubtful > self.confident:
            message = f"review.doubtful is {self.doubtful}; it must not be above review.confident ({self.confident})"
            raise ParamsError(message)


@dataclass(frozen=True, slots=True)
class TrainPkusegParams:
    """iterations: passes over the training sentences."""

    iterations: int = 10


@dataclass(frozen=True, slots=True)
class TrainOrganizationsParams:
    """c1, c2: L1 and L2 penalties of the CRF; iterations: its upper bound; seed: of the sentence grammar.

    models: how many are trained, on sentences drawn with seed, seed + 1, …; their mean is the model.
    """

    c1: float = 0.05
    c2: float = 0.1
    iterations: int = 120
    seed: int = 7
    models: int = 3


@dataclass(frozen=True, slots=True)
class TrainPillarsParams:
    """seed: of folds and solver; c: inverse penalty; folds: of the grouped cross-validation."""

    seed: int = 7
    c: float = 4.0
    folds: int = 5


@dataclass(frozen=True, slots=True)
class EvaluateParams:
    """gold: folder of annotated reports, relative to the repository."""

    gold: str = "data/gold"


@dataclass(frozen=True, slots=True)
class LimitsParams:
    """What one report may cost a stage before it is set aside; 0: no limit.

    max_seconds: time for a report of up to 100,000 characters, and as much again for each further 100,000;
    max_memory_megabytes: memory beyond what the process held before (on Linux).
    """

    max_seconds: float = 300.0
    max_memory_megabytes: int = 2048

    def __post_init__(self) -> None:
        for name in ("max_seconds", "max_memory_megabytes"):
            if not 0 <= getattr(self, name) < float("inf"):
                message = f"limits.{name} is {getattr(self, name)}; it must be 0 (no limit) or more"
                raise ParamsError(message)


SHARED = ("limits",)
"""Sections that are no stage's own."""


@dataclass(frozen=True, slots=True)
class Params:
    """All parameters of a run, one field a stage, and what they share."""

    ingest: IngestParams = field(default_factory=IngestParams)
    segment: SegmentParams = field(default_factory=SegmentParams)
    organizations: OrganizationsParams = field(default_factory=OrganizationsParams)
    pillars: PillarsParams = field(default_factory=PillarsParams)
    quantities: QuantitiesParams = field(default_factory=QuantitiesParams)
    facts: FactsParams = field(default_factory=FactsParams)
    corrections: CorrectionsParams = field(default_factory=CorrectionsParams)
    audit: AuditParams = field(default_factory=AuditParams)
    publish: PublishParams = field(default_factory=PublishParams)
    review: ReviewParams = field(default_factory=ReviewParams)
    train_pkuseg: TrainPkusegParams = field(default_factory=TrainPkusegParams)
    train_organizations: TrainOrganizationsParams = field(default_factory=TrainOrganizationsParams)
    train_pillars: TrainPillarsParams = field(default_factory=TrainPillarsParams)
    evaluate: EvaluateParams = field(default_factory=EvaluateParams)
    limits: LimitsParams = field(default_factory=LimitsParams)


def read_params(path: Path) -> Params:
    """Read params.yaml.

    Keys that are left out keep their defaults.

    Raises:
        ParamsError: the file cannot be read, or holds an unknown section, an unknown key or a wrong value.
    """
    try:
        content = parse_yaml(path.read_text(encoding="utf-8")) or {}
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        message = f"{path}: cannot be read as YAML ({error}); see the params.yaml of the repository"
        raise ParamsError(message) from error
    return build_params(content, origin=str(path))


def load_params(path: Path | None) -> Params:
    """Give the parameters to run with: the defaults, or those of a file, whose paths are taken from its folder.

    Raises:
        ParamsError: like `read_params`.
    """
    return Params() if path is None else locate_files(read_params(path), path.parent)


def locate_files(params: Params, folder: Path) -> Params:
    """Give parameters whose files and folders of a user's own are found from anywhere; relative ones are in `folder`.

    `ingest.raw` and `evaluate.gold` are places in the repository, which the stages know.
    """
    located: dict[str, Any] = {}
    for name, keys in USER_PATHS.items():
        section = getattr(params, name)
        paths = {key: str(folder / getattr(section, key)) for key in keys if getattr(section, key)}
        located[name] = dataclasses.replace(section, **paths)
    return dataclasses.replace(params, **located)


def build_params(content: dict[str, Any], *, origin: str = "params") -> Params:
    """Build parameters from nested mappings, refusing what is unknown. `origin` is named in errors."""
    sections = {item.name: item.default_factory for item in dataclasses.fields(Params)}
    if not isinstance(content, dict):
        message = f"{origin}: expected a mapping of stages, found {type(content).__name__}"
        raise ParamsError(message)
    built: dict[str, Any] = {}
    for name, values in content.items():
        if name not in sections:
            message = f"{origin}: unknown section {name!r}; known are {', '.join(sections)}"
            raise ParamsError(message)
        built[name] = _build_section(sections[name], values or {}, where=f"{origin}: {name}")
    return Params(**built)


def _build_section(record: Any, values: Any, *, where: str) -> Any:
    hints = get_type_hints(record)
    if not isinstance(values, dict):
        message = f"{where}: expected keys and values, found {type(values).__name__}"
        raise ParamsError(message)
    arguments: dict[str, Any] = {}
    for key, value in values.items():
        if key not in hints:
            message = f"{where}: unknown key {key!r}; known are {', '.join(hints)}"
            raise ParamsError(message)
        arguments[key] = _check_type(value, hints[key], where=f"{where}.{key}")
    return record(**arguments)


def _check_type(value: Any, hint: Any, *, where: str) -> Any:
    if hint is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if hint == tuple[str, ...] and isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(value)
    if isinstance(hint, type) and isinstance(value, hint) and not (hint is int and isinstance(value, bool)):
        return value
    message = f"{where}: {value!r} is not of type {getattr(hint, '__name__', hint)}"
    raise ParamsError(message)


def _check_probability(name: str, value: float) -> None:
    if not 0.0 <= value <= 1.0:
        message = f"{name} is {value}; it must lie between 0 and 1"
        raise ParamsError(message)
