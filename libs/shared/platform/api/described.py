"""A service's OpenAPI document, so complete that clients which a program makes of it work.

The framework knows of bodies and parameters. What it does not know is said here, once for all routes: every status that
a route answers with, that errors are problems, whose sign-in may be left out, and words for what has none of its own.
"""

import json
import re
from collections.abc import Iterator, Sequence
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI
from fastapi.routing import APIRoute
from pydantic import BaseModel

from libs.shared.platform.access.integrators import KEY, KEY_IF_ANY
from libs.shared.platform.access.staff import IF_ANY, STAFF_TOKEN
from libs.shared.platform.api.described_words import PARAMETERS, PROBLEM, SERVERS, STATUSES, TAGS, VERSION
from libs.shared.platform.api.examples import EXAMPLES

Node = dict[str, Any]

_PROBLEM_CONTENT = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
_OF_THE_FRAMEWORK = ("HTTPValidationError", "ValidationError")
_FORM = re.compile(r"\bBody_([a-z_]+)(?=\")")
_LIST = re.compile(r"ListBody_(\w+?)_(?=\")")
# A key that is no good, or is shown too often, is told so at the door of every route.
_ALWAYS = frozenset({401, 429, 500, 503})
_OF_WRITING = frozenset({404, 409})


def name_of(route: APIRoute) -> str:
    """An operation's id: the name of what answers it, which no two in a service share."""
    return route.name


def responses(*statuses: int) -> dict[int | str, Node]:
    """What a route says when it is declared of problems that only it has: ``responses=responses(410)``."""
    return {status: {} for status in statuses}


def file_of(media_type: str, about: str, status: int = 200, schema: Node | None = None) -> dict[int | str, Node]:
    """What a route says when it is declared of an answer that is no JSON object."""
    return {status: {"description": about, "content": {media_type: {"schema": schema or {"type": "string"}}}}}


def a_file(media_type: str) -> Node:
    """What a route says, as its ``openapi_extra``, of a body that is a file. Generated clients know files as bytes."""
    content = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
    about = f"The file as it is, under `{media_type}` or any other media type."
    return {"requestBody": {"required": True, "description": about, "content": content}}


class DescribedApp(FastAPI):
    """An app that describes itself completely. ``shapes`` are those of bodies that routes read by themselves."""

    def __init__(self, shapes: Sequence[type[BaseModel]] = (), **about: Any) -> None:
        self._shapes = shapes
        super().__init__(version=VERSION, servers=SERVERS, generate_unique_id_function=name_of, **about)

    def openapi(self) -> Node:
        """The document, made once."""
        if self.openapi_schema is None:
            document = super().openapi()
            for shape in self._shapes:
                document["components"]["schemas"][shape.__name__] = shape.model_json_schema()
            self.openapi_schema = _completed(_with_plain_names(document))
        return self.openapi_schema


def operations(document: Node) -> Iterator[tuple[str, str, Node]]:
    """Each path, method and operation of a document."""
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def _with_plain_names(document: Node) -> Node:
    """A list of ideas is an ``IdeaItemList``: generators make odd names of the framework's own."""
    lists = _LIST.sub(lambda found: f"{found[1][0].upper()}{found[1][1:]}List", json.dumps(document))
    plain: Node = json.loads(_FORM.sub(lambda found: f"{found[1].title().replace('_', '')}Form", lists))
    return plain


def _completed(document: Node) -> Node:
    for path, method, operation in operations(document):
        _say_who_signs_in(operation)
        _say_every_status(path, method, operation)
        for parameter in operation.get("parameters", ()):
            parameter.setdefault("description", PARAMETERS.get(parameter["name"], ""))
        operation["summary"] = operation["summary"].replace(" Of ", " of ")
    parts = document.setdefault("components", {})
    shapes = parts.setdefault("schemas", {})
    for name in _OF_THE_FRAMEWORK:
        shapes.pop(name, None)
    shapes["Problem"] = PROBLEM
    for name in shapes.keys() & EXAMPLES.keys():
        shapes[name]["examples"] = [EXAMPLES[name]]
    _name_each_scheme_once(parts.get("securitySchemes", {}))
    document["tags"] = [{"name": name, "description": TAGS.get(name, "")} for name in _tags(document)]
    return document


def _tags(document: Node) -> list[str]:
    return sorted({tag for _, _, operation in operations(document) for tag in operation.get("tags", ())})


def _name_each_scheme_once(schemes: Node) -> None:
    """What may be left out is the same as what may not."""
    for if_any, name in {IF_ANY: STAFF_TOKEN, KEY_IF_ANY: KEY}.items():
        if scheme := schemes.pop(if_any, None):
            schemes.setdefault(name, scheme)


def _say_who_signs_in(operation: Node) -> None:
    """Without a token or key those pass whom a route asks for one only if they have it."""
    asked = {name for way in operation.get("security", ()) for name in way} & {STAFF_TOKEN, IF_ANY, KEY, KEY_IF_ANY}
    if STAFF_TOKEN in asked:
        operation["security"] = [{STAFF_TOKEN: []}]
    elif asked:
        nobody: list[Node] = [] if KEY in asked else [{}]
        ways = {STAFF_TOKEN: IF_ANY in asked, KEY: bool(asked & {KEY, KEY_IF_ANY})}
        operation["security"] = nobody + [{name: []} for name, is_taken in ways.items() if is_taken]


def _say_every_status(path: str, method: str, operation: Node) -> None:
    told = operation["responses"]
    own = {int(status) for status in told if int(status) >= HTTPStatus.BAD_REQUEST}
    for status in sorted(own | _statuses(path, method, operation)):
        known = told.get(str(status), {}) if status != HTTPStatus.UNPROCESSABLE_ENTITY else {}
        told[str(status)] = {
            "description": STATUSES.get(status) or known["description"],
            "content": known.get("content") or _PROBLEM_CONTENT,
        }


def _statuses(path: str, method: str, operation: Node) -> set[int]:
    names = {parameter["name"].lower() for parameter in operation.get("parameters", ())}
    takes_a_body = "requestBody" in operation
    wanted = {
        403: "security" in operation,
        404: "{" in path,
        412: "if-match" in names,
        413: takes_a_body,
        422: bool(names) or takes_a_body,
    }
    writing = _OF_WRITING if method != "get" else frozenset[int]()
    return {status for status, is_wanted in wanted.items() if is_wanted} | _ALWAYS | writing
