"""After the vote: closed, counted, certified by two, announced; and the public view of it, built from events alone."""

from dataclasses import dataclass

from commonpurse.election import Election
from commonpurse.town_hall import Body, TownHall, eventually

_A_LONG_COUNT_S = 3600.0


@dataclass(frozen=True, slots=True)
class Counted:
    """What the count and the public view say."""

    ballots: int
    winners: list[str]
    cost_cents: int
    view_matches: bool


async def close(town: TownHall, poll_id: str) -> None:
    """Close the poll before its time, as the demonstration has no week."""
    reason = "The demonstration is over."
    await town.act("voting", f"/polls/{poll_id}", "close", staff="officer-1", reason=reason)


async def certify(town: TownHall, poll_id: str) -> None:
    """Count, and certify by two."""
    path = f"/polls/{poll_id}"
    await _once_allowed(town, path, "count", "officer-1")
    await _once_allowed(town, path, "certify", "officer-1")
    await town.act("voting", path, "certify", staff="officer-2")


async def certify_and_announce(town: TownHall, poll_id: str) -> Body:
    """Count, certify by two, announce; the outcome."""
    await certify(town, poll_id)
    path = f"/polls/{poll_id}"
    await town.act("voting", path, "announce", staff="officer-1")
    outcome: Body = await town.must("voting", "GET", f"{path}/outcome")
    return outcome


async def check_what_followed(
    town: TownHall, poll_id: str, election: Election, proposals: dict[int, str], outcome: Body
) -> Counted:
    """Wait until everyone who must know of the outcome has heard; what the public view shows of it."""
    view = await eventually(lambda: seen(town, f"/polls/{poll_id}/results"), "the view of the results")
    await _proposals_turned(town, outcome, proposals)
    return Counted(
        ballots=outcome["ballots"],
        winners=_winners(outcome, election),
        cost_cents=outcome["cost_cents"],
        view_matches=await _view_agrees(town, poll_id, view, outcome),
    )


def _winners(body: Body, election: Election) -> list[str]:
    pb_ids = {candidate.number: candidate.pb_id for candidate in election.candidates}
    funded = [project for project in body["projects"] if project["is_funded"]]
    return [pb_ids[project["number"]] for project in sorted(funded, key=lambda project: project["place"] or 0)]


async def _once_allowed(town: TownHall, path: str, action: str, staff: str) -> None:
    async def allowed() -> bool | None:
        actions = await town.must("voting", "GET", f"{path}/actions", staff=staff)
        return True if action in {one["action"] for one in actions["items"]} else None

    await eventually(allowed, f"the poll to be ready to {action}", _A_LONG_COUNT_S)
    await town.act("voting", path, action, staff=staff)


async def seen(town: TownHall, path: str) -> Body | None:
    """What the public view shows there; none as long as it has not heard."""
    answer = await town.ask("reporting", "GET", path)
    return answer.json() if answer.is_success else None


async def _view_agrees(town: TownHall, poll_id: str, view: Body, outcome: Body) -> bool:
    def funded(body: Body) -> set[int]:
        return {project["number"] for project in body["projects"] if project["is_funded"]}

    turnout = await town.must("reporting", "GET", f"/polls/{poll_id}/turnout")
    same_money = view["cost_cents"] == outcome["cost_cents"]
    same_people = view["ballots"] == outcome["ballots"] == turnout["ballots"]
    return same_money and same_people and funded(view) == funded(outcome)


async def _proposals_turned(town: TownHall, outcome: Body, proposals: dict[int, str]) -> None:
    for project in outcome["projects"]:
        expected = "funded" if project["is_funded"] else "not_funded"
        path = f"/proposals/{proposals[project['number']]}"

        async def turned(path: str = path, expected: str = expected) -> bool | None:
            return True if (await town.must("proposals", "GET", path))["state"] == expected else None

        await eventually(turned, f"{path} to be {expected}")
