"""Values on the command line, read without pydantic where they are a text, a file's name, or one of a few words.

Typer reads all values by pydantic, and has it made ready even for options that nobody gave. That takes longer than to
count a small file. What is not read here, or not well, is left to Typer, which then says what is wrong with it.
"""

from collections.abc import Callable
from contextlib import suppress
from enum import Enum
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from typer.core import TyperCommand


class NotPlain(Exception):
    """The value needs a closer look."""


class PlainCommand(TyperCommand):
    """A command that reads plain values plainly."""

    def get_params(self, ctx: Any) -> list[Any]:
        return plainly(super().get_params(ctx))


def plainly(parameters: list[Any]) -> list[Any]:
    """The parameters, ``--help`` among them, whose values are read plainly where they are plain."""
    for parameter in parameters:
        if not isinstance(getattr(parameter.get_runtime_param, "__self__", None), _PlainlyFirst):
            parameter.get_runtime_param = _PlainlyFirst(parameter).itself
    return parameters


class _PlainlyFirst:
    """Reads the values of one parameter, as Typer's own reader does."""

    def __init__(self, parameter: Any) -> None:
        self._wanted, info = parameter.type_descriptor.annotation, parameter.type_descriptor.parameter_info
        self._is_checked = any((info.parser, info.exists, info.resolve_path))
        self._of_typer: Callable[[], Any] = parameter.get_runtime_param

    def itself(self) -> "_PlainlyFirst":
        return self

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:
        if not self._is_checked:
            with suppress(NotPlain):
                return plain(value, self._wanted)
        return self._of_typer().coerce(value, param=param, ctx=ctx)


def plain(value: Any, wanted: Any) -> Any:
    """The value as what is wanted.

    Raises:
        NotPlain: if that takes more than these few lines.
    """
    if value is None or type(value) is wanted:
        return value
    if get_origin(wanted) is list and isinstance(value, list | tuple):
        return [plain(item, *get_args(wanted)) for item in value]
    if wanted is Path and isinstance(value, str):
        return Path(value)
    if isinstance(wanted, type) and issubclass(wanted, Enum) and value in {each.value for each in wanted}:
        return wanted(value)
    if get_origin(wanted) is Literal and value in get_args(wanted):
        return value
    raise NotPlain
