"""Maps models/ into the package as pipeline/models when a wheel is built; everything else is in pyproject.toml."""

from __future__ import annotations

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py


class BuildWithModels(build_py):
    """Copies the trained models into the wheel, so that git holds one copy of them only."""

    def run(self) -> None:
        super().run()
        if not self.editable_mode:  # an editable install finds models/ at the top of the repository
            target = Path(self.build_lib) / "pipeline" / "models"
            shutil.rmtree(target, ignore_errors=True)
            shutil.copytree("models", target, ignore=shutil.ignore_patterns(".*"))


setup(cmdclass={"build_py": BuildWithModels})
