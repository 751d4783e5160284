"""The page of open data, in front of reporting: each table with its columns, its licence and its files."""

from collections.abc import AsyncIterator

import httpx
import pytest
from playwright.async_api import Page, expect

from gateways.web.main import build
from gateways.web.open_data.pages import FORMS, KINDS
from gateways.web.settings import WebSettings
from libs.shared.platform.running.neighbours import Neighbours
from libs.shared.platform.running.runtime import assemble
from libs.shared.platform.running.service import api, started
from libs.shared.platform.running.settings import Settings
from services.reporting.domain.open_data.datasets import DATASETS
from services.reporting.domain.open_data.forms import FORMS as OF_REPORTING
from services.reporting.domain.open_data.forms import GEOJSON, forms_of
from services.reporting.main import SERVICE
from tests.support.axe import demand_fits, demand_no_finding
from tests.support.serving import served


@pytest.fixture
async def address(a_database: str) -> AsyncIterator[str]:
    """The pages in front of reporting alone."""
    runtime = assemble("reporting", Settings(database_url=a_database), in_process={})
    async with started(SERVICE, runtime):
        neighbours = Neighbours(runtime.settings, {"reporting": api(SERVICE, runtime)})
        async with served(build(WebSettings(), neighbours)) as address:
            yield address


async def test_people_find_each_table_with_its_columns_its_licence_and_its_files(address: str) -> None:
    async with httpx.AsyncClient(base_url=address) as client:
        page = (await client.get("/data", headers={"accept-language": "de"})).text

    assert 'href="https://creativecommons.org/licenses/by/4.0/" rel="license"' in page
    for name, dataset in DATASETS.items():
        assert f'<h2 id="{name}">{dataset.title["de"]}</h2>' in page
        assert all(f'href="/api/reporting/v1/data/{name}.{form.ending}"' in page for form in forms_of(dataset))
        assert all(f"<code>{column}</code>" in page for column in dataset.columns)
    assert {*KINDS} == {field.kind for dataset in DATASETS.values() for field in dataset.fields}
    assert [*FORMS] == [*OF_REPORTING, GEOJSON.ending]


@pytest.mark.parametrize(("language", "width"), [("en", 360), ("de", 1280)])
async def test_the_page_fits_and_has_no_barrier(page: Page, address: str, language: str, width: int) -> None:
    await page.set_viewport_size({"width": width, "height": 800})
    await page.goto(f"{address}/data?lang={language}")
    await page.locator("summary").first.click()

    await expect(page.get_by_role("heading", level=1)).to_have_text("Offene Daten" if language == "de" else "Open data")
    await demand_no_finding(page)
    await demand_fits(page)
