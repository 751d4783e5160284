"""What is read plainly is what Typer reads; what is not plain is Typer's, with its words for what is wrong."""

from enum import Enum
from pathlib import Path
from typing import Annotated, Any, Literal

import pytest
import typer
from typer.testing import CliRunner

from commonpurse.plain_values import NotPlain, PlainCommand, plain


class Colour(Enum):
    RED = "red"
    BLUE = "blue"


@pytest.mark.parametrize(
    ("value", "wanted", "read"),
    [
        (None, str, None),
        ("town", str, "town"),
        (True, bool, True),
        ("a.pb", Path, Path("a.pb")),
        (("a.pb", "b.pb"), list[Path], [Path("a.pb"), Path("b.pb")]),
        ("red", Colour, Colour.RED),
        ("score", Literal["score", "welfare"], "score"),
    ],
)
def test_texts_files_and_words_are_plain(value: object, wanted: Any, read: object) -> None:
    assert plain(value, wanted) == read


@pytest.mark.parametrize(
    ("value", "wanted"), [("7", int), ("yes", bool), ("green", Colour), ("none", Literal["score"]), (("x",), list[int])]
)
def test_all_else_is_not(value: object, wanted: Any) -> None:
    with pytest.raises(NotPlain):
        plain(value, wanted)


def a_command(cls: Any) -> typer.Typer:
    def shown(
        file: Annotated[Path, typer.Argument()],
        *,
        colour: Annotated[Colour, typer.Option(case_sensitive=False)] = Colour.BLUE,
        port: Annotated[int, typer.Option(min=1)] = 80,
        there: Annotated[Path | None, typer.Option(exists=True)] = None,
        is_big: Annotated[bool, typer.Option("--big")] = False,
        rule: Annotated[Literal["score", "welfare"] | None, typer.Option()] = None,
    ) -> None:
        typer.echo(repr((file, colour, port, there, is_big, rule)))

    app = typer.Typer(rich_markup_mode=None)
    app.command(cls=cls)(shown)
    return app


@pytest.mark.parametrize(
    "typed",
    [
        "a.pb",
        "a.pb --colour red --port 8000 --big --rule score",
        "a.pb --colour RED",
        "a.pb --colour green",
        "a.pb --port many",
        "a.pb --port 0",
        "a.pb --there /nowhere/at/all",
        "a.pb --rule none",
        "",
    ],
)
def test_a_command_says_what_it_said_when_typer_read_everything(typed: str) -> None:
    plainly, by_typer = (CliRunner().invoke(a_command(cls), typed) for cls in (PlainCommand, None))

    assert (plainly.output, plainly.exit_code) == (by_typer.output, by_typer.exit_code)
    assert plainly.output
