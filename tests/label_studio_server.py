"""A Label Studio of the tests: in an environment and a folder of its own, on this machine alone.

`make labelstudio` installs it into .label-studio/ (or $HUIBAO_LABEL_STUDIO) and runs the test that uses it.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = "HUIBAO_LABEL_STUDIO"
PACKAGE = "label-studio>=1.23,<1.24"
SECONDS = 900
_TOKEN = "0123456789abcdef"


@dataclass(frozen=True, slots=True)
class Client:
    """Asks the server what a person does in its pages."""

    url: str

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        content = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.url}{path}", content, method=method)
        request.add_header("Authorization", f"Token {_TOKEN}")
        request.add_header("Content-Type", "application/json")
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            message = f"{method} {path}: {error.read().decode()[:2000]}"
            raise AssertionError(message) from error

    def create_project(self, config: str, tasks: list[dict[str, Any]]) -> int:
        """Make a project with a labeling configuration and tasks; give its id."""
        project = int(self.ask("POST", "/api/projects", {"title": "huibao", "label_config": config})["id"])
        self.ask("POST", f"/api/projects/{project}/import", tasks)
        return project

    def read_tasks(self, project: int) -> list[dict[str, Any]]:
        """Give the tasks of a project with their predictions, by id."""
        found = self.ask("GET", f"/api/tasks?project={project}&fields=all&page_size=1000")["tasks"]
        return sorted(found, key=lambda task: task["id"])

    def export(self, project: int) -> list[dict[str, Any]]:
        """Give what Export > JSON gives, with the tasks that nobody has labelled."""
        return self.ask("GET", f"/api/projects/{project}/export?exportType=JSON&download_all_tasks=true")


def install(folder: Path) -> Path:
    """Make the environment where it is not there yet; give its folder of programs."""
    programs = folder / "venv" / "bin"
    if not (programs / "label-studio").exists():
        subprocess.run([sys.executable, "-m", "venv", folder / "venv"], check=True)
        subprocess.run([programs / "pip", "install", "--quiet", PACKAGE], check=True)
    return programs


@contextlib.contextmanager
def run_server(folder: Path, data: Path) -> Iterator[Client]:
    """Start a server that keeps its data in `data`; it is stopped at the end."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {
        "LABEL_STUDIO_BASE_DATA_DIR": str(data),
        "LABEL_STUDIO_USERNAME": "tester@example.org",
        "LABEL_STUDIO_PASSWORD": "tester-tester",
        "LABEL_STUDIO_USER_TOKEN": _TOKEN,
        "LABEL_STUDIO_ENABLE_LEGACY_API_TOKEN": "true",  # a key that is known before the server starts
        "LATEST_VERSION_CHECK": "false",
        "COLLECT_ANALYTICS": "false",
        "SENTRY_DSN": "",
        "SECRET_KEY": "of the tests alone",
        "PYTHONPATH": "",
    }
    command = [install(folder) / "label-studio", "start", "--no-browser", "--port", str(port)]
    log = data / "log"
    client = Client(f"http://127.0.0.1:{port}")
    with (
        log.open("wb") as output,
        subprocess.Popen(command, env=os.environ | settings, cwd=data, stdout=output, stderr=output) as server,
    ):
        try:
            wait_for(client, server, log)
            yield client
        finally:
            server.terminate()


def wait_for(client: Client, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + SECONDS
    while time.monotonic() < until and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{client.url}/health", timeout=5):
                return
        except OSError:
            time.sleep(1)
    message = f"Label Studio does not start: {log.read_text(errors='replace')[-2000:]}"
    raise AssertionError(message)
