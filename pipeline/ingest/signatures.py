"""Files that are no text, told by their first bytes, each with what its owner can do."""

from __future__ import annotations

_SAVE = "save it as text (UTF-8) first"
_UNPACK = "unpack it first"
_READ = "read it with an OCR program first"
_SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF-", "a PDF file", "convert it to text first"),
    (b"{\\rtf", "an RTF document", _SAVE),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document (.doc, .xls, .ppt, .wps)", _SAVE),
    (
        b"PK\x03\x04",
        "a zip archive or Office document (.docx, .xlsx, .odt, .ofd)",
        "unpack it or save it as text first",
    ),
    (b"\x89PNG\r\n\x1a\n", "a PNG image", _READ),
    (b"\xff\xd8\xff", "a JPEG image", _READ),
    (b"GIF87a", "a GIF image", _READ),
    (b"GIF89a", "a GIF image", _READ),
    (b"II*\0", "a TIFF image", _READ),
    (b"MM\0*", "a TIFF image", _READ),
    (b"RIFF", "a media file", "give the text instead"),
    (b"ID3", "an MP3 recording", "give the text instead"),
    (b"\x1f\x8b", "a gzip archive", _UNPACK),
    (b"BZh9", "a bzip2 archive", _UNPACK),
    (b"\xfd7zXZ\0", "an xz archive", _UNPACK),
    (b"\x28\xb5\x2f\xfd", "a zstd archive", _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", _UNPACK),
    (b"Rar!\x1a\x07", "a rar archive", _UNPACK),
    (b"SQLite format 3\0", "an SQLite database", "export its texts first"),
    (b"PAR1", "a Parquet table", "export its texts first"),
    (b"\x7fELF", "a program", "leave it out"),
)


def find_signature(content: bytes) -> str | None:
    """Say what binary kind of file `content` begins like and what to do, or None."""
    for prefix, kind, remedy in _SIGNATURES:
        if content.startswith(prefix):
            return f"this is {kind}; {remedy}"
    return None
