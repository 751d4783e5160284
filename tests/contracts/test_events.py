"""What the published language promises to whoever listens, in the town hall or outside."""

import importlib
import json
from itertools import chain
from pathlib import Path
from uuid import UUID

import jsonschema
import pytest
from cloudevents.core.bindings.kafka import KafkaMessage, from_structured_event
from cloudevents.core.formats.json import JSONFormat
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from commonpurse import contracts
from commonpurse.parts import SERVICE_NAMES
from libs.shared.events import schemas
from libs.shared.events.catalogue import CATALOGUE
from libs.shared.events.envelope import Envelope, Event, EventIsUnreadable, read
from libs.shared.events.examples import envelope_of, example_of
from libs.shared.events.words import BallotLimits
from libs.shared.platform.facts.subscriptions import source_of
from libs.shared.platform.running.service import Service
from services.reporting.views import VIEWS

EVENTS = list(CATALOGUE.values())

# A part of a field's name that would tell of a person, or of what one has chosen.
OF_A_PERSON = frozenset(
    """
    voter person resident citizen submitter author proposer user account staff who contact email mail phone telephone
    mobile address street postcode birth birthday age gender forename surname firstname lastname ip agent device cookie
    session code codes permit pseudonym psn receipt choice choices points vote votes token password
    """.split()  # noqa: SIM905 - sixty quoted words would be no easier to read
)
# How many choices and points a paper allows, and whether voters choose an area, not what anybody chose.
LIMITS = frozenset(BallotLimits.model_fields) | {"area_choice"}


@pytest.fixture(params=EVENTS, ids=list(CATALOGUE))
def model(request: pytest.FixtureRequest) -> type[Event]:
    declared: type[Event] = request.param
    return declared


def test_an_event_travels_and_arrives_as_it_was(model: type[Event]) -> None:
    event = example_of(model)

    arrived = Envelope.decode(envelope_of(event).encode())

    assert read(arrived, model) == event
    assert arrived.partitionkey == arrived.subject == str(event.key)
    assert isinstance(event.key, UUID)


def test_the_official_sdk_reads_an_event_and_agrees_on_every_attribute(model: type[Event]) -> None:
    envelope = envelope_of(example_of(model))

    message = KafkaMessage(headers={"content-type": b"application/cloudevents+json"}, key=None, value=envelope.encode())
    seen = from_structured_event(message, JSONFormat())

    assert seen.get_specversion() == "1.0"
    assert (seen.get_id(), seen.get_source(), seen.get_type()) == (str(envelope.id), envelope.source, model.type)
    assert (seen.get_subject(), seen.get_time()) == (envelope.subject, envelope.time)
    assert seen.get_extension("partitionkey") == envelope.partitionkey
    assert int(seen.get_extension("position")) == envelope.position
    assert seen.get_data() == envelope.data.model_dump(mode="json")  # type: ignore[union-attr]


def test_a_reader_of_today_understands_an_event_that_has_learned_a_new_field(model: type[Event]) -> None:
    event = example_of(model)
    told = json.loads(envelope_of(event).encode())
    told["data"]["learned_later"] = {"anything": [1]}
    told["traceparent"] = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"

    assert read(Envelope.decode(json.dumps(told)), model) == event


def test_no_field_could_tell_of_a_person(model: type[Event]) -> None:
    for name in field_names(model) - LIMITS:
        assert not OF_A_PERSON & set(name.split("_")), f"{model.type}: {name}"


def test_an_event_says_in_a_sentence_what_happened(model: type[Event]) -> None:
    assert model.__doc__
    assert model.__doc__.strip().splitlines()[0].endswith((".", ":"))
    assert model.type.endswith(".v1")
    assert source_of(model) in SERVICE_NAMES


def test_what_is_committed_of_events_is_what_the_code_says_and_every_promise_is_kept() -> None:
    assert contracts.complaints() == []


def test_every_field_says_what_it_means(model: type[Event]) -> None:
    schema = schemas.of_event(model)

    parts = [schema, *schema.get("$defs", {}).values()]
    fields = [(part["title"], name, field) for part in parts for name, field in part.get("properties", {}).items()]
    assert [(part, name) for part, name, field in fields if len(field.get("description", "")) < 10] == []


def test_the_example_in_a_schema_satisfies_it(model: type[Event]) -> None:
    schema = json.loads((schemas.FOLDER / f"{model.type}.json").read_text())

    for example in schema["examples"]:
        jsonschema.validate(example, schema)


def test_an_envelope_satisfies_the_envelopes_schema() -> None:
    schema = json.loads((schemas.FOLDER / "envelope.json").read_text())

    jsonschema.validate(json.loads(envelope_of(example_of(EVENTS[0])).encode()), schema)


@pytest.mark.parametrize("name", SERVICE_NAMES)
def test_every_subscription_is_to_an_event_of_the_catalogue(name: str) -> None:
    service: Service = importlib.import_module(f"services.{name}.main").SERVICE

    for model in service.subscriptions:
        assert CATALOGUE[model.type] is model
        assert source_of(model) != name, f"{name} listens to itself"


def test_every_view_is_made_of_events_of_the_catalogue() -> None:
    for view in VIEWS.values():
        assert view.listens_to
        assert [CATALOGUE[model.type] for model in view.listens_to] == list(view.listens_to)


def test_every_event_is_announced_somewhere() -> None:
    sources = chain.from_iterable(Path("services").glob(f"{name}/**/*.py") for name in SERVICE_NAMES)
    code = "\n".join(file.read_text() for file in sources)

    missing = [model.__name__ for model in EVENTS if f"{model.__name__}(" not in code]

    assert not missing


@given(st.binary())
def test_no_bytes_can_do_more_to_a_reader_than_be_unreadable(body: bytes) -> None:
    try:
        Envelope.decode(body)
    except EventIsUnreadable:
        return


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from([*Envelope.model_fields, "x"]), inner),
    )
)
def test_no_json_can_do_more_to_a_reader_than_be_unreadable(content: object) -> None:
    try:
        Envelope.from_json_object(content)
    except EventIsUnreadable:
        return


def field_names(model: type[BaseModel]) -> set[str]:
    schema = model.model_json_schema()
    parts = [schema, *schema.get("$defs", {}).values()]
    return {name for part in parts for name in part.get("properties", {})}
