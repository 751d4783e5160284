"""The command ``commonpurse`` and its subcommands."""

import typer

from commonpurse.demo.command import demo
from commonpurse.doctor import doctor
from commonpurse.importing import import_file
from commonpurse.rebuild import rebuild
from commonpurse.service import service
from commonpurse.tally import tally
from commonpurse.up import up

app = typer.Typer(
    name="commonpurse",
    help="Residents and their council decide together how public money is spent.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_show_locals=False,  # locals may hold a code or a choice
)
app.command()(up)
app.command()(demo)
app.command()(tally)
app.command("import")(import_file)
app.command()(rebuild)
app.command()(service)
app.command()(doctor)
