"""The published language as one AsyncAPI document: which events travel by which carrier, in what, for whom.

Source: https://www.asyncapi.com/docs/reference/specification/v3.0.0. Seen from the application, as it asks: what other
software reads is what the application sends.
"""

from collections.abc import Sequence
from inspect import cleandoc
from typing import Any

from libs.shared.events import releases, schemas
from libs.shared.events.addresses import SCHEMAS, announced_by, schema_of
from libs.shared.events.catalogue import CATALOGUE
from libs.shared.events.envelope import Event
from libs.shared.events.examples import envelope_of, example_of

NAME = "asyncapi.json"

Node = dict[str, Any]

_PARTS = "#/components/schemas/{model}"
_UUID = {"type": "string", "format": "uuid"}
_KEPT = "Kept without end, from the first event on; words that are taken down are replaced in what was told before."
_DESCRIPTION = (
    "Every fact of Commonpurse, as CloudEvents in structured JSON, by two carriers with the same events: each "
    "service's HTTP feed, and Apache Kafka where an installation has it. Events of one key (partitionkey) keep their "
    "order; each comes at least once. Fields are only added within a version, so ignore what you do not know. No "
    "event tells of a person. How to read, and what to do when a journal was put back: docs/integrating.md."
)
_QUERY: dict[str, Node] = {
    "after": {"type": "integer", "minimum": 0, "description": "The last position that you have."},
    "limit": {"type": "integer", "minimum": 1, "maximum": 1000, "description": "At most so many events."},
    "wait": {"type": "number", "minimum": 0, "maximum": 30, "description": "Seconds to wait for an event to come."},
    "known": _UUID | {"description": "The id of the last event that you have, beside its position."},
    "epoch": _UUID | {"description": "The epoch of the last event that you have."},
    "audience": {
        "enum": ["public", "integrator"],
        "description": "public: pages of any site may read the answer. integrator: takes a key for events:integrator. "
        "Without it: what whoever asks may read, public events without a key.",
    },
    "lastEventId": _UUID | {"description": "http-feeds: the id of the last event that you have, in place of after."},
    "timeout": {
        "type": "integer",
        "minimum": 0,
        "maximum": 30_000,
        "description": "http-feeds: wait, in ms.",
    },
}


def document() -> Node:
    """The whole document."""
    services = sorted({announced_by(name) for name in CATALOGUE})
    return {
        "asyncapi": "3.0.0",
        "id": f"{SCHEMAS}{NAME}",
        "info": _info(),
        "defaultContentType": "application/cloudevents+json",
        "servers": _servers(),
        "channels": {name: told for service in services for name, told in _channels(service).items()},
        "operations": {name: told for service in services for name, told in _operations(service).items()},
        "components": {
            "schemas": _shapes(),
            "messages": {name: _message(model) for name, model in sorted(CATALOGUE.items())},
        },
    }


def _info() -> Node:
    return {
        "title": "Commonpurse: events",
        "version": releases.next_version(),
        "description": _DESCRIPTION,
        "license": {
            "name": "EUPL-1.2",
            "url": "https://interoperable-europe.ec.europa.eu/collection/eupl/eupl-text-eupl-12",
        },
        "externalDocs": {"url": f"{SCHEMAS}README.md", "description": "A page for each event"},
        "tags": [
            {"name": "public", "description": "What public pages tell, too: for every browser."},
            {
                "name": "integrator",
                "description": "For software that the council knows. Of nobody in particular, either.",
            },
        ],
    }


def _servers() -> Node:
    return {
        "feeds": {
            "host": "{host}",
            "protocol": "https",
            "description": "The services' HTTP feeds.",
            "variables": {"host": {"default": "participation.town.example", "description": "The installation's."}},
        },
        "kafka": {
            "host": "{broker}",
            "protocol": "kafka",
            "description": "The broker, where an installation has one (COMMONPURSE_KAFKA).",
            "variables": {"broker": {"default": "kafka:9092", "description": "HOST:PORT of the council's broker."}},
        },
    }


def _channels(service: str) -> Node:
    messages = {name: {"$ref": f"#/components/messages/{name}"} for name in _told_by(service)}
    feed = {
        "address": f"/api/{service}/v1/events",
        "title": f"The feed of {service}",
        "description": "CloudEvents in batches, by position, with a long poll.",
        "servers": [{"$ref": "#/servers/feeds"}],
        "messages": messages,
        "x-retention": _KEPT,
    }
    topic = {
        "address": f"{{prefix}}.{service}",
        "title": f"The topic of {service}",
        "description": "One CloudEvent a message. The key is its partitionkey; a key stays in its partition.",
        "servers": [{"$ref": "#/servers/kafka"}],
        "parameters": {"prefix": {"default": "commonpurse", "description": "COMMONPURSE_TOPIC_PREFIX"}},
        "messages": messages,
        "bindings": {"kafka": {"topicConfiguration": {"cleanup.policy": ["delete"], "retention.ms": -1}}},
        "x-retention": "Kept without end. What was published before words were taken down stays: see integrating.md.",
    }
    public = {name: told for name, told in messages.items() if CATALOGUE[name].audience == "public"}
    stream = {
        "address": f"/api/{service}/v1/events/stream",
        "title": f"What {service} tells, live",
        "description": "Public events as server-sent events: the type as event, the id as id, the CloudEvent as data.",
        "servers": [{"$ref": "#/servers/feeds"}],
        "messages": public,
    }
    return {f"{service}-feed": feed, f"{service}-topic": topic} | ({f"{service}-stream": stream} if public else {})


def _operations(service: str) -> Node:
    names = _told_by(service)
    public = [name for name in names if CATALOGUE[name].audience == "public"]

    def on(channel: str, told: Sequence[str]) -> Node:
        sent = [{"$ref": f"#/channels/{channel}/messages/{name}"} for name in told]
        return {"action": "send", "channel": {"$ref": f"#/channels/{channel}"}, "messages": sent}

    asked = {"method": "GET", "query": {"type": "object", "properties": _QUERY, "additionalProperties": False}}
    fed = {"summary": f"Answer whoever reads the feed of {service}", "bindings": {"http": asked}}
    published = {"summary": f"Publish what {service} announces, in order"}
    live = {"summary": f"Tell browsers what {service} announces in public, as it happens"}
    found = {
        f"{service}-feed-answers": on(f"{service}-feed", names) | fed,
        f"{service}-publishes": on(f"{service}-topic", names) | published,
    }
    return found | ({f"{service}-tells-live": on(f"{service}-stream", public) | live} if public else {})


def _told_by(service: str) -> list[str]:
    return [name for name in sorted(CATALOGUE) if announced_by(name) == service]


def _message(model: type[Event]) -> Node:
    words = cleandoc(model.__doc__ or "")
    what = {"properties": {"type": {"const": model.type}, "data": {"$ref": f"#/components/schemas/{model.type}"}}}
    return {
        "name": model.type,
        "title": model.__name__,
        "summary": words.partition("\n")[0],
        "description": words,
        "contentType": "application/cloudevents+json",
        "headers": _HEADERS,
        "payload": {"allOf": [{"$ref": "#/components/schemas/envelope"}, what]},
        "examples": [{"name": model.type, "payload": envelope_of(example_of(model)).model_dump(mode="json")}],
        "bindings": {"kafka": {"key": _UUID | {"description": "The partitionkey."}}},
        "tags": [{"name": model.audience}],
        "externalDocs": {"url": f"{SCHEMAS}{model.type}.md"},
        "x-audience": model.audience,
        "x-since": releases.since(model.type),
        "x-dataschema": schema_of(model.type),
    }


_HEADERS: Node = {
    "type": "object",
    "description": "Of a message in Kafka, to filter by without opening it. A feed's answer has none for each event.",
    "properties": {
        "content-type": {"type": "string", "const": "application/cloudevents+json"},
        "event-id": _UUID | {"description": "The event's id."},
        "event-type": {"type": "string", "description": "The event's type."},
        "event-epoch": _UUID | {"description": "The event's epoch."},
        "traceparent": {"type": "string", "description": "Where the event's trace goes on; only where traces are on."},
    },
}


def _shapes() -> Node:
    """Schemas of all events and their parts, in one place, without the marks of files of their own."""
    found: Node = {"envelope": _bare(schemas.of_envelope())}
    for name, model in sorted(CATALOGUE.items()):
        schema = schemas.of_event(model, _PARTS)
        found |= schema.pop("$defs", {})
        found[name] = _bare(schema)
    return found


def _bare(schema: Node) -> Node:
    return {name: value for name, value in schema.items() if name not in ("$schema", "$id")}
