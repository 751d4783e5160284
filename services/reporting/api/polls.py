"""What anyone may know of a poll."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from libs.shared.platform.running.runtime import database_of
from libs.shared.platform.storage.database import Database
from services.reporting.projections.results import Results, results_of
from services.reporting.projections.turnout_tables import Turnout, turnout_of

router = APIRouter(prefix="/api/reporting/v1/polls", tags=["polls"])


@router.get("/{poll_id}/turnout")
async def turnout(poll_id: UUID, database: Annotated[Database, Depends(database_of)]) -> Turnout:
    """How many have voted, as of the last full hour while the poll is open: by channel, area and hour (UTC).

    A figure moves on when at least ten more ballots stand behind it. One of fewer is null, and where it could be
    computed from the others a second one with it. Choices are never counted here.
    """
    return await turnout_of(database, poll_id)


@router.get("/{poll_id}/results")
async def results(poll_id: UUID, database: Annotated[Database, Depends(database_of)]) -> Results:
    """What the vote funds, project by project; 404 before the outcome is announced."""
    return await results_of(database, poll_id)
