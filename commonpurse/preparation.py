"""What comes before a vote: staff, a round, suggestions, proposals, the roll, the poll."""

import os
import secrets
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta

from commonpurse.election import Candidate, Election
from commonpurse.town_hall import Body, TownHall, at_most_at_once, eventually

Progress = Callable[[int], None]

STAFF = {
    "moderator": ["moderator"],
    "clerk": ["data-entry-officer"],
    "officer-1": ["returning-officer"],
    "officer-2": ["returning-officer"],
}
_AT_ONCE = 8


async def appoint_staff(town: TownHall, admin_password: str) -> dict[str, str]:
    """The administrator signs in and appoints those whom a round needs; their passwords by name."""
    await town.sign_in(os.environ.get("COMMONPURSE_ADMIN_NAME", "admin"), admin_password, "admin")
    passwords = {name: secrets.token_urlsafe(12) for name in STAFF}
    for name, roles in STAFF.items():
        account = {"name": name, "password": passwords[name], "roles": roles}
        await town.must("residents", "POST", "/staff", account, staff="admin")
        await town.sign_in(name, passwords[name])
    return passwords


async def publish_round(town: TownHall, election: Election) -> Body:
    """A round with one fund, spent by a vote."""
    today = datetime.now(UTC).date()
    phases = ("suggest", "screen", "cost", "vote", "deliver")
    # The vote is on today: what comes before it in a town is over, as the calendar has it.
    starts = [today + timedelta(days=30 * number - 91) for number in range(len(phases) + 1)]
    wish = {
        "name": election.name,
        "currency": election.currency,
        "hourly_value_cents": 0,
        "areas": [{"name": area.name} for area in election.areas],
        "funds": [{"name": election.name, "budget_cents": election.budget_cents, "spent_by": "vote"}],
        "calendar": [
            {"name": name, "starts_on": str(start), "ends_on": str(end - timedelta(days=1))}
            for name, start, end in zip(phases, starts, starts[1:], strict=False)
        ],
    }
    body: Body = await town.must("ideas", "POST", "/rounds", wish, staff="admin")
    return body


async def suggest_and_accept(
    town: TownHall, election: Election, round_body: Body, progress: Progress
) -> dict[int, str]:
    """Every project's way from a suggestion to an accepted proposal: its ballot number to its proposal's id."""
    areas = _area_ids(election, round_body)

    def way_of(candidate: Candidate) -> Callable[[], object]:
        async def way() -> tuple[int, str]:
            proposal_id = await _from_idea_to_proposal(town, candidate, round_body, areas.get(candidate.area))
            progress(1)
            return candidate.number, proposal_id

        return way

    ways = [way_of(candidate) for candidate in election.candidates]
    return dict(await at_most_at_once(_AT_ONCE, ways))  # type: ignore[arg-type]


async def _from_idea_to_proposal(town: TownHall, candidate: Candidate, round_body: Body, area_id: str | None) -> str:
    round_id, fund_id = round_body["round_id"], round_body["funds"][0]["fund_id"]
    suggestion = {"round_id": round_id, "title": candidate.title, "text": candidate.title, "channel": "web"}
    suggestion |= {"area_id": area_id} if area_id else {}
    idea = await town.must("ideas", "POST", "/ideas", suggestion)
    path = f"/ideas/{idea['number']}"
    await town.act("ideas", path, "accept", staff="moderator")
    await town.act("ideas", path, "hand-over", staff="moderator", fund_id=fund_id)

    async def its_proposal() -> str | None:
        proposal_id: str | None = (await town.must("ideas", "GET", path))["proposal_id"]
        return proposal_id

    proposal_id = await eventually(its_proposal, f"the proposal made of idea {idea['number']}")
    proposal, cost = f"/proposals/{proposal_id}", candidate.cost_cents
    await town.act("proposals", proposal, "accept", staff="moderator", cost_cents=cost)
    return proposal_id


async def propose(town: TownHall, wish: Body) -> Body:
    """A proposal made directly, once ``proposals`` has heard of its round; by staff, who may make any number."""

    async def made() -> Body | None:
        answer = await town.ask("proposals", "POST", "/proposals", wish, staff="moderator")
        return answer.json() if answer.is_success else None

    return await eventually(made, "proposals to hear of the round")


async def import_roll(town: TownHall, round_id: str, roll: Iterable[tuple[int, str]]) -> list[str]:
    """Read in a roll of numbers and areas; the invitation codes in the roll's order."""

    async def once_the_round_is_known() -> bool | None:
        answer = await town.ask("residents", "GET", f"/rounds/{round_id}/roll", staff="clerk")
        return True if answer.is_success else None

    await eventually(once_the_round_is_known, "residents to hear of the round")
    lines = ["number,area", *(f"{number},{area}" for number, area in roll)]
    csv = {"content": "\n".join(lines).encode(), "headers": {"Content-Type": "text/csv"}}
    await town.must("residents", "POST", f"/rounds/{round_id}/roll", staff="clerk", **csv)
    letters = await town.must("residents", "POST", f"/rounds/{round_id}/invitations", staff="clerk")
    codes = dict(line.split(",") for line in letters.split()[1:])
    return [codes[number] for number in sorted(codes, key=int)]


async def draft_poll(town: TownHall, draft: Body) -> str:
    """The poll as drafted, once ``voting`` has heard of all its proposals; its id."""

    async def drafted() -> str | None:
        answer = await town.ask("voting", "POST", "/polls", draft, staff="officer-1")
        return str(answer.json()["poll_id"]) if answer.is_success else None

    return await eventually(drafted, "voting to hear of all accepted proposals")


def poll_on(election: Election, round_body: Body, proposals: dict[int, str]) -> Body:
    """A poll's draft on all proposals, under the file's numbers."""
    now = datetime.now(UTC)
    return {
        "round_id": round_body["round_id"],
        "fund_id": round_body["funds"][0]["fund_id"],
        "name": election.name,
        "method": election.method,
        "limits": election.limits,
        **election.rule_terms,
        "area_money": list(_area_money(election, round_body)),
        "conflicts": [[proposals[number] for number in group] for group in election.conflicts],
        "channels": ["web", "sms"],
        "may_replace": False,
        "opens_at": (now + timedelta(days=1)).isoformat(),
        "closes_at": (now + timedelta(days=8)).isoformat(),
        "numbers": {proposal_id: number for number, proposal_id in proposals.items()},
    }


def _area_money(election: Election, round_body: Body) -> Iterator[Body]:
    ids = _area_ids(election, round_body)
    for area in election.areas:
        if area.has_money_of_its_own:
            money = {"guaranteed_cents": area.guaranteed_cents, "at_most_cents": area.at_most_cents}
            yield {"area_id": ids[area.name], "name": area.name, **money}


def _area_ids(election: Election, round_body: Body) -> dict[str, str]:
    # By their order: the round keeps their names as people read them, without a second blank.
    ids = [area["area_id"] for area in round_body["areas"]]
    return dict(zip([area.name for area in election.areas], ids, strict=True))


async def withdraw(town: TownHall, poll_id: str, election: Election) -> None:
    """Take out of the open vote what the file says was withdrawn or ruled out: one officer proposes, another confirms.

    The ballots for it stand as they are.
    """
    path = f"/polls/{poll_id}"
    for candidate in election.candidates:
        if candidate.out:
            wish = {"project": str(candidate.number), "reason": candidate.out}
            await town.act("voting", path, "withdraw-project", staff="officer-1", **wish)
            await town.act("voting", path, "confirm-withdrawal", staff="officer-2")


async def open_poll(town: TownHall, poll_id: str) -> None:
    """Publish the poll as soon as voting has heard of the codes, and open it at once."""

    async def everybody_can_vote() -> bool | None:
        checks = (await town.must("voting", "GET", f"/polls/{poll_id}", staff="officer-1"))["checks"]
        said = [one for one in checks if one["name"] == "somebody-can-vote"]
        # It asks for a look until voting has heard of the roll and of the last code.
        return True if all(one["is_met"] and not one["asks_for_a_look"] for one in said) else None

    await eventually(everybody_can_vote, "voting to hear of the codes")
    for action in ("publish", "open"):
        await town.act("voting", f"/polls/{poll_id}", action, staff="officer-1")
