"""What anyone may know of a round."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query

from libs.shared.platform.api.languages import ReadLanguage
from libs.shared.platform.api.paging import ListBody, WantedChanges, list_body
from libs.shared.platform.running.runtime import database_of
from libs.shared.platform.storage.database import Database
from services.reporting.projections.idea_board import IdeaOnBoard, IdeasInState, idea_board
from services.reporting.projections.ledger import Ledger, ledger_of
from services.reporting.projections.proposal_board import ProposalOnBoard, ProposalsInState, proposal_board

router = APIRouter(prefix="/api/reporting/v1/rounds", tags=["rounds"])

_State = Annotated[str | None, Query(description="Only those in this state.")]


class IdeaBoardBody(ListBody[IdeaOnBoard]):
    """A round's ideas: all of them counted by state, and a page of those that are public."""

    round_id: UUID
    counts: list[IdeasInState]


class ProposalBoardBody(ListBody[ProposalOnBoard]):
    """A round's proposals: all of them counted by state, and a page of those that are public."""

    round_id: UUID
    counts: list[ProposalsInState]


@router.get("/{round_id}/ideas")
async def ideas(
    round_id: UUID,
    database: Annotated[Database, Depends(database_of)],
    page: WantedChanges,
    language: ReadLanguage,
    state: _State = None,
) -> IdeaBoardBody:
    """Where the round's ideas stand: all counted by state, and those that were screened.

    ``state_label`` is what the council's workflow calls a state, in the reader's language.
    """
    board = await idea_board(database, round_id, state, page, language)
    body = list_body(board.public.items, board.public, page)
    return IdeaBoardBody(round_id=round_id, counts=board.counts, **dict(body))


@router.get("/{round_id}/proposals")
async def proposals(
    round_id: UUID, database: Annotated[Database, Depends(database_of)], page: WantedChanges, state: _State = None
) -> ProposalBoardBody:
    """Where the round's proposals stand: all counted by state, and those that were moderated."""
    board = await proposal_board(database, round_id, state, page)
    body = list_body(board.public.items, board.public, page)
    return ProposalBoardBody(round_id=round_id, counts=board.counts, **dict(body))


@router.get("/{round_id}/ledger")
async def ledger(round_id: UUID, database: Annotated[Database, Depends(database_of)]) -> Ledger:
    """What residents offered to contribute, by kind and unit: made, accepted, committed."""
    return await ledger_of(database, round_id)
