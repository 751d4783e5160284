from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from secrets import token_bytes

import pytest
from fastapi import FastAPI, Response
from joserfc import jwt
from joserfc.jwk import OctKey

from libs.shared.platform.access.tokens import KeyRing, SigningKey, TokenIsNotValid
from libs.shared.platform.running.neighbours import Neighbours
from libs.shared.platform.running.retrying import NeighbourIsUnwell
from libs.shared.platform.running.settings import Settings

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


class StillClock:
    def __init__(self) -> None:
        self.time = NOW

    def now(self) -> datetime:
        return self.time


class Residents:
    """Whoever vouches for the keys; it counts how often it is asked, and may be unwell."""

    def __init__(self) -> None:
        self.key, self.asked, self.is_unwell = SigningKey(token_bytes(32), "permit"), 0, False
        self.app = FastAPI()
        self.app.add_api_route("/api/residents/v1/keys", self._keys, response_model=None)

    async def _keys(self) -> dict[str, object] | Response:
        self.asked += 1
        return Response(status_code=503) if self.is_unwell else {"keys": [self.key.public()]}


@pytest.fixture
def residents() -> Residents:
    return Residents()


@pytest.fixture
def clock() -> StillClock:
    return StillClock()


@pytest.fixture
def key_ring(residents: Residents, clock: StillClock) -> KeyRing:
    return KeyRing(Neighbours(Settings(), {"residents": residents.app}), clock)


def signed(key: SigningKey, **how: datetime) -> str:
    return key.sign({"psn": "ab"}, expires_at=how.get("expires_at", NOW + timedelta(days=1)))


def with_another_signature(token: str) -> str:
    return signed(SigningKey(token_bytes(32), "permit"))


def with_changed_claims(token: str) -> str:
    head, _, signature = token.split(".")
    other = signed(SigningKey(token_bytes(32), "permit"), expires_at=NOW + timedelta(days=9))
    return ".".join([head, other.split(".")[1], signature])


def without_signature(token: str) -> str:
    return token.rpartition(".")[0] + "."


def signed_by_a_shared_secret(token: str) -> str:
    claims = {"psn": "ab", "aud": "permit", "exp": int(NOW.timestamp()) + 60}
    return jwt.encode({"alg": "HS256", "kid": "permit"}, claims, OctKey.import_key(token_bytes(32)))


def cut_short(token: str) -> str:
    return token[: len(token) // 2]


def something_else(token: str) -> str:
    return "not a token \N{SNOWMAN}"


FORGERIES = [
    with_another_signature,
    with_changed_claims,
    without_signature,
    signed_by_a_shared_secret,
    cut_short,
    something_else,
]


async def test_a_signed_token_gives_its_claims(key_ring: KeyRing, residents: Residents) -> None:
    claims = await key_ring.claims_of(signed(residents.key), "permit")

    assert claims["psn"] == "ab"


@pytest.mark.parametrize("forge", FORGERIES)
async def test_a_forged_token_is_not_valid(
    key_ring: KeyRing, residents: Residents, forge: Callable[[str], str]
) -> None:
    with pytest.raises(TokenIsNotValid):
        await key_ring.claims_of(forge(signed(residents.key)), "permit")


async def test_a_token_for_something_else_is_not_valid(key_ring: KeyRing, residents: Residents) -> None:
    seed = token_bytes(32)
    residents.key = SigningKey(seed, "permit")

    with pytest.raises(TokenIsNotValid, match="something else"):
        await key_ring.claims_of(signed(SigningKey(seed, "staff")), "permit")
    with pytest.raises(TokenIsNotValid, match="no key"):
        await key_ring.claims_of(signed(residents.key), "staff")


async def test_a_token_is_good_until_the_second_it_expires(
    key_ring: KeyRing, residents: Residents, clock: StillClock
) -> None:
    token = signed(residents.key, expires_at=NOW + timedelta(seconds=60))
    clock.time = NOW + timedelta(seconds=59)
    assert await key_ring.claims_of(token, "permit")

    clock.time = NOW + timedelta(seconds=60)

    with pytest.raises(TokenIsNotValid, match="expired"):
        await key_ring.claims_of(token, "permit")


async def test_a_new_key_is_learned_from_the_first_token_that_it_signed(
    key_ring: KeyRing, residents: Residents, clock: StillClock
) -> None:
    old = signed(residents.key)
    await key_ring.claims_of(old, "permit")
    residents.key = SigningKey(token_bytes(32), "permit")
    clock.time += timedelta(minutes=1)

    assert await key_ring.claims_of(signed(residents.key), "permit")

    with pytest.raises(TokenIsNotValid):
        await key_ring.claims_of(old, "permit")


async def test_any_number_of_forged_tokens_makes_us_ask_once_a_minute(
    key_ring: KeyRing, residents: Residents, clock: StillClock
) -> None:
    for minute in range(1, 4):
        for forge in FORGERIES * 5:
            with pytest.raises(TokenIsNotValid):
                await key_ring.claims_of(forge(signed(residents.key)), "permit")
        with pytest.raises(TokenIsNotValid):
            await key_ring.key("no-such-purpose")

        assert residents.asked == minute
        clock.time += timedelta(minutes=1)


async def test_while_residents_are_unwell_known_keys_go_on_and_unknown_ones_say_try_again(
    key_ring: KeyRing, residents: Residents
) -> None:
    residents.is_unwell = True
    with pytest.raises(NeighbourIsUnwell):
        await key_ring.claims_of(signed(residents.key), "permit")

    residents.is_unwell = False
    assert await key_ring.claims_of(signed(residents.key), "permit")

    residents.is_unwell = True
    assert await key_ring.claims_of(signed(residents.key), "permit")
