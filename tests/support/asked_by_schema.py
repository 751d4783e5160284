"""A service, or the text gateway, behind a real server, and whatever its description allows to ask, by Schemathesis."""

from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import Case, GenerationMode
from schemathesis.core.failures import Failure
from schemathesis.core.transport import Response
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi import checks

from commonpurse.parts import the_service
from gateways.sms import main as sms
from gateways.sms.settings import SmsSettings
from libs.shared.platform.access.staff import Role
from libs.shared.platform.running.neighbours import Neighbours
from libs.shared.platform.running.runtime import assemble
from libs.shared.platform.running.service import api, started
from libs.shared.platform.running.settings import ServiceName, Settings
from tests.support.databases import a_fresh_database
from tests.support.gateway import PARTS_SECRET, SMS_KEY, WEB_KEY
from tests.support.serving import served
from tests.support.staff import beside_residents, staff_headers

ROLES: tuple[Role, ...] = (
    "administrator",
    "moderator",
    "reviewer",
    "returning-officer",
    "data-entry-officer",
    "auditor",
)
_LONG_POLLS = ("wait", "timeout")
_LONGEST_ADDRESS = 32 * 1024
"""The server in front of the app reads no longer ones, whatever the document allows each field."""
# Mail addresses and telephone numbers: what is one no schema can say.
_READ_BY_PROGRAMS = ("address", "contact")
_CHECKS = [
    schemathesis.checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
    checks.response_headers_conformance,
]


@dataclass(frozen=True)
class Described:
    """A running service: where it answers, and its OpenAPI document."""

    address: str
    document: dict[str, Any]
    headers: Mapping[str, str]
    """What those show whom it knows."""
    query: Mapping[str, str] = field(default_factory=dict)
    """The same, where they can show no header."""


@asynccontextmanager
async def texts_running() -> AsyncIterator[Described]:
    """The text gateway, whose neighbours are all away, until the block ends."""
    secret = "the provider of the tests knows this"
    own = SmsSettings.model_validate({"secret": secret})
    app = sms.build(Settings(), Neighbours(Settings(), in_process={}), own)
    async with served(app) as address:
        shown = {"X-Commonpurse-Secret": secret}
        yield Described(address, sms.doors().openapi(), shown, {"secret": secret})


@asynccontextmanager
async def running(name: ServiceName, postgres: str) -> AsyncIterator[Described]:
    """The service on an empty database, until the block ends."""
    service = the_service(name)
    async with AsyncExitStack() as stack:
        database = await stack.enter_async_context(a_fresh_database(postgres))
        runtime = assemble(
            name,
            Settings(database_url=database, parts_secret=PARTS_SECRET, web_key=WEB_KEY, sms_key=SMS_KEY),
            in_process=beside_residents(),
        )
        await stack.enter_async_context(started(service, runtime))
        app = api(service, runtime)
        yield Described(await stack.enter_async_context(served(app)), app.openapi(), staff_headers(*ROLES))


def ask_everything(of: Described, examples: int) -> list[str]:
    """Ask everything, by turns as anybody and as somebody known; what did not hold, in a line each."""
    schema = schemathesis.openapi.from_dict(of.document)
    return [words for found in schema.get_all_operations() for words in _ask(_sound(found), of, examples)]


def _sound(found: Any) -> APIOperation[Any, Any, Any, Any]:
    """The operation; an error if the document says of it what no document may."""
    operation: APIOperation[Any, Any, Any, Any] = found.ok()
    return operation


def _ask(operation: APIOperation[Any, Any, Any, Any], of: Described, examples: int) -> Iterator[str]:
    if "text/event-stream" in str(operation.definition.raw["responses"].get("200")):
        return  # it has no end; tests of its own listen to it
    for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
        cases = operation.as_strategy(generation_mode=mode)
        yield from _complaints(cases, of, examples, may_be_malformed=mode is GenerationMode.NEGATIVE)


def _complaints(cases: Any, of: Described, examples: int, *, may_be_malformed: bool) -> list[str]:
    found: list[str] = []

    def asking(case: Case[Any]) -> None:
        for name in _LONG_POLLS:
            case.query.pop(name, None)
        for headers, query in (({}, {}), (of.headers, of.query)):
            case.query.update(query)
            answer = case.call(of.address, headers=dict(headers))
            found.extend(_broken(case, answer, may_be_malformed=may_be_malformed))

    _repeated(asking, cases, examples)
    return found


def _repeated(asking: Callable[[Case[Any]], None], cases: Any, examples: int) -> None:
    """The same cases on every machine: a check that fails now and then says nothing."""
    calm = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
    bounds = settings(
        max_examples=examples,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=calm,
    )
    with suppress(Unsatisfiable):  # where anything may be said, nothing is wrong
        bounds(given(cases)(asking))()  # type: ignore[no-untyped-call]


def _broken(case: Case[Any], response: Response, *, may_be_malformed: bool) -> Iterator[str]:
    if len(response.request.url or "") > _LONGEST_ADDRESS:
        return
    asked = f"{case.method} {case.operation.path}"
    try:
        case.validate_response(response, checks=_CHECKS)
    except* Failure as failures:
        yield from (f"{asked}: {str(failure)[:300]}" for failure in failures.exceptions)
    if response.status_code == 422 and not may_be_malformed:
        yield from (
            f"{asked}: refused as malformed: {words} {case.body!r:.200}" for words in _malformed(response.json())
        )


def _malformed(problem: dict[str, Any]) -> Iterator[str]:
    """What a request is called malformed for that no schema forbids; the sign NUL is forbidden everywhere."""
    if problem["code"] != "malformed-request" or "character NUL" in problem["detail"]:
        return
    for one in problem.get("errors", [{"field": "", "message": problem["detail"]}]):
        if not one["field"].endswith(_READ_BY_PROGRAMS):
            yield f"{one['field']}: {one['message']}"
