"""The board sits in public and chooses one of four ways for each idea; the jury sits on the small ones."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from commonpurse.demo.story.script import Becomes
from commonpurse.demo.story.year import Idea, Year
from commonpurse.town_hall import Body
from libs.shared.platform.running.settings import Settings

_ANNOUNCED_BEFORE = timedelta(seconds=5)
"""A town announces its sittings weeks before; the demonstration has no weeks."""
_AGENDA = 24
_THERE = {"citizens": 9, "politics": 5, "administration": 4, "submitters": 6, "public": 11}
_SAID = {
    "recommend": ("There is money for it in the budget line.", "The board recommends it."),
    "vote": ("It is worth more than what is left.", "Residents vote on it."),
    "impossible": ("All regret it.", "It is not possible."),
    "small": ("It is small and quick.", "The jury decides."),
}
ACTIONS: dict[Becomes, str] = {
    "recommend": "recommend",
    "vote": "to-the-vote",
    "impossible": "not-recommend",
    "small": "to-the-jury",
}
JURY_SAYS: tuple[str, ...] = (*5 * ("grant",), *2 * ("grant-in-part",), "defer", "refuse")
"""What it decides of each kind, by the locality; of the last one nothing yet."""
_MINUTED = {
    "grant": "The jury grants what was asked for.",
    "grant-in-part": "The jury grants half of what was asked for.",
    "defer": "The jury defers it by three months.",
    "refuse": "The jury refuses it.",
    "not yet": "The jury wants to see the place first, and decides next time.",
}

Item = Callable[[Body, Body, Idea], Awaitable[object]]


async def boards_sit(year: Year) -> None:
    """The board sits once on every so many of the ideas that wait."""
    waiting = [one for one in year.ideas if one.wish.is_routed]
    agendas = [waiting[at : at + _AGENDA] for at in range(0, len(waiting), _AGENDA)]
    await year.each("The board sits", enumerate(agendas, start=1), lambda one: _board(year, *one))


async def _board(year: Year, number: int, ideas: Sequence[Idea]) -> None:
    async def choose(sitting: Body, item: Body, idea: Idea) -> None:
        path = f"/sittings/{sitting['sitting_id']}/agenda/{item['item_id']}/actions"
        becomes = idea.wish.kind.becomes
        body = {"action": ACTIONS[becomes], **_fields(year, idea)}
        await year.town.must("ideas", "POST", path, body, staff="moderator")
        await _minute(year, sitting, item, *_SAID[becomes])

    await _hold(year, "board", f"Board, sitting {number}", ideas, choose)


def _fields(year: Year, idea: Idea) -> dict[str, Any]:
    match idea.wish.kind.becomes:
        case "recommend":
            line = {"budget_line": "4200/52101", "department": "Roads and green spaces"}
            return {**line, "reason": "It helps many, and the money is there."}
        case "vote":
            return {"fund_id": year.fund_id}
        case "small":
            return {"asked_cents": idea.wish.kind.cost_cents}
        case _:
            why = {"fails-too-dear": "It takes more than all other ideas together."}
            return why | {"fails-no-ground": "The ground belongs to others, who do not sell it."}


async def jury_sits(year: Year) -> None:
    """The jury sits, and decides about most of the small ones; the decision is recorded."""
    small = year.those("small")

    async def minute(sitting: Body, item: Body, idea: Idea) -> None:
        result = _MINUTED[JURY_SAYS[idea.wish.area]] if idea.wish.area < len(JURY_SAYS) else _MINUTED["not yet"]
        await _minute(year, sitting, item, "Whoever suggested it has spoken.", result)

    sitting = await _hold(year, "jury", "Jury for small grants", small, minute)
    day = on_the_councils_clock(datetime.fromisoformat(sitting["begins_at"]))
    decision = {
        "round_id": year.round["round_id"],
        "body": "jury",
        "sitting_id": sitting["sitting_id"],
        "decided_on": str(day),
        "reason": "What neighbours do together goes first.",
        "results": [_of_jury(one) for one in small if one.wish.area < len(JURY_SAYS)],
    }
    await year.town.must("ideas", "POST", "/decisions", decision, staff="moderator")


def _of_jury(idea: Idea) -> Body:
    action, asked = JURY_SAYS[idea.wish.area], idea.wish.kind.cost_cents
    said: dict[str, Body] = {
        "grant": {"granted_cents": asked},
        "grant-in-part": {"granted_cents": asked // 2},
        "defer": {"deferred_until": str((datetime.now(UTC) + timedelta(days=90)).date())},
        "refuse": {"criterion": "not-small"},
    }
    return {"idea": idea.number, "action": action, **said[action]}


async def _hold(year: Year, body: str, name: str, ideas: Sequence[Idea], deal_with: Item) -> Body:
    """The sitting from its announcement to its published minutes; how it was announced."""
    begins_at = datetime.now(UTC) + _ANNOUNCED_BEFORE
    wish = {
        "round_id": year.round["round_id"],
        "body": body,
        "name": name,
        "begins_at": begins_at.isoformat(),
        "place": "Town hall, Möllendorffstraße 6, council hall",
        "agenda": [{"idea": one.number} for one in ideas],
    }
    sitting: Body = await year.town.must("ideas", "POST", "/sittings", wish, staff="moderator")
    await asyncio.sleep(max(0.0, (begins_at - datetime.now(UTC)).total_seconds()) + 0.2)
    path = f"/sittings/{sitting['sitting_id']}"
    await year.town.must("ideas", "POST", f"{path}/held", staff="moderator")
    for item, idea in zip(sitting["agenda"], ideas, strict=True):
        await deal_with(sitting, item, idea)
    await year.town.must("ideas", "POST", f"{path}/minutes", staff="moderator")
    return sitting


async def _minute(year: Year, sitting: Body, item: Body, said: str, result: str) -> None:
    path = f"/sittings/{sitting['sitting_id']}/agenda/{item['item_id']}/minutes"
    body = {"said": said, "result": result, "attended": _THERE}
    await year.town.must("ideas", "PUT", path, body, staff="moderator")


def on_the_councils_clock(moment: datetime) -> date:
    """The day that it is there."""
    return moment.astimezone(ZoneInfo(str(Settings.model_fields["time_zone"].default))).date()
