"""What a figure measures.

1. `rules` is the table: which rules there are and in which order they are asked. Begin to read there. `asking` tells
   which of them a figure is asked of.
2. `state` is what a rule knows: the figures of the sentence, the memory of what was named, the words around the figure.
3. `words_before` (with `lead_ins`) and `nouns_after` (with `people_after`) reduce the words around a figure;
   `subjects` finds whose figure it is.
4. A module for each family of rules: `shares`, `ranks`, `groups` (分别), `described`, `attributive` (nouns after the
   figure), `carried` (figures without words), `plain` (words before the figure).
5. `elliptical` completes words that leave something unsaid, with `bare_heads` and `bare_verbs`; `lent` has the last
   figure of a list lend its head, `recalled` finds growths that are spoken of again.
6. `phrases` are pure functions on short phrases; `wording` has the expressions that several families share.
"""

from pipeline.facts.naming.rules import name_indicators
from pipeline.facts.naming.state import Named

__all__ = ["Named", "name_indicators"]
