from uuid import uuid4

import pytest

from libs.shared.kernel.clock import SystemClock
from libs.shared.platform.access.staff import STAFF_PURPOSE
from libs.shared.platform.access.tokens import KeyRing, TokenIsNotValid
from libs.shared.platform.running.neighbours import Neighbours
from libs.shared.platform.running.settings import Settings
from tests.support.staff import PERMIT_PURPOSE, a_permit, beside_residents, staff_headers


@pytest.fixture
def key_ring() -> KeyRing:
    return KeyRing(Neighbours(Settings(), beside_residents()), SystemClock())


async def test_a_staff_token_of_the_tests_is_good_for_staff_and_for_nothing_else(key_ring: KeyRing) -> None:
    token = staff_headers("moderator", name="Grace")["Authorization"].removeprefix("Bearer ")

    claims = await key_ring.claims_of(token, STAFF_PURPOSE)

    assert (claims["name"], claims["roles"]) == ("Grace", ["moderator"])
    with pytest.raises(TokenIsNotValid):
        await key_ring.claims_of(token, PERMIT_PURPOSE)


async def test_a_person_has_one_pseudonym_in_a_poll_through_every_channel(key_ring: KeyRing) -> None:
    poll_id = uuid4()

    web = await key_ring.claims_of(a_permit(poll_id, "1042"), PERMIT_PURPOSE)
    sms = await key_ring.claims_of(a_permit(poll_id, "1042", "sms"), PERMIT_PURPOSE)
    elsewhere = await key_ring.claims_of(a_permit(uuid4(), "1042"), PERMIT_PURPOSE)

    assert web["psn"] == sms["psn"] != elsewhere["psn"]
    assert (web["ch"], sms["ch"]) == ("web", "sms")
