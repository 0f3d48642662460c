"""The commands by name; the module of one is loaded when it is called, so that `huibao --help` waits for none."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType
from typing import Any

import typer
from typer.core import TyperGroup

COMMANDS: Mapping[str, str] = MappingProxyType(
    {
        "extract": "Extract facts, mentions, sentences and the ledger of numbers from reports.",
        "evaluate": "Score extracted tables against annotated reports.",
        "explain": "Tell the pillar of each sentence with its probability and what decided, and the facts with their "
        "rules.",
        "publish": "Publish extracted tables once more: into a PostgreSQL database, or in other formats into another "
        "folder.",
        "summary": "Tell how many reports were read and what was found in them.",
        "stats": "Count facts by status, pillar and kind, and tell how sure they are and what was not read or not "
        "explained.",
        "diff": "Tell which facts two runs have not in common: added, removed, changed (in which columns) or only "
        "moved.",
        "review": "Write pages to review what was found: an index, and for each report its text with every mark and "
        "why.",
        "train": "Train the classifier of pillars or the tagger of organizations; `huibao extract` uses what is "
        "written.",
        "run": "Run one stage of dvc.yaml by hand, with the parameters in params.yaml, whose files are looked for "
        "below DIR.",
        "params": "Explain every parameter and print its value: the default, or that of a file.",
        "version": "Print the version.",
        "suggest": "Tell what to look at next: phrases that the catalog lacks, sentences that would teach most.",
        "gazetteer": "Your own organizations: add one, or see what entries and stop words change.",
        "corrections": "Correct what is wrong in the tables, so that it stays corrected.",
        "label": "Check and correct many sentences in a label tool (Label Studio, doccano).",
    }
)
"""What each command does, in one sentence. Its module has its name; a test holds both together."""


class CommandGroup(TyperGroup):
    """The group of all commands: knows their names and sentences, and loads the one that is called."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command that is called; typer has no public names for its types."""
        if args and args[0] in COMMANDS:
            self.commands[args[0]] = load_command(args[0])
        return super().resolve_command(ctx, args)


def load_command(name: str) -> Any:
    """Load the module of a command; give the command as typer calls it.

    The module holds a function `<name>_command`, or a group of commands `<name>_app`.
    """
    module = import_module(f"pipeline.cli.{name}")
    around = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    group: typer.Typer | None = getattr(module, f"{name}_app", None)
    if group is None:
        around.command(name)(getattr(module, f"{name}_command"))
        return typer.main.get_command(around)
    around.add_typer(group, name=name)
    return typer.main.get_group(around).commands[name]


def register_commands(app: typer.Typer) -> None:
    """Name all commands to the app, without loading one."""
    for name, sentence in COMMANDS.items():
        app.command(name, help=sentence)(_never_called)


def _never_called() -> None:
    """Stand for a command that is not loaded."""
    message = "CommandGroup puts the command in the place of this one"
    raise RuntimeError(message)
