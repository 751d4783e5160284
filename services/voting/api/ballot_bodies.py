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


# In JSON a number that is a key is a text, of which pydantic's own schema does not say that it is a number's.
_NUMBER = "^(0|[1-9][0-9]{0,5}|1000000)$"
# Far more than any paper has: a ballot with too many choices is told so by the rule that it breaks.
_Lines = (
    Field(max_length=100_000, json_schema_extra={"propertyNames": {"pattern": _NUMBER}}),
    WrapValidator(_each_line_counts),
)
_Mark = Annotated[int, Field(ge=-1_000_000, le=1_000_000)]
_Fraction = Annotated[float, Field(ge=-1_000_000, le=1_000_000, allow_inf_nan=False)]

Points = Annotated[dict[Whole, _Mark | _Fraction], *_Lines]
Ranks = Annotated[dict[Whole, _Mark], *_Lines]
Side = Literal["for", "against"]
Votes = Annotated[dict[Whole, Side], *_Lines]


class BallotBody(BaseModel):
    """A ballot, by the poll's method: exactly one of ``choices``, ``points``, ``ranks`` and ``votes``.

    ``choices`` (numbers) for approval and knapsack; ``points`` by number for points, allocation and score; ``ranks`` by
    number, 1 for the first choice, for ranking; ``votes`` by number, ``"for"`` or ``"against"``, for for-and-against.
    ``delivery`` is for gateways: a keyed hash of the id of the message that the ballot came in. A message that is
    delivered again, even with a new permit, is answered with its first receipt.
    """

    permit: Annotated[str, Field(max_length=2000)]
    choices: Annotated[list[Whole], Field(max_length=100_000)] | None = None
    points: Points | None = None
    ranks: Ranks | None = None
    votes: Votes | None = None
    delivery: Annotated[str, Field(min_length=16, max_length=200)] | None = None


class BallotLineBody(BaseModel):
    """One line of a cast ballot: with its points, its place or its side where the method has such."""

    number: int
    title: str
    points: int | None = None
    place: int | None = None
    vote: Side | None = None


class CastBody(BaseModel):
    """What a voter gets: the receipt, and what the ballot says.

    ``status`` is ``replaced`` only if this is the answer to a ballot that was handed in again after a newer one.
    """

    poll_id: UUID
    is_rehearsal: bool = Field(description="Whether it counts nowhere: it was cast with a test code.")
    receipt: str
    is_replacement: bool
    status: Literal["in-the-box", "replaced"]
    choices: list[BallotLineBody]


class WantedReceipt(BaseModel):
    """A receipt, as it was typed. It is sent in the body, never in an address."""

    receipt: Annotated[str, Field(max_length=100)]


class ReceiptBody(BaseModel):
    """Where the ballot is, as the ballot box answers now. It is no proof that can be checked elsewhere."""

    status: Literal["in-the-box", "replaced", "counted"]
    is_rehearsal: bool = Field(description="Whether the box is a rehearsal's, so that the ballot counts nowhere.")
