"""Every error that huibao raises on purpose.

HuibaoError                 catch this one to catch them all
├── UsageError              the command or the call cannot be carried out as written
├── ReportError             one report cannot be read; the run goes on without it
├── ResourceError           a data file of the package (units, gazetteer, cue words...) is wrong
├── ModelError              a trained model is missing or does not fit this version
├── ParamsError             params.yaml holds an unknown key or a value out of range
├── TableError              a table is missing, or its columns or types are not the contract's
├── StorageError            the disk is full; what was there before is left as it was
└── ClusterError            a cluster could not be started, or did not carry the run through

Every message says which file, where in it, and what to do.
"""

from __future__ import annotations


class HuibaoError(Exception):
    """Base of all errors that huibao raises on purpose."""


class UsageError(HuibaoError):
    """The command or the call cannot be carried out as written."""


class ReportError(HuibaoError):
    """One report cannot be read. The message is the `reason` in the documents table."""


class ResourceError(HuibaoError):
    """A data file of the package, or one given with `--resources`, is wrong."""


class ModelError(HuibaoError):
    """A trained model is missing or does not fit this version of the code."""


class ParamsError(HuibaoError):
    """params.yaml holds an unknown key or a value out of range."""


class TableError(HuibaoError):
    """A table is missing, or its columns or types are not those of the contract."""


class StorageError(HuibaoError):
    """The disk is full. Output of an earlier run is left as it was."""


class ClusterError(HuibaoError):
    """A cluster could not be started, or did not carry the run through. Output of an earlier run is left as it was."""
