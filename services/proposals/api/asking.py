"""Who asks: staff by their token, others by the key to what they sent in."""

from typing import Annotated

from fastapi import Depends, Header, HTTPException

from libs.shared.platform.access.staff import StaffIfAny, roles_of
from services.proposals.use_cases.see_proposal import Asker

_Key = Annotated[str | None, Header(max_length=100)]


async def _with_edit_key(staff: StaffIfAny, x_edit_key: _Key = None) -> Asker:
    return Asker(roles_of(staff), x_edit_key)


async def _with_offer_key(staff: StaffIfAny, x_offer_key: _Key = None) -> Asker:
    return Asker(roles_of(staff), x_offer_key)


ProposalAsker = Annotated[Asker, Depends(_with_edit_key)]
"""Whoever asks about a proposal, with the header X-Edit-Key if they hold its key."""

OfferAsker = Annotated[Asker, Depends(_with_offer_key)]
"""Whoever asks about an offer, with the header X-Offer-Key if they hold its key."""


def demand_somebody(asker: Asker) -> None:
    """401 for those who neither are staff nor hold a key."""
    if not asker.roles and asker.key is None:
        raise HTTPException(401, "Sign in first, or send your key.", {"WWW-Authenticate": "Bearer"})
