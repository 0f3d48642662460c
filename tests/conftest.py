from __future__ import annotations

import os
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest
from browser import find_chromium

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
POSTGRES = ("postgres", "initdb")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what this machine cannot run, so that the closing line of pytest counts it."""
    absent = []
    if not SHARED.is_dir():
        absent.append(("shared", "the folder ../shared is not there"))
    if find_chromium() is None:
        absent.append(("browser", "no Chromium is installed"))
    if not all(shutil.which(name) for name in POSTGRES):
        absent.append(("postgres", "no PostgreSQL server (postgres, initdb) is installed"))
    if not _has_chinese_font():
        absent.append(("chinese_font", "no Chinese font is installed, and PDFium places such characters by one"))
    if find_spec("pyspark") is None:
        absent.append(("spark", "the extra spark is not installed"))
    elif shutil.which(f"{os.environ['JAVA_HOME']}/bin/java" if "JAVA_HOME" in os.environ else "java") is None:
        absent.append(("spark", "no Java is installed"))
    for item in items:
        for marker, reason in absent:
            if item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=reason))


def _has_chinese_font() -> bool:
    if shutil.which("fc-list") is None:
        return False
    return bool(subprocess.run(["fc-list", ":lang=zh"], capture_output=True, check=False).stdout)


@pytest.fixture(scope="session")
def root() -> Path:
    """The top of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder ../shared; a test that asks for it bears the mark `shared`."""
    return SHARED
