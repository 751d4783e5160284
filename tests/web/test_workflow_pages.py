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
DRAFT, KEEP = f"{LICHTENBERG}/draft", "Keep it in the draft"


@pytest.fixture
async def office(town: Town) -> AsyncIterator[httpx.AsyncClient]:
    async with at_work(town, "admin") as browser:
        yield browser


def rows_of(page: str) -> list[list[str]]:
    """The cells of the page's tables, row by row."""
    return [re.findall(r"<span>(.*?)</span>", row) for row in re.findall(r"<tr role=.row.>(.*?)</tr>", page, re.DOTALL)]


def drawn_on(page: str) -> set[str]:
    """What the boxes of the page's picture say."""
    boxes = re.findall(r"<text.*?</text>", page)
    return {" ".join(re.findall(r"<tspan[^>]*>([^<]*)<", box)) for box in boxes}


async def test_each_state_is_in_the_picture_and_each_action_in_the_table_beside_it(office: httpx.AsyncClient) -> None:
    listed = await office.get(LIST)
    assert f'href="{LICHTENBERG}"' in listed.text

    page = (await office.get(LICHTENBERG, headers={"accept-language": "de"})).text

    assert page.count("<rect") == 24
    assert {"Im Begleitgremium", "Von der Jury abgelehnt", "Zurückgezogen ⇠"} <= drawn_on(page)
    for said in ("Weg 3: nicht empfehlen", "60 Arbeitstage", "Der Grund gehört nicht uns", "Verwaltung"):
        assert said in page, said


async def test_the_way_of_proposals_is_shown_as_ideas_workflows_are_and_is_not_changed(
    office: httpx.AsyncClient,
) -> None:
    at = "/staff/workflow-of-proposals"
    assert f'href="{at}"' in (await office.get(LIST)).text

    page = (await office.get(at, headers={"accept-language": "de"})).text

    assert page.count("<rect") == 11
    assert {"Eingereicht", "Auf dem Stimmzettel"} <= drawn_on(page)
    rows = [row for row in rows_of(page) if row]
    assert [row[2] for row in rows if row[0] == "Eingereicht"] == ["28 Tage"]
    [reject] = [row for row in rows if row[0] == "Ablehnen"]
    assert "Teurer als der Topf erlaubt" in reject[4]
    assert [row[1] for row in rows if row[0] == "Titel berichtigen"] == ["jeder Stand"]
    assert "/states/" not in page


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


async def test_a_draft_is_written_in_several_goes_compared_and_published_by_an_act_of_its_own(
    office: httpx.AsyncClient,
) -> None:
    new = f"{LICHTENBERG}/states/new"
    form = form_of(await office.get(new), KEEP) | {"do": "keep", "label_en": "Second look"}
    form |= {"name": "second_look", "working_days": "5", "from": "in_review", "to_label": "Look again"}
    assert "Small letters" in (await office.post(new, data=form | {"name": "Second look!"})).text

    draft = unescape((await office.post(new, data=form)).text)
    assert "It is kept in the draft." in draft
    not_yet = unescape((await office.get(f"{DRAFT}/publish")).text)
    assert "From “second_look” no way leads to an ending." in not_yet
    assert "Publish it as version" not in not_yet
    assert "From “second_look” no way leads to an ending." in draft
    assert f'href="{DRAFT}/publish"' not in draft
    assert "There is a draft of this workflow" in (await office.get(LIST)).text
    assert "second_look" not in (await office.get(LICHTENBERG)).text

    action = f"{LICHTENBERG}/actions/new"
    way_on = form_of(await office.get(action), KEEP) | {"do": "keep", "name": "give-up", "label_en": "Give up"}
    way_on |= {"of-second_look": "yes", "to": "rejected", "words_en": "It ends here.", "by_en": "The office"}
    draft = unescape((await office.post(action, data=way_on)).text)
    assert "Nothing. It can be published." in draft
    assert all(said in draft for said in ("State “Second look”", "Action “Give up”", "not there"))
    stale = await office.post(new, data=form | {"name": "third_look"})
    assert "This was changed after you opened the page" in stale.text

    page = f"{DRAFT}/publish"
    publish = form_of(await office.get(page), "Publish it as version")
    assert "Compare the draft with what is published" in (await office.post(page, data=publish)).text
    now = await office.post(page, data=publish | {"compared": "yes"})
    assert "published as a new version" in now.text
    assert "Second look" in now.text
    assert (await office.get(DRAFT)).status_code == httpx.codes.NOT_FOUND


async def test_what_a_draft_changes_is_said_beside_how_it_is_now_and_thrown_away(office: httpx.AsyncClient) -> None:
    page = f"{LICHTENBERG}/states/in_review"
    before = (await office.get("/api/ideas/v1/workflows/lichtenberg")).json()
    await office.post(page, data=form_of(await office.get(page), KEEP) | {"do": "keep", "working_days": "7"})
    out = f"{LICHTENBERG}/states/deferred"
    await office.post(out, data=form_of(await office.get(out), KEEP) | {"do": "remove"})

    draft = (await office.get(DRAFT, headers={"accept-language": "de"})).text

    rows = rows_of(draft)
    assert ["Stand „Wird geprüft“: Frist in Arbeitstagen", "20", "7"] in rows
    assert ["Stand „Zurückgestellt“", "Zurückgestellt", "herausgenommen"] in rows
    assert ["Schritt „Zurückziehen“: von", "Zurückgestellt, und 11, die bleiben", "die 11, die bleiben"] in rows
    away = f"{DRAFT}/throw-away"
    gone = await office.post(away, data=form_of(await office.get(away), "Throw it away"))
    assert "The draft is thrown away." in gone.text
    assert (await office.get("/api/ideas/v1/workflows/lichtenberg")).json() == before


async def test_a_workflow_of_the_councils_own_is_begun_like_another_one(office: httpx.AsyncClient) -> None:
    form = form_of(await office.get(LIST), "Begin a draft") | {"name": "our-way", "label_en": "Our way"}

    draft = await office.post(LIST, data=form | {"like": "lichtenberg"})

    assert "What it brings: there is no such workflow yet" in draft.text
    again = await office.post(LIST, data=form | {"like": "ballot-budget"})
    assert "There is a workflow of that name already." in again.text
    assert "It was never published" in (await office.get(LIST)).text


async def test_an_action_is_changed_whole_and_what_is_wrong_with_it_stands_above_its_form(
    office: httpx.AsyncClient,
) -> None:
    page = f"{LICHTENBERG}/actions/refuse"
    before = (await office.get("/api/ideas/v1/workflows/lichtenberg")).json()
    as_it_is = form_of(await office.get(page), KEEP) | {"do": "keep", "criteria": CRITERIA}

    await office.post(page, data=as_it_is | {"words_en": "No: {mayor}"})
    wrong = await office.get(page)
    assert "“mayor” in braces" in unescape(wrong.text)
    as_it_is |= {"version": form_of(wrong, KEEP)["version"]}
    await office.post(page, data=as_it_is | {"one_by_one": "yes", "field-reason": ""})

    draft = unescape((await office.get(DRAFT)).text)
    assert "Nothing. It can be published." in draft
    rows = rows_of(draft)
    changed = {
        row[0].removeprefix("Action “Refuse”: "): row[1:] for row in rows if row and row[0].startswith("Action “")
    }
    assert {*changed} == {"criteria", "several criteria can fail", "what it asks for"}
    assert changed["criteria"][1] == "dear | Too dear | Zu teuer; rude! | Rude | Unhöflich"
    assert changed["several criteria can fail"] == ["no", "yes"]
    assert changed["what it asks for"] == ["Reason (public), Must be filled in", "none"]
    assert (await office.get("/api/ideas/v1/workflows/lichtenberg")).json() == before


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
