"""The options of commands that sign a member of staff in."""

from typing import Annotated

import typer

Password = Annotated[
    str, typer.Option(prompt=True, hide_input=True, envvar="COMMONPURSE_PASSWORD", help="Its password.")
]
Code = Annotated[
    str | None, typer.Option(help="The code that your authenticator app shows now, if you have set one up.")
]
