"""Ballots and receipts over the wire."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, Field, ValidatorFunctionWrapHandler, WrapValidator

Whole = Annotated[int, Field(ge=0, le=1_000_000)]


def _each_line_counts(given: Any, read: ValidatorFunctionWrapHandler) -> Any:
    """What was read, unless two lines came to one: ``"01"`` and ``"1"`` are the same project."""
    lines = read(given)
    if isinstance(given, Mapping) and len(lines) != len(given):
        raise ValueError("two lines name the same project")
    return lines


Points = Annotated[
    dict[Whole, Annotated[int, Field(ge=-1_000_000, le=1_000_000)]],
    Field(max_length=1000),
    WrapValidator(_each_line_counts),
]


class BallotBody(BaseModel):
    """A ballot: ``choices`` in an approval poll, ``points`` by number in a points poll.

    ``delivery`` is for gateways: a keyed hash of the id of the message that the ballot came in. A message that is
    delivered again, even with a new permit, is answered with its first receipt.
    """

    permit: Annotated[str, Field(max_length=2000)]
    choices: Annotated[list[Whole], Field(max_length=1000)] | None = None
    points: Points | None = None
    delivery: Annotated[str, Field(min_length=16, max_length=200)] | None = None


class ChoiceBody(BaseModel):
    """One line of a cast ballot."""

    number: int
    title: str
    points: int | None = None


class CastBody(BaseModel):
    """What a voter gets: the receipt, and what the ballot says.

    ``status`` is ``replaced`` only if this is the answer to a ballot that was handed in again after a newer one.
    """

    poll_id: UUID
    receipt: str
    is_replacement: bool
    status: Literal["in-the-box", "replaced"]
    choices: list[ChoiceBody]


class WantedReceipt(BaseModel):
    """A receipt, as it was typed. It is sent in the body, never in an address."""

    receipt: Annotated[str, Field(max_length=100)]


class ReceiptBody(BaseModel):
    """Where the ballot is, as the ballot box answers now. It is no proof that can be checked elsewhere."""

    status: Literal["in-the-box", "replaced", "counted"]
