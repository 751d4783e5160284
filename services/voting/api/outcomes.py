"""Outcomes, and the ballots to count again, once they are announced."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response

from libs.shared.platform.api.described import file_of
from libs.shared.platform.running.runtime import database_of
from libs.shared.platform.storage.database import Database
from services.voting.api.outcome_bodies import OutcomeBody
from services.voting.domain.counting.announcement import Published
from services.voting.domain.polls.poll import Poll
from services.voting.use_cases.counting.read_outcome import read_ballots, read_outcome, read_table
from services.voting.use_cases.polls.published_terms import rule_terms

routes = APIRouter(prefix="/api/voting/v1/polls/{poll_id}", tags=["outcomes"])

Db = Annotated[Database, Depends(database_of)]


@routes.get("/outcome")
async def outcome(poll_id: UUID, database: Db) -> OutcomeBody:
    """What the vote funds, how every project fared and why, the ties, and the revealed seed of the lot.

    The lot: sort the project numbers by the SHA-256, in hexadecimal, of ``lot_seed``, a line feed and the number.
    ``lot_commitment``, published before voting began, is the SHA-256 of ``lot_seed``.
    """
    return outcome_body(*await read_outcome(poll_id, database))


def outcome_body(poll: Poll, found: Published) -> OutcomeBody:
    """The poll's outcome with what it goes by."""
    terms, fund = poll.terms, poll.fund
    about = rule_terms(terms).model_dump() | {
        "poll_id": poll.poll_id,
        "is_rehearsal": poll.is_rehearsal,
        "round_id": fund.round_id,
        "fund_id": fund.fund_id,
        "name": terms.name,
        "method": terms.method,
        "budget_cents": fund.budget_cents,
        "currency": fund.currency,
        "lot_seed": poll.lot_seed,
        "lot_commitment": poll.lot_commitment,
    }
    return OutcomeBody.model_validate(about | found)


@routes.get("/outcome.csv", response_class=Response, responses=file_of("text/csv", "The projects, one a line."))
async def outcome_table(poll_id: UUID, database: Db) -> Response:
    """The projects as comma-separated values: what ``commonpurse tally --explain --csv`` says of the ballots.

    What each was paid with, what was missing, and how close the losers came.
    """
    poll, content = await read_table(poll_id, database)
    return Response(content, media_type="text/csv; charset=utf-8", headers=_named(poll, "csv"))


@routes.get("/ballots.pb", response_class=Response, responses=file_of("text/plain", "A Pabulib file."))
async def ballots(poll_id: UUID, database: Db) -> Response:
    """The paper and every ballot as a Pabulib file: count again with a program of your own."""
    poll, content = await read_ballots(poll_id, database)
    return Response(content, media_type="text/plain; charset=utf-8", headers=_named(poll, "pb"))


def _named(poll: Poll, ending: str) -> dict[str, str]:
    """What the file is called: of a rehearsal, that it is one."""
    name = f"rehearsal-{poll.poll_id}" if poll.is_rehearsal else str(poll.poll_id)
    return {"Content-Disposition": f'attachment; filename="{name}.{ending}"'}
