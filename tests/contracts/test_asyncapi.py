"""The AsyncAPI document: valid, complete, and true of what travels."""

import copy
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from libs.shared.events import asyncapi, schemas
from libs.shared.events.addresses import announced_by
from libs.shared.events.catalogue import CATALOGUE
from libs.shared.events.examples import envelope_of, example_of

Node = dict[str, Any]

SPECIFICATION = json.loads((Path(__file__).parent / "asyncapi_spec" / "asyncapi-3.0.0.json").read_text())
DOCUMENT: Node = json.loads((schemas.FOLDER / asyncapi.NAME).read_text())

SPOILED: dict[str, Callable[[Node], object]] = {
    "another version": lambda d: d.update(asyncapi="2.6.0"),
    "an operation that neither sends nor receives": lambda d: d["operations"]["voting-publishes"].update(action="tell"),
    "an operation without a channel": lambda d: d["operations"]["voting-publishes"].pop("channel"),
    "a server without a protocol": lambda d: d["servers"]["kafka"].pop("protocol"),
    "a channel with a field of nobody's": lambda d: d["channels"]["voting-feed"].update(audience="public"),
    "no title": lambda d: d["info"].pop("title"),
    "a bound that is no number": lambda d: d["components"]["schemas"]["Fund"]["properties"]["budget_cents"].update(
        minimum="0"
    ),
}


def references(node: object) -> Iterator[str]:
    if isinstance(node, list):
        for one in node:
            yield from references(one)
    elif isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        for value in node.values():
            yield from references(value)


def at(reference: str) -> Any:
    node: Any = DOCUMENT
    for part in reference.removeprefix("#/").split("/"):
        node = node[part]
    return node


def test_the_document_is_valid_by_the_specification() -> None:
    jsonschema.Draft7Validator(SPECIFICATION).validate(DOCUMENT)


@pytest.mark.parametrize("how", SPOILED)
def test_a_document_that_is_none_would_be_noticed(how: str) -> None:
    spoiled = copy.deepcopy(DOCUMENT)
    SPOILED[how](spoiled)

    assert not jsonschema.Draft7Validator(SPECIFICATION).is_valid(spoiled)


def test_whatever_the_document_refers_to_is_in_it() -> None:
    found = {*references(DOCUMENT)}

    assert len(found) > 100
    for reference in found:
        assert isinstance(at(reference), dict), reference


@pytest.mark.parametrize("name", CATALOGUE)
def test_each_event_is_on_the_feed_and_the_topic_of_its_service_and_nowhere_else(name: str) -> None:
    service = announced_by(name)

    carried = [channel for channel, told in DOCUMENT["channels"].items() if name in told["messages"]]

    live = [f"{service}-stream"] if CATALOGUE[name].audience == "public" else []
    assert carried == [f"{service}-feed", f"{service}-topic", *live]
    for operation in (f"{service}-feed-answers", f"{service}-publishes"):
        told = DOCUMENT["operations"][operation]
        channel = told["channel"]["$ref"]
        assert {"$ref": f"{channel}/messages/{name}"} in told["messages"]


@pytest.mark.parametrize("name", CATALOGUE)
def test_a_message_says_what_it_is_and_its_example_is_one(name: str) -> None:
    message = DOCUMENT["components"]["messages"][name]
    whole = message["payload"] | {"components": DOCUMENT["components"]}
    [example] = message["examples"]

    jsonschema.validate(example["payload"], whole)

    assert example["payload"] == json.loads(envelope_of(example_of(CATALOGUE[name])).encode())
    assert message["summary"]
    assert message["x-audience"] == CATALOGUE[name].audience
    another = next(other for other in CATALOGUE if other != name)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(example["payload"] | {"type": another}, whole)


def test_a_message_without_a_field_that_is_always_there_is_refused_by_its_payload() -> None:
    message = DOCUMENT["components"]["messages"]["voting.poll-closed.v1"]
    whole = message["payload"] | {"components": DOCUMENT["components"]}
    spoiled = copy.deepcopy(message["examples"][0]["payload"])
    del spoiled["data"]["ballots"]

    with pytest.raises(jsonschema.ValidationError, match="'ballots' is a required property"):
        jsonschema.validate(spoiled, whole)


def test_what_has_not_been_screened_or_is_of_the_roll_is_not_for_every_browser() -> None:
    public = {name for name, message in DOCUMENT["components"]["messages"].items() if message["x-audience"] == "public"}

    assert not {"ideas.idea-submitted.v1", "offers.offer-made.v1", "proposals.proposal-submitted.v1"} & public
    assert not {name for name in public if name.startswith("residents.")}
    assert {"voting.turnout-announced.v1", "ideas.idea-state-changed.v1"} <= public
