"""A server that stops: it says so first, and then whoever waits in it for something to happen answers what there is.

Else a long poll waits until the server's patience ends, and its client gets an error in place of an empty answer.
"""

import asyncio
import time
from collections.abc import Coroutine, MutableMapping
from typing import Any

_KEY, _DRAINS = "leaving", "draining"
_WAITS = "commonpurse.waits"

Scope = MutableMapping[str, Any]


def announce_in(state: dict[str, Any]) -> asyncio.Event:
    """What the server sets when it begins to stop; requests find it in their scope's state."""
    begun = asyncio.Event()
    state[_KEY] = begun
    return begun


def announce_draining_in(state: dict[str, Any]) -> asyncio.Event:
    """What the server sets before that: it still takes whoever comes, but nobody should come any more."""
    draining = asyncio.Event()
    state[_DRAINS] = draining
    return draining


def is_draining(scope: Scope) -> bool:
    """Whether the server that the request came to is to be left alone from now on."""
    draining: asyncio.Event | None = scope.get("state", {}).get(_DRAINS)
    return draining is not None and draining.is_set()


def has_begun(scope: Scope) -> bool:
    """Whether the server that the request came to is about to stop."""
    begun = _begun(scope)
    return begun is not None and begun.is_set()


def waits_of(scope: Scope) -> list[float]:
    """How long this request has waited for things to happen, in seconds: time that no answer took."""
    waits: list[float] = scope.setdefault(_WAITS, [])
    return waits


async def or_sooner(scope: Scope, waiting: Coroutine[Any, Any, None]) -> None:
    """Wait, but not on when the server is about to stop."""
    began = time.perf_counter()
    try:
        await _or_sooner(scope, waiting)
    finally:
        waits_of(scope).append(time.perf_counter() - began)


async def _or_sooner(scope: Scope, waiting: Coroutine[Any, Any, None]) -> None:
    begun = _begun(scope)
    if begun is None:  # nobody serves it, as between services of one process
        await waiting
        return
    both = [asyncio.create_task(waiting), asyncio.create_task(begun.wait())]
    try:
        await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in both:
            task.cancel()
        await asyncio.gather(*both, return_exceptions=True)


def _begun(scope: Scope) -> asyncio.Event | None:
    found: asyncio.Event | None = scope.get("state", {}).get(_KEY)
    return found
