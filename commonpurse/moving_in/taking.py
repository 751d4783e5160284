"""Taking the ideas of a plan, each the way that every idea goes here: suggested, accepted, handed over, costed.

Whatever was done already is passed over: the idea is known by where it stood before, and its state says what is left to
do. So the same file again does nothing twice, and one that broke off is gone on with.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx

from commonpurse.town_hall import Body, Refusal, TownHall, at_most_at_once, eventually, refusal_in
from commonpurse.trouble import Trouble
from libs.shared.platform.running.settings import PartName
from services.ideas.api.moving_in.plan import Wish

_AT_ONCE = 8
_AGAIN = "Once that is mended, run the same command again: what is there is not taken twice."
STAFF = "importer"
"""The name under which whoever runs the command has signed in."""

_OF_THIS_ONE = (httpx.codes.NOT_FOUND, httpx.codes.CONFLICT, httpx.codes.UNPROCESSABLE_ENTITY)


class _Refused(Exception):
    """One idea was refused; the others go on."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.detail)
        self.code = refusal.code


@dataclass
class Taken:
    """How far it came, and which lines were refused, in words."""

    done: int = 0
    refused: list[str] = field(default_factory=list)


async def take(town: TownHall, wishes: Sequence[Wish], fund_id: str | None, progress: Callable[[], None]) -> Taken:
    """Take all of them.

    Raises:
        Trouble: if the platform cannot be reached, or lets nobody in; with how far it came.
    """
    taken = Taken()

    def work(wish: Wish) -> Callable[[], Awaitable[None]]:
        async def one() -> None:
            try:
                await _take(town, wish, fund_id)
                taken.done += 1
            except _Refused as refused:
                taken.refused.append(f"{wish.place}: {refused}")
            progress()

        return one

    try:
        await at_most_at_once(_AT_ONCE, [work(wish) for wish in wishes])
    except* (Trouble, httpx.HTTPError) as group:
        first: BaseException = group
        while isinstance(first, BaseExceptionGroup):
            first = first.exceptions[0]
        why = str(first) or type(first).__name__
        raise Trouble(f"broke off after {taken.done:,} of {len(wishes):,}: {why}. {_AGAIN}") from None
    return taken


async def _take(town: TownHall, wish: Wish, fund_id: str | None) -> None:
    idea = await _sent(town, "ideas", "/ideas", wish.body)
    path = f"/ideas/{idea['number']}"
    if wish.standing == "accepted" and idea["state"] == "submitted":
        idea = await _acted(town, "ideas", path, "accept") or idea
    if wish.becomes_proposal(fund_id) and idea["state"] == "accepted":
        idea = await _acted(town, "ideas", path, "hand-over", fund_id=fund_id) or idea
    if wish.becomes_proposal(fund_id) and idea["state"] == "handed_over":
        await _accept_proposal(town, path, wish)


async def _accept_proposal(town: TownHall, path: str, wish: Wish) -> None:
    async def its_proposal() -> str | None:
        proposal_id: str | None = (await town.must("ideas", "GET", path, staff=STAFF))["proposal_id"]
        return proposal_id

    proposal = f"/proposals/{await eventually(its_proposal, f'the proposal made of {path}')}"
    if (await town.must("proposals", "GET", proposal, staff=STAFF))["state"] == "submitted":
        await _acted(town, "proposals", proposal, "accept", cost_cents=wish.cost_cents)


async def _acted(town: TownHall, part: PartName, path: str, action: str, **fields: Any) -> Body | None:
    """The thing after the action; none if somebody else was quicker: what they decided stands."""
    try:
        return await _sent(town, part, f"{path}/actions", {"action": action, **fields})
    except _Refused as refused:
        if refused.code == "state-has-changed":
            return None
        raise


async def _sent(town: TownHall, part: PartName, path: str, body: Body) -> Body:
    answer = await town.ask(part, "POST", path, body, staff=STAFF)
    if answer.is_success:
        answered: Body = answer.json()
        return answered
    refusal = refusal_in(answer)
    if answer.status_code in _OF_THIS_ONE:
        raise _Refused(refusal)
    raise Trouble(f"{part} answered {refusal.status} {refusal.code}: {refusal.detail}")
