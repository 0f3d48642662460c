"""Publish: join what the stages added into the contract tables, and describe them."""

from __future__ import annotations

from pipeline.publish.contract import build_contract_tables
from pipeline.publish.dictionary import format_data_dictionary, format_datapackage
from pipeline.publish.folder import write_contract_tables

__all__ = [
    "build_contract_tables",
    "format_data_dictionary",
    "format_datapackage",
    "write_contract_tables",
]
