"""Words in decisions: in why it was decided, in where the paper is, and in why the record was corrected."""

from datetime import UTC, datetime, timedelta

from commonpurse.town_hall import Body, eventually
from tests.contracts.taking_down.planting import Planting

PAPER = {"paper_number": "DS/1", "reason": "It helps many."}
BUDGET = {"budget_line": "1", "department": "Parks", "reason": "It fits."}
CHECKED = {"checked-departments": "yes", "checked-costs": "yes"}


async def plant_decisions(here: Planting) -> None:
    """A decision, and one whose record was corrected; each about an idea whose author is told of it."""
    funds, today = [{"name": "B", "budget_cents": 1}], str(datetime.now(UTC).date() - timedelta(days=1))
    plan = {"name": "Three", "currency": "EUR", "funds": funds, "workflow": "lichtenberg"}
    within = await here.hall.must("ideas", "POST", "/rounds", plan, staff="admin")
    ideas = [await _before_the_council(here, within) for _ in range(2)]
    one = _words(here, "NewDecision")
    await _record(here, within, ideas[0], PAPER | {"decided_on": today} | one)
    other = await _record(here, within, ideas[1], PAPER | {"decided_on": today})
    right = PAPER | {"decided_on": today} | _words(here, "CorrectedDecision")
    right |= here.sown("CorrectedDecision", "correction")
    await here.hall.must("ideas", "PUT", f"/decisions/{other}/paper", right, staff="moderator")


def _words(here: Planting, model: str) -> Body:
    return here.sown(model, "reason") | {"link": f"https://town.example/{here.seeds.word(f'{model}.link')}"}


async def _before_the_council(here: Planting, within: Body) -> str:
    contact = {"kind": "letter", "address": "Lane 1"}
    wish = {"round_id": within["round_id"], "title": "A hedge", "text": "Green.", "contact": contact}
    number = str((await here.hall.must("ideas", "POST", "/ideas", wish))["number"])
    here.things.ideas.append(number)
    await here.act("ideas", "ideas", number, "take-up")
    await here.act("ideas", "ideas", number, "to-the-board", **CHECKED)
    begins_at = (datetime.now(UTC) + timedelta(seconds=1)).isoformat()
    plan = {"round_id": within["round_id"], "body": "board", "name": "Board", "begins_at": begins_at}
    made = await here.hall.must("ideas", "POST", "/sittings", plan | {"agenda": [{"idea": number}]}, staff="moderator")
    path = f"/sittings/{made['sitting_id']}"

    async def it_has_begun() -> bool | None:
        return (await here.hall.ask("ideas", "POST", f"{path}/held", None, staff="moderator")).is_success or None

    await eventually(it_has_begun, "the sitting to begin")
    way = {"action": "recommend"} | BUDGET
    item = f"{path}/agenda/{made['agenda'][0]['item_id']}"
    await here.hall.must("ideas", "POST", f"{item}/actions", way, staff="moderator")
    await here.act("ideas", "ideas", number, "to-the-council", paper_number="DS/1")
    return number


async def _record(here: Planting, within: Body, number: str, paper: Body) -> str:
    results = [{"idea": number, "action": "adopt"}]
    wish = paper | {"round_id": within["round_id"], "body": "council", "results": results}
    made = str((await here.hall.must("ideas", "POST", "/decisions", wish, staff="moderator"))["decision_id"])
    here.things.decisions.append(made)
    return made


async def take_decisions_down(here: Planting) -> None:
    """What is recorded of each paper is said in other words."""
    for decision_id in here.things.decisions:
        path = f"/decisions/{decision_id}"
        known = await here.hall.must("ideas", "GET", path)
        right = PAPER | {"decided_on": known["decided_on"], "correction": "It named somebody."}
        await here.hall.must("ideas", "PUT", f"{path}/paper", right, staff="moderator")
