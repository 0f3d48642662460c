"""The process that reads files: requests on stdin, one JSON line for each on stdout; pipeline.ingest.reading starts it.

It opens no connection, whatever a file or a library asks for, and gets no more memory than it is told.
"""

from __future__ import annotations

import json
import sys
from typing import BinaryIO

from pipeline.errors import ReportError
from pipeline.ingest.extracted import Limits
from pipeline.ingest.readers import read_content

_NETWORK = ("socket.connect", "socket.getaddrinfo", "socket.sendto", "socket.sendmsg", "urllib.Request")


def main(arguments: list[str]) -> None:
    """Answer requests until stdin ends. `arguments`: bytes, pages, memory and pixels that a file may take."""
    max_bytes, max_pages, max_memory, max_pixels = map(int, arguments)
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    limits = Limits(
        max_bytes=max_bytes,
        max_pages=max_pages,
        max_memory=max_memory,
        max_pixels=max_pixels,
        on_page=lambda: _answer(answers, {"page": True}),
    )
    sys.addaudithook(_refuse_network)
    _limit_memory(limits.max_memory)
    sys.stdout = sys.stderr  # what a library prints is no answer
    _answer(answers, {"ready": True})
    while line := requests.readline():
        request = json.loads(line)
        _answer(answers, _read(request["kind"], requests.read(request["size"]), limits))


def _read(kind: str, content: bytes, limits: Limits) -> dict[str, object]:
    try:
        return read_content(kind, content, limits).to_json()
    except ReportError as error:
        return {"error": str(error)}
    except MemoryError:
        return {"error": f"too large: reading it takes more than {limits.max_memory} bytes of memory; split it"}
    except ImportError as error:
        return {"error": f"its reader needs the package {error.name}; install it (pip install huibao)"}
    except Exception as error:
        # Broad on purpose: parsers raise what nobody foresees, and one file must not take the others with it.
        return {"error": f"broken: its reader fails on it ({type(error).__name__}: {error}); save it in another format"}


def _answer(answers: BinaryIO, content: dict[str, object]) -> None:
    answers.write(json.dumps(content).encode("ascii") + b"\n")
    answers.flush()


def _refuse_network(event: str, _arguments: tuple[object, ...]) -> None:
    if event in _NETWORK:
        message = f"a reader asked for the network ({event})"
        raise PermissionError(message)


def _limit_memory(size: int) -> None:
    try:
        import resource
    except ImportError:  # no such limits on this system; time and size are limited all the same
        return
    try:
        resource.setrlimit(resource.RLIMIT_DATA, (size, size))
    except (OSError, ValueError):  # the system allows less already
        return


if __name__ == "__main__":
    main(sys.argv[1:])
