"""Bind each quantity to indicator, period, status, scope, baseline, organizations; `build` is where it begins."""
