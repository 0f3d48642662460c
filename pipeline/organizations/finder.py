"""The finder: gazetteer, rules and model over every sentence of a report, then what the report itself vouches for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.organizations.called import Called, add_called, find_called
from pipeline.organizations.contexts import Contexts
from pipeline.organizations.established import find_established
from pipeline.organizations.frames import find_framed
from pipeline.organizations.government import find_government, own_bureau_end
from pipeline.organizations.joined import Joined
from pipeline.organizations.lexicon import Lexicon
from pipeline.organizations.link import Directory, load_directory, organization_id
from pipeline.organizations.local_parts import local_end
from pipeline.organizations.memory import find_remembered
from pipeline.organizations.names import RANKING, branch_end, find_names, firm_end
from pipeline.organizations.own_places import drop_inside, find_own_places, find_spans, mend_starts
from pipeline.organizations.own_words import find_pairs, find_valleys, find_world_bodies, support_own_words
from pipeline.organizations.party_committees import COMMITTEES, find_committees
from pipeline.organizations.project_lists import find_in_project_lists
from pipeline.organizations.projects import find_builders
from pipeline.organizations.report_places import (
    counties_around,
    cut_counties,
    drop_places_of_report,
    group_counties,
)
from pipeline.organizations.resolve import prefer_known_owner, resolve_candidates
from pipeline.organizations.scan import Candidate, Hit, Scan
from pipeline.organizations.screen import screen_candidates
from pipeline.organizations.short_names import Named, find_full_names
from pipeline.organizations.support import (
    find_siblings,
    support_earners,
    support_lists,
    support_neighbors,
    support_openers,
)
from pipeline.organizations.tagger import Tagger, load_tagger
from pipeline.organizations.task_forces import find_task_forces
from pipeline.organizations.user_names import UserNames
from pipeline.organizations.vocabulary import Vocabulary, load_vocabulary
from pipeline.params import OrganizationsParams
from pipeline.records import Document, Mention, Segmented, Sentence
from pipeline.resources.counties import load_counties
from pipeline.resources.gazetteer import load_gazetteer, merge_gazetteers
from pipeline.resources.organization_patterns import OrganizationPatterns, load_organization_patterns
from pipeline.resources.regions import load_regions
from pipeline.resources.user_lists import UserLists, read_user_lists

_SHORT, _OF_TWO_ENDS = 3, 2
_NO_MINISTRY = ("部门", "部署")
"""轻工业部|门: the trade, not its ministry."""
_JOINTS = ("和", "与", "及")
_SURE_BUILDER = 0.7
_BEGINS_PRODUCT = frozenset("新纯全大高")
"""江铃|纯电动, which a segmenter may cut 江铃纯|电动."""
_STUDENT = re.compile("生(?![物命态产源])")
"""大湾区大学|生."""
# 武大高速 runs between two towns.
_LINE = re.compile("高速|高铁|铁路|城际|公路")
# 38所 is an institute, but 新建幼儿园38所 and 38所学校 are counts.
_COUNT = re.compile(r"\d+所")
_COUNTED = re.compile(r"[\u4e00-\u9fff“”]{0,8}?(?:校|院(?!士)|园(?!区)|中学|小学|高中|站|机构)")
# Without a word of the lexicon only these tell that a name may stand in a sentence. Each alternative begins with a
# character, so that Python skips to these.
_HINT = re.compile(
    r"国家(?=技术转移|专利审查)|等|期|园|城|产|购|获[批评]|入选|跻身|成为|转让|项目|总部|基地|上市|龙头|链主|营业收入|营收|订单|"
    r"家(?<=[\d两三四五六七八九十]家)|户(?<=[\d两三四五六七八九十]户)|所(?<=[\d两三四五六七八九十]所)"
)


@dataclass(frozen=True, slots=True)
class RuleFinder:
    """Candidates by gazetteer and rules; the model reads them as features."""

    lexicon: Lexicon
    patterns: OrganizationPatterns
    vocabulary: Vocabulary
    contexts: Contexts
    use_patterns: bool = True

    def scan(self, text: str, tokens: tuple[str, ...]) -> Scan:
        """Look up what all rules need in a sentence."""
        return self.scan_all(Joined([text]), [tokens])[0]

    def scan_all(self, joined: Joined, tokens: Iterable[tuple[str, ...]]) -> list[Scan]:
        """Look up what all rules need in the sentences of a report."""
        return list(map(Scan, joined.texts, tokens, self.lexicon.find(joined)))

    def find(self, scan: Scan) -> list[Candidate]:
        """Find every candidate, unsure ones too."""
        if not scan.hits and not _HINT.search(scan.text):
            return []
        certain = _gazetteer(scan, self.patterns, self.vocabulary) if "gazetteer" in scan.roles else []
        if not self.use_patterns:
            return certain
        certain += find_government(scan, self.patterns, self.vocabulary)
        certain += find_task_forces(scan.text)
        certain += find_established(scan, self.patterns)
        certain += find_names(scan, self.patterns, self.vocabulary)
        certain += find_valleys(scan.text)
        certain += find_pairs(scan)
        certain += find_world_bodies(scan.text)
        builders = find_builders(scan, self.patterns, self.vocabulary)
        builders += find_in_project_lists(scan, certain, self.patterns, self.vocabulary)
        framed = find_framed(scan, self.patterns, self.vocabulary)
        sure = [*certain, *(item for item in builders if item.confidence >= _SURE_BUILDER)]
        return certain + self.contexts.find(scan, sure) + builders + framed


@dataclass(frozen=True, slots=True)
class OrganizationFinder:
    """Finds the named organizations of a report. Immutable; `find` is pure."""

    rules: RuleFinder
    user_names: UserNames
    directory: Directory
    tagger: Tagger | None
    min_confidence: float
    counties: Mapping[str, frozenset[str]]
    """Short names by the first digits of their codes, see `group_counties`."""

    def find(self, document: Document, segmented: Segmented) -> tuple[Mention, ...]:
        """Find the mentions, sorted by place, an outer one before what it holds."""
        sentences = [item for item in segmented.sentences if item.kind != "outline" and item.clean]
        joined = Joined([item.clean for item in sentences])
        scans = self.rules.scan_all(joined, (item.tokens for item in sentences))
        places = find_own_places(document, self.rules.patterns, self.rules.vocabulary)
        counties = counties_around(document, self.counties)
        candidates = self._candidates(scans)
        for number in joined.find_all(COMMITTEES):
            candidates[number] = find_committees(scans[number], candidates[number])
        candidates = [
            self._at_their_places(joined.text, scan, own, places, counties) if own else own
            for scan, own in zip(scans, candidates, strict=True)
        ]
        called = find_called(joined, scans, candidates, self.rules.patterns, self.rules.vocabulary)
        candidates = add_called(scans, candidates, called)
        remembered = find_remembered(joined, scans, candidates, self.rules.lexicon.canonical, self.rules.vocabulary)
        found = [
            (sentence, item)
            for sentence, scan, own, more in zip(sentences, scans, candidates, remembered, strict=True)
            if own or more or self.user_names.may_add
            for item in self.user_names.decide(scan, self._resolve(scan, own + more, places))
        ]
        names = self._link(document, found, called)
        mentions = [_mention(document, *place, name) for place, name in zip(found, names, strict=True)]
        return tuple(sorted(mentions, key=lambda item: (item.char_start, -item.char_end)))

    def _at_their_places(
        self, text: str, scan: Scan, own: list[Candidate], places: tuple[str, ...], counties: frozenset[str]
    ) -> list[Candidate]:
        """Take places of the report for what they are: no firms, and no part of the names of firms."""
        mended = mend_starts(scan, own, places)
        known = cut_counties(scan, mended, counties, self.rules.vocabulary)
        return drop_places_of_report(text, scan, known, counties)

    def _resolve(self, scan: Scan, candidates: list[Candidate], places: tuple[str, ...]) -> list[Candidate]:
        spans = find_spans(scan.text, places)
        own = drop_inside(spans, candidates)
        return drop_inside(spans, resolve_candidates(scan, own, min_confidence=self.min_confidence))

    def _candidates(self, scans: list[Scan]) -> list[list[Candidate]]:
        """Give the candidates of each sentence, by rules and by the model."""
        found = [self.rules.find(scan) for scan in scans]
        if self.tagger is not None:
            revised = zip(scans, self.tagger.revise_all(scans, found), strict=True)
            found = [self._support(scan, own) if own else own for scan, own in revised]
        return [self._screen(scan, own) if own else own for scan, own in zip(scans, found, strict=True)]

    def _support(self, scan: Scan, found: list[Candidate]) -> list[Candidate]:
        known = support_earners(scan, support_neighbors(scan, support_openers(scan, support_lists(scan, found))))
        return support_own_words(scan, known + find_siblings(scan, known), self.rules.vocabulary)

    def _screen(self, scan: Scan, found: list[Candidate]) -> list[Candidate]:
        known = prefer_known_owner(scan, found, self.rules.patterns, self.rules.vocabulary)
        return screen_candidates(scan, known, self.rules.patterns, self.rules.vocabulary)

    def _link(
        self, document: Document, found: list[tuple[Sentence, Candidate]], called: Mapping[str, Called]
    ) -> list[str]:
        """Give the full name of every mention: as it is known, or as the report itself has it elsewhere."""
        home = self.directory.home(document)
        names: dict[Named, str] = {}
        named: list[Named] = []
        for sentence, item in found:
            surface = sentence.clean[item.start : item.end]
            if surface in called and called[surface].type == item.type:
                surface = called[surface].full_name
            name = names.get((surface, item.type))
            if name is None:
                name = names[surface, item.type] = self.directory.name(surface, item.type, home)
            named.append((name, item.type))
        known = {(name, kind) for name, kind in named if self.directory.entry(organization_id(name, kind))}
        full_names = find_full_names(named, known, lambda name: self.directory.without_place(name, home))
        return [full_names.get(item, item[0]) for item in named]


def _mention(document: Document, sentence: Sentence, item: Candidate, name: str) -> Mention:
    start, end = sentence.raw_span(item.start, item.end)
    return Mention(
        doc_id=document.doc_id,
        sentence_id=sentence.sentence_id,
        char_start=start,
        char_end=end,
        text=document.text[start:end],
        type=item.type,
        org_id=organization_id(name, item.type),
        rule=item.rule,
        confidence=round(item.confidence, 4),
    )


def load_rule_finder(
    overrides: Path | None = None, user: UserLists | None = None, *, use_patterns: bool = True
) -> RuleFinder:
    """Load gazetteer and patterns; a user's entries come before those of the gazetteer."""
    patterns = load_organization_patterns(overrides)
    vocabulary = load_vocabulary(overrides)
    return RuleFinder(
        lexicon=Lexicon(merge_gazetteers(load_gazetteer(overrides), (user or UserLists()).entries), patterns),
        patterns=patterns,
        vocabulary=vocabulary,
        contexts=Contexts(patterns, vocabulary),
        use_patterns=use_patterns,
    )


def load_organization_finder(params: OrganizationsParams, *, overrides: Path | None = None) -> OrganizationFinder:
    """Load the finder; the model only where `params.use_model` asks for it."""
    user = read_user_lists(params)
    rules = load_rule_finder(overrides, user, use_patterns=params.use_patterns)
    folder = Path(params.model) if params.model else None
    tagger = load_tagger(rules.vocabulary, folder) if params.use_model else None
    return OrganizationFinder(
        rules=rules,
        user_names=UserNames(user, rules.vocabulary),
        directory=load_directory(overrides, user),
        tagger=tagger,
        min_confidence=params.min_confidence,
        counties=group_counties(load_counties(load_regions(overrides=overrides), overrides=overrides)),
    )


def _gazetteer(scan: Scan, patterns: OrganizationPatterns, vocabulary: Vocabulary) -> list[Candidate]:
    """Names of the gazetteer, with a place in brackets behind; a short one only where it fills whole words."""
    return [
        Candidate(hit.start, _whole_end(scan, hit, patterns, vocabulary), hit.type, "gazetteer", 0.95)
        for hit in scan.with_role("gazetteer")
        if (hit.end - hit.start > _SHORT or _fills_words(scan, hit, vocabulary))
        and not RANKING.match(scan.text, hit.end)
        and not scan.text.startswith(_NO_MINISTRY, hit.end - 1)
        and not (hit.type == "university" and _is_no_university(scan, hit))
        and not (hit.type == "institute" and _COUNT.match(scan.text, hit.start) and not _is_numbered(scan, hit))
        and not (scan.text.startswith("港", hit.end) and scan.text.endswith("航空", hit.start, hit.end))
    ]


def _is_no_university(scan: Scan, hit: Hit) -> bool:
    """Whether its students are meant (大湾区大学生), or by two characters the two ends of a line (武大高速)."""
    is_line = hit.end - hit.start == _OF_TWO_ENDS and _LINE.match(scan.text, hit.end)
    return bool(is_line or _STUDENT.match(scan.text, hit.end))


def _is_numbered(scan: Scan, hit: Hit) -> bool:
    """Whether a number names an institute (与38所共建), and does not count schools (幼儿园38所, 、38所高校)."""
    opens = not hit.start or scan.text[hit.start - 1] in "、，。；：与和及"
    return opens and not _COUNTED.match(scan.text, hit.end)


def _fills_words(scan: Scan, hit: Hit, vocabulary: Vocabulary) -> bool:
    """Whether a name stands between words; of 中|石油管 the firm 中石油 is one all the same."""
    if hit.start not in scan.bounds:
        return False
    if hit.type == "institute" and _is_joined_behind(scan, hit, vocabulary):
        return True
    of_the_nation = hit.end - hit.start == _SHORT and scan.text.startswith("中", hit.start) and hit.type == "company"
    return of_the_nation or hit.end in scan.bounds or (hit.type == "company" and _is_cut_behind(scan, hit, vocabulary))


def _is_joined_behind(scan: Scan, hit: Hit, vocabulary: Vocabulary) -> bool:
    """Whether a segmenter joined the end of a name to what joins it to the next one: 哈兽|研和."""
    return scan.text.startswith(_JOINTS, hit.end) and not vocabulary.is_word(
        scan.text[scan.token_start(hit.end) : hit.end + 1]
    )


def _is_cut_behind(scan: Scan, hit: Hit, vocabulary: Vocabulary) -> bool:
    """Whether a segmenter joined a known firm to a part of the word behind it: 江铃纯|电动."""
    token = scan.token_at(hit.start)
    end = hit.start + len(token)
    if vocabulary.is_word(token) or end == len(scan.text) or scan.token_start(hit.end) != hit.start:
        return False
    behind = scan.text[hit.end : end] + scan.token_at(end)
    if scan.text[hit.end : end] in _BEGINS_PRODUCT:
        return True
    return "\u4e00" <= behind[-1] <= "\u9fff" and (vocabulary.is_common(behind) or vocabulary.is_used(behind))


def _whole_end(scan: Scan, hit: Hit, patterns: OrganizationPatterns, vocabulary: Vocabulary) -> int:
    """Give where the name ends that begins with a name of the gazetteer: 一汽锡柴, 恒丰银行扬州分行."""
    end = own_bureau_end(scan, hit, patterns) if hit.type == "government" else hit.end
    if hit.type == "company":
        end = firm_end(scan, hit.end, patterns, vocabulary)
    if hit.type == "platform":
        end = local_end(scan.text, end, vocabulary)
    return branch_end(scan.text, end)
