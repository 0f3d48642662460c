"""Schemas of all tables, and reading and writing them: the lowest layer that knows Arrow.

* `columns`: what a column and a table are, and the Arrow schema made from them.
* `contract`: the published tables. `staged`: the tables that stages pass on. `TABLES` there holds both.
* `rows`: records to tables and back. `files`: tables to files and back, atomically.

Import from these modules; this one imports nothing, so that it costs nothing.
"""
