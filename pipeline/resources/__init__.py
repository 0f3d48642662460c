"""Knowledge as data: units, cue words, names and patterns in files under `data/`, each with a strict loader.

A user's folder of the same file names (`--resources DIR`) takes precedence, file by file.
"""
