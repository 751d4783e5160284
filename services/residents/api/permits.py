"""Permits to vote."""

from fastapi import APIRouter, Response

from libs.shared.platform.access.clients import TheClient
from libs.shared.platform.api.described import responses
from services.residents.api.at_hand import TheAttempts, TheClock, TheDatabase, ThePollKeys, TheVault
from services.residents.api.bodies import PermitBody, PermitRequestBody
from services.residents.use_cases.issue_permit import AskForPermit, issue_permit

router = APIRouter(prefix="/api/residents/v1/permits", tags=["permits"])


@router.post("", status_code=201, responses=responses(403))
async def new_permit(
    body: PermitRequestBody,
    response: Response,
    database: TheDatabase,
    vault: TheVault,
    keys: ThePollKeys,
    attempts: TheAttempts,
    clock: TheClock,
    client: TheClient,
) -> PermitBody:
    """The right to cast one ballot in one poll within a quarter of an hour, for whoever has the code.

    The permit is a signed token that names poll, area, channel and a pseudonym. The same person has the same pseudonym
    in a poll whatever the channel, and another one in every other poll. Asking again is harmless.
    """
    command = AskForPermit(body.code, body.channel, body.poll_id, client)
    signed = await issue_permit(command, database, vault, keys, attempts, clock)
    response.headers["Cache-Control"] = "no-store"
    granted = signed.permit
    return PermitBody(
        permit=signed.token, poll_id=granted.poll_id, area_id=granted.area_id, expires_at=signed.expires_at
    )
