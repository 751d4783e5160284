"""Each gateway is a client with a key of its own, which is believed in what that gateway is for."""

import asyncio
from collections.abc import Callable

import pytest
from pydantic import SecretStr

from libs.shared.platform.access.attempts import Limit
from libs.shared.platform.access.parts import rights_of
from libs.shared.platform.running.settings import Settings
from services.residents.storage.how_often import WRONG_CODES_OF_A_CLIENT
from tests.residents.conftest import ADMIN_PASSWORD, Residents
from tests.support.gateway import PARTS_SECRET, WEB_KEY, by_text, for_client

WRONG = "0000-0000-0001-1"
STAFF = "/api/residents/v1/staff"


async def guess(residents: Residents, headers: dict[str, str]) -> int:
    body = {"name": "admin", "password": "wrong"}
    return (await residents.http.post(f"{STAFF}/sessions", json=body, headers=headers)).status_code


async def wrong_code(residents: Residents, headers: dict[str, str]) -> int:
    body = {"code": WRONG, "channel": "sms"}
    return (await residents.http.post("/api/residents/v1/permits", json=body, headers=headers)).status_code


async def test_whoever_has_the_text_gateways_key_guesses_no_more_passwords_with_it(residents: Residents) -> None:
    answers = await asyncio.gather(*(guess(residents, by_text(f"telephone {number}")) for number in range(60)))

    assert answers.count(401) <= 11
    body = {"name": "admin", "password": ADMIN_PASSWORD}
    signed_in = await residents.http.post(f"{STAFF}/sessions", json=body, headers=for_client("the town hall"))
    assert signed_in.status_code == 201


@pytest.mark.parametrize("speaking_for", [by_text, for_client])
async def test_a_telephone_and_a_browser_that_guess_codes_lock_out_nobody_else(
    residents: Residents, speaking_for: Callable[[str], dict[str, str]]
) -> None:
    await residents.runtime.attempts.count([Limit(WRONG_CODES_OF_A_CLIENT, "gateway's a thief")] * 300)

    assert await wrong_code(residents, speaking_for("a thief")) == 429
    assert await wrong_code(residents, speaking_for("somebody")) == 404


async def test_the_text_gateway_brings_nobody_of_the_staff(residents: Residents) -> None:
    administrator = await residents.as_administrator()

    by_pages = await residents.http.get(STAFF, headers=administrator | for_client("the town hall"))
    refused = await residents.http.get(STAFF, headers=administrator | by_text("a telephone"))

    assert (by_pages.status_code, refused.status_code) == (200, 403)
    assert "speaks for residents alone" in refused.json()["detail"]


async def test_no_gateway_asks_what_services_ask_each_other(residents: Residents) -> None:
    path = "/api/residents/v1/integrators/00000000-0000-0000-0000-000000000000/scopes"
    as_service = {"X-Commonpurse-Gateway": PARTS_SECRET.get_secret_value()}

    assert [
        (await residents.http.get(path, headers=headers)).status_code
        for headers in (for_client("somebody"), by_text("somebody"), as_service)
    ] == [401, 401, 404]


def test_a_key_is_changed_with_an_overlap_and_taken_back_alone() -> None:
    both = Settings(web_key=SecretStr("new, old"), sms_key=SecretStr("of texts"))
    after = both.model_copy(update={"web_key": SecretStr("new")})

    assert both.shown_by("web") == "new"
    assert rights_of(both, "new") == rights_of(both, "old") == {"residents", "staff"}
    assert rights_of(after, "new") == {"residents", "staff"}
    assert rights_of(after, "old") == rights_of(after, "new, old") == rights_of(after, None) == set()
    assert rights_of(after, "of texts") == {"residents", "texts"}


def test_the_one_secret_of_before_stands_for_what_is_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMMONPURSE_GATEWAY_SECRET", "of before")
    of_before = Settings()
    monkeypatch.setenv("COMMONPURSE_SMS_KEY", WEB_KEY.get_secret_value())
    half_way = Settings()

    assert rights_of(of_before, "of before") == {"residents", "staff", "texts", "parts"}
    assert [of_before.shown_by(part) for part in ("web", "sms", None)] == ["of before"] * 3
    assert half_way.shown_by("sms") == WEB_KEY.get_secret_value()
    assert rights_of(half_way, WEB_KEY.get_secret_value()) == {"residents", "texts"}
    assert (of_before.is_one_for_several, Settings(web_key=WEB_KEY).is_one_for_several) == (True, True)
