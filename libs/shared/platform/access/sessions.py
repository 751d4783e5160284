"""Whether a session that a token speaks of still goes on: signed out, disabled and reset accounts are out at once."""

import httpx

from libs.shared.platform.access.tokens import TokenIsNotValid
from libs.shared.platform.running.neighbours import Neighbours
from libs.shared.platform.running.retrying import NeighbourIsUnwell

PATH = "/api/residents/v1/staff/sessions/current"
_ENDED, _NO_SUCH_ROUTE = 401, 404


async def demand_going_on(token: str, neighbours: Neighbours) -> None:
    """Nothing, if residents, who began the session, says that it goes on.

    Raises:
        TokenIsNotValid: if it has ended.
        NeighbourIsUnwell: if residents does not say: then nobody acts as staff.
    """
    try:
        answer = await neighbours.client("residents").get(PATH, headers={"Authorization": f"Bearer {token}"})
    except httpx.HTTPError as error:
        raise NeighbourIsUnwell(
            f"residents does not answer whether a session goes on: {type(error).__name__}"
        ) from None
    if answer.status_code == _ENDED:
        raise TokenIsNotValid("the session has ended")
    # Residents of the version before, during an upgrade that rolls, know no such route: then the signature speaks.
    if answer.is_error and answer.status_code != _NO_SUCH_ROUTE:
        raise NeighbourIsUnwell(f"residents answered {answer.status_code} when asked whether a session goes on")
