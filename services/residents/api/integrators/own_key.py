"""A key in the hands of whoever holds it: looked at, replaced, given back. Administrators need not be asked."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from libs.shared.platform.access.integrators import Integrator, any_key
from services.residents.api.at_hand import SHOWN_ONCE, TheClock, TheDatabase
from services.residents.api.integrators.bodies import GivenKeyBody, OwnKeyBody
from services.residents.use_cases.integrators.own_key import Shown, give_back_own_key, replace_own_key, see_own_key

router = APIRouter(prefix="/api/residents/v1/integrators/current/key", tags=["integrators"])


async def _shown(asks: Annotated[Integrator, Depends(any_key)]) -> Shown:
    return Shown(asks.key_id, asks.scopes)


TheShown = Annotated[Shown, Depends(_shown)]


@router.get("")
async def own_key(shown: TheShown, database: TheDatabase) -> OwnKeyBody:
    """The key that is shown, or that the shown token was got for, as it stands."""
    return OwnKeyBody.of_own(await see_own_key(shown, database))


@router.post("", status_code=201)
async def another_key(shown: TheShown, response: Response, database: TheDatabase, clock: TheClock) -> GivenKeyBody:
    """Another key for the same, shown this once. It ends when this one was to end; this one ends within 24 hours.

    A key is replaced once, and by itself or a token for all that it opens.
    """
    given = await replace_own_key(shown, database, clock)
    response.headers.update(SHOWN_ONCE)
    return GivenKeyBody.of(given)


@router.delete("", status_code=204)
async def end_of_own_key(shown: TheShown, database: TheDatabase, clock: TheClock) -> None:
    """Give the key back: it, and every token that was got for it, opens nothing from now on."""
    await give_back_own_key(shown, database, clock)
