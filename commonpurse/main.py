"""The command ``commonpurse`` and its subcommands."""

import typer

from commonpurse.verbs import Verbs

app = typer.Typer(
    name="commonpurse",
    cls=Verbs,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_show_locals=False,  # locals may hold a code or a choice
)


@app.callback()
def commonpurse() -> None:
    """Residents and their council decide together how public money is spent."""
