"""A second reader of numerals, written apart from the extractor and working another way, to check its values.

It reads the surface of one figure and gives the values that the surface writes. It knows no context: what a figure
takes from elsewhere (the unit of a table, a unit that a later figure ends with) is given beside the surface.
"""

from __future__ import annotations

import html
import re
import unicodedata
from decimal import Decimal

SCALES = {"亿": 10**8, "万": 10**4, "千": 1000, "百": 100, "十": 10}
PLAIN = {digit: place for place, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟萬億○", "一二三四五六七八九十百千万亿〇")
_UNIT_OF_THOUSANDS = re.compile(r"千(?=[瓦米克伏卡帕赫升焦]|分点)")
_UNIT_OF_HUNDREDS = re.compile(r"百(?=分点)")
_MORE = re.compile("[余多几]")
_NUMBER = re.compile(r"(?P<digits>\d+(?:\.\d+)?)?(?P<han>[零〇一两二三四五六七八九十百千万亿点]*)")
_DASH = re.compile(r"[-–—~～至到]+")
_SPLIT = re.compile(r"(?P<low>[^-–—~～至到]*?\S)(?:[-–—~～]{1,2}|至|到)(?P<high>.*)")


class NoNumeral(ValueError):
    """The surface writes no number."""


def read_surface(surface: str, unit_apart: str = "") -> tuple[Decimal, Decimal | None]:
    """Give the value, and the upper value of a range, that a surface writes.

    `unit_apart` is the unit with its scale where it stands apart from the numeral (亿元 in the header of a column).
    """
    text = _tidy(surface)
    for read in (_read_parts, _read_doubling, _read_place, _read_tenths, _read_range, _read_pair):
        found = read(text)
        if found is not None:
            return found
    value = _read_number(text)
    per_mille = "‰" in text or "千分点" in text
    apart = _tidy(unit_apart)
    if apart and not text.endswith("%"):
        scale = re.match("[十百千万亿]*", _hide_units(apart))
        value *= _product(scale.group() if scale else "")
        per_mille = per_mille or "‰" in apart or "千分点" in apart
    return (value / 10 if per_mille else value), None


def _tidy(text: str) -> str:
    plain = unicodedata.normalize("NFKC", html.unescape(text)).translate(_FORMAL)
    plain = re.sub(r"[\s*|]|\\", "", plain)
    return re.sub(r"(?<=\d),(?=\d{3})", "", plain)


def _read_parts(text: str) -> tuple[Decimal, Decimal | None] | None:
    """百分之六十, 千分之五, 三分之一, 2/3, 2.35:1."""
    per = re.fullmatch(r"(?P<of>.+?)分之(?P<rest>.+)", text)
    if per:
        whole = _read_number(per["of"])
        parts = [_read_number(part.split("分之")[-1]) * 100 / whole for part in _DASH.split(per["rest"])]
        return _round(parts[0]), _round(parts[1]) if len(parts) > 1 else None
    slash = re.fullmatch(r"(\d+)/(\d+)", text)
    if slash:
        return _round(Decimal(slash[1]) * 100 / Decimal(slash[2])), None
    ratio = re.fullmatch(r"(\d+(?:\.\d+)?)[:∶](\d+(?:\.\d+)?)", text)
    if ratio:
        return _round(Decimal(ratio[1]) / Decimal(ratio[2])), None
    return None


def _read_doubling(text: str) -> tuple[Decimal, Decimal | None] | None:
    match = re.fullmatch(r"再?翻了?[近约超]?(.+)番", text)
    return (Decimal(2) ** int(_read_number(match[1])), None) if match else None


def _read_place(text: str) -> tuple[Decimal, Decimal | None] | None:
    match = re.fullmatch(r"[第前](.+?)[位名强个家]?", text)
    return (_read_number(match[1]), None) if match else None


def _read_tenths(text: str) -> tuple[Decimal, Decimal | None] | None:
    match = re.fullmatch(r"(.)成(.?)", text)
    if not match:
        return None
    rest = Decimal(5) if match[2] == "半" else _read_number(match[2] or "零")
    return _read_number(match[1]) * 10 + rest, None


def _read_range(text: str) -> tuple[Decimal, Decimal | None] | None:
    match = _SPLIT.fullmatch(text)
    if not match or not re.match(r"[\d零〇一两二三四五六七八九十百千万亿]", match["high"]):
        return None
    tenth = Decimal("0.1") if "‰" in text or "千分点" in text else Decimal(1)
    low_text, high_text = match["low"], match["high"]
    low, high = _read_number(low_text), _read_number(high_text)
    if not re.search("[十百千万亿]", _hide_units(low_text)):
        low *= _shared_scale(high_text)
    return low * tenth, high * tenth


def _shared_scale(high: str) -> int:
    """3-5万 is 30000 to 50000; 三至五十万 too shares its 万, but not its 十."""
    number = _NUMBER.match(_MORE.sub("", _hide_units(high)))
    han = number["han"] if number else ""
    if number and number["digits"]:
        return 1 if "十" in han else _product(han)
    if len(han) > 1 and han[0] in PLAIN and all(char in SCALES for char in han[1:]) and han[1] != "十":
        return _product(han[1:])
    trailing = re.search("[万亿]+$", han)
    return _product(trailing.group() if trailing else "")


def _read_pair(text: str) -> tuple[Decimal, Decimal | None] | None:
    """两三家, 七八十人, 三五个: between the two."""
    match = re.match(
        r"([一二两三四五六七八九])([二三四五六七八九])([十百千万亿]*)(?![\d零〇一二两三四五六七八九点])", text
    )
    if not match:
        return None
    low, high = PLAIN[match[1]], PLAIN[match[2]]
    if low < 2 or (high - low != 1 and (low, high) != (3, 5)):
        return None
    scale = _product(match[3])
    return Decimal(low * scale), Decimal(high * scale)


def _read_number(text: str) -> Decimal:
    """Read the numeral that a text begins with, behind a sign or a mark of a bound."""
    negative = text.startswith("-")
    match = _NUMBER.match(_MORE.sub("", _hide_units(text.lstrip("-"))))
    if match is None or not match.group():
        message = f"{text!r} begins with no numeral"
        raise NoNumeral(message)
    value = Decimal(match["digits"]) * _product(match["han"]) if match["digits"] else _read_han(match["han"])
    return -value if negative else value


def _hide_units(text: str) -> str:
    """千 of 千瓦 and 百 of 百分点 are no scale words."""
    return _UNIT_OF_HUNDREDS.sub("_", _UNIT_OF_THOUSANDS.sub("_", text))


def _read_han(text: str) -> Decimal:
    """Split a Chinese numeral at its largest scale word, and read both sides in the same way."""
    whole, point, rest = text.partition("点")
    if point:
        digits = re.match("[零〇一二三四五六七八九]*", rest)
        shown = digits.group() if digits else ""
        return (_read_han(whole) + Decimal("0." + "".join(str(PLAIN[char]) for char in shown))) * _product(
            rest[len(shown) :]
        )
    for char, scale in SCALES.items():
        left, found, right = text.rpartition(char)
        if not found:
            continue
        before = _read_han(left) if left.strip("零〇") else Decimal(1)
        after = Decimal(0)
        if right:
            short = len(right) == 1 and right in PLAIN and scale > 10
            after = _read_han(right) * (scale // 10) if short else _read_han(right)
        return before * scale + after
    return Decimal("".join(str(PLAIN[char]) for char in text))


def _product(scales: str) -> int:
    product = 1
    for char in scales:
        product *= SCALES[char]
    return product


def _round(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.0001"))
