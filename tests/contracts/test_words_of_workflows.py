"""Every workflow, state and action is said in words of its own kind, in every language."""

import re
from collections.abc import Iterator
from typing import get_args
from zoneinfo import ZoneInfo

import pytest

from gateways.web.staff.words import CAME_BY, DANGEROUS, DONE
from gateways.web.words.message import Message
from gateways.web.words.speech import Speech
from gateways.web.words.standing import STANDINGS, Standing
from libs.shared.events.words import IntakeChannel
from libs.shared.kernel.ballot_budget import EVENTS
from libs.shared.kernel.words import Words
from libs.shared.kernel.words.catalogues import languages
from libs.shared.kernel.words.said import FOLDER
from libs.shared.kernel.workflow import Action, State
from services.deliberation.domain.workflow import WORKFLOW as COMMENTS
from services.voting.domain.polls.actors import CLOCK, TELLER
from tests.contracts.test_workflows import WORKFLOWS as ALL_WORKFLOWS

OF_COUNCILS = {"idea of Lichtenberg"}
"""The pages have no words of their own for workflows that councils edit: these bring theirs along."""
WORKFLOWS = {thing: workflow for thing, workflow in ALL_WORKFLOWS.items() if thing not in OF_COUNCILS}
OF_LINEAGE = {"merge", "merge-in", "undo-merge", "undo-merge-in", "split", "split-off", "undo-split", "put-back"}
CARRIED_ON = {"merged", "split"}
"""What merging and splitting bring into each workflow: they have pages of their own, and states that say themselves."""
LANGUAGES = languages(FOLDER)
PROGRAMS = EVENTS | {CLOCK, TELLER}
ACTIONS = [(thing, action) for thing, workflow in ALL_WORKFLOWS.items() for action in workflow.actions]
STATES = [
    (thing, state) for thing, workflow in WORKFLOWS.items() for state in workflow.states if state.name not in CARRIED_ON
]
STATES_OF_COUNCILS = [state for thing in OF_COUNCILS for state in ALL_WORKFLOWS[thing].states]
OF_ANOTHER_THING = {
    "idea": r"\boffers?\b|\bAngebot|\bpoll\b",
    "proposal": r"\bidea\b|\bpoll\b",
    "idea of Lichtenberg": r"\boffers?\b|\bAngebot|\bpoll\b",
    "offer": r"\bidea\b|\bIdee\b|\bpoll\b",
    "poll": r"\bidea\b|\bIdee\b|\bAngebot",
}


def said(words: Words) -> Iterator[str]:
    """The words in each language."""
    for language in LANGUAGES:
        assert words[language].strip()
        yield words[language]


def on_pages(message: Message) -> Iterator[str]:
    """The message in each language."""
    for language in LANGUAGES:
        text = Speech(language, ZoneInfo("Europe/Berlin")).message(message)
        assert text.strip()
        yield text


def is_raw(text: str) -> bool:
    """Whether the text is a name for machines."""
    return "_" in re.sub(r"\{\w+\}", "", text) or re.fullmatch(r"[a-z]+(-[a-z]+)+", text) is not None


@pytest.mark.parametrize(("thing", "state"), STATES, ids=lambda each: getattr(each, "name", each))
def test_every_state_is_said_in_every_language(thing: str, state: object) -> None:
    name: str = state.name  # type: ignore[attr-defined]
    shown = STANDINGS[thing][name]

    texts = [*said(state.label), *on_pages(shown.word), *on_pages(shown.on_the_desk)]  # type: ignore[attr-defined]
    texts += [*on_pages(shown.next)] if shown.next else []

    assert not [text for text in texts if is_raw(text)]
    assert not [text for text in texts[:6] if re.search(OF_ANOTHER_THING[thing], text)]


@pytest.mark.parametrize("state", STATES_OF_COUNCILS, ids=lambda state: state.name)
def test_every_state_of_a_councils_workflow_is_said_in_every_language(state: State) -> None:
    assert not [text for text in said(state.label) if is_raw(text)]


def test_the_pages_know_no_state_that_there_is_not() -> None:
    known = {thing: {state.name for of, state in STATES if of == thing} for thing in WORKFLOWS}

    assert {thing: {*states} for thing, states in STANDINGS.items()} == known
    assert all(isinstance(one, Standing) for states in STANDINGS.values() for one in states.values())


@pytest.mark.parametrize(("thing", "action"), ACTIONS, ids=lambda each: getattr(each, "name", each))
def test_every_action_is_said_in_every_language(thing: str, action: Action) -> None:
    texts = [*said(action.label), *said(action.by), *(said(action.words) if action.words else ())]
    for field in action.fields:
        texts += said(field.label)
        texts += [text for choice in field.choices for text in said(choice.label)]

    assert not [text for text in texts if is_raw(text)]
    assert not [text for text in texts if re.search(OF_ANOTHER_THING[thing], text)]


@pytest.mark.parametrize(("thing", "action"), ACTIONS, ids=lambda each: getattr(each, "name", each))
def test_the_places_in_an_actions_words_are_its_fields(thing: str, action: Action) -> None:
    fields = {field.name for field in action.fields}
    if any(field.criterion for field in action.fields):
        fields |= {"criterion", "reason"}  # what was typed for each is said together

    for text in said(action.words) if action.words else ():
        assert {*re.findall(r"\{(\w+)\}", text)} <= fields, thing


@pytest.mark.parametrize(("thing", "action"), ACTIONS, ids=lambda each: getattr(each, "name", each))
def test_the_desk_says_that_an_action_is_done(thing: str, action: Action) -> None:
    if not action.who - PROGRAMS - {"holder"} or thing in OF_COUNCILS or action.name in OF_LINEAGE:
        return  # nobody does it at the desk, or its own label says it

    texts = [*on_pages(DONE[thing][action.name])]

    assert not [text for text in texts if re.search(OF_ANOTHER_THING[thing], text)]


def test_buttons_warn_of_actions_that_there_are() -> None:
    assert {*DANGEROUS} <= {action.name for _, action in ACTIONS} | {action.name for action in COMMENTS.actions}


def test_every_way_that_an_idea_came_by_has_a_word() -> None:
    assert {*get_args(IntakeChannel)} == {*CAME_BY}
