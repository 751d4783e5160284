"""Who of the council's staff is asking, and what their roles allow."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Literal
from uuid import UUID

from fastapi import Depends, HTTPException, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from libs.shared.platform.access.integrators import is_a_key
from libs.shared.platform.access.refusals import ScopeIsMissing
from libs.shared.platform.access.sessions import demand_going_on
from libs.shared.platform.access.tokens import TokenIsNotValid
from libs.shared.platform.acts import noting
from libs.shared.platform.running.retrying import NeighbourIsUnwell
from libs.shared.platform.running.runtime import Runtime, runtime_of

Role = Literal["moderator", "reviewer", "returning-officer", "data-entry-officer", "auditor", "administrator"]

STAFF_PURPOSE = "staff"
_bearer = HTTPBearer(auto_error=False, description="A staff token from POST /api/residents/v1/staff/sessions.")


@dataclass(frozen=True, slots=True)
class Staff:
    """A signed-in member of staff."""

    staff_id: UUID
    name: str
    roles: frozenset[Role]
    trusted_since: datetime | None = None
    """When somebody else last made the account what it is: gave it its password or its roles, or enabled it."""


Bearer = Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]
"""The token that came along, if one did."""


async def signed_in(
    runtime: Annotated[Runtime, Depends(runtime_of)],
    bearer: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
) -> Staff:
    """The member of staff whose token came along; 401 without one."""
    if bearer is None:
        raise HTTPException(401, "Sign in first.", {"WWW-Authenticate": "Bearer"})
    if is_a_key(bearer.credentials):
        raise ScopeIsMissing
    try:
        claims = await runtime.keys.claims_of(bearer.credentials, STAFF_PURPOSE)
        await demand_going_on(bearer.credentials, runtime.neighbours)
    except NeighbourIsUnwell:
        raise HTTPException(503, "We cannot check your session just now. Please try again in a minute.") from None
    except TokenIsNotValid:
        raise HTTPException(401, "Your session has ended. Sign in again.", {"WWW-Authenticate": "Bearer"}) from None
    noting.by(UUID(claims["sub"]))
    since = datetime.fromtimestamp(claims["since"], UTC) if "since" in claims else None
    return Staff(UUID(claims["sub"]), claims["name"], frozenset(claims["roles"]), since)


SignedIn = Annotated[Staff, Depends(signed_in)]
"""The member of staff whose token came along."""


async def signed_in_if_any(
    runtime: Annotated[Runtime, Depends(runtime_of)],
    bearer: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
) -> Staff | None:
    """The member of staff who asks, none if it is anybody else; 401 for a token that is no good."""
    is_staff = bearer is not None and not is_a_key(bearer.credentials)
    return await signed_in(runtime, bearer) if is_staff else None


StaffIfAny = Annotated[Staff | None, Depends(signed_in_if_any)]
"""The member of staff who asks, none if it is anybody else."""


def roles_of(staff: Staff | None) -> frozenset[str]:
    """The roles of whoever asks; none for residents."""
    return frozenset(staff.roles) if staff else frozenset()


def staff_with(*roles: Role) -> Callable[[Request, Staff], Awaitable[Staff]]:
    """A dependency: a member of staff with one of the roles; 403 for others."""

    async def allowed(request: Request, staff: Annotated[Staff, Depends(signed_in)]) -> Staff:
        if not staff.roles & {*roles}:
            raise HTTPException(403, f"This is for: {', '.join(roles)}.")
        return staff

    return allowed
