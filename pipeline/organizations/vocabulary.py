"""What is known of a word: its class in jieba's dictionary, how many reports use it, whether it is a place."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from pipeline.resources.dictionary import Dictionary, load_dictionary
from pipeline.resources.regions import load_regions
from pipeline.resources.report_words import load_report_words

_USUAL = 6
_REMEMBERED = 1 << 14
"""Of so many words each answer is remembered: the same ones stand around names in every report."""
_PLAIN = 25
_PLAIN_SIGNS = frozenset("和与及的了在大小新老上下业类型化性级区市省县")


class Vocabulary:
    """Frequencies and word classes of a dictionary; immutable after loading."""

    def __init__(
        self,
        dictionary: Dictionary,
        reports: Mapping[str, int],
        regions: frozenset[str],
        provinces: frozenset[str] = frozenset(),
    ) -> None:
        self._dictionary = dictionary
        self._reports = reports
        self._regions = regions
        self._provinces = provinces
        self.is_common = lru_cache(_REMEMBERED)(self._is_common)
        """Whether the word is an ordinary word: in the dictionary, and no name of a person, place or brand."""
        self.is_known_place = lru_cache(_REMEMBERED)(self._is_known_place)
        """Whether the word is a province, a prefecture or a place of the dictionary, 仪陇 for 仪陇县 too."""
        self.is_place = lru_cache(_REMEMBERED)(self._is_place)
        """Whether the word is a known place, or ends like one."""

    def _is_common(self, word: str) -> bool:
        known = self._dictionary.find(word)
        if known is None:
            return self._reports.get(word, 0) >= _USUAL
        frequency, kind = known
        if len(word) == 1:
            return frequency > 1000
        return not kind.startswith(("nr", "nz", "ns", "nt"))

    def is_plain(self, word: str) -> bool:
        """Whether reports use the word so often that it names nobody."""
        return self._reports.get(word, 0) >= _PLAIN or (len(word) == 1 and word in _PLAIN_SIGNS)

    def is_word(self, word: str) -> bool:
        """Whether the dictionary has the word at all."""
        return word in self._dictionary

    def _is_known_place(self, word: str) -> bool:
        if len(word) < 2:
            return False
        if word in self._regions:
            return True
        for spelling in (word, f"{word}县", f"{word}市"):
            known = self._dictionary.find(spelling)
            if known is not None and known[1].startswith("ns"):
                return True
        return False

    def is_province(self, word: str) -> bool:
        """Whether the word is a province, with or without 省."""
        return word in self._provinces

    def is_used(self, word: str) -> bool:
        """Whether reports use the word."""
        return word in self._reports

    def _is_place(self, word: str) -> bool:
        if self.is_known_place(word):
            return True
        known = self._dictionary.find(word)
        return len(word) >= 3 and word[-1] in "省市县州盟旗区" and (known is None or known[1].startswith("n"))

    def word_class(self, word: str) -> str:
        """Give the class of a word for the model: its tag, a step of frequency and a step of use in reports."""
        reports = self._reports.get(word, 0)
        use = 0 if reports < 3 else 1 if reports < _USUAL else 2 if reports < 30 else 3
        known = self._dictionary.find(word)
        if known is None:
            return f"-{use}"
        frequency, kind = known
        step = 0 if frequency < 10 else 1 if frequency < 1000 else 2
        return f"{kind[:2]}{step}{use}"


def load_vocabulary(overrides: Path | None = None) -> Vocabulary:
    """Load jieba's dictionary, the words of reports and the regions."""
    regions = load_regions(overrides=overrides).by_name
    provinces = frozenset(name for name, region in regions.items() if region.level == "province")
    names = set(regions)
    # a prefecture without its 市, but for those whose name is then an ordinary word (白银, 中山)
    names |= {name[:-1] for name in names if name.endswith("市") and len(name) > 2}
    return Vocabulary(load_dictionary(), load_report_words(overrides), frozenset(names), provinces)
