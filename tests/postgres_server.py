"""A PostgreSQL server of the tests: its own folder, a socket and no network."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

SECONDS = 60


@contextlib.contextmanager
def run_server() -> Iterator[str]:
    """Start a server and give its URL; it is stopped, and its folder removed, at the end."""
    # not pytest's folder: a server does not run as root, and what it runs as must be let in
    folder = Path(tempfile.mkdtemp(prefix="huibao-postgres-"))
    owner = find_owner()
    if owner is not None:
        shutil.chown(folder, owner)
    try:
        initdb = ["initdb", "-D", folder / "data", "-U", "tester", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"]
        subprocess.run(initdb, user=owner, cwd=folder, check=True, capture_output=True)
        options = ["-c", "listen_addresses=", "-c", "fsync=off", "-k", folder]
        log = (folder / "log").open("wb")
        with (
            log,
            subprocess.Popen(
                ["postgres", "-D", folder / "data", *options], user=owner, cwd=folder, stdout=log, stderr=log
            ) as server,
        ):
            try:
                url = f"postgresql://tester@/postgres?host={folder}"
                wait_for(url, server, folder / "log")
                yield url
            finally:
                server.send_signal(signal.SIGINT)  # SIGTERM would wait for connections that a failed test left open
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def find_owner() -> str | None:
    """Give the user that the server runs as: another one where the tests run as root."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    for name in ("postgres", "nobody"):
        if name in names:
            return name
    pytest.skip("the tests run as root, and there is no other user to run PostgreSQL as")


def wait_for(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + SECONDS
    while server.poll() is None and time.monotonic() < end:
        with contextlib.suppress(psycopg.OperationalError):
            psycopg.connect(url).close()
            return
        time.sleep(0.1)
    pytest.fail(f"PostgreSQL did not start:\n{log.read_text(errors='replace')}")
