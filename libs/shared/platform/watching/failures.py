"""A failure as a log may tell it: its kind and its place, never its own words, which may quote a code or a choice."""

import sys
import traceback
from collections.abc import MutableMapping
from types import TracebackType
from typing import Any

_Raised = tuple[type[BaseException], BaseException, TracebackType | None]


def place_of(error: BaseException) -> str:
    """Where in the code it happened."""
    return "".join(traceback.format_tb(error.__traceback__))


def kind_of(error: BaseException) -> str:
    """Its name, and those of what it came of: ``NeighbourIsUnwell from ConnectError``."""
    names, seen = list[str](), set[int]()
    found: BaseException | None = error
    while found is not None and id(found) not in seen:
        names.append(type(found).__name__)
        seen.add(id(found))
        found = found.__cause__ or (None if found.__suppress_context__ else found.__context__)
    return " from ".join(names)


def in_place_of_traceback(_logger: object, _method: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """A processor of log lines: what a library would have written as a traceback, with the error's words."""
    raised = line.pop("exc_info", None)
    if raised is True or raised == 1:
        raised = _now()
    error = raised[1] if isinstance(raised, tuple) else raised
    if isinstance(error, BaseException):
        line["failure"], line["where"] = kind_of(error), place_of(error)
    return line


def _now() -> _Raised | None:
    raised = sys.exc_info()
    return raised if raised[0] is not None else None
