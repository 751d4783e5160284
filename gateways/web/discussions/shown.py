"""The discussion of an idea or a proposal, as a part of its page."""

import asyncio
from dataclasses import dataclass, field

from starlette.requests import Request

from gateways.web.clients.asking import Json, ServiceIsUnreachable, ServiceRefused
from gateways.web.clients.deliberation import DeliberationClient
from gateways.web.clients.services import services_of

FIRST = 5
"""How many of each kind stand on the page of the idea or proposal; the page of the discussion has all."""

KINDS: dict[str, dict[str, str]] = {
    "for": {"kind": "comment", "side": "for"},
    "against": {"kind": "comment", "side": "against"},
    "none": {"kind": "comment", "side": "none"},
    "questions": {"kind": "question"},
}


@dataclass(frozen=True, slots=True)
class Discussion:
    """The discussion in numbers, and the newest of each kind; nothing of either while it cannot be asked for."""

    numbers: Json | None = None
    newest: dict[str, Json] = field(default_factory=dict)


async def discussed(request: Request, subject_id: str, *, is_public: bool) -> Discussion | None:
    """The discussion; none where there is none. Without it the page of what is discussed is whole.

    Nobody is asked about what is not ``is_public``.
    """
    if not is_public:
        return None
    client = services_of(request).deliberation
    try:
        numbers = await client.discussion(subject_id)
        found = await asyncio.gather(*(_newest(client, subject_id, kind) for kind in KINDS))
    except ServiceIsUnreachable:
        return Discussion()
    except ServiceRefused:
        return None
    return Discussion(numbers, dict(zip(KINDS, found, strict=True)))


async def _newest(client: DeliberationClient, subject_id: str, kind: str) -> Json:
    return await client.threads(subject_id, **KINDS[kind], limit=FIRST)
