"""What the model sees of each character: its neighbors, its word, what the rules found, the list it stands in."""

from __future__ import annotations

import re
from collections.abc import Callable, Set
from typing import TypeVar

from pipeline.organizations.scan import Candidate, Scan
from pipeline.organizations.vocabulary import Vocabulary

_LIST_END = re.compile(
    r"等(?:[一二两三四五六七八九十几数多\d]{1,8}(?:余|多|大)?[家户个所批项名]|一批|一大批)?[^，。；、等]{0,12}?"
    r"(?P<head>企业|公司|集团|项目|工程|高校|院校|院所|机构|部门|单位|平台|产业|产品|品牌|银行|活动|道路|景区|县区|乡镇)"
)
_LIST_REACH = 200
_MARKS = "，。；：:;！？!?"
_BEST = 0.3
_MOST_REMEMBERED = 100_000
NO_RULE, NO_LIST = "r-", "l-"
"""Features of a character that no rule claimed, and of one in no list."""
START, END = "^", "$"
"""What stands for the word before the first and behind the last, and for its kind."""


Names = tuple[str, ...]
KeyT = TypeVar("KeyT")
ValueT = TypeVar("ValueT")


class Memo(dict[KeyT, ValueT]):
    """Remembers what was computed of short texts, up to a number of them."""

    def __init__(self, compute: Callable[[KeyT], ValueT]) -> None:
        super().__init__()
        self._compute = compute

    def __missing__(self, key: KeyT) -> ValueT:
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
        value = self[key] = self._compute(key)
        return value


class FeatureBuilder:
    """Gives the features of sentences; only the `known` ones where they are given.

    A trained model knows few of all features; what it does not know changes nothing of what it says, but takes time.
    """

    def __init__(self, vocabulary: Vocabulary, known: Set[str] | None = None) -> None:
        self._known = known
        self._signs: Memo[str, tuple[Names, Names]] = Memo(self._read_signs)
        self._before: Memo[str, Names] = Memo(lambda pair: self._keep(f"B{pair}"))
        self._after: Memo[str, Names] = Memo(lambda pair: self._keep(f"A{pair}"))
        self._claims: Memo[tuple[str, str, str], Names] = Memo(self._read_claims)
        self._kinds: Memo[str, str] = Memo(lambda token: word_kind(token, vocabulary))
        self._words: Memo[str, Names] = Memo(lambda token: self._keep(f"w{word_sign(token)}"))
        self._words_before: Memo[str, Names] = Memo(lambda token: self._keep(f"p{token}"))
        self._words_after: Memo[str, Names] = Memo(lambda token: self._keep(f"n{token}"))
        self._kinds_before: Memo[tuple[str, str], Names] = Memo(lambda pair: self._keep(f"P{pair[0]}|{pair[1]}"))
        self._kinds_after: Memo[tuple[str, str], Names] = Memo(lambda pair: self._keep(f"N{pair[0]}|{pair[1]}"))

    def build(self, scan: Scan, found: list[Candidate]) -> list[list[str]]:
        """Give the features of every character of a sentence."""
        text = "".join(["0" if sign.isdigit() else sign for sign in scan.text])
        rules, lists = _rule_tags(len(text), found), _list_tags(scan.text)
        padded = f"  {text}  "
        rows: list[list[str]] = []
        for place, (rule, in_list, (part, word)) in enumerate(zip(rules, lists, self._read_words(scan), strict=True)):
            signs, pairs = self._signs[padded[place + 1 : place + 4]]
            rows.append(
                [
                    *signs, *self._before[padded[place : place + 2]], *self._after[padded[place + 3 : place + 5]],
                    *pairs, *self._claims[rule, in_list, part], *word,
                ]
            )  # fmt: skip
        return rows

    def _read_words(self, scan: Scan) -> list[tuple[str, Names]]:
        """Give for each character its place in its word with the word's kind, and what the whole word has in common."""
        tokens = scan.tokens or tuple(scan.text)
        kinds = [START, *(self._kinds[token] for token in tokens), END]
        rows: list[tuple[str, Names]] = []
        for index, (token, before, after) in enumerate(
            zip(tokens, (START, *tokens[:-1]), (*tokens[1:], END), strict=True), 1
        ):
            kind = kinds[index]
            word = (
                *self._words[token], *self._words_before[before], *self._words_after[after],
                *self._kinds_before[kinds[index - 1], kind], *self._kinds_after[kind, kinds[index + 1]],
            )  # fmt: skip
            if len(token) == 1:
                rows.append((f"kS{kind}", word))
                continue
            rows.append((f"kB{kind}", word))
            rows += [(f"kM{kind}", word)] * (len(token) - 2)
            rows.append((f"kE{kind}", word))
        return rows

    def _read_signs(self, window: str) -> tuple[Names, Names]:
        """Read a character between its neighbors: each alone, and each neighbor with it."""
        b1, c0, a1 = tuple(window)
        return self._keep(f"c{c0}", f"b{b1}", f"a{a1}"), self._keep(f"L{b1}{c0}", f"R{c0}{a1}")

    def _read_claims(self, claims: tuple[str, str, str]) -> Names:
        rule, in_list, part = claims
        return self._keep(rule, f"{rule}{part}", in_list, part)

    def _keep(self, *names: str) -> Names:
        return names if self._known is None else tuple(name for name in names if name in self._known)


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
