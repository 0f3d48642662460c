"""The commands joined, and errors turned into one line on stderr and an exit status."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from types import FrameType

import typer

from pipeline.cli.corrections import corrections_app
from pipeline.cli.diff import diff_command
from pipeline.cli.evaluate import evaluate_command
from pipeline.cli.explain import explain_command
from pipeline.cli.extract import extract_command
from pipeline.cli.gazetteer import gazetteer_app
from pipeline.cli.label import label_app
from pipeline.cli.params import params_command
from pipeline.cli.publish import publish_command
from pipeline.cli.review import review_command
from pipeline.cli.run import run_command
from pipeline.cli.stats import stats_command
from pipeline.cli.suggest import suggest_app
from pipeline.cli.summary import summary_command
from pipeline.cli.train import train_command
from pipeline.cli.version import version_command
from pipeline.errors import HuibaoError, UsageError

EXIT_ERROR = 1
EXIT_USAGE = 2
EXIT_TERMINATED = 128 + signal.SIGTERM
DEBUG_VARIABLE = "HUIBAO_DEBUG"

app = typer.Typer(
    name="huibao",
    help="Read Chinese government work reports and write a table of facts, one row a figure.",
    epilog="Exit status: 0 all well, 1 error, 2 wrong usage, 3 some reports could not be read, 4 diff found "
    "differences, 130 interrupted.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,  # plain help: the same text in a terminal, a pipe and the README
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("extract")(extract_command)
app.command("evaluate")(evaluate_command)
app.command("explain")(explain_command)
app.command("publish")(publish_command)
app.command("summary")(summary_command)
app.command("stats")(stats_command)
app.command("diff")(diff_command)
app.command("review")(review_command)
app.add_typer(suggest_app, name="suggest")
app.command("train")(train_command)
app.add_typer(gazetteer_app, name="gazetteer", rich_help_panel=None)
app.add_typer(corrections_app, name="corrections")
app.add_typer(label_app, name="label")
app.command("run")(run_command)
app.command("params")(params_command)
app.command("version")(version_command)


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


def _terminate(_number: int, _frame: FrameType | None) -> None:
    """End like after Ctrl-C: worker processes are stopped and files half written are removed."""
    sys.exit(EXIT_TERMINATED)


def _fail(message: str, status: int) -> None:
    one_line = " ".join(message.split())
    print(f"huibao: {one_line}", file=sys.stderr)
    sys.exit(status)
