"""What kind of file it is, told by its bytes; its name decides only between kinds of text."""

from __future__ import annotations

import io
import re
import zipfile

from pipeline.errors import ReportError
from pipeline.ingest.signatures import find_signature

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PDF_WITHIN = 1024
_BITMAP_HEADER = 54
_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*")
_HTML = re.compile(
    rb"(?:\s|\xef\xbb\xbf|<!--.{0,2000}?-->|<\?xml[^>]{0,200}>)*<(?:!doctype\s+html|html|head|body)[\s>]", re.I | re.S
)
_PARTS = (
    ("word/document.xml", "docx"),
    ("xl/workbook.xml", "xlsx"),
)
_FOREIGN = (
    ("ppt/presentation.xml", "a presentation (.pptx); save its text first"),
    ("OFD.xml", "an OFD document; save it as PDF or text first"),
    ("mimetype", "an OpenDocument file; save it as .docx or .xlsx first"),
)


def find_kind(content: bytes, format_of_name: str) -> str:
    """Tell the kind of a file: a key of readers.READERS, `zip`, `text` or `markdown`.

    `format_of_name` is the format that the suffix promises.

    Raises:
        ReportError: it is of a binary kind that is not read; says what to do.
    """
    if b"%PDF-" in content[:_PDF_WITHIN]:
        return "pdf"
    if content.startswith(b"{\\rtf"):
        return "rtf"
    if content.startswith(_ZIP):
        return _find_zip_kind(content)
    if content.startswith(_OLE):
        return _find_ole_kind(content)
    if _is_image(content):
        return "image"
    signature = find_signature(content)
    if signature is not None:
        message = f"not text: {signature}"
        raise ReportError(message)
    if format_of_name in ("html", "csv", "markdown"):
        return format_of_name
    return "html" if _looks_like_html(content) else "text"


def _is_image(content: bytes) -> bool:
    is_bitmap = content.startswith(b"BM") and content[6:10] == b"\0\0\0\0" and len(content) > _BITMAP_HEADER
    return content.startswith(_IMAGES) or is_bitmap or (content.startswith(b"RIFF") and content[8:12] == b"WEBP")


def _looks_like_html(content: bytes) -> bool:
    opening = content[:4096]
    if opening.startswith((b"\xff\xfe", b"\xfe\xff")):
        opening = opening.decode("utf-16", "replace").encode()
    return _HTML.match(opening) is not None


def _find_zip_kind(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        message = f"broken: the archive or Office document cannot be opened ({error}); it may be cut off, get it again"
        raise ReportError(message) from error
    for part, kind in _PARTS:
        if part in names:
            return kind
    for part, remedy in _FOREIGN:
        if part in names:
            message = f"not text: this is {remedy}"
            raise ReportError(message)
    return "zip"


def _find_ole_kind(content: bytes) -> str:
    """Tell by the names of its streams, which stand in the file as UTF-16."""
    for stream, kind in (("EncryptedPackage", ""), ("WordDocument", "doc"), ("Workbook", "xls"), ("Book", "xls")):
        if stream.encode("utf-16-le") in content:
            if not kind:
                message = "protected: this Office document needs a password; save it without one"
                raise ReportError(message)
            return kind
    message = (
        "not text: this is an old Office document, cut off or of another kind than .doc and .xls; save it as text first"
    )
    raise ReportError(message)
