"""Files that need a reader are read in a process of their own, which a limit on time and memory can end.

A parser that crashes, hangs or fills the memory on a hostile file then costs that file and nothing else. Requests and
answers are plain values: nothing that comes back can run code here.
"""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from pipeline.errors import ReportError
from pipeline.ingest.extracted import Extracted, Limits

_MODULE = "pipeline.ingest.readers.process"
_START_SECONDS = 60.0
_PAGE_DONE = b'{"page": true}\n'


class ReadingProcess:
    """Reads files, one after the other. The process is started when it is first needed, and anew after a kill."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._child: subprocess.Popen[bytes] | None = None
        self._answers: queue.Queue[bytes] = queue.Queue()

    def __enter__(self) -> ReadingProcess:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def read(self, kind: str, content: bytes) -> Extracted:
        """Read the text of one file of a known kind.

        Raises:
            ReportError: the reader refuses it, takes too long, needs too much memory or crashes.
        """
        child = self._child or self._start()
        answer = b""
        try:
            if child.stdin is not None:
                child.stdin.write(json.dumps({"kind": kind, "size": len(content)}).encode() + b"\n" + content)
                child.stdin.flush()
            answer = self._answers.get(timeout=self._limits.max_seconds)
            while answer == _PAGE_DONE:
                answer = self._answers.get(timeout=self._limits.max_seconds)
        except queue.Empty:
            self.stop()
            message = f"too slow: not read within {self._limits.max_seconds:g} s; raise ingest.max_seconds or split it"
            raise ReportError(message) from None
        except OSError:  # the process went away while it was written to
            answer = b""
        if not answer:
            code = child.wait()
            self.stop()
            message = f"the reader of this file crashed (status {code}); save it in another format"
            raise ReportError(message)
        told = json.loads(answer)
        if "error" in told:
            raise ReportError(told["error"])
        return Extracted.from_json(told)

    def stop(self) -> None:
        """End the process."""
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        child.wait()
        for stream in (child.stdin, child.stdout):
            if stream is not None:
                try:
                    stream.close()
                except OSError:  # what was not written yet has nowhere to go
                    continue

    def _start(self) -> subprocess.Popen[bytes]:
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(path or str(Path.cwd()) for path in sys.path)}
        limits = [str(limit) for limit in (self._limits.max_bytes, self._limits.max_pages, self._limits.max_memory)]
        child = subprocess.Popen(
            [sys.executable, "-m", _MODULE, *limits, str(self._limits.max_pixels)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
        )
        self._answers = queue.Queue()
        if child.stdout is not None:
            threading.Thread(target=_pass_on, args=(child.stdout, self._answers), daemon=True).start()
        self._child = child
        try:
            started = self._answers.get(timeout=_START_SECONDS)
        except queue.Empty:
            started = b""
        if not started:
            self.stop()
            message = f"the process that reads files did not start ({sys.executable} -m {_MODULE}); run that by hand"
            raise ReportError(message)
        return child


def _pass_on(stream: BinaryIO, answers: queue.Queue[bytes]) -> None:
    """Hand on lines until the process ends, and then an empty one."""
    try:
        for line in stream:
            answers.put(line)
    except (OSError, ValueError):  # closed from this side
        pass
    answers.put(b"")
