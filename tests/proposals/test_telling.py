"""Whoever offers help hears what became of it: by mail from a real mail server, or from staff."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import httpx
import pytest

from libs.shared.events.ideas import RoundPublished
from libs.shared.platform.running.runtime import Runtime
from libs.shared.platform.telling.post_office import PostOffice
from libs.shared.platform.telling.postman import Postman
from services.proposals.storage import tellings
from tests.proposals.test_the_vote import the_outcome, the_paper
from tests.support.answers import Json, good, refused
from tests.support.hearing import Hearing
from tests.support.held_clock import HeldClock
from tests.support.journals import announced
from tests.support.mail_server import MailServer, a_mail_server
from tests.support.proposing import MODERATOR, accepted, acted, submitted

BASE = "/api/proposals/v1"
TELLINGS = f"{BASE}/tellings"


@pytest.fixture
async def mailing() -> AsyncIterator[tuple[MailServer, str]]:
    async with a_mail_server() as running:
        yield running


async def offered(client: httpx.AsyncClient, proposal: Json, **changes: Any) -> Json:
    contact = {"kind": "phone", "address": "+49 30 123456"}
    offer = {"kind": "time", "quantity": 3, "words": "I dig.", "contact": contact} | changes
    return good(await client.post(f"{BASE}/proposals/{proposal['proposal_id']}/offers", json=offer), 201)


async def act(client: httpx.AsyncClient, offer: Json, action: str, key: str | None = None, **fields: Any) -> Json:
    headers = {"X-Offer-Key": key} if key else MODERATOR
    path = f"{BASE}/offers/{offer['offer_id']}/actions"
    return good(await client.post(path, json={"action": action} | fields, headers=headers))


async def waiting(client: httpx.AsyncClient) -> list[str]:
    """What staff are to tell by telephone, oldest first."""
    items = good(await client.get(TELLINGS, headers=MODERATOR))["items"]
    return [f"{one['contact']['address']}: {one['text']}" for one in items]


async def test_staffs_answer_is_told_in_the_language_of_the_offer(
    client: httpx.AsyncClient, a_round: RoundPublished
) -> None:
    proposal = await accepted(client, a_round)
    welcome, refused_one = await offered(client, proposal), await offered(client, proposal, language="de")

    await act(client, welcome, "accept")
    await act(client, refused_one, "decline", reason="Dafür gibt es schon genug Hände.")

    first, second = await waiting(client)
    assert first.startswith("+49 30 123456: ")
    assert "only when you stand by it does it count" in first
    assert proposal["number"] in first
    assert "Dafür gibt es schon genug Hände." in second
    assert "Ihrem Angebot" in second


async def test_who_takes_a_step_with_the_key_is_not_told_what_they_did(
    client: httpx.AsyncClient, a_round: RoundPublished
) -> None:
    proposal = await accepted(client, a_round)
    one, other, third = [await offered(client, proposal) for _ in range(3)]
    await act(client, one, "accept")

    await act(client, one, "commit", one["key"])
    await act(client, other, "withdraw", other["key"])
    await act(client, third, "withdraw")

    told = await waiting(client)
    assert len(told) == 2
    assert "was taken back" in told[1]


async def test_the_proposals_fate_is_told_and_ends_what_is_not_needed(
    client: httpx.AsyncClient, runtime: Runtime, hearing: Hearing, a_round: RoundPublished
) -> None:
    winner, loser = await accepted(client, a_round), await accepted(client, a_round)
    promised, open_one = await offered(client, winner), await offered(client, loser)
    await act(client, promised, "accept")
    await act(client, promised, "commit", promised["key"])

    await hearing.hear(the_paper(a_round, winner, loser))
    await hearing.hear(the_outcome(a_round, winner, loser))

    told = await waiting(client)
    assert any("What you promised is needed now." in text for text in told)
    assert any("So your offer is not needed any more." in text for text in told)
    now = good(await client.get(f"{BASE}/offers/{open_one['offer_id']}", headers={"X-Offer-Key": open_one["key"]}))
    assert now["state"] == "lapsed"
    assert "offers.offer-lapsed.v1" in [kind for kind, _ in await announced(runtime.database)]


async def test_nobody_is_told_a_title_that_is_not_public_any_more(
    client: httpx.AsyncClient, a_round: RoundPublished
) -> None:
    kept, against_the_rules = [
        await accepted(client, a_round, title=title) for title in ("Swings for all", "Mr Doe of 7 Elm Street steals")
    ]
    for proposal in (kept, against_the_rules):
        await act(client, await offered(client, proposal), "accept")

    await acted(client, kept, "reject", criterion="not-feasible", reason="Pipes lie below.")
    await acted(client, against_the_rules, "reject", criterion="against-the-rules", reason="It names a person.")

    told = await waiting(client)
    about = [[text for text in told if proposal["number"] in text] for proposal in (kept, against_the_rules)]
    assert [len(texts) for texts in about] == [2, 2], "of the step with the offer, and of the proposal's end"
    assert all("“Swings for all”" in text for text in about[0])
    assert not any("Elm Street" in text for text in told)


async def test_a_mail_leads_to_the_page_of_the_offer(
    client: httpx.AsyncClient, runtime: Runtime, mailing: tuple[MailServer, str], a_round: RoundPublished
) -> None:
    mail_server, address = mailing
    clock = HeldClock()
    clock.move(timedelta(days=36_500))
    post = PostOffice(address, "budget@town.example")
    postman = Postman(replace(runtime, clock=clock), tellings.KEPT, post, "https://budget.town.example/")
    contact = {"kind": "email", "address": "ada@example.org"}
    offer = await offered(client, await accepted(client, a_round), contact=contact)
    await act(client, offer, "accept")

    sent = [await postman.send_one(), await postman.send_one()]

    assert sent == [True, False]
    [mail] = mail_server.taken
    assert mail["To"] == "ada@example.org"
    assert f"https://budget.town.example/offers/{offer['offer_id']}" in mail.get_content()


async def test_a_telling_is_taken_off_the_list_once(client: httpx.AsyncClient, a_round: RoundPublished) -> None:
    await act(client, await offered(client, await accepted(client, a_round)), "accept")
    [telling] = good(await client.get(TELLINGS, headers=MODERATOR))["items"]

    first = await client.post(f"{TELLINGS}/{telling['telling_id']}/done", headers=MODERATOR)
    second = await client.post(f"{TELLINGS}/{telling['telling_id']}/done", headers=MODERATOR)

    assert first.status_code == 204
    refused(second, 409, "telling-is-not-waiting")
    assert await waiting(client) == []


async def test_a_paper_with_a_fixed_cost_takes_no_offers(
    client: httpx.AsyncClient, hearing: Hearing, a_round: RoundPublished
) -> None:
    proposal = await accepted(client, a_round)
    await hearing.hear(the_paper(a_round, proposal))
    offer = {"kind": "time", "words": "I dig.", "contact": {"kind": "phone", "address": "+49 30 123456"}}

    answer = await client.post(f"{BASE}/proposals/{proposal['proposal_id']}/offers", json=offer)

    refused(answer, 409, "proposal-takes-no-offers")


async def test_an_offer_says_when_and_a_proposal_what_it_needs(
    client: httpx.AsyncClient, a_round: RoundPublished
) -> None:
    proposal = await acted(
        client, await submitted(client, a_round), "accept", cost_cents=100, needs="Ten people with spades"
    )

    offer = await offered(client, proposal, when="Saturdays in spring")

    assert offer["when"] == "Saturdays in spring"
    shown = good(await client.get(f"{BASE}/proposals/{proposal['number']}"))
    assert [shown["needs"], shown["offers"][0]["when"]] == ["Ten people with spades", None]
