from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from libs.shared.events.voting import PollCancelled, PollOpened
from libs.shared.platform.access.tokens import TokenIsNotValid
from services.residents.domain.errors import PollIsNotKnown
from services.residents.storage.vault import PERMIT_PURPOSE
from tests.residents.conftest import HARBOUR, NORTH, SOUTH, Residents


async def claims_in(answer: httpx.Response, residents: Residents) -> dict[str, Any]:
    assert answer.status_code == 201, answer.text
    return await residents.runtime.keys.claims_of(answer.json()["permit"], PERMIT_PURPOSE)


async def test_a_code_becomes_a_permit_that_holds_nothing_but_poll_pseudonym_area_channel_and_expiry(
    residents: Residents,
) -> None:
    round_id = await residents.a_round()
    poll_id = await residents.an_open_poll(round_id)
    codes = await residents.codes_of(round_id, "1042,North")

    answer = await residents.ask(codes["1042"])

    claims = await claims_in(answer, residents)
    expires_at = residents.clock.now() + timedelta(minutes=15)
    assert claims.pop("aud") == "permit"
    assert len(claims.pop("psn")) == 64
    assert claims == {"poll": str(poll_id), "area": str(NORTH), "ch": "web", "exp": int(expires_at.timestamp())}
    assert (answer.json()["poll_id"], answer.json()["area_id"]) == (str(poll_id), str(NORTH))


async def test_a_person_has_the_same_pseudonym_through_every_channel_and_another_in_every_other_poll(
    residents: Residents,
) -> None:
    round_id = await residents.a_round()
    polls = [await residents.an_open_poll(round_id) for _ in range(2)]
    codes = await residents.codes_of(round_id, "1,North", "2,North")

    async def pseudonym(number: str, channel: str, poll_id: UUID) -> str:
        answer = await residents.ask(codes[number], channel, poll_id=str(poll_id))
        return str((await claims_in(answer, residents))["psn"])

    web = await pseudonym("1", "web", polls[0])
    assert web == await pseudonym("1", "sms", polls[0])
    assert web != await pseudonym("1", "web", polls[1])
    assert web != await pseudonym("2", "web", polls[0])


async def test_a_person_whose_number_a_spreadsheet_wrote_anew_has_the_same_code_and_pseudonym(
    residents: Residents,
) -> None:
    round_id = await residents.a_round()
    await residents.an_open_poll(round_id)
    code = (await residents.codes_of(round_id, "0001,North", "0002,North"))["0001"]
    before = await residents.ask(code)

    await residents.import_roll(round_id, "number,area\n1,North\n2,North\n", alike_are_same=True)
    after = await residents.ask(code)

    assert await residents.invite(round_id) == {}, "nobody is new"
    assert (await claims_in(before, residents))["psn"] == (await claims_in(after, residents))["psn"]


async def test_a_permit_expires_after_a_quarter_of_an_hour(residents: Residents) -> None:
    round_id = await residents.a_round()
    await residents.an_open_poll(round_id)
    codes = await residents.codes_of(round_id, "1,North")
    permit = (await residents.ask(codes["1"])).json()["permit"]

    residents.clock.advance(timedelta(minutes=15))

    with pytest.raises(TokenIsNotValid):
        await residents.runtime.keys.claims_of(permit, PERMIT_PURPOSE)


@pytest.mark.parametrize("typed", ["no code at all", "0000-0000-0000-1", "AAAA-BBBB-CCCC-D", "", "é" * 13])
async def test_a_wrong_code_is_not_known(residents: Residents, typed: str) -> None:
    round_id = await residents.a_round()
    await residents.an_open_poll(round_id)

    answer = await residents.ask(typed)

    assert (answer.status_code, answer.json()["code"]) == (404, "code-is-not-known")


async def test_a_code_is_read_in_any_case_and_with_any_dashes(residents: Residents) -> None:
    round_id = await residents.a_round()
    await residents.an_open_poll(round_id)
    code = (await residents.codes_of(round_id, "1,North"))["1"]

    for typed in (
        code.lower(),
        code.replace("-", ""),
        code.replace("-", " \N{EN DASH} "),
        code.replace("0", "o").replace("1", "l"),
    ):
        assert (await residents.ask(typed)).status_code == 201, typed


async def test_before_opening_and_after_closing_no_permit_is_issued_and_the_answer_says_which(
    residents: Residents,
) -> None:
    round_id = await residents.a_round()
    codes = await residents.codes_of(round_id, "1,North")

    async def refusal() -> tuple[int, str, str | None]:
        answer = await residents.ask(codes["1"])
        return answer.status_code, answer.json()["code"], answer.json()["state"]

    assert await refusal() == (409, "poll-is-not-open", None)
    poll_id = await residents.a_poll(round_id)
    assert await refusal() == (409, "poll-is-not-open", "published")
    await residents.tell(PollOpened(poll_id=poll_id))
    assert (await residents.ask(codes["1"])).status_code == 201
    await residents.close(poll_id)
    assert await refusal() == (409, "poll-is-not-open", "closed")


async def test_when_several_polls_are_open_the_request_must_name_one(residents: Residents) -> None:
    round_id = await residents.a_round()
    polls = {str(await residents.an_open_poll(round_id)) for _ in range(2)}
    codes = await residents.codes_of(round_id, "1,North")

    answer = await residents.ask(codes["1"])

    assert (answer.status_code, answer.json()["code"]) == (409, "several-polls-are-open")
    assert set(answer.json()["poll_ids"]) == polls
    for poll_id in polls:
        assert (await residents.ask(codes["1"], poll_id=poll_id)).json()["poll_id"] == poll_id


async def test_a_code_is_good_for_polls_of_its_own_round_alone(residents: Residents) -> None:
    round_id, another = await residents.a_round(), await residents.a_round([])
    elsewhere = await residents.an_open_poll(another)
    codes = await residents.codes_of(round_id, "1,North")

    answer = await residents.ask(codes["1"], poll_id=str(elsewhere))

    assert (answer.status_code, answer.json()["code"]) == (409, "poll-is-not-open")


async def test_a_channel_that_the_poll_does_not_take_is_refused(residents: Residents) -> None:
    round_id = await residents.a_round()
    await residents.an_open_poll(round_id, channels=["web", "paper"])
    codes = await residents.codes_of(round_id, "1,North")

    answer = await residents.ask(codes["1"], "sms")

    assert (answer.status_code, answer.json()["code"]) == (403, "channel-is-not-offered")
    assert answer.json()["channels"] == ["paper", "web"]


async def test_a_poll_of_an_area_is_for_those_who_live_in_it_or_in_an_area_inside_it(residents: Residents) -> None:
    round_id = await residents.a_round()
    await residents.an_open_poll(round_id, area_id=SOUTH)
    codes = await residents.codes_of(round_id, "1,North", "2,Süd", "3,Harbour", "4,")

    answers = {number: await residents.ask(code) for number, code in codes.items()}

    assert {number for number, answer in answers.items() if answer.status_code == 201} == {"2", "3"}
    assert answers["3"].json()["area_id"] == str(HARBOUR)
    for number in ("1", "4"):
        assert (answers[number].status_code, answers[number].json()["code"]) == (403, "area-has-no-vote")


async def test_each_area_with_a_poll_of_its_own_needs_no_choice(residents: Residents) -> None:
    round_id = await residents.a_round()
    north, south = [await residents.an_open_poll(round_id, area_id=area_id) for area_id in (NORTH, SOUTH)]
    codes = await residents.codes_of(round_id, "1,North", "2,Harbour")

    assert (await residents.ask(codes["1"])).json()["poll_id"] == str(north)
    assert (await residents.ask(codes["2"])).json()["poll_id"] == str(south)


async def test_closing_a_poll_destroys_its_key_and_says_so_in_the_same_transaction(residents: Residents) -> None:
    round_id = await residents.a_round()
    poll_id, other = [await residents.an_open_poll(round_id) for _ in range(2)]
    codes = await residents.codes_of(round_id, "1,North")
    before = await residents.ask(codes["1"], poll_id=str(other))

    await residents.close(poll_id)
    await residents.tell(PollCancelled(poll_id=poll_id, reason="counted wrongly"))

    destroyed = [one["subject"] for one in await residents.announced() if "key-destroyed" in one["type"]]
    assert destroyed == [str(poll_id)], "once, though the poll was also cancelled"
    after = await residents.ask(codes["1"], poll_id=str(other))
    assert (await claims_in(before, residents))["psn"] == (await claims_in(after, residents))["psn"]


async def test_a_cancelled_draft_had_no_key_and_needs_no_answer(residents: Residents) -> None:
    await residents.tell(PollCancelled(poll_id=uuid4(), reason="a mistake"))

    assert await residents.announced() == []


async def test_news_of_a_poll_that_was_never_published_is_poison(residents: Residents) -> None:
    with pytest.raises(PollIsNotKnown):
        await residents.tell(PollOpened(poll_id=uuid4()))


async def test_a_poll_may_be_heard_of_before_its_round(residents: Residents) -> None:
    round_id = uuid4()
    poll_id = await residents.an_open_poll(round_id)

    await residents.a_round(round_id=round_id)
    codes = await residents.codes_of(round_id, "1,North")

    assert (await residents.ask(codes["1"])).json()["poll_id"] == str(poll_id)
