"""Numerals as written in Chinese prose: Arabic, Chinese, mixed, with scale words and with 余/多/几 inside.

Works on the clean view: digits, `.`, `%` and `:` are half width.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

DIGITS = {
    "零": 0,
    "〇": 0,
    "○": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
DIGITS |= {"壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9, "俩": 2, "仨": 3}
SMALL_SCALES = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000, "廿": 20, "卅": 30}
LARGE_SCALES = {"万": 10**4, "亿": 10**8, "萬": 10**4, "億": 10**8}
HAN_NUMERALS = "".join(DIGITS) + "".join(SMALL_SCALES) + "".join(LARGE_SCALES)

ARABIC = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
# A scale word that begins a unit of its own (千瓦, 千米, 千克, 百分点...) is no scale of the number.
_NOT_A_UNIT = r"(?![瓦米克伏卡帕赫升焦])(?!分[之点])"
_HUNDRED = r"百(?!分[之点])"
SCALES = rf"(?:[十百]?[万亿]+|十|{_HUNDRED}|千{_NOT_A_UNIT}[万亿]*)"
MORE = "[余多几]"
"""余, 多 and 几 inside a number (3000余家, 20多万人) make its value a lower bound."""
# 3亿8千万, 12亿3500万, 6万5千: as it is spoken, in two parts that add up
_IN_TWO = rf"(?<![\d.])\d{{1,4}}(?:亿[零〇]?\d{{1,4}}[百千]?{MORE}?万|万[零〇]?\d千(?![万亿]){_NOT_A_UNIT})(?![\d亿])"
ARABIC_SCALED = rf"(?:(?:{_IN_TWO}|{ARABIC}(?:{MORE}?{SCALES}(?:{MORE}[万亿])?)?){MORE}?)"
_PLAIN_HAN = re.sub("[百千万]", "", HAN_NUMERALS)
HAN = rf"(?:[{_PLAIN_HAN}]|{_HUNDRED}|千{_NOT_A_UNIT}|万(?!分之))+"
HAN_SCALED = rf"(?:{HAN}(?:点[零〇一二三四五六七八九]+[万亿]*)?(?:{MORE}[万亿]*)?)"
# it begins with one set of characters, to which Python skips ahead, and tells by the one that it found how to go on
RUN = (
    rf"[\d{HAN_NUMERALS}](?:(?<=\d)\d*(?:[.,]\d+)*[{''.join(SMALL_SCALES)}{''.join(LARGE_SCALES)}]*"
    rf"|(?<!\d)[{HAN_NUMERALS}]*)"
)
"""Any run of digits (with the separators inside and the scale words behind) or of Chinese numerals."""

_ARABIC_PARTS = re.compile(rf"({ARABIC}){MORE}?([十百千万亿萬億]*)(?:{MORE}([万亿]?))?")
_HAN_PARTS = re.compile(rf"([{HAN_NUMERALS}]+)(?:点([零〇一二三四五六七八九]+)([万亿]*))?({MORE}?)([万亿]*)")
_TWO_PARTS = re.compile(rf"(?P<large>\d+[亿万])[零〇]?(?P<small>\d+[百千]?{MORE}?万?{MORE}?)")
_HAS_MORE = re.compile(MORE)
_ONE_SCALE = re.compile(
    rf"(?:{ARABIC}|[一二两三四五六七八九](?:点[零一二三四五六七八九]+)?)(?P<scales>[百千万亿]+){MORE}?"
)
_LARGE_AT_END = re.compile(rf"(?P<scales>[万亿]+){MORE}?$")
_TWO_DIGITS = re.compile(r"(?P<low>[一二两三四五六七八九])(?P<high>[二三四五六七八九])(?P<scale>[十百千万亿]*)")


@lru_cache(maxsize=8192)  # two of three have been read before
def parse_numeral(text: str) -> Decimal:
    """Read a whole numeral with its scale words multiplied out, exactly.

    Args:
        text: such as `1,234.5`, `1.2万亿`, `1.2万多亿`, `20多万`, `3亿8千万`, `二十三`, `两千余`, `零点五`, `百亿`.

    Returns:
        The value; of a numeral with 余, 多 or 几 its lower bound (`20多万`: 200000).

    Raises:
        ValueError: the text is no numeral.
    """
    arabic = _ARABIC_PARTS.fullmatch(text)
    if arabic:
        number, scales, last_scale = arabic.groups()
        return Decimal(number.replace(",", "")) * _scale_product(scales) * _scale_product(last_scale or "")
    if two := _TWO_PARTS.fullmatch(text):
        return parse_numeral(two["large"]) + parse_numeral(two["small"])
    han = _HAN_PARTS.fullmatch(text)
    if not han:
        message = f"{text!r} is no numeral"
        raise ValueError(message)
    whole, fraction, fraction_scales, _, last_scales = han.groups()
    value = Decimal(_parse_han_integer(whole))
    if fraction:
        value += Decimal("0." + "".join(str(DIGITS[char]) for char in fraction))
    return value * _scale_product(fraction_scales or "") * _scale_product(last_scales)


def parse_two_digits(text: str) -> tuple[Decimal, Decimal] | None:
    """Read 两三, 七八十, 三五百 as the two numbers between which the figure lies; None for any other numeral."""
    match = _TWO_DIGITS.fullmatch(text)
    if not match:
        return None
    low, high = DIGITS[match["low"]], DIGITS[match["high"]]
    if low == 1 or (high - low != 1 and (low, high) != (3, 5)):
        return None
    scale = _scale_product(match["scale"])
    return low * scale, high * scale


def parse_low_end(low: str, high: str) -> Decimal:
    """Read the lower end of a range, which may share the scale of the upper end: 3-5万 and 三至五万 begin at 30000."""
    return parse_numeral(low) * _scale_product(shared_scale(low, high))


def shared_scale(low: str, high: str) -> str:
    """Give the scale words of `high` that hold for `low` as well, empty where it has its own."""
    if re.search(r"[十百千万亿]", low):
        return ""
    short = _ONE_SCALE.fullmatch(high)
    if short or high[0].isdigit():
        return short["scales"] if short else ""
    trailing = _LARGE_AT_END.search(high)
    return trailing["scales"] if trailing else ""


def has_more(text: str) -> bool:
    """Tell whether 余, 多 or 几 stands inside or right after the numeral."""
    return bool(_HAS_MORE.search(text))


def _scale_product(scales: str) -> Decimal:
    product = 1
    for char in scales:
        product *= SMALL_SCALES.get(char) or LARGE_SCALES[char]
    return Decimal(product)


def _parse_han_integer(text: str) -> int:
    """Read 二十三, 两千零五, 一万二, 百亿, 二〇一六 (a run of plain digits is read digit by digit)."""
    if all(char in DIGITS for char in text):
        return int("".join(str(DIGITS[char]) for char in text))
    total, section, digit, last_scale, last_large = 0, 0, -1, 1, 0
    for char in text:
        if char in DIGITS:
            digit = DIGITS[char] if digit <= 0 else digit * 10 + DIGITS[char]
        elif char in SMALL_SCALES:
            scale = SMALL_SCALES[char]
            section += (digit if digit > 0 else 1) * scale if char not in "廿卅" else scale
            digit, last_scale = -1, scale
        else:
            scale = LARGE_SCALES[char]
            section += max(digit, 0)
            if section == 0:  # 万亿, or a leading 亿: the scale multiplies all that stands before it
                total = (total or 1) * scale
            else:
                # 一亿二千万 adds up, 两万五千万 is 25000 times 万
                total = total + section * scale if scale < last_large else (total + section) * scale
                section = 0
            digit, last_scale, last_large = -1, scale, scale
    if digit > 0:  # 一万二 is 12000, 三千五 is 3500; after 零 the digit counts as it stands
        shortened = last_scale > 10 and "零" not in text and "〇" not in text
        section += digit * (last_scale // 10) if shortened else digit
    return total + section
