"""Publish: join what the stages added into the contract tables, and describe them."""

from __future__ import annotations

from pipeline.publish.audited import build_audit_tables, facts_of, join_audit_tables
from pipeline.publish.contract import build_contract_tables
from pipeline.publish.dictionary import format_data_dictionary, format_datapackage
from pipeline.publish.folder import write_contract_tables, write_partitioned_tables
from pipeline.publish.gathered import Gathered
from pipeline.publish.report import build_report_tables, report_schemas
from pipeline.publish.writer import ContractWriter, writing_contract_tables

__all__ = [
    "ContractWriter",
    "Gathered",
    "build_audit_tables",
    "build_contract_tables",
    "build_report_tables",
    "facts_of",
    "format_data_dictionary",
    "format_datapackage",
    "join_audit_tables",
    "report_schemas",
    "write_contract_tables",
    "write_partitioned_tables",
    "writing_contract_tables",
]
