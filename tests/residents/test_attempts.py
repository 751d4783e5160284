import pytest
from limits import RateLimitItemPerMinute

from libs.shared.events.voting import PollOpened
from libs.shared.kernel.errors import TooManyAttempts
from libs.shared.kernel.networks import network_of
from libs.shared.platform.access.attempts import Attempts, Limit
from services.residents.domain.errors import CodeIsNotKnown
from tests.residents.conftest import Residents

WRONG = "0000-0000-0001-1"


async def test_who_types_wrong_codes_must_wait_and_no_right_code_is_ever_refused(residents: Residents) -> None:
    round_id = await residents.a_round()
    await residents.an_open_poll(round_id)
    code = (await residents.codes_of(round_id, "1,North"))["1"]

    wrong = [(await residents.ask(WRONG, client="a guesser")).status_code for _ in range(320)]

    assert wrong == [404] * 300 + [429] * 20
    assert (await residents.ask(code, client="a guesser")).status_code == 201, "a neighbour behind the same address"
    assert (await residents.ask(code, client="somebody else")).status_code == 201


async def test_thousands_of_wrong_codes_from_everywhere_shut_nobody_out(residents: Residents) -> None:
    round_id = await residents.a_round()
    poll_id = await residents.an_open_poll(round_id)
    code = (await residents.codes_of(round_id, "1,North"))["1"]
    wrong = Limit(RateLimitItemPerMinute(6000, 1, namespace="wrong-codes-for-a-poll"), str(poll_id))

    await residents.runtime.attempts.count([wrong] * 6_400)
    for number in range(50):
        await residents.ask(WRONG, client=f"guesser {number}", poll_id=str(poll_id))

    assert (await residents.ask(code, client="a voter", poll_id=str(poll_id))).status_code == 201


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:bbbb::9", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("testclient", "testclient"),
    ],
)
def test_a_subscriber_is_one_client_with_all_their_addresses(address: str, network: str) -> None:
    assert network_of(address) == network


async def test_a_library_may_send_a_whole_street(residents: Residents) -> None:
    round_id = await residents.a_round()
    await residents.an_open_poll(round_id)
    codes = await residents.codes_of(round_id, *(f"{number},North" for number in range(60)))

    answers = [await residents.ask(code, client="the library") for code in codes.values()]

    assert {answer.status_code for answer in answers} == {201}


async def test_one_code_gets_twenty_permits_in_ten_minutes(residents: Residents) -> None:
    round_id = await residents.a_round()
    await residents.an_open_poll(round_id)
    codes = await residents.codes_of(round_id, "1,North", "2,North")

    answers = [(await residents.ask(codes["1"])).status_code for _ in range(21)]

    assert answers == [201] * 20 + [429]
    assert (await residents.ask(codes["2"])).status_code == 201


async def test_whoever_asks_too_early_may_ask_as_often_as_they_like(residents: Residents) -> None:
    round_id = await residents.a_round()
    poll_id = await residents.a_poll(round_id)
    code = (await residents.codes_of(round_id, "1,North"))["1"]

    too_early = {(await residents.ask(code)).status_code for _ in range(30)}
    await residents.tell(PollOpened(poll_id=poll_id))

    assert too_early == {409}
    assert (await residents.ask(code)).status_code == 201


async def test_an_attempt_that_fails_on_our_side_is_none() -> None:
    attempts, limit = Attempts(), Limit(RateLimitItemPerMinute(1, 1, namespace="one"), "x")
    ways = (attempts.trying([limit]), attempts.guessing([limit]), attempts.slowed(limit, 0.0))

    for way in ways:
        with pytest.raises(ConnectionResetError):
            async with way:
                raise ConnectionResetError

    assert attempts.made(limit) == 0


async def test_a_guess_counts_if_it_was_wrong_and_what_was_only_tried_counts_always() -> None:
    attempts = Attempts()
    guessed, tried = (Limit(RateLimitItemPerMinute(3, 1, namespace=name), "x") for name in ("guessed", "tried"))

    with pytest.raises(CodeIsNotKnown):
        async with attempts.guessing([guessed]), attempts.trying([tried]):
            raise CodeIsNotKnown
    async with attempts.guessing([guessed]), attempts.trying([tried]):
        pass

    assert (attempts.made(guessed), attempts.made(tried)) == (1, 2)


async def test_nothing_is_counted_when_any_limit_is_reached() -> None:
    attempts = Attempts()
    narrow = Limit(RateLimitItemPerMinute(1, 1, namespace="narrow"), "x")
    wide = Limit(RateLimitItemPerMinute(2, 1, namespace="wide"), "x")
    await attempts.count([narrow, wide])

    for _ in range(3):
        with pytest.raises(TooManyAttempts):
            await attempts.check([narrow, wide])

    await attempts.check([wide])
