"""`huibao version`."""

from __future__ import annotations

from importlib.metadata import version


def version_command() -> None:
    """Print the version.

    \b
    Example:
      huibao version
    """
    print(f"huibao {version('huibao')}")
