import httpx
import pytest

from tests.sms.support.town import SECRET, TextingTown


async def get(town: TextingTown, **params: str) -> httpx.Response:
    return await town.texts.get("/sms/kannel", params={"from": "+4915112345678", "secret": SECRET} | params)


async def post(
    town: TextingTown, content: bytes, content_type: str = "text/plain; charset=UTF-8", **params: str
) -> httpx.Response:
    sent = {"from": "+4915112345678", "secret": SECRET} | params
    return await town.texts.post("/sms/kannel", params=sent, content=content, headers={"Content-Type": content_type})


async def test_kannels_get_becomes_a_ballot_and_the_body_is_the_reply(town: TextingTown) -> None:
    poll_id = await town.an_open_poll()

    answer = await get(town, text=f"STIMME {town.codes['person 1']} 3", id="1")

    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.text.startswith("Ihre Stimme ist gezählt: 3 Bäume am Kanal.")
    assert "x-kannel-coding" not in answer.headers
    assert await town.ballots_in_the_box(poll_id) == 1


async def test_a_reply_beyond_the_alphabet_asks_kannel_for_ucs2(town: TextingTown) -> None:
    await town.an_open_poll()

    answer = await get(town, text=f"{town.codes['person 1']} 4")

    assert "Łąka" in answer.text
    assert answer.headers["x-kannel-coding"] == "2"


async def test_kannels_post_has_the_text_as_its_body(town: TextingTown) -> None:
    await town.an_open_poll()

    answer = await post(town, f"Wähle {town.codes['person 1']} 3".encode())

    assert answer.text.startswith("Ihre Stimme ist gezählt")


async def test_a_post_may_also_have_its_text_in_the_address(town: TextingTown) -> None:
    assert (await post(town, b"", text="HILFE")).text.startswith("So stimmen Sie ab")


async def test_a_picture_is_no_text(town: TextingTown) -> None:
    picture = await post(town, b"\x89PNG\r\n", "application/octet-stream")
    nothing = await get(town)

    assert picture.text == nothing.text
    assert picture.text.startswith("We got no words from you")


async def test_a_retry_of_kannels_gets_the_same_reply(town: TextingTown) -> None:
    await town.an_open_poll()

    first, second = [await get(town, text=f"{town.codes['person 1']} 1", id="7") for _ in range(2)]

    assert first.text == second.text


@pytest.mark.parametrize(("secret", "status"), [("", 401), ("wrong", 403), ("\N{KEY}", 403)])
async def test_without_the_secret_nobody_is_heard(town: TextingTown, secret: str, status: int) -> None:
    for answer in (await get(town, text="HELP", secret=secret), await post(town, b"HELP", secret=secret)):
        assert answer.status_code == status
