"""Waiting for what happens by itself, without a fixed pause."""

import asyncio
import inspect
import time
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar, overload

T = TypeVar("T")

LOOK_EVERY_S = 0.05
# Only a fault takes so long, or a machine that has a great deal to do. Promises of time say theirs.
PATIENCE_S = 60.0


@overload
async def eventually(check: Callable[[], Awaitable[T]], within: float = ..., every: float = ...) -> T: ...
@overload
async def eventually(check: Callable[[], T], within: float = ..., every: float = ...) -> T: ...
async def eventually(check: Callable[[], Any], within: float = PATIENCE_S, every: float = LOOK_EVERY_S) -> Any:
    """What the check answers once it answers something true and raises no AssertionError.

    Args:
        check: A function, plain or async, that asserts what should come true, or says whether it has. None counts as
            yes: it only asserted.
        within: Seconds to wait at most.
        every: Seconds between two looks: more where each costs something.

    Raises:
        AssertionError: The check's own last one, or that it never answered anything true.
    """
    deadline = time.monotonic() + within
    while True:
        try:
            if (answer := await _ask(check)) or answer is None:
                return answer
            failure = AssertionError(f"not within {within} s: the check answered {answer!r}")
        except AssertionError as not_yet:
            failure = not_yet
        if time.monotonic() > deadline:
            raise failure
        await asyncio.sleep(every)


async def _ask(check: Callable[[], Any]) -> Any:
    answer = check()
    return await answer if inspect.isawaitable(answer) else answer
