"""Who is behind a request: what an authenticated gateway says of them, else the network that the request comes from.

Anybody can write a header. What ``X-Commonpurse-Client`` claims counts only beside a gateway's key (``parts.py``).
"""

from typing import Annotated

from fastapi import Depends, Header, HTTPException, Request

from libs.shared.kernel.networks import network_of
from libs.shared.platform.access.parts import rights_of
from libs.shared.platform.running.part_settings import GATEWAY_HEADER
from libs.shared.platform.running.runtime import Runtime, runtime_of

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
    Header(alias=GATEWAY_HEADER, max_length=500, description="The gateway's key; without it no client is believed."),
]


_Runtime = Annotated[Runtime, Depends(runtime_of)]


async def client_of(request: Request, runtime: _Runtime, claimed: Claimed = None, gateway: _Gateway = None) -> str:
    """A dependency: whoever of the residents is behind the request, as limits know them."""
    return _client(request, claimed, is_believed="residents" in rights_of(runtime.settings, gateway))


async def client_of_staff(
    request: Request, runtime: _Runtime, claimed: Claimed = None, gateway: _Gateway = None
) -> str:
    """A dependency: whoever signs in as staff, as limits know them. A gateway for residents alone is not believed."""
    return _client(request, claimed, is_believed="staff" in rights_of(runtime.settings, gateway))


async def our_own_part(runtime: _Runtime, gateway: _Gateway = None) -> None:
    """A dependency of what services ask each other: 401 for whoever does not show the secret that they share.

    A process that was given none cannot tell them from others.
    """
    settings = runtime.settings
    if settings.parts_secret and "parts" not in rights_of(settings, gateway):
        raise HTTPException(401, "This is for parts of the installation itself.", {"WWW-Authenticate": "Bearer"})


async def the_text_gateway(runtime: _Runtime, gateway: _Gateway = None) -> None:
    """A dependency of what only whoever has the telephone may ask: 401 unless the gateway that got the text does."""
    if "texts" not in rights_of(runtime.settings, gateway):
        raise HTTPException(401, "This is for the text message gateway.", {"WWW-Authenticate": "Bearer"})


def _client(request: Request, claimed: str | None, *, is_believed: bool) -> str:
    if claimed and is_believed:
        return f"gateway's {claimed}"
    return f"network {network_of(request.client.host if request.client else '')}"


TheClient = Annotated[str, Depends(client_of)]
"""Whoever of the residents is behind the request, as limits know them."""

TheStaffClient = Annotated[str, Depends(client_of_staff)]
"""Whoever signs in as staff, as limits know them."""
