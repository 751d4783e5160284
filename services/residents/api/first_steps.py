"""Whoever has signed in and may do nothing yet but what comes first: a password of their own, a second factor."""

from typing import Annotated
from uuid import UUID

from fastapi import Depends

from libs.shared.platform.access.staff import Bearer, signed_in
from libs.shared.platform.access.tokens import TokenIsNotValid
from libs.shared.platform.acts import noting
from services.residents.api.at_hand import TheDatabase, TheRuntime, TheVault
from services.residents.use_cases.watch_sessions import demand_going_on


async def _entering(runtime: TheRuntime, bearer: Bearer, vault: TheVault, database: TheDatabase) -> UUID:
    """The account of a token for first steps, or of a whole session."""
    try:
        claims = vault.first_steps_key.claims_of(bearer.credentials if bearer else "", runtime.clock.now())
    except TokenIsNotValid:
        return (await signed_in(runtime, bearer)).staff_id
    staff_id = UUID(claims["sub"])
    await demand_going_on(staff_id, int(claims["ver"]), None, database)
    noting.by(staff_id)
    return staff_id


Entering = Annotated[UUID, Depends(_entering)]
"""The account of whoever has signed in, also of those who have first steps to do."""
