"""huibao reads Chinese government work reports and writes a table of facts, one row a figure.

    import pipeline

    result = pipeline.extract("2022年底，全市高新技术企业达到47家。", report_date="2023-01")
    result.facts  # a pandas DataFrame

Importing this package loads nothing; what a name needs is loaded when the name is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.api import Extraction, extract

    __version__: str

__all__ = ["Extraction", "__version__", "extract"]


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        return version("huibao")
    if name in __all__:
        from pipeline import api

        return getattr(api, name)
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
