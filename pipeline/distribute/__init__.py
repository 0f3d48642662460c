"""Many reports: in this process, over several, or over a cluster, with the same result in the same order.

* `extraction`: from files to tables. `documents`: from reports in memory to what is found in them.
* `server`: what processes are forked from. `processes`: a pool of them that loses nothing when one dies.
* `dataset`: from files, or a table of reports, to parts of tables, with Spark.

Import from these modules; this one imports nothing, so that `server` is there before the others are loaded.
"""
