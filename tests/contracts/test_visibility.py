"""Who may read a thing's own words is one rule: page, feed and board say the same, on every path of every workflow."""

from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Any

import pytest

from libs.shared.events.catalogue import CATALOGUE
from libs.shared.events.envelope import Event
from libs.shared.kernel.clock import SystemClock
from libs.shared.kernel.ids import new_id
from libs.shared.kernel.words import words
from libs.shared.kernel.workflow import STAYS, Action, Step, Workflow
from libs.shared.platform.running.runtime import Runtime, assemble
from libs.shared.platform.running.service import started
from libs.shared.platform.running.settings import Settings
from libs.shared.platform.storage.database import Database
from services.ideas import main as ideas_service
from services.ideas.domain.idea import Idea
from services.ideas.domain.round import Fund, Round
from services.ideas.storage import ideas, rounds
from services.ideas.use_cases.move_idea import move_idea
from services.ideas.use_cases.suggest_idea import SuggestIdea, suggest_idea
from services.proposals import main as proposals_service
from services.proposals.domain.proposal import Proposal
from services.proposals.domain.workflow import WORKFLOW as PROPOSALS
from services.proposals.storage import proposals
from services.proposals.use_cases.move_proposal import move_proposal
from services.proposals.use_cases.submit_proposal import store_new
from tests.conftest import NewDatabaseOf
from tests.support.databases import a_fresh_database
from tests.support.eventually import eventually
from tests.support.journals import announced
from tests.support.newsroom import Newsroom, a_newsroom
from tests.support.workflows_of_ideas import IDEAS, LICHTENBERG

ROUND, FUND, POLL = new_id(), new_id(), new_id()
CRITERIA = ("against-the-rules", "not-ours")
SECRET = "Wilhelmina Quittenbaum"
CLOCK = SystemClock()
# These go the way of redacted words and of a withdrawal, or change no words of the thing's own.
ALIKE = {"correct-title", "correct-text", "withdraw-for-them", "redact-line"}
Path = tuple[tuple[Action, str], ...]


def ways(workflow: Workflow, further: int) -> Iterator[Path]:
    """For each state the shortest way to it, and from there so many other actions, in each order: all are too many.

    Each action with a refusal for each kind of criterion. Words are taken down in the state that the way ends in: what
    comes after a redaction comes after its absence, too.
    """
    to: dict[str, Path] = {workflow.states[0].name: ()}
    waiting = [*to]
    while waiting:
        here = waiting.pop(0)
        yield to[here]
        yield from _from(workflow, here, to[here], further)
        for action in _possible(workflow, here):
            if action.to and action.to not in to:
                to[action.to] = (*to[here], (action, "not-ours"))
                waiting.append(action.to)


def _possible(workflow: Workflow, here: str) -> list[Action]:
    return [action for action in workflow.actions if here in action.of and action.name not in ALIKE]


def _from(workflow: Workflow, here: str, taken: Path, further: int) -> Iterator[Path]:
    if not further or (taken and taken[-1][0].name == "redact"):
        return
    for action in _possible(workflow, here):
        if action.to == here or any(action is earlier for earlier, _ in taken):
            continue
        is_refusal = "criterion" in {field.name for field in action.fields}
        for criterion in CRITERIA if is_refusal else ("",):
            way = (*taken, (action, criterion))
            yield way
            yield from _from(workflow, action.to or here, way, further - 1)


def step_of(action: Action, state: str, criterion: str) -> Step:
    """The action taken, with words that hide the secret where it changes some."""
    given: dict[str, str | int] = {
        "criterion": criterion or "not-ours",
        "reason": "Because.",
        "fund_id": str(FUND),
        "poll_id": str(POLL),
        "cost_cents": 5,
        "proposal_number": "K7Q-2M4",
    }
    changed: dict[str, str | int] = {"title": "Clean", "text": "Clean", "summary": "Clean", "location": "52.5, 13.5"}
    fields = {field.name: (given | changed).get(field.name, "") for field in action.fields}
    if action.effect == "refuse":
        fields |= {"criterion": given["criterion"], "reason": given["reason"]}
    return Step(action, action.to or state, fields, words("It moved."))


@dataclass
class Town:
    """A service at work beside reporting."""

    runtime: Runtime
    newsroom: Newsroom

    async def report(self) -> None:
        """Let reporting hear all that the service's feed tells now."""
        told = [CATALOGUE[kind].model_validate(data) for kind, data in await announced(self.runtime.database)]
        events: list[Event] = [event for event in told if event.type != "ideas.round-published.v1"]
        await self.newsroom.announce(*events)


@pytest.fixture
async def newsroom(postgres: str) -> AsyncIterator[Newsroom]:
    async with AsyncExitStack() as stack:
        databases = lambda: stack.enter_async_context(a_fresh_database(postgres))  # noqa: E731
        yield await stack.enter_async_context(a_newsroom(databases))


async def walk_idea(database: Database, idea: Idea, path: Path) -> Idea:
    for action, criterion in path:
        async with database.transaction() as tx:
            locked = await ideas.lock(tx.session, idea.idea_id)
            idea = await move_idea(tx, locked, step_of(action, locked.state, criterion), CLOCK.now())
    return idea


@pytest.mark.parametrize(
    ("workflow", "walks"),
    [(IDEAS, ways(IDEAS, 2)), (LICHTENBERG, ways(LICHTENBERG, 1))],
    ids=["ballot budget", "Lichtenberg"],
)
async def test_board_and_feed_show_an_ideas_words_exactly_while_its_page_does(
    database_of: NewDatabaseOf, newsroom: Newsroom, workflow: Workflow, walks: Iterator[Path]
) -> None:
    runtime = assemble("ideas", Settings(database_url=await database_of("ideas")), in_process={})
    walked: dict[str, Idea] = {}
    async with started(ideas_service.SERVICE, runtime):
        async with runtime.database.transaction() as tx:
            fund = Fund(FUND, "Town", 100, None, "vote")
            await rounds.add(
                tx.session, Round(ROUND, "2027", "EUR", 0, (), (fund,), (), workflow=workflow.name), CLOCK.now(), None
            )
        for path in walks:
            wish = SuggestIdea(ROUND, SECRET, SECRET, "web")
            suggested, _ = await suggest_idea(wish, runtime.database, CLOCK)
            walked[suggested.number] = await walk_idea(runtime.database, suggested, path)
        await Town(runtime, newsroom).report()

        boards = await eventually(lambda: all_on_board(newsroom, "ideas", walked))
        told = await told_of(runtime)
        for number, idea in walked.items():
            expected = idea.title if idea.is_public else None
            assert boards.get(number) == expected, (number, idea.state)
            assert (SECRET in told[str(idea.idea_id)]) == (idea.is_public and idea.title == SECRET), idea.state


async def walk_proposal(database: Database, proposal: Proposal, path: Path) -> Proposal:
    # All in one transaction, as a listener takes a batch.
    async with database.transaction() as tx:
        for action, criterion in path:
            locked, _ = await proposals.lock(tx.session, proposal.proposal_id)
            proposal = await move_proposal(tx, locked, step_of(action, locked.state, criterion), CLOCK.now())
    return proposal


async def test_board_and_feed_show_a_proposals_words_exactly_while_its_page_does(
    database_of: NewDatabaseOf, newsroom: Newsroom
) -> None:
    runtime = assemble("proposals", Settings(database_url=await database_of("proposals")), in_process={})
    walked: dict[str, Proposal] = {}
    async with started(proposals_service.SERVICE, runtime):
        for path in ways(PROPOSALS, 2):
            now = CLOCK.now()
            # It names its cost: voting lists nothing that was never costed, but the table alone would let it.
            proposal = Proposal(new_id(), "", ROUND, FUND, SECRET, SECRET, now, "submitted", now, cost_cents=5)
            async with runtime.database.transaction() as tx:
                stored = await store_new(tx, proposal, None, words("It arrived."), words("Somebody"))
            assert stored
            moved = await walk_proposal(runtime.database, stored, path)
            walked[moved.number] = moved
        await Town(runtime, newsroom).report()

        boards = await eventually(lambda: all_on_board(newsroom, "proposals", walked))
        told = await told_of(runtime)
        for number, moved in walked.items():
            expected = moved.title if moved.is_public else None
            assert boards.get(number) == expected, (number, moved.state)
            is_told = moved.is_public and moved.title == SECRET
            assert (SECRET in told[str(moved.proposal_id)]) == is_told, moved.state


async def all_on_board(newsroom: Newsroom, what: str, walked: dict[str, Any]) -> dict[str, str | None]:
    """The titles on the board by number, once everything stands on it where it stands."""
    board = await newsroom.ask(f"/rounds/{ROUND}/{what}", limit=100)
    counts = {line["state"]: line[what] for line in board["counts"]}
    states = [one.state for one in walked.values()]
    assert counts == {state: states.count(state) for state in states}
    items = list(board["items"])
    for page in range(2, board["pages"] + 1):
        items += (await newsroom.ask(f"/rounds/{ROUND}/{what}", limit=100, page=page))["items"]
    shown = {item["number"]: item["title"] for item in items}
    assert {number for number, one in walked.items() if one.is_public} <= {*shown}
    return shown


async def told_of(runtime: Runtime) -> dict[str, str]:
    """All that the journal tells, by what it is about."""
    told: dict[str, str] = {}
    for _, data in await announced(runtime.database):
        about = str(data.get("proposal_id") or data.get("idea_id"))
        told[about] = told.get(about, "") + str(data)
    return told


@pytest.mark.parametrize(("workflow", "least"), [(IDEAS, 20), (PROPOSALS, 20)], ids=["ideas", "proposals"])
def test_the_paths_reach_every_state(workflow: Workflow, least: int) -> None:
    walked = list(ways(workflow, 2))

    reached = {action.to for path in walked for action, _ in path} - {STAYS} | {workflow.states[0].name}

    assert reached == {state.name for state in workflow.states}
    assert least < len(walked) < 5000
