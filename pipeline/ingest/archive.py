"""Archives of reports (.zip): every file in them is a report of its own. Nothing is unpacked to the disk."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from pipeline.errors import ReportError
from pipeline.ingest.extracted import Limits

_UTF8_NAME, _ENCRYPTED = 0x800, 0x1


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an archive: its path in it, and its bytes or the reason why it has none."""

    path: PurePosixPath
    content: bytes = b""
    reason: str | None = None


def iterate_members(content: bytes, limits: Limits) -> Iterator[Member]:
    """Give the files of an archive in the order of their names, each once; hidden ones and folders are passed over.

    Raises:
        ReportError: the archive is broken, or has more files or bytes than the limits allow.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        message = f"broken: the archive cannot be opened ({error}); it may be cut off, get it again"
        raise ReportError(message) from error
    infos = {_decode_name(info): info for info in archive.infolist() if not info.is_dir()}
    if len(infos) > limits.max_members:
        message = f"too large: the archive holds {len(infos)} files, more than {limits.max_members}; split it"
        raise ReportError(message)
    left = 4 * limits.max_bytes
    taken: set[PurePosixPath] = set()
    for name, info in sorted(infos.items()):
        path = PurePosixPath(name.replace("\\", "/"))
        if any(part.startswith((".", "__MACOSX")) and part != ".." for part in path.parts):
            continue
        if path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
            safe = PurePosixPath(*[part.strip("/:") or "_" for part in path.parts if part != ".."])
            yield Member(_free(safe, taken), reason=f"not safe: its name {name[:200]!r} leads out of the archive")
            continue
        path = _free(path, taken)
        member = _read_member(archive, info, path, min(limits.max_bytes, left))
        left -= len(member.content)
        yield member


def _free(path: PurePosixPath, taken: set[PurePosixPath]) -> PurePosixPath:
    """Give a path that no file before it has: a//b and a/b are two files of an archive."""
    while path in taken:
        path = path.with_name("_" + path.name)
    taken.add(path)
    return path


def _read_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, path: PurePosixPath, most: int) -> Member:
    if info.flag_bits & _ENCRYPTED:
        return Member(path, reason="protected: it needs a password; pack it without one")
    if info.file_size > most:
        return Member(path, reason=f"too large: it unpacks to {info.file_size} bytes, more than {most} that are left")
    try:
        with archive.open(info) as opened:
            content = opened.read(most + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
        return Member(path, reason=f"broken: it cannot be unpacked ({error}); get the archive again")
    if len(content) > most:
        return Member(path, reason=f"too large: it unpacks to more than {most} bytes")
    return Member(path, content)


def _decode_name(info: zipfile.ZipInfo) -> str:
    """Give the name of a file; Chinese programs write it in GBK where the archive says nothing."""
    if info.flag_bits & _UTF8_NAME:
        return info.filename
    try:
        return info.orig_filename.encode("cp437").decode("gb18030")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return info.filename
