"""The subcommands of ``commonpurse``, each imported only when it is asked for.

Help and the count of a small file would otherwise wait for the web framework, the database's and the broker's clients.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperGroup

from commonpurse.ending import obey_from_now_on
from commonpurse.plain_values import PlainCommand, plainly

if TYPE_CHECKING:
    from typer._click.core import Command, Context  # the types that typer itself names
    from typer._click.formatting import HelpFormatter


@dataclass(frozen=True, slots=True)
class Verb:
    """Where a subcommand is: the summary is its docstring's first line, known without importing it."""

    module: str
    function: str
    summary: str


VERBS: Mapping[str, Verb] = MappingProxyType(
    {
        "up": Verb("commonpurse.up", "up", "Start the platform and answer until Ctrl-C."),
        "demo": Verb(
            "commonpurse.demo.command",
            "demo",
            "Take a real municipal election through the platform, from suggestions to funded projects.",
        ),
        "tally": Verb(
            "commonpurse.tallying.command",
            "tally",
            "Count an election from a Pabulib file, exactly. Without options, by the file's own rule.",
        ),
        "check": Verb(
            "commonpurse.check",
            "check",
            "Say of each file whether it can be counted, with all warnings and all mistakes.",
        ),
        "import": Verb(
            "commonpurse.importing",
            "import_file",
            "Take the projects of an election file, or a roll, into the running platform. Ballots are not imported.",
        ),
        "import-ideas": Verb(
            "commonpurse.moving_in.command",
            "import_ideas",
            "Take ideas and projects over from Decidim, CONSUL, Stanford PB or a table, shown before they are taken.",
        ),
        "rebuild": Verb(
            "commonpurse.rebuild",
            "rebuild",
            "Build a view anew from events alone, while the old one keeps answering.",
        ),
        "service": Verb(
            "commonpurse.service",
            "service",
            "Run one part of the platform. Its addresses and secrets come from the environment.",
        ),
        "backup": Verb(
            "commonpurse.backups.backup",
            "backup",
            "Back up all databases of the running platform, as they are at one moment.",
        ),
        "restore": Verb(
            "commonpurse.backups.restore",
            "restore",
            "Put the platform back to what a backup holds. The platform must not run.",
        ),
        "verify-backup": Verb(
            "commonpurse.backups.verify",
            "verify_backup",
            "Try a backup out: load it into a database of its own, count and compare.",
        ),
        "reconcile": Verb(
            "commonpurse.reconcile",
            "reconcile",
            "Compare what services heard of each other, and let them go on after one was put back to an older state.",
        ),
        "upgrade": Verb(
            "commonpurse.upgrade",
            "upgrade",
            "Say whether the installed PostgreSQL reads the data; save the data, or load them into a new one.",
        ),
        "verify-acts": Verb(
            "commonpurse.acts",
            "verify_acts",
            "Find whether an entry of the act log was changed, taken out or put elsewhere.",
        ),
        "let-in": Verb(
            "commonpurse.letting_in",
            "let_in",
            "Take an account's second factor away, if no administrator can: they set up a new one at the next sign-in.",
        ),
        "dead-letters": Verb(
            "commonpurse.dead_letters",
            "dead_letters",
            "List events that services could not apply, with the reason; or have them applied once that is mended.",
        ),
        "doctor": Verb(
            "commonpurse.doctor",
            "doctor",
            "Look at this machine, the database, the broker and the running services.",
        ),
    }
)


class Verbs(TyperGroup):
    """Looks subcommands up in the table."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run the command that was typed."""
        obey_from_now_on()
        return super().main(*args, **kwargs)

    def get_params(self, ctx: "Context") -> list[Any]:
        """The options that stand before a subcommand."""
        return plainly(super().get_params(ctx))

    def list_commands(self, ctx: "Context") -> list[str]:
        """Their names, in the table's order."""
        return list(VERBS)

    def get_command(self, ctx: "Context", cmd_name: str) -> "Command | None":
        """The subcommand, imported now."""
        verb = VERBS.get(cmd_name)
        if verb is None:
            return None
        alone = typer.Typer(rich_markup_mode=None, add_completion=False, pretty_exceptions_show_locals=False)
        alone.command(cmd_name, cls=PlainCommand)(getattr(import_module(verb.module), verb.function))
        return typer.main.get_command(alone)

    def format_commands(self, ctx: "Context", formatter: "HelpFormatter") -> None:
        """The list in the help, from the table alone."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, verb.summary) for name, verb in VERBS.items()])
