"""Which events somebody may read of a feed: public ones, or all that are for integrators, too."""

from typing import Annotated, Literal

from fastapi import Depends, Request

from libs.shared.platform.access.integrators import Integrator, demand, integrator_if_any
from libs.shared.platform.access.parts import rights_of
from libs.shared.platform.access.refusals import KeyIsMalformed, KeyIsMissing
from libs.shared.platform.running.part_settings import GATEWAY_HEADER
from libs.shared.platform.running.runtime import Runtime, runtime_of

AUDIENCE_HEADER = "Commonpurse-Audience"
"""Says in a feed's answer whose events it tells, so that nobody takes gaps for losses."""

Audience = Literal["public", "integrator"]


async def audience_of(
    request: Request,
    runtime: Annotated[Runtime, Depends(runtime_of)],
    asks: Annotated[Integrator | None, Depends(integrator_if_any)],
) -> Audience:
    """A dependency: what whoever asks may read.

    Services read everything, and show that they are by the secret that they share. A process that was given none
    cannot tell them from others, and tells all, as every version before did.

    Raises:
        KeyIsMalformed: if what is shown is no key.
        ScopeIsMissing: if the key is not for events.
    """
    if asks is not None:
        demand(asks, "events:public", "events:integrator")
        return "integrator" if "events:integrator" in asks.scopes else "public"
    if request.headers.get("authorization"):
        raise KeyIsMalformed
    settings = runtime.settings
    if settings.parts_secret is None or "parts" in rights_of(settings, request.headers.get(GATEWAY_HEADER)):
        return "integrator"
    return "public"


TheAudience = Annotated[Audience, Depends(audience_of)]
"""What whoever asks may read."""


def told_to(audience: Audience, asked_for: Audience | None, asks: Integrator | None) -> Audience:
    """Whose events are told: what is asked for, if it may be read; all that may be, if nothing is said.

    Raises:
        KeyIsMissing: if what is asked for needs a key, and there is none.
        ScopeIsMissing: if the key is not for it.
    """
    if asked_for == "integrator" and audience == "public":
        if asks is None:
            raise KeyIsMissing
        demand(asks, "events:integrator")
    return asked_for or audience
