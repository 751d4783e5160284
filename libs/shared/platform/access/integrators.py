"""Integrators: programs of others, known by a key, and what their keys are for.

app.add_middleware(Doors, ...)                     # whoever shows a key is asked about, at every route
asks: Annotated[Integrator, Depends(client_with("webhooks:manage"))]
"""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated, Literal, get_args
from uuid import UUID

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from libs.shared.platform.access.refusals import KeyIsMalformed, KeyIsMissing, ScopeIsMissing

Scope = Literal["events:public", "events:integrator", "ideas:write", "webhooks:manage"]
SCOPES: tuple[Scope, ...] = get_args(Scope)

KEY_BEGINS, TOKEN_BEGINS = "cpk_", "cpt_"
A_KEY = re.compile(r"cpk_[A-Za-z0-9_-]{43}")
"""How a key is written: 32 random bytes behind what tells programs that look for lost secrets what it is."""
A_TOKEN = re.compile(r"cpt_[A-Za-z0-9_-]{1,400}\.[A-Za-z0-9_-]{1,1500}\.[A-Za-z0-9_-]{1,200}")
"""How a token is written that was got for a key."""

KEPT_AT = "commonpurse.integrator"
KEY, KEY_IF_ANY = "IntegratorKey", "IntegratorKeyIfAny"
"""What the interface's description calls the key that a route asks for, and one that may be left out."""

_ABOUT = (
    "An integrator's key, or a token got for it at POST /api/residents/v1/oauth/token. Feeds take keys for "
    "events:public or events:integrator, suggestions for ideas:write, webhooks for webhooks:manage."
)
_shown = HTTPBearer(auto_error=False, scheme_name=KEY, description=_ABOUT)
_shown_if_any = HTTPBearer(auto_error=False, scheme_name=KEY_IF_ANY, description=_ABOUT)

KeyShown = Annotated[HTTPAuthorizationCredentials | None, Depends(_shown)]
"""What is shown as a key, if anything is."""


@dataclass(frozen=True, slots=True)
class Integrator:
    """Whose key was shown, and what it is for."""

    integrator_id: UUID
    name: str
    key_id: UUID
    scopes: frozenset[str]
    per_minute: int


def is_a_key(shown: str) -> bool:
    """Whether it is an integrator's key or token, and nobody's session. The door has looked at it already."""
    return shown.startswith((KEY_BEGINS, TOKEN_BEGINS))


async def integrator_if_any(request: Request, _: Annotated[object, Depends(_shown_if_any)] = None) -> Integrator | None:
    """Whoever shows a key; none if nobody does."""
    found: Integrator | None = request.scope.get(KEPT_AT)
    return found


async def integrator_or_staff(
    asks: Annotated[Integrator | None, Depends(integrator_if_any)], _: Annotated[object, Depends(_shown)]
) -> Integrator | None:
    """Whoever shows a key, at a route that takes that or somebody of staff, and nobody else."""
    return asks


async def any_key(
    request: Request,
    _: Annotated[object, Depends(_shown)],
    asks: Annotated[Integrator | None, Depends(integrator_if_any)],
) -> Integrator:
    """A dependency: whoever shows a key, whatever it is for; 401 without one."""
    if asks is None:
        raise KeyIsMalformed if request.headers.get("authorization") else KeyIsMissing
    return asks


def client_with(*scopes: Scope) -> Callable[..., Awaitable[Integrator]]:
    """A dependency: an integrator whose key has one of the scopes; 401 without a key, 403 for other keys."""

    async def allowed(asks: Annotated[Integrator, Depends(any_key)]) -> Integrator:
        demand(asks, *scopes)
        return asks

    return allowed


def unless_key_lacks(*scopes: Scope) -> Callable[..., Awaitable[None]]:
    """A dependency of routes that everybody may use: whoever does so with a key needs one that is for it; else 403."""

    async def allowed(asks: Annotated[Integrator | None, Depends(integrator_if_any)]) -> None:
        if asks is not None:
            demand(asks, *scopes)

    return allowed


def demand(asks: Integrator, *scopes: Scope) -> None:
    """Nothing, if the key has one of the scopes.

    Raises:
        ScopeIsMissing: if it has none.
    """
    if not asks.scopes & {*scopes}:
        raise ScopeIsMissing(*scopes)
