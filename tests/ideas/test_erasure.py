from datetime import date, timedelta
from uuid import uuid4

import httpx

from libs.shared.platform.running.runtime import Runtime
from services.ideas.domain.round import Phase, Round
from services.ideas.use_cases.erase_contacts import erase_contacts
from tests.support.answers import Json, good
from tests.support.held_clock import HeldClock
from tests.support.suggesting import IDA, MODERATOR, TELLINGS, accepted, seen

GIVEN = date(2027, 1, 31)


async def test_a_contact_is_erased_a_year_after_its_round_with_all_that_was_told_to_it(
    client: httpx.AsyncClient, runtime: Runtime, a_round: Json
) -> None:
    idea = await accepted(client, a_round, contact=IDA)
    clock = HeldClock()
    clock.move(date(2028, 6, 19) - clock.now().date())

    too_early = await erase_contacts(runtime.database, clock)
    clock.move(timedelta(days=1))
    due = await erase_contacts(runtime.database, clock)

    assert (too_early, due) == (0, 1)
    assert (await seen(client, idea, **MODERATOR))["contact"] is None
    assert good(await client.get(TELLINGS, headers=MODERATOR))["items"] == []


def a_round_with(*calendar: Phase) -> Round:
    return Round(round_id=uuid4(), name="", currency="EUR", hourly_value_cents=0, areas=(), funds=(), calendar=calendar)


def test_a_round_without_an_end_keeps_contacts_for_three_years() -> None:
    endless = a_round_with(Phase("suggest", GIVEN, None))

    assert endless.contacts_end_on(GIVEN) == GIVEN + timedelta(days=3 * 365)


def test_a_contact_given_after_the_rounds_end_is_kept_for_a_year() -> None:
    over = a_round_with(Phase("vote", date(2020, 1, 1), date(2020, 2, 1)))

    assert over.contacts_end_on(GIVEN) == GIVEN + timedelta(days=365)
