"""OpenAPI documents as files in docs/api, of the services and the gateways for texts and mails: a change is seen in
review, and a break by ``make lint``.

What was promised are the documents of the last release, kept in docs/api/released. An operation is neither taken away
nor renamed, nothing more is demanded of whoever asks, and no field of an answer goes.
"""

import asyncio
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from commonpurse.parts import all_services
from gateways.mail import main as mail
from gateways.sms import main as sms
from libs.shared.platform.api.described import operations
from libs.shared.platform.running.runtime import assemble
from libs.shared.platform.running.service import api
from libs.shared.platform.running.settings import Settings

FOLDER = Path(__file__).parents[1] / "docs" / "api"
PROMISED = FOLDER / "released"
SMS, MAIL = "sms", "mail"
"""The gateways for text messages and mails, whose doors are for providers."""
_NO_DATABASE = "postgresql://nobody@127.0.0.1:1/"

Node = Mapping[str, Any]


def documents() -> dict[str, Node]:
    """Each part's document; nothing is asked of any database for it."""
    return asyncio.run(described())


async def described() -> dict[str, Node]:
    """The same, where a loop runs already."""
    found: dict[str, Node] = {}
    for name, service in all_services().items():
        runtime = assemble(name, Settings(database_url=_NO_DATABASE))
        found[name] = api(service, runtime).openapi()
        await runtime.aclose()
    return found | {SMS: sms.doors().openapi(), MAIL: mail.doors().openapi()}


def files(documents: Mapping[str, Node]) -> dict[str, bytes]:
    """What docs/api must hold, by file name."""
    return {f"{name}.json": as_file(document) for name, document in documents.items()}


def as_file(document: Node) -> bytes:
    """The document as it is kept, so that a change of it is a change of few lines."""
    return (json.dumps(document, indent=1, ensure_ascii=False, sort_keys=True) + "\n").encode()


def promised(folder: Path = PROMISED) -> dict[str, Node]:
    """The documents of the last release."""
    return {file.stem: json.loads(file.read_bytes()) for file in sorted(folder.glob("*.json"))}


def keep(folder: Path = PROMISED) -> None:
    """Keep the documents of now as those that are released."""
    folder.mkdir(exist_ok=True)
    for name, content in files(documents()).items():
        (folder / name).write_bytes(content)


def broken(before: Mapping[str, Node], now: Mapping[str, Node]) -> list[str]:
    """In what the documents of now break what others promised, in a sentence each."""
    return [
        f"{name}: {words}"
        for name, old in before.items()
        for words in (_broken(old, now[name]) if name in now else ["the service is gone"])
    ]


def _broken(before: Node, now: Node) -> Iterator[str]:
    has = {(path, method): operation for path, method, operation in operations(dict(now))}
    for path, method, old in operations(dict(before)):
        asked = f"{method.upper()} {path}"
        if (path, method) not in has:
            yield f"{asked} is gone"
            continue
        new = has[path, method]
        if new["operationId"] != old["operationId"]:
            yield f"{asked} was called {old['operationId']} and is {new['operationId']}"
        yield from (f"{asked} demands {name} now" for name in sorted(_demanded(new) - _demanded(old)))
        yield from (f"{asked} takes {name} no more" for name in sorted(_taken(old) - _taken(new)))
    yield from _broken_shapes(before["components"]["schemas"], now["components"]["schemas"])


def _demanded(operation: Node) -> set[str]:
    names = {each["name"] for each in operation.get("parameters", ()) if each.get("required")}
    return names | ({"a body"} if operation.get("requestBody", {}).get("required") else set())


def _taken(operation: Node) -> set[str]:
    return {each["name"] for each in operation.get("parameters", ())}


def _broken_shapes(before: Node, now: Node) -> Iterator[str]:
    for name, old in before.items():
        if name not in now:
            yield f"{name} is gone"
            continue
        fields = now[name].get("properties", {})
        for field, was in old.get("properties", {}).items():
            if field not in fields:
                yield f"{name}.{field} is gone"
            elif was.get("type") != fields[field].get("type"):
                yield f"{name}.{field} was {was.get('type')} and is {fields[field].get('type')}"
        wanted = set(now[name].get("required", ())) - set(old.get("required", ()))
        yield from (f"{name}.{field} is demanded now" for field in sorted(wanted & old.get("properties", {}).keys()))
