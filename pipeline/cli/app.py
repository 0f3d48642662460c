"""The commands joined, and errors turned into one line on stderr and an exit status."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Sequence
from types import FrameType
from typing import Annotated

import typer

from pipeline.cli.commands import CommandGroup, register_commands
from pipeline.errors import HuibaoError, UsageError

EXIT_ERROR = 1
EXIT_USAGE = 2
EXIT_TERMINATED = 128 + signal.SIGTERM
DEBUG_VARIABLE = "HUIBAO_DEBUG"

app = typer.Typer(
    name="huibao",
    cls=CommandGroup,
    help="Read Chinese government work reports and write a table of facts, one row a figure.",
    epilog="Exit status: 0 all well, 1 error, 2 wrong usage, 3 some reports could not be read, 4 diff found "
    "differences, 130 interrupted.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,  # plain help: the same text in a terminal, a pipe and the README
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
register_commands(app)


def _print_version(is_asked: bool) -> None:
    if is_asked:
        from pipeline.cli.version import version_command  # loaded like any other command, when it is called

        version_command()
        raise typer.Exit


@app.callback()
def read_options(
    version: Annotated[  # its callback does it
        bool, typer.Option("--version", is_eager=True, callback=_print_version, help="Print the version and exit.")
    ] = False,
) -> None:
    """Read the options that stand before the command."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit; `arguments` are those of the process where it is None."""
    signal.signal(signal.SIGTERM, _terminate)
    try:
        app(args=None if arguments is None else list(arguments), prog_name="huibao")
    except UsageError as error:
        _fail(str(error), EXIT_USAGE)
    except (HuibaoError, OSError) as error:
        _fail(str(error), EXIT_ERROR)
    except Exception as error:
        # A fault of the program, of whatever type: a user gets one line that can be reported, not a traceback.
        if os.environ.get(DEBUG_VARIABLE):
            raise
        fault = f"internal error: {type(error).__name__}: {error}; set {DEBUG_VARIABLE}=1 to see where, and report it"
        _fail(fault, EXIT_ERROR)
    finally:
        if arguments is None:  # this process ends: what it holds need not be looked through for what can be freed
            gc.freeze()


def _terminate(_number: int, _frame: FrameType | None) -> None:
    """End like after Ctrl-C: worker processes are stopped and files half written are removed."""
    sys.exit(EXIT_TERMINATED)


def _fail(message: str, status: int) -> None:
    one_line = " ".join(message.split())
    print(f"huibao: {one_line}", file=sys.stderr)
    sys.exit(status)
