"""The command line: `huibao COMMAND`; one file a command, and `app` joins them."""

from __future__ import annotations

from pipeline.cli.app import main

__all__ = ["main"]
