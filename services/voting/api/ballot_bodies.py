"""Ballots and receipts over the wire."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, Field

Whole = Annotated[int, Field(ge=0, le=1_000_000)]


class BallotBody(BaseModel):
    """A ballot: ``choices`` in an approval poll, ``points`` by number in a points poll."""

    permit: Annotated[str, Field(max_length=2000)]
    choices: Annotated[list[Whole], Field(max_length=1000)] | None = None
    points: (
        Annotated[dict[Whole, Annotated[int, Field(ge=-1_000_000, le=1_000_000)]], Field(max_length=1000)] | None
    ) = None


class ChoiceBody(BaseModel):
    """One line of a cast ballot."""

    number: int
    title: str
    points: int | None = None


class CastBody(BaseModel):
    """What a voter gets: the receipt, and what was counted."""

    poll_id: UUID
    receipt: str
    is_replacement: bool
    choices: list[ChoiceBody]


class ReceiptBody(BaseModel):
    """Where a ballot is."""

    status: Literal["in-the-box", "replaced", "counted"]
