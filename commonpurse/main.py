"""The command ``commonpurse`` and its subcommands."""

from typing import Annotated

import typer

from commonpurse.verbs import Verbs

app = typer.Typer(
    name="commonpurse",
    cls=Verbs,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_show_locals=False,  # locals may hold a code or a choice
)


def _say_version(*, is_asked: bool) -> None:
    if is_asked:
        from importlib.metadata import version

        typer.echo(f"commonpurse {version('commonpurse')}")
        raise typer.Exit


@app.callback()
def commonpurse(
    *,
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            callback=lambda asked: _say_version(is_asked=asked),
            is_eager=True,
            help="Say which version this is.",
        ),
    ] = False,
) -> None:
    """Residents and their council decide together how public money is spent."""
