"""Kept pages in a whole town: after each act every page is what would be made now, at once, and at each gateway."""

import re
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import asyncpg
import httpx
import pytest

from commonpurse import counting
from commonpurse.ballot_box import BallotBox
from tests.support.eventually import eventually
from tests.web.gateways import Gateways, another_gateway, two_gateways
from tests.web.town import Towns

TODAY = datetime.now(ZoneInfo("Europe/Berlin")).date()  # as the council's calendar has it
NEXT = "Lindenhof decides 2027"


@pytest.fixture(scope="module")
async def gateways(towns: Towns, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Gateways]:
    async with two_gateways(towns, tmp_path_factory.mktemp("two-gateways")) as both:
        yield both


async def the_round(gateways: Gateways) -> dict[str, Any]:
    rounds = (await gateways.hall.must("ideas", "GET", "/rounds"))["items"]
    return next(one for one in rounds if one["name"] != NEXT)


async def suggest(gateways: Gateways, title: str) -> str:
    """Suggest something on the page; the idea's tracking number."""
    form = {"title": title, "text": "It is wanted.", "round": (await the_round(gateways))["round_id"]}
    thanks = await gateways.resident.post("/ideas/new", data=form)
    assert thanks.status_code == 303, thanks.text
    return thanks.headers["location"].split("/")[2]


async def test_what_is_suggested_moderated_and_taken_down_shows_at_once_at_both_gateways(gateways: Gateways) -> None:
    number = await suggest(gateways, "A slide into the pond")
    waiting = await gateways.texts(f"/ideas/{number}")
    await gateways.hall.act("ideas", f"/ideas/{number}", "accept", staff="moderator")
    listed, shown = await gateways.texts("/ideas"), await gateways.texts(f"/ideas/{number}")
    words = {"title": "A slide", "text": "Taken down.", "reason": "It named a person."}
    await gateways.hall.act("ideas", f"/ideas/{number}", "redact", staff="moderator", **words)
    taken_down = await gateways.texts("/ideas") + await gateways.texts(f"/ideas/{number}")

    assert all("A slide into the pond" not in page for page in waiting)
    assert all("A slide into the pond" in page for page in listed + shown)
    assert all("into the pond" not in page for page in taken_down)
    assert len(taken_down) == 4
    await gateways.demand_nothing_is_stale()


async def test_what_is_refused_is_off_the_list_at_once(gateways: Gateways) -> None:
    number = await suggest(gateways, "A motorway to the pond")
    await gateways.hall.act("ideas", f"/ideas/{number}", "accept", staff="moderator")
    before = await gateways.texts("/ideas")

    why = {"criterion": "not-understood", "reason": "It would drain the pond."}
    await gateways.hall.act("ideas", f"/ideas/{number}", "reject", staff="moderator", **why)

    assert all("A motorway to the pond" in page for page in before)
    assert all("drain the pond" in page for page in await gateways.texts(f"/ideas/{number}"))
    await gateways.demand_nothing_is_stale()


async def test_an_offer_that_is_accepted_stands_beside_its_proposal_at_once(gateways: Gateways) -> None:
    proposals = (await gateways.hall.must("proposals", "GET", "/proposals?state=funded"))["items"]
    path = f"/proposals/{proposals[0]['number']}"
    before = await gateways.texts(path)
    contact = {"kind": "email", "address": "ida@example.org"}
    wish = {"kind": "time", "quantity": 8, "words": "We dig with seven spades.", "contact": contact}
    offer = await gateways.hall.must("proposals", "POST", f"{path}/offers", wish)

    await gateways.hall.act("proposals", f"/offers/{offer['offer_id']}", "accept", staff="moderator")

    assert all("seven spades" not in page for page in before)
    assert all("seven spades" in page for page in await gateways.texts(path))
    await gateways.demand_nothing_is_stale()


async def test_a_round_that_is_published_is_on_the_lists_at_once_and_can_be_chosen(gateways: Gateways) -> None:
    old = await the_round(gateways)
    plan = {
        "name": NEXT,
        "currency": "EUR",
        "areas": [{"name": "Harbour"}],
        "funds": [{"name": "Everyone's fund", "budget_cents": 900_000}],
        "calendar": [{"name": "suggest", "starts_on": str(TODAY), "ends_on": str(TODAY + timedelta(days=30))}],
    }

    new = await gateways.hall.must("ideas", "POST", "/rounds", plan, staff="admin")

    assert all(NEXT in page for page in await gateways.texts("/rounds") + await gateways.texts("/"))
    of_old, of_new = [await gateways.texts(f"/proposals?round={one['round_id']}") for one in (old, new)]
    assert all("Old Town</a>" in page and "Harbour</a>" not in page for page in of_old)
    assert all("Harbour</a>" in page and "Old Town</a>" not in page for page in of_new)
    await gateways.demand_nothing_is_stale()


async def test_ballots_leave_home_and_lists_on_their_shelves(gateways: Gateways) -> None:
    poll = (await gateways.hall.must("voting", "GET", "/polls?state=open"))["items"][0]
    box = BallotBox(gateways.hall, poll["poll_id"])
    before = await gateways.hall.must("voting", "GET", "/editions")

    await box.cast(await box.permit(gateways.town.codes.pop()), "approval", {1: 1})

    assert await gateways.hall.must("voting", "GET", "/editions") == before


async def paper_of(gateways: Gateways, code: str) -> httpx.Response:
    """The ballot paper of whoever has the code, as step 2 shows it first."""
    async with httpx.AsyncClient(base_url=gateways.town.address, headers={"accept-language": "en"}) as browser:
        assert (await browser.post("/vote", data={"code": code})).headers["location"] == "/vote/choose"
        return await browser.get("/vote/choose")


async def test_each_voter_has_their_own_mark_on_a_paper_that_is_the_same_for_all(gateways: Gateways) -> None:
    papers = [await paper_of(gateways, gateways.town.codes[place]) for place in (0, 1)]

    marks = [re.findall(r'name="voter" value="([0-9a-f]{64})"', paper.text) for paper in papers]

    assert len({mark for (mark,) in marks}) == 2
    assert papers[0].text.replace(marks[0][0], "") == papers[1].text.replace(marks[1][0], "")
    for paper in papers:
        assert paper.headers["cache-control"] == "no-store"
        assert "etag" not in paper.headers
        assert paper.headers["content-length"] == str(len(paper.content))


async def test_another_look_of_the_council_is_another_page(gateways: Gateways) -> None:
    page = (await gateways.pages("/rounds"))[1]

    async with (
        another_gateway(gateways.town, COMMONPURSE_BRAND_COLOUR="#663399") as address,
        httpx.AsyncClient(headers={"accept-language": "en", "if-none-match": page.headers["etag"]}) as browser,
    ):
        answer = await browser.get(f"{address}/rounds")

    assert answer.status_code == 200
    assert answer.headers["etag"] != page.headers["etag"]


async def test_what_one_gateway_gave_out_the_other_knows_to_be_unchanged(gateways: Gateways) -> None:
    one, other = await gateways.pages("/proposals")

    again = await gateways.pages("/proposals", **{"if-none-match": one.headers["etag"]})

    assert one.headers["etag"] == other.headers["etag"]
    assert [page.status_code for page in again] == [304, 304]


async def its_end_comes(gateways: Gateways, poll_id: str) -> None:
    """Put the poll's end into the past, as time does; return when the clock has closed it."""
    connection = await asyncpg.connect(gateways.town.settings.database_of("voting"))
    await connection.execute("update polls set closes_at = now() - interval '1 second' where poll_id = $1", poll_id)
    await connection.close()

    async def is_closed() -> bool:
        return bool((await gateways.hall.must("voting", "GET", f"/polls/{poll_id}"))["state"] == "closed")

    await eventually(is_closed)


async def test_a_poll_that_closes_by_the_clock_and_is_announced_is_so_on_every_page(gateways: Gateways) -> None:
    poll = (await gateways.hall.must("voting", "GET", "/polls?state=open"))["items"][0]
    before = await gateways.texts("/")

    await its_end_comes(gateways, poll["poll_id"])
    closed = await gateways.texts("/")
    await gateways.demand_nothing_is_stale()
    await counting.certify_and_announce(gateways.hall, poll["poll_id"])
    await gateways.demand_nothing_is_stale()

    assert all("Vote now" in page for page in before)
    assert all("Vote now" not in page for page in closed)
