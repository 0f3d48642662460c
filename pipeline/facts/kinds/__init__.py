"""What kind of statement a figure makes: a level, a change, a share, a rank or a ratio."""

from pipeline.facts.kinds.plans import states_aim
from pipeline.facts.kinds.reading import AVERAGED, COMPARED, EACH, FROM, NOT_A_NOUN, RATE_AFTER, Reading
from pipeline.facts.kinds.sentence import classify_kinds

__all__ = [
    "AVERAGED",
    "COMPARED",
    "EACH",
    "FROM",
    "NOT_A_NOUN",
    "RATE_AFTER",
    "Reading",
    "classify_kinds",
    "states_aim",
]
