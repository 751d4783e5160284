"""An example of every event, as an integrator would meet it."""

from datetime import datetime
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, get_args, get_origin
from uuid import NAMESPACE_URL, UUID, uuid5

from pydantic import BaseModel

from libs.shared.events.addresses import announced_by, schema_of
from libs.shared.events.envelope import Envelope, Event

M = TypeVar("M", bound=BaseModel)

_TOWN = "https://participation.town.example"
_WHEN = datetime.fromisoformat("2026-11-23T12:00:00Z")

# By the field's name, which means the same in every event.
_WORDS: dict[str, object] = {
    "title": "A bench by the pond",
    "corrected": "title",
    "summary": "Two benches with backs, where people wait for the ferry.",
    "text": "There is nowhere to sit at the pond.",
    "withdrawn": "The site was sold.",
    "overridden": "The site was sold.",
    "reason": "The pond belongs to the water board.",
    "words": "The office's words that may stay.",
    "standing": "The office's words that may stay.",
    "answer": "The office's words that may stay.",
    "event_type": "ideas.idea-rejected.v1",
    "criterion": "is-the-councils-business",
    "name": "Old town",
    "place": "At the pond",
    "link": "https://town.example/sitting",
    "lock": "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752",
    "number": "2026-0042",
    "into_number": "2026-0017",
    "paper_number": "DS/0815/IX",
    "decided_on": "2026-11-23",
    "deferred_until": "2027-03-01",
    "outcome": "adopted",
    "state": "accepted",
    "workflow": "ballot-budget",
    "action": "accept",
    "of": "submitted",
    "to": "accepted",
    "roles": "moderator",
    "language": "de",
    "called": "Angenommen",
    "unit": "hours",
    "currency": "EUR",
    "completion": "add1+utilitarian",
    "lot_commitment": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "lot_seed": "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824",
    "starts_on": "2026-09-01",
    "ends_on": "2026-09-30",
}


_NUMBERS: dict[str, int] = {
    "ballots": 1284,
    "budget_cents": 5_000_000,
    "cost_cents": 480_000,
    "committed_cents": 30_000,
    "hourly_value_cents": 1_500,
    "missing_cents": 20_000,
    "people": 18_240,
    "population": 21_500,
    "value_cents": 18_000,
}


_TRIANGLE = [[13.48, 52.51], [13.52, 52.51], [13.5, 52.53], [13.48, 52.51]]
_DEGREES: dict[str, float] = {"longitude": 13.4973, "latitude": 52.5134}


def example_of(model: type[M]) -> M:
    """The example of an event, or of a part of one."""
    return model.model_validate({name: _value(name, field.annotation) for name, field in model.model_fields.items()})


def envelope_of(event: Event, source: str | None = None, position: int = 17) -> Envelope:
    """The event as it travels."""
    return Envelope(
        id=_id_named(event.type),
        source=source or f"{_TOWN}/api/{announced_by(event.type)}",
        type=event.type,
        subject=str(event.key),
        time=_WHEN,
        dataschema=schema_of(event.type),
        partitionkey=str(event.key),
        position=position,
        epoch=_id_named("epoch"),
        data=event,
    )


def _value(name: str, kind: Any) -> object:
    if name == "coordinates":
        return [[_TRIANGLE]]
    if get_origin(kind) is UnionType:
        kind = next(one for one in get_args(kind) if one is not NoneType)
    if get_origin(kind) in (list, tuple):
        return [_value(name, get_args(kind)[0])]
    if get_origin(kind) is Literal:
        return get_args(kind)[0]
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return example_of(kind)
    if kind is float:
        return _DEGREES[name]
    plain: dict[object, object] = {UUID: _id_named(name), int: _NUMBERS.get(name, 12), bool: True, datetime: _WHEN}
    return plain[kind] if kind in plain else _WORDS[name]


def _id_named(name: str) -> UUID:
    return uuid5(NAMESPACE_URL, name)
