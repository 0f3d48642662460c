"""Files that are zip archives of XML parts (docx, xlsx): parts are read with a bound, and XML without declarations."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError, fromstring
from xml.parsers import expat

from pipeline.errors import ReportError
from pipeline.ingest.extracted import Limits

_ENCRYPTED = 0x1
MAX_PARTS = 10_000
MAX_DEPTH = 2_000
"""Elements inside one another. No word processor writes a tenth of it."""


def open_package(content: bytes, limits: Limits) -> zipfile.ZipFile:
    """Open an archive and refuse one that would unpack to more than the limit.

    Raises:
        ReportError: it is broken, encrypted or too large.
    """
    try:
        package = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        message = f"broken: the archive cannot be opened ({error}); it may be cut off, get it again"
        raise ReportError(message) from error
    infos = package.infolist()
    if len(infos) > MAX_PARTS:
        message = f"too large: the archive has {len(infos)} parts, more than {MAX_PARTS}"
        raise ReportError(message)
    total = sum(info.file_size for info in infos)
    if total > 4 * limits.max_bytes:
        message = f"too large: the archive unpacks to {total} bytes, more than {4 * limits.max_bytes}"
        raise ReportError(message)
    return package


def read_part(package: zipfile.ZipFile, name: str, limits: Limits) -> bytes:
    """Unpack one part, whatever its header says of its size.

    Raises:
        ReportError: it is missing, broken, encrypted or too large.
    """
    try:
        info = package.getinfo(name)
        if info.flag_bits & _ENCRYPTED:
            message = "protected: the archive needs a password; save it without one"
            raise ReportError(message)
        with package.open(info) as part:
            content = part.read(limits.max_bytes + 1)
    except (KeyError, zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
        message = f"broken: its part {name[:100]!r} cannot be unpacked ({error}); get the file again"
        raise ReportError(message) from error
    if len(content) > limits.max_bytes:
        message = f"too large: its part {name[:100]!r} unpacks to more than {limits.max_bytes} bytes"
        raise ReportError(message)
    return content


def parse_xml(content: bytes, *, part: str) -> Element:
    """Parse XML that declares no document type, so that there are no entities to expand and nothing to fetch.

    Raises:
        ReportError: it is not well-formed, nested too deeply, or declares what it may not.
    """
    check_xml(content, part=part)
    try:
        return fromstring(content)
    except (ParseError, ValueError, LookupError) as error:  # such as a prefix that nothing declares
        message = f"broken: its part {part} is no XML ({error})"
        raise ReportError(message) from error


def check_xml(content: bytes, *, part: str) -> None:
    """Refuse what `parse_xml` refuses, without building anything."""
    depth = deepest = 0

    def start(_name: str, _attributes: object) -> None:
        nonlocal depth, deepest
        depth += 1
        deepest = max(deepest, depth)
        if deepest > MAX_DEPTH:
            message = f"not safe: its part {part} nests elements more than {MAX_DEPTH} deep"
            raise ReportError(message)

    def end(_name: str) -> None:
        nonlocal depth
        depth -= 1

    def refuse(*_arguments: object) -> None:
        message = f"not safe: its part {part} declares a document type or entities; save the file again"
        raise ReportError(message)

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        message = f"broken: its part {part} is no XML ({error})"
        raise ReportError(message) from error


def local_name(element: Element) -> str:
    """Give the name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def attribute(element: Element, name: str) -> str | None:
    """Give an attribute by its name without a namespace."""
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), None)


def find_first(element: Element, *names: str) -> Element | None:
    """Follow a path of child elements, each the first of its local name."""
    found: Element | None = element
    for name in names:
        found = next((child for child in found if local_name(child) == name), None) if found is not None else None
    return found


def iterate_children(element: Element, name: str) -> Iterator[Element]:
    """Give the children of one local name."""
    return (child for child in element if local_name(child) == name)
