"""The OpenAPI documents say all that a generator, and whoever reads them, needs to know."""

import copy
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import APIRouter
from jsonschema import Draft202012Validator
from pydantic import TypeAdapter

from commonpurse import api_documents, contracts
from commonpurse.parts import SERVICE_NAMES
from libs.shared.platform.api.described import operations
from libs.shared.platform.running.runtime import assemble
from libs.shared.platform.running.service import api
from libs.shared.platform.running.settings import Settings
from tests.support.crier import a_service

Document = dict[str, Any]
PROBLEM = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}


@pytest.fixture(scope="module", params=[*SERVICE_NAMES, api_documents.SMS, api_documents.MAIL])
def document(request: pytest.FixtureRequest, all_documents: dict[str, Document]) -> Document:
    return all_documents[request.param]


@pytest.fixture(scope="module")
async def all_documents() -> dict[str, Document]:
    return {name: copy.deepcopy(dict(one)) for name, one in (await api_documents.described()).items()}


def named(document: Document) -> Iterator[tuple[str, Document]]:
    return ((f"{method.upper()} {path}", operation) for path, method, operation in operations(document))


def test_no_two_models_share_a_name_and_none_has_a_name_that_a_machine_made(document: Document) -> None:
    odd = [name for name in document["components"]["schemas"] if not re.fullmatch(r"[A-Z][A-Za-z0-9]*", name)]

    assert odd == []


def test_each_operation_has_a_name_of_its_own_that_says_what_it_does(document: Document) -> None:
    names = Counter(operation["operationId"] for _, operation in named(document))

    assert [name for name, times in names.items() if times > 1] == []
    assert [name for name in names if not re.fullmatch(r"[a-z][a-z_]*", name)] == []


def test_whatever_is_asked_for_is_described(document: Document) -> None:
    silent = [
        f"{asked} {each['name']}"
        for asked, operation in named(document)
        for each in operation.get("parameters", ())
        if not each["description"]
    ]

    assert silent == []
    assert [asked for asked, operation in named(document) if not operation.get("description")] == []
    assert all(tag["description"] for tag in document["tags"])
    assert document["servers"]
    assert {tag["name"] for tag in document["tags"]} == {tag for _, told in named(document) for tag in told["tags"]}


def test_each_error_is_a_problem_and_each_operation_has_those_that_any_may_have(document: Document) -> None:
    for asked, operation in named(document):
        errors = {status: told for status, told in operation["responses"].items() if int(status) >= 400}
        assert {"500", "503"} <= errors.keys(), asked
        others = [told for told in errors.values() if told["content"] != PROBLEM or not told["description"]]
        assert not others or asked.endswith("/oauth/token"), asked  # RFC 6749 has a shape of its own


def test_each_answer_has_a_type_unless_it_has_no_body(document: Document) -> None:
    for asked, operation in named(document):
        good = {status: told for status, told in operation["responses"].items() if int(status) < 300}
        untyped = [status for status, told in good.items() if status != "204" and not told.get("content")]
        assert good, asked
        assert untyped == [], asked


def test_a_sign_in_that_may_be_left_out_says_so(all_documents: dict[str, Document]) -> None:
    ideas = all_documents["ideas"]["paths"]

    assert ideas["/api/ideas/v1/ideas"]["get"]["security"] == [{}, {"StaffToken": []}]
    assert ideas["/api/ideas/v1/tellings"]["get"]["security"] == [{"StaffToken": []}]
    assert "security" not in ideas["/api/ideas/v1/rounds"]["get"]
    assert {*all_documents["ideas"]["components"]["securitySchemes"]} == {"StaffToken", "IntegratorKey"}


def test_a_route_that_takes_an_integrator_s_key_says_so(all_documents: dict[str, Document]) -> None:
    def ways(method: str, path: str) -> object:
        return all_documents[path.split("/")[2]]["paths"][path][method]["security"]

    assert ways("get", "/api/voting/v1/events") == [{}, {"IntegratorKey": []}]
    assert ways("post", "/api/ideas/v1/ideas") == [{}, {"StaffToken": []}, {"IntegratorKey": []}]
    assert ways("post", "/api/reporting/v1/webhooks") == [{"StaffToken": []}, {"IntegratorKey": []}]
    assert ways("get", "/api/residents/v1/integrators/current") == [{"IntegratorKey": []}]


def test_files_have_their_media_types(all_documents: dict[str, Document]) -> None:
    voting = all_documents["voting"]["paths"]

    def kinds(path: str) -> list[str]:
        return [*voting[f"/api/voting/v1/{path}"]["get"]["responses"]["200"]["content"]]

    assert kinds("polls/{poll_id}/outcome.csv") == ["text/csv"]
    assert kinds("polls/{poll_id}/ballots.pb") == ["text/plain"]
    assert kinds("acts/file") == ["text/csv"]
    assert kinds("events") == ["application/cloudevents-batch+json"]
    assert kinds("events/stream") == ["text/event-stream"]


def test_lists_are_called_items(document: Document) -> None:
    shapes = document["components"]["schemas"]
    lists = {name: shape for name, shape in shapes.items() if name.endswith("List")}

    assert all("items" in shape["required"] for shape in lists.values())
    assert not [asked for asked, operation in named(document) if answers_a_bare_list(operation)]


def answers_a_bare_list(operation: Document) -> bool:
    told = operation["responses"].get("200", {}).get("content", {}).get("application/json", {})
    return bool(told.get("schema", {}).get("type") == "array")


def test_examples_are_what_their_schemas_say(document: Document) -> None:
    shapes = document["components"]["schemas"]
    shown = {name: shape["examples"] for name, shape in shapes.items() if "examples" in shape}

    assert shown
    for name, examples in shown.items():
        schema = {"$ref": f"#/components/schemas/{name}", "components": document["components"]}
        for example in examples:
            Draft202012Validator(schema).validate(example)


async def test_two_operations_of_one_name_are_noticed() -> None:
    routes = APIRouter(tags=["polls"])
    for path in ("/one", "/other"):
        routes.add_api_route(path, _done, methods=["GET"])
    runtime = assemble("voting", Settings(database_url="postgresql://nobody@127.0.0.1:1/"))

    with pytest.warns(UserWarning, match="Duplicate Operation ID"):
        api(a_service(routers=[routes]), runtime).openapi()
    await runtime.aclose()


async def _done() -> int:
    """It is done."""
    return TypeAdapter(int).validate_python(1)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda told: told["paths"].pop("/api/ideas/v1/rounds"), "GET /api/ideas/v1/rounds is gone"),
        (lambda told: told["components"]["schemas"]["IdeaBody"]["properties"].pop("state"), "IdeaBody.state is gone"),
        (
            lambda told: told["components"]["schemas"]["NewIdea"]["required"].append("place"),
            "NewIdea.place is demanded",
        ),
        (lambda told: told["components"]["schemas"].pop("IdeaItemList"), "IdeaItemList is gone"),
        (
            lambda told: told["paths"]["/api/ideas/v1/ideas"]["get"].update(operationId="ideas"),
            "GET /api/ideas/v1/ideas was called some_ideas and is ideas",
        ),
        (lambda told: told["paths"]["/api/ideas/v1/ideas"]["get"]["parameters"].clear(), "takes q no more"),
    ],
)
def test_a_promise_that_an_interface_breaks_is_told(
    all_documents: dict[str, Document], change: Any, words: str
) -> None:
    now = copy.deepcopy(all_documents)
    assert api_documents.broken(all_documents, now) == []

    change(now["ideas"])

    assert any(words in told for told in api_documents.broken(all_documents, now))


async def test_a_document_that_is_not_what_the_code_says_is_complained_of(tmp_path: Path) -> None:
    now = await api_documents.described()
    contracts.write_apis(now, tmp_path)
    assert contracts.complaints_of_apis(now, tmp_path) == []

    (tmp_path / "ideas.json").write_text("{}")

    assert contracts.complaints_of_apis(now, tmp_path) == [
        "docs/api/ideas.json is not what the code says; run: make schemas"
    ]
