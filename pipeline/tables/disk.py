"""What the system tells of a disk and of other processes, without Arrow: the cache needs no more."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterator

from pipeline.errors import StorageError

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@contextlib.contextmanager
def full_disk_told() -> Iterator[None]:
    """Turn the error of a full disk, of whatever library, into one that says what to do.

    Raises:
        StorageError: the disk is full.
    """
    try:
        yield
    except OSError as error:
        if error.errno not in _FULL and "No space left on device" not in str(error):
            raise
        message = (
            f"the disk is full ({error}); free some space and run the same again: the old output is untouched, and "
            "what is in the cache is not done twice"
        )
        raise StorageError(message) from error


def is_running(process: int) -> bool:
    """Tell whether there is a process of this number."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:  # another user's
        return True
    return True
