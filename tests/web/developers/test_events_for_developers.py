"""The events on the pages: each with its fields, its schema and an example as files that the town itself serves."""

import httpx
import pytest
from jsonschema import Draft202012Validator
from playwright.async_api import Page, expect

from libs.shared.events.catalogue import CATALOGUE
from tests.support.axe import demand_fits, demand_no_finding

AT = "/developers/events"


async def test_each_event_has_a_page_and_its_example_is_what_its_schema_says(plain_pages: str) -> None:
    async with httpx.AsyncClient(base_url=plain_pages) as client:
        listed = (await client.get(AT)).text
        envelope = (await client.get(f"{AT}/envelope/schema.json")).json()
        for name in CATALOGUE:
            page = await client.get(f"{AT}/{name}")
            schema, example = [(await client.get(f"{AT}/{name}/{file}.json")).json() for file in ("schema", "example")]

            assert f'href="{AT}/{name}"' in listed
            assert all(f'href="{AT}/{name}/{file}.json"' in page.text for file in ("schema", "example"))
            assert all(f'<code translate="no">{field}</code>' in page.text for field in schema["properties"])
            Draft202012Validator(envelope).validate(example)
            Draft202012Validator(schema).validate(example["data"])
            assert example["dataschema"] == schema["$id"]


async def test_files_are_marked_and_open_to_pages_of_any_site(plain_pages: str) -> None:
    async with httpx.AsyncClient(base_url=plain_pages) as client:
        first = await client.get(f"{AT}/voting.poll-opened.v1/schema.json")
        again = await client.get(first.url, headers={"If-None-Match": first.headers["etag"]})

    assert (first.headers["content-type"], again.status_code) == ("application/schema+json", 304)
    assert first.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize("path", ["voting.poll-opened", "x/schema.json", "envelope", "envelope/example.json"])
async def test_what_is_no_event_is_not_found(plain_pages: str, path: str) -> None:
    async with httpx.AsyncClient(base_url=plain_pages) as client:
        assert (await client.get(f"{AT}/{path}")).status_code == httpx.codes.NOT_FOUND


@pytest.mark.parametrize(("language", "width"), [("en", 320), ("de", 1280)])
async def test_the_pages_of_events_fit_and_have_no_barrier(
    page: Page, plain_pages: str, language: str, width: int
) -> None:
    await page.set_viewport_size({"width": width, "height": 800})
    for path in ("", "/voting.outcome-announced.v1"):
        await page.goto(f"{plain_pages}{AT}{path}?lang={language}")

        await expect(page.get_by_role("heading", level=1)).to_be_visible()
        await demand_no_finding(page)
        await demand_fits(page)
