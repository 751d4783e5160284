"""What tests of discussions send in and do again and again."""

from typing import Any
from uuid import UUID

import httpx

from libs.shared.events.ideas import IdeaAccepted
from libs.shared.events.proposals import ProposalAccepted
from libs.shared.kernel.ids import new_id
from tests.support.answers import Json, good
from tests.support.staff import staff_headers

BASE = "/api/deliberation/v1"
COMMENTS = f"{BASE}/comments"
MODERATOR = staff_headers("moderator")


def an_idea_accepted(**changes: Any) -> IdeaAccepted:
    """News that an idea is public."""
    about: dict[str, Any] = {"idea_id": new_id(), "number": "K7Q-2M4", "round_id": new_id(), "area_id": None}
    return IdeaAccepted(**about | {"title": "A bench", "text": "By the pond."} | changes)


def a_proposal_accepted(**changes: Any) -> ProposalAccepted:
    """News that a proposal is public."""
    about: dict[str, Any] = {"proposal_id": new_id(), "number": "P7Q-2M4", "round_id": new_id(), "fund_id": new_id()}
    words = {"idea_id": None, "area_id": None, "title": "A bench", "summary": "By the pond.", "cost_cents": 100}
    return ProposalAccepted(**about | words | changes)


def discussion(subject_id: UUID) -> str:
    """The address of the discussion."""
    return f"{BASE}/discussions/{subject_id}"


async def said(client: httpx.AsyncClient, subject_id: UUID, text: str = "It is too loud there.", **more: Any) -> Json:
    """A new comment, with its key."""
    return good(await client.post(f"{discussion(subject_id)}/comments", json={"text": text} | more), 201)


async def acted(
    client: httpx.AsyncClient, comment: Json, action: str, headers: dict[str, str] = MODERATOR, **fields: Any
) -> Json:
    """The comment after the action, a moderator's unless somebody else's headers are given."""
    url = f"{COMMENTS}/{comment['comment_id']}/actions"
    return good(await client.post(url, json={"action": action} | fields, headers=headers))


async def shown(client: httpx.AsyncClient, subject_id: UUID, text: str = "It is too loud there.", **more: Any) -> Json:
    """A comment that everybody can read, with its key."""
    comment = await said(client, subject_id, text, **more)
    return comment | await acted(client, comment, "show")


async def hidden(client: httpx.AsyncClient, comment: Json, reason: str = "It insults the neighbours.") -> Json:
    """The comment after a moderator took it down."""
    return await acted(client, comment, "hide", criterion="insulting", reason=reason)


async def threads(client: httpx.AsyncClient, subject_id: UUID, **asked: Any) -> list[Json]:
    """What everybody reads of the discussion, newest first."""
    found: list[Json] = good(await client.get(f"{discussion(subject_id)}/comments", params=asked))["items"]
    return found
