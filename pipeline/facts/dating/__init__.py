"""When a figure holds, and what its change is measured against.

1. `calendar` has the arithmetic: the date of the report, plans of five years, the bounds of a period.
2. `documents`, `headings` and `sections` read what a document and its headings say about time; `timing` is what they
   say, `course` follows it from sentence to sentence, with `openings` where a report passes on to its plan.
3. `expressions` finds the expressions of time in a sentence, `resolving` tells which period each means.
4. `figures` chooses for one figure, with `periods` and `baselines`; `sentences` for all figures of a sentence.
"""
