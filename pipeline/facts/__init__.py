"""Bind each quantity to indicator, period, status, scope, baseline, organizations."""

from pipeline.facts.build import FactBuilder, load_fact_builder

__all__ = ["FactBuilder", "load_fact_builder"]
