"""What is known of a word: its class in jieba's dictionary, and how many government reports use it."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from pipeline.resources.report_words import load_report_words

_USUAL = 6
_PLAIN = 25
_PLAIN_SIGNS = frozenset("和与及的了在大小新老上下业类型化性级区市省县")


class Vocabulary:
    """Frequencies and word classes of a dictionary; immutable after loading."""

    def __init__(self, classes: dict[str, tuple[int, str]], reports: dict[str, int]) -> None:
        self._classes = classes
        self._reports = reports

    def is_common(self, word: str) -> bool:
        """Whether the word is an ordinary word: in the dictionary, and no name of a person, place or brand."""
        known = self._classes.get(word)
        if known is None:
            return self._reports.get(word, 0) >= _USUAL
        frequency, kind = known
        if len(word) == 1:
            return frequency > 1000
        return not kind.startswith(("nr", "nz", "ns", "nt"))

    def is_plain(self, word: str) -> bool:
        """Whether reports use the word so often that it names nobody."""
        return self._reports.get(word, 0) >= _PLAIN or (len(word) == 1 and word in _PLAIN_SIGNS)

    def is_place(self, word: str) -> bool:
        """Whether the word is a place by the dictionary or by its last character."""
        known = self._classes.get(word)
        if known is not None and known[1].startswith("ns"):
            return True
        return len(word) >= 3 and word[-1] in "省市县州盟旗区" and (known is None or known[1].startswith("n"))

    def word_class(self, word: str) -> str:
        """Give the class of a word for the model: its tag, a step of frequency and a step of use in reports."""
        reports = self._reports.get(word, 0)
        use = 0 if reports < 3 else 1 if reports < _USUAL else 2 if reports < 30 else 3
        known = self._classes.get(word)
        if known is None:
            return f"-{use}"
        frequency, kind = known
        step = 0 if frequency < 10 else 1 if frequency < 1000 else 2
        return f"{kind[:2]}{step}{use}"


def load_vocabulary(overrides: Path | None = None) -> Vocabulary:
    """Load jieba's dictionary file, without jieba's segmenter, and the words of reports."""
    classes: dict[str, tuple[int, str]] = {}
    with (files("jieba") / "dict.txt").open(encoding="utf-8") as lines:
        for line in lines:
            word, frequency, kind = line.split(" ")
            classes[word] = (int(frequency), kind.rstrip())
    return Vocabulary(classes, load_report_words(overrides))
