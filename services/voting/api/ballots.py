"""Casting."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response
from pydantic_core import to_json

from libs.shared.platform.api.described import responses
from libs.shared.platform.api.ending import ends
from libs.shared.platform.running.runtime import database_of
from libs.shared.platform.storage.database import Database
from services.voting.api.ballot_bodies import BallotBody, CastBody, ReceiptBody, WantedReceipt
from services.voting.domain.casting.ballot import Ballot, Writing
from services.voting.domain.casting.kinds import HandedIn
from services.voting.domain.errors import ReceiptStandsInAddress
from services.voting.use_cases.casting.cast_ballot import BallotInTheBox, CastBallot
from services.voting.use_cases.casting.cast_ballot import cast_ballot as cast
from services.voting.use_cases.casting.look_up_receipt import look_up_receipt
from services.voting.use_cases.casting.polling_station import PollingStation

STATION = "polling_station"

routes = APIRouter(prefix="/api/voting/v1", tags=["ballots"])


@routes.post("/ballots", status_code=201, responses={201: {"model": CastBody}, **responses(401, 403)})
async def cast_ballot(body: BallotBody, request: Request) -> Response:
    """Cast a ballot with a permit. The answer comes when the ballot is stored for good; keep its receipt.

    Whoever is not sure of an answer sends the same again: the same permit, or person, with the same choices is one
    ballot, and gets its first receipt.

    A broken rule of the paper is a 422 whose ``code`` names it: ``too-many-choices``, ``unknown-project`` and others.
    """
    station: PollingStation = request.app.state.runtime.own[STATION]
    handed_in = HandedIn(body.choices, body.points, body.ranks, body.votes)
    command = CastBallot(body.permit, handed_in, body.delivery)
    return Response(_as_json(await cast(command, station)), 201, media_type="application/json")


@routes.post("/polls/{poll_id}/receipts")
async def receipt(
    poll_id: UUID, body: WantedReceipt, database: Annotated[Database, Depends(database_of)]
) -> ReceiptBody:
    """Where the ballot with this receipt is. It does not say what was chosen."""
    poll, status = await look_up_receipt(poll_id, body.receipt, database)
    return ReceiptBody(status=status, is_rehearsal=poll.is_rehearsal)


# It tells whoever reads a log of addresses what somebody asked, so it was gone at once.
_IN_AN_ADDRESS = ends(
    since=date(2026, 11, 28),
    gone_from=date(2026, 11, 28),
    instead="/api/voting/v1/polls/{poll_id}/receipts",
)


@routes.get(
    "/polls/{poll_id}/receipts/{in_address}",  # noqa: FAST003 - nothing of it is read
    include_in_schema=False,
    **_IN_AN_ADDRESS,
)
async def receipt_in_address() -> None:
    """What clients of before 0.2 asked."""
    raise ReceiptStandsInAddress


def _as_json(cast: BallotInTheBox) -> bytes:
    """A ``CastBody``, written without building one: it would double this process's work for each ballot."""
    titles, ballot = cast.poll.by_number, cast.ballot
    choices = [{"number": number, "title": titles[number].title} for number in ballot.numbers]
    if ballot.writing is not Writing.LISTED:
        choices = [choice | beside for choice, beside in zip(choices, _beside(ballot), strict=True)]
    return to_json(
        {
            "poll_id": cast.poll.poll_id,
            "is_rehearsal": cast.poll.is_rehearsal,
            "receipt": cast.receipt,
            "is_replacement": cast.is_replacement,
            "status": "in-the-box" if cast.is_in_force else "replaced",
            "choices": choices,
        }
    )


def _beside(ballot: Ballot) -> list[dict[str, int | str]]:
    """What stands beside each number: its place, its side or its points."""
    if ballot.writing is Writing.RANKED:
        return [{"place": place} for place, _ in enumerate(ballot.numbers, start=1)]
    if ballot.writing is Writing.SIGNED:
        return [{"vote": "for" if sign > 0 else "against"} for sign in ballot.marks or ()]
    return [{"points": points} for points in ballot.marks or ()]
