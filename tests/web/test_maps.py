"""The map beside the ideas, and marking a place on it: drawn here, and usable without a script, by keys and by list."""

import json
import re
from pathlib import Path

import httpx
import pytest
from playwright.async_api import Page, expect

from gateways.web.maps.drawing import Drawing
from tests.conftest import NewContext
from tests.web.test_pages_for_staff import sign_in
from tests.web.town import Town


def feature(*ring: tuple[float, float]) -> dict[str, object]:
    """An area of these corners."""
    geometry = {"type": "MultiPolygon", "coordinates": [[[*ring]]]}
    return {"geometry": geometry, "properties": {"area_id": "a", "name": "A"}}


def test_a_sheet_shows_every_corner_and_finds_places_again() -> None:
    drawing = Drawing.of([feature((13.4, 52.4), (13.6, 52.4), (13.6, 52.5), (13.4, 52.5), (13.4, 52.4))])
    assert drawing
    sheet = drawing.sheet

    spots = [sheet.spot(longitude, latitude) for longitude, latitude in ((13.4, 52.5), (13.6, 52.4))]

    assert all(0 < x < sheet.width and 0 < y < sheet.height for x, y in spots)
    (west, north), (east, south) = spots
    # A degree of latitude is longer on earth than one of longitude, and so it is on the paper.
    assert (south - north) / 0.1 > (east - west) / 0.2
    again = sheet.place(*sheet.spot(13.5, 52.45))
    assert [again.longitude, again.latitude] == pytest.approx([13.5, 52.45])


async def test_the_map_shows_the_ideas_of_the_list_under_the_same_numbers(town: Town) -> None:
    async with httpx.AsyncClient(base_url=town.address, follow_redirects=True) as client:
        listed = (await client.get("/ideas")).text

    pins = dict(re.findall(r'class="map-pin" href="/ideas/([^"]+)" aria-label="(\d+):', listed))
    badges = re.findall(r'On the map:</span> (\d+)</span></p><h2[^>]*><a href="/ideas/([^"]+)"', listed)
    assert pins
    assert {number: badge for badge, number in badges} == pins


@pytest.mark.parametrize("width", [360, 1280])
async def test_whoever_uses_keys_alone_gets_from_the_map_to_an_idea(
    new_context: NewContext, town: Town, width: int
) -> None:
    page = await (await new_context(java_script_enabled=False, viewport={"width": width, "height": 900})).new_page()
    await page.goto(f"{town.address}/ideas")

    pin = page.locator(".map-pin").first
    await pin.focus()
    await expect(pin).to_be_focused()
    address = await pin.get_attribute("href")
    assert await page.evaluate("document.documentElement.scrollWidth") <= width
    await page.keyboard.press("Enter")

    await page.wait_for_url(f"**{address}")


async def press(page: Page, town: Town, x: int, y: int) -> None:
    await page.goto(f"{town.address}/ideas/new")
    await page.get_by_label("What do you suggest?").fill("A swing")
    await page.get_by_label("Why does it matter?").fill("Children like it.")
    await page.locator(".map-press input").click(position={"x": x, "y": y})


async def test_a_place_is_marked_by_pressing_the_map_without_a_script(new_context: NewContext, town: Town) -> None:
    page = await (await new_context(java_script_enabled=False, viewport={"width": 360, "height": 800})).new_page()

    await press(page, town, 150, 160)

    await expect(page.get_by_text("The place is marked.")).to_be_visible()
    await expect(page.get_by_label("What do you suggest?")).to_have_value("A swing")
    assert re.fullmatch(r"51\.3\d+, 10\.[34]\d+", await page.get_by_label("Point on the map").input_value())
    assert await page.locator(".map-over .map-dot").count() == 1
    await page.get_by_role("button", name="Send my suggestion").click()
    await page.wait_for_url("**/thanks")


async def test_a_place_outside_is_refused_beside_its_field(new_context: NewContext, town: Town) -> None:
    page = await (await new_context(java_script_enabled=False)).new_page()

    await press(page, town, 3, 3)
    await page.get_by_role("button", name="Send my suggestion").click()

    assert "outside of the areas" in await page.locator("#location-error").inner_text()
    await expect(page.get_by_label("What do you suggest?")).to_have_value("A swing")


@pytest.mark.parametrize("width", [360, 1280])
async def test_staff_mark_a_place_for_a_letter_and_its_page_shows_where_it_is(
    new_context: NewContext, town: Town, width: int
) -> None:
    page = await (await new_context(java_script_enabled=False, viewport={"width": width, "height": 900})).new_page()
    await sign_in(page, town, "moderator")
    await page.goto(f"{town.address}/staff/enter")
    await page.get_by_label("Title").fill("A swing by letter")
    await page.get_by_label("What was suggested?").fill("Children like it.")

    await page.locator(".map-press input").click(position={"x": 150, "y": 160})
    await expect(page.get_by_text("The place is marked.")).to_be_visible()
    await expect(page.get_by_label("Title")).to_have_value("A swing by letter")
    assert await page.evaluate("document.documentElement.scrollWidth") <= width
    where = await page.get_by_label("Point on the map").input_value()
    await page.get_by_role("button", name="Enter it").click()
    await page.get_by_role("button", name="Accept").click()

    number = page.url.partition("/staff/ideas/")[2].partition("?")[0]
    await page.goto(f"{town.address}/ideas/{number}")
    drawn = page.get_by_role("img", name=f"The place on the map of the areas: {where}")
    await expect(drawn).to_be_visible()
    assert await drawn.locator(".map-dot").count() == 1
    assert await page.evaluate("document.documentElement.scrollWidth") <= width
    await expect(page.locator("aside dl")).to_contain_text(where)


async def test_enter_in_a_field_sends_and_presses_no_map(new_context: NewContext, town: Town) -> None:
    page = await (await new_context(java_script_enabled=False)).new_page()
    await page.goto(f"{town.address}/ideas/new")
    await page.get_by_label("Why does it matter?").fill("Children like it.")
    await page.get_by_label("What do you suggest?").fill("A see-saw")

    await page.get_by_label("What do you suggest?").press("Enter")

    await page.wait_for_url("**/thanks")


async def test_a_council_reads_its_areas_in_and_is_told_what_is_wrong(
    new_context: NewContext, town: Town, tmp_path: Path
) -> None:
    administrator = await (await new_context()).new_page()
    await sign_in(administrator, town, "admin", "a long enough password")
    await administrator.goto(f"{town.address}/staff/rounds")
    await administrator.get_by_role("link", name="Map of the areas").first.click()
    await expect(administrator.get_by_role("img", name="Map of the areas: Old Town")).to_be_visible()
    file = tmp_path / "areas.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": [feature((1, 1)) | {"type": "Feature"}]}))

    await administrator.get_by_label("The areas as a GeoJSON file").set_input_files(file)
    await administrator.get_by_role("button", name="Take the map").click()

    await expect(administrator.get_by_role("table", name="Mistakes in the file")).to_contain_text("“A” is no area")
