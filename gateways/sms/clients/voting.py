"""Voting: takes the ballot."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import httpx

from gateways.sms.choices import Vote
from gateways.sms.reply import Counted
from libs.shared.platform.running.asking import Refused, ask


@dataclass(frozen=True, slots=True)
class InTheBox:
    """A ballot that was taken."""

    receipt: str = field(repr=False)
    is_replacement: bool
    is_in_force: bool
    choices: Sequence[Counted] = field(repr=False)
    is_rehearsal: bool = False


async def cast(voting: httpx.AsyncClient, permit: str, vote: Vote, delivery: str | None) -> InTheBox:
    """The ballot as it lies in the box; if the message was delivered before, as it was taken then.

    What is written in a way that says the same in two kinds of vote is handed in as either.

    Raises:
        Refused: if the ballot breaks a rule of the paper, or the poll is not open.
        OutOfReach: if voting gives no answer.
    """
    envelope = {"permit": permit} | ({"delivery": delivery} if delivery else {})
    *others, last = readings_of(vote)
    for reading in others:
        try:
            return await _cast(voting, envelope | reading)
        except Refused as refused:
            if refused.code != "ballot-is-of-another-method":
                raise
    return await _cast(voting, envelope | last)


def readings_of(vote: Vote) -> list[dict[str, object]]:
    """The ballots that the text may mean, the likelier first; which one it is depends on the poll alone."""
    numbers = [str(number) for number in vote.numbers]
    chosen: dict[str, object] = {"choices": list(vote.numbers)}
    in_order: dict[str, object] = {"ranks": {number: place for place, number in enumerate(numbers, start=1)}}
    if not numbers:
        return [chosen, {"points": {}}, {"ranks": {}}, {"votes": {}}]
    if vote.points is not None:
        return [{"points": dict(zip(numbers, vote.points, strict=True))}]
    if vote.signs is not None:
        sides = ["for" if sign == "+" else "against" for sign in vote.signs]
        signed: dict[str, object] = {"votes": dict(zip(numbers, sides, strict=True))}
        return [signed] if "against" in sides else [signed, chosen]
    if vote.is_ranked:
        return [in_order]
    return [chosen, in_order] if len(numbers) == 1 else [chosen]


async def _cast(voting: httpx.AsyncClient, body: Mapping[str, object]) -> InTheBox:
    answer = await ask(voting, "/api/voting/v1/ballots", body)
    choices = [
        Counted(one["number"], one["title"], one.get("points"), one.get("place"), one.get("vote"))
        for one in answer["choices"]
    ]
    is_in_force, is_rehearsal = answer["status"] == "in-the-box", bool(answer.get("is_rehearsal"))
    return InTheBox(answer["receipt"], answer["is_replacement"], is_in_force, choices, is_rehearsal)
