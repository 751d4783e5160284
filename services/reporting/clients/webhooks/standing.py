"""What residents say of an integrator: for what its keys are good now, all together."""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

import httpx

from libs.shared.platform.running.runtime import Runtime

ScopesOf = Callable[[UUID], Awaitable[frozenset[str] | None]]
"""The scopes of an integrator's keys; none in place of a set where nobody says just now."""


_NOT_KNOWN = "integrator-is-not-known"


def asking(runtime: Runtime) -> ScopesOf:
    """Asks residents."""

    async def scopes_of(integrator_id: UUID) -> frozenset[str] | None:
        try:
            residents = runtime.neighbours.client("residents")
            answer = await residents.get(f"/api/residents/v1/integrators/{integrator_id}/scopes")
            told: dict[str, Any] = answer.json()
        except (httpx.HTTPError, OSError, ValueError):
            return None
        if answer.is_success:
            return frozenset(told["scopes"])
        # A version of before answers 404, too: it does not know what it is asked.
        return frozenset() if told.get("code") == _NOT_KNOWN else None

    return scopes_of
