"""Whoever sent a proposal in hears what becomes of it: in their language, and without what was taken down since."""

import httpx

from libs.shared.events.ideas import RoundPublished
from libs.shared.kernel.clock import SystemClock
from libs.shared.platform.running.runtime import Runtime
from services.proposals.storage import tellings
from tests.proposals.test_telling import TELLINGS, waiting
from tests.support.answers import good
from tests.support.proposing import MODERATOR, acted, submitted

CONTACT = {"kind": "phone", "address": "+49 30 123456"}


async def test_they_hear_of_each_step_by_whom_and_why_in_their_language(
    client: httpx.AsyncClient, a_round: RoundPublished
) -> None:
    proposal = await submitted(client, a_round, contact=CONTACT, language="de", title="Linden")
    await acted(client, proposal, "request-changes", reason="Bitte nennen Sie den Ort.")

    [told] = await waiting(client)

    assert f"es gibt Neues zu Ihrem Vorschlag {proposal['number']}, „Linden“." in told
    assert "Die Geschäftsstelle: " in told
    assert told.rstrip().endswith("Bitte nennen Sie den Ort.")
    [item] = good(await client.get(TELLINGS, headers=MODERATOR))["items"]
    assert item["number"] == proposal["number"]


async def test_whoever_left_no_address_is_told_nothing(client: httpx.AsyncClient, a_round: RoundPublished) -> None:
    await acted(client, await submitted(client, a_round), "accept", cost_cents=100)

    assert await waiting(client) == []


async def test_what_waits_says_what_the_proposal_says_now(client: httpx.AsyncClient, a_round: RoundPublished) -> None:
    title = "Mr Doe of 7 Elm Street steals"
    proposal = await submitted(client, a_round, contact=CONTACT, title=title)
    await acted(client, proposal, "accept", cost_cents=100)

    await acted(client, proposal, "redact", title="A lock", summary="For the shed.", reason="It names a person.")

    told = await waiting(client)
    assert len(told) == 2
    assert all("“A lock”" in text for text in told)
    assert "Elm Street" not in "".join(told)


async def test_a_mail_to_them_leads_to_the_page_of_the_proposal(
    client: httpx.AsyncClient, runtime: Runtime, a_round: RoundPublished
) -> None:
    mail = {"kind": "email", "address": "ida@example.org"}
    proposal = await submitted(client, a_round, contact=mail)
    await acted(client, proposal, "accept", cost_cents=100)

    async with runtime.database.transaction() as tx:
        found = await tellings.KEPT.next_by_mail(tx.session, SystemClock().now())

    assert found is not None
    assert (found.contact.address, found.page) == ("ida@example.org", f"/proposals/{proposal['number']}")
    assert found.subject == f"Your proposal {proposal['number']}"
