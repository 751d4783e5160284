import json
from datetime import date, timedelta

import httpx
from sqlalchemy import text

from libs.shared.events.ideas import RoundPublished
from libs.shared.platform.running.runtime import Runtime
from services.proposals.use_cases.erase_contacts import erase_contacts
from tests.support.held_clock import HeldClock
from tests.support.journals import announced
from tests.support.proposing import MODERATOR, accepted, acted, committed, offered, seen, submitted

NAME, STREET, MAIL = "Wilhelmina Quittenbaum", "Nachtigallengasse 17", "wilhelmina.q@example.org"
BY_MAIL = {"kind": "email", "address": MAIL}
BY_LETTER = {"kind": "letter", "address": f"{NAME}\n{STREET}"}


async def test_no_event_holds_a_name_or_an_address(
    client: httpx.AsyncClient, runtime: Runtime, a_round: RoundPublished
) -> None:
    unread = await submitted(client, a_round, title=f"By {NAME}", summary=STREET, place=STREET, contact=BY_LETTER)
    await acted(client, unread, "request-changes", reason="It names a person.")
    proposal = await accepted(client, a_round)
    await offered(client, proposal, words=f"{NAME} can dig, {STREET}", contact=BY_MAIL)
    await committed(client, proposal, words=f"Ask {NAME}", contact=BY_LETTER)

    journal = json.dumps(await announced(runtime.database), ensure_ascii=False)

    assert "offers.offer-committed.v1" in journal
    for secret in (NAME, "Quittenbaum", STREET, "Nachtigallen", MAIL):
        assert secret not in journal


async def test_the_database_holds_no_key_and_no_submission(
    client: httpx.AsyncClient, runtime: Runtime, a_round: RoundPublished
) -> None:
    submission_id = "0190b6a0-0000-4000-8000-5ec2e7000001"
    proposal = await submitted(client, a_round, submission_id=submission_id)
    offer = await offered(client, await accepted(client, a_round))

    async with runtime.database.reading() as session:
        rows = [str(row) for table in ("proposals", "offers") for row in await session.execute(text(f"table {table}"))]

    for secret in (submission_id, proposal["edit_key"], offer["key"]):
        assert secret not in "".join(rows)


async def test_contacts_are_erased_a_year_after_the_round(
    client: httpx.AsyncClient, runtime: Runtime, a_round: RoundPublished
) -> None:
    proposal = await submitted(client, a_round, contact=BY_MAIL)
    clock = HeldClock()
    clock.move(date(2028, 6, 19) - clock.now().date())

    too_early = await erase_contacts(runtime.database, clock)
    clock.move(timedelta(days=1))
    due = await erase_contacts(runtime.database, clock)

    assert (too_early, due) == (0, 1)
    assert (await seen(client, proposal, **MODERATOR))["contact"] is None
