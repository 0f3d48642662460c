"""Cut the indicator out of the words around a figure: pure functions on short phrases."""
