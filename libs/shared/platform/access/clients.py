"""Who is behind a request: what an authenticated gateway says of them, else the network that the request comes from.

Anybody can write a header. What ``X-Commonpurse-Client`` claims counts only beside the gateways' own secret.
"""

from typing import Annotated

from fastapi import Depends, Header, HTTPException, Request

from libs.shared.kernel.networks import network_of
from libs.shared.platform.access.shown import is_shown
from libs.shared.platform.running.runtime import Runtime, runtime_of

GATEWAY_HEADER = "X-Commonpurse-Gateway"

Claimed = Annotated[
    str | None,
    Header(
        alias="X-Commonpurse-Client",
        max_length=200,
        description="A gateway's hash of the address or telephone number behind the request; it limits attempts.",
    ),
]
_Gateway = Annotated[
    str | None,
    Header(alias=GATEWAY_HEADER, max_length=500, description="The gateways' secret; without it no client is believed."),
]


async def client_of(
    request: Request,
    runtime: Annotated[Runtime, Depends(runtime_of)],
    claimed: Claimed = None,
    gateway: _Gateway = None,
) -> str:
    """A dependency: whoever is behind the request, as limits know them."""
    if claimed and is_shown(runtime.settings.gateway_secret, gateway):
        return f"gateway's {claimed}"
    return f"network {network_of(request.client.host if request.client else '')}"


async def our_own_part(runtime: Annotated[Runtime, Depends(runtime_of)], gateway: _Gateway = None) -> None:
    """A dependency of what parts ask each other: 401 for whoever does not show the secret that they share.

    A process that was given none cannot tell them from others.
    """
    secret = runtime.settings.gateway_secret
    if secret and not is_shown(secret, gateway):
        raise HTTPException(401, "This is for parts of the installation itself.", {"WWW-Authenticate": "Bearer"})


TheClient = Annotated[str, Depends(client_of)]
"""Whoever is behind the request, as limits know them."""
