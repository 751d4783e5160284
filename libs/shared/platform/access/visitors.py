"""Who asks: staff by their token, others by the key to what they sent in."""

from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import Header, HTTPException

from libs.shared.kernel.key import Visitor
from libs.shared.platform.access.staff import StaffIfAny, roles_of

_MOST_SIGNS = 100


def visitor_with(header: str) -> Callable[..., Awaitable[Visitor]]:
    """A dependency: whoever asks, with the key that they send under the header, such as ``X-Offer-Key``."""
    sent = Header(alias=header, max_length=_MOST_SIGNS)

    async def visitor(staff: StaffIfAny, key: Annotated[str | None, sent] = None) -> Visitor:
        return Visitor(roles_of(staff), key, staff.staff_id if staff else None)

    return visitor


def demand_somebody(visitor: Visitor) -> None:
    """401 for those who neither are staff nor show a key."""
    if not visitor.roles and visitor.key is None:
        raise HTTPException(401, "Sign in first, or send your key.", {"WWW-Authenticate": "Bearer"})
