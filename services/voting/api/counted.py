"""What officers look at before they certify."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field

from libs.shared.platform.access.staff import Staff, staff_with
from libs.shared.platform.running.runtime import database_of
from libs.shared.platform.storage.database import Database
from services.voting.api.outcome_bodies import OutcomeBody
from services.voting.api.outcomes import outcome_body
from services.voting.use_cases.counting.read_counted import Counted, read_counted

routes = APIRouter(prefix="/api/voting/v1/polls/{poll_id}/counted", tags=["outcomes"])

ReturningOfficer = Annotated[Staff, Depends(staff_with("returning-officer"))]


class CountedBody(BaseModel):
    """A count that stands, with the numbers that must agree."""

    outcome: OutcomeBody
    ballots: int = Field(description="Ballots in force: one for each person who voted.")
    slips: int = Field(description="All ballots in the box, those that were replaced by a later one among them.")
    marked: int | None = Field(
        description="On how many entries of the roll residents had marked that the code was used, at the end of the "
        "poll. Never fewer than there are ballots, unless residents were struck by a crash. Null until they have said."
    )
    electorate: int | None = Field(description="How many people on the roll may vote.")
    lot: list[int] = Field(description="The projects' numbers as the lot has drawn them: the first goes first.")
    score_order: list[int] = Field(description="What score order would have funded.")

    @classmethod
    def of(cls, counted: Counted) -> "CountedBody":
        poll, outcome = counted.poll, counted.outcome
        return cls(
            outcome=outcome_body(poll, outcome),
            ballots=outcome["ballots"],
            slips=counted.slips,
            marked=poll.marked,
            electorate=counted.electorate,
            lot=list(counted.lot),
            score_order=[int(number) for number in outcome["stories"]["outcome"]["score_order"]["winners"]],
        )


@routes.get("")
async def counted(
    poll_id: UUID, staff: ReturningOfficer, database: Annotated[Database, Depends(database_of)]
) -> CountedBody:
    """For returning officers, as soon as two counts agree: what they certify. Others read it once it is announced."""
    return CountedBody.of(await read_counted(poll_id, database))
