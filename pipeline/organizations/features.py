"""What the model sees of each character: its neighbors, its word, what the rules found, the list it stands in."""

from __future__ import annotations

import re
from collections.abc import Set

from pipeline.organizations.scan import Candidate, Scan
from pipeline.organizations.vocabulary import Vocabulary

_LIST_END = re.compile(
    r"等(?:[一二两三四五六七八九十几数多\d]{1,8}(?:余|多|大)?[家户个所批项名]|一批|一大批)?[^，。；、等]{0,12}?"
    r"(?P<head>企业|公司|集团|项目|工程|高校|院校|院所|机构|部门|单位|平台|产业|产品|品牌|银行|活动|道路|景区|县区|乡镇)"
)
_LIST_REACH = 200
_MARKS = "，。；：:;！？!?"
_BEST = 0.3
NO_RULE, NO_LIST = "r-", "l-"
"""Features of a character that no rule claimed, and of one in no list."""
START, END = "^", "$"
"""What stands for the word before the first and behind the last, and for its kind."""


def build_features(
    scan: Scan, found: list[Candidate], vocabulary: Vocabulary, known: Set[str] | None = None
) -> list[list[str]]:
    """Give the features of every character of a sentence; only the `known` ones where they are given.

    A trained model knows few of all features; what it does not know changes nothing of what it says, but takes time.
    """
    text = "".join(["0" if sign.isdigit() else sign for sign in scan.text])
    size = len(text)
    rules = _rule_tags(size, found)
    lists = _list_tags(scan.text)
    words = _word_features(scan, vocabulary, known)
    padded = f"  {text}  "
    rows: list[list[str]] = []
    for place, (rule, in_list, (part, shared)) in enumerate(zip(rules, lists, words, strict=True)):
        b2, b1, c0, a1, a2 = padded[place : place + 5]
        own = (
            f"c{c0}", f"b{b1}", f"a{a1}", f"B{b2}{b1}", f"A{a1}{a2}", f"L{b1}{c0}", f"R{c0}{a1}",
            rule, f"{rule}{part}", in_list, part,
        )  # fmt: skip
        row = list(own) if known is None else [name for name in own if name in known]
        row += shared
        rows.append(row)
    return rows


def word_kind(token: str, vocabulary: Vocabulary) -> str:
    """Give the kind of a word; all numbers are of one."""
    return "m" if token.isdigit() else vocabulary.word_class(token)


def word_sign(token: str) -> str:
    """Give what the model knows a word by; long ones are all alike."""
    return token if len(token) < 6 else "~"


def may_hold_list(text: str) -> bool:
    """Whether a list may close in a sentence, so that its characters have features of their own."""
    return "等" in text and _LIST_END.search(text) is not None


def _rule_tags(size: int, found: list[Candidate]) -> list[str]:
    tags = [NO_RULE] * size
    taken = [False] * size
    for item in sorted(found, key=lambda each: (-each.confidence, each.start - each.end, each.start)):
        if item.confidence < _BEST or any(taken[item.start : item.end]):
            continue
        step = (
            "3" if item.confidence >= 0.9 else "2" if item.confidence >= 0.7 else "1" if item.confidence >= 0.5 else "0"
        )
        for place in range(item.start, item.end):
            taken[place] = True
            tags[place] = f"rI{item.type[:3]}{step}"
        tags[item.start] = f"rB{item.type[:3]}{step}"
        if item.end < size and tags[item.end] == NO_RULE:
            tags[item.end] = "r/"
    return tags


def _list_tags(text: str) -> list[str]:
    """Mark the characters of a list with the noun that closes it (A、B等8家企业)."""
    tags = [NO_LIST] * len(text)
    for match in _LIST_END.finditer(text):
        start = match.start()
        while start > 0 and text[start - 1] not in _MARKS and match.start() - start < _LIST_REACH:
            start -= 1
        tag = f"l{match['head']}"
        for place in range(start, match.start()):
            tags[place] = tag
    return tags


def _word_features(
    scan: Scan, vocabulary: Vocabulary, known: Set[str] | None
) -> list[tuple[str, tuple[str, ...] | list[str]]]:
    """Give for each character its place in its word with the word's kind, and what all characters of the word share."""
    tokens = scan.tokens or tuple(scan.text)
    kinds = [word_kind(token, vocabulary) for token in tokens]
    rows: list[tuple[str, tuple[str, ...] | list[str]]] = []
    last = len(tokens) - 1
    for index, token in enumerate(tokens):
        before = tokens[index - 1] if index else START
        after = tokens[index + 1] if index < last else END
        kind_before = kinds[index - 1] if index else START
        kind_after = kinds[index + 1] if index < last else END
        shared: tuple[str, ...] | list[str] = (
            f"w{word_sign(token)}",
            f"p{before}",
            f"n{after}",
            f"P{kind_before}|{kinds[index]}",
            f"N{kinds[index]}|{kind_after}",
        )
        if known is not None:
            shared = [name for name in shared if name in known]
        size = len(token)
        if size == 1:
            rows.append((f"kS{kinds[index]}", shared))
            continue
        for place in range(size):
            part = "B" if place == 0 else "E" if place == size - 1 else "M"
            rows.append((f"k{part}{kinds[index]}", shared))
    return rows
