"""What every workflow promises, whichever service it belongs to."""

import pytest

from libs.shared.kernel.ballot_budget import EVENTS
from libs.shared.kernel.workflow import STAYS, Workflow
from services.ideas.domain.workflows.vocabulary import FIELDS_OF_NEWS, OUTCOMES
from services.proposals.domain.offer_workflow import OFFER_WORKFLOW as OFFERS
from services.proposals.domain.workflow import WORKFLOW as PROPOSALS
from services.voting.domain.polls.workflow import WORKFLOW as POLLS
from tests.support.workflows_of_ideas import IDEAS, LICHTENBERG

WORKFLOWS = {
    "idea": IDEAS,
    "idea of Lichtenberg": LICHTENBERG,
    "proposal": PROPOSALS,
    "offer": OFFERS,
    "poll": POLLS,
}
ENDS = {
    # A withdrawn one is left by the news of a paper alone, that was on its way meanwhile.
    # A refused one goes on by news alone, when its proposal is examined anew.
    "idea": {"funded", "not_funded"},
    # A decision can be appealed, a refused grant too.
    "idea of Lichtenberg": {"answered", "upheld", "accounted"},
    # A refusal can be appealed against once.
    "proposal": {"funded", "not_funded", "upheld"},
    "offer": {"committed", "declined", "lapsed", "withdrawn"},
    "poll": {"announced", "cancelled"},
}


@pytest.fixture(params=WORKFLOWS, name="thing")
def a_thing(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


def reached(workflow: Workflow) -> set[str]:
    """The states that a thing can come to."""
    found, last = {workflow.states[0].name}, set[str]()
    while found != last:
        last = {*found}
        found |= {action.to for action in workflow.actions if action.to != STAYS and found & {*action.of}}
    return found


def test_every_state_can_be_reached(thing: str) -> None:
    workflow = WORKFLOWS[thing]

    assert reached(workflow) == {state.name for state in workflow.states}


def test_every_state_can_be_left_by_somebody_or_is_an_end(thing: str) -> None:
    workflow = WORKFLOWS[thing]
    moving = [action for action in workflow.actions if action.who and action.to != STAYS]
    leaving = {name for action in moving for name in action.of if action.to != name}
    # An idea that others carry on goes back to where it stood: that is no one state of the workflow.
    leaving |= {
        name for action in workflow.actions if action.name in {"undo-merge", "undo-split"} for name in action.of
    }

    assert {state.name for state in workflow.states} - leaving == ENDS[thing]


@pytest.mark.parametrize("thing", ["idea", "idea of Lichtenberg", "proposal"])
def test_every_move_of_what_has_a_life_line_is_told_in_words(thing: str) -> None:
    assert [action.name for action in WORKFLOWS[thing].actions if not action.words] == []


def test_a_refusal_asks_for_a_reason(thing: str) -> None:
    refusing = [action for action in WORKFLOWS[thing].actions if action.to in {"rejected", "declined", "cancelled"}]

    assert refusing
    for action in refusing:
        assert [field.is_required for field in action.fields if field.name == "reason"] == [True], action.name


def test_a_proposal_comes_on_a_paper_and_to_money_by_the_news_of_a_vote_alone() -> None:
    by_the_vote = {"on_ballot", "funded", "not_funded"}
    moving = [action for action in PROPOSALS.actions if action.to in by_the_vote]

    assert {action.to for action in moving} == by_the_vote
    assert {action.name for action in moving if action.who != EVENTS} == set()
    from_the_paper = {action.name for action in PROPOSALS.actions if "on_ballot" in action.of and action.to != STAYS}
    assert from_the_paper == {"take-off", "withdraw-from-vote", *OUTCOMES}, "nobody takes it from the paper by hand"


def test_an_idea_of_any_workflow_hears_what_the_one_workflow_of_proposals_makes_of_it() -> None:
    heard = {"accept": "proposal-accepted", "request-changes": "changes-requested", "reject": "proposal-rejected"}
    heard |= {"withdraw": "proposal-withdrawn"} | {name: name for name in ("list", *OUTCOMES)}

    assert {*heard} <= {action.name for action in PROPOSALS.actions}
    assert {*heard.values()} == {*FIELDS_OF_NEWS} - {"proposal-submitted"}, "which is how a proposal begins"


def test_an_ending_of_a_proposal_is_left_by_an_appeal_or_by_news_alone() -> None:
    endings = {state.name for state in PROPOSALS.states if state.is_ending}
    leaving = {
        action.name for action in PROPOSALS.actions if {*action.of} & endings and action.to not in {STAYS, *action.of}
    }

    assert endings == ENDS["proposal"] | {"rejected", "withdrawn"}
    assert leaving == {"appeal", "list"}
