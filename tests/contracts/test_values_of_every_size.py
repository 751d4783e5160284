"""Whatever somebody writes into a path, a query or a body is answered in words, never with a failure of ours."""

import importlib
import os
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import AsyncExitStack
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest

from commonpurse.parts import SERVICE_NAMES
from libs.shared.kernel.ids import new_id
from libs.shared.platform.access.staff import Role
from libs.shared.platform.running.runtime import assemble
from libs.shared.platform.running.service import api, started
from libs.shared.platform.running.settings import Settings
from tests.support.databases import a_fresh_database
from tests.support.gateway import PARTS_SECRET, SMS_KEY, WEB_KEY
from tests.support.staff import beside_residents, staff_headers

ROLES: tuple[Role, ...] = ("administrator", "moderator", "returning-officer", "data-entry-officer", "auditor")
VALUES = [
    *(str(number) for number in (0, -1, 2**31 - 1, 2**31, 2**32, 2**63 - 1, 2**63, 2**64, -(2**63), -(2**63) - 1)),
    *("9" * 400, "1e400", "-1e5", "NaN", "Infinity", "1.5", "٣", "１２", "+7", " 7", "0x10", "1_000"),
    *("\0", "a\0b", "\u200b", "\u202e7", "e\u0301", "\r\n", "%", "_", "\\", "'", '"', "--", "/*", "x" * 5_000),
]
ODD = ["2147483648", "9223372036854775808", "-1", "1e400", "null", "[]", "{}", "true"]
ODD += ['"\\u0000"', '"\\ud800"', '"\\u200b"', '"9223372036854775808"']
WHOLE = (b"", b"[]", b"null", b"7", b"{", b'"x"', b"{" * 5000, b"\xff\xfe", b'{"a": NaN}')
# Of the odd ones each field is sent every third, another third at the next; ``make fuzz`` sends them all.
EACH = 1 if int(os.environ.get("COMMONPURSE_FUZZ_EXAMPLES", "2")) > 2 else 3
BYTES = ["%ED%A0%80", "%FF", "%C0%80", "%", "%zz"]


@pytest.fixture(params=SERVICE_NAMES)
async def asked(
    request: pytest.FixtureRequest, postgres: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> AsyncIterator[tuple[httpx.AsyncClient, dict[str, Any]]]:
    """A client of the service with every role, and what the service says of its routes."""
    name = request.param
    monkeypatch.setenv("COMMONPURSE_SECRET", "ab" * 32)
    monkeypatch.setenv("COMMONPURSE_POLL_KEY_FOLDER", str(tmp_path))
    service = importlib.import_module(f"services.{name}.main").SERVICE
    async with AsyncExitStack() as stack:
        address = await stack.enter_async_context(a_fresh_database(postgres))
        settings = Settings(database_url=address, parts_secret=PARTS_SECRET, web_key=WEB_KEY, sms_key=SMS_KEY)
        runtime = assemble(name, settings, in_process=beside_residents())
        await stack.enter_async_context(started(service, runtime))
        app = api(service, runtime)
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        headers = staff_headers(*ROLES)
        client = httpx.AsyncClient(transport=transport, base_url="http://service", headers=headers)
        yield await stack.enter_async_context(client), app.openapi()


class Refusals:
    """What a kind of field refuses by itself, before anything of ours reads it, it refuses at every route.

    Kinds are a field's name and what the document says of it. Most are ids, of which no odd value is one: asked at each
    of a hundred routes they took most of the time, and nothing but the first of them was another question.
    """

    def __init__(self) -> None:
        self._seen: set[tuple[str, str, str]] = set()

    def still_to_ask(self, name: str, schema: object, values: list[str]) -> Iterator[str]:
        """The values that no field of this kind has refused."""
        return (value for value in values if (name, repr(schema), value) not in self._seen)

    def note(self, name: str, schema: object, value: str, answer: httpx.Response) -> None:
        """Remember the value if it was this field that was refused, not another beside it."""
        errors = answer.json().get("errors", []) if answer.status_code == httpx.codes.UNPROCESSABLE_ENTITY else []
        if any(error["field"].partition(".")[0] == name for error in errors):
            self._seen.add((name, repr(schema), value))


def routes(spec: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Each method of each path, and what it asks for. What would be told without end is asked for its head alone."""
    for path, methods in spec["paths"].items():
        for method, asks in methods.items():
            is_endless = "text/event-stream" in asks["responses"].get("200", {}).get("content", {})
            yield "HEAD" if is_endless else method.upper(), path, asks


def parameters(asks: dict[str, Any], where: str) -> dict[str, object]:
    """The names of what stands in the path, or the query, and what is said of each."""
    return {one["name"]: one["schema"] for one in asks.get("parameters", ()) if one["in"] == where}


def filled(path: str, names: Iterable[str], values: dict[str, str]) -> str:
    """The path with these values in their places, and an id in all others."""
    for name in names:
        path = path.replace(f"{{{name}}}", values.get(name) or str(new_id()))
    return path


async def test_no_value_in_a_path_or_a_query_is_a_failure_of_ours(
    asked: tuple[httpx.AsyncClient, dict[str, Any]],
) -> None:
    client, spec = asked
    failures, refusals = [], Refusals()
    values, turns = [*(quote(each, safe="") for each in VALUES), *BYTES], count()

    for method, path, asks in routes(spec):
        in_path, in_query = parameters(asks, "path"), parameters(asks, "query")
        body: dict[str, object] | None = {} if "requestBody" in asks else None
        for name, schema in (in_path | in_query).items():
            some = values[next(turns) % EACH :: EACH]
            for value in refusals.still_to_ask(name, schema, some) if name != "wait" else ():
                url = filled(path, in_path, {name: value}) + (f"?{name}={value}" if name in in_query else "")
                answer = await client.request(method, url, json=body)
                refusals.note(name, schema, value, answer)
                if answer.status_code >= 500:
                    failures.append((method, url[:120], answer.status_code))

    assert failures == []


async def test_no_value_in_a_body_is_a_failure_of_ours(asked: tuple[httpx.AsyncClient, dict[str, Any]]) -> None:
    client, spec = asked
    failures, refusals, turns = [], Refusals(), count()
    headers = {"Content-Type": "application/json"}

    for method, path, asks in routes(spec):
        schema = asks.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
        if schema is None:
            continue
        url = filled(path, parameters(asks, "path"), {})
        for whole in WHOLE:
            answer = await client.request(method, url, content=whole, headers=headers)
            if answer.status_code >= 500:
                failures.append((method, path, repr(whole[:10]), answer.status_code))
        right = example(schema, spec, 0)
        for name, said in fields_of(schema, spec).items() if isinstance(right, dict) else ():
            for value in refusals.still_to_ask(name, said, ODD[next(turns) % EACH :: EACH]):
                answer = await client.request(method, url, content=with_one_odd(right, name, value), headers=headers)
                refusals.note(name, said, value, answer)
                if answer.status_code >= 500:
                    failures.append((method, path, f"{name}={value}", answer.status_code))

    assert failures == []


def fields_of(schema: dict[str, Any], spec: dict[str, Any]) -> dict[str, object]:
    """The fields of a body that is an object, and what is said of each."""
    schema = first_choice(schema, spec)
    fields: dict[str, object] = schema.get("properties", {})
    return fields


def first_choice(schema: dict[str, Any], spec: dict[str, Any]) -> dict[str, Any]:
    """The schema itself, where it only names another, or says that it is one of several."""
    if "$ref" in schema:
        return first_choice(spec["components"]["schemas"][schema["$ref"].rpartition("/")[2]], spec)
    several: list[dict[str, Any]] = next((schema[one] for one in ("anyOf", "oneOf", "allOf") if one in schema), [])
    return first_choice(several[0], spec) if several else schema


def with_one_odd(right: dict[str, object], name: str, value: str) -> bytes:
    """A body that is almost right: one field holds what nobody expects."""
    fields = [f'"{key}": {value if key == name else as_json(given)}' for key, given in right.items()]
    return ("{" + ", ".join(fields) + "}").encode()


def as_json(value: object) -> str:
    return httpx.Request("POST", "http://x", json=value).content.decode()


def example(schema: dict[str, Any], spec: dict[str, Any], depth: int) -> Any:
    """Something that the schema allows, near enough."""
    schema = first_choice(schema, spec)
    if "enum" in schema or "const" in schema:
        return schema.get("const", schema.get("enum", [None])[0])
    fields = schema.get("properties", {}) if depth < 4 else {}
    texts = {"uuid": str(new_id()), "date-time": "2027-01-01T12:00:00Z", "date": "2027-01-01"}
    by_type: dict[str, Any] = {
        "object": {name: example(each, spec, depth + 1) for name, each in fields.items()},
        "array": [example(schema.get("items", {}), spec, depth + 1)] if depth < 4 else [],
        "integer": max(1, schema.get("minimum", 1)),
        "number": 1,
        "boolean": True,
    }
    return by_type.get(schema.get("type", ""), texts.get(schema.get("format", ""), "words enough"))
