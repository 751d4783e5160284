"""Voting: takes the ballot."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import httpx

from gateways.sms.clients.asking import ask
from gateways.sms.grammar import Vote
from gateways.sms.reply import Counted


@dataclass(frozen=True, slots=True)
class InTheBox:
    """A ballot that was taken."""

    receipt: str = field(repr=False)
    is_replacement: bool
    is_in_force: bool
    choices: Sequence[Counted] = field(repr=False)


async def cast(voting: httpx.AsyncClient, permit: str, vote: Vote, delivery: str | None) -> InTheBox:
    """The ballot as it lies in the box; if the message was delivered before, as it was taken then.

    Raises:
        Refused: if the ballot breaks a rule of the paper, or the poll is not open.
        OutOfReach: if voting gives no answer.
    """
    if vote.points is None:
        chosen: dict[str, object] = {"choices": list(vote.numbers)}
    else:
        chosen = {"points": dict(zip(map(str, vote.numbers), vote.points, strict=True))}
    if delivery:
        chosen["delivery"] = delivery
    answer = await ask(voting, "/api/voting/v1/ballots", {"permit": permit} | chosen)
    choices = [Counted(one["number"], one["title"], one.get("points")) for one in answer["choices"]]
    return InTheBox(answer["receipt"], answer["is_replacement"], answer["status"] == "in-the-box", choices)
