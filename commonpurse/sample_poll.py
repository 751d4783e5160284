"""The sample round's two polls: one open, one whose outcome is announced."""

from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from commonpurse import preparation
from commonpurse.ballot_box import BallotBox
from commonpurse.counting import certify_and_announce, close
from commonpurse.town_hall import Body, TownHall, at_most_at_once, eventually
from libs.shared.events.poll_terms import PollTerms

Sample = dict[str, Any]


async def open_poll(
    town: TownHall, poll: Sample, round_body: Body, proposals: dict[str, list[str]], code: str
) -> BallotBox:
    """Draft, publish and open the poll; its ballot box, once the holder of the code can vote."""
    now = datetime.now(UTC)
    fund = next(fund for fund in round_body["funds"] if fund["name"] == poll["fund"])
    numbers = {proposal_id: number for number, proposal_id in enumerate(proposals[poll["fund"]], start=1)}
    draft = {name: poll[name] for name in PollTerms.model_fields if name in poll} | {
        "round_id": round_body["round_id"],
        "fund_id": fund["fund_id"],
        "channels": ["web", "sms"],
        "may_replace": True,
        "opens_at": (now + timedelta(minutes=10)).isoformat(),
        "closes_at": (now + timedelta(days=poll["days"])).isoformat(),
        "numbers": numbers,
    }
    poll_id = await preparation.draft_poll(town, draft)
    await preparation.open_poll(town, poll_id)
    box = BallotBox(town, poll_id)
    await eventually(lambda: box.is_known_to_residents(code), "residents to hear that the poll is open")
    return box


async def announce_poll(
    town: TownHall, poll: Sample, round_body: Body, proposals: dict[str, list[str]], codes: list[str]
) -> None:
    """A poll that has been voted in, counted, certified and announced."""
    box = await open_poll(town, poll, round_body, proposals, codes[0])
    turns = [_turn(box, code, points) for code, points in zip(codes, _ballots(poll), strict=False)]
    await at_most_at_once(8, turns)
    await close(town, box.poll_id)
    await certify_and_announce(town, box.poll_id)


def _ballots(poll: Sample) -> Iterator[dict[int, int]]:
    for kind in poll["ballots"]:
        for _ in range(kind["people"]):
            yield {int(number): points for number, points in kind["points"].items()}


def _turn(box: BallotBox, code: str, points: dict[int, int]) -> Callable[[], Awaitable[str]]:
    async def vote() -> str:
        return await box.cast(await box.permit(code), "points", points)

    return vote
