"""Every number of a report: a number-unit pair, or excluded with a reason."""

from pipeline.quantities.find import NumberFinder, load_number_finder

__all__ = ["NumberFinder", "load_number_finder"]
