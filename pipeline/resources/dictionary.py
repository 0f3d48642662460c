"""Jieba's dictionary of words, read without its segmenter."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


class Dictionary:
    """The frequency and the class of each word; immutable after loading.

    All stays in UTF-8 until it is asked for: of 350,000 words a run asks for few, and to make strings, numbers and
    pairs of all of them takes more than twice as long.
    """

    def __init__(self, content: bytes) -> None:
        """Take the lines, each a word, its frequency and its class, with blanks between them."""
        fields = content.split()
        self._frequencies, self._classes = fields[1::3], fields[2::3]
        self._places = dict(zip(fields[::3], range(len(fields) // 3), strict=True))

    def find(self, word: str) -> tuple[int, str] | None:
        """Give the frequency and the class of a word, None where the dictionary has it not."""
        # half a surrogate pair is in no word, and no reason to stop
        place = self._places.get(word.encode(errors="surrogatepass"))
        return None if place is None else (int(self._frequencies[place]), self._classes[place].decode())

    def __contains__(self, word: str) -> bool:
        """Whether the dictionary has the word."""
        return word.encode(errors="surrogatepass") in self._places

    def measure(self) -> tuple[int, int]:
        """Give how many characters a word has at most (so many bytes has the longest), and the sum of all frequencies.

        A word that stands in two lines counts once, with the frequency of the last one.
        """
        return max(map(len, self._places)), sum(map(int, map(self._frequencies.__getitem__, self._places.values())))


@cache
def load_dictionary() -> Dictionary:
    """Load the dictionary that jieba comes with; read once in a process, since it takes a while."""
    return Dictionary((files("jieba") / "dict.txt").read_bytes())
