"""`huibao explain TEXT`: why a sentence is of its pillar, and what its figures were bound by."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from pipeline.engine import Engine, load_engine
from pipeline.ingest.document import build_document
from pipeline.params import load_params
from pipeline.pillars import Judgment, build_names
from pipeline.records import Document, Fact, Sentence

_NUMBERED = re.compile(r"^\s*(?:第?[一二三四五六七八九十]+[、章]|[（(][一二三四五六七八九十]+[)）])")
_SHOWN = 3


def explain_command(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="A sentence, or several.")],
    heading: Annotated[str | None, typer.Option(metavar="TEXT", help="The heading that it stands under.")] = None,
    title: Annotated[str | None, typer.Option(metavar="TEXT", help="The title of its report.")] = None,
    report_date: Annotated[
        str | None, typer.Option(metavar="DATE", help="YYYY, YYYY-MM or YYYY-MM-DD; what 今年 and 目前 mean.")
    ] = None,
    pillars: Annotated[
        Path | None,
        typer.Option(metavar="DIR", exists=True, file_okay=False, help="Pillars of your own, from `huibao train`."),
    ] = None,
    params: Annotated[
        Path | None, typer.Option(metavar="FILE", help="params.yaml to use in place of the defaults.")
    ] = None,
    resources: Annotated[
        Path | None,
        typer.Option(metavar="DIR", exists=True, file_okay=False, help="Data files to use in place of ours."),
    ] = None,
) -> None:
    """Tell the pillar of each sentence with its probability and what decided, and the facts with their rules.

    What a term, a heading or a title adds is told in log odds: +0.7 doubles the odds, -0.7 halves them.

    \b
    Examples:
      huibao explain "全市新增创新平台3家、引进高层次人才20人。"
      huibao explain "累计发放补贴860万元。" --heading "加强人才队伍建设"
    """
    settings = load_params(params)
    if pillars is not None:
        settings = replace(settings, pillars=replace(settings.pillars, scheme=str(pillars)))
    if heading is not None:
        numbered = heading if _NUMBERED.match(heading) else f"一、{heading}"
        text = f"{numbered}\n{text}"
    document = build_document(text, title=title, report_date=report_date)
    for line in explain_document(load_engine(settings, overrides=resources), document, skip=heading is not None):
        print(line)


def explain_document(engine: Engine, document: Document, *, skip: bool = False) -> Iterator[str]:
    """Give the lines that explain each sentence of a text; `skip` leaves out the first, a heading above the others."""
    segmented = engine.segmenter.segment(document)
    judgments = engine.pillar_classifier.judge(document, segmented)
    facts = engine.analyze(document).facts
    names = {item.pillar: item.name_zh for item in build_names(engine.pillar_classifier.taxonomy)}
    pairs = list(zip(segmented.sentences, judgments, strict=True))[1 if skip else 0 :]
    for sentence, judgment in pairs:
        yield sentence.clean
        yield from _explain_pillar(judgment, names)
        yield from _explain_clauses(sentence, judgment, names)
        yield from _explain_facts([fact for fact in facts if fact.sentence_id == sentence.sentence_id], names)


def _explain_pillar(judgment: Judgment, names: dict[str, str]) -> Iterator[str]:
    label = judgment.label
    alone = judgment.probabilities(surroundings=False).get(label.pillar, 0.0)
    around = f"; {alone:.2f} from its words alone" if judgment.effects else ""
    yield _line("pillar", f"{label.pillar} {names[label.pillar]}, probability {label.score:.2f}{around}")
    others = sorted(judgment.probabilities().items(), key=lambda item: -item[1])
    shown = [f"{key} {share:.2f}" for key, share in others if key != label.pillar][:_SHOWN]
    if shown:
        yield _line("others", ", ".join(shown))
    if judgment.evidence is not None and judgment.evidence.cues:
        yield _line("cues", ", ".join(f"{word} ({strength}, {key})" for word, key, strength in judgment.evidence.cues))
    terms = judgment.terms()
    if terms:
        yield _line("terms", ", ".join(f"{term} {gain:+.2f}" for term, gain in terms))
    for effect in judgment.effects:
        yield _line(effect.source, f"{effect.title}: {effect.label} {effect.log_odds:+.1f}")


def _explain_clauses(sentence: Sentence, judgment: Judgment, names: dict[str, str]) -> Iterator[str]:
    start = 0
    for end, pillar in zip(judgment.label.clause_ends, judgment.label.clause_pillars, strict=True):
        yield _line("clause", f"{sentence.clean[start:end]} {pillar} {names[pillar]}")
        start = end


def _explain_facts(facts: Sequence[Fact], names: dict[str, str]) -> Iterator[str]:
    for fact in facts:
        known = [fact.indicator, fact.kind, fact.status, fact.period, fact.scope]
        told = ", ".join(item for item in known if item)
        yield _line(
            "fact", f"{fact.text}: {told}; {fact.pillar} {names[fact.pillar]}; confidence {fact.confidence:.2f}"
        )
        yield _line("", f"rules: {fact.rule}")


def _line(name: str, text: str) -> str:
    return f"  {name:<14}{text}"
