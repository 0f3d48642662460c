"""What the model sees of each character: its neighbors, its word, what the rules found, the list it stands in.

Training reads the features as text, as they are built here. For reading reports emissions.py and word_numbers.py look
the same ones up as numbers; a test compares the two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.organizations.scan import Candidate, Scan
from pipeline.organizations.vocabulary import Vocabulary
from pipeline.records import ORGANIZATION_TYPES

_LIST_END = re.compile(
    r"等(?:[一二两三四五六七八九十几数多\d]{1,8}(?:余|多|大)?[家户个所批项名]|一批|一大批)?[^，。；、等]{0,12}?"
    r"(?P<head>企业|公司|集团|项目|工程|高校|院校|院所|机构|部门|单位|平台|产业|产品|品牌|银行|活动|道路|景区|县区|乡镇)"
)
LIST_SIGN = "等"
"""Without it there is no list."""
_LIST_REACH = 200
_MARKS = "，。；：:;！？!?"
_BEST = 0.3
NO_RULE, NO_LIST = "r-", "l-"
"""Features of a character that no rule claimed, and of one in no list."""
_BEHIND = "r/"
_CLAIMS = [f"r{part}{kind[:3]}{step}" for part in "BI" for kind in ORGANIZATION_TYPES for step in range(4)]
RULE_TAGS = (NO_RULE, _BEHIND, *_CLAIMS)
"""All that the rules can say of a character."""
START, END = "^", "$"
"""What stands for the word before the first and behind the last, and for its kind."""


def build_features(scan: Scan, found: list[Candidate], vocabulary: Vocabulary) -> list[list[str]]:
    """Give the features of every character of a sentence with its candidates."""
    text = "".join(map(plain_sign, scan.text))
    rules = [NO_RULE] * len(text)
    for start, end, tag in rule_spans(len(text), found):
        rules[start:end] = [tag] * (end - start)
    lists = [NO_LIST] * len(text)
    for start, end, tag in list_tags(scan.text):
        lists[start:end] = [tag] * (end - start)
    padded = f"  {text}  "
    rows: list[list[str]] = []
    for place, (rule, in_list, (part, word)) in enumerate(
        zip(rules, lists, _read_words(scan, vocabulary), strict=True)
    ):
        b2, b1, c0, a1, a2 = tuple(padded[place : place + 5])
        rows.append(
            [
                f"c{c0}", f"b{b1}", f"a{a1}", f"B{b2}{b1}", f"A{a1}{a2}", f"L{b1}{c0}", f"R{c0}{a1}",
                rule, f"{rule}{part}", in_list, part, *word,
            ]
        )  # fmt: skip
    return rows


def plain_sign(sign: str) -> str:
    """Give a character as the model sees it: all digits are one."""
    return "0" if sign.isdigit() else sign


def word_kind(token: str, vocabulary: Vocabulary) -> str:
    """Give the kind of a word; all numbers are of one."""
    return "m" if token.isdigit() else vocabulary.word_class(token)


def word_sign(token: str) -> str:
    """Give what the model knows a word by; long ones are all alike."""
    return token if len(token) < 6 else "~"


def rule_spans(size: int, found: Sequence[Candidate]) -> list[tuple[int, int, str]]:
    """Give what the surest rules say of spans of a sentence of `size`; a later one holds where two overlap."""
    claims: list[Candidate] = []
    for item in sorted(found, key=lambda each: (-each.confidence, each.start - each.end, each.start)):
        if item.confidence >= _BEST and not any(item.overlaps(own) for own in claims):
            claims.append(item)
    spans = [(item.end, item.end + 1, _BEHIND) for item in claims if item.end < size]
    for item in claims:
        step = (
            "3" if item.confidence >= 0.9 else "2" if item.confidence >= 0.7 else "1" if item.confidence >= 0.5 else "0"
        )
        spans.append((item.start, item.end, f"rI{item.type[:3]}{step}"))
        spans.append((item.start, item.start + 1, f"rB{item.type[:3]}{step}"))
    return spans


def list_tags(text: str) -> Iterator[tuple[int, int, str]]:
    """Give the spans of lists with the noun that closes each (A、B等8家企业); a later one holds where two overlap."""
    for match in _LIST_END.finditer(text):
        end = match.start()
        reach = max(0, end - _LIST_REACH)
        start = max(reach, *(text.rfind(mark, reach, end) + 1 for mark in _MARKS))
        yield start, end, f"l{match['head']}"


def _read_words(scan: Scan, vocabulary: Vocabulary) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give for each character its part of its word with the word's kind, and what the whole word has in common."""
    tokens = (START, *(scan.tokens or tuple(scan.text)), END)
    kinds = (START, *(word_kind(token, vocabulary) for token in tokens[1:-1]), END)
    for index in range(1, len(tokens) - 1):
        token, kind = tokens[index], kinds[index]
        word = (
            f"w{word_sign(token)}", f"p{tokens[index - 1]}", f"n{tokens[index + 1]}",
            f"P{kinds[index - 1]}|{kind}", f"N{kind}|{kinds[index + 1]}",
        )  # fmt: skip
        for part in "S" if len(token) == 1 else f"B{'M' * (len(token) - 2)}E":
            yield f"k{part}{kind}", word
