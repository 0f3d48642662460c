"""One way of writing for the marks, digits and letters of a text."""

from __future__ import annotations

import re
import unicodedata

HAN = "\u3400-\u9fff〇"
_FULL_WIDTH = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if chr(code) not in "，：；（）！？"}
_RADICALS = {
    code: unicodedata.normalize("NFKC", chr(code))
    for code in (*range(0x2F00, 0x2FD6), *range(0xF900, 0xFAFF))
    if len(unicodedata.normalize("NFKC", chr(code))) == 1
}
_DASHES = dict.fromkeys(map(ord, "‐‑‒–−﹣"), "-")
_BLANKS = dict.fromkeys(
    map(
        ord,
        "\u00a0\u1680\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\x0b\x0c\x1c\x1d\x1e\x1f\x85\u2028\u2029",
    ),
    " ",
)
_LETTERS = {chr(code): sign for code, sign in (_FULL_WIDTH | _RADICALS | _DASHES | _BLANKS).items()}
_LETTERS |= {"﹪": "%", "﹒": "."}
# A comma or colon that belongs to a number is kept apart under a code of its own while the others turn full-width.
_KEPT_COMMA, _KEPT_COLON = "\x01", "\x02"
_MARKS = {
    ",": "，",
    ";": "；",
    ":": "：",
    "(": "（",
    ")": "）",
    "!": "！",
    "?": "？",
    "﹐": "，",
    "﹔": "；",
    "∶": "：",
} | {"﹕": "：", "﹙": "（", "﹚": "）", "︰": "：", "｡": "。", _KEPT_COMMA: ",", _KEPT_COLON: ":"}
# str.translate looks up every character of a text; most of a text is already written as it should be.
_OTHER_LETTERS = re.compile(f"[{re.escape(''.join(_LETTERS))}]")
_OTHER_MARKS = re.compile(f"[{re.escape(''.join(_MARKS))}]")
# The mark comes first: it is looked for in no time, and what stands before it only where there is one.
_THOUSANDS = re.compile(r",(?<=\d,)(?=\d{3}(?!\d))")
_RATIO = re.compile(r"[:：∶﹕︰](?:(?<=\d.)|(?<=\d .))(?= ?\d)")
_FULL_STOP = re.compile(rf"\.(?<=[{HAN}]{{4}}\.)(?=[{HAN}\s]|$)")
_QUOTE = re.compile('"')
# 4O个, 1.O8亿元: a letter typed for a zero; no O2O模式
_TYPED_ZEROS = re.compile(
    r"(?:(?<=\d)|(?<=\d\.))(?<![A-Za-z]\d)[Oo][\dOo.]*(?=[十百千万亿余多%‰个户家件名人项元亩吨公平立])"
)


def has_typed_zeros(text: str) -> bool:
    """Tell whether a letter stands for a zero inside a number."""
    return ("O" in text or "o" in text) and _TYPED_ZEROS.search(text) is not None


def write_one_way(raw: str) -> str:
    """Translate character by character; the length never changes."""
    text = _OTHER_LETTERS.sub(lambda match: _LETTERS[match[0]], raw)
    text = _THOUSANDS.sub(_KEPT_COMMA, text)
    text = _RATIO.sub(_KEPT_COLON, text)
    text = _FULL_STOP.sub("。", text)
    if '"' in text:
        sides = iter("“”" * (text.count('"') // 2 + 1))
        text = _QUOTE.sub(lambda _: next(sides), text)
    if has_typed_zeros(text):
        text = _TYPED_ZEROS.sub(lambda match: match[0].replace("O", "0").replace("o", "0"), text)
    return _OTHER_MARKS.sub(lambda match: _MARKS[match[0]], text)
