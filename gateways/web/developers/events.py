"""The events for whoever writes programs: a page for each, and its schema and an example as files.

Addresses in ``dataschema`` are the same for every installation, and whether they lead anywhere is not up to this one:
what they name is here, too.
"""

import json
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from inspect import cleandoc

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateways.web.pages.problems import not_found
from gateways.web.pages.rendering import render
from libs.shared.events import kinds, schemas
from libs.shared.events.addresses import announced_by
from libs.shared.events.catalogue import CATALOGUE
from libs.shared.events.examples import envelope_of, example_of
from libs.shared.platform.api.http_fields import is_had

AT = "/developers/events"
_SCHEMA, _CLOUD_EVENT = "application/schema+json", "application/cloudevents+json"
# The same for everybody, with nothing of whoever asks: pages of any site may read it.
_FOR_ALL = {
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Cache-Control": "no-cache",
}


@dataclass(frozen=True, slots=True)
class Described:
    """An event in words, as its model has them."""

    type: str
    service: str
    audience: str
    words: list[str]
    fields: list[kinds.Field]
    example: str


@lru_cache(maxsize=1)
def described() -> dict[str, Described]:
    """Every event by its type."""
    return {
        name: Described(
            name,
            announced_by(name),
            model.audience,
            [" ".join(part.split()).replace("``", "") for part in cleandoc(model.__doc__ or "").split("\n\n")],
            kinds.fields_of(schemas.of_event(model)),
            json.dumps(envelope_of(example_of(model)).model_dump(mode="json"), indent=2, ensure_ascii=False),
        )
        for name, model in sorted(CATALOGUE.items())
    }


async def show_all(request: Request) -> Response:
    """Every event, by the service that announces it."""
    by_service: dict[str, list[Described]] = {}
    for one in described().values():
        by_service.setdefault(one.service, []).append(one)
    return render(request, "developers/events.html", by_service=by_service, at=AT)


async def show_one(request: Request) -> Response:
    """One event: what it means, its fields, an example."""
    found = described().get(request.path_params["event_type"])
    return render(request, "developers/event.html", told=found, at=AT) if found else not_found(request)


async def send_schema(request: Request) -> Response:
    """An event's schema as a file, or the envelope's."""
    content = _schemas().get(request.path_params["event_type"])
    return _file(request, content, _SCHEMA)


async def send_example(request: Request) -> Response:
    """An example of an event, as it travels."""
    found = described().get(request.path_params["event_type"])
    return _file(request, found.example.encode() if found else None, _CLOUD_EVENT)


@lru_cache(maxsize=1)
def _schemas() -> dict[str, bytes]:
    return {name.removesuffix(".json"): content for name, content in schemas.files().items()}


def _file(request: Request, content: bytes | None, media_type: str) -> Response:
    if content is None:
        return not_found(request)
    headers = _FOR_ALL | {"ETag": f'"{blake2b(content, digest_size=12).hexdigest()}"'}
    if is_had(headers["ETag"], request.headers.get("if-none-match")):
        return Response(status_code=304, headers=headers)
    return Response(content, headers=headers, media_type=media_type)


ROUTES = [
    Route(AT, show_all),
    Route(AT + "/{event_type}/example.json", send_example),
    Route(AT + "/{event_type}/schema.json", send_schema),
    Route(AT + "/{event_type}", show_one),
]
