"""`python -m pipeline.cli` is the same as `huibao`."""

from __future__ import annotations

from pipeline.cli.app import main

main()
