"""Bytes to text: byte order mark, then strict UTF-8, then UTF-16 on strong evidence, then strict GB18030.

Detectors that guess by statistics fail on short texts; this order does not guess until the end, and then checks
that what came out looks like a text that somebody wrote.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from pipeline.errors import ReportError
from pipeline.ingest.plausible import find_implausible, looks_like_big5
from pipeline.ingest.signatures import find_signature

MAX_BYTES = 64 * 1024 * 1024
"""A larger file is no report; it would also fill the memory of every stage."""

# Longest first: the mark of UTF-16 little-endian begins that of UTF-32.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LONG_ENOUGH = 100
_OTHER_LINE_ENDS = "\r\u0085\u2028\u2029"
_LINE_END = re.compile(rf"\r\n?|[{_OTHER_LINE_ENDS}]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file, line ends as LF, and the encoding that it came from."""

    text: str
    encoding: str


def decode(content: bytes, *, max_bytes: int = MAX_BYTES) -> Decoded:
    """Decode the bytes of a report.

    Raises:
        ReportError: the file is empty, of a binary kind, too large, or its bytes are no text in a known encoding.
    """
    if not content:
        message = "empty: the file has no bytes"
        raise ReportError(message)
    if len(content) > max_bytes:
        message = f"too large: {len(content)} bytes, more than {max_bytes}; split it into reports"
        raise ReportError(message)
    signature = find_signature(content)
    if signature is not None:
        message = f"not text: {signature}"
        raise ReportError(message)
    decoded = _decode_bytes(content)
    if not decoded.text.strip("\ufeff \t\n\v\f\u3000\u00a0"):
        message = "empty: the file holds blanks only"
        raise ReportError(message)
    return decoded


def normalize_line_ends(text: str) -> str:
    """Write CRLF, CR, NEL (U+0085), U+2028 and U+2029 as LF; vertical tab and form feed stay."""
    return _LINE_END.sub("\n", text) if any(end in text for end in _OTHER_LINE_ENDS) else text


def _decode_bytes(content: bytes) -> Decoded:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _decode_marked(content[len(mark) :], encoding)
    if b"\0" in content:
        return _decode_utf16(content)
    try:
        return _check(content.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        utf8_break = error.start
    try:
        return _check(content.decode("gb18030"), "gb18030", was_guessed=True)
    except UnicodeDecodeError as error:
        message = f"not text: no UTF-8 (breaks at byte {utf8_break}) and no GB18030 (breaks at byte {error.start})"
        if utf8_break > len(content) // 2 and utf8_break > _LONG_ENOUGH:
            message += "; it begins as UTF-8, so it may be cut off or put together from files in two encodings"
        raise ReportError(message + _advise(content)) from error
    except ReportError as error:
        raise ReportError(str(error) + _advise(content)) from error


def _advise(content: bytes) -> str:
    return "; it looks like Big5 (traditional characters): save it as UTF-8" if looks_like_big5(content) else ""


def _decode_marked(content: bytes, encoding: str) -> Decoded:
    try:
        return _check(content.decode(encoding.removesuffix("-sig")), encoding)
    except UnicodeDecodeError as error:
        message = f"not text: begins with the mark of {encoding} but breaks at byte {error.start}"
        raise ReportError(message) from error


def _decode_utf16(content: bytes) -> Decoded:
    """Decode bytes with NULs among them: UTF-16 without a mark, where all NULs are high halves of ASCII."""
    for encoding, high in (("utf-16-le", content[1::2]), ("utf-16-be", content[0::2])):
        if high.count(0) != content.count(0):
            continue
        try:
            return _check(content.decode(encoding), encoding, was_guessed=True)
        except UnicodeDecodeError:
            continue
    message = "not text: holds NUL bytes, and is no UTF-16"
    raise ReportError(message)


def _check(text: str, encoding: str, *, was_guessed: bool = False) -> Decoded:
    problem = find_implausible(text, was_guessed=was_guessed)
    if problem is not None:
        message = f"not text: decoded as {encoding} it {problem}"
        raise ReportError(message)
    return Decoded(normalize_line_ends(text), encoding)
