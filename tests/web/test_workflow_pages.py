"""Staff look at workflows and change them. No other test's ideas go by Lichtenberg's, so it is the one that changes."""

import re
from collections.abc import AsyncIterator
from html import unescape

import httpx
import pytest

from gateways.web.staff.workflows.picture import picture_of
from tests.web.test_two_at_one_page import at_work, form_of
from tests.web.town import Town

CRITERIA = "dear | Too dear | Zu teuer\nrude! | Rude | Unhöflich"
LIST, LICHTENBERG = "/staff/workflows", "/staff/workflows/lichtenberg"


@pytest.fixture
async def office(town: Town) -> AsyncIterator[httpx.AsyncClient]:
    async with at_work(town, "admin") as browser:
        yield browser


async def test_each_state_is_in_the_picture_and_each_action_in_the_table_beside_it(office: httpx.AsyncClient) -> None:
    listed = await office.get(LIST)
    assert f'href="{LICHTENBERG}"' in listed.text

    page = (await office.get(LICHTENBERG, headers={"accept-language": "de"})).text

    assert page.count("<rect") == 24
    drawn = {*re.findall(r"<text[^>]*>([^<]*)</text>", page)}
    assert {"Im Begleitgremium", "Von der Jury abgelehnt", "Zurückgezogen ⇠"} <= drawn
    for said in ("Weg 3: nicht empfehlen", "60 Arbeitstage", "Der Grund gehört nicht uns", "Verwaltung"):
        assert said in page, said


async def test_a_version_that_there_is_not_is_said_to_be_none(office: httpx.AsyncClient) -> None:
    assert (await office.get(f"{LICHTENBERG}?version=1")).status_code == httpx.codes.OK
    for path in (f"{LICHTENBERG}?version=77", f"{LIST}/nonsense"):
        assert (await office.get(path)).status_code == httpx.codes.NOT_FOUND


async def test_a_rounds_form_asks_by_which_workflow_its_ideas_go(office: httpx.AsyncClient) -> None:
    new = "/staff/rounds/new"
    form = form_of(await office.get(new), "Make the round") | {"name": "A year of four ways", "workflow": "lichtenberg"}

    without_money = await office.post(new, data=form | {"funds": ""})

    assert '<option value="lichtenberg" selected>' in without_money.text
    [town] = (await office.get("/api/ideas/v1/rounds")).json()["items"][:1]
    change = await office.get(f"/staff/rounds/{town['round_id']}")
    assert '<option value="ballot-budget" selected>' in change.text
    assert town["name"] in (await office.get(LIST)).text


async def test_holidays_are_typed_one_on_each_line(office: httpx.AsyncClient) -> None:
    page = "/staff/working-days"
    form = form_of(await office.get(page), "Keep the changes")

    wrong = await office.post(page, data=form | {"holidays": "2027-12-25\nChristmas"})
    assert "“Christmas” is none" in wrong.text
    assert "Christmas" in wrong.text.partition("<textarea")[2]
    taken = await office.post(page, data=form | {"holidays": "2027-12-25"})

    assert "The working days are changed." in taken.text
    stale = await office.post(page, data=form | {"holidays": "2027-12-26"})
    assert "This was changed after you opened the page" in stale.text
    assert "25 December 2027" in (await office.get(LIST)).text


async def test_a_state_is_added_changed_and_taken_out_each_time_as_a_new_version(office: httpx.AsyncClient) -> None:
    new = f"{LICHTENBERG}/states/new"
    form = form_of(await office.get(new), "Check and publish") | {"do": "publish", "label_en": "Second look"}
    form |= {"name": "second_look", "working_days": "5", "from": "in_review", "to_label": "Look again"}

    nowhere = await office.post(new, data=form)
    assert "From “second_look” no way leads to an ending." in unescape(nowhere.text)
    assert 'value="Second look"' in nowhere.text
    way_on = {"onward": "rejected", "on_label": "Give up"}
    assert "published as a new version" in (await office.post(new, data=form | way_on)).text
    stale = await office.post(new, data=form | way_on | {"name": "third_look"})
    assert "This was changed after you opened the page" in stale.text

    page = f"{LICHTENBERG}/states/second_look"
    changed = form_of(await office.get(page), "Check and publish") | {"do": "publish", "working_days": "7"}
    assert changed["label_en"] == "Second look"
    assert "7 working days" in (await office.post(page, data=changed)).text
    out = form_of(await office.get(page), "Check and publish") | {"do": "remove"}
    assert "Second look" not in (await office.post(page, data=out)).text
    assert (await office.get(page)).status_code == httpx.codes.NOT_FOUND


async def test_an_action_is_changed_whole_and_faults_stand_beside_their_fields(office: httpx.AsyncClient) -> None:
    page = f"{LICHTENBERG}/actions/refuse"
    before = (await office.get("/api/ideas/v1/workflows/lichtenberg")).json()
    as_it_is = form_of(await office.get(page), "Check and publish") | {"do": "publish", "criteria": CRITERIA}

    wrong = await office.post(page, data=as_it_is | {"words_en": "No: {mayor}"})
    assert re.search(r'id="words_en-error">.*“mayor” in braces', unescape(wrong.text), re.DOTALL)
    await office.post(page, data=as_it_is | {"one_by_one": "yes", "field-reason": ""})

    after = (await office.get("/api/ideas/v1/workflows/lichtenberg")).json()
    assert after["version_number"] == before["version_number"] + 1
    action = next(each for each in after["definition"]["actions"] if each["name"] == "refuse")
    assert [(each["name"], each["is_about_words"]) for each in action["criteria"]] == [("dear", False), ("rude", True)]
    assert (action["one_by_one"], action["fields"], action["effect"]) == (True, [], "refuse")
    untouched = [each for each in before["definition"]["actions"] if each["name"] != "refuse"]
    assert [each for each in after["definition"]["actions"] if each["name"] != "refuse"] == untouched


def test_no_two_lines_of_the_picture_lie_on_each_other() -> None:
    names = [f"s{number}" for number in range(7)]
    ways = [(0, 1), (0, 3), (1, 2), (2, 4), (3, 6), (4, 1), (5, 2), (1, 5), (6, 0)]
    definition = {
        "states": [{"name": name, "is_ending": False} for name in names],
        "actions": [{"of": [names[of]], "to": names[to]} for of, to in ways],
    }

    picture = picture_of(definition)

    runs = [
        (int(along), *sorted((int(begin), int(end))))
        for begin, along, end in re.findall(r"M\d+ (\d+)H(\d+)V(\d+)", " ".join(line.path for line in picture.lines))
    ]
    assert len(runs) == len(ways)
    for at, (along, begin, end) in enumerate(runs):
        for other_along, other_begin, other_end in runs[at + 1 :]:
            assert along != other_along or end <= other_begin or other_end <= begin
    assert all(0 < along < picture.width for along, _, _ in runs)
