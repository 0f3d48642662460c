"""Corrections: what people said of places of reports, applied to what the stages found there.

`place` finds the place that a correction means, `mentions` and `facts` apply it, `ledger` makes the numbers fit. All
of it is pure: corrections and an analysis in, the corrected analysis with an outcome for each correction out.
"""
