"""Shards over a Spark cluster, by `mapInArrow`: each shard is a task, and a task whose process died is run again.

PySpark (the extra `spark`) is imported where it is needed. What goes to the machines are functions of this package by
name, so that it must be installed there; docs/cluster.md tells how it is shipped.
"""

from __future__ import annotations

import os
import pickle
import shutil
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import pyarrow as pa

from pipeline.errors import ClusterError, HuibaoError, UsageError

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

ItemT = TypeVar("ItemT")
ResultT = TypeVar("ResultT")

LOCAL_MASTER = "local[*,4]"
"""All cores of this machine; a task may fail four times, as on a cluster (plain `local[*]` forgives nothing)."""
ROWS_AT_ONCE = 64
"""Reports that Spark hands over at once: a report may be long, and Spark's own default is 10,000 rows."""
_DEFAULTS = {"spark.log.level": "ERROR"}
_RESULT = pa.schema([("result", pa.binary())])


class SparkCluster:
    """The machines of a Spark session, as a `Cluster` of `pipeline.distribute.dataset`."""

    def __init__(self, session: SparkSession) -> None:
        self._session = session

    @property
    def cores(self) -> int:
        """Cores of all executors, as far as Spark knows of them now."""
        return int(self._session.sparkContext.defaultParallelism)

    def map(self, work: Callable[[ItemT, int], ResultT], shards: Sequence[ItemT]) -> Iterable[ResultT]:
        """Call `work(shard, attempt)` in a task of its own for each shard."""

        def run(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
            for batch in batches:
                for content in batch.column("shard").to_pylist():
                    yield _call(work, pickle.loads(content))

        context = self._session.sparkContext
        contents = context.parallelize([(pickle.dumps(shard),) for shard in shards], len(shards))
        yield from _collect(self._session.createDataFrame(contents, "shard binary"), run)

    def map_table(
        self, work: Callable[[Iterator[pa.RecordBatch], int], ResultT], table: Path, parts: int
    ) -> Iterable[ResultT]:
        """Call `work(rows, attempt)` for about `parts` stretches of the doc_ids of a Parquet table."""

        def run(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
            yield _call(work, batches)

        self._session.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", str(ROWS_AT_ONCE))
        with _failures():
            rows = self._session.read.parquet(str(table))
            if "doc_id" not in rows.columns:
                message = f"{table}: has no column doc_id; it has {', '.join(rows.columns)}"
                raise UsageError(message)
            # sorted in each part, so that a part that is made again holds the same rows in the same order
            ranges = rows.repartitionByRange(parts, "doc_id").sortWithinPartitions("doc_id")
        yield from _collect(ranges, run)


@contextmanager
def open_cluster(master: str | None = None, conf: Mapping[str, str] | None = None) -> Iterator[SparkCluster]:
    """Start a Spark session, and stop it at the end.

    `master` wins over that of spark-submit; without both, all cores of this machine are used. `conf` are settings of
    Spark.

    Raises:
        UsageError: PySpark or Java is not there.
        ClusterError: Spark does not start.
    """
    session = _start(master, conf or {})
    try:
        yield SparkCluster(session)
    finally:
        session.stop()


def _start(master: str | None, conf: Mapping[str, str]) -> SparkSession:
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        message = f"--engine spark needs PySpark ({error}); install it with: pip install 'huibao[spark]'"
        raise UsageError(message) from error
    submitted = "PYSPARK_GATEWAY_PORT" in os.environ  # set by spark-submit, which has a JVM and a master already
    if not submitted:
        _check_java()
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.appName("huibao")
    for name, value in (_DEFAULTS | dict(conf)).items():
        builder = builder.config(name, value)
    if master or not submitted:
        builder = builder.master(master or LOCAL_MASTER)
    with _failures():
        return builder.getOrCreate()


def _check_java() -> None:
    home = os.environ.get("JAVA_HOME")
    java = shutil.which(str(Path(home) / "bin" / "java") if home else "java")
    if java is None:
        where = f"JAVA_HOME is {home}, and there is no bin/java in it" if home else "there is no java on the PATH"
        message = f"--engine spark needs Java 17 or newer, but {where}; install it (Debian: openjdk-17-jre-headless)"
        raise UsageError(message)


def _collect(frame: DataFrame, run: Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]) -> Iterator[Any]:
    with _failures():
        results = frame.mapInArrow(run, "result binary").collect()
    for row in results:
        result = pickle.loads(row.result)
        if isinstance(result, HuibaoError):
            raise result
        yield result


def _call(work: Callable[[Any, int], Any], argument: Any) -> pa.RecordBatch:
    """Call on an executor; an error of ours is a result, since trying again would not help."""
    from pyspark import TaskContext

    context = TaskContext.get()
    try:
        result = work(argument, context.attemptNumber() if context else 0)
    except HuibaoError as error:
        result = error
    return pa.record_batch([pa.array([pickle.dumps(result)], pa.binary())], schema=_RESULT)


@contextmanager
def _failures() -> Iterator[None]:
    """Turn what Spark raises into one error of ours; its own log has told the rest."""
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    try:
        with warnings.catch_warnings():
            # said of pandas 3; rows are exchanged by Arrow, and pandas is not used
            warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas", FutureWarning)
            yield
    except (PySparkException, Py4JError) as error:
        first = str(error).strip().partition("\n")[0]
        message = f"Spark failed: {first}; its log (--conf spark.log.level=WARN) tells more, docs/cluster.md what to do"
        raise ClusterError(message) from error
