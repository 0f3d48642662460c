"""What all pages share: escaping, data for scripts, and one file that needs nothing else, nor any network."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from functools import cache
from pathlib import Path
from string import Template
from typing import Any

_DATA = Path(__file__).parent / "data"
# Invisible and line-turning characters: in a report they are an accident or an attempt to deceive, so they are shown.
_INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")


def escape(text: str) -> str:
    """Give text as HTML that shows it and nothing else, in elements and in quoted attributes."""
    return html.escape(_INVISIBLE.sub(_picture, text))


def escape_prose(text: str) -> str:
    """Give text as HTML, with every invisible character as a marked picture whose title names it."""
    parts = []
    end = 0
    for match in _INVISIBLE.finditer(text):
        parts.append(html.escape(text[end : match.start()]))
        parts.append(f'<span class="control" title="U+{ord(match[0]):04X}">{_picture(match)}</span>')
        end = match.end()
    parts.append(html.escape(text[end:]))
    return "".join(parts)


def embed_json(content: Any) -> str:
    """Give plain values as JSON that may stand in a script element: no text in it can end the element."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return re.sub("[<>&\u2028\u2029\ud800-\udfff]", lambda match: f"\\u{ord(match[0]):04x}", text)


def build_page(name: str, script: str, parts: dict[str, str]) -> bytes:
    """Fill the template `name` with `parts`, which are HTML already, and with its style and script.

    The policy in the page lets just these two run, by their hashes, and lets nothing be loaded.
    """
    style, code = read_data("review.css"), read_data(script)
    policy = (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(code)}'; base-uri 'none'; "
        "form-action 'none'"
    )
    page = Template(read_data(name)).substitute(parts, policy=policy, style=style, script=code)
    return page.encode()


@cache
def read_data(name: str) -> str:
    """Read a file of this package."""
    return (_DATA / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _picture(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else "\ufffd"
